import type { Consequence } from '../../shared/domain.ts';
import type { Messages } from '../messages/en.ts';

/** A consequence in one sentence; `names` says who is meant where that helps. */
export interface ConsequenceWords {
  readonly text: string;
  readonly names: readonly string[];
  readonly tone: 'urgent' | 'quiet';
}

/** Says what an order over `count` tokens would do, gravest first. */
export function consequenceWords(
  consequences: readonly Consequence[],
  count: number,
  text: Messages['revoke'],
  nameOf: (channelId: string) => string,
  /** Whether the order issues tokens. */
  issues = false,
): readonly ConsequenceWords[] {
  const words = consequences.map((consequence): ConsequenceWords => {
    switch (consequence.kind) {
      case 'last-of-consumer':
        return {
          text: text.lastOfConsumer(consequence.count, count),
          names: consequence.consumers,
          tone: 'urgent',
        };
      case 'successor-not-adopted':
        return {
          text: text.notAdopted(consequence.count),
          names: consequence.consumers,
          tone: 'urgent',
        };
      case 'slots-full':
        return {
          text: text.slotsFull(consequence.channelIds.length),
          names: consequence.channelIds.map(nameOf),
          // Nothing is lost by it.
          tone: 'quiet',
        };
      case 'many-of-consumer':
        return { text: text.manyOfConsumer(consequence.count), names: consequence.consumers, tone: 'quiet' };
      case 'no-secret':
        return {
          text: text.noSecret(consequence.channelIds.length),
          names: consequence.channelIds.map(nameOf),
          tone: 'urgent',
        };
      case 'no-signing-key':
        return {
          text: (issues ? text.noKeyToIssue : text.noSigningKey)(consequence.channelIds.length),
          names: consequence.channelIds.map(nameOf),
          tone: issues ? 'quiet' : 'urgent',
        };
      case 'no-value':
        return { text: text.noValue(consequence.count), names: [], tone: 'urgent' };
      case 'not-live':
        return { text: text.notLive(consequence.count), names: [], tone: 'quiet' };
    }
  });
  return [...words.filter(({ tone }) => tone === 'urgent'), ...words.filter(({ tone }) => tone === 'quiet')];
}
