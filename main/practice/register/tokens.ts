/**
 * Every channel access token that the practice platform has issued: by digest, never by value.
 */
import type { PracticeKnobs } from '../knobs.ts';
import { ENDED_TOKEN_MEMORY_SECONDS, SLOT_POLICIES, type TokenKind } from '../practice-rules.ts';
import { digestOf, mintKeyId, mintTokenValue } from './token-values.ts';

/** One token. Times are milliseconds since 1970 on the practice clock. */
export interface TokenRecord {
  readonly kind: TokenKind;
  readonly channelId: string;
  /** LINE's `key_id`; null for the types that have none. */
  readonly keyId: string | null;
  readonly digest: string;
  /** The `kid` that asked for it; null where a channel secret or "another tool" did. */
  readonly signingKid: string | null;
  readonly issuedAtMs: number;
  /** Null for a token that never expires. May be brought forward, never back. */
  expiresAtMs: number | null;
  revokedAtMs: number | null;
}

/** What is asked for when issuing. */
export interface TokenOrder {
  readonly kind: TokenKind;
  readonly channelId: string;
  /** Null for a token that never expires. */
  readonly lifetimeSeconds: number | null;
  readonly signingKid: string | null;
}

/** A fresh token: the only moment at which its value exists here. */
export interface IssuedToken {
  readonly value: string;
  readonly record: TokenRecord;
}

/** Where a token stands. `revoked` holds from the end of the revocation lag on. */
export type TokenStanding = 'live' | 'expired' | 'revoked';

const ISSUES_BETWEEN_CLEARINGS = 500;

type Lags = Pick<
  PracticeKnobs,
  'revocationLagSeconds' | 'keyIdListIssueLagSeconds' | 'keyIdListRevokeLagSeconds' | 'keyIdListScope'
>;

/** The tokens of all channels. */
export class TokenRegister {
  readonly #nowMs: () => number;
  readonly #lags: Lags;
  readonly #changed: () => void;
  readonly #byDigest = new Map<string, TokenRecord>();
  readonly #byChannel = new Map<string, TokenRecord[]>();
  #issuesUntilClearing = ISSUES_BETWEEN_CLEARINGS;

  /** @param changed is called after each change, so that it can be saved. */
  constructor(nowMs: () => number, lags: Lags, changed: () => void) {
    this.#nowMs = nowMs;
    this.#lags = lags;
    this.#changed = changed;
  }

  /** Issues a token, or gives undefined where the channel's slots are taken and nothing may be ended for it. */
  issue(order: TokenOrder): IssuedToken | undefined {
    const { limit, whenFull } = SLOT_POLICIES[order.kind];
    if (limit !== undefined) {
      const holders = this.live(order.channelId, order.kind);
      if (whenFull === 'refuse' && holders.length >= limit) return undefined;
      const unended = holders.filter((token) => token.revokedAtMs === null);
      for (const token of unended.slice(0, Math.max(0, unended.length - limit + 1))) this.revoke(token);
    }
    return this.#make(order);
  }

  /** Issues a long-lived token; its predecessors end in so many hours. LINE: "Channel access token" (at most 24 hours). */
  replaceLongLived(channelId: string, keepOldHours: number): IssuedToken {
    const endMs = this.#nowMs() + keepOldHours * 3_600_000;
    for (const token of this.live(channelId, 'long-lived')) {
      if (keepOldHours === 0) this.revoke(token);
      else token.expiresAtMs = Math.min(token.expiresAtMs ?? endMs, endMs);
    }
    return this.#make({ kind: 'long-lived', channelId, lifetimeSeconds: null, signingKid: null });
  }

  /** The token with this value, in whatever standing. */
  find(tokenValue: string): TokenRecord | undefined {
    return this.#byDigest.get(digestOf(tokenValue));
  }

  /** Where a token stands at this moment. */
  standingOf(token: TokenRecord): TokenStanding {
    const nowMs = this.#nowMs();
    if (token.expiresAtMs !== null && token.expiresAtMs <= nowMs) return 'expired';
    if (token.revokedAtMs !== null && token.revokedAtMs + this.#lags.revocationLagSeconds * 1_000 <= nowMs)
      return 'revoked';
    return 'live';
  }

  /** Whole seconds until a token expires, rounded up; undefined for one that never does. */
  secondsLeft(token: TokenRecord): number | undefined {
    return token.expiresAtMs === null ? undefined : Math.ceil((token.expiresAtMs - this.#nowMs()) / 1_000);
  }

  /** Revokes a token. Doing it again changes nothing. */
  revoke(token: TokenRecord): void {
    if (token.revokedAtMs !== null) return;
    token.revokedAtMs = this.#nowMs();
    this.#changed();
  }

  /** The tokens of one type of a channel that work now, the oldest first. */
  live(channelId: string, kind: TokenKind): readonly TokenRecord[] {
    return this.#of(channelId, kind).filter((token) => this.standingOf(token) === 'live');
  }

  /**
   * The key IDs that LINE's list holds: live v2.1 tokens of the channel, in order of issue, with the list's own lags.
   * @param askingKid the signing key that asks; matters only with the knob `keyIdListScope: 'signing-key'`.
   */
  listedKeyIds(channelId: string, askingKid?: string): string[] {
    const nowMs = this.#nowMs();
    return this.#of(channelId, 'v2.1')
      .filter((token) => token.expiresAtMs === null || token.expiresAtMs > nowMs)
      .filter((token) => token.issuedAtMs + this.#lags.keyIdListIssueLagSeconds * 1_000 <= nowMs)
      .filter(
        (token) =>
          token.revokedAtMs === null || token.revokedAtMs + this.#lags.keyIdListRevokeLagSeconds * 1_000 > nowMs,
      )
      .filter(
        (token) => this.#lags.keyIdListScope === 'channel' || askingKid === undefined || token.signingKid === askingKid,
      )
      .flatMap((token) => token.keyId ?? []);
  }

  /** Revokes every live token of a channel that `which` picks. */
  revokeWhere(channelId: string, which: (token: TokenRecord) => boolean): void {
    for (const token of this.#byChannel.get(channelId) ?? []) if (which(token)) this.revoke(token);
  }

  /** All tokens that are still remembered, for saving. */
  all(): readonly TokenRecord[] {
    return [...this.#byDigest.values()];
  }

  /** Takes over saved tokens. */
  restore(tokens: readonly TokenRecord[]): void {
    for (const token of tokens) this.#add(token);
  }

  #make(order: TokenOrder): IssuedToken {
    const issuedAtMs = this.#nowMs();
    const value = mintTokenValue(order.kind);
    const record: TokenRecord = {
      kind: order.kind,
      channelId: order.channelId,
      keyId: order.kind === 'v2.1' ? mintKeyId() : null,
      digest: digestOf(value),
      signingKid: order.signingKid,
      issuedAtMs,
      expiresAtMs: order.lifetimeSeconds === null ? null : issuedAtMs + order.lifetimeSeconds * 1_000,
      revokedAtMs: null,
    };
    this.#add(record);
    this.#issuesUntilClearing -= 1;
    if (this.#issuesUntilClearing === 0) this.#forgetLongEnded();
    this.#changed();
    return { value, record };
  }

  #of(channelId: string, kind: TokenKind): TokenRecord[] {
    return (this.#byChannel.get(channelId) ?? []).filter((token) => token.kind === kind);
  }

  #add(token: TokenRecord): void {
    this.#byDigest.set(token.digest, token);
    const ofChannel = this.#byChannel.get(token.channelId);
    if (ofChannel === undefined) this.#byChannel.set(token.channelId, [token]);
    else ofChannel.push(token);
  }

  /** Tokens that ended long ago are as unknown as ones that never were. */
  #forgetLongEnded(): void {
    this.#issuesUntilClearing = ISSUES_BETWEEN_CLEARINGS;
    const endedBeforeMs = this.#nowMs() - ENDED_TOKEN_MEMORY_SECONDS * 1_000;
    const isKept = (token: TokenRecord): boolean =>
      Math.min(token.expiresAtMs ?? Infinity, token.revokedAtMs ?? Infinity) > endedBeforeMs;
    for (const [channelId, tokens] of this.#byChannel) this.#byChannel.set(channelId, tokens.filter(isKept));
    for (const token of this.#byDigest.values()) if (!isKept(token)) this.#byDigest.delete(token.digest);
  }
}
