import type { Migration } from '../migrate.ts';

/** Rotations: how each consumer is rotated, and every rotation with its steps. */
export const migration0040: Migration = {
  version: 40,
  up(database) {
    database.exec(`
      -- NULL: the default holds.
      CREATE TABLE rotation_policy (
        channel_id TEXT NOT NULL REFERENCES channel (channel_id),
        consumer TEXT NOT NULL CHECK (consumer <> ''),
        lifetime_seconds INTEGER CHECK (lifetime_seconds > 0),
        rotate_at_percent INTEGER CHECK (rotate_at_percent BETWEEN 1 AND 99),
        overlap_seconds INTEGER CHECK (overlap_seconds >= 0),
        delivery TEXT CHECK (json_valid(delivery) AND json_type(delivery) = 'object'),
        confirm_by TEXT CHECK (confirm_by IN ('person', 'bot-info')),
        PRIMARY KEY (channel_id, consumer)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE rotation (
        sequence INTEGER PRIMARY KEY,
        rotation_id TEXT NOT NULL UNIQUE,
        channel_id TEXT NOT NULL REFERENCES channel (channel_id),
        consumer TEXT NOT NULL CHECK (consumer <> ''),
        label TEXT NOT NULL,
        cause TEXT NOT NULL CHECK (cause IN ('planned', 'leak')),
        state TEXT NOT NULL CHECK (state IN ('under-way', 'done', 'stopped')),
        step TEXT NOT NULL CHECK (step IN ('issue', 'deliver', 'adopt', 'drain', 'revoke', 'prove')),
        lifetime_seconds INTEGER NOT NULL CHECK (lifetime_seconds > 0),
        overlap_seconds INTEGER NOT NULL CHECK (overlap_seconds >= 0),
        delivery TEXT NOT NULL CHECK (json_valid(delivery) AND json_type(delivery) = 'object'),
        confirm_by TEXT NOT NULL CHECK (confirm_by IN ('person', 'bot-info')),
        -- The last attempt to issue the successor; each one before it is settled.
        issue_id TEXT REFERENCES issue (issue_id),
        new_token_sequence INTEGER REFERENCES token (sequence),
        drains_until INTEGER,
        begun_at INTEGER NOT NULL,
        ended_at INTEGER,
        CHECK ((ended_at IS NULL) = (state = 'under-way')),
        CHECK (new_token_sequence IS NULL OR issue_id IS NOT NULL),
        CHECK (drains_until IS NOT NULL OR step IN ('issue', 'deliver', 'adopt'))
      ) STRICT;
      CREATE UNIQUE INDEX rotation_under_way ON rotation (channel_id, consumer) WHERE state = 'under-way';
      CREATE INDEX rotation_by_channel ON rotation (channel_id, sequence);
      CREATE UNIQUE INDEX rotation_by_issue ON rotation (issue_id) WHERE issue_id IS NOT NULL;

      CREATE TABLE rotation_old_token (
        rotation_sequence INTEGER NOT NULL REFERENCES rotation (sequence),
        token_sequence INTEGER NOT NULL REFERENCES token (sequence),
        PRIMARY KEY (rotation_sequence, token_sequence)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX rotation_by_old_token ON rotation_old_token (token_sequence);

      CREATE TABLE rotation_step (
        rotation_sequence INTEGER NOT NULL REFERENCES rotation (sequence),
        position INTEGER NOT NULL CHECK (position BETWEEN 0 AND 5),
        step TEXT NOT NULL CHECK (step IN ('issue', 'deliver', 'adopt', 'drain', 'revoke', 'prove')),
        state TEXT NOT NULL CHECK (state IN ('waiting', 'now', 'failed', 'done', 'skipped')),
        at INTEGER,
        door TEXT CHECK (door IN ('desktop', 'cli', 'test')),
        proof TEXT CHECK (proof IN ('stored', 'copied', 'written', 'command', 'person', 'bot-info', 'time', 'answered', 'absent')),
        note TEXT,
        error TEXT CHECK (json_valid(error)),
        PRIMARY KEY (rotation_sequence, position),
        UNIQUE (rotation_sequence, step),
        CHECK ((at IS NULL) = (state IN ('waiting', 'now'))),
        CHECK ((door IS NULL) = (at IS NULL)),
        CHECK ((proof IS NOT NULL) = (state = 'done')),
        CHECK ((error IS NOT NULL) = (state = 'failed')),
        CHECK (state <> 'skipped' OR note IS NOT NULL)
      ) STRICT, WITHOUT ROWID;
    `);
  },
};
