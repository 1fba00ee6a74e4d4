/** How often the rotations are looked through: a step that failed is not tried more often. */
export const STEPS_EVERY_MS = 10 * 60_000;

export interface AutomaticStepsOptions {
  /** Whether the person wants it, and the vault is open. */
  readonly isWanted: () => boolean;
  /** Takes every step that needs no person. Never rejects. */
  readonly take: () => Promise<unknown>;
  readonly now: () => number;
}

/** Takes the steps of rotations that need no person, for whoever said that it may. */
export interface AutomaticSteps {
  /** To be called once a minute, and when something changed; does something at most once in ten minutes, and never twice at once. */
  look(): Promise<void>;
}

export function createAutomaticSteps({ isWanted, take, now }: AutomaticStepsOptions): AutomaticSteps {
  let takenAt = -Infinity;
  let isTaking = false;
  return {
    async look() {
      const at = now();
      // A clock that was set back must not stop it for as long as it was wrong.
      const isDue = at - takenAt >= STEPS_EVERY_MS || at < takenAt;
      if (!isWanted() || isTaking || !isDue) return;
      isTaking = true;
      takenAt = at;
      try {
        await take();
      } finally {
        isTaking = false;
      }
    },
  };
}
