import * as v from 'valibot';
import { TOKEN_STATES, type TokenSort, type TokenState } from '../../shared/domain.ts';
import type { TokenQuery } from '../ports.ts';
import { VaultError } from '../vault-error.ts';

/** Where the next page of the list begins: behind this row. */
export interface Cursor {
  readonly sort: TokenSort;
  readonly direction: TokenQuery['direction'];
  /** The last row's value in the sort column; with the order by state, its expiry, which orders tokens of one state. */
  readonly value: string | number;
  /** The last row's state; only in the order by state. */
  readonly state: TokenState | null;
  readonly tokenId: string;
}

const order = {
  direction: v.picklist(['ascending', 'descending']),
  tokenId: v.string(),
};

const CursorSchema = v.variant('sort', [
  v.strictObject({
    ...order,
    sort: v.picklist(['expiresAt', 'issuedAt']),
    value: v.pipe(v.number(), v.safeInteger()),
    state: v.null(),
  }),
  v.strictObject({ ...order, sort: v.picklist(['consumer', 'channelId']), value: v.string(), state: v.null() }),
  v.strictObject({
    ...order,
    sort: v.literal('state'),
    value: v.pipe(v.number(), v.safeInteger()),
    state: v.picklist(TOKEN_STATES),
  }),
]) satisfies v.GenericSchema<unknown, Cursor>;

function refuse(problem: string): VaultError {
  return new VaultError('invalid-input', { problems: `cursor: ${problem}`, fields: [{ path: 'cursor', problem }] });
}

/** The cursor as a caller may keep it. What is inside is nobody's business. */
export function encodeCursor(cursor: Cursor): string {
  return Buffer.from(JSON.stringify(cursor), 'utf8').toString('base64url');
}

/** Throws `invalid-input` where it was not made by `encodeCursor`, or for another order than the one that is asked for now. */
export function decodeCursor(text: string, sort: TokenSort, direction: TokenQuery['direction']): Cursor {
  let content: unknown;
  try {
    content = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    throw refuse('this is not a cursor of this list; leave it out to begin at the start');
  }
  const parsed = v.safeParse(CursorSchema, content);
  if (!parsed.success) throw refuse('this is not a cursor of this list; leave it out to begin at the start');
  if (parsed.output.sort !== sort || parsed.output.direction !== direction) {
    throw refuse('this cursor belongs to a list in another order; ask for that order, or leave it out');
  }
  return parsed.output;
}

/** For a cursor that is well-formed but names a token that this ledger never had. */
export function refuseUnknownCursor(): VaultError {
  return refuse('this cursor belongs to another vault; leave it out to begin at the start');
}
