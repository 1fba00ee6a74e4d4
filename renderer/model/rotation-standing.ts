import type { Rotation, RotationStep, StepRecord } from '../../shared/rotation.ts';

/** Where a rotation stands, from what the engine recorded and what the clock says since. */

const HOLDS_SLOT: readonly string[] = ['active', 'draining', 'revoking'];

/** The old tokens that LINE may still accept. */
export function liveOldTokens(rotation: Rotation): Rotation['oldTokens'] {
  return rotation.oldTokens.filter(({ state }) => HOLDS_SLOT.includes(state));
}

/** Whether the overlap is over by the clock, also where the engine has not looked at it since. */
export function isDrained(rotation: Rotation, now: number): boolean {
  return rotation.drainsUntil !== null && Date.parse(rotation.drainsUntil) <= now;
}

/** The step that a person or the engine can take now; null for one that is over. An overlap whose time is over leads to the revocation. */
export function turnOf(rotation: Rotation, now: number): RotationStep | null {
  if (rotation.state !== 'under-way') return null;
  const step = rotation.step === 'drain' && isDrained(rotation, now) ? 'revoke' : rotation.step;
  return step === 'revoke' && liveOldTokens(rotation).length === 0 ? 'prove' : step;
}

/** The step that is passed over where somebody skips one: of an overlap that is over, what comes after it. */
export function stepToSkip(rotation: Rotation, now: number): RotationStep {
  return rotation.step === 'drain' && isDrained(rotation, now) ? 'revoke' : rotation.step;
}

export function recordOf(rotation: Rotation, step: RotationStep): StepRecord | undefined {
  return rotation.steps.find((each) => each.step === step);
}

/** The step that was tried and went wrong, and is still to be taken. */
export function failedStep(rotation: Rotation): StepRecord | undefined {
  return rotation.state === 'under-way' ? rotation.steps.find(({ state }) => state === 'failed') : undefined;
}

/** Whether the engine takes the step without anybody: a file, a command, a question to LINE. */
function goesByItself(rotation: Rotation, step: RotationStep): boolean {
  if (step === 'deliver') return rotation.delivery.how !== 'copy';
  return step === 'adopt' ? rotation.confirmBy === 'bot-info' : step === 'drain';
}

/** Whether it stands still until somebody does something. */
export function needsPerson(rotation: Rotation, now: number): boolean {
  const turn = turnOf(rotation, now);
  return turn !== null && (failedStep(rotation) !== undefined || !goesByItself(rotation, turn));
}

/** What the engine would do now if it were told to go on: how many steps of each kind. */
export function dueByItself(
  rotations: readonly Rotation[],
  now: number,
): Readonly<Record<'issues' | 'handOvers' | 'questions' | 'revocations', number>> {
  const turns = rotations.map((rotation) => ({ rotation, turn: turnOf(rotation, now) }));
  const count = (step: RotationStep) =>
    turns.filter(({ rotation, turn }) => turn === step && goesByItself(rotation, step)).length;
  return {
    // What was issued and lost has burnt a slot: whether to burn another one is a person's to say.
    issues: turns.filter(
      ({ rotation, turn }) => turn === 'issue' && failedStep(rotation)?.error?.code !== 'issue-orphaned',
    ).length,
    handOvers: count('deliver'),
    questions: count('adopt'),
    revocations: turns.filter(({ turn }) => turn === 'revoke' || turn === 'prove').length,
  };
}

const URGENCY: readonly RotationStep[] = ['revoke', 'prove', 'issue', 'deliver', 'adopt', 'drain'];

/** How soon it needs somebody, the lowest first: a leak, what failed, then what only has to be finished. */
function rank(rotation: Rotation, now: number): number {
  if (rotation.cause === 'leak') return 0;
  if (failedStep(rotation)) return 1;
  const turn = turnOf(rotation, now);
  return turn === null ? 9 : 2 + URGENCY.indexOf(turn);
}

/** Those that need somebody, the most urgent first and the oldest among equals. */
export function needingFirst(rotations: readonly Rotation[], now: number): readonly Rotation[] {
  return rotations
    .filter((rotation) => needsPerson(rotation, now))
    .sort((one, other) => rank(one, now) - rank(other, now) || one.begunAt.localeCompare(other.begunAt));
}

/** Those that go on without anybody, the one that moves on first first. */
export function goingOn(rotations: readonly Rotation[], now: number): readonly Rotation[] {
  const moves = (rotation: Rotation) => rotation.drainsUntil ?? rotation.begunAt;
  return rotations
    .filter((rotation) => rotation.state === 'under-way' && !needsPerson(rotation, now))
    .sort((one, other) => moves(one).localeCompare(moves(other)));
}

/** What is known of an old token of a rotation that is under way. */
export function safetyOf(rotation: Rotation, now: number): 'not-adopted' | 'draining' | 'drained' {
  const adopted = recordOf(rotation, 'adopt');
  if (adopted?.state !== 'done') return 'not-adopted';
  return turnOf(rotation, now) === 'drain' ? 'draining' : 'drained';
}

/** The rotation that replaces each old token. */
export function byOldToken(rotations: readonly Rotation[]): ReadonlyMap<string, Rotation> {
  return new Map(
    rotations.flatMap((rotation) => rotation.oldTokens.map(({ tokenId }) => [tokenId, rotation] as const)),
  );
}

/** The rotation of each consumer, by a key of its channel and name. */
export function byConsumer(rotations: readonly Rotation[]): ReadonlyMap<string, Rotation> {
  return new Map(rotations.map((rotation) => [JSON.stringify([rotation.channelId, rotation.consumer]), rotation]));
}
