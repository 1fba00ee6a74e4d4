import { existsSync } from 'node:fs';
import type { PracticePlatform } from '../../../main/practice/practice-platform.ts';
import { EXIT } from '../../../shared/errors.ts';
import { flag } from '../arguments/shape.ts';
import { path, wholeNumber } from '../arguments/value-kinds.ts';
import { fields } from '../output/table.ts';
import type { View } from '../output/view.ts';
import type { Session } from '../session.ts';
import { usageError, type UsageError } from '../usage-error.ts';
import { defineCommand, type Answer } from './command.ts';

/** Where people find the practice platform again, as long as nothing else is there. */
const USUAL_PORT = 41_730;

/** The codes of the platform's own errors in which starting it may end. */
function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}

function startProblem(error: unknown): UsageError | undefined {
  switch (codeOf(error)) {
    case 'port-taken':
      return usageError('--port', (texts) => texts.usage.portTaken);
    case 'state-damaged':
      return usageError('--state', (texts) => texts.usage.stateDamaged);
    case 'state-newer':
      return usageError('--state', (texts) => texts.usage.stateNewer);
    case 'ENOENT':
    case 'EACCES':
    case 'EISDIR':
    case 'ENOTDIR':
      return usageError('--state', (texts) => texts.usage.fileUnreadable);
    default:
      return undefined;
  }
}

/** Starts it on the port that was asked for; without one, on the port of the state file, else on the usual one, else on any. */
async function start(
  session: Session,
  port: number | undefined,
  stateFile: string | undefined,
): Promise<PracticePlatform> {
  const { startPractice } = session.surroundings;
  const state = stateFile === undefined ? {} : { stateFile };
  const remembersPort = stateFile !== undefined && existsSync(stateFile);
  try {
    if (port !== undefined) return await startPractice({ ...state, port });
    if (remembersPort) return await startPractice(state);
    try {
      return await startPractice({ ...state, port: USUAL_PORT });
    } catch (error) {
      if (codeOf(error) !== 'port-taken') throw error;
      return await startPractice({ ...state, port: 0 });
    }
  } catch (error) {
    throw startProblem(error) ?? error;
  }
}

/** What a person types to have the channel in a vault. */
function nextCommands(url: string, channelId: string, channelSecret: string): string {
  return `  echo ${channelSecret} | kagibako channel add ${channelId} --name Practice --platform ${url} --secret-stdin\n  kagibako key generate ${channelId}`;
}

function answerOf(platform: PracticePlatform, session: Session): Answer {
  const channel = platform.channels()[0] ?? platform.addChannel({ name: 'Practice' });
  const { channelId, channelSecret } = channel;
  const { url, consoleUrl } = platform;
  return {
    json: { url, consoleUrl, channelId, channelSecret },
    people: ({ texts: { labels }, paint }) =>
      fields(
        [
          [labels.url, url],
          [labels.console, consoleUrl],
          [labels.channelId, channelId],
          [labels.secret, channelSecret],
        ],
        paint,
      ),
    notes: ({ texts: { say } }: View) => [
      say.practiceReady,
      say.practiceNext,
      nextCommands(url, channelId, channelSecret),
    ],
    exit: EXIT.done,
    async afterwards() {
      await session.interrupts.untilFirst();
      await platform.close();
      if (!session.settings.json) session.tellWith(({ texts }) => texts.say.practiceStopped);
    },
  };
}

const serve = defineCommand({
  positionals: {},
  flags: { port: flag('port', wholeNumber('N', 0, 65_535)), state: flag('stateFile', path('FILE')) },
  run: async ({ flags: { port, state } }, session) => answerOf(await start(session, port, state), session),
});

/** The command that plays LINE. */
export const practiceCommands = { 'practice serve': serve } as const;
