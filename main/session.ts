import type { OperationName } from '../shared/contract.ts';
import type { EngineEvent } from '../shared/events.ts';
import type { Failure } from '../shared/result.ts';
import type { KeyCache } from './assertions/key-cache.ts';
import type { SkewBook } from './assertions/skew-book.ts';
import type { ChannelQueue } from './channel-queue.ts';
import type { Connection } from './connection/connection.ts';
import type { ExportFiles } from './handover/export-files.ts';
import type { LineClient } from './line/line-client.ts';
import type { Logger } from './log.ts';
import type { OperationRegistry } from './operations/operation-registry.ts';
import type { By, Clipboard, Clock, Ledger, SecretStore, ExternalOpener } from './ports.ts';
import type { Sealer } from './secrets/sealer.ts';
import type { SettingsReader } from './settings/settings-store.ts';
import type { KeyFiles } from './signing-keys/key-files.ts';
import type { UnsavedAnswers } from './tokens/unsaved-answers.ts';
import type { VaultError } from './vault-error.ts';

/** Resolves after so many milliseconds, or when the signal aborts. */
export type Pause = (milliseconds: number, signal: AbortSignal) => Promise<void>;

/** Everything that works while a vault is open. Made when it opens, closed when it locks. */
export interface Session {
  readonly folder: string;
  readonly vaultId: string;
  readonly ledger: Ledger;
  readonly secrets: SecretStore;
  readonly sealer: Sealer;
  readonly keys: KeyCache;
  readonly line: LineClient;
  readonly skew: SkewBook;
  /** What is known of the way to the platforms. */
  readonly connection: Connection;
  readonly clock: Clock;
  readonly log: Logger;
  readonly operations: OperationRegistry;
  readonly clipboard: Clipboard | undefined;
  readonly openExternal: ExternalOpener | undefined;
  /** Variables of this process's environment that hold a secret; no command gets them. */
  readonly secretVariables: readonly string[];
  /** Undefined where no person can be asked for a file. */
  readonly keyFiles: KeyFiles | undefined;
  readonly exportFiles: ExportFiles | undefined;
  readonly settings: SettingsReader;
  /** Waits, but no longer than until `signal` aborts; tests give one that does not wait. */
  readonly pause: Pause;
  /** Work on one channel's tokens, one piece after the other: what is issued while a list is under way would look like a foreigner. */
  readonly inChannel: ChannelQueue['run'];
  /** Resolves when no such work is left: closing the ledger under an issue would lose LINE's answer. */
  readonly channelsIdle: ChannelQueue['idle'];
  /** Aborted as soon as the session begins to close: what waits for others gives up. */
  readonly closing: AbortController;
  /** Answers of LINE's that are sealed but could not be stored yet (a full disk). Tried again before anything else is done in the channel. */
  readonly unsaved: UnsavedAnswers;
  /** An expected failure as part of an answer (of one channel, one token): logged under its reference like one of a whole call. */
  readonly failure: (operation: OperationName, error: VaultError) => Failure;
  readonly emit: (event: EngineEvent) => void;
  /** The stamp of a change made now through this session's door. */
  readonly by: () => By;
}

/** Now, as the ledger writes it. */
export function instantOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
