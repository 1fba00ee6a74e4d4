import type { Migration } from '../migrate.ts';

/** Operations of every kind, which can wait, rest and go on; their items are tokens, channels or consumers. */
export const migration0030: Migration = {
  version: 30,
  up(database) {
    database.exec(`
      ALTER TABLE operation RENAME TO operation_before;
      ALTER TABLE operation_item RENAME TO operation_item_before;

      CREATE TABLE operation (
        sequence INTEGER PRIMARY KEY,
        operation_id TEXT NOT NULL UNIQUE,
        kind TEXT NOT NULL CHECK (kind IN ('revoke', 'check', 'issue', 'rotate')),
        state TEXT NOT NULL CHECK (state IN ('queued', 'running', 'paused', 'interrupted', 'done', 'some-failed', 'failed', 'cancelled')),
        -- What the order says besides its items.
        request TEXT NOT NULL CHECK (json_valid(request) AND json_type(request) = 'object'),
        total INTEGER NOT NULL,
        finished INTEGER NOT NULL CHECK (finished BETWEEN 0 AND total),
        failed INTEGER NOT NULL CHECK (failed BETWEEN 0 AND finished),
        started_at INTEGER NOT NULL,
        ended_at INTEGER,
        waits_for TEXT,
        tried_at INTEGER,
        CHECK ((ended_at IS NOT NULL) = (state IN ('done', 'some-failed', 'failed', 'cancelled'))),
        CHECK ((waits_for IS NOT NULL) = (state = 'queued')),
        CHECK ((tried_at IS NOT NULL) = (state = 'queued'))
      ) STRICT;
      CREATE INDEX operation_open ON operation (sequence) WHERE ended_at IS NULL;

      CREATE TABLE operation_item (
        operation_sequence INTEGER NOT NULL REFERENCES operation (sequence),
        position INTEGER NOT NULL,
        channel_id TEXT NOT NULL REFERENCES channel (channel_id),
        consumer TEXT NOT NULL,
        label TEXT NOT NULL,
        token_sequence INTEGER REFERENCES token (sequence),
        issue_id TEXT REFERENCES issue (issue_id),
        rotation_id TEXT,
        outcome TEXT CHECK (outcome IN ('revoked', 'already-invalid', 'unproved', 'checked', 'issued', 'unknown', 'orphaned', 'failed')),
        error TEXT CHECK (json_valid(error)),
        tries INTEGER NOT NULL CHECK (tries >= 0),
        ended_at INTEGER,
        PRIMARY KEY (operation_sequence, position),
        CHECK ((ended_at IS NOT NULL) = (outcome IS NOT NULL)),
        CHECK (error IS NULL OR outcome IS NOT NULL)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX operation_item_by_outcome ON operation_item (operation_sequence, outcome, position);

      -- What was interrupted did not end by that any more: it can go on.
      INSERT INTO operation (sequence, operation_id, kind, state, request, total, finished, failed, started_at, ended_at)
        SELECT sequence, operation_id, kind, state, '{}', total, finished, failed, started_at,
               CASE WHEN state NOT IN ('running', 'interrupted') THEN coalesce(ended_at, started_at) END
          FROM operation_before;
      INSERT INTO operation_item (operation_sequence, position, channel_id, consumer, label, token_sequence, outcome, error, tries, ended_at)
        SELECT i.operation_sequence, i.position, t.channel_id, t.consumer, t.label, i.token_sequence, i.outcome, i.error,
               i.outcome IS NOT NULL, CASE WHEN i.outcome IS NOT NULL THEN coalesce(o.ended_at, o.started_at) END
          FROM operation_item_before i
          JOIN operation_before o ON o.sequence = i.operation_sequence
          JOIN token t ON t.sequence = i.token_sequence;

      DROP TABLE operation_item_before;
      DROP TABLE operation_before;
    `);
  },
};
