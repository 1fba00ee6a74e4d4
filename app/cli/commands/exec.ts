// Holds: the value of one token on its way into the environment of a command.
// Lives: until that command is over.
// Wiped by: nobody can wipe a string, nor somebody else's environment. It stands in no argument and is printed nowhere.
import type { Token } from '../../../shared/domain.ts';
import { newestOfConsumers } from '../../../shared/newest-token.ts';
import { flag, requiredFlag, type Flags } from '../arguments/shape.ts';
import { text, variableName } from '../arguments/value-kinds.ts';
import { failureError } from '../failure-error.ts';
import { PASSPHRASE_VARIABLE } from '../input/secrets.ts';
import { printable } from '../output/printable.ts';
import { exitOfSignal } from '../run-command.ts';
import type { Session } from '../session.ts';
import type { CommandEnd, Environment } from '../surroundings.ts';
import { usageError } from '../usage-error.ts';
import { defineCommand, type Answer } from './command.ts';
import { checkInput } from './operation-command.ts';

/** What LINE's own samples call it. */
const DEFAULT_VARIABLE = 'LINE_CHANNEL_ACCESS_TOKEN';

/** What a shell reports for a command that is not there, and for one that cannot be run. */
const NOT_STARTED = { missing: 127, 'not-allowed': 126 } as const;

const positionals = { command: 'command' } as const;
const flags = {
  channel: requiredFlag('execChannel', text('ID')),
  consumer: flag('execConsumer', text('C')),
  variable: flag('variable', variableName),
} as const satisfies Flags;

/** The token that is meant: the newest live one of the consumer, or of the only one that there is. */
function choose(live: readonly Token[], channelId: string, consumer: string | undefined): Token {
  const newest = newestOfConsumers(live);
  const meant = consumer === undefined ? newest : newest.filter((token) => token.consumer === consumer);
  const [token, ...others] = meant;
  if (!token) throw failureError('no-live-token', { channelId, consumer: consumer ?? null });
  if (others.length > 0) {
    const names = meant.map((each) => printable(each.consumer)).sort();
    throw usageError('--consumer', ({ usage }) =>
      usage.severalConsumers(names.map((name) => (name === '' ? usage.emptyConsumer : name)).join(', ')),
    );
  }
  return token;
}

/** What the command gets: everything of ours, with the token, and without what opens the vault. */
function environmentFor({ surroundings, settings }: Session, variable: string, accessToken: string): Environment {
  const withheld = [PASSPHRASE_VARIABLE, settings.passphraseVariable];
  const ours = Object.entries(surroundings.environment).filter(([name]) => !withheld.includes(name));
  return { ...Object.fromEntries(ours), [variable]: accessToken };
}

function answerOf(end: CommandEnd, { surroundings }: Session): Answer {
  const silent = { json: undefined, people: () => '' };
  if (end.kind === 'exited') return { ...silent, exit: end.code };
  if (end.kind === 'killed') {
    const { signal } = end;
    return {
      ...silent,
      exit: exitOfSignal(signal),
      afterwards: () => {
        surroundings.endBy(signal);
        return Promise.resolve();
      },
    };
  }
  const problem = usageError('<command>', ({ usage }) =>
    end.reason === 'missing' ? usage.commandMissing : usage.commandNotAllowed,
  );
  return {
    json: { error: problem.toFailure() },
    people: () => '',
    notes: ({ texts }) => problem.lines(texts).map((line) => `kagibako: ${line}`),
    exit: NOT_STARTED[end.reason],
  };
}

/**
 * `exec`: runs a command with the newest live token in its environment. The vault is closed before the command starts, so that one which runs
 * for weeks keeps nobody out.
 */
const exec = defineCommand({
  positionals,
  flags,
  async run({ arguments: { command }, flags: { channel, consumer, variable } }, session) {
    const input = { channelId: channel, states: ['active' as const, 'draining' as const], limit: 200 };
    checkInput('token.list', input, { positionals, flags, fieldNames: { channelId: '--channel' } });
    await session.openVault();
    const { channelId } = (await session.call('channel.show', { channelId: channel })).channel;
    const { tokens } = await session.call('token.list', input);
    const { tokenId } = choose(tokens, channelId, consumer?.normalize('NFC').trim());
    const { accessToken } = await session.call('token.reveal', { tokenId });
    const environment = environmentFor(session, variable ?? DEFAULT_VARIABLE, accessToken);
    await session.end();
    return answerOf(await session.surroundings.runCommand(command, environment), session);
  },
});

/** The command that runs another one. */
export const execCommands = { exec } as const;
