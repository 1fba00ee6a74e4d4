// Holds: a token value on its way to the standard input of a command that the person has set up.
// Lives: one call.
// Wiped by: this file, as far as the bytes of ours go; what the command does with it is the command's matter.
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import type { Writable } from 'node:stream';
import type { CommandProblem } from '../../shared/rotation.ts';
import { errnoOf } from '../secrets/replace-file.ts';
import type { Secret } from '../secrets/secret.ts';
import { VaultError, type ErrorDetails } from '../vault-error.ts';

/** How long a command may take. */
export const RECEIVER_LIMIT_MS = 60_000;

/** Ours: what opens the vault stands there. */
const OUR_VARIABLES = /^KAGIBAKO_/i;

/** What the command learns of the token besides its value; becomes variables of its environment. No secret. */
export type ReceiverFacts = Readonly<Record<`KAGIBAKO_${string}`, string>>;

/** What is to be run, and for how long at most. */
export interface Receiver {
  /** A program and its arguments. */
  readonly command: readonly string[];
  readonly facts: ReceiverFacts;
  /** Variables of ours that hold a secret under a name of the person's choice. */
  readonly withheld: readonly string[];
  /** Aborted where the vault closes: the command is ended then. */
  readonly signal: AbortSignal;
  readonly limitMs?: number;
}

type End = { readonly code: number | null; readonly signal: NodeJS.Signals | null } | { readonly error: Error };

/** Ours, without what opens the vault, and with what is told of the token. Windows does not tell names apart by their case. */
function environmentFor({ facts, withheld }: Receiver): NodeJS.ProcessEnv {
  const hidden = new Set(withheld.map((name) => name.toUpperCase()));
  const theirs = Object.entries(process.env).filter(
    ([name]) => !OUR_VARIABLES.test(name) && !hidden.has(name.toUpperCase()),
  );
  return { ...Object.fromEntries(theirs), ...facts };
}

/**
 * The person's home folder, so that a command does the same whichever door runs it, and wherever that was started; above all, Windows looks for a program
 * that is named alone in that folder first.
 */
function workingFolder(): string | undefined {
  const home = homedir();
  return existsSync(home) ? home : undefined;
}

function commandFailed(problem: CommandProblem, details: ErrorDetails = {}, cause?: Error): VaultError {
  return new VaultError('command-failed', { problem, ...details }, { cause });
}

/** Why a command could not be started; the system's own message would quote its path. */
function notStarted(error: Error): VaultError {
  const errno = errnoOf(error) ?? null;
  if (errno === 'ENOENT' || errno === 'ENOTDIR') return commandFailed('command-not-found', {}, error);
  if (errno === 'EACCES' || errno === 'EPERM') return commandFailed('command-not-allowed', {}, error);
  return commandFailed('command-not-started', { errno }, error);
}

/**
 * Runs a command without a shell, in the person's home folder, with the token and a line break on its standard input and nowhere else. What it prints is not kept: it might print
 * what it was given. Throws `command-failed` where it ends with anything but 0.
 */
export async function runReceiver(receiver: Receiver, accessToken: Secret): Promise<void> {
  const { command, signal, limitMs = RECEIVER_LIMIT_MS } = receiver;
  const [program = '', ...args] = command;
  const isClosed = () => signal.aborted;
  // It would be started all the same, and be given the token.
  if (isClosed()) throw commandFailed('vault-closed');
  const limit = AbortSignal.timeout(limitMs);
  const end = await new Promise<End>((resolve) => {
    let child: ChildProcessByStdio<Writable, null, null>;
    try {
      child = spawn(program, args, {
        shell: false,
        stdio: ['pipe', 'ignore', 'ignore'],
        cwd: workingFolder(),
        env: environmentFor(receiver),
        windowsHide: true,
        signal: AbortSignal.any([signal, limit]),
        killSignal: 'SIGKILL',
      });
    } catch (error) {
      // Some of what the system refuses is thrown, and the rest told by the event: a batch file on Windows, a folder of the path that is none.
      resolve({ error: error instanceof Error ? error : new Error('it cannot be started', { cause: error }) });
      return;
    }
    const input = Buffer.concat([accessToken.bytes(), Buffer.from('\n')]);
    child.once('error', (error) => resolve({ error }));
    child.once('exit', (code, endedBy) => resolve({ code, signal: endedBy }));
    // One that reads nothing closes its end early; how it ends decides.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input, () => input.fill(0));
  });
  if (isClosed()) throw commandFailed('vault-closed');
  if (limit.aborted) throw commandFailed('command-too-slow', { seconds: limitMs / 1_000 });
  if ('error' in end) throw notStarted(end.error);
  if (end.signal !== null) throw commandFailed('command-signal', { signal: end.signal });
  if (end.code !== 0) throw commandFailed('command-exit-code', { code: end.code });
}
