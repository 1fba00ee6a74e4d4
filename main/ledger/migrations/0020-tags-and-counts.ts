import type { Migration } from '../migrate.ts';

/** Channels get tags and can be pinned, the log is found by its subject, and tokens are counted while they are written. */
export const migration0020: Migration = {
  version: 20,
  up(database) {
    database.exec(`
      ALTER TABLE channel ADD COLUMN tags TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(tags) AND json_type(tags) = 'array');
      ALTER TABLE channel ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0 CHECK (pinned IN (0, 1));

      CREATE INDEX audit_by_subject ON audit (subject_id, sequence) WHERE subject_id IS NOT NULL;

      -- How many tokens a channel has of each state: counting a million of them whenever something changed would take too long.
      CREATE TABLE token_count (
        channel_id TEXT NOT NULL REFERENCES channel (channel_id),
        state TEXT NOT NULL CHECK (state IN ('active', 'draining', 'revoking', 'revoked', 'gone', 'orphan', 'foreign')),
        found INTEGER NOT NULL CHECK (found >= 0),
        PRIMARY KEY (channel_id, state)
      ) STRICT, WITHOUT ROWID;
      INSERT INTO token_count (channel_id, state, found) SELECT channel_id, state, count(*) FROM token GROUP BY channel_id, state;
      CREATE TRIGGER token_is_counted AFTER INSERT ON token BEGIN
        INSERT INTO token_count (channel_id, state, found) VALUES (new.channel_id, new.state, 1)
          ON CONFLICT (channel_id, state) DO UPDATE SET found = found + 1;
      END;
      CREATE TRIGGER token_is_counted_anew AFTER UPDATE OF channel_id, state ON token
        WHEN new.channel_id <> old.channel_id OR new.state <> old.state
      BEGIN
        UPDATE token_count SET found = found - 1 WHERE channel_id = old.channel_id AND state = old.state;
        INSERT INTO token_count (channel_id, state, found) VALUES (new.channel_id, new.state, 1)
          ON CONFLICT (channel_id, state) DO UPDATE SET found = found + 1;
      END;
      CREATE TRIGGER token_is_counted_no_more AFTER DELETE ON token BEGIN
        UPDATE token_count SET found = found - 1 WHERE channel_id = old.channel_id AND state = old.state;
      END;
    `);
  },
};
