import type { ErrorCode } from './errors.ts';

/** Which input was wrong and how to mend it. `path` is dotted, e.g. `channelId` or `tokenIds.3`. */
export interface FieldProblem {
  readonly path: string;
  readonly problem: string;
}

/** A value that JSON can carry unchanged: what `details` of a failure may hold. Never a secret. */
export type JsonValue =
  null | boolean | number | string | readonly JsonValue[] | { readonly [name: string]: JsonValue };

/**
 * An expected failure, as data. `message` is plain English for a person, `details` is what a program may branch on,
 * `ref` ties it to the log. No stack, path of a source file or SQL is ever in it.
 */
export interface Failure {
  readonly code: ErrorCode;
  readonly message: string;
  readonly details?: { readonly [name: string]: JsonValue };
  readonly ref: string;
}

/** The total answer of every operation. */
export type Result<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly error: Failure };
