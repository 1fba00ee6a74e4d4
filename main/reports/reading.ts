import type { OperationName, OutputOf, ParsedInputOf } from '../../shared/contract.ts';
import type { Settings } from '../../shared/settings.ts';
import type { Ledger } from '../ports.ts';

/** What a report is made of: the ledger's plain part, seen at one instant. */
export interface Reading {
  readonly ledger: Ledger;
  /** The instant against which expiry is derived. */
  readonly at: string;
  readonly settings: Settings;
}

/** Answers an operation from the ledger alone, so that it works while the vault is locked. */
export type ReadingHandlers<Name extends OperationName> = {
  readonly [Key in Name]: (reading: Reading, input: ParsedInputOf<Key>) => Promise<OutputOf<Key>>;
};
