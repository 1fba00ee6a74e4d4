import type { ConnectionProblem } from '../../shared/connection.ts';
import { obstacleOf } from '../line/platform-error.ts';
import type { PlatformAnswer } from '../line/line-client.ts';

/** How a platform answered last. */
export interface PlatformKnowledge {
  readonly reachable: boolean;
  /** Since when it is so, ISO. */
  readonly since: string;
  /** What stands in between, or `platform` where it answers with errors of its own. */
  readonly problem: ConnectionProblem | null;
  /** When it was asked last, ISO. */
  readonly askedAt: string;
}

/** What became of the latest requests to each platform. */
export interface PlatformBook {
  get(platform: string): PlatformKnowledge | undefined;
  platforms(): readonly string[];
  /** Takes an answer in, and tells what is different from before. */
  heard(platform: string, answer: PlatformAnswer<unknown>, at: string): { changed: boolean; isBack: boolean };
  /** What is known from before: a platform that could not be reached. Anything newer stands. */
  remember(platform: string, unreachableAt: string): void;
}

/** What an answer says of the way to its platform. A refusal in LINE's own words is an answer like any other. */
function problemOf(answer: PlatformAnswer<unknown>): ConnectionProblem | null {
  if (answer.ok) return null;
  const { problem } = answer;
  return obstacleOf(problem) ?? (problem.kind === 'refused' ? null : 'platform');
}

/** An empty book. */
export function createPlatformBook(): PlatformBook {
  const book = new Map<string, PlatformKnowledge>();
  return {
    get: (platform) => book.get(platform),
    platforms: () => [...book.keys()],
    heard(platform, answer, at) {
      const before = book.get(platform);
      const problem = problemOf(answer);
      const reachable = problem === null || problem === 'platform';
      const since = before?.reachable === reachable ? before.since : at;
      book.set(platform, { reachable, since, problem, askedAt: at });
      return {
        changed: before?.reachable !== reachable || before.problem !== problem,
        isBack: reachable && before?.reachable === false,
      };
    },
    remember(platform, unreachableAt) {
      if (book.has(platform)) return;
      book.set(platform, { reachable: false, since: unreachableAt, problem: null, askedAt: unreachableAt });
    },
  };
}
