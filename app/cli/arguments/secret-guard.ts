// Sees: every argument, before anything else is done with it.
// Keeps: nothing; a value that looks like a secret is refused and not repeated.
// Why: arguments stand in the shell's history, in the list of processes and in logs of whoever started the command.
import { usageError, type UsageError } from '../usage-error.ts';
import type { Texts } from '../messages/en.ts';

type SafeWay = keyof Pick<Texts['usage'], 'safeSecret' | 'safePassphrase' | 'safeToken' | 'safeKey'>;

/** Flags that somebody may expect, and that must not exist. */
const SECRET_FLAGS: Readonly<Record<string, SafeWay>> = {
  secret: 'safeSecret',
  'channel-secret': 'safeSecret',
  'client-secret': 'safeSecret',
  passphrase: 'safePassphrase',
  password: 'safePassphrase',
  token: 'safeToken',
  'access-token': 'safeToken',
  assertion: 'safeToken',
  jwt: 'safeToken',
  'private-key': 'safeKey',
};

/** What a secret looks like: a JWT or token v2.1, a long-lived token, a PEM or JWK private key. */
const SECRET_SHAPES: readonly (readonly [RegExp, SafeWay])[] = [
  [/(?:^|[^A-Za-z0-9])eyJ[A-Za-z0-9_-]{8,}/, 'safeToken'],
  [/^(?=.*\d)(?=.*[a-z])(?=.*[A-Z])[A-Za-z0-9+][A-Za-z0-9+/]{99,}={0,2}$/, 'safeToken'],
  [/-----BEGIN/, 'safeKey'],
  [/^\s*\{[^]*"(?:kty|privateKey|d|n)"/, 'safeKey'],
];

/** LINE's channel secrets; only where no argument of that shape is expected, because a label might look like one. */
const CHANNEL_SECRET_SHAPE = /^[0-9a-f]{32}$/i;

function refusal(safeWay: SafeWay): UsageError {
  return usageError(null, (texts) => texts.usage.secretFlag(texts.usage[safeWay]));
}

/** The refusal of a flag that would take a secret, such as `--secret` or `--passphrase`. */
export function refuseSecretFlag(name: string): UsageError | undefined {
  const safeWay = SECRET_FLAGS[name];
  return safeWay === undefined ? undefined : refusal(safeWay);
}

/** The refusal of a value that looks like a secret, wherever it stands. */
export function refuseSecretValue(value: string, place: 'argument' | 'flag'): UsageError | undefined {
  const [, safeWay] = SECRET_SHAPES.find(([shape]) => shape.test(value)) ?? [];
  if (safeWay !== undefined) return refusal(safeWay);
  return place === 'argument' && CHANNEL_SECRET_SHAPE.test(value) ? refusal('safeSecret') : undefined;
}
