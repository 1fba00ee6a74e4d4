/**
 * A failure of set-up that the person can act on: printed as it is, without a stack.
 *
 * `message` says what could not be had, `why` what stood in the way, `remedy` what to do about it.
 */
export class SetUpError extends Error {
  /** @param {{ message: string, why: string, remedy: string }} parts */
  constructor({ message, why, remedy }) {
    super(message);
    this.name = 'SetUpError';
    this.why = why;
    this.remedy = remedy;
  }

  /** The three sentences as a person reads them. */
  toText() {
    return `${this.message}\n  Why: ${this.why.trim().replaceAll('\n', '\n       ')}\n  What to do: ${this.remedy.trim().replaceAll('\n', '\n              ')}`;
  }
}

/** Prints any error for a person: ours in three sentences, a bug with its stack. */
export function reportError(error) {
  console.error(error instanceof SetUpError ? `\n✗ ${error.toText()}` : error);
}
