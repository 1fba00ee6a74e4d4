import type { ConnectionReport } from '../../../shared/connection.ts';
import { connectionTextsOf } from '../../../shared/messages/connection/connection-texts.ts';
import { systemName } from './system-name.ts';
import { timeSpan } from './time.ts';
import type { View } from './view.ts';

/** Seconds matter up to here. */
const IN_SECONDS_BELOW = 120;

/** What a person has to know of a clock that is wrong, a line each; nothing where it is right or was not measured. */
export function clockWarning(
  { verdict, seconds }: ConnectionReport['clock'],
  { texts, language }: View,
): readonly string[] {
  if (verdict !== 'ahead' && verdict !== 'behind') return [];
  const { connection, say } = texts;
  const span = seconds < IN_SECONDS_BELOW ? `${seconds} ${say.time.seconds}` : timeSpan(seconds, say);
  return [
    verdict === 'ahead' ? connection.clockAhead(span) : connection.clockBehind(span),
    connection.clockMeans,
    connectionTextsOf(language).mendClock[systemName()],
  ];
}
