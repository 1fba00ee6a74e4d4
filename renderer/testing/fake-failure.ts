import type { InputOf, OperationName, OutputOf } from '../../shared/contract.ts';
import type { Failure } from '../../shared/result.ts';

/** What answers each operation. */
export type Handlers = { [Name in OperationName]: (input: InputOf<Name>) => OutputOf<Name> | Promise<OutputOf<Name>> };

/** What a handler throws to end in a failure. */
export class FakeFailure extends Error {
  readonly failure: Failure;
  constructor(code: Failure['code'], details?: Failure['details']) {
    super(code);
    this.failure = { code, message: code, ref: 'fake0001', ...(details ? { details } : {}) };
  }
}
