/** A Sunday. */
const SUNDAY = Date.UTC(2023, 0, 1);
const DAY_MS = 24 * 60 * 60 * 1_000;
/** Monday first: the working days stand side by side. Numbered as the settings do, where 0 is Sunday. */
const ORDER = [1, 2, 3, 4, 5, 6, 0];

/** The days of the week in a language, in full and short. */
export function weekdays(
  locale: string,
): readonly { readonly day: number; readonly name: string; readonly short: string }[] {
  const named = (weekday: 'long' | 'short') => new Intl.DateTimeFormat(locale, { weekday, timeZone: 'UTC' });
  const [name, short] = [named('long'), named('short')];
  return ORDER.map((day) => {
    const date = new Date(SUNDAY + day * DAY_MS);
    return { day, name: name.format(date), short: short.format(date) };
  });
}
