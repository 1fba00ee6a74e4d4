import { expect, test } from 'vitest';
import type { ConnectionReport } from '../../../shared/connection.ts';
import { LANGUAGES } from '../../../shared/languages.ts';
import { clockWarning } from '../output/clock-warning.ts';
import { systemName } from '../output/system-name.ts';
import { textsOf } from '../messages/texts.ts';
import { runWithFakeEngine } from '../testing/run-with-fake-engine.ts';

const at = '2026-02-28T23:00:00.000Z';
const nothingKnown: ConnectionReport = {
  networkThere: null,
  platforms: [
    {
      platform: 'https://api.line.me',
      platformKind: 'line',
      reachable: null,
      since: null,
      problem: null,
      askedAt: null,
      clockSkewSeconds: null,
      clockMeasuredAt: null,
    },
  ],
  queued: 0,
  clock: { verdict: 'unknown', seconds: 0, measuredAt: null },
};
const offline: ConnectionReport = {
  networkThere: true,
  platforms: nothingKnown.platforms.map((way) => ({
    ...way,
    reachable: false,
    since: at,
    problem: 'sign-in-page',
    askedAt: at,
  })),
  queued: 2,
  clock: { verdict: 'behind', seconds: 90, measuredAt: at },
};
const show = (report: ConnectionReport) => ({ answers: { 'connection.show': () => report } });

test('what is not known is said to be so', async () => {
  const { stdout, exit } = await runWithFakeEngine(['connection', 'show'], show(nothingKnown));
  expect(exit).toBe(0);
  expect(stdout).toMatch(/Platform +https:\/\/api\.line\.me\nState +not asked by this command\n/);
  expect(stdout).toMatch(/Queue +nothing waits\nClock +not compared/);
});

test('what stands in between is named with what to do, and what waits with how to begin it', async () => {
  const { stdout } = await runWithFakeEngine(['connection', 'show'], show(offline));
  expect(stdout).toMatch(/State +■ not reached since 2026-/);
  expect(stdout).toContain('accept its terms first');
  expect(stdout).toContain('sign in to the network on the page that comes up');
  expect(stdout).toMatch(/Network +there is one\nQueue +2 operations wait .*kagibako operation run-queue/);
  expect(stdout).toContain('This computer’s clock is 90 s behind LINE’s.');
});

test('for programs it is the report as it is', async () => {
  const run = await runWithFakeEngine(['connection', 'show', '--json'], show(offline));
  expect([run.json(), run.stderr]).toEqual([offline, '']);
});

const checked = (argv: readonly string[], report: ConnectionReport, isTerminal = false) =>
  runWithFakeEngine(argv, {
    answers: { 'token.count': () => ({ matching: 0, total: 0, byState: {} }) },
    isTerminal,
    during: (name, { emit }) => {
      if (name === 'token.count') emit({ name: 'connection.changed', payload: report });
    },
  });

test('a wrong clock is told after any command that learned of it, on standard error, and not to programs', async () => {
  const run = await checked(['token', 'count'], offline);
  expect(run.exit).toBe(0);
  expect(run.stdout).not.toContain('clock');
  expect(run.stderr.split('\n').slice(0, 2)).toEqual([
    'This computer’s clock is 90 s behind LINE’s.',
    expect.stringContaining('off by as much'),
  ]);
  expect((await checked(['token', 'count', '--json'], offline)).stderr).toBe('');
  expect((await checked(['token', 'count'], nothingKnown)).stderr).toBe('');
});

test.each(LANGUAGES)('in %s it says which way it is wrong, and how to mend it on each system', (language) => {
  const view = { language, texts: textsOf(language), paint: (_tone: unknown, text: string) => text, isTerminal: false };
  const warn = (verdict: 'ahead' | 'behind' | 'right') =>
    clockWarning({ verdict, seconds: 90, measuredAt: at }, { ...view, now: 0 });
  expect(warn('right')).toEqual([]);
  expect(warn('ahead')).toHaveLength(3);
  expect(warn('ahead')[0]).not.toBe(warn('behind')[0]);
  expect(['win32', 'darwin', 'linux', 'freebsd'].map(systemName)).toEqual(['windows', 'mac', 'linux', 'linux']);
});
