import type { Consequence } from '../../shared/domain.ts';
import type { Messages } from '../messages/en.ts';

/** A consequence in one sentence; `names` says who is meant where that helps. */
export interface ConsequenceWords {
  readonly text: string;
  readonly names: readonly string[];
  readonly tone: 'urgent' | 'quiet';
}

/** Says what a revocation of `count` tokens would do, gravest first. */
export function consequenceWords(
  consequences: readonly Consequence[],
  count: number,
  text: Messages['revoke'],
  nameOf: (channelId: string) => string,
): readonly ConsequenceWords[] {
  return consequences.map((consequence) => {
    switch (consequence.kind) {
      case 'last-of-consumer':
        return {
          text: text.lastOfConsumer(consequence.count, count),
          names: consequence.consumers,
          tone: 'urgent',
        };
      case 'no-secret':
        return {
          text: text.noSecret(consequence.channelIds.length),
          names: consequence.channelIds.map(nameOf),
          tone: 'urgent',
        };
      case 'no-signing-key':
        return {
          text: text.noSigningKey(consequence.channelIds.length),
          names: consequence.channelIds.map(nameOf),
          tone: 'urgent',
        };
      case 'no-value':
        return { text: text.noValue(consequence.count), names: [], tone: 'urgent' };
      case 'not-live':
        return { text: text.notLive(consequence.count), names: [], tone: 'quiet' };
    }
  });
}
