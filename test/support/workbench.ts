import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { COMMON_ERRORS, CONTRACT, type InputOf, type OperationName, type OutputOf } from '../../shared/contract.ts';
import type { ErrorCode } from '../../shared/errors.ts';
import type { Keystore, SigningKey, Token } from '../../shared/domain.ts';
import type { EngineEvent } from '../../shared/events.ts';
import type { Failure } from '../../shared/result.ts';
import { createNodeTransport } from '../../main/line/node-transport.ts';
import type { Clipboard, FileChooser, HttpTransport } from '../../main/ports.ts';
import { startPracticePlatform, type PracticePlatform } from '../../main/practice/practice-platform.ts';
import { createEngine, type Engine } from '../../main/vault.ts';
import { registerInConsole } from './practice-console.ts';

/** The passphrase of sealed-file vaults in tests. */
export const TEST_PASSPHRASE = 'six words make a fine one';

export interface WorkbenchOptions {
  readonly keystore?: Keystore;
  /** Wraps the real transport, for faults that a server cannot make. */
  readonly transport?: (real: HttpTransport) => HttpTransport;
  readonly answerWithinMs?: number;
  readonly clipboard?: Clipboard;
  readonly fileChooser?: FileChooser;
}

/** A vault in a folder of its own beside a practice platform, driven through the contract as a door would. */
export interface Workbench {
  readonly folder: string;
  readonly practice: PracticePlatform;
  readonly events: EngineEvent[];
  /** Waits that the engine asked for, in milliseconds; none of them is really waited for. */
  readonly pauses: number[];
  /** Milliseconds added to the engine's clock. */
  clockOffsetMs: number;
  engine(): Engine;
  /** The value, or an exception that names the code. */
  call<Name extends OperationName>(name: Name, input: InputOf<Name>): Promise<OutputOf<Name>>;
  /** The failure of a call that must not succeed. */
  refused<Name extends OperationName>(name: Name, input: InputOf<Name>): Promise<Failure>;
  /** Closes the engine and opens the same folder anew, as a restart would. */
  restart(): Promise<void>;
  /** Adds a practice channel to both sides. */
  addChannel(options?: { readonly secret?: boolean; readonly name?: string }): Promise<string>;
  /** A generated key, registered in the practice console and proved. */
  readyKey(channelId: string): Promise<SigningKey>;
  /** A channel with a proved key. */
  readyChannel(): Promise<string>;
  issue(channelId: string, more?: Partial<InputOf<'token.issue'>>): Promise<Token>;
  stop(): Promise<void>;
}

/** Opens a workbench; call `stop()` when done. */
export async function openWorkbench(options: WorkbenchOptions = {}): Promise<Workbench> {
  const folder = await mkdtemp(join(tmpdir(), 'kagibako-test-'));
  const practice = await startPracticePlatform();
  const events: EngineEvent[] = [];
  const pauses: number[] = [];
  const real = createNodeTransport();
  const keystore = options.keystore ?? 'os';

  const makeEngine = () =>
    createEngine({
      folder: join(folder, 'vault'),
      door: 'test',
      transport: options.transport ? options.transport(real) : real,
      emit: (event) => events.push(event),
      clock: { now: () => Date.now() + bench.clockOffsetMs },
      pause: (milliseconds) => {
        pauses.push(milliseconds);
        return Promise.resolve();
      },
      ...(options.answerWithinMs === undefined ? {} : { answerWithinMs: options.answerWithinMs }),
      ...(options.clipboard ? { clipboard: options.clipboard } : {}),
      ...(options.fileChooser ? { fileChooser: options.fileChooser } : {}),
    });

  let engine: Engine;

  const bench: Workbench = {
    folder: join(folder, 'vault'),
    practice,
    events,
    pauses,
    clockOffsetMs: 0,
    engine: () => engine,
    async call(name, input) {
      const result = await engine.call(name, input);
      if (result.ok) return result.value;
      throw new Error(`${name} ended in ${result.error.code}: ${result.error.message}`);
    },
    async refused(name, input) {
      const result = await engine.call(name, input);
      if (result.ok) throw new Error(`${name} was not refused`);
      const declared: readonly ErrorCode[] = [...COMMON_ERRORS, ...CONTRACT[name].errors];
      if (!declared.includes(result.error.code))
        throw new Error(`${name} ended in ${result.error.code}, which its contract does not name`);
      return result.error;
    },
    async restart() {
      await engine.shutdown();
      engine = makeEngine();
      if (keystore === 'file') await bench.call('vault.unlock', { passphrase: TEST_PASSPHRASE });
    },
    async addChannel({ secret = true, name = 'さくら商店' } = {}) {
      const { channelId, channelSecret } = practice.addChannel({ name });
      await bench.call('channel.add', {
        channelId,
        name,
        platform: practice.url,
        ...(secret ? { channelSecret } : {}),
      });
      return channelId;
    },
    async readyKey(channelId) {
      const { signingKeyId, publicJwk } = await bench.call('key.generate', { channelId });
      const kid = registerInConsole(practice, channelId, publicJwk);
      return (await bench.call('key.register', { signingKeyId, kid })).signingKey;
    },
    async readyChannel() {
      const channelId = await bench.addChannel();
      await bench.readyKey(channelId);
      return channelId;
    },
    issue: (channelId, more = {}) => bench.call('token.issue', { channelId, ...more }),
    async stop() {
      await engine.shutdown();
      await practice.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
  engine = makeEngine();
  await bench.call('vault.create', { keystore, ...(keystore === 'file' ? { passphrase: TEST_PASSPHRASE } : {}) });
  return bench;
}
