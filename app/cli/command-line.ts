import { toFailure } from '../../main/failure.ts';
import { VaultError } from '../../main/vault-error.ts';
import { EXIT } from '../../shared/errors.ts';
import {
  scanCommandLine,
  understand,
  withHelp,
  type Request,
  type ScannedLine,
} from './arguments/parse-command-line.ts';
import { helpText, helpJson } from './commands/help.ts';
import type { Answer } from './commands/command.ts';
import { exitOf } from './commands/operation-command.ts';
import { FailureError, Interrupted } from './failure-error.ts';
import { INTERRUPTED_EXIT } from './interrupts.ts';
import { languageFrom, textsOf } from './messages/texts.ts';
import { paintFor } from './output/colour.ts';
import { Printer } from './output/printer.ts';
import type { View } from './output/view.ts';
import { Session, type GlobalSettings } from './session.ts';
import type { Surroundings } from './surroundings.ts';
import { UsageError } from './usage-error.ts';

function viewOf({ environment, systemLanguage, stdout, now }: Surroundings): View {
  const language = languageFrom(environment, systemLanguage);
  const isTerminal = stdout.isTTY === true;
  return { language, texts: textsOf(language), paint: paintFor(isTerminal, environment), isTerminal, now: now() };
}

function settingsOf({ json }: ScannedLine, { command, given }: Extract<Request, { kind: 'command' }>): GlobalSettings {
  const text = (name: string) => {
    const value = given.flags.get(name);
    return typeof value === 'string' ? value : undefined;
  };
  // Where the command has a `--passphrase-env` of its own, that one speaks of another passphrase than the vault's.
  const passphraseVariable = Object.hasOwn(command.flags, 'passphrase-env') ? undefined : text('passphrase-env');
  return { json, folder: text('vault'), passphraseVariable };
}

async function runCommand(
  request: Extract<Request, { kind: 'command' }>,
  line: ScannedLine,
  surroundings: Surroundings,
  view: View,
  printer: Printer,
): Promise<number> {
  const session = new Session(surroundings, settingsOf(line, request), view);
  try {
    const run = request.command.prepare(request.given);
    const answer: Answer = await run(session);
    session.clearProgress();
    await printer.answer(answer);
    await answer.afterwards?.();
    return answer.exit;
  } catch (error) {
    throw error instanceof UsageError ? withHelp(error, request.name) : error;
  } finally {
    await session.end();
    await printer.warn(session.clockWarning);
  }
}

async function run(line: ScannedLine, surroundings: Surroundings, view: View, printer: Printer): Promise<number> {
  const request = understand(line);
  if (request.kind === 'command') return runCommand(request, line, surroundings, view, printer);
  if (request.kind === 'version') {
    const version = surroundings.version();
    await printer.answer({ json: { version }, people: () => version, exit: EXIT.done });
  } else {
    await printer.answer({
      json: helpJson(request.topic),
      people: () => helpText(request.topic, view),
      exit: EXIT.done,
    });
  }
  return EXIT.done;
}

async function report(error: unknown, printer: Printer): Promise<number> {
  if (error instanceof Interrupted) return INTERRUPTED_EXIT;
  if (error instanceof UsageError) {
    await printer.usage(error);
    return EXIT.usage;
  }
  // Anything that is no failure is a bug of this door. No stack reaches the person.
  const failure = error instanceof FailureError ? error.failure : toFailure(new VaultError('internal'));
  await printer.failure(failure);
  return exitOf(failure);
}

/**
 * One command line from its arguments to its exit code: understands it, runs it, prints what came of it. Everything is written when it
 * resolves. Never rejects.
 */
export async function runCommandLine(surroundings: Surroundings): Promise<number> {
  const line = scanCommandLine(surroundings.argv);
  const view = viewOf(surroundings);
  const printer = new Printer(surroundings, view, line.json);
  try {
    return await run(line, surroundings, view, printer);
  } catch (error) {
    // Where even the report cannot be written (a full disk), the exit code is all that is left to say.
    return report(error, printer).catch(() => EXIT.failed);
  }
}
