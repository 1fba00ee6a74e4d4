import type { EngineEvent } from '../shared/events.ts';
import type { KeyCache } from './assertions/key-cache.ts';
import type { SkewBook } from './assertions/skew-book.ts';
import type { LineClient } from './line/line-client.ts';
import type { Logger } from './log.ts';
import type { OperationRegistry } from './operations/operation-registry.ts';
import type { By, Clipboard, Clock, Ledger, SecretStore, ExternalOpener } from './ports.ts';
import type { Sealer } from './secrets/sealer.ts';

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
  readonly clock: Clock;
  readonly log: Logger;
  readonly operations: OperationRegistry;
  readonly clipboard: Clipboard | undefined;
  readonly openExternal: ExternalOpener | undefined;
  /** Waits; tests give one that does not. */
  readonly pause: (milliseconds: number) => Promise<void>;
  /** Work on one channel's tokens, one piece after the other: what is issued while a list is under way would look like a foreigner. */
  readonly inChannel: <Value>(channelId: string, work: () => Promise<Value>) => Promise<Value>;
  readonly emit: (event: EngineEvent) => void;
  /** The stamp of a change made now through this session's door. */
  readonly by: () => By;
}

/** Now, as the ledger writes it. */
export function instantOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
