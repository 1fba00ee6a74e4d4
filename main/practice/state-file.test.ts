import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startPracticePlatform, type PracticePlatform } from './practice-platform.ts';
import { createTestSigningKey, stageOn, TEST_NOW_MS, type TestSigningKey } from './practice-test-support.ts';

let key: TestSigningKey;
let folder: string;
let stateFile: string;
let running: PracticePlatform[];
beforeAll(async () => {
  key = await createTestSigningKey();
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'practice-'));
  stateFile = join(folder, 'inner', 'practice.json');
  running = [];
});
afterEach(async () => {
  await Promise.all(running.map((platform) => platform.close()));
  await rm(folder, { recursive: true });
});

const start = async (port?: number): Promise<PracticePlatform> => {
  const platform = await startPracticePlatform({
    stateFile,
    now: () => TEST_NOW_MS,
    ...(port === undefined ? {} : { port }),
  });
  running.push(platform);
  return platform;
};

describe('the state file', () => {
  test('brings channels, secrets, keys, tokens, clock and port through a restart', async () => {
    const before = await start();
    const stage = stageOn(before, key);
    const { accessToken, keyId } = await stage.issueToken();
    const revoked = await stage.issueToken();
    await stage.revoke(revoked.accessToken);
    before.clock.advance(60);
    await before.close();

    const after = await start();
    const { channelId } = stage.channel;
    expect([after.url, after.clock.offsetSeconds, after.channels()]).toEqual([before.url, 60, [stage.channel]]);
    expect(after.publicKeys(channelId)).toEqual([
      { kid: stage.kid, thumbprint: expect.any(String), registeredAt: expect.any(String) },
    ]);
    expect([(await stage.kids()).body, (await stage.botInfo(accessToken)).status]).toMatchObject([
      { kids: [keyId] },
      200,
    ]);
    expect((await stage.verify(revoked.accessToken)).body).toMatchObject({
      error_description: 'The access token revoked',
    });
  });

  test('holds a token before anybody hears of it', async () => {
    const platform = await start();
    const stage = stageOn(platform, key);
    const { keyId } = await stage.issueToken();
    expect(await readFile(stateFile, 'utf8')).toContain(keyId);
  });

  test('holds a token whose answer was lost', async () => {
    const platform = await start();
    const stage = stageOn(platform, key);
    platform.failNext({ endpoint: 'token', kind: 'drop-after' });
    await expect(stage.issue()).rejects.toThrow();
    const [keyId] = platform.liveKeyIds(stage.channel.channelId);
    expect(await readFile(stateFile, 'utf8')).toContain(keyId);
  });

  test('holds no token value, and nothing but the file is left beside it', async () => {
    const platform = await start();
    const stage = stageOn(platform, key);
    const tokens = await Promise.all(Array.from({ length: 20 }, () => stage.issueToken()));
    await platform.saved();
    const text = await readFile(stateFile, 'utf8');
    expect(tokens.filter(({ accessToken }) => text.includes(accessToken.slice(25)))).toEqual([]);
    expect(tokens.filter(({ keyId }) => !text.includes(keyId))).toEqual([]);
    expect(await readdir(join(folder, 'inner'))).toEqual(['practice.json']);
  });

  test.skipIf(process.platform === 'win32')('is readable by its owner only', async () => {
    const platform = await start();
    platform.addChannel();
    await platform.saved();
    expect((await stat(stateFile)).mode & 0o777).toBe(0o600);
  });

  test.each([
    ['{"format":', 'state-damaged'],
    ['{"format":"kagibako-practice","version":1}', 'state-damaged'],
    ['{"format":"kagibako-practice","version":2}', 'state-newer'],
  ])('%s is left as it is, and starting says %s', async (text, code) => {
    const damaged = join(folder, 'damaged.json');
    await writeFile(damaged, text);
    await expect(startPracticePlatform({ stateFile: damaged })).rejects.toMatchObject({ code });
    expect(await readFile(damaged, 'utf8')).toBe(text);
  });

  test('keeps a second platform from the same port, and so from the same file', async () => {
    const platform = await start();
    platform.addChannel();
    await platform.saved();
    await expect(startPracticePlatform({ stateFile })).rejects.toMatchObject({ code: 'port-taken' });
  });

  test('that cannot be written makes an issue fail as the platform’s own fault, and closing says so', async () => {
    const blocked = join(folder, 'blocked');
    await writeFile(blocked, '');
    const platform = await startPracticePlatform({ stateFile: join(folder, 'fine.json'), now: () => TEST_NOW_MS });
    const stage = stageOn(platform, key);
    await platform.saved();
    await rm(join(folder, 'fine.json'));
    const { mkdir } = await import('node:fs/promises');
    await mkdir(join(folder, 'fine.json', 'in-the-way'), { recursive: true });
    expect((await stage.issue()).status).toBe(500);
    await expect(platform.close()).rejects.toThrow();
  });
});
