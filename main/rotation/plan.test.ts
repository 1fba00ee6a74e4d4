import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SLOTS_FOR_ROTATION } from '../../shared/rotation.ts';
import { planRotations, type Fleet, type FleetConsumer, type PlannedChannel } from './plan.ts';
import type { RotationUnderWay, SlotHolder } from './rotation-ledger.ts';

const SECOND = 1_000;
const HOUR = 3_600 * SECOND;
const DAY = 24 * HOUR;
const NOW = Date.parse('2026-06-01T00:00:00.000Z');
const CHANNEL = '1234567890';
const DAYS = 60;

// A channel, as the tests say it: in days from now ----------------------------------------------------------------

interface Given {
  readonly consumers: readonly FleetConsumer[];
  readonly holders: readonly SlotHolder[];
  readonly underWay?: readonly RotationUnderWay[];
}

const fleetOf = ({ consumers, holders, underWay = [] }: Given): Fleet => ({
  from: NOW,
  until: NOW + DAYS * DAY,
  holders,
  consumers,
  underWay,
});

const policyOf = (consumer: string, more: Partial<FleetConsumer> = {}): FleetConsumer => ({
  channelId: CHANNEL,
  consumer,
  lifetimeSeconds: (30 * DAY) / SECOND,
  rotateAtPercent: 60,
  overlapSeconds: (3 * DAY) / SECOND,
  ...more,
});

let tokens = 0;
const holds = (consumer: string, issuedDay: number, endDay: number, more: Partial<SlotHolder> = {}): SlotHolder => ({
  channelId: CHANNEL,
  tokenId: `token ${(tokens += 1)}`,
  state: 'active',
  consumer,
  issuedAt: NOW + issuedDay * DAY,
  endsAt: NOW + endDay * DAY,
  ...more,
});

const foreigners = (count: number, endDay: number) =>
  Array.from({ length: count }, () => holds('', -1, endDay, { state: 'foreign' }));

function planOf(given: Given): PlannedChannel {
  const [plan] = planRotations(fleetOf(given));
  if (!plan) throw new Error('there is no plan');
  return plan;
}

const day = (at: number | null) => (at === null ? null : (at - NOW) / DAY);
const told = ({ rotations, conflicts }: PlannedChannel) => ({
  rotations: rotations.map(({ consumer, at, timing }) => [consumer, day(at), timing]),
  conflicts: conflicts.map(({ consumer, expiresAt, earliestAt }) => [consumer, day(expiresAt), day(earliestAt)]),
});

describe('a plan', () => {
  test('rotates a consumer again and again, each time at its policy’s share of the token’s life', () => {
    const plan = planOf({ consumers: [policyOf('bot')], holders: [holds('bot', -10, 20)] });
    expect(told(plan)).toEqual({
      rotations: [
        ['bot', 8, 'on-time'],
        ['bot', 26, 'on-time'],
        ['bot', 44, 'on-time'],
      ],
      conflicts: [],
    });
    expect(plan.rotations.map(({ tokenId }) => tokenId === null)).toEqual([false, true, true]);
    // The overlap takes a second slot for three days.
    expect(plan.days.slice(7, 13)).toEqual([1, 2, 2, 2, 1, 1]);
  });

  test('has what is overdue now', () => {
    const plan = planOf({ consumers: [policyOf('bot')], holders: [holds('bot', -25, 5)] });
    expect(told(plan).rotations[0]).toEqual(['bot', 0, 'overdue']);
  });

  test('goes before a time at which slots are short', () => {
    // On day 8 all are taken by then: two more are issued on day 6, as their overlap lasts.
    const early = { overlapSeconds: (10 * DAY) / SECOND, rotateAtPercent: 50 };
    const plan = planOf({
      consumers: [policyOf('bot'), policyOf('first', early), policyOf('second', early)],
      holders: [holds('bot', -10, 20), holds('first', -9, 21), holds('second', -9, 21), ...foreigners(23, 60)],
    });
    expect(told(plan).rotations.slice(0, 3)).toEqual([
      ['bot', 3, 'moved'],
      ['first', 6, 'on-time'],
      ['second', 6, 'on-time'],
    ]);
  });

  test('waits for a slot to free where it must, and says when where that is too late', () => {
    const plan = planOf({
      consumers: [policyOf('late'), policyOf('lost')],
      holders: [holds('late', -20, 10), holds('lost', -27, 3), ...foreigners(20, 60), ...foreigners(6, 5)],
    });
    // Whoever cannot be helped frees a slot at the end, which helps the other one.
    expect([told(plan).rotations[0], told(plan).conflicts]).toEqual([['late', 3, 'overdue'], [['lost', 3, 5]]]);
  });

  test('lays nothing while others take more than rotations may use', () => {
    const plan = planOf({
      consumers: [policyOf('bot')],
      holders: [holds('bot', -20, 10), ...foreigners(29, 15)],
    });
    expect(told(plan)).toMatchObject({ rotations: [], conflicts: [['bot', 10, 15]] });
    expect(plan.days.slice(9, 16)).toEqual([30, 29, 29, 29, 29, 29, 0]);
  });

  test('says so where nothing is free within it', () => {
    const plan = planOf({ consumers: [policyOf('bot')], holders: [holds('bot', -20, 10), ...foreigners(28, 90)] });
    expect(told(plan)).toEqual({ rotations: [], conflicts: [['bot', 10, null]] });
  });

  test('counts a rotation under way until it is over, and rotates its successor only then', () => {
    const old = holds('bot', -27, 3, { state: 'draining' });
    const successor = holds('bot', -29, 1);
    const rotation: RotationUnderWay = {
      channelId: CHANNEL,
      consumer: 'bot',
      step: 'drain',
      cause: 'planned',
      lifetimeSeconds: 1,
      overlapSeconds: 1,
      newTokenId: successor.tokenId,
      oldTokenIds: [old.tokenId ?? ''],
      drainsUntil: NOW + 0.5 * DAY,
    };
    const plan = planOf({ consumers: [policyOf('bot')], holders: [old, successor], underWay: [rotation] });
    expect(told(plan).rotations[0]).toEqual(['bot', 0.5, 'overdue']);
    const waiting = {
      ...rotation,
      step: 'issue',
      newTokenId: null,
      drainsUntil: null,
      lifetimeSeconds: 30 * 86_400,
    } as const;
    const begun = planOf({ consumers: [policyOf('bot')], holders: [old], underWay: [waiting] });
    expect([told(begun).rotations[0], begun.days[0]]).toEqual([['bot', 18, 'on-time'], 2]);
  });

  test('of tokens that live for minutes only the beginning is laid', () => {
    const brief = policyOf('bot', { lifetimeSeconds: 600, overlapSeconds: 0, rotateAtPercent: 50 });
    const plan = planOf({ consumers: [brief], holders: [holds('bot', 0, 600 / 86_400)] });
    expect([plan.rotations.length, plan.conflicts]).toEqual([200, []]);
  });

  test('leaves alone what has no consumer', () => {
    const plan = planOf({ consumers: [], holders: [holds('', -20, 10), holds('x', -20, 10, { state: 'orphan' })] });
    expect([told(plan), plan.days.slice(8, 11)]).toEqual([{ rotations: [], conflicts: [] }, [2, 2, 0]]);
  });
});

// What becomes of a fleet that is rotated by a plan, told by nothing but the tokens that there are ----------------

interface Life {
  readonly from: number;
  readonly until: number;
}

/** How a rotation under way goes on, by the words of the plan: adopted now, revoked when it has drained. */
function overOf(rotation: RotationUnderWay, holders: readonly SlotHolder[]): number {
  const drained = rotation.drainsUntil ?? NOW + (rotation.cause === 'leak' ? 0 : rotation.overlapSeconds * SECOND);
  const ends = holders
    .filter(({ tokenId }) => rotation.oldTokenIds.includes(tokenId ?? ''))
    .map(({ endsAt }) => endsAt);
  return Math.max(NOW, Math.min(drained, Math.max(NOW, ...ends)));
}

/** Every token of the channel with its life, if these rotations were carried out. */
function livesWith({ consumers, holders, underWay }: Fleet, rotations: PlannedChannel['rotations']): Life[] {
  const old = new Map(
    underWay.flatMap((rotation) =>
      rotation.oldTokenIds.map((tokenId) => [tokenId, overOf(rotation, holders)] as const),
    ),
  );
  const lives: { consumer: string; from: number; until: number }[] = holders.map((holder) => ({
    consumer: ['active', 'draining'].includes(holder.state) && !old.has(holder.tokenId ?? '') ? holder.consumer : '',
    from: NOW,
    until: Math.min(holder.endsAt, old.get(holder.tokenId ?? '') ?? Infinity),
  }));
  for (const rotation of underWay)
    if (rotation.step === 'issue')
      lives.push({ consumer: rotation.consumer, from: NOW, until: NOW + rotation.lifetimeSeconds * SECOND });
  for (const { consumer, at } of [...rotations].sort((one, other) => one.at - other.at)) {
    const policy = consumers.find((each) => each.consumer === consumer);
    if (!policy) throw new Error(`nobody said how to rotate ${consumer}`);
    for (const life of lives)
      if (life.consumer === consumer && life.until > at)
        life.until = Math.min(life.until, at + policy.overlapSeconds * SECOND);
    lives.push({ consumer, from: at, until: at + policy.lifetimeSeconds * SECOND });
  }
  return lives;
}

const takenAt = (lives: readonly Life[], at: number) =>
  lives.filter(({ from, until }) => from <= at && at < until).length;

const eventsOf = (lives: readonly Life[], until: number) =>
  [...new Set([NOW, ...lives.flatMap((life) => [life.from, life.until])])]
    .filter((at) => at >= NOW && at < until)
    .sort((one, other) => one - other);

// Fleets at random ------------------------------------------------------------------------------------------------

const HOURS_OF_LIFE = 30 * 24;

const someConsumer = fc.record({
  lifetimeHours: fc.oneof(fc.constant(HOURS_OF_LIFE), fc.integer({ min: 120, max: HOURS_OF_LIFE })),
  rotateAtPercent: fc.oneof(fc.constant(67), fc.integer({ min: 10, max: 95 })),
  overlapHours: fc.oneof(
    { weight: 3, arbitrary: fc.constant(72) },
    { weight: 3, arbitrary: fc.integer({ min: 0, max: 120 }) },
    fc.integer({ min: 0, max: 15 * 24 }),
  ),
  ages: fc.array(fc.double({ min: 0, max: 0.999, noNaN: true }), { minLength: 1, maxLength: 2 }),
  draining: fc.boolean(),
  underWay: fc.oneof(
    { weight: 5, arbitrary: fc.constant(null) },
    fc.record({
      step: fc.constantFrom('issue', 'deliver', 'adopt', 'drain', 'revoke'),
      cause: fc.constantFrom('planned', 'leak'),
      drainsInHours: fc.integer({ min: -24, max: 15 * 24 }),
    }),
  ),
});

const someHolder = fc.record({
  state: fc.constantFrom('orphan', 'foreign', 'unknown', 'revoking', 'draining', 'active'),
  endsInHours: fc.integer({ min: 1, max: HOURS_OF_LIFE }),
});

const someFleet = fc
  .record({
    consumers: fc.array(someConsumer, { minLength: 1, maxLength: 20, size: 'max' }),
    others: fc.array(someHolder, { maxLength: 24, size: 'max' }),
  })
  .map(({ consumers, others }): Fleet => {
    const holders: SlotHolder[] = [];
    const underWay: RotationUnderWay[] = [];
    const add = (holder: Omit<SlotHolder, 'channelId' | 'tokenId'>) => {
      const tokenId = `token ${holders.length}`;
      holders.push({ channelId: CHANNEL, tokenId, ...holder });
      return tokenId;
    };
    const policies = consumers.map((each, index): FleetConsumer => {
      const consumer = `consumer ${index}`;
      const policy = {
        channelId: CHANNEL,
        consumer,
        lifetimeSeconds: each.lifetimeHours * 3_600,
        rotateAtPercent: each.rotateAtPercent,
        overlapSeconds: each.overlapHours * 3_600,
      };
      const life = each.lifetimeHours * HOUR;
      const issued = each.ages.map((age) => {
        const issuedAt = NOW - Math.floor(age * life);
        return add({ state: 'active', consumer, issuedAt, endsAt: issuedAt + life });
      });
      if (each.draining)
        add({ state: 'draining', consumer, issuedAt: NOW - life, endsAt: NOW + Math.floor(life / 10) });
      if (each.underWay) {
        const { step, cause, drainsInHours } = each.underWay;
        const hasSuccessor = step !== 'issue' && issued.length > 1;
        if (hasSuccessor || step === 'issue')
          underWay.push({
            channelId: CHANNEL,
            consumer,
            step,
            cause,
            lifetimeSeconds: policy.lifetimeSeconds,
            overlapSeconds: policy.overlapSeconds,
            newTokenId: hasSuccessor ? (issued[1] ?? null) : null,
            oldTokenIds: issued.slice(0, 1),
            drainsUntil: ['drain', 'revoke'].includes(step) ? NOW + drainsInHours * HOUR : null,
          });
      }
      return policy;
    });
    for (const { state, endsInHours } of others)
      add({ state, consumer: '', issuedAt: NOW - HOUR, endsAt: NOW + endsInHours * HOUR });
    return { from: NOW, until: NOW + DAYS * DAY, holders, consumers: policies, underWay };
  });

function onlyChannel(fleet: Fleet): PlannedChannel {
  const [plan] = planRotations(fleet);
  if (!plan) throw new Error('there is no plan');
  return plan;
}

const RUNS = { numRuns: 3_000 };

describe('of any fleet', () => {
  test('no plan takes more than 28 slots at any instant, and none adds to what is over already', () => {
    fc.assert(
      fc.property(someFleet, (fleet) => {
        const { rotations, days } = onlyChannel(fleet);
        const planned = livesWith(fleet, rotations);
        const alone = livesWith(fleet, []);
        for (const at of eventsOf([...planned, ...alone], fleet.until)) {
          const taken = takenAt(planned, at);
          if (taken > SLOTS_FOR_ROTATION) expect(taken).toBeLessThanOrEqual(takenAt(alone, at));
        }
        const peaks = days.map((_, index) => {
          const [begin, end] = [NOW + index * DAY, NOW + (index + 1) * DAY];
          const moments = [begin, ...eventsOf(planned, end).filter((at) => at > begin)];
          return Math.max(...moments.map((at) => takenAt(planned, at)));
        });
        expect(days).toEqual(peaks);
      }),
      RUNS,
    );
  }, 30_000);

  test('every consumer is replaced before its token ends, at its policy’s pace, or told to be in conflict', () => {
    fc.assert(
      fc.property(someFleet, (fleet) => {
        const { rotations, conflicts } = onlyChannel(fleet);
        for (const policy of fleet.consumers) {
          const { consumer } = policy;
          const open = fleet.underWay.find((rotation) => rotation.consumer === consumer);
          const mine = rotations.filter((rotation) => rotation.consumer === consumer);
          const conflict = conflicts.find((each) => each.consumer === consumer);
          let soonest = open ? overOf(open, fleet.holders) : NOW;
          for (const { at, dueAt, expiresAt, timing } of mine) {
            expect(at).toBeGreaterThanOrEqual(soonest);
            expect(at).toBeLessThan(Math.min(expiresAt, fleet.until));
            expect(timing).toBe(at === dueAt ? 'on-time' : dueAt < NOW ? 'overdue' : 'moved');
            soonest = at;
          }
          for (const [before, after] of mine.slice(1).map((each, index) => [mine[index], each] as const)) {
            const life = policy.lifetimeSeconds * SECOND;
            expect(after).toMatchObject({
              tokenId: null,
              dueAt: (before?.at ?? 0) + Math.floor((life * policy.rotateAtPercent) / 100),
              expiresAt: (before?.at ?? 0) + life,
            });
          }
          // The last token of each is due after the plan, or nothing replaces it.
          const last = mine.at(-1);
          const newest = last
            ? { issuedAt: last.at, endsAt: last.at + policy.lifetimeSeconds * SECOND }
            : open?.step === 'issue'
              ? { issuedAt: NOW, endsAt: NOW + policy.lifetimeSeconds * SECOND }
              : fleet.holders
                  .filter(
                    ({ tokenId, ...holder }) =>
                      holder.consumer === consumer &&
                      holder.state === 'active' &&
                      open?.oldTokenIds.includes(tokenId ?? '') !== true,
                  )
                  .reduce((best, each) => (each.issuedAt > best.issuedAt ? each : best));
          const due = newest.issuedAt + Math.floor(((newest.endsAt - newest.issuedAt) * policy.rotateAtPercent) / 100);
          expect(conflict !== undefined).toBe(due < fleet.until);
          if (conflict) expect([conflict.dueAt, conflict.expiresAt]).toEqual([due, newest.endsAt]);
        }
      }),
      RUNS,
    );
  }, 30_000);

  test('a conflict names the first moment at which there is room, and before the token’s end there is none', () => {
    fc.assert(
      fc.property(someFleet, (fleet) => {
        const { rotations, conflicts } = onlyChannel(fleet);
        const lives = livesWith(fleet, rotations);
        const events = eventsOf(lives, fleet.until);
        for (const { consumer, earliestAt, expiresAt, dueAt, tokenId } of conflicts) {
          const policy = fleet.consumers.find((each) => each.consumer === consumer);
          const open = fleet.underWay.find((rotation) => rotation.consumer === consumer);
          const before = rotations.filter((rotation) => rotation.consumer === consumer).at(-1);
          if (!policy) throw new Error('unknown');
          const overBefore = before
            ? Math.min(
                before.at + policy.overlapSeconds * SECOND,
                Math.max(before.at, before.expiresAt, ...otherEndsAt(fleet, consumer, rotations, before)),
              )
            : open
              ? overOf(open, fleet.holders)
              : NOW;
          const rotation = { consumer, tokenId, dueAt, expiresAt, timing: 'moved' } as const;
          const hasRoom = (at: number) => {
            const carried = livesWith(fleet, [...rotations, { ...rotation, at }]);
            const end = Math.min(at + policy.lifetimeSeconds * SECOND, fleet.until);
            return eventsOf([...carried, { from: at, until: at }], end)
              .filter((event) => event >= at)
              .every((event) => takenAt(carried, event) <= SLOTS_FOR_ROTATION);
          };
          const candidates = [...new Set([overBefore, ...events.filter((at) => at > overBefore)])].filter(
            (at) => at < fleet.until,
          );
          expect(candidates.find(hasRoom) ?? null).toBe(earliestAt);
          if (earliestAt !== null && overBefore < expiresAt) expect(earliestAt).toBeGreaterThanOrEqual(expiresAt);
        }
      }),
      { numRuns: 2_000 },
    );
  }, 30_000);

  test('the same fleet is given the same plan, in whatever order it comes', () => {
    fc.assert(
      fc.property(someFleet, (fleet) => {
        const turned = {
          ...fleet,
          holders: fleet.holders.toReversed(),
          consumers: fleet.consumers.toReversed(),
          underWay: fleet.underWay.toReversed(),
        };
        expect(planRotations(turned)).toEqual(planRotations(fleet));
      }),
      { numRuns: 500 },
    );
  });
});

/** When the other tokens end that a rotation replaces beside the one it names. */
function otherEndsAt(
  fleet: Fleet,
  consumer: string,
  rotations: PlannedChannel['rotations'],
  rotation: PlannedChannel['rotations'][number],
): readonly number[] {
  const isFirst = rotations.find((each) => each.consumer === consumer) === rotation;
  if (!isFirst) return [];
  return fleet.holders
    .filter(
      (holder) =>
        holder.consumer === consumer &&
        ['active', 'draining'].includes(holder.state) &&
        !fleet.underWay.some(({ oldTokenIds }) => oldTokenIds.includes(holder.tokenId ?? '')),
    )
    .map(({ endsAt }) => endsAt);
}

test('a fleet of 500 channels with 28 consumers each is laid at once', () => {
  const consumers: FleetConsumer[] = [];
  const holders: SlotHolder[] = [];
  for (let channel = 0; channel < 500; channel += 1)
    for (let index = 0; index < 28; index += 1) {
      const name = { channelId: `channel ${channel}`, consumer: `consumer ${index}` };
      consumers.push({ ...policyOf(name.consumer), ...name });
      holders.push({ ...holds(name.consumer, -((index * 5) % 28), 30 - ((index * 5) % 28)), ...name });
    }
  const plans = planRotations({ from: NOW, until: NOW + DAYS * DAY, holders, consumers, underWay: [] });
  expect(plans.map(({ days }) => Math.max(...days)).every((peak) => peak <= SLOTS_FOR_ROTATION)).toBe(true);
  expect(plans).toHaveLength(500);
});
