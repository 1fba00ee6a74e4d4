import * as v from 'valibot';
import { FailureSchema } from './domain.ts';

/** Channels in bulk from a CSV file: what a line of it becomes, and what can be wrong with it. */

export const IMPORT_LIMIT_BYTES = 1_000_000;
/** Records besides the header. */
export const IMPORT_LIMIT_LINES = 2_000;

/** The columns that a file may have, in any order. The first two must be there. */
export const IMPORT_COLUMNS = ['channelId', 'name', 'channelSecret', 'platform', 'tags'] as const;
export type ImportColumn = (typeof IMPORT_COLUMNS)[number];

export const IMPORT_PROBLEMS = [
  // Of the whole file
  'empty',
  'encoding',
  'column-missing',
  'column-unknown',
  'column-twice',
  'too-many-lines',
  // Of one line
  'quote-unclosed',
  'quote-misplaced',
  'cell-count',
  'required',
  'channel-id',
  'name',
  'channel-secret',
  'platform',
  'tags',
  'twice-in-file',
] as const;
export type ImportProblemCode = (typeof IMPORT_PROBLEMS)[number];

/** What is wrong, where. The content of a cell is never repeated: it may be a secret in the wrong column. */
export const ImportProblem = v.object({
  code: v.picklist(IMPORT_PROBLEMS),
  column: v.nullable(v.picklist(IMPORT_COLUMNS)),
  /** A number that belongs to it: the line that has the same channel, the limit, how many cells there should be. */
  number: v.nullable(v.number()),
});
export type ImportProblem = v.InferOutput<typeof ImportProblem>;

/** `new`: would be added. `added`: was. `exists`: is in the vault, and stays as it is. `refused`: has problems. `failed`: could not be added. */
export const IMPORT_OUTCOMES = ['new', 'added', 'exists', 'refused', 'failed'] as const;
export type ImportOutcome = (typeof IMPORT_OUTCOMES)[number];

export const ImportLine = v.object({
  /** Of the file, counted from 1; the header has one too. */
  line: v.number(),
  outcome: v.picklist(IMPORT_OUTCOMES),
  /** Null where the line gave none that can be one. */
  channelId: v.nullable(v.string()),
  name: v.nullable(v.string()),
  hasSecret: v.boolean(),
  tags: v.array(v.string()),
  problems: v.array(ImportProblem),
  error: v.exactOptional(FailureSchema),
});
export type ImportLine = v.InferOutput<typeof ImportLine>;

export const ImportText = v.strictObject({
  text: v.pipe(
    v.string('the file must be text'),
    v.maxBytes(IMPORT_LIMIT_BYTES, 'the file must be at most 1 MB; split it into several'),
  ),
});

export const ImportReport = v.object({
  /** Problems of the whole file, in which case there are no lines. */
  problems: v.array(ImportProblem),
  lines: v.array(ImportLine),
});
export type ImportReport = v.InferOutput<typeof ImportReport>;
