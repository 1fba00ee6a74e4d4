import type { OperationName, OutputOf, ParsedInputOf } from '../shared/contract.ts';
import type { Session } from './session.ts';

/** What answers one operation while a vault is open. Throws `VaultError` for an expected failure. */
export type SessionHandler<Name extends OperationName> = (
  session: Session,
  input: ParsedInputOf<Name>,
) => Promise<OutputOf<Name>>;

/** The operations of one area. */
export type SessionHandlers<Name extends OperationName> = { readonly [Key in Name]: SessionHandler<Key> };
