import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openWorkbench, type Workbench } from '../support/workbench.ts';

const DAY = 24 * 60 * 60;

let bench: Workbench;
let channelId: string;
beforeEach(async () => {
  bench = await openWorkbench();
  channelId = await bench.readyChannel();
});
afterEach(() => bench.stop());

const later = (days: number) => (bench.clockOffsetMs += days * DAY * 1_000);

test('an engine that has ended opens the ledger for nobody', async () => {
  const ended = bench.engine();
  await ended.shutdown();
  for (const name of ['status.show', 'token.needsRotation'] as const)
    expect(await ended.call(name, {})).toMatchObject({ ok: false, error: { code: 'vault-locked' } });
});

describe('the status', () => {
  test('tells what needs somebody, and what ends next', async () => {
    const calm = await bench.call('status.show', {});
    expect(calm).toMatchObject({ channels: 1, needsAttention: false, nextExpiry: null, vault: { state: 'open' } });

    const other = await bench.addChannel({ secret: false, name: 'みどり商店' });
    const soon = await bench.issue(channelId, { lifetimeSeconds: 2 * DAY, consumer: 'bot-1' });
    await bench.issue(channelId, { lifetimeSeconds: 30 * DAY });
    bench.practice.issueForeignToken(channelId);
    await bench.call('token.check', { channelIds: [channelId] });
    const busy = await bench.call('status.show', {});
    expect(busy).toMatchObject({
      channels: 2,
      tokens: { total: 3, byState: { active: 2, foreign: 1 } },
      needsAttention: true,
      nextExpiry: { tokenId: soon.tokenId, consumer: 'bot-1', channelId },
      attention: {
        expiring: [
          { withinDays: 10, tokens: 1 },
          { withinDays: 3, tokens: 1 },
          { withinDays: 1, tokens: 0 },
        ],
        foreign: 1,
        orphans: 0,
        withoutProvedKey: [{ channelId: other, name: 'みどり商店' }],
        withoutSecret: [{ channelId: other, name: 'みどり商店' }],
        full: [],
      },
    });
  });

  test('counts by the reminders of the settings, and names full channels', async () => {
    await bench.call('settings.change', { reminderDays: [29] });
    for (let count = 0; count < 30; count++) await bench.issue(channelId, { lifetimeSeconds: DAY });
    expect((await bench.call('status.show', {})).attention).toMatchObject({
      expiring: [{ withinDays: 29, tokens: 30 }],
      full: [{ channelId }],
    });
  });
});

describe('who needs a new token', () => {
  test('is told when two thirds of a life are over, until a newer token is there', async () => {
    const old = await bench.issue(channelId, { lifetimeSeconds: 30 * DAY, consumer: 'bot-1' });
    expect(await bench.call('token.needsRotation', {})).toEqual({ consumers: [] });
    later(21);
    expect(await bench.call('token.needsRotation', { channelId })).toMatchObject({
      consumers: [{ channelId, consumer: 'bot-1', tokens: [{ tokenId: old.tokenId, reason: 'life' }] }],
    });
    bench.clockOffsetMs = 0;
    await bench.issue(channelId, { lifetimeSeconds: 29 * DAY, consumer: 'bot-1' });
    expect((await bench.call('token.needsRotation', { withinSeconds: 28 * DAY })).consumers).toEqual([]);
    expect((await bench.call('token.needsRotation', { withinSeconds: 29 * DAY })).consumers).toHaveLength(1);
    expect(await bench.refused('token.needsRotation', { channelId: '42' })).toMatchObject({ code: 'not-found' });
  });
});

describe('a locked vault', () => {
  test('still tells its metadata, and nothing that is sealed', async () => {
    const token = await bench.issue(channelId, { lifetimeSeconds: DAY, consumer: 'bot-1' });
    const open = await bench.call('status.show', {});
    await bench.call('vault.lock', {});
    const locked = await bench.call('status.show', {});
    expect(locked.vault).toMatchObject({ state: 'locked', counts: null });
    expect({ ...locked, at: '', vault: null }).toEqual({ ...open, at: '', vault: null });
    expect((await bench.call('token.needsRotation', { withinSeconds: DAY })).consumers).toHaveLength(1);
    expect((await bench.call('reminder.calendar', {})).calendar).toContain(`UID:${token.tokenId}@kagibako`);
    expect((await bench.call('export.metadata', { subject: 'tokens', format: 'json' })).rows).toBe(1);
    const { tokenId } = token;
    const sealed = [
      await bench.refused('token.export', { tokenIds: [tokenId], format: 'json' }),
      await bench.refused('token.identify', { text: 'x' }),
    ];
    expect(sealed.map(({ code }) => code)).toEqual(['vault-locked', 'vault-locked']);
    // The ledger was closed again behind each of them.
    await bench.call('vault.unlock', {});
    expect((await bench.call('token.show', { tokenId })).state).toBe('active');
  });
});

describe('the calendar', () => {
  const eventOf = (calendar: string, tokenId: string) =>
    calendar.split('BEGIN:VEVENT').find((event) => event.includes(`UID:${tokenId}`)) ?? '';

  test('holds live tokens, takes back revoked ones, and forgets what has ended', async () => {
    const live = await bench.issue(channelId, {
      lifetimeSeconds: 20 * DAY,
      consumer: '東京の花屋、「夜」の挨拶ボット',
    });
    const revoked = await bench.issue(channelId, { lifetimeSeconds: 20 * DAY });
    const short = await bench.issue(channelId, { lifetimeSeconds: 60 });
    await bench.call('token.revoke', { tokenIds: [revoked.tokenId] });
    later(1);
    const { calendar, ...counts } = await bench.call('reminder.calendar', { language: 'ja' });
    expect(counts).toEqual({ live: 1, cancelled: 1 });
    expect(eventOf(calendar, live.tokenId)).toMatch(
      /STATUS:CONFIRMED[^]*TRIGGER:-P10D[^]*TRIGGER:-P3D[^]*TRIGGER:-P1D/,
    );
    expect(eventOf(calendar, revoked.tokenId)).toMatch(/STATUS:CANCELLED/);
    expect(eventOf(calendar, short.tokenId)).toBe('');
    expect(calendar).toContain('SUMMARY:トークンの期限：');
  });

  test('speaks the language of the settings where none is asked for', async () => {
    await bench.issue(channelId);
    await bench.call('settings.change', { language: 'zh-TW' });
    expect((await bench.call('reminder.calendar', {})).calendar).toContain('SUMMARY:token 到期：');
  });
});

describe('an export of metadata', () => {
  test('has every token and no value, as CSV for a spreadsheet', async () => {
    const token = await bench.issue(channelId, { label: '=cmd|calc', consumer: 'a, "b"' });
    const { accessToken } = await bench.call('token.reveal', { tokenId: token.tokenId });
    const { text, rows } = await bench.call('export.metadata', {
      subject: 'tokens',
      format: 'csv',
      byteOrderMark: true,
    });
    const [head = '', line = '', ...rest] = text.split('\r\n');
    expect([rows, rest, head.startsWith('\u{feff}tokenId,channelId,channelName,')]).toEqual([1, [''], true]);
    expect(line).toContain(`${token.tokenId},${channelId},さくら商店,practice,`);
    expect(line).toContain(`,active,'=cmd|calc,"a, ""b""",`);
    expect(text).not.toContain(accessToken);
  });

  test('goes over many pages, and over channels', async () => {
    for (let count = 0; count < 25; count++) await bench.issue(channelId);
    const { text, rows } = await bench.call('export.metadata', { subject: 'tokens', format: 'json', channelId });
    expect([rows, JSON.parse(text)]).toEqual([25, expect.any(Array)]);
    await bench.call('channel.setTags', { channelId, tags: ['shops', '本番'] });
    const channels = await bench.call('export.metadata', { subject: 'channels', format: 'json' });
    expect(JSON.parse(channels.text)).toMatchObject([
      { channelId, name: 'さくら商店', tags: 'shops;本番', hasSecret: true, keyState: 'proved', slotsFree: 5 },
    ]);
    expect(await bench.refused('export.metadata', { subject: 'tokens', format: 'csv', channelId: '42' })).toMatchObject(
      {
        code: 'not-found',
      },
    );
  });
});
