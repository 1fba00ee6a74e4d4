import type { Token } from '../../shared/domain.ts';
import { POLICY_DEFAULTS, ROTATION_STEPS, type Rotation, type StepRecord } from '../../shared/rotation.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const iso = (milliseconds: number) => new Date(milliseconds).toISOString();

const PROOFS = {
  issue: 'stored',
  deliver: 'copied',
  adopt: 'person',
  drain: 'time',
  revoke: 'answered',
  prove: 'absent',
} as const satisfies Record<Rotation['step'], StepRecord['proof']>;

/** The steps of a rotation that stands at `step`: those before it are done, an hour apart. */
export function stepsAt(step: Rotation['step'] | 'end', begun: number, now: StepRecord['state'] = 'now'): StepRecord[] {
  const turn = step === 'end' ? ROTATION_STEPS.length : ROTATION_STEPS.indexOf(step);
  return ROTATION_STEPS.map((each, index) => ({
    step: each,
    state: index < turn ? 'done' : index === turn ? now : 'waiting',
    at: index < turn ? iso(begun + index * HOUR) : null,
    door: index < turn ? 'desktop' : null,
    proof: index < turn ? PROOFS[each] : null,
    note: null,
  }));
}

export const oldToken = ({ tokenId, keyId, expiresAt, state }: Token): Rotation['oldTokens'][number] => ({
  tokenId,
  keyId,
  expiresAt,
  state,
});

/** A rotation of these old tokens to that new one. */
export function fakeRotation(
  rotationId: string,
  old: readonly [Token, ...Token[]],
  successor: Token | undefined,
  change: Partial<Rotation> & Pick<Rotation, 'step' | 'begunAt'>,
): Rotation {
  const [{ channelId, channelName, platformKind, consumer }] = old;
  const begun = Date.parse(change.begunAt);
  return {
    rotationId,
    channelId,
    channelName,
    platformKind,
    consumer,
    cause: 'planned',
    state: 'under-way',
    steps: stepsAt(change.step, begun),
    newTokenId: successor?.tokenId ?? null,
    newKeyId: successor?.keyId ?? null,
    issueId: null,
    oldTokens: old.map(oldToken),
    delivery: POLICY_DEFAULTS.delivery,
    confirmBy: POLICY_DEFAULTS.confirmBy,
    overlapSeconds: POLICY_DEFAULTS.overlapSeconds,
    drainsUntil: null,
    endedAt: null,
    ...change,
  };
}

/** One rotation at every step, one that failed, one after a leak, and some that are over. */
export function busyRotations(now: number, tokens: readonly Token[], uuid: () => string): Rotation[] {
  const of = (channelId: string, state: Token['state']) =>
    tokens.filter((token) => token.channelId === channelId && token.state === state && token.consumer !== '');
  const [sakura, booking, desk, practice] = ['2006123456', '2006123457', '2006123458', '9000000001'].map(
    (channelId) => ({
      live: of(channelId, 'active'),
      draining: of(channelId, 'draining'),
      over: of(channelId, 'revoked'),
    }),
  );
  const rotations: Rotation[] = [];
  const add = (
    old: Token | undefined,
    successor: Token | undefined,
    change: Partial<Rotation> & Pick<Rotation, 'step' | 'begunAt'>,
  ) => {
    if (old) rotations.push(fakeRotation(uuid(), [old], successor, change));
  };
  const ago = (hours: number) => iso(now - hours * HOUR);
  // A token of the help desk was found in a public repository.
  add(desk?.live[0], desk?.live[1], { step: 'deliver', cause: 'leak', begunAt: ago(0.7) });
  add(booking?.draining[0], booking?.live.at(-1), {
    step: 'drain',
    consumer: 'web',
    begunAt: ago(80),
    drainsUntil: ago(2),
    overlapSeconds: 3 * 24 * 3_600,
  });
  add(booking?.live[0], undefined, {
    step: 'issue',
    begunAt: ago(1),
    steps: stepsAt('issue', now - HOUR, 'failed').map((each) =>
      each.step === 'issue'
        ? {
            ...each,
            at: ago(1),
            door: 'desktop',
            error: {
              code: 'platform-timeout',
              message: 'no answer',
              ref: 'fake0002',
              details: { platform: 'https://api.line.me', seconds: 30 },
            },
          }
        : each,
    ),
  });
  add(sakura?.live[2], sakura?.live.at(-1), { step: 'deliver', begunAt: ago(0.2) });
  add(practice?.live[0], practice?.live[0], { step: 'adopt', confirmBy: 'bot-info', begunAt: ago(26) });
  add(sakura?.draining[0], sakura?.live.at(-2), {
    step: 'drain',
    consumer: 'worker',
    begunAt: ago(30),
    drainsUntil: iso(now + 43 * HOUR),
    delivery: { how: 'dotenv', file: '/srv/worker/.env' },
  });
  const ended = (hours: number) => ({ state: 'done', endedAt: ago(hours), begunAt: ago(hours + 75) }) as const;
  for (const [index, token] of (sakura?.over ?? []).slice(0, 3).entries())
    add(token, sakura?.live[index + 3], {
      ...ended(20 + index * 30),
      step: 'prove',
      steps: stepsAt('end', now - (95 + index * 30) * HOUR),
      drainsUntil: ago(20 + index * 30),
    });
  const stopped = sakura?.over[3];
  add(stopped, undefined, { step: 'issue', state: 'stopped', begunAt: ago(300), endedAt: ago(290) });
  return rotations;
}

/** Many under way at once: what a large operator sees on a rotation day. */
export function crowdedRotations(now: number, tokens: readonly Token[], uuid: () => string): Rotation[] {
  const steps = ['deliver', 'adopt', 'drain', 'drain'] as const;
  const live = tokens.filter(({ state, consumer }) => state === 'active' && consumer !== '');
  const chosen = live.filter((_, index) => index % 9 === 0);
  return chosen.flatMap((token, index) => {
    const step = steps[index % steps.length];
    if (step === undefined) return [];
    const begun = now - (index % 70) * HOUR;
    return fakeRotation(uuid(), [token], token, {
      step,
      begunAt: iso(begun),
      drainsUntil: step === 'drain' ? iso(now + ((index % 5) - 1) * 0.5 * DAY) : null,
    });
  });
}
