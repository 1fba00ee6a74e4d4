/**
 * Every way in which an operation may end badly, as a closed list.
 *
 * For each code: can a plain repeat help (`retry`), and what a command line should exit with (`exit`).
 * What it means and what the person can do stands in `messages/*.ts`, once per language, and the compiler demands an entry for each code.
 */

/** Exit codes of the command line. */
export const EXIT = {
  done: 0,
  failed: 1,
  usage: 2,
  someFailed: 3,
  locked: 4,
  unreachable: 5,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

interface ErrorTraits {
  /** True where the same call may succeed later without the person changing anything. */
  readonly retry: boolean;
  readonly exit: ExitCode;
}

const failed = { retry: false, exit: EXIT.failed } as const;
const failedForNow = { retry: true, exit: EXIT.failed } as const;
const usage = { retry: false, exit: EXIT.usage } as const;
const locked = { retry: false, exit: EXIT.locked } as const;
const unreachable = { retry: true, exit: EXIT.unreachable } as const;

export const ERRORS = {
  // Asking
  'invalid-input': usage,
  'not-found': failed,
  'not-supported-here': failed,
  'forbidden-sender': failed,
  cancelled: failed,
  internal: failed,

  // The vault and its files
  'vault-missing': failed,
  'vault-exists': failed,
  'vault-damaged': failed,
  'vault-newer': failed,
  'vault-read-only': failed,
  'vault-full': failedForNow,
  'vault-in-use': failedForNow,
  'vault-locked': locked,
  'passphrase-missing': locked,
  'passphrase-wrong': locked,
  'passphrase-weak': usage,
  'sealed-file-damaged': failed,

  // The OS keychain
  'keychain-no-session': locked,
  'keychain-locked': locked,
  'keychain-entry-missing': failed,
  'keychain-entry-damaged': failed,
  'keychain-failed': failedForNow,

  // Channels
  'channel-exists': failed,
  'channel-in-use': failed,
  'platform-not-allowed': usage,
  'proxy-not-allowed': usage,
  'channel-secret-missing': failed,
  'channel-secret-wrong': failed,

  // Signing keys
  'key-too-large': usage,
  'key-unreadable': usage,
  'key-not-rsa': usage,
  'key-size': usage,
  'key-algorithm': usage,
  'key-public-only': usage,
  'key-mismatched': usage,
  'file-unreadable': failed,
  'file-unwritable': failed,
  'key-encrypted': locked,
  'key-passphrase-wrong': locked,
  'key-exists': failed,
  'key-retired': failed,
  'key-not-registered': failed,
  'kid-malformed': usage,
  'kid-in-use': failed,
  'no-signing-key': failed,

  // What the platform says of key and channel
  'kid-not-found': failed,
  'kid-of-other-channel': failed,
  'clock-wrong': failed,
  'assertion-refused': failed,

  // Tokens
  'slots-full': failed,
  'issue-refused': failed,
  'issue-unknown': failed,
  'issue-orphaned': failed,
  'issue-unresolved': failed,
  'token-value-lost': failed,
  'token-not-live': failed,
  'no-live-token': failed,
  'too-many-tokens': usage,
  'selection-changed': failed,
  'token-malformed': usage,
  'token-refused': failed,
  unproved: failedForNow,
  'operation-not-running': failed,
  'operation-not-resumable': failed,
  'not-safe-to-revoke': failed,
  'key-id-ambiguous': failed,
  'key-id-not-live': failed,
  'token-known': failed,

  // Rotation and containment
  'rotation-under-way': failed,
  'rotation-not-its-turn': failed,
  'rotation-not-drained': failedForNow,
  'nothing-to-rotate': failed,
  'command-failed': failedForNow,
  'containment-under-way': failed,
  'step-not-shown': failed,

  // The network and the platform
  'platform-unreachable': unreachable,
  'platform-timeout': unreachable,
  'platform-busy': failedForNow,
  'platform-failed': failedForNow,
  'platform-unreadable': failedForNow,
  'platform-refused': failed,
} as const satisfies Record<string, ErrorTraits>;

export type ErrorCode = keyof typeof ERRORS;

/** All codes, in the order of the table. */
export const ERROR_CODES = Object.keys(ERRORS) as readonly ErrorCode[];
