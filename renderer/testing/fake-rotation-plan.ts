import type { Token } from '../../shared/domain.ts';
import { SLOTS_PER_CHANNEL } from '../../shared/line-limits.ts';
import { SLOTS_FOR_ROTATION, type RotationPlan, type RotationPolicy } from '../../shared/rotation.ts';

const DAY = 86_400_000;
const HOLDS_SLOT: readonly Token['state'][] = ['active', 'draining', 'revoking', 'orphan', 'foreign'];
const iso = (milliseconds: number) => new Date(milliseconds).toISOString();

interface PlanSources {
  readonly channels: readonly Pick<RotationPlan['channels'][number], 'channelId' | 'channelName' | 'platformKind'>[];
  readonly tokens: readonly Token[];
  readonly policyOf: (channelId: string, consumer: string) => RotationPolicy;
  readonly isBeingReplaced: (tokenId: string) => boolean;
  readonly now: number;
  readonly days: number;
}

/** Like the engine's planner, as far as the window can tell: earlier where slots are short, a conflict where none is free in time. */
export function fakePlan({ channels, tokens, policyOf, isBeingReplaced, now, days }: PlanSources): RotationPlan {
  const until = now + days * DAY;
  const plan: RotationPlan = { from: iso(now), until: iso(until), rotations: [], conflicts: [], channels: [] };
  for (const { channelId, channelName, platformKind } of channels) {
    const who = { channelId, channelName, platformKind };
    const own = tokens.filter((token) => token.channelId === channelId && HOLDS_SLOT.includes(token.state));
    if (own.length === 0) continue;
    const taken = Array.from({ length: days }, () => 0);
    const take = (from: number, to: number) => {
      for (let day = 0; day < days; day += 1)
        if (from < now + (day + 1) * DAY && to > now + day * DAY) taken[day] = (taken[day] ?? 0) + 1;
    };
    for (const token of own) take(now, Date.parse(token.expiresAt));
    const dayOf = (at: number) => Math.max(0, Math.floor((at - now) / DAY));
    const isFree = (at: number, lifetime: number) =>
      taken.slice(dayOf(at), dayOf(at + lifetime) + 1).every((count) => count < SLOTS_FOR_ROTATION);
    const release = (from: number, to: number) => {
      for (let day = dayOf(from) + 1; day < Math.min(days, dayOf(to)); day += 1) taken[day] = (taken[day] ?? 1) - 1;
    };
    for (const token of own) {
      if (token.state !== 'active' || token.consumer === '' || isBeingReplaced(token.tokenId)) continue;
      const policy = policyOf(channelId, token.consumer);
      const { consumer } = token;
      let issued = Date.parse(token.issuedAt);
      let expires = Date.parse(token.expiresAt);
      let tokenId: string | null = token.tokenId;
      while (issued + ((expires - issued) * policy.rotateAtPercent) / 100 < until) {
        const due = issued + ((expires - issued) * policy.rotateAtPercent) / 100;
        let at = Math.max(due, now);
        const lifetime = policy.lifetimeSeconds * 1000;
        while (at > now && !isFree(at, lifetime)) at = Math.max(now, at - DAY);
        const planned = { ...who, consumer, tokenId, dueAt: iso(due), expiresAt: iso(expires) };
        if (!isFree(at, lifetime)) {
          const day = taken.findIndex((count) => count < SLOTS_FOR_ROTATION);
          plan.conflicts.push({ ...planned, earliestAt: day < 0 ? null : iso(now + day * DAY) });
          break;
        }
        const timing = due < now ? 'overdue' : at < due ? 'moved' : 'on-time';
        plan.rotations.push({ ...planned, at: iso(at), timing });
        release(at + policy.overlapSeconds * 1000, expires);
        issued = at;
        expires = at + lifetime;
        take(issued, expires);
        tokenId = null;
      }
    }
    plan.channels.push({ ...who, limit: SLOTS_PER_CHANNEL, peak: Math.max(...taken), days: taken });
  }
  plan.rotations.sort((one, other) => one.at.localeCompare(other.at));
  return plan;
}
