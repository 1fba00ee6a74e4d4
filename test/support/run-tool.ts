import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Debian's Python carries the packages that the tests need; elsewhere whatever `python3` is. */
const PYTHON = existsSync('/usr/bin/python3') ? '/usr/bin/python3' : 'python3';

/** Runs a program with `input` on stdin and gives its stdout. What it says on stderr is in the exception. */
export function runTool(program: string, args: readonly string[], input: string | Uint8Array): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const child = execFile(program, args, { encoding: 'buffer', maxBuffer: 4_000_000 }, (error, stdout, stderr) => {
      if (error) reject(new Error(`${program} ${args[0] ?? ''} failed: ${stderr.toString()}`));
      else resolve(stdout);
    });
    // A program that needs no input may end before it was given any; how it ended is told above.
    child.stdin?.on('error', () => undefined).end(input);
  });
}

/** Runs one command of `test/interop/tools.py`. */
export async function runPython(command: string, request: unknown): Promise<Record<string, unknown>> {
  const output = await runTool(
    PYTHON,
    [new URL('../interop/tools.py', import.meta.url).pathname, command],
    JSON.stringify(request),
  );
  const answer: unknown = JSON.parse(output.toString());
  if (typeof answer !== 'object' || answer === null) throw new Error(`${command} did not answer with an object`);
  return Object.fromEntries(Object.entries(answer));
}
