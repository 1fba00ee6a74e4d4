import type { ErrorCode } from '../shared/errors.ts';
import type { JsonValue } from '../shared/result.ts';

/** Details of an expected failure: what a program may branch on and what fills the placeholders of its message. Never a secret. */
export type ErrorDetails = { readonly [name: string]: JsonValue };

/**
 * An expected failure on its way to the router, which turns it into an answer.
 * Anything else that is thrown is a bug: logged with a reference, answered `internal`.
 */
export class VaultError extends Error {
  override readonly name = 'VaultError';
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, details: ErrorDetails = {}, options?: { readonly cause?: unknown }) {
    super(code, options);
    this.code = code;
    this.details = details;
  }
}

/** Whether `error` is an expected failure, and one of `codes` where any are named. */
export function isVaultError(error: unknown, ...codes: readonly ErrorCode[]): error is VaultError {
  return error instanceof VaultError && (codes.length === 0 || codes.includes(error.code));
}
