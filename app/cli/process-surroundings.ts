import { openSync, readFileSync } from 'node:fs';
import { ReadStream } from 'node:tty';
import { fileURLToPath } from 'node:url';
import { endBy, runCommand } from './run-command.ts';
import type { Surroundings, Terminal } from './surroundings.ts';

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/**
 * The terminal to ask on. Where standard input is a file or a pipe (`… key import 1234567890 - < key.pem`), the passphrase can still be
 * typed at the controlling terminal, as ssh and gpg do it; but only where messages go to a terminal, so that no script ever hangs.
 */
function openTerminal(): Terminal | undefined {
  const { stdin, stderr, platform } = process;
  if (!stderr.isTTY) return undefined;
  if (stdin.isTTY) return { input: stdin, output: stderr, close: () => void stdin.pause() };
  if (platform === 'win32') return undefined;
  try {
    const input = new ReadStream(openSync('/dev/tty', 'r'));
    return { input, output: stderr, close: () => void input.destroy() };
  } catch {
    return undefined;
  }
}

/** The version in package.json, which stands two folders up both in the sources and in what is built of them. */
function version(): string {
  const parsed: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  const found = typeof parsed === 'object' && parsed !== null && 'version' in parsed ? parsed.version : undefined;
  return typeof found === 'string' ? found : '0.0.0';
}

/** The real process. Heavy parts are loaded when a command asks for them. */
export function processSurroundings(): Surroundings {
  return {
    argv: process.argv.slice(2),
    environment: process.env,
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    systemLanguage: process.platform === 'win32' ? Intl.DateTimeFormat().resolvedOptions().locale : 'en',
    now: Date.now,
    async openEngine(folder, emit, secretVariables) {
      const [{ createEngine }, { createNodeTransport }, { hasNetwork }] = await Promise.all([
        import('../../main/vault.ts'),
        import('../../main/line/node-transport.ts'),
        import('../../main/connection/has-network.ts'),
      ]);
      const engine = createEngine({
        folder,
        door: 'cli',
        secretVariables,
        transport: createNodeTransport(),
        emit,
        version: version(),
        // Beside the built command line; the sources have none.
        licencesFile: fileURLToPath(new URL('licences.json', import.meta.url)),
      });
      engine.networkChanged(hasNetwork());
      return engine;
    },
    async startPractice(options) {
      const { startPracticePlatform } = await import('../../main/practice/practice-platform.ts');
      return startPracticePlatform(options);
    },
    openTerminal,
    onInterrupt(listener) {
      for (const signal of SIGNALS) process.on(signal, listener);
      return () => {
        for (const signal of SIGNALS) process.off(signal, listener);
      };
    },
    leave: (exitCode) => process.exit(exitCode),
    runCommand,
    endBy,
    version,
  };
}
