import type { ConnectionProblem } from '../../shared/connection.ts';
import { problemOfBrokenExchange } from '../connection/answer-problem.ts';
import { VaultError } from '../vault-error.ts';
import { TIMEOUT_MS, type AnswerMeta, type PlatformProblem } from './line-client.ts';

type NetworkProblem = Extract<PlatformProblem, { kind: 'network' }>['network'];

function networkError(platform: string, network: NetworkProblem): VaultError {
  const { problem, technical = null } = network;
  const connection = problemOfBrokenExchange(network);
  if (network.kind === 'timeout')
    return new VaultError('platform-timeout', { platform, seconds: TIMEOUT_MS / 1000, connection });
  const isAnswer = network.kind === 'redirect' || network.kind === 'too-large';
  return new VaultError(isAnswer ? 'platform-unreadable' : 'platform-unreachable', {
    platform,
    problem,
    connection,
    technical,
  });
}

/** What stands between us and a platform; null where it was the platform itself that answered. */
export function obstacleOf(problem: PlatformProblem): Exclude<ConnectionProblem, 'platform'> | null {
  const connection = problem.kind === 'network' ? problemOfBrokenExchange(problem.network) : problem.connection;
  return connection === 'platform' ? null : connection;
}

/** LINE's statuses for a token that it does not accept. */
const NOT_ACCEPTED: readonly number[] = [400, 401];

type ErrorAnswer = Extract<PlatformProblem, { kind: 'refused' | 'failed' | 'busy' }>;

/**
 * Whether the platform itself answered, with an error in one of LINE's shapes. An error in none of them, or with a status that only something in
 * between gives, says nothing about what the platform did.
 */
export function isPlatformsOwn(problem: PlatformProblem): problem is ErrorAnswer {
  return 'shape' in problem && problem.shape !== 'none' && obstacleOf(problem) === null;
}

/** Whether the platform itself does not accept the token that was asked about. Every other refusal says nothing about the token. */
export function isTokenRefused(problem: PlatformProblem): problem is ErrorAnswer {
  return isPlatformsOwn(problem) && problem.kind === 'refused' && NOT_ACCEPTED.includes(problem.status);
}

/**
 * Turns what went wrong with a platform into a failure for people. What only the caller can know (kid, channel, slots) is decided before.
 * `connection` in the details says what stands in between; the texts follow it. An error in the name of a proxy is no answer of the platform.
 */
export function platformError(platform: string, problem: PlatformProblem, meta: AnswerMeta): VaultError {
  const requestId = meta.requestId;
  if (problem.kind === 'network') return networkError(platform, problem.network);
  const { status, connection } = problem;
  if (problem.kind === 'unreadable' || obstacleOf(problem) !== null) {
    const said = problem.kind === 'unreadable' ? problem.problem : `it answered with status ${status}`;
    const technical = connection === 'platform' || connection === 'other' ? said : `HTTP ${status}`;
    return new VaultError('platform-unreadable', { platform, problem: said, connection, technical, status, requestId });
  }
  if (problem.kind === 'busy') return new VaultError('platform-busy', { platform, status, requestId });
  const { platformMessage } = problem;
  const code = problem.kind === 'failed' ? 'platform-failed' : 'platform-refused';
  return new VaultError(code, { platform, status, requestId, platformMessage });
}

/** Whether a failure says that the platform itself was not reached, so that the same call may be made later: what waits in the queue waits for that. */
export function wasNotReached({ code, details }: VaultError): boolean {
  if (code === 'platform-unreachable' || code === 'platform-timeout') return true;
  return code === 'platform-unreadable' && details['connection'] !== 'platform';
}
