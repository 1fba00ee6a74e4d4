import { ROTATION_STEPS, type RotationStep } from '../../../shared/rotation.ts';
import type { NewRotation, OpenedRotation, RotationLedger } from '../../rotation/rotation-ledger.ts';
import { toFailure } from '../../failure.ts';
import { VaultError } from '../../vault-error.ts';
import type { When } from '../audit.ts';
import { toMilliseconds } from '../instants.ts';
import type { IssueRow } from '../issues.ts';
import type { Queries } from '../queries.ts';
import type { RotationRow, StepChange } from '../rotations.ts';
import { stateAt, type TokenRow } from '../token-row.ts';
import type { Transactions } from '../transactions.ts';

/** Of the steps that come after a skipped one, those that make no sense without it. */
const SKIPPED_WITH: Partial<Record<RotationStep, RotationStep>> = {
  issue: 'deliver',
  deliver: 'adopt',
  revoke: 'prove',
};

/** States of an attempt to issue that may have issued something, or has: a second one beside it would be one token too many. */
const MAY_HAVE_ISSUED = new Set(['prepared', 'sent', 'unknown', 'done']);

type Parts = Pick<Queries, 'audit' | 'issues' | 'rotations' | 'tokens'>;

/** The changes of one rotation within one transaction. */
class Walk {
  readonly #parts: Parts;
  readonly #when: When;
  #row: RotationRow;

  constructor(parts: Parts, row: RotationRow, when: When) {
    this.#parts = parts;
    this.#row = row;
    this.#when = when;
  }

  get row(): RotationRow {
    return this.#row;
  }

  #note(kind: Parameters<Parts['audit']['add']>[0]['kind'], note?: string): void {
    const { channel_id: channelId, rotation_id: subjectId } = this.#row;
    this.#parts.audit.add({ kind, channelId, subjectId, note }, this.#when);
  }

  #reload(): void {
    this.#row = this.#parts.rotations.get(this.#row.rotation_id);
  }

  #change(step: RotationStep, change: StepChange): void {
    this.#parts.rotations.changeStep(this.#row, step, change, this.#when);
  }

  finish(step: RotationStep, proof: StepChange['proof'], note?: string): void {
    this.#change(step, { state: 'done', proof: proof ?? null, note });
    this.#note('rotation-step-done', note === undefined ? `${step}: ${proof}` : `${step}: ${proof} (${note})`);
    if (this.#row.step === step) this.#advance(step);
  }

  skip(step: RotationStep, reason: string): void {
    this.#change(step, { state: 'skipped', note: reason });
    this.#note('rotation-step-skipped', `${step}: ${reason}`);
    this.#advance(step);
  }

  /** `issue` → `deliver` and `adopt` too, `revoke` → `prove` too. */
  skipWithFollowers(step: RotationStep, reason: string): void {
    this.skip(step, reason);
    const follower = step === 'deliver' && this.#row.new_token_id !== null ? undefined : SKIPPED_WITH[step];
    if (follower !== undefined) this.skipWithFollowers(follower, reason);
  }

  stop(reason: string): void {
    const { rotations, tokens } = this.#parts;
    for (const token of rotations.oldTokensOf(this.#row))
      if (token.state === 'draining') tokens.changeState(token, 'active');
    rotations.end(this.#row, 'stopped', this.#when.at);
    this.#note('rotation-stopped', reason);
    this.#reload();
  }

  #advance(step: RotationStep): void {
    const { rotations } = this.#parts;
    const next = ROTATION_STEPS[ROTATION_STEPS.indexOf(step) + 1];
    if (next === undefined) {
      rotations.end(this.#row, 'done', this.#when.at);
      this.#note('rotation-done');
      this.#reload();
      return;
    }
    if (next === 'drain') this.#beginToDrain();
    rotations.goTo(this.#row, next);
    this.#change(next, { state: 'now' });
    this.#reload();
    const { drains_until: until } = this.#row;
    if (next === 'drain' && until !== null && until <= this.#when.at) this.finish('drain', 'time');
  }

  #beginToDrain(): void {
    const { rotations, tokens } = this.#parts;
    const { at } = this.#when;
    const old = rotations.oldTokensOf(this.#row);
    for (const token of old) if (token.state === 'active') tokens.changeState(token, 'draining');
    const overlapMs = this.#row.cause === 'leak' ? 0 : this.#row.overlap_seconds * 1_000;
    // What has expired by then need not be waited for.
    const lastEnd = Math.max(at, ...old.map(({ expires_at }) => expires_at));
    rotations.drainUntil(this.#row, Math.min(at + overlapMs, lastEnd));
  }
}

/** Called where an issue is recorded, in the same transaction: from then on the rotation knows what may have issued its successor. */
export function linkRotationIssue({ issues, rotations }: Parts, rotationId: string, issueId: string): void {
  const row = rotations.get(rotationId);
  if (row.state !== 'under-way' || row.step !== 'issue')
    throw new Error(`rotation ${rotationId} is ${row.state} at ${row.step} and issues nothing`);
  if (row.issue_id !== null && MAY_HAVE_ISSUED.has(issues.get(row.issue_id).state))
    throw new Error(`rotation ${rotationId} has issue ${row.issue_id}, which is not settled`);
  rotations.linkIssue(row, issueId);
}

/** Called where LINE's answer to an issue is stored, in the same transaction: that token is the successor. */
export function storeSuccessor(parts: Parts, issueId: string, tokenSequence: number, when: When): void {
  const row = parts.rotations.withIssue(issueId);
  if (row?.state !== 'under-way' || row.step !== 'issue') return;
  parts.rotations.linkNewToken(row, tokenSequence);
  new Walk(parts, parts.rotations.get(row.rotation_id), when).finish('issue', 'stored');
}

/** Called where the vault finds, after a crash, that nobody knows what became of an issue: its rotation says so too. */
export function loseTrackOfSuccessor(
  parts: Parts,
  { issue_id: issueId, channel_id: channelId }: IssueRow,
  when: When,
): void {
  const row = parts.rotations.withIssue(issueId);
  if (row?.state !== 'under-way' || row.step !== 'issue') return;
  const error = toFailure(new VaultError('issue-unknown', { channelId, issueId, cause: 'internal', requestId: null }));
  parts.rotations.changeStep(row, 'issue', { state: 'failed', error }, when);
}

/** Called where a channel is removed. */
export function endRotationsOf(
  { policies, ...parts }: Parts & Pick<Queries, 'policies'>,
  channelId: string,
  when: When,
): void {
  for (const row of parts.rotations.underWay(channelId, Number.MAX_SAFE_INTEGER))
    new Walk(parts, row, when).stop('the channel was removed');
  policies.removeAllOf(channelId);
}

/** The port's methods on rotations. */
export function rotationMethods(queries: Queries, transactions: Transactions): RotationLedger {
  const { audit, channels, operations, policies, rotations, slotHolders, slots, tokens } = queries;

  /** The tokens that a new rotation replaces, oldest first; or why it cannot begin. */
  function tokensToReplace(rotation: NewRotation, at: number): readonly TokenRow[] | OpenedRotation {
    const { channelId, consumer, tokenIds } = rotation;
    const holdsSlot = (row: TokenRow) =>
      ['active', 'draining', 'revoking'].includes(stateAt(row.state, row.expires_at, at));
    const oldestFirst = (one: TokenRow, other: TokenRow) =>
      one.issued_at - other.issued_at || one.sequence - other.sequence;
    if (tokenIds === undefined) {
      const live = tokens.judgeable(channelId, at).filter((row) => row.consumer === consumer && holdsSlot(row));
      return live.length > 0 ? live.toSorted(oldestFirst) : { outcome: 'nothing' };
    }
    const named: TokenRow[] = [];
    for (const tokenId of new Set(tokenIds)) {
      const row = tokens.get(tokenId);
      if (row?.channel_id !== channelId || row.consumer !== consumer) return { outcome: 'no-such-token', tokenId };
      if (!holdsSlot(row)) return { outcome: 'token-not-live', tokenId, state: stateAt(row.state, row.expires_at, at) };
      named.push(row);
    }
    return named.toSorted(oldestFirst);
  }

  /** Walks on with a rotation that is at the step; undefined where it is not. */
  function walk(rotationId: string, isDue: (row: RotationRow) => boolean, when: When, work: (walk: Walk) => void) {
    const row = rotations.get(rotationId);
    if (row.state !== 'under-way' || !isDue(row)) return undefined;
    const walk = new Walk(queries, row, when);
    work(walk);
    return rotations.toRotation(rotations.get(rotationId), when.at);
  }

  return {
    rotationPolicies: (channelId, at) => transactions.read(() => policies.list(channelId, toMilliseconds(at))),
    setRotationPolicy: (of, settings, by) =>
      transactions.write(by, (when) => {
        if (!channels.exists(of.channelId)) return false;
        policies.set(of, settings);
        audit.add({ kind: 'policy-set', channelId: of.channelId, note: of.consumer }, when);
        return true;
      }),
    removeRotationPolicy: (of, by) =>
      transactions.write(by, (when) => {
        if (!channels.exists(of.channelId)) return false;
        if (!policies.get(of)) return true;
        policies.remove(of);
        audit.add({ kind: 'policy-removed', channelId: of.channelId, note: of.consumer }, when);
        return true;
      }),

    openRotation: (rotation, by) =>
      transactions.write(by, (when): OpenedRotation => {
        const { channelId, consumer, cause, rotationId, operationItem } = rotation;
        const open = rotations.openOf(channelId, consumer);
        if (open) return { outcome: 'under-way', rotationId: open.rotation_id };
        const old = tokensToReplace(rotation, when.at);
        if ('outcome' in old) return old;
        const taken = slots.ofChannel(channelId, when.at);
        if (cause === 'planned' && taken.free === 0) return { outcome: 'slots-full', freesAt: taken.nextFreesAt };
        const row = rotations.add(rotation, old, when.at);
        if (operationItem) operations.linkRotation(operationItem, rotationId);
        audit.add({ kind: 'rotation-begun', channelId, subjectId: rotationId, note: `${consumer}: ${cause}` }, when);
        return { outcome: 'opened', rotation: rotations.toRotation(row, when.at) };
      }),
    rotation: (rotationId, at) =>
      transactions.read(() => {
        const row = rotations.find(rotationId);
        return row && rotations.toRotation(row, toMilliseconds(at));
      }),
    rotations: ({ channelId, openOnly, limit }, at) =>
      transactions.read(() => {
        const open = rotations.underWay(channelId, limit);
        const ended = openOnly ? [] : rotations.ended(channelId, limit - open.length);
        return [...open, ...ended].map((row) => rotations.toRotation(row, toMilliseconds(at)));
      }),
    successorOrder: (rotationId) =>
      transactions.read(() => {
        const { label, lifetime_seconds, issue_id } = rotations.get(rotationId);
        return { label, lifetimeSeconds: lifetime_seconds, issueId: issue_id };
      }),

    finishRotationStep: (rotationId, step, { proof, note }, by) =>
      transactions.write(by, (when) => {
        const isDue = (row: RotationRow) =>
          row.step === step || (step === 'deliver' && row.step === 'adopt' && row.new_token_id !== null);
        return walk(rotationId, isDue, when, (walk) => walk.finish(step, proof, note));
      }),
    failRotationStep: (rotationId, step, error, by) =>
      transactions.write(by, (when) =>
        walk(
          rotationId,
          (row) => row.step === step,
          when,
          ({ row }) => rotations.changeStep(row, step, { state: 'failed', error }, when),
        ),
      ),
    skipRotationStep: (rotationId, step, reason, by) =>
      transactions.write(by, (when) => {
        const hasDrained = (row: RotationRow) => row.step === 'drain' && (row.drains_until ?? Infinity) <= when.at;
        const isDue = (row: RotationRow) => row.step === step || (step === 'revoke' && hasDrained(row));
        return walk(rotationId, isDue, when, (walk) => {
          if (walk.row.step !== step) walk.finish('drain', 'time');
          walk.skipWithFollowers(step, reason);
        });
      }),
    stopRotation: (rotationId, reason, by) =>
      transactions.write(by, (when) =>
        walk(
          rotationId,
          () => true,
          when,
          (walk) => walk.stop(reason),
        ),
      ),

    withUnadoptedSuccessor: (tokenIds, at) =>
      transactions.read(() => rotations.withUnadoptedSuccessor(tokenIds, toMilliseconds(at))),
    planSources: (channelId, at) =>
      transactions.read(() => ({
        holders: slotHolders.list(channelId, toMilliseconds(at)),
        underWay: rotations.underWay(channelId, Number.MAX_SAFE_INTEGER).map((row) => rotations.toUnderWay(row)),
      })),
  };
}
