import type { LineClient, PlatformAnswer, PlatformProblem } from '../line/line-client.ts';
import { obstacleOf } from '../line/platform-error.ts';
import type { Session } from '../session.ts';
import { waitBefore } from './backoff.ts';

/** How often a list is asked for. It may be repeated: asking spends nothing. */
const LIST_TRIES = 3;

/** A session in which an operation works: its calls go through the limit of all operations, and lists are asked for again where that can help. */
export interface OperationSession {
  readonly session: Session;
  /** How many calls were begun so far. */
  readonly callsBegun: () => number;
  /** Whether the platform has answered a call, whatever it said, that was begun behind so many. One from before may have got out just in time. */
  readonly hasAnswered: (platform: string, callsBefore: number) => boolean;
}

/** What may be over in a moment. A connection that certainly never came about is none of that: there is no network. */
function passes(problem: PlatformProblem): boolean {
  switch (problem.kind) {
    case 'busy':
    case 'failed':
      return true;
    case 'network':
      return problem.network.sent && problem.network.kind !== 'redirect' && problem.network.kind !== 'too-large';
    case 'refused':
      // A proxy's impatience.
      return problem.status === 408;
    case 'unreadable':
      return false;
  }
}

/** The session of an operation, over that of the vault. Issuing and revoking are not repeated here: who calls knows when that may be. */
export function operationSession(session: Session, signal: AbortSignal): OperationSession {
  let begun = 0;
  /** Of each platform, which of its answered calls was begun last. */
  const answered = new Map<string, number>();

  async function limited<Value>(
    platform: string,
    call: () => Promise<PlatformAnswer<Value>>,
  ): Promise<PlatformAnswer<Value>> {
    let number = 0;
    const answer = await session.operations.calls.run(() => {
      number = ++begun;
      return call();
    });
    // A captive portal's page and a proxy's error are answers, but not the platform's.
    if (answer.ok || obstacleOf(answer.problem) === null)
      answered.set(platform, Math.max(number, answered.get(platform) ?? 0));
    return answer;
  }

  const { line } = session;
  const patient: LineClient = {
    ...line,
    async listKeyIds(platform, assertion) {
      for (let attempt = 1; ; attempt++) {
        const answer = await limited(platform, () => line.listKeyIds(platform, assertion));
        if (answer.ok || !passes(answer.problem) || attempt >= LIST_TRIES || signal.aborted) return answer;
        await waitBefore(session, attempt, signal, answer.meta.retryAfterSeconds);
      }
    },
    issueToken: (platform, assertion) => limited(platform, () => line.issueToken(platform, assertion)),
    verifyToken: (platform, accessToken) => limited(platform, () => line.verifyToken(platform, accessToken)),
    revokeToken: (platform, channelId, channelSecret, accessToken) =>
      limited(platform, () => line.revokeToken(platform, channelId, channelSecret, accessToken)),
    issueStatelessToken: (platform, assertion) =>
      limited(platform, () => line.issueStatelessToken(platform, assertion)),
  };
  return {
    session: { ...session, line: patient },
    callsBegun: () => begun,
    hasAnswered: (platform, callsBefore) => (answered.get(platform) ?? 0) > callsBefore,
  };
}
