import * as v from 'valibot';
import { ImportReport, ImportText } from './channel-import.ts';
import { containmentContract } from './contract/containment.ts';
import { operationContract } from './contract/operations.ts';
import {
  asserting,
  done,
  handoverFormat,
  issuing,
  KeyMaterial,
  nothing,
  opening,
  openVault,
  operation,
  type OperationContract,
  platform,
  proving,
  readingKey,
  readingToken,
  secretStore,
} from './contract/parts.ts';
import { reminderContract } from './contract/reminders.ts';
import { rotationContract } from './contract/rotation.ts';
import * as d from './domain.ts';
import { TOKEN_LIFETIME_DEFAULT_SECONDS, ASSERTION_LIFETIME_DEFAULT_SECONDS } from './line-limits.ts';
import { LANGUAGES } from './languages.ts';
import { CheckSelection, RevokeSelection } from './operations.ts';
import { EXPORT_FORMATS, EXPORT_SUBJECTS, RotationDue, RotationQuestion, StatusReport } from './reports.ts';
import { SettingsChange, SettingsShown } from './settings.ts';

export { COMMON_ERRORS, type OperationContract } from './contract/parts.ts';

/** Which tokens to hand over, and how they are written. */
const Handover = v.union(
  [
    v.strictObject({
      tokenIds: v.pipe(
        v.array(d.TokenId),
        v.minLength(1, 'name at least one token'),
        v.maxLength(1_000, 'at most 1,000 tokens at once'),
      ),
      format: handoverFormat,
    }),
    /** The newest live token of each consumer, or of the one that is named. */
    v.strictObject({ channelId: d.ChannelId, consumer: v.exactOptional(d.Consumer), format: handoverFormat }),
  ],
  'name the tokens, or a channel',
);

/**
 * The contract: every operation that a door (window, command line, test) may ask of the engine.
 * Handler types, the preload object, the renderer's client, the CLI's JSON and the reference table are all derived from this map.
 */

export const CONTRACT = {
  ...operationContract,
  ...rotationContract,
  ...containmentContract,
  ...reminderContract,
  'vault.status': operation({
    summary: 'Where the vault is, how its secrets are kept, and whether it is open.',
    input: nothing,
    output: d.VaultStatus,
    errors: ['vault-damaged', 'vault-newer', 'vault-read-only', 'vault-in-use', 'vault-full'],
    secret: false,
  }),
  'vault.create': operation({
    summary: 'Make a vault in its folder, with secrets in the OS keychain or in a file sealed under a passphrase.',
    input: v.strictObject({ keystore: d.Keystore, passphrase: v.exactOptional(d.Passphrase) }),
    output: d.VaultStatus,
    errors: [...opening, 'vault-exists', 'passphrase-weak'],
    secret: false,
  }),
  'vault.unlock': operation({
    summary: 'Open the vault; a sealed-file vault needs its passphrase.',
    input: v.strictObject({ passphrase: v.exactOptional(d.Passphrase) }),
    output: d.VaultStatus,
    errors: opening,
    secret: false,
  }),
  'vault.lock': operation({
    summary: 'Forget the vault key and close the ledger.',
    input: nothing,
    output: d.VaultStatus,
    errors: ['vault-damaged', 'vault-read-only'],
    secret: false,
  }),

  'channel.add': operation({
    summary: 'Add a Messaging API channel; its platform is fixed from then on.',
    input: v.strictObject({
      channelId: d.ChannelId,
      name: d.ChannelName,
      platform: v.exactOptional(d.PlatformUrl),
      channelSecret: v.exactOptional(d.ChannelSecret),
    }),
    output: d.Channel,
    errors: [...openVault, ...secretStore, 'channel-exists', 'platform-not-allowed'],
    secret: false,
  }),
  'channel.list': operation({
    summary: 'All channels with their keys’ state and their slots.',
    input: nothing,
    output: v.object({ channels: v.array(d.Channel) }),
    errors: openVault,
    secret: false,
  }),
  'channel.show': operation({
    summary: 'One channel with its signing keys and issues that are not settled.',
    input: v.strictObject({ channelId: d.ChannelId }),
    output: v.object({ channel: d.Channel, signingKeys: v.array(d.SigningKey), unresolvedIssues: v.array(d.Issue) }),
    errors: [...openVault, 'not-found'],
    secret: false,
  }),
  'channel.rename': operation({
    summary: 'Give a channel another name.',
    input: v.strictObject({ channelId: d.ChannelId, name: d.ChannelName }),
    output: d.Channel,
    errors: [...openVault, 'not-found'],
    secret: false,
  }),
  'channel.setTags': operation({
    summary: 'Give a channel the tags by which people group and find it, in place of those it had.',
    input: v.strictObject({ channelId: d.ChannelId, tags: d.Tags }),
    output: d.Channel,
    errors: [...openVault, 'not-found'],
    secret: false,
  }),
  'channel.pin': operation({
    summary: 'Keep a channel at hand in the window, or no longer.',
    input: v.strictObject({ channelId: d.ChannelId, pinned: v.boolean('say whether it is pinned') }),
    output: d.Channel,
    errors: [...openVault, 'not-found'],
    secret: false,
  }),
  'channel.setSecret': operation({
    summary: 'Store the channel secret, which revoking needs.',
    input: v.strictObject({ channelId: d.ChannelId, channelSecret: d.ChannelSecret }),
    output: d.Channel,
    errors: [...openVault, ...secretStore, 'not-found'],
    secret: false,
  }),
  'channel.previewImport': operation({
    summary: 'What importing a CSV file of channels would do, line by line; nothing is changed.',
    input: ImportText,
    output: ImportReport,
    errors: openVault,
    secret: false,
  }),
  'channel.import': operation({
    summary: 'Add the channels of a CSV file, each line whole or not at all; channels that are there stay as they are.',
    input: ImportText,
    output: ImportReport,
    errors: openVault,
    secret: false,
  }),
  'channel.remove': operation({
    summary: 'Remove a channel that has no live token, with its private keys and its secret.',
    input: v.strictObject({ channelId: d.ChannelId }),
    output: done,
    errors: [...openVault, ...secretStore, 'not-found', 'channel-in-use'],
    secret: false,
  }),

  'key.generate': operation({
    summary: 'Generate an RSA-2048 assertion signing key; the private half goes to the secret store.',
    input: v.strictObject({ channelId: d.ChannelId }),
    output: d.SigningKey,
    errors: [...openVault, ...secretStore, 'not-found'],
    secret: false,
  }),
  'key.import': operation({
    summary: 'Import a private key (JWK or PEM) as an assertion signing key.',
    input: v.strictObject({ channelId: d.ChannelId, material: KeyMaterial, passphrase: v.exactOptional(d.Passphrase) }),
    output: d.SigningKey,
    errors: [...openVault, ...secretStore, ...readingKey, 'not-found', 'key-exists'],
    secret: false,
  }),
  'key.importFile': operation({
    summary:
      'Import a private key from a file that the person chooses in a dialog of the system; it never passes through the window.',
    input: v.strictObject({
      channelId: d.ChannelId,
      passphrase: v.exactOptional(d.Passphrase),
      /** Take the file that was chosen last, whose passphrase was missing or wrong, instead of asking again. */
      sameFile: v.optional(v.boolean(), false),
    }),
    /** Null where the person chose no file. */
    output: v.object({ signingKey: v.nullable(d.SigningKey) }),
    errors: [
      ...openVault,
      ...secretStore,
      ...readingKey,
      'not-found',
      'key-exists',
      'file-unreadable',
      'not-supported-here',
    ],
    secret: false,
  }),
  'key.list': operation({
    summary: 'Signing keys of one channel or of all.',
    input: v.strictObject({ channelId: v.exactOptional(d.ChannelId) }),
    output: v.object({ signingKeys: v.array(d.SigningKey) }),
    errors: [...openVault, 'not-found'],
    secret: false,
  }),
  'key.public': operation({
    summary: 'The public JWK exactly as LINE’s console takes it.',
    input: v.strictObject({ signingKeyId: d.SigningKeyId, form: v.optional(d.PublicJwkForm, 'use') }),
    output: d.PublicJwk,
    errors: [...openVault, 'not-found'],
    secret: false,
  }),
  'key.copyPublic': operation({
    summary: 'Put the public JWK on the clipboard.',
    input: v.strictObject({ signingKeyId: d.SigningKeyId, form: v.optional(d.PublicJwkForm, 'use') }),
    output: done,
    errors: [...openVault, 'not-found', 'not-supported-here'],
    secret: false,
  }),
  'key.savePublic': operation({
    summary: 'Write the public JWK to a file that the person chooses in a dialog of the system.',
    input: v.strictObject({ signingKeyId: d.SigningKeyId, form: v.optional(d.PublicJwkForm, 'use') }),
    /** The name of the file; null where the person chose none. */
    output: v.object({ savedAs: v.nullable(v.string()) }),
    errors: [...openVault, 'not-found', 'file-unwritable', 'not-supported-here'],
    secret: false,
  }),
  'key.lint': operation({
    summary: 'What LINE’s console would say of a public key, and a repaired one where that is possible.',
    input: v.strictObject({ material: KeyMaterial }),
    output: v.object({ accepted: v.boolean(), findings: v.array(d.LintFinding), repaired: v.nullable(d.PublicJwk) }),
    errors: ['key-too-large'],
    secret: false,
  }),
  'key.register': operation({
    summary:
      'Store the kid that LINE’s console gave, and prove it unless told not to; a proved kid is replaced only by a proved one.',
    input: v.strictObject({
      signingKeyId: d.SigningKeyId,
      kid: v.pipe(v.string('the kid must be text'), v.maxLength(500, 'this is too long to be a kid')),
      prove: v.optional(v.boolean(), true),
    }),
    output: v.object({ signingKey: d.SigningKey, proof: d.Proof }),
    errors: [...openVault, 'not-found', 'kid-malformed', 'kid-in-use', 'key-retired'],
    secret: false,
  }),
  'key.prove': operation({
    summary: 'Ask for the key ID list with this key, which spends no slot, and so prove its registration.',
    input: v.strictObject({ signingKeyId: d.SigningKeyId }),
    output: v.object({ signingKey: d.SigningKey, proof: d.Proof }),
    errors: [...openVault, ...asserting, 'not-found'],
    secret: false,
  }),
  'key.retire': operation({
    summary: 'Let a key sign no more; its private half stays in the secret store until the channel is removed.',
    input: v.strictObject({ signingKeyId: d.SigningKeyId }),
    output: d.SigningKey,
    errors: [...openVault, 'not-found'],
    secret: false,
  }),

  'assertion.create': operation({
    summary: 'Sign a JWT assertion for use elsewhere. It is a credential for as long as it lives.',
    input: v.strictObject({
      channelId: d.ChannelId,
      lifetimeSeconds: v.optional(d.AssertionLifetimeSeconds, ASSERTION_LIFETIME_DEFAULT_SECONDS),
      tokenLifetimeSeconds: v.optional(d.TokenLifetimeSeconds, TOKEN_LIFETIME_DEFAULT_SECONDS),
    }),
    output: v.object({ assertion: v.string(), expiresAt: d.Instant }),
    errors: [...openVault, ...asserting, 'not-found'],
    secret: true,
  }),

  'token.issue': operation({
    summary: 'Issue a channel access token v2.1 and store it before anyone sees it.',
    input: v.strictObject({
      channelId: d.ChannelId,
      /** The lifetime of the settings where none is given. */
      lifetimeSeconds: v.exactOptional(d.TokenLifetimeSeconds),
      label: v.optional(d.Label, ''),
      consumer: v.optional(d.Consumer, ''),
    }),
    output: d.Token,
    errors: [...openVault, ...issuing],
    secret: false,
  }),
  'token.list': operation({
    summary: 'One page of tokens: the first, the one behind a cursor, or the one at a position.',
    input: v.strictObject({
      ...d.TokenFilter.entries,
      sort: v.optional(d.TokenSort, 'expiresAt'),
      direction: v.optional(v.picklist(['ascending', 'descending']), 'ascending'),
      limit: v.optional(
        v.pipe(
          v.number('the limit must be a number'),
          v.integer('the limit must be a whole number'),
          v.minValue(1, 'the limit must be at least 1'),
          v.maxValue(200, 'a page holds at most 200 tokens'),
        ),
        100,
      ),
      cursor: v.exactOptional(v.pipe(v.string(), v.maxLength(2_000))),
      /** How many tokens of the list stand before the page, where no cursor is given. Past the end: an empty page. */
      offset: v.exactOptional(
        v.pipe(
          v.number('the offset must be a number'),
          v.integer('the offset must be a whole number'),
          v.minValue(0, 'the offset must not be negative'),
        ),
      ),
    }),
    output: v.object({ tokens: v.array(d.Token), nextCursor: v.nullable(v.string()) }),
    errors: openVault,
    secret: false,
  }),
  'token.count': operation({
    summary:
      'How many tokens match a filter, and how many there are in all (of the channel, where one is named), by state.',
    input: d.TokenFilter,
    output: v.object({ matching: v.number(), total: v.number(), byState: v.record(d.TokenState, v.number()) }),
    errors: openVault,
    secret: false,
  }),
  'token.outlook': operation({
    summary: 'What holds slots and when it ends, counted per channel and stretch of time: what the overview draws.',
    input: v.strictObject({
      /**
       * Instants in order: each two neighbours bound one stretch, the earlier one inclusive. What ends before the first or behind the last is not
       * counted. A token whose end has passed without a revocation or a check that settled it is counted where its end lies, although it holds no slot any more.
       */
      boundaries: v.pipe(
        v.array(d.Instant),
        v.minLength(2, 'give at least two instants'),
        v.maxLength(100, 'at most 100 instants'),
        v.check(
          (list) => list.every((at, index) => index === 0 || Date.parse(at) > Date.parse(list[index - 1] ?? '')),
          'the instants must be in order',
        ),
      ),
    }),
    output: v.object({ channels: v.array(d.ChannelOutlook) }),
    errors: openVault,
    secret: false,
  }),
  'token.show': operation({
    summary: 'One token, without its value.',
    input: v.strictObject({ tokenId: d.TokenId }),
    output: d.Token,
    errors: [...openVault, 'not-found'],
    secret: false,
  }),
  'token.copy': operation({
    summary: 'Put a token’s value on the clipboard, to be cleared after a while. The asker never sees it.',
    input: v.strictObject({ tokenId: d.TokenId }),
    output: v.object({ clearsAt: d.Instant }),
    errors: [...openVault, ...readingToken, 'not-supported-here'],
    secret: false,
  }),
  'token.reveal': operation({
    summary: 'Hand out a token’s value. Logged.',
    input: v.strictObject({ tokenId: d.TokenId }),
    output: v.object({ accessToken: v.string() }),
    errors: [...openVault, ...readingToken],
    secret: true,
  }),
  'token.export': operation({
    summary: 'Hand out token values as a dotenv file, JSON or a Kubernetes Secret. Each token is logged.',
    input: Handover,
    output: v.object({ text: v.string(), tokenIds: v.array(v.string()) }),
    errors: [...openVault, ...readingToken, 'no-live-token'],
    secret: true,
  }),
  'token.copyExport': operation({
    summary:
      'Put the same text on the clipboard, to be cleared after a while. The asker never sees it. Each token is logged.',
    input: Handover,
    output: v.object({ clearsAt: d.Instant, tokenIds: v.array(v.string()) }),
    errors: [...openVault, ...readingToken, 'no-live-token', 'not-supported-here'],
    secret: false,
  }),
  'token.saveExport': operation({
    summary:
      'Write the same text to a file that the person chooses in a dialog of the system, for their eyes only (mode 600). It never passes through the window.',
    input: Handover,
    /** The name of the file; null where the person chose none, in which case nothing was read or logged. */
    output: v.object({ savedAs: v.nullable(v.string()) }),
    errors: [...openVault, ...readingToken, 'no-live-token', 'file-unwritable', 'not-supported-here'],
    secret: false,
  }),
  'token.identify': operation({
    summary: 'Find this vault’s own tokens in any text, without asking LINE. The text is not kept.',
    input: v.strictObject({
      text: v.pipe(
        v.string('the text must be text'),
        v.maxLength(10_000, 'the text must be at most 10,000 characters'),
      ),
    }),
    /** `unknown`: how many places look like a token that this vault never issued. */
    output: v.object({ tokens: v.array(d.Token), unknown: v.number() }),
    errors: openVault,
    secret: false,
  }),
  'token.needsRotation': operation({
    summary:
      'Consumers whose newest live token is past two thirds of its life, or ends within a time; also of a locked vault.',
    input: RotationQuestion,
    output: v.object({ consumers: v.array(RotationDue) }),
    errors: [...openVault, 'vault-newer', 'not-found'],
    secret: false,
  }),
  'token.check': operation({
    summary: 'Compare LINE’s key ID list with the ledger, one call per channel, and settle unknown issues.',
    input: CheckSelection,
    output: v.object({ channels: v.array(d.ChannelCheck) }),
    errors: [...openVault, 'not-found'],
    secret: false,
  }),
  'token.verify': operation({
    summary: 'Ask LINE about any token value, and say whether the vault knows it.',
    input: v.strictObject({ accessToken: d.PastedToken, platform: v.exactOptional(d.PlatformUrl) }),
    output: v.object({
      valid: v.boolean(),
      channelId: v.nullable(v.string()),
      expiresInSeconds: v.nullable(v.number()),
      scope: v.nullable(v.string()),
      /** Our token with this value, found offline; null where the vault never issued it. */
      token: v.nullable(d.Token),
      /** What the platform said where it does not work. */
      refusal: v.nullable(
        v.object({ status: v.number(), platformMessage: v.string(), requestId: v.nullable(v.string()) }),
      ),
    }),
    errors: [...openVault, ...platform, 'token-malformed', 'platform-not-allowed'],
    secret: false,
  }),
  'token.stateless': operation({
    summary: 'Issue a stateless channel access token: 15 minutes, not stored, not revocable.',
    input: v.strictObject({ channelId: d.ChannelId }),
    output: v.object({ accessToken: v.string(), expiresAt: d.Instant }),
    errors: [...openVault, ...proving, 'not-found', 'issue-refused'],
    secret: true,
  }),
  'token.previewRevoke': operation({
    summary: 'What a revocation would do: how many, of which channels, and what nobody should overlook.',
    input: RevokeSelection,
    output: v.object({
      /** Names exactly the tokens that would be revoked now. */
      digest: v.string(),
      count: v.number(),
      channels: v.array(v.object({ channelId: v.string(), name: v.string(), count: v.number() })),
      consequences: v.array(d.Consequence),
    }),
    errors: [...openVault, 'not-found', 'too-many-tokens'],
    secret: false,
  }),
  'token.revoke': operation({
    summary: 'Revoke tokens and prove each by LINE’s key ID list.',
    input: RevokeSelection,
    output: v.object({ operationId: v.string(), results: v.array(d.RevokeResult) }),
    errors: [...openVault, 'not-found', 'too-many-tokens', 'selection-changed', 'not-safe-to-revoke'],
    secret: false,
  }),

  'issue.list': operation({
    summary: 'Issues that are not settled yet, or the latest ones.',
    input: v.strictObject({ channelId: v.exactOptional(d.ChannelId), unresolvedOnly: v.optional(v.boolean(), true) }),
    output: v.object({ issues: v.array(d.Issue) }),
    errors: openVault,
    secret: false,
  }),

  'status.show': operation({
    summary: 'What the vault holds, what needs somebody and what ends next; also of a locked vault.',
    input: nothing,
    output: StatusReport,
    errors: [...openVault, 'vault-newer'],
    secret: false,
  }),
  'reminder.calendar': operation({
    summary:
      'The coming ends of tokens as an iCalendar file, by the reminders of the settings; also of a locked vault.',
    input: v.strictObject({
      language: v.exactOptional(v.picklist(LANGUAGES, `the language is one of ${LANGUAGES.join(', ')}`)),
    }),
    /** `cancelled`: events of tokens that ended before their time, which take back what an earlier calendar brought. */
    output: v.object({ calendar: v.string(), live: v.number(), cancelled: v.number() }),
    errors: [...openVault, 'vault-newer'],
    secret: false,
  }),
  'export.metadata': operation({
    summary: 'Everything about tokens or channels but their secrets, as CSV or JSON; also of a locked vault.',
    input: v.strictObject({
      subject: v.picklist(EXPORT_SUBJECTS, `the subject is one of ${EXPORT_SUBJECTS.join(', ')}`),
      format: v.picklist(EXPORT_FORMATS, `the format is one of ${EXPORT_FORMATS.join(', ')}`),
      channelId: v.exactOptional(d.ChannelId),
      /** Before CSV, for spreadsheets that would take UTF-8 for something else. */
      byteOrderMark: v.optional(v.boolean(), false),
    }),
    output: v.object({ text: v.string(), rows: v.number() }),
    errors: [...openVault, 'vault-newer', 'not-found'],
    secret: false,
  }),
  'export.save': operation({
    summary:
      'Write such an export, or the calendar, to a file that the person chooses in a dialog; also of a locked vault.',
    input: v.variant('what', [
      v.strictObject({
        what: v.picklist(EXPORT_SUBJECTS),
        format: v.picklist(EXPORT_FORMATS, `the format is one of ${EXPORT_FORMATS.join(', ')}`),
        channelId: v.exactOptional(d.ChannelId),
        byteOrderMark: v.optional(v.boolean(), false),
      }),
      v.strictObject({
        what: v.literal('calendar'),
        language: v.exactOptional(v.picklist(LANGUAGES, `the language is one of ${LANGUAGES.join(', ')}`)),
      }),
    ]),
    /** The name of the file; null where the person chose none. */
    output: v.object({ savedAs: v.nullable(v.string()) }),
    errors: [...openVault, 'vault-newer', 'not-found', 'file-unwritable', 'not-supported-here'],
    secret: false,
  }),
  'audit.list': operation({
    summary: 'The log of what was done, newest first.',
    input: v.strictObject({
      channelId: v.exactOptional(d.ChannelId),
      /** Only what concerns this token, key, issue or operation. */
      subjectId: v.exactOptional(v.pipe(v.string('the subject ID must be text'), v.maxLength(100))),
      beforeSequence: v.exactOptional(v.number()),
      limit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(200)), 50),
    }),
    output: v.object({ entries: v.array(d.AuditEntry) }),
    errors: openVault,
    secret: false,
  }),

  'settings.show': operation({
    summary: 'How this vault’s window and defaults are set; also while it is locked or not made yet.',
    input: nothing,
    output: SettingsShown,
    errors: [],
    secret: false,
  }),
  'settings.change': operation({
    summary: 'Change some settings; the others stay.',
    input: SettingsChange,
    output: SettingsShown,
    errors: ['vault-full', 'vault-read-only', 'proxy-not-allowed'],
    secret: false,
  }),
  'about.show': operation({
    summary: 'Versions, the data folder, and the licences of what is built in.',
    input: nothing,
    output: d.About,
    errors: [],
    secret: false,
  }),
  'about.openFolder': operation({
    summary: 'Show the data folder in the system’s file manager.',
    input: nothing,
    output: done,
    errors: ['not-supported-here'],
    secret: false,
  }),

  'practice.start': operation({
    summary: 'Run the practice platform and make a practice channel ready in this vault.',
    input: nothing,
    output: v.object({ url: v.string(), consoleUrl: v.string(), channelId: v.string() }),
    errors: [...openVault, ...secretStore, 'not-supported-here', 'platform-unreachable'],
    secret: false,
  }),
  'console.open': operation({
    summary: 'Open the LINE Developers Console (or the practice console) in the browser.',
    input: v.strictObject({ channelId: d.ChannelId }),
    output: v.object({ opened: v.string() }),
    errors: [...openVault, 'not-found', 'not-supported-here'],
    secret: false,
  }),
} as const satisfies Record<string, OperationContract>;

export type OperationName = keyof typeof CONTRACT;
export const OPERATION_NAMES = Object.keys(CONTRACT) as readonly OperationName[];

/** What a caller gives (defaults may be left out). */
export type InputOf<Name extends OperationName> = v.InferInput<(typeof CONTRACT)[Name]['input']>;
/** What a handler receives (defaults filled in). */
export type ParsedInputOf<Name extends OperationName> = v.InferOutput<(typeof CONTRACT)[Name]['input']>;
export type OutputOf<Name extends OperationName> = v.InferOutput<(typeof CONTRACT)[Name]['output']>;

/** Whether an operation exists by that name. */
export function isOperationName(name: unknown): name is OperationName {
  return typeof name === 'string' && Object.hasOwn(CONTRACT, name);
}
