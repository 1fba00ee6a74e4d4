import type { StepProblem } from '../containment.ts';
import type { TokenState } from '../domain.ts';
import type { OperationState } from '../operations.ts';
import type { ErrorCode } from '../errors.ts';
import type { CommandProblem } from '../rotation.ts';

/** What happened, and what the person can do about it. `{name}` is filled in from the failure's details. */
export interface ErrorText {
  readonly what: string;
  readonly remedy: string;
}

export type ErrorTexts = Record<ErrorCode, ErrorText>;

/** Words for the states of tokens and operations, where an error names one. */
export type StateWords = Record<TokenState | OperationState, string>;

/** What is wrong with a file, or with something that was pasted, and what is not to be had here, as the engine names it. */
export type NamedProblem =
  | 'a link'
  | 'not there'
  | 'not allowed'
  | 'read-only disk'
  | 'not a file'
  | 'disk full'
  | 'in use'
  | 'it is empty'
  | 'it looks like a long-lived or short-lived token, which has no dots'
  | 'it does not have three parts separated by dots'
  | 'The clipboard'
  | 'A dialog for choosing files'
  | 'Opening the browser'
  | 'A file manager'
  | 'A policy with a file or a command';

/** Words for what keeps something from being done: a step of a run-book, a delivery, a file. */
export type ProblemWords = Record<StepProblem | CommandProblem | NamedProblem, string>;

export const stateWordsEn: StateWords = {
  active: 'live',
  draining: 'draining',
  revoking: 'being revoked',
  revoked: 'revoked',
  gone: 'gone',
  orphan: 'lost: LINE’s answer never arrived',
  foreign: 'foreign: not issued by this vault',
  expired: 'expired',
  running: 'running',
  done: 'done',
  'some-failed': 'ended, some failed',
  failed: 'failed',
  cancelled: 'stopped',
  interrupted: 'interrupted',
  queued: 'queued',
  paused: 'paused',
};

export const problemWordsEn: ProblemWords = {
  'step-of-person': 'only a person can see it; tick it off when it is done',
  'step-of-vault': 'the vault takes or looks after this step itself; run it',
  'run-book-over': 'this run-book has ended; begin another one',
  'new-key-missing': 'there is no new signing key yet',
  'new-key-unregistered': 'the new signing key has no kid yet',
  'new-key-unproved': 'the new signing key is not proved yet',
  'secret-not-set': 'no channel secret was stored since the run-book was begun',
  'foreign-listed': 'LINE still lists key IDs that this vault never issued',
  'revoke-first': 'the old tokens are not revoked yet, and what is issued now would be revoked with them',
  'register-first': 'the new signing key is not registered yet, and the old one may be in other hands',
  'reissue-first': 'the new tokens are not issued yet',
  'command-not-found': 'it was not found',
  'command-not-allowed': 'it may not be run',
  'command-not-started': 'it could not be started: {errno}',
  'command-too-slow': 'it took longer than {seconds} seconds',
  'command-exit-code': 'it ended with code {code}',
  'command-signal': 'it was ended by {signal}',
  'vault-closed': 'the vault was closed meanwhile',
  'a link': 'it is a link; name the file that it leads to',
  'not there': 'not there',
  'not allowed': 'not allowed',
  'read-only disk': 'read-only disk',
  'not a file': 'not a file',
  'disk full': 'disk full',
  'in use': 'in use',
  'it is empty': 'it is empty',
  'it looks like a long-lived or short-lived token, which has no dots':
    'it looks like a long-lived or short-lived token, which has no dots',
  'it does not have three parts separated by dots': 'it does not have three parts separated by dots',
  'The clipboard': 'The clipboard',
  'A dialog for choosing files': 'A dialog for choosing files',
  'Opening the browser': 'Opening the browser',
  'A file manager': 'A file manager',
  'A policy with a file or a command': 'A policy with a file or a command',
};

export const errorTextsEn: ErrorTexts = {
  'invalid-input': {
    what: 'Some of what was given cannot be used: {problems}.',
    remedy: 'Correct it and try again. Nothing was changed.',
  },
  'not-found': { what: 'There is no {kind} "{id}" in this vault.', remedy: 'Check the ID against the list.' },
  'not-supported-here': { what: '{feature} is not available here.', remedy: 'Use the desktop window for it.' },
  'forbidden-sender': {
    what: 'A page that is not the vault’s own window asked for something and was refused.',
    remedy: 'Close the vault and open it again.',
  },
  cancelled: { what: 'This was cancelled.', remedy: 'What was already done stays done; the list shows which.' },
  internal: {
    what: 'The vault made a mistake of its own.',
    remedy:
      'Quote the reference {ref} when you report it; the log in the vault’s folder tells more. Check the channel before you issue or revoke again.',
  },

  'vault-missing': {
    what: 'There is no vault in {folder}.',
    remedy: 'Create one first, or name another folder.',
  },
  'vault-exists': {
    what: 'There is already a vault in {folder}.',
    remedy: 'Open it, or choose another folder for a new one.',
  },
  'vault-damaged': {
    what: 'The vault’s ledger in {folder} is damaged: {problem}.',
    remedy: 'Nothing was deleted or overwritten. Copy the whole folder away first, then restore a backup.',
  },
  'vault-newer': {
    what: 'This vault was written by a newer Kagibako (ledger version {found}, this one knows up to {known}).',
    remedy: 'Install the newer version. The vault was not changed.',
  },
  'vault-read-only': {
    what: 'The vault’s folder {folder} cannot be written.',
    remedy: 'Give your account write permission there, or choose another folder.',
  },
  'vault-full': {
    what: 'The disk that holds the vault is full.',
    remedy:
      'Free some space and try again. If you were issuing or revoking, check the channel first: it shows what had already reached LINE.',
  },
  'vault-in-use': {
    what: 'Another Kagibako has this vault open.',
    remedy: 'Close the other window or wait for the other command to end, then try again.',
  },
  'vault-locked': { what: 'The vault is locked.', remedy: 'Unlock it first.' },
  'passphrase-missing': {
    what: 'This vault is sealed with a passphrase, and none was given.',
    remedy: 'Give the passphrase to open it.',
  },
  'passphrase-wrong': {
    what: 'The passphrase does not open this vault.',
    remedy: 'Type it again. The vault is intact; capital letters and spaces count.',
  },
  'passphrase-weak': {
    what: 'The passphrase is too short: it needs at least {minimum} characters.',
    remedy: 'Choose a longer one, for example four or five words.',
  },
  'sealed-file-damaged': {
    what: 'The file that holds the sealed secrets is damaged ({file}).',
    remedy: 'It was left as it is. Copy the folder away, then restore a backup.',
  },

  'keychain-no-session': {
    what: 'No keychain answers: this session has no session bus, or no keychain service on it.',
    remedy: 'Start Kagibako from a desktop session, or create the vault with the sealed file instead.',
  },
  'keychain-locked': {
    what: 'The keychain is locked.',
    remedy: 'Unlock your login keyring (Passwords and Keys, or log in again) and try once more.',
  },
  'keychain-entry-missing': {
    what: 'The keychain has no entry “{entry}”.',
    remedy:
      'Somebody removed it, or this is another user’s keychain. Restore it from a backup of the keychain; the ledger is intact.',
  },
  'keychain-entry-damaged': {
    what: 'The keychain’s entry “{entry}” is not what this vault wrote there.',
    remedy: 'Restore it from a backup of the keychain; the ledger is intact.',
  },
  'keychain-failed': {
    what: 'The keychain answered with an error: {problem}.',
    remedy: 'Try again; if it stays, restart the keychain service.',
  },

  'channel-exists': {
    what: 'Channel {channelId} is in this vault already.',
    remedy: 'Use it, or give another channel ID.',
  },
  'channel-in-use': {
    what: 'Channel {channelId} still has {live} live tokens and {unresolved} unresolved issues in this vault.',
    remedy: 'Revoke or resolve them first; without the vault they could not be revoked any more.',
  },
  'platform-not-allowed': {
    what: '{platform} is not an address of a platform that this vault may talk to.',
    remedy: 'Use https, or http on this machine (127.0.0.1, localhost), without a user name, query or fragment.',
  },
  'proxy-not-allowed': {
    what: '{proxy} is not an address of a proxy that can be used.',
    remedy:
      'Write http:// or https://, the host and the port, such as http://proxy.example:8080, without a name and password.',
  },
  'channel-secret-missing': {
    what: 'The channel secret of {channelId} is not in this vault, and revoking needs it.',
    remedy: 'Copy it from the LINE Developers Console, Basic settings → Channel secret, and set it for this channel.',
  },
  'channel-secret-wrong': {
    what: 'The platform refused the channel secret of {channelId} (status {status}).',
    remedy:
      'Copy it again from Basic settings → Channel secret; it may have been reissued. Request ID for an inquiry: {requestId}.',
  },

  'key-too-large': {
    what: 'This is {bytes} bytes long; a key file is at most {limit}.',
    remedy: 'Choose the file that holds just the private key.',
  },
  'key-unreadable': {
    what: 'This is neither a JSON Web Key nor a PEM key: {problem}.',
    remedy: 'Give a private JWK (JSON) or a PEM file (PKCS#8 or PKCS#1).',
  },
  'key-not-rsa': {
    what: 'This key is of type {type}, and LINE takes only RSA.',
    remedy: 'Generate an RSA key of 2048 bits, here or with the tool you used.',
  },
  'key-size': {
    what: 'This key has {bits} bits, and LINE takes exactly 2048.',
    remedy: 'Generate an RSA key of 2048 bits.',
  },
  'key-algorithm': {
    what: 'This key is marked “{member}: {value}”, and LINE signs with RS256 only.',
    remedy: 'Generate a key for RS256 signatures; do not relabel a key made for something else.',
  },
  'key-public-only': {
    what: 'This is a public key. Signing needs the private half.',
    remedy: 'Choose the file that was made together with it (for jwx: private.key).',
  },
  'key-mismatched': {
    what: 'The private members of this key do not belong together: {problem}.',
    remedy: 'The file is damaged or was edited. Export the key again from where it was made.',
  },
  'file-unreadable': {
    what: 'The file {name} could not be read: {problem}.',
    remedy: 'See whether it is still there and whether you may read it, or paste the key instead.',
  },
  'file-unwritable': {
    what: 'The file {name} could not be written: {problem}.',
    remedy: 'Choose another folder, or copy the text instead.',
  },
  'key-encrypted': {
    what: 'This PEM key is encrypted.',
    remedy: 'Give its passphrase as well.',
  },
  'key-passphrase-wrong': {
    what: 'The passphrase does not open this PEM key.',
    remedy: 'Type it again; it is the passphrase of the key file, not of the vault.',
  },
  'key-exists': {
    what: 'This key is in the vault already, for channel {channelId}.',
    remedy: 'Use it there. One key for two channels would tie their fates together.',
  },
  'key-retired': {
    what: 'This signing key is retired and signs nothing any more.',
    remedy: 'Use another key of the channel, or generate one.',
  },
  'key-not-registered': {
    what: 'This signing key has no kid yet.',
    remedy: 'Register its public key in the LINE Developers Console and give the kid that the console shows.',
  },
  'kid-malformed': {
    what: '“{kid}” is not a kid: {problem}.',
    remedy: 'Copy the UUID that the console shows under Basic settings → Assertion Signing Key.',
  },
  'kid-in-use': {
    what: 'The kid {kid} already belongs to another signing key of this vault ({signingKeyId}).',
    remedy: 'Compare with the console; each public key has a kid of its own.',
  },
  'no-signing-key': {
    what: 'Channel {channelId} has no registered signing key.',
    remedy: 'Generate or import one, register its public key and give the kid.',
  },

  'kid-not-found': {
    what: 'The platform does not know the kid {kid} for channel {channelId} (status 404).',
    remedy:
      'Compare it with the console, Basic settings → Assertion Signing Key, of exactly this channel; the key may also have been deleted there. Request ID for an inquiry: {requestId}.',
  },
  'kid-of-other-channel': {
    what: 'The platform refused the assertion (status 400) although the clock is right: the kid {kid} seems to belong to another channel than {channelId}, or to another public key.',
    remedy:
      'Open the console of channel {channelId} and copy the kid of the key that you registered there. Request ID for an inquiry: {requestId}.',
  },
  'clock-wrong': {
    what: 'This computer’s clock and the platform’s are {skewSeconds} seconds apart, and the platform refused the corrected assertion too.',
    remedy:
      'Set the clock of this computer (turn on automatic time), then try again. Request ID for an inquiry: {requestId}.',
  },
  'assertion-refused': {
    what: 'The platform refused the assertion (status 400) and its answer carried no usable date, so either the clock is wrong or the kid {kid} belongs to another channel than {channelId}.',
    remedy:
      'Check this computer’s clock first, then compare the kid with the console. Request ID for an inquiry: {requestId}.',
  },

  'slots-full': {
    what: 'All {limit} slots of channel {channelId} are taken; LINE would refuse another token.',
    remedy: 'Revoke a token that nobody needs. The next slot frees itself at {freesAt}.',
  },
  'issue-refused': {
    what: 'The platform refused to issue the token (status {status}). Nothing was issued.',
    remedy:
      'Read what it said: “{platformMessage}”. Then it is safe to try again. Request ID for an inquiry: {requestId}.',
  },
  'issue-unknown': {
    what: 'The platform’s answer to the issue did not arrive whole, so a token may or may not exist.',
    remedy:
      'Check the channel: the vault compares LINE’s key IDs with its ledger and tells which. Issuing again is possible after that.',
  },
  'issue-orphaned': {
    what: 'The platform issued the token (key ID {keyId}), but its answer was lost on the way, so nobody has its value.',
    remedy: 'It cannot be used or revoked; its slot frees at {freesAt} at the latest. You can issue another token now.',
  },
  'issue-unresolved': {
    what: 'An earlier issue of channel {channelId} has an unknown outcome.',
    remedy: 'Check the channel first; then the vault knows whether that token exists.',
  },
  'token-value-lost': {
    what: 'The vault does not have the value of this token ({state}).',
    remedy: 'It cannot be shown, copied or revoked from here; its slot frees at {freesAt} at the latest.',
  },
  'no-live-token': {
    what: 'Channel {channelId} has no live token whose value this vault holds.',
    remedy: 'Issue one first; where a consumer was named, see whether its name is written as in the list.',
  },
  'token-not-live': { what: 'This token is {state}.', remedy: 'Issue another one.' },
  'too-many-tokens': {
    what: '{count} tokens match; at most {limit} can be revoked at once.',
    remedy: 'Narrow the filter, for example to one channel, and do it in parts.',
  },
  'selection-changed': {
    what: 'Other tokens match by now than were shown. Nothing was revoked.',
    remedy: 'Look at what would be revoked now, and confirm again.',
  },
  'token-malformed': {
    what: 'This is not a channel access token v2.1: {problem}.',
    remedy: 'Paste the whole token, without quotes or “Bearer”.',
  },
  'token-refused': {
    what: 'The platform says that this token does not work (status {status}).',
    remedy: 'It has expired, was revoked, or never existed. What the platform said: “{platformMessage}”.',
  },
  unproved: {
    what: 'The platform answered, but the key ID is still in its list, so the token may still work.',
    remedy: 'Try the revocation again in a minute; it can be repeated safely.',
  },
  'operation-not-running': {
    what: 'This operation is not running ({state}).',
    remedy: 'Look at its outcome in the list of operations.',
  },

  'operation-not-resumable': {
    what: 'This operation cannot go on ({state}).',
    remedy:
      'Only one that is queued, paused or interrupted can be resumed, and only one that ended can be tried again.',
  },
  'not-safe-to-revoke': {
    what: '{count} of these tokens may still be in use: {risks}.',
    remedy: 'Look at the preview. Issue and hand over their successors first, or accept the risk by its name.',
  },
  'key-id-ambiguous': {
    what: 'The token works, but nothing shows for certain which key ID is its own ({count} could be).',
    remedy: 'Name its key ID: whoever issued the token got it in the same answer (key_id). Nothing was stored.',
  },
  'key-id-not-live': {
    what: 'The key ID {keyId} is not among the live ones of channel {channelId} that have no value here.',
    remedy: 'Check the key ID. Nothing was stored.',
  },
  'token-known': {
    what: 'This vault has this token already.',
    remedy: 'Look it up in the list: its token ID is {tokenId}.',
  },
  'rotation-under-way': {
    what: 'A rotation of “{consumer}” is under way already.',
    remedy: 'Go on with it, or stop it first.',
  },
  'rotation-not-its-turn': {
    what: 'It is not the turn of this step: the rotation is at “{step}” ({state}).',
    remedy: 'Take or skip the steps before it first.',
  },
  'rotation-not-drained': {
    what: 'The old tokens drain until {until}.',
    remedy: 'Wait until then, or skip the overlap with a reason.',
  },
  'nothing-to-rotate': {
    what: '“{consumer}” has no live token in channel {channelId} that could be replaced.',
    remedy: 'Issue one instead.',
  },
  'command-failed': {
    what: 'The command that receives the token did not succeed ({problem}).',
    remedy: 'Mend it and deliver again. The token is stored; nothing was revoked.',
  },
  'containment-under-way': {
    what: 'Channel {channelId} is being contained already.',
    remedy: 'Go on with that run-book, or close it first.',
  },
  'step-not-shown': {
    what: 'This step is not shown to be done: {problem}.',
    remedy: 'Do what is missing, or skip the step with a reason.',
  },

  'platform-unreachable': {
    what: '{platform} cannot be reached ({problem}).',
    remedy: 'Check the network, VPN or proxy, then try again. Everything that needs no network still works.',
  },
  'platform-timeout': { what: '{platform} did not answer within {seconds} seconds.', remedy: 'Try again in a moment.' },
  'platform-busy': { what: 'The platform asked to slow down (status 429).', remedy: 'Wait a minute and try again.' },
  'platform-failed': {
    what: 'The platform failed (status {status}).',
    remedy: 'Try again in a few minutes; see LINE’s status page if it lasts. Request ID for an inquiry: {requestId}.',
  },
  'platform-unreadable': {
    what: 'What answered does not look like the LINE Platform: {problem}.',
    remedy:
      'A sign-in page of a network (hotel, café) or a proxy may stand in between. Open a browser, sign in there, then try again.',
  },
  'platform-refused': {
    what: 'The platform refused the request (status {status}).',
    remedy: 'What it said: “{platformMessage}”. Request ID for an inquiry: {requestId}.',
  },
};
