import type { Operation } from '../../shared/operations.ts';
import type { Messages } from '../messages/en.ts';
import { duration } from '../format/duration.ts';
import { countOf, WORST_FIRST, type Ending, type Outcomes } from './activity-outcomes.ts';
import type { Pace } from './activity-pace.ts';

/** What an operation is called: "Revoke 12 tokens". */
export const titleOf = ({ kind, total }: Pick<Operation, 'kind' | 'total'>, text: Messages): string =>
  text.activity.titles[kind](total);

/** How many items ended in which way, what went well first; of none nothing is said. */
export function figuresOf(outcomes: Partial<Outcomes>, text: Messages): string {
  const { figures } = text.activity;
  return [...WORST_FIRST]
    .reverse()
    .map((ending: Ending) => [ending, countOf(outcomes, [ending])] as const)
    .filter(([, count]) => count > 0)
    .map(([ending, count]) => figures[ending](count))
    .join(figures.join);
}

/** How fast it goes and how long it still takes, in figures that do not flicker. */
export function paceWords({ perSecond, secondsLeft }: Pace, text: Messages): string {
  const { pace, figures } = text.activity;
  const rate =
    perSecond >= 1 ? pace.perSecond(Math.round(perSecond)) : pace.perMinute(Math.max(1, Math.round(perSecond * 60)));
  const minutes = Math.ceil(secondsLeft / 60);
  const left = minutes <= 1 ? pace.soon : pace.left(duration(minutes * 60_000, text.duration));
  return [rate, left].join(figures.join);
}
