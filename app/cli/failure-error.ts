import { toFailure } from '../../main/failure.ts';
import { VaultError, type ErrorDetails } from '../../main/vault-error.ts';
import type { ErrorCode } from '../../shared/errors.ts';
import type { Failure } from '../../shared/result.ts';

/** A failure on its way from wherever it was met to the one place that reports it. */
export class FailureError extends Error {
  override readonly name = 'FailureError';
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.code);
    this.failure = failure;
  }
}

/** A failure that the command line itself found, in the shape of the engine's. */
export function failureError(code: ErrorCode, details: ErrorDetails = {}): FailureError {
  return new FailureError(toFailure(new VaultError(code, details)));
}

/** The person pressed Ctrl-C where there was nothing to finish: leave without a word. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
}
