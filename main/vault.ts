// Holds: what opens a vault, while it is open.
// Lives: from unlock to lock or shutdown.
// Wiped by: `close()` of this file.
import { setTimeout } from 'node:timers/promises';
import type { InputOf, OperationName, OutputOf, ParsedInputOf } from '../shared/contract.ts';
import type { VaultStatus } from '../shared/domain.ts';
import type { EngineEvent } from '../shared/events.ts';
import type { Result } from '../shared/result.ts';
import { assertionHandlers } from './assertions/assertion-handlers.ts';
import { createKeyCache } from './assertions/key-cache.ts';
import { createSkewBook } from './assertions/skew-book.ts';
import { createChannelQueue } from './channel-queue.ts';
import { channelHandlers } from './channels/channel-handlers.ts';
import { openLedger } from './ledger/open-ledger.ts';
import { createLineClient } from './line/line-client.ts';
import { createFileLogger, type Logger } from './log.ts';
import { operationHandlers } from './operations/operation-handlers.ts';
import { createOperationRegistry } from './operations/operation-registry.ts';
import type { Clipboard, Clock, Door, EventSink, ExternalOpener, HttpTransport } from './ports.ts';
import { createPracticeHost } from './practice-host.ts';
import { createRouter } from './router.ts';
import { keychainHealth } from './secrets/keychain-store.ts';
import { createSealer } from './secrets/sealer.ts';
import { readVaultFile, writeVaultFile, type VaultFile } from './secrets/vault-file.ts';
import { instantOf, type Pause, type Session } from './session.ts';
import { keyHandlers } from './signing-keys/key-handlers.ts';
import { lintPublicKey } from './signing-keys/lint-public-key.ts';
import { tokenHandlers } from './tokens/token-handlers.ts';
import { createAccess, openAccess, type VaultAccess } from './vault-access.ts';
import { isVaultError, VaultError } from './vault-error.ts';

/** What a door gives the engine. */
export interface EngineOptions {
  /** The vault's folder; made when a vault is created. */
  readonly folder: string;
  readonly door: Door;
  readonly transport: HttpTransport;
  readonly emit?: EventSink;
  readonly clipboard?: Clipboard;
  readonly openExternal?: ExternalOpener;
  readonly clock?: Clock;
  /** Waits between tries; tests give one that does not wait. */
  readonly pause?: Pause;
  /** How long a platform has for an answer; the default is `TIMEOUT_MS` of `line-client.ts`. */
  readonly answerWithinMs?: number;
  /** Shown to the platform as `User-Agent`. */
  readonly version?: string;
}

/** The engine, as a door sees it. */
export interface Engine {
  /** The typed way in. Total: never throws. */
  call<Name extends OperationName>(name: Name, input: InputOf<Name>): Promise<Result<OutputOf<Name>>>;
  /** The same for a caller that cannot be trusted to know the types, such as the IPC door. */
  callUnknown(name: unknown, input: unknown): Promise<Result<unknown>>;
  /** Stops what runs, forgets every secret, closes the ledger. The engine is of no use afterwards. */
  shutdown(): Promise<void>;
}

const sessionHandlers = {
  ...channelHandlers,
  ...keyHandlers,
  ...assertionHandlers,
  ...tokenHandlers,
  ...operationHandlers,
};

const systemClock: Clock = { now: () => Date.now() };
const wait: Pause = (milliseconds, signal) => setTimeout(milliseconds, undefined, { signal }).catch(() => undefined);

/** Wires the parts together: the composition root that every door calls. Nothing is opened until something is asked. */
export function createEngine(options: EngineOptions): Engine {
  const { folder, door, clock = systemClock } = options;
  const emit = (event: EngineEvent) => options.emit?.(event);
  let session: Session | undefined;
  let vaultFile: VaultFile | undefined;
  /** A person who locked the vault wants it locked, also where it could open by itself. */
  let lockedOnPurpose = false;
  let opening: Promise<Session> | undefined;

  const practiceHost = createPracticeHost(folder);

  // Without a folder there is nowhere to log to, and nothing worth it.
  const fileLogger = createFileLogger(folder, clock);
  const log: Logger = {
    info: (event, fields) => {
      if (vaultFile) fileLogger.info(event, fields);
    },
    bug: (ref, operation, error) => {
      fileLogger.bug(ref, operation, error);
    },
    flush: () => fileLogger.flush(),
  };

  /** Everything that works while the vault is open. Takes over the vault key and wipes it. */
  async function open({ vaultId }: VaultFile, { vaultKey, secrets }: VaultAccess, create: boolean): Promise<Session> {
    const by = () => ({ at: instantOf(clock.now()), door });
    const queue = createChannelQueue();
    try {
      const ledger = await openLedger({ folder, create, at: by().at });
      const recovered = await ledger.recoverAfterCrash(by());
      if (recovered.unknown + recovered.notIssued + recovered.interrupted > 0)
        log.info('recovered after a crash', recovered);
      session = {
        folder,
        vaultId,
        ledger,
        secrets,
        sealer: createSealer(vaultKey, folder),
        keys: createKeyCache(secrets),
        line: createLineClient(options.transport, clock, `Kagibako/${options.version ?? '0'}`, options.answerWithinMs),
        skew: createSkewBook(),
        clock,
        log,
        operations: createOperationRegistry(),
        clipboard: options.clipboard,
        openExternal: options.openExternal,
        pause: options.pause ?? wait,
        inChannel: queue.run,
        channelsIdle: queue.idle,
        emit,
        by,
      };
    } catch (error) {
      secrets.wipe?.();
      throw error;
    } finally {
      vaultKey.wipe();
    }
    lockedOnPurpose = false;
    emit({ name: 'vault.changed', payload: { state: 'open' } });
    // Whoever practised in this vault before finds the practice platform running.
    if (door === 'desktop' && practiceHost.hasState())
      void startPractice().catch((error: unknown) => log.bug('practice', 'practice.start', error));
    return session;
  }

  async function unlock(passphrase: string | undefined): Promise<Session> {
    if (session) return session;
    vaultFile = await readVaultFile(folder);
    if (!vaultFile) throw new VaultError('vault-missing', { folder });
    return open(vaultFile, await openAccess(vaultFile, folder, passphrase), false);
  }

  /** Opens at most once at a time: two calls at start must not open the ledger twice. */
  function unlockOnce(passphrase: string | undefined): Promise<Session> {
    opening ??= unlock(passphrase).finally(() => {
      opening = undefined;
    });
    return opening;
  }

  /** The open session. A vault whose key is in the OS keychain opens by itself, unless it was locked on purpose. */
  async function requireSession(): Promise<Session> {
    if (session) return session;
    vaultFile ??= await readVaultFile(folder);
    if (!vaultFile) throw new VaultError('vault-missing', { folder });
    if (vaultFile.keystore === 'file' || lockedOnPurpose) throw new VaultError('vault-locked', { folder });
    return unlockOnce(undefined);
  }

  async function create({ keystore, passphrase }: ParsedInputOf<'vault.create'>): Promise<VaultStatus> {
    if (await readVaultFile(folder)) throw new VaultError('vault-exists', { folder });
    const { file, ...access } = await createAccess(keystore, folder, passphrase, instantOf(clock.now()));
    const { ledger, by } = await open(file, access, true);
    try {
      // Last: a vault exists when everything that it needs does.
      await writeVaultFile(folder, file);
    } catch (error) {
      await close();
      throw error;
    }
    vaultFile = file;
    await ledger.recordAudit({ kind: 'vault-created', note: keystore }, by());
    return status();
  }

  async function close(): Promise<void> {
    const closing = session;
    session = undefined;
    if (!closing) return;
    await closing.operations.cancelAll();
    await closing.channelsIdle();
    closing.keys.clear();
    closing.sealer.wipe();
    closing.secrets.wipe?.();
    await closing.ledger.close();
  }

  async function lock(): Promise<VaultStatus> {
    lockedOnPurpose = true;
    await close();
    emit({ name: 'vault.changed', payload: { state: vaultFile ? 'locked' : 'missing' } });
    return status();
  }

  async function status(): Promise<VaultStatus> {
    vaultFile ??= await readVaultFile(folder);
    if (vaultFile?.keystore === 'os' && !session && !lockedOnPurpose) {
      // What the keychain says is told below; what the ledger says is an error of its own.
      await unlockOnce(undefined).catch((error: unknown) => {
        if (!isVaultError(error) || !error.code.startsWith('keychain-')) throw error;
      });
    }
    const opened = session;
    return {
      state: !vaultFile ? 'missing' : opened ? 'open' : 'locked',
      folder,
      vaultId: vaultFile?.vaultId ?? null,
      keystore: vaultFile?.keystore ?? null,
      createdAt: vaultFile?.createdAt ?? null,
      ledgerVersion: opened?.ledger.version ?? null,
      keychain: vaultFile?.keystore === 'file' && opened ? null : await keychainHealth(),
      counts: opened ? await opened.ledger.counts() : null,
    };
  }

  async function startPractice(): Promise<OutputOf<'practice.start'>> {
    const opened = await requireSession();
    return practiceHost.start(opened);
  }

  /** What works without an open vault, or makes one. */
  const vaultHandlers: {
    readonly [Name in Exclude<OperationName, keyof typeof sessionHandlers>]: (
      input: ParsedInputOf<Name>,
    ) => Promise<OutputOf<Name>>;
  } = {
    'vault.status': status,
    'vault.create': create,
    'vault.unlock': async ({ passphrase }) => {
      lockedOnPurpose = false;
      await unlockOnce(passphrase);
      return status();
    },
    'vault.lock': lock,
    'key.lint': ({ material }) => Promise.resolve(lintPublicKey(material)),
    'practice.start': startPractice,
  };

  async function dispatch(name: OperationName, input: unknown): Promise<unknown> {
    // The router has parsed `input` with this very operation's schema, which is what the handler's type says.
    if (name in vaultHandlers)
      return (vaultHandlers[name as keyof typeof vaultHandlers] as (input: unknown) => Promise<unknown>)(input);
    return (
      sessionHandlers[name as keyof typeof sessionHandlers] as (session: Session, input: unknown) => Promise<unknown>
    )(await requireSession(), input);
  }

  const callUnknown = createRouter(dispatch, log);

  return {
    call: (name, input) => callUnknown(name, input) as Promise<Result<OutputOf<typeof name>>>,
    callUnknown,
    async shutdown() {
      await close();
      await practiceHost.stop();
      await log.flush();
    },
  };
}
