/**
 * The practice platform's memory as one JSON text, there and back.
 * Secret: channel secrets of practice channels stand in it in clear. They are play money. Token values do not: only their SHA-256 digests.
 */
import { isChannelId, isChannelSecret, isRecord, isWhole, parseJson } from '../parsing.ts';
import type { TokenKind } from '../practice-rules.ts';
import type { ChannelRecord, PublicKeyRecord } from './channels.ts';
import { examinePublicKey, verifierOf } from './public-key-rules.ts';
import type { TokenRecord } from './tokens.ts';

const FORMAT = 'kagibako-practice';
const VERSION = 1;

/** What outlives a restart. Knobs and faults do not: a rehearsal starts with a LINE that works. */
export interface SavedState {
  /** The port it listened on: channels are known by the platform's URL, so it has to stay the same. */
  readonly port: number;
  readonly clockOffsetSeconds: number;
  readonly channels: readonly ChannelRecord[];
  readonly tokens: readonly TokenRecord[];
}

/** How reading a saved state ends. */
export type SavedStateReading =
  { readonly ok: true; readonly state: SavedState } | { readonly ok: false; readonly why: 'damaged' | 'newer' };

/** The state as JSON text. */
export function writeState(state: SavedState): string {
  return JSON.stringify({
    format: FORMAT,
    version: VERSION,
    port: state.port,
    clockOffsetSeconds: state.clockOffsetSeconds,
    channels: state.channels.map((channel) => ({
      channelId: channel.channelId,
      name: channel.name,
      channelSecret: channel.channelSecret,
      createdAtMs: channel.createdAtMs,
      publicKeys: [...channel.publicKeys.values()].map(({ kid, jwk, registeredAtMs }) => ({
        kid,
        jwk,
        registeredAtMs,
      })),
    })),
    tokens: state.tokens,
  });
}

const isText = (value: unknown): value is string => typeof value === 'string';
const isMoment = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
const isTextOrNull = (value: unknown): value is string | null => value === null || isText(value);
const isMomentOrNull = (value: unknown): value is number | null => value === null || isMoment(value);
const isTokenKind = (value: unknown): value is TokenKind =>
  value === 'v2.1' || value === 'stateless' || value === 'short-lived' || value === 'long-lived';

/** Reads every item of a list, or gives undefined where one of them cannot be read. */
function readAll<Item>(value: unknown, read: (item: unknown) => Item | undefined): Item[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const items = value.map(read).filter((item) => item !== undefined);
  return items.length === value.length ? items : undefined;
}

function readKey(value: unknown): PublicKeyRecord | undefined {
  if (!isRecord(value) || !isRecord(value['jwk'])) return undefined;
  const { kid, registeredAtMs } = value;
  const examination = examinePublicKey(
    { ...value['jwk'], use: 'sig' },
    { privateJwkMembers: 'drop', useAndKeyOpsTogether: 'accept' },
  );
  if (!examination.ok || !isText(kid) || !isMoment(registeredAtMs)) return undefined;
  const { jwk, thumbprint } = examination;
  return { kid, jwk, thumbprint, registeredAtMs, verifier: verifierOf(jwk) };
}

function readChannel(value: unknown): ChannelRecord | undefined {
  if (!isRecord(value)) return undefined;
  const { channelId, name, channelSecret, createdAtMs } = value;
  const keys = readAll(value['publicKeys'], readKey);
  if (!isChannelId(channelId) || !isText(name) || !isChannelSecret(channelSecret)) return undefined;
  if (!isMoment(createdAtMs) || keys === undefined) return undefined;
  return { channelId, name, channelSecret, createdAtMs, publicKeys: new Map(keys.map((key) => [key.kid, key])) };
}

function readToken(value: unknown): TokenRecord | undefined {
  if (!isRecord(value)) return undefined;
  const { kind, channelId, keyId, digest, signingKid, issuedAtMs, expiresAtMs, revokedAtMs } = value;
  if (!isTokenKind(kind) || !isText(channelId) || !isTextOrNull(keyId) || !isText(digest)) return undefined;
  if (
    !isTextOrNull(signingKid) ||
    !isMoment(issuedAtMs) ||
    !isMomentOrNull(expiresAtMs) ||
    !isMomentOrNull(revokedAtMs)
  )
    return undefined;
  return { kind, channelId, keyId, digest, signingKid, issuedAtMs, expiresAtMs, revokedAtMs };
}

/** Reads what {@link writeState} wrote. */
export function readState(text: string): SavedStateReading {
  const value = parseJson(text);
  if (!isRecord(value) || value['format'] !== FORMAT || !isWhole(value['version'], 1))
    return { ok: false, why: 'damaged' };
  if (value['version'] > VERSION) return { ok: false, why: 'newer' };
  const { port, clockOffsetSeconds } = value;
  const channels = readAll(value['channels'], readChannel);
  const tokens = readAll(value['tokens'], readToken);
  if (!isWhole(port, 1, 65_535) || !isMoment(clockOffsetSeconds) || channels === undefined || tokens === undefined)
    return { ok: false, why: 'damaged' };
  return { ok: true, state: { port, clockOffsetSeconds, channels, tokens } };
}
