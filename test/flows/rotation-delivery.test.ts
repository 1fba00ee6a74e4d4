import { lstat, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { CONSUMER, rotationBench, told } from '../support/rotation-bench.ts';
import { openWorkbench, type Workbench } from '../support/workbench.ts';

const { now, begin, issueOld, setPolicy, show, stateOf, valueOf } = rotationBench();

let bench: Workbench;
let channelId: string;
let folder: string;
beforeEach(() => {
  ({ bench, channelId, folder } = now());
});

describe('the delivery', () => {
  test('writes the policy’s file whole, for its owner alone, in place of what was there', async () => {
    await issueOld();
    for (const how of ['dotenv', 'json'] as const) {
      const file = join(folder, `bot.${how}`);
      await writeFile(file, 'old', { mode: 0o644 });
      await setPolicy({ delivery: { how, file } });
      const { rotationId, newTokenId } = await begin();
      const delivered = await bench.call('rotation.deliver', { rotationId });
      expect([told(delivered)[1], delivered.steps[1]?.note]).toEqual(['deliver done written', `bot.${how}`]);
      expect(await readFile(file, 'utf8')).toContain(await valueOf(newTokenId));
      expect((await stat(file)).mode & 0o777).toBe(0o600);
      await bench.call('rotation.stop', { rotationId, reason: 'next' });
    }
    expect(await readdir(folder)).toEqual(['bot.dotenv', 'bot.json']);
  });

  test('says where a file cannot be written, and can be tried again', async () => {
    await issueOld();
    await setPolicy({ delivery: { how: 'dotenv', file: join(folder, 'none', 'bot.env') } });
    const rotation = await begin();
    expect(await bench.refused('rotation.deliver', { rotationId: rotation.rotationId })).toMatchObject({
      code: 'file-unwritable',
      details: { name: 'bot.env', problem: 'not there' },
    });
    expect(told(await show(rotation))[1]).toBe('deliver failed file-unwritable');
    const byHand = { rotationId: rotation.rotationId, how: 'by-hand', note: 'over the phone' } as const;
    expect((await bench.call('rotation.deliver', byHand)).steps[1]).toMatchObject({
      state: 'done',
      proof: 'person',
      note: 'over the phone',
    });
  });

  test('leaves a link as it is, and what it leads to: the reader would not see the new token', async () => {
    await issueOld();
    const [file, link] = [join(folder, 'real.env'), join(folder, 'bot.env')];
    await writeFile(file, 'old');
    await symlink(file, link);
    await setPolicy({ delivery: { how: 'dotenv', file: link } });
    const { rotationId } = await begin();
    expect(await bench.refused('rotation.deliver', { rotationId })).toMatchObject({
      code: 'file-unwritable',
      details: { name: 'bot.env', problem: 'a link' },
    });
    expect([await readFile(file, 'utf8'), (await lstat(link)).isSymbolicLink()]).toEqual(['old', true]);
    expect((await bench.call('audit.list', {})).entries.map(({ kind }) => kind)).not.toContain('token-revealed');
  });

  test('of two consumers into one file is made one after the other', async () => {
    const file = join(folder, 'shared.env');
    const consumers = ['a', 'b', 'c', 'd'];
    const values: string[] = [];
    for (const consumer of consumers) {
      await issueOld({ consumer });
      await bench.call('rotation.setPolicy', { channelId, consumer, delivery: { how: 'dotenv', file } });
      values.push(await valueOf((await bench.call('rotation.begin', { channelId, consumer })).newTokenId));
    }
    const { rotations } = await bench.call('rotation.continueDue', {});
    expect(new Set(rotations.map((rotation) => told(rotation)[1]))).toEqual(new Set(['deliver done written']));
    const text = await readFile(file, 'utf8');
    expect(values.filter((value) => text.includes(value))).toHaveLength(1);
    expect(await readdir(folder)).toEqual(['shared.env']);
  });

  test('goes into a file that the person chooses, or nowhere', async () => {
    await issueOld();
    const { rotationId, newTokenId } = await begin();
    expect((await bench.refused('rotation.deliver', { rotationId, how: 'json' })).code).toBe('cancelled');
    expect(told(await bench.call('rotation.show', { rotationId }))[1]).toBe('deliver now');
    now().chosenFile = join(folder, 'chosen.json');
    await bench.call('rotation.deliver', { rotationId, how: 'json' });
    expect(JSON.parse(await readFile(join(folder, 'chosen.json'), 'utf8'))).toMatchObject({
      tokens: [{ tokenId: newTokenId, accessToken: await valueOf(newTokenId) }],
    });
  });

  test('may be done again while nobody has confirmed it', async () => {
    await issueOld();
    const { rotationId } = await begin();
    await bench.call('rotation.skip', { rotationId, step: 'deliver', reason: 'later' });
    await bench.call('rotation.deliver', { rotationId });
    expect((await bench.call('rotation.deliver', { rotationId })).step).toBe('adopt');
    expect(now().copied).toHaveLength(2);
    await bench.call('rotation.confirm', { rotationId, by: 'person' });
    expect((await bench.refused('rotation.deliver', { rotationId })).code).toBe('rotation-not-its-turn');
  });

  test('needs a successor that lives', async () => {
    await issueOld();
    const { rotationId, newTokenId } = await begin();
    await bench.call('token.revoke', { tokenIds: [newTokenId ?? ''] });
    expect((await bench.refused('rotation.deliver', { rotationId })).code).toBe('token-not-live');
  });

  test('without a clipboard or a dialog says so', async () => {
    const plain = await openWorkbench();
    try {
      const channel = await plain.readyChannel();
      await plain.issue(channel, { consumer: 'bot' });
      const { rotationId } = await plain.call('rotation.begin', { channelId: channel, consumer: 'bot' });
      for (const how of ['copy', 'dotenv', 'json', 'policy'] as const)
        expect((await plain.refused('rotation.deliver', { rotationId, how })).code).toBe('not-supported-here');
    } finally {
      await plain.stop();
    }
  });
});

describe('a command', () => {
  /** Notes what it was given in a file of the test, and ends as it is told. */
  const receiver = (exitCode = 0) => {
    const script = `
      const chunks = [];
      process.stdin.on('data', (chunk) => chunks.push(chunk));
      process.stdin.on('end', () => {
        const input = Buffer.concat(chunks).toString();
        console.log(input); console.error(input);
        require('fs').writeFileSync(process.argv[1], JSON.stringify({ input, argv: process.argv, env: process.env }));
        process.exit(${exitCode});
      });`;
    return { how: 'command' as const, command: [process.execPath, '-e', script, join(folder, 'seen.json')] };
  };
  const seen = async () =>
    JSON.parse(await readFile(join(folder, 'seen.json'), 'utf8')) as {
      input: string;
      argv: string[];
      env: Record<string, string>;
    };

  test('receives the token on its standard input and nowhere else; nothing of ours holds it', async () => {
    await issueOld();
    await setPolicy({ delivery: receiver() });
    const rotation = await begin();
    await bench.call('rotation.deliver', { rotationId: rotation.rotationId });
    const { entries } = await bench.call('audit.list', {});
    const value = await valueOf(rotation.newTokenId);
    const { input, argv, env } = await seen();
    expect(input).toBe(`${value}\n`);
    expect(env).toMatchObject({
      KAGIBAKO_CHANNEL_ID: channelId,
      KAGIBAKO_CONSUMER: CONSUMER,
      KAGIBAKO_KEY_ID: rotation.newKeyId,
      KAGIBAKO_ROTATION_ID: rotation.rotationId,
    });
    expect(entries.map(({ kind, note }) => [kind, note])).toContainEqual([
      'token-revealed',
      'given to node, for its rotation',
    ]);
    expect(JSON.stringify([argv, env, entries, bench.events, await show(rotation)])).not.toContain(value);
    await bench.engine().shutdown();
    for (const name of await readdir(bench.folder, { recursive: true, withFileTypes: true }))
      if (name.isFile()) expect(await readFile(join(name.parentPath, name.name), 'latin1')).not.toContain(value);
  });

  test('of the vault’s own variables gets none', async () => {
    process.env['KAGIBAKO_PASSPHRASE'] = 'six words make a fine one';
    try {
      await issueOld();
      await setPolicy({ delivery: receiver() });
      await bench.call('rotation.deliver', { rotationId: (await begin()).rotationId });
      expect(Object.keys((await seen()).env)).not.toContain('KAGIBAKO_PASSPHRASE');
    } finally {
      delete process.env['KAGIBAKO_PASSPHRASE'];
    }
  });

  test('that fails leaves the step to be tried again, and nothing of what it printed', async () => {
    await issueOld();
    await setPolicy({ delivery: receiver(7) });
    const rotation = await begin();
    const error = await bench.refused('rotation.deliver', { rotationId: rotation.rotationId });
    expect(error).toMatchObject({ code: 'command-failed', details: { problem: 'command-exit-code', code: 7 } });
    const failed = await show(rotation);
    expect(told(failed)[1]).toBe('deliver failed command-failed');
    expect(JSON.stringify([error, failed])).not.toContain(await valueOf(rotation.newTokenId));
  });

  test('that is not there says so', async () => {
    await issueOld();
    await setPolicy({ delivery: { how: 'command', command: [join(folder, 'none')] } });
    const { rotationId } = await begin();
    expect(await bench.refused('rotation.deliver', { rotationId })).toMatchObject({
      code: 'command-failed',
      details: { problem: 'command-not-found' },
    });
  });

  test('that never ends is ended when the vault closes, and the step is tried again after the restart', async () => {
    await issueOld();
    const mark = join(folder, 'started');
    const script = `require('fs').writeFileSync(${JSON.stringify(mark)}, ''); setInterval(() => {}, 1000);`;
    await setPolicy({ delivery: { how: 'command', command: [process.execPath, '-e', script] } });
    const rotation = await begin();
    const delivering = bench.engine().call('rotation.deliver', { rotationId: rotation.rotationId });
    await expect.poll(() => readdir(folder)).toContain('started');
    await bench.restart();
    expect(await delivering).toMatchObject({
      ok: false,
      error: { code: 'command-failed', details: { problem: 'vault-closed' } },
    });
    expect(told(await show(rotation))[1]).toBe('deliver failed command-failed');
  });
});

test('what could be done next time is not begun once the vault closes', async () => {
  const mark = join(folder, 'started');
  const script = `require('fs').appendFileSync(${JSON.stringify(mark)}, '.'); setInterval(() => {}, 1000);`;
  for (let number = 0; number < 6; number += 1) {
    const of = { channelId, consumer: `bot ${number}` };
    await issueOld({ consumer: of.consumer });
    const delivery = { how: 'command' as const, command: [process.execPath, '-e', script] };
    await bench.call('rotation.setPolicy', { ...of, delivery });
    await bench.call('rotation.begin', of);
  }
  const going = bench.engine().call('rotation.continueDue', {});
  await expect.poll(() => readFile(mark, 'utf8').catch(() => '')).toBe('....');
  await bench.restart();
  await going;
  const { rotations } = await bench.call('rotation.list', {});
  const delivered = rotations.map((rotation) => told(rotation)[1]).sort();
  expect(delivered).toEqual([...Array(4).fill('deliver failed command-failed'), ...Array(2).fill('deliver now')]);
});

describe('the adoption', () => {
  test('is proved by LINE’s bot-info endpoint with the new token', async () => {
    await issueOld();
    const { rotationId, newTokenId } = await begin();
    await bench.call('rotation.deliver', { rotationId, how: 'by-hand' });
    const adopted = await bench.call('rotation.confirm', { rotationId, by: 'bot-info' });
    expect(told(adopted)[2]).toBe('adopt done bot-info');
    expect(now().bearers).toEqual([`Bearer ${await valueOf(newTokenId)}`]);
  });

  test('is not, where the token opens nothing; what the network does is told apart', async () => {
    const old = await issueOld();
    const rotation = await begin();
    const { rotationId } = rotation;
    await bench.call('rotation.deliver', { rotationId, how: 'by-hand' });
    bench.practice.failNext({ endpoint: 'bot-info', kind: 'status', status: 503 });
    expect((await bench.refused('rotation.confirm', { rotationId, by: 'bot-info' })).code).toBe('platform-failed');
    bench.practice.failNext({ endpoint: 'bot-info', kind: 'html', status: 401 });
    expect((await bench.refused('rotation.confirm', { rotationId, by: 'bot-info' })).code).toBe('platform-unreadable');
    bench.practice.revokeAsAnotherTool(channelId, rotation.newKeyId ?? '');
    expect(await bench.refused('rotation.confirm', { rotationId, by: 'bot-info' })).toMatchObject({
      code: 'token-refused',
      details: { status: 401 },
    });
    expect([told(await show(rotation))[2], await stateOf(old.tokenId)]).toEqual([
      'adopt failed token-refused',
      'active',
    ]);
  });
});
