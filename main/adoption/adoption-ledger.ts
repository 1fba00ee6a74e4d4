import type { Token } from '../../shared/domain.ts';
import type { By } from '../ports.ts';
import type { PairableKeyId } from './pair-key-id.ts';

/** A token that was issued elsewhere, ready for the ledger: the value is sealed already. */
export interface AdoptedToken {
  readonly channelId: string;
  readonly keyId: string;
  /** Of the row that a check made for the key ID; what the sealed value is tied to. */
  readonly tokenId: string;
  readonly sealedValue: Buffer;
  /** HMAC-SHA-256 of the value under the index key. */
  readonly valueIndex: Buffer;
  readonly label: string;
  readonly consumer: string;
  /** The earliest moment at which it can end, which is what the vault believes. */
  readonly expiresAt: string;
  /** Between which moments it ends, with room for clocks: what tells whether it is the one that an issue of ours asked for. */
  readonly endsFrom: string;
  readonly endsTo: string;
}

/** The part of the ledger that takes in tokens which were issued elsewhere. */
export interface AdoptionLedger {
  /** Of listed and reconciled key IDs, those without a value. */
  pairableKeyIds(channelId: string, keyIds: readonly string[]): Promise<readonly PairableKeyId[]>;
  /**
   * An orphan or foreign key ID becomes an active token with its value. Where an unknown issue was taken for its origin and asked for a token that
   * ends when this one does, the issue is done; where it asked for another one, it is as unknown as it was before, and the next check settles it.
   */
  adoptToken(
    token: AdoptedToken,
    by: By,
  ): Promise<
    | { readonly outcome: 'adopted'; readonly token: Token }
    | { readonly outcome: 'known'; readonly tokenId: string }
    | { readonly outcome: 'not-live' }
  >;
}
