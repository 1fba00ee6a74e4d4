import { VaultError } from '../vault-error.ts';
import { TIMEOUT_MS, type AnswerMeta, type PlatformProblem } from './line-client.ts';

/** Turns what went wrong with a platform into a failure for people. What only the caller can know (kid, channel, slots) is decided before. */
export function platformError(platform: string, problem: PlatformProblem, meta: AnswerMeta): VaultError {
  const requestId = meta.requestId;
  switch (problem.kind) {
    case 'network': {
      const { network } = problem;
      if (network.kind === 'timeout')
        return new VaultError('platform-timeout', { platform, seconds: TIMEOUT_MS / 1000 });
      if (network.kind === 'redirect' || network.kind === 'too-large')
        return new VaultError('platform-unreadable', { platform, problem: network.problem });
      return new VaultError('platform-unreachable', { platform, problem: network.problem });
    }
    case 'unreadable':
      return new VaultError('platform-unreadable', {
        platform,
        problem: problem.problem,
        status: problem.status,
        requestId,
      });
    case 'busy':
      return new VaultError('platform-busy', { platform, status: problem.status, requestId });
    case 'failed':
      return new VaultError('platform-failed', {
        platform,
        status: problem.status,
        requestId,
        platformMessage: problem.platformMessage,
      });
    case 'refused':
      return new VaultError('platform-refused', {
        platform,
        status: problem.status,
        requestId,
        platformMessage: problem.platformMessage,
      });
  }
}
