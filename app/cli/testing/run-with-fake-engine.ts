import { PassThrough, Readable, Writable } from 'node:stream';
import type { InputOf, OperationName, OutputOf } from '../../../shared/contract.ts';
import type { EngineEvent } from '../../../shared/events.ts';
import type { Failure, Result } from '../../../shared/result.ts';
import { runCommandLine } from '../command-line.ts';
import type { CommandEngine, Surroundings } from '../surroundings.ts';
import { openStatus } from './samples.ts';

/** Runs a command line in this process against an engine that answers as the test says. */

type Answers = { readonly [Name in OperationName]?: (input: InputOf<Name>) => OutputOf<Name> | Failure };

export interface FakeRun {
  readonly answers?: Answers;
  readonly environment?: Record<string, string>;
  readonly stdin?: string;
  /** What is typed, line by line, where a terminal is asked; its presence makes everything a terminal. */
  readonly typed?: readonly string[];
  /** Standard output and error are terminals, but nobody types. */
  readonly isTerminal?: boolean;
  readonly now?: number;
  /** Sees each call before it is answered, with a way to send events and to press Ctrl-C. */
  readonly during?: (
    name: OperationName,
    hands: { readonly emit: (event: EngineEvent) => void; readonly interrupt: () => void },
  ) => void | Promise<void>;
  readonly surroundings?: Partial<Surroundings>;
  readonly whenShutDown?: () => void;
}

export interface FakeOutcome {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly calls: readonly { readonly name: OperationName; readonly input: unknown }[];
  /** Folder the engine was opened with; undefined where none was opened. */
  readonly folder: string | undefined;
  readonly wasShutDown: boolean;
  /** Exit codes that a second Ctrl-C asked for. */
  readonly left: readonly number[];
  /** Standard output as the one JSON document that it must be. */
  json(): unknown;
}

function isFailure(value: object): value is Failure {
  return 'code' in value && 'ref' in value && 'message' in value;
}

/** A stream that keeps what is written to it. */
export class Collected extends Writable {
  text = '';
  readonly isTTY: boolean;

  constructor(isTTY: boolean) {
    super();
    this.isTTY = isTTY;
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, callback: () => void): void {
    this.text += chunk.toString('utf8');
    callback();
  }
}

function keyboard(lines: readonly string[]): () => Readable & { setRawMode(on: boolean): void } {
  const rest = [...lines];
  return () => {
    const input = Object.assign(new PassThrough(), { setRawMode: () => undefined });
    const line = rest.shift();
    if (line === undefined) input.end();
    else input.write(`${line}\r`);
    return input;
  };
}

/** Runs `argv` and gathers everything that can be seen from outside. */
export async function runWithFakeEngine(argv: readonly string[], run: FakeRun = {}): Promise<FakeOutcome> {
  const answers: Answers = { 'vault.unlock': () => openStatus, ...run.answers };
  const isTerminal = run.isTerminal ?? run.typed !== undefined;
  const stdout = new Collected(isTerminal);
  const stderr = new Collected(isTerminal);
  const calls: { name: OperationName; input: unknown }[] = [];
  const left: number[] = [];
  const listeners = new Set<() => void>();
  const interrupt = () => listeners.forEach((listener) => listener());
  const typeNext = keyboard(run.typed ?? []);
  let folder: string | undefined;
  let wasShutDown = false;

  const engineFor = (emit: (event: EngineEvent) => void): CommandEngine => ({
    async call<Name extends OperationName>(name: Name, input: InputOf<Name>): Promise<Result<OutputOf<Name>>> {
      calls.push({ name, input });
      await run.during?.(name, { emit, interrupt });
      const answer = answers[name];
      if (!answer) throw new Error(`the test has no answer for ${name}`);
      const value = answer(input);
      return isFailure(value) ? { ok: false, error: value } : { ok: true, value };
    },
    shutdown: () => {
      wasShutDown = true;
      run.whenShutDown?.();
      return Promise.resolve();
    },
  });

  const exit = await runCommandLine({
    argv,
    environment: { KAGIBAKO_VAULT: '/vaults/test', ...run.environment },
    stdin: Object.assign(Readable.from(run.stdin === undefined ? [] : [Buffer.from(run.stdin)]), {
      isTTY: run.typed !== undefined,
    }),
    stdout,
    stderr,
    systemLanguage: 'en',
    now: () => run.now ?? Date.parse('2026-03-01T00:00:00.000Z'),
    openEngine: (named, emit) => {
      folder = named;
      return Promise.resolve(engineFor(emit));
    },
    startPractice: () => Promise.reject(new Error('the test starts no practice platform')),
    openTerminal: () => (run.typed ? { input: typeNext(), output: stderr, close: () => undefined } : undefined),
    onInterrupt: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    leave: (code) => void left.push(code),
    runCommand: () => Promise.reject(new Error('the test runs no command')),
    endBy: () => undefined,
    version: () => '1.2.3',
    ...run.surroundings,
  });
  return {
    exit,
    stdout: stdout.text,
    stderr: stderr.text,
    calls,
    folder,
    wasShutDown,
    left,
    json: () => JSON.parse(stdout.text) as unknown,
  };
}

/** A failure as the engine answers it. */
export function failure(code: Failure['code'], details: NonNullable<Failure['details']> = {}): Failure {
  return { code, message: `English for ${code}`, details, ref: '0a1b2c3d' };
}
