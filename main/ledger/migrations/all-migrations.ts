import type { Migration } from '../migrate.ts';
import { migration0010 } from './0010-first-ledger.ts';
import { migration0020 } from './0020-tags-and-counts.ts';
import { migration0030 } from './0030-operations.ts';
import { migration0040 } from './0040-rotations.ts';
import { migration0050 } from './0050-containments.ts';

/** Every migration, oldest first. A released one is never changed: a further one is added, ten numbers on. */
export const ALL_MIGRATIONS: readonly Migration[] = [
  migration0010,
  migration0020,
  migration0030,
  migration0040,
  migration0050,
];
