import * as v from 'valibot';
import type { ErrorCode } from '../errors.ts';
import { HANDOVER_FORMATS } from '../reports.ts';

/** What the entries of the contract are made of. */

type Schema = v.GenericSchema<unknown, unknown>;

export interface OperationContract<Input extends Schema = Schema, Output extends Schema = Schema> {
  readonly summary: string;
  readonly input: Input;
  readonly output: Output;
  /** Codes it may end in, besides those that every operation may (`COMMON_ERRORS`). */
  readonly errors: readonly ErrorCode[];
  /** True where the output may hold a secret. A reviewed list that a test pins. */
  readonly secret: boolean;
}

/** Codes in which every operation may end. */
export const COMMON_ERRORS = ['invalid-input', 'internal', 'forbidden-sender'] as const satisfies readonly ErrorCode[];

export const openVault = [
  'vault-missing',
  'vault-locked',
  'vault-full',
  'vault-read-only',
  'vault-damaged',
  'vault-in-use',
] as const satisfies readonly ErrorCode[];
export const secretStore = [
  'keychain-no-session',
  'keychain-locked',
  'keychain-entry-missing',
  'keychain-entry-damaged',
  'keychain-failed',
  'sealed-file-damaged',
] as const satisfies readonly ErrorCode[];
export const opening = [
  ...openVault,
  ...secretStore,
  'vault-newer',
  'passphrase-missing',
  'passphrase-wrong',
] as const satisfies readonly ErrorCode[];
export const platform = [
  'platform-unreachable',
  'platform-timeout',
  'platform-busy',
  'platform-failed',
  'platform-unreadable',
  'platform-refused',
] as const satisfies readonly ErrorCode[];
export const asserting = [
  ...secretStore,
  'no-signing-key',
  'key-retired',
  'key-not-registered',
] as const satisfies readonly ErrorCode[];
export const proving = [
  ...asserting,
  ...platform,
  'kid-not-found',
  'kid-of-other-channel',
  'clock-wrong',
  'assertion-refused',
] as const satisfies readonly ErrorCode[];
export const issuing = [
  ...proving,
  'not-found',
  'slots-full',
  'issue-refused',
  'issue-unknown',
  'issue-orphaned',
  'issue-unresolved',
] as const satisfies readonly ErrorCode[];
export const readingKey = [
  'key-too-large',
  'key-unreadable',
  'key-not-rsa',
  'key-size',
  'key-algorithm',
  'key-public-only',
  'key-mismatched',
  'key-encrypted',
  'key-passphrase-wrong',
] as const satisfies readonly ErrorCode[];
export const readingToken = [...secretStore, 'not-found', 'token-value-lost'] as const satisfies readonly ErrorCode[];

export const nothing = v.strictObject({});
export const done = v.object({ done: v.literal(true) });

export function operation<const Input extends Schema, const Output extends Schema>(
  contract: OperationContract<Input, Output>,
): OperationContract<Input, Output> {
  return contract;
}

/** Private keys are 1.7 kB; the engine refuses over 64 kB with a reason of its own, so the schema's limit is wider. */
export const KeyMaterial = v.pipe(
  v.string('the key must be text'),
  v.maxLength(2_000_000, 'this is far too long to be a key'),
);

export const handoverFormat = v.picklist(HANDOVER_FORMATS, `the format is one of ${HANDOVER_FORMATS.join(', ')}`);
