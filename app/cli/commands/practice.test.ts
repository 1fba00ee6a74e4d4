import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { startPracticePlatform, PracticeError, type PracticeStart } from '../../../main/practice/practice-platform.ts';
import { runWithFakeEngine } from '../testing/run-with-fake-engine.ts';

/** Starts a real platform, notes how it was asked for, and presses Ctrl-C as soon as somebody waits for that. */
function hands(refuse: (options: PracticeStart) => PracticeError | undefined = () => undefined) {
  const asked: PracticeStart[] = [];
  return {
    asked,
    surroundings: {
      startPractice: (options: PracticeStart) => {
        asked.push(options);
        const refusal = refuse(options);
        if (refusal) return Promise.reject(refusal);
        return startPracticePlatform(options.port === 41_730 ? { ...options, port: 0 } : options);
      },
      onInterrupt: (listener: () => void) => {
        const timer = setInterval(listener, 20);
        return () => clearInterval(timer);
      },
    },
  };
}

const portTaken = new PracticeError('port-taken', 'taken');

describe('practice serve', () => {
  test('prints where it is and one channel as one line of JSON, and ends well with Ctrl-C', async () => {
    const { surroundings } = hands();
    const run = await runWithFakeEngine(['practice', 'serve', '--json'], { surroundings });
    expect([run.exit, run.folder, run.json()]).toEqual([
      0,
      undefined,
      {
        url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
        consoleUrl: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/console$/),
        channelId: expect.stringMatching(/^\d{10}$/),
        channelSecret: expect.stringMatching(/^[0-9a-f]{32}$/),
      },
    ]);
    expect(run.stdout.trimEnd()).not.toContain('\n');
  });

  test('tells people how to go on', async () => {
    const { surroundings } = hands();
    const run = await runWithFakeEngine(['practice', 'serve'], { surroundings });
    expect(run.stdout).toMatch(/URL +http:\/\/127/);
    expect(run.stderr).toMatch(/Ctrl-C[^]*kagibako channel add \d{10} --name Practice --platform http[^]*was stopped/);
  });

  test.each([
    ['the port that was asked for', ['--port', '0'], undefined, [{ port: 0 }]],
    ['the usual port', [], undefined, [{ port: 41_730 }]],
    [
      'any port where the usual one is taken',
      [],
      ({ port }: PracticeStart) => (port === 41_730 ? portTaken : undefined),
      [{ port: 41_730 }, { port: 0 }],
    ],
  ])('listens on %s', async (_name, flags, refuse, expected) => {
    const { asked, surroundings } = hands(refuse);
    expect((await runWithFakeEngine(['practice', 'serve', ...flags], { surroundings })).exit).toBe(0);
    expect(asked).toEqual(expected);
  });

  test('says that a port that was asked for is taken', async () => {
    const { surroundings } = hands(() => portTaken);
    const run = await runWithFakeEngine(['practice', 'serve', '--port', '41999'], { surroundings });
    expect([run.exit, run.stderr]).toEqual([2, expect.stringContaining('--port: this port is taken')]);
  });

  test('keeps its channel and its port in the state file, and leaves a damaged one alone', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'kagibako-cli-'));
    try {
      const state = join(folder, 'practice.json');
      const serve = async () =>
        (await runWithFakeEngine(['practice', 'serve', '--json', '--state', state], hands())).json();
      const first = await serve();
      const { asked, surroundings } = hands();
      const second = await runWithFakeEngine(['practice', 'serve', '--json', '--state', state], { surroundings });
      expect([asked, second.json()]).toEqual([[{ stateFile: state }], first]);
      await writeFile(state, '{');
      const damaged = await runWithFakeEngine(['practice', 'serve', '--json', '--state', state], hands());
      expect([damaged.exit, damaged.json()]).toMatchObject([
        2,
        { error: { details: { fields: [{ path: '--state' }] } } },
      ]);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
