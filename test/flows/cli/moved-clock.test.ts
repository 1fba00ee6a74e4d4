import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addReadyChannel, issueToken, openDeskWithVault, type Desk } from './support/desk.ts';

/** The real command line on a computer whose clock stands elsewhere: libfaketime answers in place of the system's. */

let desk: Desk;
let channelId: string;
let preload: string;
beforeAll(async () => {
  preload = execFileSync('faketime', ['-f', '+0', 'printenv', 'LD_PRELOAD'], { encoding: 'utf8' }).trim();
  desk = await openDeskWithVault();
  channelId = desk.channel.channelId;
  await addReadyChannel(desk);
  await issueToken(desk, channelId, '--lifetime', '30d', '--consumer', 'bot-1');
}, 120_000);
afterAll(() => desk.close());

/** What a command gets whose clock is moved by so much; how fast time passes is left alone. */
const at = (moved: string) => ({
  environment: { LD_PRELOAD: preload, FAKETIME: moved, FAKETIME_DONT_FAKE_MONOTONIC: '1' },
});

test.each([
  ['now', '+0', 0],
  ['a day before two thirds of its life', '+19d', 0],
  ['a day after them', '+21d', 3],
  ['when it is over', '+31d', 0],
] as const)('cron asks whether to rotate %s', async (_when, moved, exit) => {
  const answer = await desk.json(['needs-rotation'], { ...at(moved), exit });
  expect(answer['consumers']).toHaveLength(exit === 3 ? 1 : 0);
});

test('what ends soon is told when it does, and what ended is not called live', async () => {
  const ends = async (moved: string) => {
    const { attention, tokens } = await desk.json(['status'], at(moved));
    return { attention, tokens };
  };
  expect(await ends('+5d')).toMatchObject({
    attention: {
      expiring: [
        { withinDays: 10, tokens: 0 },
        { withinDays: 3, tokens: 0 },
        { withinDays: 1, tokens: 0 },
      ],
    },
    tokens: { byState: { active: 1 } },
  });
  expect(await ends('+28d')).toMatchObject({
    attention: {
      expiring: [
        { withinDays: 10, tokens: 1 },
        { withinDays: 3, tokens: 1 },
        { withinDays: 1, tokens: 0 },
      ],
    },
  });
  expect(await ends('+31d')).toMatchObject({ tokens: { byState: { expired: 1 } } });
});

test.each(['+12m', '-12m', '+3d', '-3d'])(
  'on a clock that is off by %s LINE is asked on its own time, and the answer says by how much',
  async (moved) => {
    const { channels } = await desk.json(['token', 'check', channelId], at(moved));
    expect(channels).toMatchObject([{ channelId, live: 1, gone: 0 }]);
    const [{ clockSkewSeconds }] = channels as [{ clockSkewSeconds: number }];
    const seconds = { m: 60, d: 86_400 }[moved.slice(-1)] ?? 0;
    expect(Math.abs(clockSkewSeconds + Number.parseInt(moved, 10) * seconds)).toBeLessThan(30);
  },
);
