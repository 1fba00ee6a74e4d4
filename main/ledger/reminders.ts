import type { Ending, Endings } from '../reminders/reminder-ledger.ts';
import type { Database } from './connection.ts';
import type { InPieces } from './pieces.ts';
import { OPEN } from './token-row.ts';

interface EndingRow {
  readonly sequence: number;
  readonly token_id: string;
  readonly issued_at: number;
  readonly expires_at: number;
}

interface Stretch {
  readonly at: number;
  /** Behind this expiry, or with it and behind this sequence. */
  readonly after: number;
  readonly afterSequence: number;
  readonly upTo: number;
}

/** Tokens that are looked at in one piece: a few milliseconds. */
const PIECE = 500;

const NEWER = `n.channel_id = t.channel_id AND n.consumer = t.consumer
  AND (n.issued_at > t.issued_at OR (n.issued_at = t.issued_at AND n.expires_at > t.expires_at))`;

/** Tokens in use, in the order of their expiry, in one stretch of it, for which nothing is found that replaced them. */
const unreplaced = (replacing: string, piece: number) => `
  SELECT t.sequence, t.token_id, t.issued_at, t.expires_at FROM token t INDEXED BY token_open_by_expiry
    CROSS JOIN channel c ON c.channel_id = t.channel_id
   WHERE ${OPEN} AND t.expires_at >= @after AND t.expires_at <= @upTo AND t.state = 'active'
     AND (t.expires_at > @after OR t.sequence > @afterSequence) AND c.removed_at IS NULL
     AND (t.consumer = '' OR NOT EXISTS (SELECT 1 FROM token n ${replacing}))
   ORDER BY t.expires_at, t.sequence LIMIT ${String(piece)}`;

/**
 * What ends soon, and what ended, with nothing to replace it.
 * @param piece how many tokens are looked at in one piece.
 */
export function reminderQueries(database: Database, piece = PIECE) {
  // A live one is replaced by one that can be used now.
  const live = database.prepare<[Stretch], EndingRow>(
    unreplaced(
      `INDEXED BY token_open_by_channel WHERE n.state NOT IN ('revoked', 'gone') AND n.expires_at > @at AND n.state = 'active' AND ${NEWER}`,
      piece,
    ),
  );
  // One that is over was replaced by whatever came after it: what became of that is told by itself.
  const over = database.prepare<[Stretch], EndingRow>(
    unreplaced(
      `INDEXED BY token_by_channel_issue_time WHERE n.issued_at >= t.issued_at AND n.state NOT IN ('orphan', 'foreign') AND ${NEWER}`,
      piece,
    ),
  );
  const next = database
    .prepare<[{ behind: number }], number>(
      `SELECT t.expires_at FROM token t INDEXED BY token_by_state
        WHERE t.state = 'active' AND t.expires_at > @behind ORDER BY t.expires_at LIMIT 1`,
    )
    .pluck();

  function* walk(statement: typeof live, at: number, after: number, upTo: number): InPieces<readonly Ending[]> {
    const found: Ending[] = [];
    // The first piece begins behind `after`, whatever the sequence.
    let place = { after, afterSequence: Number.MAX_SAFE_INTEGER };
    for (;;) {
      const rows = statement.all({ at, ...place, upTo });
      for (const row of rows) found.push({ tokenId: row.token_id, issuedAt: row.issued_at, expiresAt: row.expires_at });
      const last = rows.at(-1);
      if (!last || rows.length < piece) return found;
      place = { after: last.expires_at, afterSequence: last.sequence };
      yield;
    }
  }

  return {
    *endings(since: number, until: number, at: number): InPieces<Endings> {
      const ended = yield* walk(over, at, since, at);
      const ends = yield* walk(live, at, at, until);
      return { ends, ended, nextBehind: next.get({ behind: until }) ?? null };
    },
  };
}

export type ReminderQueries = ReturnType<typeof reminderQueries>;
