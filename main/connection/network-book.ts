import type { Clock } from '../ports.ts';
import { instantOf } from '../session.ts';

/** What the system says of its network, as far as a door tells it. One for the life of an engine: it outlasts the sessions. */
export interface NetworkBook {
  /** Null where nobody has told. */
  readonly there: boolean | null;
  /** When it was told so first; null where nobody has told. */
  readonly since: string | null;
  /** `anew`: it may be another network than before, however alike they look, as after a sleep. */
  told(online: boolean, anew?: boolean): void;
  /** Calls `listener` after each change, and where something is told anew, until the returned function is called. */
  onChange(listener: () => void): () => void;
}

/** A book in which nothing stands yet. */
export function createNetworkBook(clock: Clock): NetworkBook {
  const listeners = new Set<() => void>();
  let there: boolean | null = null;
  let since: string | null = null;
  return {
    get there() {
      return there;
    },
    get since() {
      return since;
    },
    told(online, anew = false) {
      if (online === there && !anew) return;
      if (online !== there) since = instantOf(clock.now());
      there = online;
      for (const listener of listeners) listener();
    },
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
