import { randomBytes } from 'node:crypto';
import { errorText } from '../shared/messages/error-text.ts';
import type { Failure } from '../shared/result.ts';
import type { VaultError } from './vault-error.ts';

/** A reference that ties an answer to the log: eight hexadecimal digits. */
export function newRef(): string {
  return randomBytes(4).toString('hex');
}

/** An expected failure as it crosses a door, in English; doors that speak other languages translate from code and details. */
export function toFailure(error: VaultError, ref: string = newRef()): Failure {
  const failure = {
    code: error.code,
    ref,
    ...(Object.keys(error.details).length > 0 ? { details: error.details } : {}),
  };
  const { what, remedy } = errorText(failure, 'en');
  return {
    code: error.code,
    message: `${what} ${remedy}`,
    ...(failure.details ? { details: failure.details } : {}),
    ref,
  };
}
