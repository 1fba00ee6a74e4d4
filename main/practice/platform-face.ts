/** The face of a running practice platform: what a program that holds one can do with it. */
import type { PracticeClock } from './clock.ts';
import type { FaultKind, PracticeFault } from './faults/fault.ts';
import type { PracticeRequest } from './http/request-log.ts';
import type { PracticeKnobs } from './knobs.ts';
import type { Registration } from './register/channels.ts';

/** A practice channel as it was at the moment of asking. */
export interface PracticeChannel {
  /** Ten digits. */
  readonly channelId: string;
  readonly name: string;
  /** 32 hexadecimal digits. Play money: it opens nothing but this platform. */
  readonly channelSecret: string;
}

/** A registered public key. */
export interface PracticePublicKey {
  readonly kid: string;
  /** RFC 7638, SHA-256, base64url: to recognise a key without showing it. */
  readonly thumbprint: string;
  /** ISO instant on the practice clock. */
  readonly registeredAt: string;
}

/** A live v2.1 token, as only the platform itself knows it: LINE shows nobody such a list. */
export interface PracticeLiveToken {
  readonly keyId: string;
  /** The `kid` that asked for it; null for a token of "another tool". */
  readonly signingKid: string | null;
  /** ISO instants on the practice clock. */
  readonly issuedAt: string;
  readonly expiresAt: string;
}

/** A LINE on loopback. Methods that name a channel throw a `PracticeError` (`unknown-channel`) where there is none. */
export interface PracticePlatform {
  /** What a channel's platform is set to, without a final slash. Paths are those of api.line.me. */
  readonly url: string;
  /** The page for people. */
  readonly consoleUrl: string;
  readonly port: number;

  /** All practice channels, in order of their making. */
  channels(): readonly PracticeChannel[];
  /** Adds a channel; whatever is not given is made up. Throws `channel-exists` and the `…-malformed` codes. */
  addChannel(options?: {
    readonly channelId?: string;
    readonly name?: string;
    readonly channelSecret?: string;
  }): PracticeChannel;
  /** Gives the channel a new secret, and returns it. The old one stops working at once. */
  reissueChannelSecret(channelId: string): string;

  /** The registered public keys, in order of registration. */
  publicKeys(channelId: string): readonly PracticePublicKey[];
  /** Registers a public key by the rules of LINE's console: a parsed JWK, or the text as a person would paste it. */
  registerPublicKey(channelId: string, publicJwk: unknown): Registration;
  /** Deletes a public key. Nothing happens where there is none with this `kid`. */
  deletePublicKey(channelId: string, kid: string): void;

  /** Issues a v2.1 token as if another tool had done it. Throws `token-limit` and `lifetime-malformed`. Default: 30 days. */
  issueForeignToken(
    channelId: string,
    lifetimeSeconds?: number,
  ): { readonly accessToken: string; readonly keyId: string };
  /** Revokes a live v2.1 token as if another tool had done it; false where there is none with this key ID. */
  revokeAsAnotherTool(channelId: string, keyId: string): boolean;
  /** Issues the channel's long-lived token, which ends its predecessor after `keepOldHours` (0 to 24, default 0). Throws `lifetime-malformed`. */
  issueLongLivedToken(channelId: string, keepOldHours?: number): { readonly accessToken: string };
  /** The v2.1 tokens that work now, in order of issue, whatever the lags of the public list. */
  liveTokens(channelId: string): readonly PracticeLiveToken[];
  /** Their key IDs. */
  liveKeyIds(channelId: string): string[];

  /** Settings; see `knobs.ts`. Assign to turn one. */
  readonly knobs: PracticeKnobs;
  /** Scripts a fault for requests to come; see `faults/fault.ts`. */
  failNext(fault: PracticeFault): void;
  /** The faults that are still to come. */
  pendingFaults(): readonly PracticeFault[];
  /** Forgets them: all, or those of one channel. */
  clearFaults(channelId?: string): void;
  /** The platform's clock, in seconds ahead of the machine's. */
  readonly clock: PracticeClock;

  /** The latest requests to the LINE side, the oldest first. */
  readonly requests: readonly PracticeRequest[];
  /** Empties {@link requests}. */
  clearRequests(): void;

  /** Resolves when everything done so far is in the state file (at once where there is none). */
  saved(): Promise<void>;
  /** Stops listening, breaks open connections, saves. */
  close(): Promise<void>;
}

export type { FaultKind, PracticeClock, PracticeFault, PracticeKnobs, PracticeRequest, Registration };
