import type { Migration } from '../migrate.ts';

/** The first ledger: channels, signing keys, issues, tokens with their sealed values, operations, and the log of what was done. */
export const migration0010: Migration = {
  version: 10,
  up(database) {
    database.exec(`
      CREATE TABLE ledger_info (
        only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
        created_at INTEGER NOT NULL,
        opened_at INTEGER NOT NULL
      ) STRICT;

      CREATE TABLE channel (
        channel_id TEXT NOT NULL PRIMARY KEY,
        name TEXT NOT NULL,
        search TEXT NOT NULL,
        platform TEXT NOT NULL,
        platform_kind TEXT NOT NULL CHECK (platform_kind IN ('line', 'practice', 'other')),
        has_secret INTEGER NOT NULL CHECK (has_secret IN (0, 1)),
        created_at INTEGER NOT NULL,
        checked_at INTEGER,
        removed_at INTEGER
      ) STRICT;

      CREATE TABLE signing_key (
        signing_key_id TEXT NOT NULL PRIMARY KEY,
        channel_id TEXT NOT NULL REFERENCES channel (channel_id),
        kid TEXT,
        thumbprint TEXT NOT NULL,
        modulus TEXT NOT NULL,
        exponent TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('generated', 'registered', 'proved', 'retired')),
        origin TEXT NOT NULL CHECK (origin IN ('generated', 'imported')),
        created_at INTEGER NOT NULL,
        registered_at INTEGER,
        proved_at INTEGER,
        retired_at INTEGER,
        removed_at INTEGER,
        CHECK (state NOT IN ('registered', 'proved') OR kid IS NOT NULL),
        CHECK (state <> 'proved' OR proved_at IS NOT NULL)
      ) STRICT;
      CREATE INDEX signing_key_by_channel ON signing_key (channel_id, created_at);
      CREATE UNIQUE INDEX signing_key_by_thumbprint ON signing_key (thumbprint) WHERE removed_at IS NULL;
      CREATE UNIQUE INDEX signing_key_by_kid ON signing_key (kid) WHERE removed_at IS NULL AND kid IS NOT NULL;

      CREATE TABLE issue (
        issue_id TEXT NOT NULL PRIMARY KEY,
        channel_id TEXT NOT NULL REFERENCES channel (channel_id),
        signing_key_id TEXT NOT NULL REFERENCES signing_key (signing_key_id),
        state TEXT NOT NULL CHECK (state IN ('prepared', 'sent', 'done', 'rejected', 'unknown', 'not-issued', 'orphaned')),
        label TEXT NOT NULL,
        consumer TEXT NOT NULL,
        lifetime_seconds INTEGER NOT NULL CHECK (lifetime_seconds > 0),
        prepared_at INTEGER NOT NULL,
        sent_at INTEGER,
        resolved_at INTEGER,
        http_status INTEGER,
        request_id TEXT,
        reason TEXT,
        live_key_ids_before TEXT,
        token_sequence INTEGER REFERENCES token (sequence),
        CHECK (state NOT IN ('sent', 'done', 'unknown', 'orphaned') OR sent_at IS NOT NULL),
        CHECK (state NOT IN ('done', 'orphaned') OR token_sequence IS NOT NULL)
      ) STRICT;
      CREATE INDEX issue_by_time ON issue (prepared_at);
      CREATE INDEX issue_by_channel ON issue (channel_id, prepared_at);
      CREATE INDEX issue_unresolved ON issue (channel_id, prepared_at) WHERE state IN ('prepared', 'sent', 'unknown');

      CREATE TABLE token (
        sequence INTEGER PRIMARY KEY,
        token_id TEXT NOT NULL UNIQUE,
        channel_id TEXT NOT NULL REFERENCES channel (channel_id),
        key_id TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('active', 'draining', 'revoking', 'revoked', 'gone', 'orphan', 'foreign')),
        label TEXT NOT NULL,
        consumer TEXT NOT NULL,
        consumer_key TEXT NOT NULL,
        issued_at INTEGER NOT NULL,
        expires_at INTEGER NOT NULL,
        expiry_known INTEGER NOT NULL CHECK (expiry_known IN (0, 1)),
        checked_at INTEGER,
        proved_at INTEGER,
        revoked_at INTEGER,
        signing_key_id TEXT REFERENCES signing_key (signing_key_id),
        issue_id TEXT REFERENCES issue (issue_id),
        UNIQUE (channel_id, key_id)
      ) STRICT;
      -- One pair of indexes for each order that a page of the list may have: over all channels, and within one.
      CREATE INDEX token_by_expiry ON token (expires_at);
      CREATE INDEX token_by_channel_expiry ON token (channel_id, expires_at);
      CREATE INDEX token_by_issue_time ON token (issued_at);
      CREATE INDEX token_by_channel_issue_time ON token (channel_id, issued_at);
      CREATE INDEX token_by_consumer ON token (consumer_key);
      CREATE INDEX token_by_channel_consumer ON token (channel_id, consumer_key);
      CREATE INDEX token_by_channel ON token (channel_id);
      CREATE INDEX token_by_state ON token (state, expires_at);
      CREATE INDEX token_by_channel_state ON token (channel_id, state, expires_at);
      -- Tokens that have not ended otherwise than by the clock: those that hold slots, and those that expired.
      CREATE INDEX token_open_by_expiry ON token (expires_at) WHERE state NOT IN ('revoked', 'gone');
      CREATE INDEX token_open_by_channel ON token (channel_id, expires_at) WHERE state NOT IN ('revoked', 'gone');

      -- Apart from the rest, so that lists do not drag sealed values through memory.
      CREATE TABLE token_value (
        sequence INTEGER PRIMARY KEY REFERENCES token (sequence),
        sealed_value BLOB NOT NULL,
        value_index BLOB NOT NULL
      ) STRICT;
      CREATE INDEX token_value_by_index ON token_value (value_index);

      -- Apart from the rest, because a search reads every row of it.
      CREATE TABLE token_search (
        sequence INTEGER PRIMARY KEY REFERENCES token (sequence),
        channel_id TEXT NOT NULL,
        text TEXT NOT NULL
      ) STRICT;

      CREATE TABLE operation (
        sequence INTEGER PRIMARY KEY,
        operation_id TEXT NOT NULL UNIQUE,
        kind TEXT NOT NULL CHECK (kind IN ('revoke', 'check')),
        state TEXT NOT NULL CHECK (state IN ('running', 'done', 'some-failed', 'failed', 'cancelled', 'interrupted')),
        total INTEGER NOT NULL,
        finished INTEGER NOT NULL CHECK (finished BETWEEN 0 AND total),
        failed INTEGER NOT NULL CHECK (failed BETWEEN 0 AND finished),
        started_at INTEGER NOT NULL,
        ended_at INTEGER
      ) STRICT;
      CREATE INDEX operation_running ON operation (sequence) WHERE state = 'running';

      CREATE TABLE operation_item (
        operation_sequence INTEGER NOT NULL REFERENCES operation (sequence),
        position INTEGER NOT NULL,
        token_sequence INTEGER NOT NULL REFERENCES token (sequence),
        outcome TEXT CHECK (outcome IN ('revoked', 'already-invalid', 'unproved', 'failed')),
        error TEXT,
        PRIMARY KEY (operation_sequence, position),
        UNIQUE (operation_sequence, token_sequence)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE audit (
        sequence INTEGER PRIMARY KEY,
        at INTEGER NOT NULL,
        kind TEXT NOT NULL,
        door TEXT NOT NULL CHECK (door IN ('desktop', 'cli', 'test')),
        channel_id TEXT,
        subject_id TEXT,
        note TEXT,
        hash BLOB NOT NULL CHECK (length(hash) = 32)
      ) STRICT;
      CREATE INDEX audit_by_channel ON audit (channel_id, sequence);
      -- INSERT OR REPLACE deletes without asking the trigger for deletions.
      CREATE TRIGGER audit_is_never_replaced BEFORE INSERT ON audit WHEN new.sequence <= (SELECT max(sequence) FROM audit)
        BEGIN SELECT raise(ABORT, 'the log of what was done is only ever added to'); END;
      CREATE TRIGGER audit_is_never_updated BEFORE UPDATE ON audit
        BEGIN SELECT raise(ABORT, 'the log of what was done is only ever added to'); END;
      CREATE TRIGGER audit_is_never_deleted BEFORE DELETE ON audit
        BEGIN SELECT raise(ABORT, 'the log of what was done is only ever added to'); END;
    `);
  },
};
