import { createHash } from 'node:crypto';
import type { AuditEntry, AuditKind } from '../../shared/domain.ts';
import type { Door } from '../ports.ts';
import type { Database } from './connection.ts';
import { toInstant } from './instants.ts';

/** When and through which door a change is made, with the instant as the ledger keeps it. */
export interface When {
  readonly at: number;
  readonly door: Door;
}

/** What a line of the log says. IDs and short notes, never a secret. */
export interface AuditLine {
  readonly kind: AuditKind;
  readonly channelId?: string | undefined;
  readonly subjectId?: string | undefined;
  readonly note?: string | undefined;
}

/** Which lines are read. */
export interface AuditQuery {
  readonly channelId?: string | undefined;
  readonly subjectId?: string | undefined;
  readonly beforeSequence?: number | undefined;
  readonly limit: number;
}

interface AuditRow {
  readonly sequence: number;
  readonly at: number;
  readonly kind: AuditKind;
  readonly door: Door;
  readonly channel_id: string | null;
  readonly subject_id: string | null;
  readonly note: string | null;
  readonly hash: Buffer;
}

/** What the first line is chained to. */
const CHAIN_START = Buffer.alloc(32);

/** SHA-256 of the previous line's hash and this line as a JSON array. Changing this breaks every existing chain. */
function chainHash(previous: Buffer, row: Omit<AuditRow, 'hash'>): Buffer {
  const canonical = JSON.stringify([
    row.sequence,
    row.at,
    row.kind,
    row.door,
    row.channel_id,
    row.subject_id,
    row.note,
  ]);
  return createHash('sha256').update(previous).update(canonical, 'utf8').digest();
}

/** Queries of the log of what was done. Lines are only ever added, each chained to the one before it. */
export function auditQueries(database: Database) {
  const last = database.prepare<[], { sequence: number; hash: Buffer }>(
    'SELECT sequence, hash FROM audit ORDER BY sequence DESC LIMIT 1',
  );
  const insert = database.prepare<[Omit<AuditRow, 'hash'> & { hash: Buffer }]>(
    `INSERT INTO audit (sequence, at, kind, door, channel_id, subject_id, note, hash)
     VALUES (@sequence, @at, @kind, @door, @channel_id, @subject_id, @note, @hash)`,
  );
  const newest = database.prepare<[number, number], AuditRow>(
    'SELECT * FROM audit WHERE sequence < ? ORDER BY sequence DESC LIMIT ?',
  );
  const newestOfChannel = database.prepare<[string, number, number], AuditRow>(
    'SELECT * FROM audit WHERE channel_id = ? AND sequence < ? ORDER BY sequence DESC LIMIT ?',
  );
  const newestOfSubject = database.prepare<[string, number, string | null, number], AuditRow>(
    `SELECT * FROM audit INDEXED BY audit_by_subject
      WHERE subject_id = ? AND sequence < ? AND channel_id IS coalesce(?, channel_id) ORDER BY sequence DESC LIMIT ?`,
  );
  const all = database.prepare<[], AuditRow>('SELECT * FROM audit ORDER BY sequence');

  return {
    /** Adds a line; within the transaction of the change that it tells of. */
    add(line: AuditLine, when: When): void {
      const previous = last.get();
      const row = {
        sequence: (previous?.sequence ?? 0) + 1,
        at: when.at,
        kind: line.kind,
        door: when.door,
        channel_id: line.channelId ?? null,
        subject_id: line.subjectId ?? null,
        note: line.note ?? null,
      };
      insert.run({ ...row, hash: chainHash(previous?.hash ?? CHAIN_START, row) });
    },

    /** Newest first. */
    list({ channelId, subjectId, beforeSequence, limit }: AuditQuery): readonly AuditEntry[] {
      const before = beforeSequence ?? Number.MAX_SAFE_INTEGER;
      const rows =
        subjectId !== undefined
          ? newestOfSubject.all(subjectId, before, channelId ?? null, limit)
          : channelId !== undefined
            ? newestOfChannel.all(channelId, before, limit)
            : newest.all(before, limit);
      return rows.map((row) => ({
        sequence: row.sequence,
        at: toInstant(row.at),
        kind: row.kind,
        door: row.door,
        channelId: row.channel_id,
        subjectId: row.subject_id,
        note: row.note,
      }));
    },

    /** The first line that is not what was once written there, or that lost the one before it; undefined where the chain holds. */
    firstBrokenLine(): number | undefined {
      let previous: Buffer = CHAIN_START;
      let expected = 1;
      for (const row of all.iterate()) {
        if (row.sequence !== expected || !chainHash(previous, row).equals(row.hash)) return expected;
        previous = row.hash;
        expected += 1;
      }
      return undefined;
    },
  };
}

export type AuditQueries = ReturnType<typeof auditQueries>;
