/** Instants in the person's own calendar and time zone. */
export interface LocalTime {
  /** Whether both fall on the same local day. */
  isToday(instant: string, now: number): boolean;
  /** "Dec 21" within this year, with the year otherwise. */
  date(instant: string, now: number): string;
  /** "18:40" today, "Nov 23, 09:14" otherwise. */
  short(instant: string, now: number): string;
  /** Everything, with the time zone: for titles and where one decides. */
  full(instant: string): string;
}

/** Whether a language writes a time with its zone in words, as Thai does ("10 นาฬิกา 21 นาที"). */
function spellsTime(full: Intl.DateTimeFormat): boolean {
  const parts = full.formatToParts(0);
  const afterHour = parts[parts.findIndex(({ type }) => type === 'hour') + 1];
  return afterHour?.type === 'literal' && /\p{L}/u.test(afterHour.value);
}

/** The day, then the time in digits, then the zone. */
const inDigits = (full: Intl.DateTimeFormat, day: Intl.DateTimeFormat, time: Intl.DateTimeFormat) => (at: Date) => {
  const zone = full.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  return `${day.format(at)} ${time.format(at)} ${zone}`;
};

/** Formats for one BCP 47 locale. Making an Intl format is slow, so that each is made once. */
export function localTime(locale: string, timeZone?: string): LocalTime {
  const zone = timeZone === undefined ? {} : { timeZone };
  const time = new Intl.DateTimeFormat(locale, { ...zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const day = new Intl.DateTimeFormat(locale, { ...zone, month: 'short', day: 'numeric' });
  const dayOfYear = new Intl.DateTimeFormat(locale, { ...zone, year: 'numeric', month: 'short', day: 'numeric' });
  const dayAndTime = new Intl.DateTimeFormat(locale, {
    ...zone,
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const dayInFull = { ...zone, weekday: 'short', year: 'numeric', month: 'short', day: 'numeric' } as const;
  const timeInFull = { ...zone, hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const;
  const full = new Intl.DateTimeFormat(locale, { ...dayInFull, ...timeInFull, timeZoneName: 'short' });
  const inFull = spellsTime(full)
    ? inDigits(full, new Intl.DateTimeFormat(locale, dayInFull), new Intl.DateTimeFormat(locale, timeInFull))
    : (at: Date) => full.format(at);
  const sameDay = (one: Date, other: Date) => dayOfYear.format(one) === dayOfYear.format(other);
  const sameYear = (one: Date, other: Date) => one.getFullYear() === other.getFullYear();
  return {
    isToday: (instant, now) => sameDay(new Date(instant), new Date(now)),
    date(instant, now) {
      const at = new Date(instant);
      return sameYear(at, new Date(now)) ? day.format(at) : dayOfYear.format(at);
    },
    short(instant, now) {
      const at = new Date(instant);
      if (sameDay(at, new Date(now))) return time.format(at);
      return sameYear(at, new Date(now)) ? dayAndTime.format(at) : `${dayOfYear.format(at)}, ${time.format(at)}`;
    },
    full: (instant) => inFull(new Date(instant)),
  };
}
