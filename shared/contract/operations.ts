import * as v from 'valibot';
import { ConnectionReport } from '../connection.ts';
import * as d from '../domain.ts';
import { ITEM_OUTCOMES, Operation, OperationItem, OperationOrder } from '../operations.ts';
import { done, nothing, openVault, operation } from './parts.ts';

const which = v.strictObject({ operationId: d.OperationId });

const selecting = ['not-found', 'too-many-tokens', 'selection-changed', 'not-safe-to-revoke'] as const;

/** Operations over many items, the queue, and what is known of the network. */
export const operationContract = {
  'operation.preview': operation({
    summary:
      'What an order would do: how many items, of which channels, and what nobody should overlook. Changes nothing.',
    input: OperationOrder,
    output: v.object({
      /** Of a revocation: names exactly the tokens that would be revoked now. */
      digest: v.nullable(v.string()),
      count: v.number(),
      channels: v.array(v.object({ channelId: v.string(), name: v.string(), count: v.number() })),
      consequences: v.array(d.Consequence),
      /** How many calls it makes of LINE, at least. */
      calls: v.number(),
    }),
    errors: [...openVault, 'not-found', 'too-many-tokens'],
    secret: false,
  }),
  'operation.begin': operation({
    summary:
      'Record an order over many items and begin it; answers at once. Revocations and checks wait in the queue where LINE cannot be reached.',
    input: OperationOrder,
    output: Operation,
    errors: [...openVault, ...selecting],
    secret: false,
  }),
  'operation.list': operation({
    summary: 'Operations over many items, newest first.',
    input: v.strictObject({
      limit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(200)), 50),
      /** Only those that are not over: queued, running, paused or interrupted. */
      openOnly: v.optional(v.boolean(), false),
    }),
    output: v.object({ operations: v.array(Operation) }),
    errors: openVault,
    secret: false,
  }),
  'operation.show': operation({
    summary: 'One operation with a page of its items.',
    input: v.strictObject({
      operationId: d.OperationId,
      /** Only the items that ended so; `open`: those without an outcome. */
      outcomes: v.exactOptional(v.array(v.picklist([...ITEM_OUTCOMES, 'open']))),
      offset: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0)), 0),
      limit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_000)), 200),
    }),
    output: v.object({
      operation: Operation,
      /** How many items there are of each outcome. */
      outcomes: v.record(v.picklist([...ITEM_OUTCOMES, 'open']), v.number()),
      items: v.array(OperationItem),
      /** How many items match in all. */
      matching: v.number(),
    }),
    errors: [...openVault, 'not-found'],
    secret: false,
  }),
  'operation.wait': operation({
    summary:
      'Answers when an operation neither runs nor is about to: it ended, waits in the queue, was paused or interrupted.',
    input: which,
    output: Operation,
    errors: [...openVault, 'not-found'],
    secret: false,
  }),
  'operation.pause': operation({
    summary: 'Let a running operation finish what is under way and then rest; what is queued rests at once.',
    input: which,
    output: Operation,
    errors: [...openVault, 'not-found', 'operation-not-running'],
    secret: false,
  }),
  'operation.resume': operation({
    summary: 'Go on with a queued, paused or interrupted operation exactly where it was.',
    input: which,
    output: Operation,
    errors: [...openVault, 'not-found', 'operation-not-resumable'],
    secret: false,
  }),
  'operation.retry': operation({
    summary: 'Try those items of an ended operation again that did not end well, and those that were not begun.',
    input: which,
    output: Operation,
    errors: [...openVault, 'not-found', 'operation-not-resumable'],
    secret: false,
  }),
  'operation.cancel': operation({
    summary: 'Stop an operation after the items that are under way; what is queued or rests is stopped at once.',
    input: which,
    output: done,
    errors: [...openVault, 'not-found', 'operation-not-running'],
    secret: false,
  }),
  'operation.runQueue': operation({
    summary: 'Begin what waits in the queue now, for a person or a schedule that knows that LINE can be reached again.',
    input: nothing,
    output: v.object({ operations: v.array(Operation) }),
    errors: openVault,
    secret: false,
  }),
  'connection.show': operation({
    summary: 'What is known of the network, the platforms, the queue and the clock. Asks nobody.',
    input: nothing,
    output: ConnectionReport,
    errors: openVault,
    secret: false,
  }),
} as const;
