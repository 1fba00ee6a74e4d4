import { ERRORS, EXIT, type ExitCode } from '../../../shared/errors.ts';
import type { Failure } from '../../../shared/result.ts';

/** What one of many items ended in: well, or with a failure that may be named. */
export type ItemEnd = 'done' | { readonly error: Failure | undefined };

/**
 * One exit code for many items: 0 where all ended well, 3 where some did. Where none did, the code that all their failures agree on
 * (5, say, for an unreachable platform), else 1.
 */
export function exitOfItems(ends: readonly ItemEnd[]): ExitCode {
  const failures = ends.filter((end) => end !== 'done');
  if (failures.length === 0) return EXIT.done;
  if (failures.length < ends.length) return EXIT.someFailed;
  const codes = new Set(failures.map(({ error }) => (error ? ERRORS[error.code].exit : EXIT.failed)));
  const [code = EXIT.failed] = codes;
  return codes.size === 1 ? code : EXIT.failed;
}
