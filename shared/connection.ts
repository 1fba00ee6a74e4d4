import * as v from 'valibot';
import { Instant } from './domain.ts';

/** What is known of the network and of the clock, without asking anybody for it. */

/**
 * Why the last request to a platform did not get through. `no-network`: none at all. `not-found`: its name. `refused`: nobody answers there.
 * `certificate`: somebody else answers in its place, as hotels and inspecting proxies do. `sign-in-page`: a web page came instead.
 * `proxy`: the proxy answered for it. `cut`, `timeout`: begun and not finished. `platform`: it answered with an error of its own.
 */
export const CONNECTION_PROBLEMS = [
  'no-network',
  'not-found',
  'refused',
  'certificate',
  'sign-in-page',
  'proxy',
  'cut',
  'timeout',
  'platform',
  'other',
] as const;
export type ConnectionProblem = (typeof CONNECTION_PROBLEMS)[number];

export function isConnectionProblem(value: unknown): value is ConnectionProblem {
  return CONNECTION_PROBLEMS.some((problem) => problem === value);
}

/** The systems that are told apart where somebody has to set something in them. */
export type SystemName = 'windows' | 'mac' | 'linux';

export const PlatformConnection = v.object({
  platform: v.string(),
  platformKind: v.picklist(['line', 'practice', 'other']),
  /** Null: not asked since the vault was opened. */
  reachable: v.nullable(v.boolean()),
  /** Since when it is so. */
  since: v.nullable(Instant),
  /** Null: none, or none is known, as of what waits in the queue from before the vault was opened. */
  problem: v.nullable(v.picklist(CONNECTION_PROBLEMS)),
  /** When it was asked last. */
  askedAt: v.nullable(Instant),
  /** Platform clock minus this computer's, in seconds; null: not measured. */
  clockSkewSeconds: v.nullable(v.number()),
  clockMeasuredAt: v.nullable(Instant),
});
export type PlatformConnection = v.InferOutput<typeof PlatformConnection>;

/** From so many seconds on a clock is called wrong: an assertion's margin still covers it, people's plans do not. */
export const CLOCK_WRONG_FROM_SECONDS = 30;

export const ConnectionReport = v.object({
  /** What the system says; null where nobody has told. `true` promises nothing about a platform. */
  networkThere: v.nullable(v.boolean()),
  platforms: v.array(PlatformConnection),
  /** Operations that wait for a platform. */
  queued: v.number(),
  /**
   * Of this computer's clock, by the worst measurement against a platform that is not the practice one: `ahead` of LINE's or `behind` it.
   * Assertions are signed on the corrected clock; what is told of tokens follows this computer's.
   */
  clock: v.object({
    verdict: v.picklist(['unknown', 'right', 'ahead', 'behind']),
    /** How far it is off, in whole seconds, never negative. */
    seconds: v.number(),
    measuredAt: v.nullable(Instant),
  }),
});
export type ConnectionReport = v.InferOutput<typeof ConnectionReport>;
