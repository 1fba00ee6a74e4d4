import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openWorkbench, type Workbench } from '../support/workbench.ts';

let bench: Workbench;
let channelId: string;
beforeEach(async () => {
  bench = await openWorkbench();
  channelId = await bench.readyChannel();
});
afterEach(() => bench.stop());

const reveals = async () =>
  (await bench.call('audit.list', { limit: 200 })).entries.filter(({ kind }) => kind === 'token-revealed');

describe('tokens that are handed over', () => {
  test('are each logged as a reveal, and no sooner than all can be opened', async () => {
    const [one, two] = [await bench.issue(channelId, { consumer: 'bot-1' }), await bench.issue(channelId)];
    const { keyId } = bench.practice.issueForeignToken(channelId);
    await bench.call('token.check', { channelIds: [channelId] });
    const foreign = (await bench.call('token.list', { search: keyId })).tokens[0]?.tokenId ?? '';
    expect(await bench.refused('token.export', { tokenIds: [one.tokenId, foreign], format: 'dotenv' })).toMatchObject({
      code: 'token-value-lost',
    });
    expect(await reveals()).toEqual([]);

    const tokenIds = [one.tokenId, two.tokenId];
    const output = await bench.call('token.export', { tokenIds: [...tokenIds, one.tokenId], format: 'json' });
    expect(output.tokenIds).toEqual(tokenIds);
    expect((await reveals()).map(({ subjectId, note }) => [subjectId, note])).toEqual([
      [two.tokenId, 'exported as json'],
      [one.tokenId, 'exported as json'],
    ]);
    const { tokens } = JSON.parse(output.text) as { tokens: { tokenId: string; accessToken: string }[] };
    const accessToken = (await bench.call('token.reveal', { tokenId: one.tokenId })).accessToken;
    expect(tokens[0]).toMatchObject({ tokenId: one.tokenId, accessToken });
  });

  test('of a channel are the newest live one of each consumer', async () => {
    await bench.issue(channelId, { consumer: 'bot-1' });
    bench.clockOffsetMs += 1_000;
    const newest = await bench.issue(channelId, { consumer: 'bot-1' });
    const other = await bench.issue(channelId, { consumer: 'bot-2', lifetimeSeconds: 3_600 });
    const all = await bench.call('token.export', { channelId, format: 'dotenv' });
    expect(new Set(all.tokenIds)).toEqual(new Set([newest.tokenId, other.tokenId]));
    expect(all.text).toContain(`LINE_CHANNEL_ACCESS_TOKEN_${channelId}_BOT_1=eyJ`);
    const one = await bench.call('token.export', { channelId, consumer: 'bot-1', format: 'dotenv' });
    expect([one.tokenIds, one.text]).toEqual([
      [newest.tokenId],
      expect.stringContaining('\nLINE_CHANNEL_ACCESS_TOKEN=eyJ'),
    ]);
  });

  test('are told to be none where none lives', async () => {
    expect(await bench.refused('token.export', { channelId, format: 'json' })).toMatchObject({ code: 'no-live-token' });
    await bench.issue(channelId, { consumer: 'bot-1' });
    expect(await bench.refused('token.export', { channelId, consumer: 'bot-2', format: 'json' })).toMatchObject({
      code: 'no-live-token',
    });
    expect(await bench.refused('token.export', { channelId: '42', format: 'json' })).toMatchObject({
      code: 'not-found',
    });
  });
});

describe('whose token is this', () => {
  test('is answered without asking anybody, for every state and in any text', async () => {
    const live = await bench.issue(channelId, { consumer: 'bot-1' });
    const revoked = await bench.issue(channelId, { consumer: 'bot-2' });
    const values = [];
    for (const { tokenId } of [live, revoked]) values.push((await bench.call('token.reveal', { tokenId })).accessToken);
    const [one = '', two = ''] = values;
    await bench.call('token.revoke', { tokenIds: [revoked.tokenId], accept: ['last-of-consumer'] });
    const foreign = bench.practice.issueForeignToken(channelId).accessToken;
    bench.practice.clearRequests();
    const wrapped = `${two.slice(0, 76)}=\r\n${two.slice(76)}`;
    const text = `2026-03-01 GET /verify?access_token=${one}&x=1 twice ${one}\n> ${wrapped}\n${foreign} www.example.co.jp`;
    const found = await bench.call('token.identify', { text });
    expect(found.tokens.map(({ tokenId, state, consumer, keyId }) => [tokenId, state, consumer, keyId])).toEqual([
      [live.tokenId, 'active', 'bot-1', live.keyId],
      [revoked.tokenId, 'revoked', 'bot-2', revoked.keyId],
    ]);
    expect(found.unknown).toBeGreaterThanOrEqual(1);
    expect(bench.practice.requests).toEqual([]);
    expect(JSON.stringify(found)).not.toContain(one);
  });

  test('leaves no trace of the text', async () => {
    const value = 'eyJhbGciOiJIUzI1NiJ9.canary-canary-canary-canary-canary.canary-canary-canary';
    expect(await bench.call('token.identify', { text: `x ${value}` })).toEqual({ tokens: [], unknown: 1 });
    expect(await bench.refused('token.identify', { text: value.repeat(200) })).toMatchObject({ code: 'invalid-input' });
    // A log is written when the engine ends.
    await bench.restart();
    const log = await readFile(join(bench.folder, 'logs', 'kagibako.log'), 'utf8');
    expect(log).not.toContain('canary');
    expect(JSON.stringify(await bench.call('audit.list', { limit: 200 }))).not.toContain('canary');
  });
});

describe('channels from a file', () => {
  const secret = '0123456789abcdef0123456789abcdef';
  const file = () =>
    [
      'Name,channelId,channelSecret,platform,tags',
      `"花屋, 東京",501,${secret},${bench.practice.url},shops;本番`,
      `さくら,${channelId},,,`,
      'bad,5x1,,,',
      'plain,502,,,',
    ].join('\r\n');

  test('are previewed without a change, then added line by line', async () => {
    const before = await bench.call('channel.list', {});
    const preview = await bench.call('channel.previewImport', { text: file() });
    expect(preview.lines.map(({ line, outcome }) => [line, outcome])).toEqual([
      [2, 'new'],
      [3, 'exists'],
      [4, 'refused'],
      [5, 'new'],
    ]);
    expect(await bench.call('channel.list', {})).toEqual(before);

    const report = await bench.call('channel.import', { text: file() });
    expect(report.lines.map(({ outcome }) => outcome)).toEqual(['added', 'exists', 'refused', 'added']);
    expect(JSON.stringify([preview, report])).not.toContain(secret);
    expect((await bench.call('channel.show', { channelId: '501' })).channel).toMatchObject({
      name: '花屋, 東京',
      hasSecret: true,
      platformKind: 'practice',
      tags: ['shops', '本番'],
    });
    expect((await bench.call('channel.show', { channelId: '502' })).channel).toMatchObject({
      hasSecret: false,
      platformKind: 'line',
    });
    // Channels that were there stay as they are.
    expect((await bench.call('channel.show', { channelId })).channel).toMatchObject({
      name: 'さくら商店',
      hasSecret: true,
    });
    const again = await bench.call('channel.import', { text: file() });
    expect(again.lines.map(({ outcome }) => outcome)).toEqual(['exists', 'exists', 'refused', 'exists']);
  });

  test('leave a line in the log for each', async () => {
    await bench.call('channel.import', { text: file() });
    const { entries } = await bench.call('audit.list', { channelId: '501' });
    expect(entries.map(({ kind }) => kind).reverse()).toEqual(['channel-added', 'channel-tagged']);
    const event = bench.events.findLast(({ name }) => name === 'ledger.changed');
    expect(event?.payload).toMatchObject({ channelIds: ['501', '502'] });
  });

  test('too much of it is refused before anything is read', async () => {
    const text = `channelId,name\n1,${'é'.repeat(500_000)}`;
    expect(await bench.refused('channel.import', { text })).toMatchObject({ code: 'invalid-input' });
  });
});

describe('exports that are saved or copied by the engine', () => {
  let home: string;
  let chosen: string | null;
  let desk: Workbench;
  let channel: string;
  const copied: string[] = [];

  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'kagibako-handover-'));
    copied.length = 0;
    desk = await openWorkbench({
      fileChooser: {
        chooseKeyFile: () => Promise.resolve(null),
        choosePublicKeyFile: () => Promise.resolve(null),
        chooseExportFile: () => Promise.resolve(chosen),
      },
      clipboard: {
        writeSecret: (text) => {
          copied.push(text);
          return Promise.resolve({ clearsAt: '2026-12-01T00:00:00.000Z' });
        },
        writeText: () => Promise.resolve(),
      },
    });
    channel = await desk.readyChannel();
  });
  afterEach(async () => {
    await desk.stop();
    await rm(home, { recursive: true });
  });

  const notes = async () =>
    (await desk.call('audit.list', { limit: 200 })).entries
      .filter(({ kind }) => kind === 'token-revealed')
      .map(({ note }) => note);

  test('values go to the file or the clipboard and not into the answer, and are logged', async () => {
    const { tokenId } = await desk.issue(channel);
    const { accessToken } = await desk.call('token.reveal', { tokenId });
    chosen = join(home, 'mine.env');
    const saved = await desk.call('token.saveExport', { tokenIds: [tokenId], format: 'dotenv' });
    const toClipboard = await desk.call('token.copyExport', { tokenIds: [tokenId], format: 'json' });
    expect(saved).toEqual({ savedAs: 'mine.env' });
    expect(JSON.stringify([saved, toClipboard])).not.toContain(accessToken);
    expect(await readFile(chosen, 'utf8')).toContain(`LINE_CHANNEL_ACCESS_TOKEN=${accessToken}`);
    expect(copied).toEqual([expect.stringContaining(accessToken)]);
    expect((await notes()).slice(0, 2)).toEqual(['copied as json', 'saved as dotenv']);
  });

  test('where no file is chosen, nothing is revealed or logged', async () => {
    const { tokenId } = await desk.issue(channel);
    chosen = null;
    expect(await desk.call('token.saveExport', { tokenIds: [tokenId], format: 'dotenv' })).toEqual({ savedAs: null });
    expect(await notes()).toEqual([]);
  });

  test('metadata and the calendar are saved, also of a locked vault', async () => {
    await desk.issue(channel);
    await desk.call('vault.lock', {});
    chosen = join(home, 'channels.json');
    await desk.call('export.save', { what: 'channels', format: 'json' });
    expect(JSON.parse(await readFile(chosen, 'utf8'))).toEqual([expect.objectContaining({ channelId: channel })]);
    chosen = join(home, 'ends.ics');
    expect(await desk.call('export.save', { what: 'calendar', language: 'ja' })).toEqual({ savedAs: 'ends.ics' });
    expect(await readFile(chosen, 'utf8')).toContain('BEGIN:VCALENDAR');
  });
});
