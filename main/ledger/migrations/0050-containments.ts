import type { Migration } from '../migrate.ts';

/** The run-book for a compromised channel: containments, their steps, and whose tokens they replace. */
export const migration0050: Migration = {
  version: 50,
  up(database) {
    database.exec(`
      CREATE TABLE containment (
        sequence INTEGER PRIMARY KEY,
        containment_id TEXT NOT NULL UNIQUE,
        channel_id TEXT NOT NULL REFERENCES channel (channel_id),
        state TEXT NOT NULL CHECK (state IN ('under-way', 'done', 'closed')),
        reason TEXT NOT NULL,
        begun_at INTEGER NOT NULL,
        ended_at INTEGER,
        end_reason TEXT,
        CHECK ((state = 'under-way') = (ended_at IS NULL)),
        CHECK (state <> 'closed' OR end_reason IS NOT NULL)
      ) STRICT;
      CREATE UNIQUE INDEX containment_under_way ON containment (channel_id) WHERE state = 'under-way';
      CREATE INDEX containment_by_channel ON containment (channel_id, sequence);

      CREATE TABLE containment_step (
        containment_sequence INTEGER NOT NULL REFERENCES containment (sequence),
        position INTEGER NOT NULL,
        step TEXT NOT NULL CHECK (step IN (
          'revoke-all', 'console-delete-keys', 'new-key', 'register-key', 'retire-keys', 'console-reissue-secret', 'set-secret',
          'console-members', 'check-again', 'reissue', 'hand-over')),
        state TEXT NOT NULL CHECK (state IN ('open', 'under-way', 'failed', 'done', 'skipped')),
        at INTEGER,
        door TEXT CHECK (door IN ('desktop', 'cli', 'test')),
        note TEXT,
        operation_id TEXT,
        -- Chosen before the key is made, so that a step that was broken off finds the key that it made.
        signing_key_id TEXT,
        error TEXT CHECK (json_valid(error)),
        PRIMARY KEY (containment_sequence, position),
        UNIQUE (containment_sequence, step),
        CHECK ((state = 'open') = (at IS NULL)),
        CHECK ((at IS NULL) = (door IS NULL)),
        CHECK ((state = 'failed') = (error IS NOT NULL))
      ) STRICT, WITHOUT ROWID;

      -- Who had live tokens when it began, and the issue that gives each a new one.
      CREATE TABLE containment_reissue (
        containment_sequence INTEGER NOT NULL REFERENCES containment (sequence),
        position INTEGER NOT NULL,
        consumer TEXT NOT NULL,
        label TEXT NOT NULL,
        -- Written before that issue is, so that none is made twice: it may name one that was never prepared.
        issue_id TEXT,
        PRIMARY KEY (containment_sequence, position)
      ) STRICT, WITHOUT ROWID;
    `);
  },
};
