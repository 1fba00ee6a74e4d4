import type { Destination } from '../../../shared/destination.ts';
import type { Language } from '../../../shared/languages.ts';
import type { Digest, Reminder } from '../../../shared/reminders.ts';
import type { DesktopTexts } from '../messages/en.ts';
import { desktopTextsOf } from '../messages/desktop-texts.ts';
import { localMoment, timeLeft } from '../tray/time-words.ts';
import { tokenWords } from '../tray/token-words.ts';

/** What is said to a person at once, and where it leads. */
export interface Notice {
  readonly title: string;
  readonly body: string;
  readonly to: Destination;
}

/** So many reminders are named one by one; a notification has room for no more. */
const MOST_NAMED = 3;

interface Words {
  readonly texts: DesktopTexts['notices'];
  readonly language: Language;
  readonly now: number;
}

function oneNotice(reminder: Reminder, { texts, language, now }: Words): Notice {
  if (reminder.kind === 'drained') {
    const { rotationId, channel, consumer } = reminder;
    return {
      title: texts.drained(`${consumer} · ${channel.name}`),
      body: '',
      to: { name: 'rotation', rotationId },
    };
  }
  const { token } = reminder;
  const { tokenId, expiresAt, consumer, label, channelName } = token;
  const to = { name: 'token', tokenId } as const;
  if (reminder.kind === 'foreign') return { title: texts.foreign(channelName), body: texts.foreignWhat, to };
  const who = tokenWords(token);
  const when = localMoment(expiresAt, language);
  const named = (text: string) => (consumer !== '' && label !== '' ? `${label}\n${text}` : text);
  return reminder.kind === 'ended'
    ? { title: texts.ended(who), body: named(texts.endedAt(when)), to }
    : {
        title: texts.ends(who, timeLeft(Date.parse(expiresAt) - now, language)),
        body: named(texts.endsAt(when)),
        to,
      };
}

function digestLines({ endsToday, endsThisWeek, needsAttention }: Digest, { texts }: Words): readonly string[] {
  return [
    ...(endsToday > 0 ? [texts.today(endsToday)] : []),
    ...(endsThisWeek > 0 ? [texts.week(endsThisWeek)] : []),
    ...(needsAttention > 0 ? [texts.attention(needsAttention)] : []),
  ];
}

/** One notice for all that is due: several at once are told in one. Null where nothing is. */
export function noticeOf(
  due: readonly Reminder[],
  digest: Digest | null,
  language: Language,
  now: number,
): Notice | null {
  const words: Words = { texts: desktopTextsOf(language).notices, language, now };
  const { texts } = words;
  const [first] = due;
  if (first && due.length === 1 && !digest) return oneNotice(first, words);
  if (!first && !digest) return null;
  const named = due.slice(0, MOST_NAMED).map((each) => oneNotice(each, words).title);
  const more = due.length - named.length;
  const lines = [...(digest ? digestLines(digest, words) : []), ...named, ...(more > 0 ? [texts.more(more)] : [])];
  return {
    title: digest ? texts.digest : texts.several(due.length),
    body: lines.join('\n'),
    to: { name: 'overview' },
  };
}
