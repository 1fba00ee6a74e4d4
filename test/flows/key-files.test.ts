import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openWorkbench, type Workbench } from '../support/workbench.ts';

let home = '';
let bench: Workbench;
let chosen: string | null = null;
/** What happens while the dialog is open. */
let onChoosing: (() => Promise<unknown>) | undefined;
const suggested: string[] = [];

beforeEach(async () => {
  onChoosing = undefined;
  home = await mkdtemp(join(tmpdir(), 'kagibako-key-files-'));
  bench = await openWorkbench({
    fileChooser: {
      async chooseKeyFile() {
        await onChoosing?.();
        return chosen;
      },
      choosePublicKeyFile: (name) => {
        suggested.push(name);
        return Promise.resolve(chosen);
      },
      chooseExportFile: () => Promise.resolve(null),
    },
  });
});
afterEach(async () => {
  await bench.stop();
  await rm(home, { recursive: true });
});

const encryptedPem = () =>
  generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({
    type: 'pkcs8',
    format: 'pem',
    cipher: 'aes-256-cbc',
    passphrase: 'of the file',
  });

test('an encrypted key is imported from a chosen file once its passphrase is right, without choosing again', async () => {
  const channelId = await bench.addChannel();
  chosen = join(home, 'key.pem');
  await writeFile(chosen, encryptedPem());
  expect((await bench.refused('key.importFile', { channelId })).code).toBe('key-encrypted');
  const [file, passphrase] = [chosen, 'of the file'];
  chosen = null;
  expect((await bench.refused('key.importFile', { channelId, passphrase: 'wrong', sameFile: true })).code).toBe(
    'key-passphrase-wrong',
  );
  const { signingKey } = await bench.call('key.importFile', { channelId, passphrase, sameFile: true });
  expect(signingKey).toMatchObject({ channelId, origin: 'imported', state: 'generated' });
  expect(await bench.call('key.importFile', { channelId, passphrase, sameFile: true })).toEqual({ signingKey: null });
  chosen = file;
  expect((await bench.refused('key.importFile', { channelId, passphrase })).code).toBe('key-exists');
});

test('where the channel was removed or the vault locked while the person was choosing, nothing is imported', async () => {
  const [channelId, removed] = [await bench.addChannel(), await bench.addChannel()];
  chosen = join(home, 'key.pem');
  await writeFile(chosen, encryptedPem());
  const input = { passphrase: 'of the file' };
  onChoosing = () => bench.call('channel.remove', { channelId: removed });
  expect((await bench.refused('key.importFile', { ...input, channelId: removed })).code).toBe('not-found');
  onChoosing = () => bench.call('vault.lock', {});
  expect((await bench.refused('key.importFile', { ...input, channelId })).code).toBe('vault-locked');
  onChoosing = undefined;
  await bench.call('vault.unlock', {});
  expect((await bench.call('key.list', {})).signingKeys).toEqual([]);
  expect((await bench.call('key.importFile', { ...input, channelId })).signingKey).toMatchObject({ channelId });
});

test('what is no key file is refused by name, without its path', async () => {
  const channelId = await bench.addChannel();
  chosen = join(home, 'gone.pem');
  const gone = await bench.refused('key.importFile', { channelId });
  expect(gone).toMatchObject({ code: 'file-unreadable', details: { name: 'gone.pem', problem: 'not there' } });
  expect(JSON.stringify(gone)).not.toContain(home);
  chosen = join(home, 'large.json');
  await writeFile(chosen, Buffer.alloc(3_000_000));
  expect(await bench.refused('key.importFile', { channelId })).toMatchObject({
    code: 'key-too-large',
    details: { bytes: 3_000_000, limit: 65_536 },
  });
});

test('the public key is saved exactly as the console takes it', async () => {
  const channelId = await bench.addChannel();
  const { signingKeyId } = await bench.call('key.generate', { channelId });
  chosen = null;
  expect(await bench.call('key.savePublic', { signingKeyId })).toEqual({ savedAs: null });
  chosen = join(home, 'mine.json');
  expect(await bench.call('key.savePublic', { signingKeyId, form: 'key_ops' })).toEqual({ savedAs: 'mine.json' });
  expect(suggested).toContain(`kagibako-${channelId}-public-jwk.json`);
  expect(JSON.parse(await readFile(chosen, 'utf8'))).toEqual(
    await bench.call('key.public', { signingKeyId, form: 'key_ops' }),
  );
  chosen = join(home, 'nowhere', 'mine.json');
  expect(await bench.refused('key.savePublic', { signingKeyId })).toMatchObject({
    code: 'file-unwritable',
    details: { name: 'mine.json', problem: 'not there' },
  });
});

test('where nobody can be asked for a file, that is said', async () => {
  const plain = await openWorkbench();
  try {
    const channelId = await plain.addChannel();
    const { signingKeyId } = await plain.call('key.generate', { channelId });
    expect([
      (await plain.refused('key.importFile', { channelId })).code,
      (await plain.refused('key.savePublic', { signingKeyId })).code,
      (await plain.refused('about.openFolder', {})).code,
    ]).toEqual(['not-supported-here', 'not-supported-here', 'not-supported-here']);
  } finally {
    await plain.stop();
  }
});
