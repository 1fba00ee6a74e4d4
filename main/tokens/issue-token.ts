// Holds: the token value in LINE's answer, the only copy there is.
// Lives: from the answer until it is sealed and on disk.
// Wiped by: this file, right after it was sealed.
import { randomUUID } from 'node:crypto';
import type { ParsedInputOf } from '../../shared/contract.ts';
import type { Channel, SigningKey, Token } from '../../shared/domain.ts';
import { SLOTS_PER_CHANNEL, TOKEN_LIFETIME_MAX_SECONDS } from '../../shared/line-limits.ts';
import { askKeyIdsProving } from '../assertions/ask-key-ids.ts';
import { makeAssertion, pickSigningKey } from '../assertions/make-assertion.ts';
import type { AnswerMeta, IssuedAnswer, PlatformAnswer, PlatformProblem } from '../line/line-client.ts';
import { isPlatformsOwn, platformError } from '../line/platform-error.ts';
import type { NewIssue } from '../ports.ts';
import type { Secret } from '../secrets/secret.ts';
import { instantOf, type Session } from '../session.ts';
import { isVaultError, VaultError } from '../vault-error.ts';
import { checkChannel, tokensChanged } from './check-channel.ts';
import { tokenAad } from './token-value.ts';

type IssueInput = Required<ParsedInputOf<'token.issue'>>;

/** What the record of an issue is tied to, in the same transaction; and its ID, for whoever has written that down before, so that a crash cannot part the two. */
export type IssueLinks = Partial<Pick<NewIssue, 'issueId' | 'operationItem' | 'rotationId'>>;

async function prepare(
  session: Session,
  channel: Channel,
  issueId: string,
  signingKeyId: string,
  input: IssueInput,
  links: IssueLinks,
): Promise<void> {
  const { channelId, label, consumer, lifetimeSeconds } = input;
  const intent = { ...links, issueId, channelId, signingKeyId, label, consumer, lifetimeSeconds };
  let prepared = await session.ledger.prepareIssue(intent, session.by());
  if (prepared.outcome === 'unresolved') {
    // The list that settles it costs nothing, so the person need not ask for it first.
    await checkChannel(session, channel);
    prepared = await session.ledger.prepareIssue(intent, session.by());
  }
  if (prepared.outcome === 'unresolved')
    throw new VaultError('issue-unresolved', { channelId, issueId: prepared.issueId });
  if (prepared.outcome === 'slots-full')
    throw new VaultError('slots-full', { channelId, limit: SLOTS_PER_CHANNEL, freesAt: prepared.freesAt });
}

/** What an issue needs before anything is sent: which key IDs are live now, and the assertion (the caller wipes it). */
interface ReadyToSend {
  readonly liveKeyIdsBefore: readonly string[];
  readonly assertion: Secret;
}

/** Step 2: which key IDs are live before, so that a new one can be recognised afterwards. Nothing was sent yet, so any failure is harmless. */
async function getReady(
  session: Session,
  channel: Channel,
  key: SigningKey,
  issueId: string,
  tokenLifetimeSeconds: number,
): Promise<ReadyToSend> {
  try {
    const { keyIds, askedAt } = await askKeyIdsProving(session, channel, key);
    await session.ledger.reconcile({ channelId: channel.channelId, keyIds, askedAt }, session.by());
    if (keyIds.length >= SLOTS_PER_CHANNEL) {
      const { slots } = (await session.ledger.channel(channel.channelId, session.by().at)) ?? channel;
      throw new VaultError('slots-full', {
        channelId: channel.channelId,
        limit: SLOTS_PER_CHANNEL,
        freesAt: slots.nextFreesAt,
      });
    }
    const { assertion } = await makeAssertion(session, channel, key, { tokenLifetimeSeconds });
    return { liveKeyIdsBefore: keyIds, assertion };
  } catch (error) {
    await session.ledger.abandonIssue(
      issueId,
      { httpStatus: null, requestId: null, reason: isVaultError(error) ? error.code : 'internal' },
      session.by(),
    );
    throw error;
  }
}

/** Seals LINE's answer and puts it on disk. Only then may anybody see it. */
async function keep(
  session: Session,
  issueId: string,
  input: IssueInput,
  sentAtMs: number,
  answer: IssuedAnswer,
  meta: AnswerMeta,
): Promise<Token> {
  const tokenId = randomUUID();
  const { accessToken, keyId, expiresInSeconds } = answer;
  const sealedValue = session.sealer.seal(accessToken.bytes(), tokenAad(tokenId));
  const valueIndex = session.sealer.index(accessToken.bytes());
  accessToken.wipe();
  const token = await session.unsaved.save(issueId, input.channelId, {
    tokenId,
    keyId,
    sealedValue,
    valueIndex,
    // From when it was asked for, so that the vault never believes in a token longer than LINE does; and never longer than LINE allows.
    issuedAt: instantOf(sentAtMs),
    expiresAt: instantOf(sentAtMs + Math.min(expiresInSeconds, TOKEN_LIFETIME_MAX_SECONDS) * 1000),
    httpStatus: meta.status ?? 200,
    requestId: meta.requestId,
  });
  session.log.info('token issued', { channelId: input.channelId, requestId: meta.requestId });
  return token;
}

/** LINE said no, or the request certainly never left: nothing was issued, and it is safe to repeat. */
async function reject(
  session: Session,
  channel: Channel,
  issueId: string,
  problem: PlatformProblem,
  meta: AnswerMeta,
): Promise<never> {
  const platformMessage = 'platformMessage' in problem ? problem.platformMessage : '';
  const reason = problem.kind === 'network' ? problem.network.problem : platformMessage;
  await session.ledger.rejectIssue(
    issueId,
    { httpStatus: meta.status, requestId: meta.requestId, reason },
    session.by(),
  );
  tokensChanged(session, channel.channelId);
  if (problem.kind === 'refused') {
    throw new VaultError('issue-refused', {
      channelId: channel.channelId,
      status: problem.status,
      shape: problem.shape,
      platformMessage,
      requestId: meta.requestId,
      issueId,
    });
  }
  throw platformError(channel.platform, problem, meta);
}

/** Whether a token may exist although no usable answer came. */
function mayHaveIssued(problem: PlatformProblem): boolean {
  switch (problem.kind) {
    case 'network':
      return problem.network.sent;
    case 'refused':
    case 'busy':
      // 408 is somebody's impatience, whoever's it is.
      return !isPlatformsOwn(problem) || problem.status === 408;
    case 'failed':
    case 'unreadable':
      return true;
  }
}

/** What is known of an issue that was sent. */
interface SentIssue {
  readonly issueId: string;
  readonly input: IssueInput;
  readonly sentAtMs: number;
  readonly liveKeyIdsBefore: readonly string[];
  /** The token value, where the answer held at least that. The caller of `settleUnknown` wipes it. */
  readonly salvaged: Secret | undefined;
}

/**
 * A token value that came without its key ID: where exactly one key ID is new since the request was sent, the two belong together. Otherwise nobody
 * can say which is whose, and the value is given up.
 */
async function pairSalvaged(
  session: Session,
  issue: SentIssue,
  accessToken: Secret,
  liveNow: ReadonlySet<string>,
  meta: AnswerMeta,
): Promise<Token | undefined> {
  const before = new Set(issue.liveKeyIdsBefore);
  const [keyId, ...others] = [...liveNow].filter((each) => !before.has(each));
  if (keyId === undefined || others.length > 0) return undefined;
  const { issueId, input, sentAtMs } = issue;
  return keep(session, issueId, input, sentAtMs, { accessToken, keyId, expiresInSeconds: input.lifetimeSeconds }, meta);
}

/** Step 5: recorded as unknown first, then asked after at once where the platform has certainly finished with the request. */
async function settleUnknown(
  session: Session,
  channel: Channel,
  issue: SentIssue,
  problem: PlatformProblem,
  meta: AnswerMeta,
): Promise<Token> {
  const { issueId } = issue;
  const failure = platformError(channel.platform, problem, meta);
  await session.ledger.markIssueUnknown(
    issueId,
    { httpStatus: meta.status, requestId: meta.requestId, reason: failure.code },
    session.by(),
  );
  tokensChanged(session, channel.channelId);
  const unknown = new VaultError('issue-unknown', {
    channelId: channel.channelId,
    issueId,
    cause: failure.code,
    requestId: meta.requestId,
  });
  if (problem.kind === 'network' && problem.network.kind === 'timeout') throw unknown;
  let check: Awaited<ReturnType<typeof checkChannel>>;
  try {
    check = await checkChannel(session, channel);
  } catch (error) {
    if (isVaultError(error)) throw unknown;
    throw error;
  }
  const settled = check.resolvedIssues.find((resolved) => resolved.issueId === issueId);
  if (settled?.state === 'not-issued') throw failure;
  if (settled?.state !== 'orphaned') throw unknown;
  const token = issue.salvaged && (await pairSalvaged(session, issue, issue.salvaged, check.liveKeyIds, meta));
  if (token) {
    tokensChanged(session, channel.channelId);
    return token;
  }
  const { tokens } = await session.ledger.tokens(
    { channelId: channel.channelId, states: ['orphan'], sort: 'issuedAt', direction: 'descending', limit: 200 },
    session.by().at,
  );
  const orphan = tokens.find((each) => each.issueId === issueId);
  throw new VaultError('issue-orphaned', {
    channelId: channel.channelId,
    issueId,
    keyId: orphan?.keyId ?? null,
    freesAt: orphan?.expiresAt ?? null,
  });
}

/**
 * Issues a channel access token v2.1: the one call that cannot be repeated. Each step is on disk before the next begins, and no token is
 * shown or copied before it is stored. Call it inside `session.inChannel`.
 */
export async function issueToken(
  session: Session,
  channel: Channel,
  input: IssueInput,
  links: IssueLinks = {},
): Promise<Token> {
  const key = await pickSigningKey(session, channel.channelId);
  const issueId = links.issueId ?? randomUUID();
  await prepare(session, channel, issueId, key.signingKeyId, input, links);
  const { liveKeyIdsBefore, assertion } = await getReady(session, channel, key, issueId, input.lifetimeSeconds);
  const sentAtMs = session.clock.now();
  let answer: PlatformAnswer<IssuedAnswer>;
  try {
    await session.ledger.markIssueSent(issueId, liveKeyIdsBefore, session.by());
    answer = await session.line.issueToken(channel.platform, assertion);
  } finally {
    assertion.wipe();
  }
  session.skew.learn(channel.platform, answer.meta.skewMs);
  if (!answer.ok) {
    if (!mayHaveIssued(answer.problem)) return reject(session, channel, issueId, answer.problem, answer.meta);
    const { problem, meta } = answer;
    const salvaged = problem.kind === 'unreadable' ? problem.salvaged : undefined;
    const issue = { issueId, input, sentAtMs, liveKeyIdsBefore, salvaged };
    return settleUnknown(session, channel, issue, problem, meta).finally(() => salvaged?.wipe());
  }
  const token = await keep(session, issueId, input, sentAtMs, answer.value, answer.meta);
  tokensChanged(session, channel.channelId);
  return token;
}
