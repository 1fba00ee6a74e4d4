/** Where the system says whether there is a network. Electron's main process is not told of changes, so that it has to look. */
export interface NetworkWatchParts {
  /** True promises nothing but that the system has a network. */
  readonly isOnline: () => boolean;
  /** Calls back when the machine wakes up. */
  readonly onResume: (listener: () => void) => void;
  /** Calls back again and again, so many milliseconds apart, until the returned function is called. */
  readonly every: (milliseconds: number, run: () => void) => () => void;
  /** `anew`: the machine slept, and may be in another place now. */
  readonly tell: (online: boolean, anew: boolean) => void;
}

/** Looking costs nothing and asks nobody; more often would only keep the machine awake. */
const LOOK_EVERY_MS = 60_000;

/** Looks at once, once a minute and after each sleep, and tells what it sees. Returns what stops it. */
export function watchNetwork({ isOnline, onResume, every, tell }: NetworkWatchParts): () => void {
  let stopped = false;
  const look = (anew: boolean) => {
    if (!stopped) tell(isOnline(), anew);
  };
  onResume(() => look(true));
  const rest = every(LOOK_EVERY_MS, () => look(false));
  look(false);
  return () => {
    stopped = true;
    rest();
  };
}
