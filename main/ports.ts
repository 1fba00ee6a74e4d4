import type {
  AuditEntry,
  AuditKind,
  Channel,
  ChannelOutlook,
  Issue,
  PublicJwk,
  SigningKey,
  Token,
  TokenSort,
  TokenState,
} from '../shared/domain.ts';
import type { ConnectionProblem } from '../shared/connection.ts';
import type { EngineEvent } from '../shared/events.ts';
import type { AdoptionLedger } from './adoption/adoption-ledger.ts';
import type { ContainmentLedger } from './containment/containment-ledger.ts';
import type { ItemReference, OperationLedger } from './operations/operation-ledger.ts';
import type { ReminderLedger } from './reminders/reminder-ledger.ts';
import type { RotationLedger } from './rotation/rotation-ledger.ts';
import type { Secret } from './secrets/secret.ts';

/**
 * What the engine needs from outside. Each port has one real adapter (two for the secret store and the HTTP transport);
 * tests use the real ones wherever that is possible.
 */

/** Which door a request came through; stands in the log of what was done. */
export type Door = 'desktop' | 'cli' | 'test';

/** When and through which door a change was made. `at` is an ISO instant in UTC. */
export interface By {
  readonly at: string;
  readonly door: Door;
}

export interface Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z by this computer's clock. */
  now(): number;
}

/** What a secret is; becomes the entry's name, so that listing never opens one. */
export type SecretName =
  | { readonly kind: 'vault-key' }
  | { readonly kind: 'signing-key'; readonly id: string }
  | { readonly kind: 'channel-secret'; readonly id: string };

/**
 * Keeps secrets of one vault. Throws `VaultError`: `keychain-no-session`, `keychain-locked`, `keychain-entry-missing`,
 * `keychain-entry-damaged`, `keychain-failed`, `sealed-file-damaged`, `vault-full`, `vault-read-only`.
 */
export interface SecretStore {
  readonly kind: 'os' | 'file';
  /** The caller owns and wipes what it gets. A missing entry throws `keychain-entry-missing` with `{entry}`. */
  get(name: SecretName): Promise<Secret>;
  /** On disk (or in the keychain) when the promise resolves. Replaces an earlier value. */
  set(name: SecretName, secret: Secret): Promise<void>;
  /** Missing is fine. */
  delete(name: SecretName): Promise<void>;
  /** Forgets keys of its own, where it has any; the store is of no use afterwards. */
  wipe?(): void;
}

/** The system clipboard, which gives back what it was lent: a secret put there is cleared after a while, if it is still ours. */
export interface Clipboard {
  writeText(text: string): Promise<void>;
  /** Answers when it will be cleared. */
  writeSecret(text: string): Promise<{ readonly clearsAt: string }>;
}

/** Opens a URL in the person's browser; the adapter holds an exact allow-list. */
export interface ExternalOpener {
  open(url: string): Promise<void>;
}

/** Shows a folder in the system's file manager; throws where there is none. */
export interface FolderOpener {
  open(folder: string): Promise<void>;
}

/** Asks the person for a file in a dialog of the system. Each answers its path, or null where the person chose none. */
export interface FileChooser {
  chooseKeyFile(): Promise<string | null>;
  /** Where to write; whether a file that is there may be replaced was asked already. */
  choosePublicKeyFile(suggestedName: string): Promise<string | null>;
  /** The same for an export. `holdsSecrets`: whoever reads the file can use what is in it, which the dialog says. */
  chooseExportFile(suggestedName: string, holdsSecrets: boolean): Promise<string | null>;
}

/** Where engine events go; never throws. */
export type EventSink = (event: EngineEvent) => void;

// The ledger -----------------------------------------------------------------------------------------------------

export interface NewChannel {
  readonly channelId: string;
  readonly name: string;
  readonly platform: string;
  readonly platformKind: Channel['platformKind'];
  readonly hasSecret: boolean;
}

export interface NewSigningKey {
  readonly signingKeyId: string;
  readonly channelId: string;
  readonly thumbprint: string;
  /** In the `use` form; the other form is derived. */
  readonly publicJwk: PublicJwk;
  readonly origin: SigningKey['origin'];
}

export interface NewIssue {
  readonly issueId: string;
  readonly channelId: string;
  readonly signingKeyId: string;
  readonly label: string;
  readonly consumer: string;
  readonly lifetimeSeconds: number;
  /** The item of an operation for which it is issued; linked with it at once. */
  readonly operationItem?: ItemReference | undefined;
  /** The rotation whose successor it is; linked with it at once. */
  readonly rotationId?: string | undefined;
}

/** What LINE answered to an issue, ready for the ledger: the value is sealed already. */
export interface IssuedToken {
  readonly tokenId: string;
  readonly keyId: string;
  readonly sealedValue: Buffer;
  /** HMAC-SHA-256 of the value under the index key, for "whose token is this?". */
  readonly valueIndex: Buffer;
  readonly issuedAt: string;
  readonly expiresAt: string;
  readonly httpStatus: number;
  readonly requestId: string | null;
}

export interface IssueEnd {
  readonly httpStatus: number | null;
  readonly requestId: string | null;
  readonly reason: string;
}

/** Which tokens: those that match all of what is given. */
export interface TokenMatch {
  readonly channelId?: string | undefined;
  readonly states?: readonly TokenState[] | undefined;
  readonly expiringWithinSeconds?: number | undefined;
  readonly search?: string | undefined;
}

export interface TokenQuery extends TokenMatch {
  readonly sort: TokenSort;
  readonly direction: 'ascending' | 'descending';
  readonly limit: number;
  readonly cursor?: string | undefined;
  /** How many tokens of the list stand before the page, where no cursor is given. */
  readonly offset?: number | undefined;
}

/** What a revocation of all that match would meet. Of the IDs at most a thousand are named, the counts are exact. */
export interface RevocableMatches {
  /** How many are live and have a value. */
  readonly count: number;
  /** Those, soonest to expire first; empty where they are more than was asked for at most. */
  readonly tokens: readonly Token[];
  /** They hold a slot, but we do not have their value. */
  readonly withoutValue: { readonly count: number; readonly tokenIds: readonly string[] };
  readonly notLive: { readonly count: number; readonly tokenIds: readonly string[] };
}

export interface KeyIdList {
  readonly channelId: string;
  readonly keyIds: readonly string[];
  /** When the list was asked for. */
  readonly askedAt: string;
}

export interface Reconciliation {
  readonly live: number;
  readonly gone: number;
  readonly orphans: readonly string[];
  readonly foreign: readonly string[];
  readonly resolvedIssues: readonly { readonly issueId: string; readonly state: Issue['state'] }[];
}

/**
 * The ledger. Each method is one atomic transaction, on disk (synced) when its promise resolves, and carries its own line of the log.
 * Throws `VaultError`: `vault-full`, `vault-read-only`, `vault-damaged`, `vault-in-use`. `at` in reading methods is the instant against which
 * expiry is derived.
 */
export interface Ledger extends OperationLedger, ReminderLedger, AdoptionLedger, ContainmentLedger, RotationLedger {
  /** The `user_version` of the file. */
  readonly version: number;
  close(): Promise<void>;

  counts(): Promise<{ channels: number; signingKeys: number; tokens: number; unresolvedIssues: number }>;

  // Channels
  addChannel(channel: NewChannel, by: By): Promise<'added' | 'exists'>;
  renameChannel(channelId: string, name: string, by: By): Promise<boolean>;
  /** In place of the tags it had. */
  setChannelTags(channelId: string, tags: readonly string[], by: By): Promise<boolean>;
  /** Leaves no line in the log. */
  setChannelPinned(channelId: string, pinned: boolean): Promise<boolean>;
  markChannelSecretSet(channelId: string, by: By): Promise<boolean>;
  /** What keeps a channel from being removed: live tokens of ours (active, draining, revoking, not expired), and issues that may still lead to a live token. */
  channelUse(channelId: string, at: string): Promise<{ readonly live: number; readonly unresolved: number }>;
  /** Refuses while it is in use (`channelUse`). The caller sees to the secrets of the returned keys. */
  removeChannel(
    channelId: string,
    by: By,
  ): Promise<
    | { readonly outcome: 'removed'; readonly signingKeyIds: readonly string[] }
    | { readonly outcome: 'in-use'; readonly live: number; readonly unresolved: number }
    | { readonly outcome: 'not-found' }
  >;
  channel(channelId: string, at: string): Promise<Channel | undefined>;
  channels(at: string): Promise<readonly Channel[]>;
  /** Where channels live, each once. */
  platforms(): Promise<readonly string[]>;

  // Signing keys
  /** A thumbprint may exist once among the keys of channels that are not removed. */
  addSigningKey(
    key: NewSigningKey,
    by: By,
  ): Promise<{ readonly outcome: 'added' } | { readonly outcome: 'exists'; readonly channelId: string }>;
  signingKey(signingKeyId: string): Promise<SigningKey | undefined>;
  signingKeys(channelId?: string): Promise<readonly SigningKey[]>;
  /** `generated` or `registered` or `proved` → `registered` (a new kid takes the proof away; the same kid keeps it). */
  registerSigningKey(
    signingKeyId: string,
    kid: string,
    by: By,
  ): Promise<
    | { readonly outcome: 'registered' | 'not-found' | 'retired' }
    | { readonly outcome: 'kid-in-use'; readonly signingKeyId: string }
  >;
  /** `registered` → `proved`; updates `provedAt` of a proved one. False where the key is in another state or has another kid by now. */
  markSigningKeyProved(signingKeyId: string, kid: string, by: By): Promise<boolean>;
  retireSigningKey(signingKeyId: string, by: By): Promise<boolean>;

  // Issues
  /**
   * Records the intent (`prepared`), unless the ledger says that all slots are taken (live tokens of ours, orphans, foreign ones, and issues
   * that may have issued) or an earlier issue of the channel is unresolved. One that never got further than `prepared` is `not-issued` by then.
   */
  prepareIssue(
    issue: NewIssue,
    by: By,
  ): Promise<
    | { readonly outcome: 'prepared' }
    | { readonly outcome: 'slots-full'; readonly freesAt: string | null }
    | { readonly outcome: 'unresolved'; readonly issueId: string }
  >;
  /** `prepared` → `sent`, with the key IDs that were live before. */
  markIssueSent(issueId: string, liveKeyIdsBefore: readonly string[], by: By): Promise<void>;
  /** `sent` or `unknown` → `done` and the token `active`, in one transaction. A key ID that a check has meanwhile called orphan or foreign becomes this token. */
  completeIssue(issueId: string, token: IssuedToken, by: By): Promise<Token>;
  /** `prepared` or `sent` → `rejected`. */
  rejectIssue(issueId: string, end: IssueEnd, by: By): Promise<void>;
  /** `prepared` → `not-issued`: nothing was sent. */
  abandonIssue(issueId: string, end: IssueEnd, by: By): Promise<void>;
  /** `sent` → `unknown`. */
  markIssueUnknown(issueId: string, end: IssueEnd, by: By): Promise<void>;
  /** After a crash: every `prepared` becomes `not-issued`, every `sent` becomes `unknown`, every running operation `interrupted`. */
  recoverAfterCrash(
    by: By,
  ): Promise<{ readonly notIssued: number; readonly unknown: number; readonly interrupted: number }>;
  issue(issueId: string): Promise<Issue | undefined>;
  issues(query: {
    readonly channelId?: string | undefined;
    readonly unresolvedOnly: boolean;
  }): Promise<readonly Issue[]>;

  // Tokens
  tokens(
    query: TokenQuery,
    at: string,
  ): Promise<{ readonly tokens: readonly Token[]; readonly nextCursor: string | null }>;
  /** How many match, and how many there are in all (of the channel, where one is named). */
  countTokens(
    match: TokenMatch,
    at: string,
  ): Promise<{
    readonly matching: number;
    readonly total: number;
    readonly byState: Partial<Record<TokenState, number>>;
  }>;
  /** The state of things per channel that `ChannelOutlook` describes, of every channel; `boundaries` are instants in order. */
  outlook(boundaries: readonly string[], at: string): Promise<readonly ChannelOutlook[]>;
  token(tokenId: string, at: string): Promise<Token | undefined>;
  tokensById(tokenIds: readonly string[], at: string): Promise<readonly Token[]>;
  /** Tokens of the channel that hold a slot and whose value we have (active, draining, revoking, not expired). */
  revocableTokens(channelId: string, at: string): Promise<readonly Token[]>;
  /** What all tokens that match, but for some, mean for a revocation of at most so many. */
  revocableMatches(
    match: TokenMatch,
    exceptTokenIds: readonly string[],
    most: number,
    at: string,
  ): Promise<RevocableMatches>;
  /** The channels of all tokens that match, but for some. */
  channelsOfMatches(match: TokenMatch, exceptTokenIds: readonly string[], at: string): Promise<readonly string[]>;
  /** Of the given tokens, those that are the last live ones of their (channel, consumer): nothing live of it would remain. Empty consumers don't count. */
  lastOfConsumer(tokenIds: readonly string[], at: string): Promise<readonly Token[]>;
  /** Of the given tokens, those whose successor is issued and not adopted yet: somebody may still use them. */
  withUnadoptedSuccessor(tokenIds: readonly string[], at: string): Promise<readonly Token[]>;
  sealedValue(tokenId: string): Promise<Buffer | undefined>;
  tokenByValueIndex(valueIndex: Buffer, at: string): Promise<Token | undefined>;
  /** `active` or `draining` → `revoking`, just before the call. */
  markRevoking(tokenIds: readonly string[], by: By): Promise<void>;
  /** `revoking` → `draining` where its rotation lets it drain, and else `active`: it was not called for after all. */
  unmarkRevoking(tokenIds: readonly string[], by: By): Promise<void>;
  /**
   * Compares LINE's list with the ledger: ours seen live, `gone` (or `revoked`, where we were revoking and its time was not over), new IDs as `orphan`
   * of an unknown issue or `foreign`, unknown issues settled. An issue that is still `sent` counts as unknown: the caller sees to it that nothing
   * is under way in the channel between asking for the list and this call, so that no clock needs to be compared.
   */
  reconcile(list: KeyIdList, by: By): Promise<Reconciliation>;

  // The log of what was done
  recordAudit(
    entry: {
      readonly kind: AuditKind;
      readonly channelId?: string | undefined;
      readonly subjectId?: string | undefined;
      readonly note?: string | undefined;
    },
    by: By,
  ): Promise<void>;
  audit(query: {
    readonly channelId?: string | undefined;
    readonly subjectId?: string | undefined;
    readonly beforeSequence?: number | undefined;
    readonly limit: number;
  }): Promise<readonly AuditEntry[]>;
}

// The platform ---------------------------------------------------------------------------------------------------

export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  /** Holds secrets in its query for two of LINE's endpoints: never log it, never put it into an error. */
  readonly url: URL;
  readonly headers: { readonly [name: string]: string };
  readonly body?: Buffer;
  readonly timeoutMs: number;
  readonly maxBytes: number;
  /** Whether sending it twice does no harm, so that it may use a connection that was kept open. Everything else leaves once (ADR 0008). */
  readonly repeatable?: boolean;
}

export interface HttpAnswer {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: { readonly [name: string]: string };
  readonly body: Buffer;
}

/**
 * Why no whole answer came. `sent` says whether the request may have reached the platform: false only where that is certain.
 * `problem` is a short text for people, free of URLs.
 */
export interface HttpProblem {
  readonly kind: 'unreachable' | 'timeout' | 'broken' | 'too-large' | 'redirect';
  readonly sent: boolean;
  readonly problem: string;
  /** What stands in between, where the transport can tell more than `kind` does. */
  readonly connection?: ConnectionProblem;
  /** The name that the system or the network library has for it, such as `CERT_HAS_EXPIRED`. */
  readonly technical?: string;
}

/** One HTTP exchange: no redirects, no retries, no cookies, no cache. Never throws for what the network does. */
export type HttpTransport = (
  request: HttpRequest,
) => Promise<{ readonly answer: HttpAnswer } | { readonly problem: HttpProblem }>;
