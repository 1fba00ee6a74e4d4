import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Runs the command line as it is built, as a process of its own, and sees exactly what a shell would see. */

const projectFolder = fileURLToPath(new URL('../../../../', import.meta.url));

/** `KAGIBAKO_CLI_BUILD` names another build to test, e.g. a packaged one; relative to the project's folder. */
const otherBuild = process.env['KAGIBAKO_CLI_BUILD'];
const cliFile = resolve(projectFolder, otherBuild ?? 'out/build', 'cli.js');

export interface Outcome {
  readonly exit: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly environment?: Readonly<Record<string, string>>;
  readonly stdin?: string;
}

/** Nothing of the person's own environment: neither a vault, a passphrase, a language nor a session bus. */
function environmentOf({ environment = {} }: RunOptions): Record<string, string> {
  return { PATH: process.env['PATH'] ?? '', HOME: '/nonexistent', ...environment };
}

async function gather(child: ChildProcessWithoutNullStreams): Promise<Outcome> {
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (stdout += chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (stderr += chunk));
  const [exit] = (await once(child, 'close')) as [number | null];
  return { exit, stdout, stderr };
}

/** Builds the project where its sources have changed, so that no test ever looks at yesterday's command line. */
export async function buildCommandLine(): Promise<void> {
  if (otherBuild !== undefined) return;
  const { exit, stderr } = await gather(
    spawn(process.execPath, [resolve(projectFolder, 'scripts/build-if-stale.mjs')], { env: process.env }),
  );
  if (exit !== 0) throw new Error(`the project does not build:\n${stderr}`);
}

/** Starts the command line; the caller ends it. */
export function startCommandLine(argv: readonly string[], options: RunOptions = {}): ChildProcessWithoutNullStreams {
  const child = spawn(process.execPath, [cliFile, ...argv], { env: environmentOf(options), cwd: projectFolder });
  child.stdin.on('error', () => undefined);
  return child;
}

/** Runs the command line to its end. */
export function runCommandLine(argv: readonly string[], options: RunOptions = {}): Promise<Outcome> {
  const child = startCommandLine(argv, options);
  child.stdin.end(options.stdin ?? '');
  return gather(child);
}

/** What a child that was started prints from now on, and how it ends. */
export { gather as outcomeOf };

function startShell(line: string, options: RunOptions): ChildProcessWithoutNullStreams {
  const environment = { ...environmentOf(options), KAGIBAKO: `${process.execPath} ${cliFile}` };
  return spawn('bash', ['-c', line], { env: environment, cwd: projectFolder });
}

/** Runs a line of shell in which `$KAGIBAKO` is the command line. */
export function runShell(line: string, options: RunOptions = {}): Promise<Outcome> {
  const child = startShell(line, options);
  child.stdin.end(options.stdin ?? '');
  return gather(child);
}

/** What is asked, and what is then typed. */
export type Dialogue = readonly (readonly [question: string, keys: string])[];

/** Runs a command in a terminal of its own (util-linux `script`); what the screen shows is its standard output. */
export async function runInTerminal(line: string, dialogue: Dialogue, options: RunOptions = {}): Promise<Outcome> {
  const child = startShell(`exec script -qec "$KAGIBAKO ${line}" /dev/null`, options);
  const rest = [...dialogue];
  let unanswered = '';
  child.stdout.on('data', (chunk: Buffer) => {
    unanswered += chunk.toString('utf8');
    const [next] = rest;
    if (next === undefined || !unanswered.includes(next[0])) return;
    unanswered = '';
    rest.shift();
    child.stdin.write(next[1]);
  });
  const outcome = await gather(child);
  child.stdin.end();
  return outcome;
}

/** Standard output as exactly one JSON document and nothing else. */
export function documentOf({ stdout, stderr, exit }: Outcome): Record<string, unknown> {
  try {
    const document: unknown = JSON.parse(stdout);
    if (typeof document === 'object' && document !== null && !Array.isArray(document)) return { ...document };
  } catch {
    // Told below.
  }
  throw new Error(`standard output is not one JSON document (exit ${String(exit)}):\n${stdout}\n${stderr}`);
}
