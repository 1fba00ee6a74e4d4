import * as v from 'valibot';
import { Destination, WINDOW_COMMANDS } from './destination.ts';
import { ConnectionReport } from './connection.ts';
import * as d from './domain.ts';
import { Operation, OperationItem } from './operations.ts';
import { Settings } from './settings.ts';

/** What the engine tells its doors without being asked. Payloads are parsed on both sides and never hold a secret. */
export const EVENTS = {
  /** The vault was opened, locked or made. */
  'vault.changed': v.object({ state: v.picklist(['missing', 'locked', 'open']) }),
  /** Rows of the ledger changed; lists on screen should be read again. */
  'ledger.changed': v.object({
    areas: v.array(
      v.picklist(['channels', 'keys', 'tokens', 'issues', 'operations', 'rotations', 'containments', 'audit']),
    ),
    channelIds: v.array(v.string()),
  }),
  /** A running operation moved on. */
  'operation.progress': v.object({ operation: Operation, latest: v.nullable(OperationItem) }),
  /** What is known of the network, the platforms, the queue or the clock has changed. */
  'connection.changed': ConnectionReport,
  /** Some setting changed. */
  'settings.changed': v.object({ settings: Settings }),
  /** Somebody outside of the page, such as the menu or a deep link, asks the window to go somewhere or to do something. */
  'window.asked': v.variant('ask', [
    v.object({ ask: v.literal('go'), to: Destination }),
    v.object({ ask: v.literal('do'), command: v.picklist(WINDOW_COMMANDS) }),
  ]),
  /** The clipboard no longer holds what the vault put there. */
  'clipboard.cleared': v.object({ at: d.Instant }),
} as const;

export type EventName = keyof typeof EVENTS;
export const EVENT_NAMES = Object.keys(EVENTS) as readonly EventName[];
export type EventPayload<Name extends EventName> = v.InferOutput<(typeof EVENTS)[Name]>;

/** An event as it crosses a door: its name beside its payload. */
export type EngineEvent = {
  [Name in EventName]: { readonly name: Name; readonly payload: EventPayload<Name> };
}[EventName];
