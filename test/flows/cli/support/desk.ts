import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  startPracticePlatform,
  type PracticeChannel,
  type PracticePlatform,
} from '../../../../main/practice/practice-platform.ts';
import { buildCommandLine, documentOf, runCommandLine, type Outcome, type RunOptions } from './built-command-line.ts';

/** A passphrase that would be found in any output that held it. */
export const PASSPHRASE = 'canary-passphrase-forty-two';

/** A practice platform with one channel, a folder for a vault, and the command line in front of both. */
export interface Desk {
  readonly folder: string;
  readonly practice: PracticePlatform;
  readonly channel: PracticeChannel;
  /** The environment that every command of this desk gets. */
  readonly environment: Readonly<Record<string, string>>;
  /** Runs a command on this desk's vault. */
  run(argv: readonly string[], options?: RunOptions): Promise<Outcome>;
  /** Runs it with `--json`, expects it to end with `exit` (default 0), and gives its document. */
  json(argv: readonly string[], options?: RunOptions & { readonly exit?: number }): Promise<Record<string, unknown>>;
  close(): Promise<void>;
}

/** A desk whose vault is not made yet. `environment` is added to what every command gets. */
export async function openDesk(environment: Readonly<Record<string, string>> = {}): Promise<Desk> {
  await buildCommandLine();
  const home = await mkdtemp(join(tmpdir(), 'kagibako-cli-flow-'));
  const folder = join(home, 'vault');
  const practice = await startPracticePlatform();
  const channel = practice.addChannel({ name: '花屋' });
  const all = { HOME: home, KAGIBAKO_VAULT: folder, ...environment };
  const run: Desk['run'] = (argv, options = {}) =>
    runCommandLine(argv, { ...options, environment: { ...all, ...options.environment } });
  return {
    folder,
    practice,
    channel,
    environment: all,
    run,
    async json(argv, { exit = 0, ...options } = {}) {
      const outcome = await run([...argv, '--json'], options);
      if (outcome.exit !== exit) {
        throw new Error(
          `${argv.join(' ')} ended with ${String(outcome.exit)} instead of ${exit}:\n${outcome.stdout}\n${outcome.stderr}`,
        );
      }
      return documentOf(outcome);
    },
    async close() {
      await practice.close();
      await rm(home, { recursive: true, force: true });
    },
  };
}

/** A desk with a sealed-file vault, its passphrase in `KAGIBAKO_PASSPHRASE`. */
export async function openDeskWithVault(): Promise<Desk> {
  const desk = await openDesk({ KAGIBAKO_PASSPHRASE: PASSPHRASE });
  await desk.json(['vault', 'init', '--keystore', 'file']);
  return desk;
}

/** Adds the desk's channel with its secret, and a proved signing key. Gives the ID of the key. */
export async function addReadyChannel(desk: Desk, channel: PracticeChannel = desk.channel): Promise<string> {
  const { channelId, channelSecret, name } = channel;
  await desk.json(['channel', 'add', channelId, '--name', name, '--platform', desk.practice.url, '--secret-stdin'], {
    stdin: channelSecret,
  });
  const { signingKeyId } = await desk.json(['key', 'generate', channelId]);
  const jwk = await desk.json(['key', 'public', String(signingKeyId)]);
  await desk.json(['key', 'register', String(signingKeyId), '--kid', registerAtConsole(desk, channelId, jwk)]);
  return String(signingKeyId);
}

/** Registers a public key as a person would at the console, and gives its kid. */
export function registerAtConsole({ practice }: Desk, channelId: string, publicJwk: unknown): string {
  const registration = practice.registerPublicKey(channelId, publicJwk);
  if (!('kid' in registration) || typeof registration.kid !== 'string') throw new Error('the console refused the key');
  return registration.kid;
}

/** Issues a token and gives its ID. */
export async function issueToken(desk: Desk, channelId: string, ...flags: readonly string[]): Promise<string> {
  const { tokenId } = await desk.json(['token', 'issue', channelId, ...flags]);
  return String(tokenId);
}
