import { isOperationName, type OperationName } from '../shared/contract.ts';
import { parseInput, parseOutput } from '../shared/parse.ts';
import type { FieldProblem, Result } from '../shared/result.ts';
import { newRef, toFailure } from './failure.ts';
import type { Logger } from './log.ts';
import { isVaultError, VaultError } from './vault-error.ts';

/** What runs an operation whose input was parsed already. */
export type Dispatch = (name: OperationName, input: unknown) => Promise<unknown>;

/** The only way into the engine: any name, any input, always an answer. */
export type Router = (name: unknown, input: unknown) => Promise<Result<unknown>>;

/** `invalid-input` with every field that is wrong. The values themselves are not quoted: they may be secrets. */
export function invalidInput(problems: readonly FieldProblem[]): VaultError {
  const text = problems.map(({ path, problem }) => (path === '' ? problem : `${path}: ${problem}`)).join('; ');
  return new VaultError('invalid-input', {
    problems: text,
    fields: problems.map(({ path, problem }) => ({ path, problem })),
  });
}

/**
 * Parses what comes in, dispatches, parses what goes out. Expected failures become answers with their code; anything else that is thrown is
 * a bug, logged once with a reference and answered `internal`. Never throws.
 */
export function createRouter(dispatch: Dispatch, log: Logger): Router {
  return async (name, input) => {
    const ref = newRef();
    try {
      if (!isOperationName(name)) throw invalidInput([{ path: 'operation', problem: 'there is no such operation' }]);
      const parsed = parseInput(name, input);
      if (!parsed.ok) throw invalidInput(parsed.problems);
      return { ok: true, value: parseOutput(name, await dispatch(name, parsed.value)) };
    } catch (error) {
      if (isVaultError(error)) {
        log.info('refused', { operation: isOperationName(name) ? name : 'unknown', code: error.code, ref });
        return { ok: false, error: toFailure(error, ref) };
      }
      log.bug(ref, isOperationName(name) ? name : 'unknown', error);
      return { ok: false, error: toFailure(new VaultError('internal'), ref) };
    }
  };
}
