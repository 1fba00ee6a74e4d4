/**
 * The practice channels with their secrets and registered public keys.
 * Secret: channel secrets of practice channels. They are play money: they open nothing but this practice platform, so they are kept in
 * clear, shown on the console page and written to the state file.
 */
import { createHash, randomBytes, randomInt, randomUUID, timingSafeEqual, type KeyObject } from 'node:crypto';
import type { PracticeKnobs } from '../knobs.ts';
import { verifierOf, type PublicJwk, type PublicKeyExamination, type PublicKeyProblem } from './public-key-rules.ts';

/** A registered public key. */
export interface PublicKeyRecord {
  /** The UUID that the console gave it. */
  readonly kid: string;
  readonly jwk: PublicJwk;
  /** RFC 7638, SHA-256, base64url. */
  readonly thumbprint: string;
  readonly registeredAtMs: number;
  readonly verifier: KeyObject;
}

/** One practice channel. */
export interface ChannelRecord {
  readonly channelId: string;
  readonly name: string;
  channelSecret: string;
  readonly createdAtMs: number;
  /** By `kid`, in order of registration. */
  readonly publicKeys: Map<string, PublicKeyRecord>;
}

/** How a registration ends: the `kid`, or what is wrong. */
export type Registration =
  { readonly kid: string } | { readonly rejected: PublicKeyProblem; readonly problems: readonly PublicKeyProblem[] };

type KeyPolicies = Pick<PracticeKnobs, 'maximumKeysPerChannel' | 'duplicatePublicKey'>;

function mintSecret(): string {
  return randomBytes(16).toString('hex');
}

/** True where both texts are the same; takes as long for every pair. */
export function isSameSecret(left: string, right: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(left), digest(right));
}

/** All practice channels. */
export class ChannelRegister {
  readonly #nowMs: () => number;
  readonly #policies: KeyPolicies;
  readonly #changed: () => void;
  readonly #channels = new Map<string, ChannelRecord>();
  readonly #ownerOfKid = new Map<string, ChannelRecord>();

  /** @param changed is called after each change, so that it can be saved. */
  constructor(nowMs: () => number, policies: KeyPolicies, changed: () => void) {
    this.#nowMs = nowMs;
    this.#policies = policies;
    this.#changed = changed;
  }

  /** Adds a channel, or gives undefined where the channel ID is taken. Whatever is not given is made up. */
  add(wanted: {
    readonly channelId?: string;
    readonly name?: string;
    readonly channelSecret?: string;
  }): ChannelRecord | undefined {
    const channelId = wanted.channelId ?? this.#freeChannelId();
    if (this.#channels.has(channelId)) return undefined;
    const channel: ChannelRecord = {
      channelId,
      name: wanted.name ?? `Practice ${channelId}`,
      channelSecret: wanted.channelSecret ?? mintSecret(),
      createdAtMs: this.#nowMs(),
      publicKeys: new Map(),
    };
    this.#channels.set(channelId, channel);
    this.#changed();
    return channel;
  }

  /** The channel with this ID. */
  find(channelId: string): ChannelRecord | undefined {
    return this.#channels.get(channelId);
  }

  /** The channel in which a key is registered, with the key. */
  findKey(kid: string): { readonly channel: ChannelRecord; readonly key: PublicKeyRecord } | undefined {
    const channel = this.#ownerOfKid.get(kid);
    const key = channel?.publicKeys.get(kid);
    return channel === undefined || key === undefined ? undefined : { channel, key };
  }

  /** All channels, in order of their making. */
  all(): readonly ChannelRecord[] {
    return [...this.#channels.values()];
  }

  /** Gives a channel a new secret; the old one is worth nothing from now on. LINE: "Verify webhook signature". */
  reissueSecret(channel: ChannelRecord): string {
    channel.channelSecret = mintSecret();
    this.#changed();
    return channel.channelSecret;
  }

  /** Registers an examined public key and mints its `kid`, a random UUID. */
  register(channel: ChannelRecord, examination: PublicKeyExamination): Registration {
    if (!examination.ok) return { rejected: examination.problems[0], problems: examination.problems };
    const { jwk, thumbprint } = examination;
    const twin = [...channel.publicKeys.values()].find((key) => key.thumbprint === thumbprint);
    if (twin !== undefined && this.#policies.duplicatePublicKey === 'same-kid') return { kid: twin.kid };
    if (twin !== undefined && this.#policies.duplicatePublicKey === 'reject')
      return { rejected: 'duplicate-key', problems: ['duplicate-key'] };
    const most = this.#policies.maximumKeysPerChannel;
    if (most !== null && channel.publicKeys.size >= most)
      return { rejected: 'too-many-keys', problems: ['too-many-keys'] };
    const kid = randomUUID();
    this.#keep(channel, { kid, jwk, thumbprint, registeredAtMs: this.#nowMs(), verifier: verifierOf(jwk) });
    this.#changed();
    return { kid };
  }

  /** Deletes a public key; gives false where the channel has none with this `kid`. */
  deleteKey(channel: ChannelRecord, kid: string): boolean {
    if (!channel.publicKeys.delete(kid)) return false;
    this.#ownerOfKid.delete(kid);
    this.#changed();
    return true;
  }

  /** Takes over saved channels. */
  restore(channels: readonly ChannelRecord[]): void {
    for (const channel of channels) {
      this.#channels.set(channel.channelId, channel);
      for (const key of channel.publicKeys.values()) this.#ownerOfKid.set(key.kid, channel);
    }
  }

  #keep(channel: ChannelRecord, key: PublicKeyRecord): void {
    channel.publicKeys.set(key.kid, key);
    this.#ownerOfKid.set(key.kid, channel);
  }

  #freeChannelId(): string {
    for (;;) {
      const channelId = String(randomInt(2_000_000_000, 3_000_000_000));
      if (!this.#channels.has(channelId)) return channelId;
    }
  }
}
