// Holds: the vault key on its way into the sealer.
// Lives: while a session is made.
// Wiped by: this file.
import { setTimeout } from 'node:timers/promises';
import { createKeyCache } from './assertions/key-cache.ts';
import { createSkewBook } from './assertions/skew-book.ts';
import { createChannelQueue } from './channel-queue.ts';
import { createConnection } from './connection/connection.ts';
import type { NetworkBook } from './connection/network-book.ts';
import { newRef, toFailure } from './failure.ts';
import { createExportFiles } from './handover/export-files.ts';
import { openLedger } from './ledger/open-ledger.ts';
import { createLineClient } from './line/line-client.ts';
import type { Logger } from './log.ts';
import { createOperationRegistry } from './operations/operation-registry.ts';
import { runQueue } from './operations/queue.ts';
import type {
  By,
  Clipboard,
  Clock,
  Door,
  ExternalOpener,
  EventSink,
  FileChooser,
  HttpTransport,
  Ledger,
} from './ports.ts';
import { createSealer } from './secrets/sealer.ts';
import { instantOf, type Pause, type Session } from './session.ts';
import type { SettingsReader } from './settings/settings-store.ts';
import { createKeyFiles } from './signing-keys/key-files.ts';
import { createUnsavedAnswers } from './tokens/unsaved-answers.ts';
import type { VaultAccess } from './vault-access.ts';
import { isVaultError } from './vault-error.ts';

/** What a door gives the engine, with its defaults filled in. */
export interface Surroundings {
  readonly folder: string;
  readonly door: Door;
  readonly transport: HttpTransport;
  readonly emit: EventSink;
  readonly clock: Clock;
  readonly log: Logger;
  readonly userAgent: string;
  readonly clipboard: Clipboard | undefined;
  readonly openExternal: ExternalOpener | undefined;
  readonly fileChooser: FileChooser | undefined;
  readonly settings: SettingsReader;
  readonly pause: Pause | undefined;
  readonly answerWithinMs: number | undefined;
  readonly secretVariables: readonly string[];
  readonly network: NetworkBook;
}

const wait: Pause = (milliseconds, signal) => setTimeout(milliseconds, undefined, { signal }).catch(() => undefined);

/** Settles what a crash left behind. A full disk is no reason to refuse reading: what is unsettled then is settled by the next check. */
async function recover(ledger: Ledger, by: By, log: Logger): Promise<void> {
  try {
    const recovered = await ledger.recoverAfterCrash(by);
    if (Object.values(recovered).some((count) => count > 0)) log.info('recovered after a crash', recovered);
  } catch (error) {
    if (!isVaultError(error, 'vault-full')) throw error;
  }
}

/** Opens (or makes) the ledger and everything that works on it. Takes over the vault key and wipes it, also where it fails. */
export async function openSession(
  surroundings: Surroundings,
  vaultId: string,
  { vaultKey, secrets }: VaultAccess,
  create: boolean,
): Promise<Session> {
  const { folder, door, clock, log } = surroundings;
  const by = () => ({ at: instantOf(clock.now()), door });
  let ledger: Ledger | undefined;
  try {
    ledger = await openLedger({ folder, create, at: by().at });
    await recover(ledger, by(), log);
    const queue = createChannelQueue();
    const opened = ledger;
    const skew = createSkewBook({ now: () => clock.now(), monotonic: () => performance.now() });
    const connection = createConnection({
      clock,
      skew,
      network: surroundings.network,
      emit: surroundings.emit,
      platforms: () => opened.platforms(),
      queue: () => opened.queuedOperations(undefined),
      // A command does what it was told to do, and nothing beside it.
      runQueue: door === 'cli' ? undefined : (platform) => runQueue(session, platform),
      bug: (error) => log.bug(newRef(), 'connection.show', error),
    });
    const session: Session = {
      folder,
      vaultId,
      ledger,
      secrets,
      sealer: createSealer(vaultKey, folder),
      keys: createKeyCache(secrets),
      line: createLineClient(
        surroundings.transport,
        clock,
        surroundings.userAgent,
        surroundings.answerWithinMs,
        connection.heard,
      ),
      skew,
      connection,
      clock,
      log,
      operations: createOperationRegistry(),
      clipboard: surroundings.clipboard,
      openExternal: surroundings.openExternal,
      secretVariables: surroundings.secretVariables,
      keyFiles: surroundings.fileChooser && createKeyFiles(surroundings.fileChooser),
      exportFiles: surroundings.fileChooser && createExportFiles(surroundings.fileChooser),
      settings: surroundings.settings,
      pause: surroundings.pause ?? wait,
      unsaved: createUnsavedAnswers(ledger, by),
      inChannel: queue.run,
      channelsIdle: queue.idle,
      closing: new AbortController(),
      emit(event) {
        surroundings.emit(event);
        connection.saw(event);
      },
      by,
      failure(operation, error) {
        const ref = newRef();
        log.info('refused', { operation, code: error.code, ref });
        return toFailure(error, ref);
      },
    };
    await connection.open();
    return session;
  } catch (error) {
    secrets.wipe?.();
    await ledger?.close();
    throw error;
  } finally {
    vaultKey.wipe();
  }
}

/** Ends what runs, waits for what LINE may still answer, forgets every secret and closes the ledger. */
export async function closeSession(session: Session): Promise<void> {
  session.closing.abort();
  session.connection.stop();
  await session.operations.suspendAll();
  await session.channelsIdle();
  try {
    await session.unsaved.saveAll();
    await session.connection.told();
  } finally {
    // Whatever went wrong: no secret stays, and the folder is not kept from whoever opens it next.
    session.keys.clear();
    session.sealer.wipe();
    session.secrets.wipe?.();
    await session.ledger.close();
  }
}
