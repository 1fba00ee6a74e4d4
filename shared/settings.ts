import * as v from 'valibot';
import { ChannelId, personText, TOKEN_SORTS, TokenLifetimeSeconds } from './domain.ts';
import { LANGUAGES } from './languages.ts';
import { TOKEN_LIFETIME_DEFAULT_SECONDS } from './line-limits.ts';

/** How the window and the defaults of a vault are set. Holds no secret: it can be read while the vault is locked. */

export const THEMES = ['system', 'light', 'dark'] as const;
export const DENSITIES = ['comfortable', 'compact'] as const;
/** The columns of the token table that can be hidden. The consumer and what is left are always there. */
export const TOKEN_COLUMNS = ['channel', 'state', 'keyId', 'issued', 'proved'] as const;
export type TokenColumn = (typeof TOKEN_COLUMNS)[number];
export const TOKEN_GROUPS = ['live', 'lost', 'ended', 'all'] as const;

const wholeNumber = (name: string, least: number, most: number) =>
  v.pipe(
    v.number(`${name} must be a number`),
    v.integer(`${name} must be a whole number`),
    v.minValue(least, `${name} must be at least ${String(least)}`),
    v.maxValue(most, `${name} must be at most ${String(most)}`),
  );

/** A filter of the token table under a name. */
export const SavedFilter = v.strictObject({
  name: v.pipe(personText('the name', 40), v.minLength(1, 'the name must not be empty')),
  channelId: v.nullable(ChannelId),
  group: v.picklist(TOKEN_GROUPS),
  search: v.pipe(v.string(), v.maxLength(200, 'the search text is too long')),
  sort: v.picklist(TOKEN_SORTS),
  direction: v.picklist(['ascending', 'descending']),
});
export type SavedFilter = v.InferOutput<typeof SavedFilter>;

export const Proxy = v.variant('mode', [
  /** As the operating system says. */
  v.strictObject({ mode: v.literal('system') }),
  v.strictObject({ mode: v.literal('direct') }),
  /** `http://host:port` or `https://host:port`, without a name and password. */
  v.strictObject({
    mode: v.literal('manual'),
    url: v.pipe(v.string('the proxy must be a URL'), v.trim(), v.maxLength(300)),
  }),
]);
export type Proxy = v.InferOutput<typeof Proxy>;

const TimeOfDay = v.pipe(
  v.string('the time must be text'),
  v.regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day is written as 09:00'),
);

export const WorkingHours = v.pipe(
  v.strictObject({
    days: v.pipe(
      v.array(wholeNumber('a day', 0, 6)),
      v.transform((days) => [...new Set(days)].sort((one, other) => one - other)),
      v.minLength(1, 'at least one day'),
    ),
    from: TimeOfDay,
    to: TimeOfDay,
  }),
  v.check(({ from, to }) => from < to, 'the working hours must end after they begin'),
);
export type WorkingHours = v.InferOutput<typeof WorkingHours>;

const entries = {
  /** Null: the system’s. */
  language: v.nullable(v.picklist(LANGUAGES, `the language is one of ${LANGUAGES.join(', ')}`)),
  theme: v.picklist(THEMES, `the theme is one of ${THEMES.join(', ')}`),
  density: v.picklist(DENSITIES, `the density is one of ${DENSITIES.join(', ')}`),
  /** Whether a letter or digit alone is a shortcut, outside of fields. */
  singleKeys: v.boolean('say whether single keys are shortcuts'),
  /** After how long a copied token is taken from the clipboard. */
  clipboardSeconds: wholeNumber('the time on the clipboard', 5, 300),
  /** For a new token, where nobody says otherwise. */
  tokenLifetimeSeconds: TokenLifetimeSeconds,
  /** How many days before a token ends to remind of it, most first. */
  reminderDays: v.pipe(
    v.array(wholeNumber('a reminder', 1, 29), 'the reminders must be a list of days'),
    v.transform((days) => [...new Set(days)].sort((one, other) => other - one)),
    v.maxLength(6, 'at most 6 reminders'),
  ),
  /** Whether reminders are shown as notifications of the system. */
  notifications: v.boolean('say whether to notify'),
  /** When the morning's summary is told, `HH:MM` by this computer's clock; null: not at all. */
  digestAt: v.nullable(TimeOfDay),
  /** When the person works, for "snooze until working hours". Days: 0 is Sunday. */
  workingHours: WorkingHours,
  /** Whether closing the window leaves the program in the tray. */
  closeToTray: v.boolean('say whether closing the window leaves the program in the tray'),
  /** Whether the program starts, without a window, when the person signs in to the system. */
  startAtLogin: v.boolean('say whether to start at login'),
  /** Whether the open window takes the steps of rotations that need no person: files, commands, bot-info, and revoking what has drained. */
  automaticRotation: v.boolean('say whether rotations go on by themselves'),
  proxy: Proxy,
  tokenColumns: v.pipe(
    v.array(v.picklist(TOKEN_COLUMNS, `a column is one of ${TOKEN_COLUMNS.join(', ')}`)),
    v.transform((columns) => TOKEN_COLUMNS.filter((column) => columns.includes(column))),
  ),
  savedFilters: v.pipe(
    v.array(SavedFilter),
    v.maxLength(30, 'at most 30 saved filters'),
    v.check(
      (filters) => new Set(filters.map(({ name }) => name)).size === filters.length,
      'each saved filter needs a name of its own',
    ),
  ),
} as const;

export const Settings = v.strictObject(entries);
export type Settings = v.InferOutput<typeof Settings>;

/** What to change; a field that is left out stays as it is. */
export const SettingsChange = v.strictObject({
  language: v.exactOptional(entries.language),
  theme: v.exactOptional(entries.theme),
  density: v.exactOptional(entries.density),
  singleKeys: v.exactOptional(entries.singleKeys),
  clipboardSeconds: v.exactOptional(entries.clipboardSeconds),
  tokenLifetimeSeconds: v.exactOptional(entries.tokenLifetimeSeconds),
  reminderDays: v.exactOptional(entries.reminderDays),
  notifications: v.exactOptional(entries.notifications),
  digestAt: v.exactOptional(entries.digestAt),
  workingHours: v.exactOptional(entries.workingHours),
  closeToTray: v.exactOptional(entries.closeToTray),
  startAtLogin: v.exactOptional(entries.startAtLogin),
  automaticRotation: v.exactOptional(entries.automaticRotation),
  proxy: v.exactOptional(entries.proxy),
  tokenColumns: v.exactOptional(entries.tokenColumns),
  savedFilters: v.exactOptional(entries.savedFilters),
});
export type SettingsChange = v.InferOutput<typeof SettingsChange>;

export const SettingsShown = v.object({
  settings: Settings,
  /** `damaged`: the file could not be read, the defaults are in force, and the file stands aside under another name. */
  problem: v.nullable(v.picklist(['damaged'])),
});
export type SettingsShown = v.InferOutput<typeof SettingsShown>;

export const DEFAULT_SETTINGS: Settings = {
  language: null,
  theme: 'system',
  density: 'comfortable',
  singleKeys: true,
  clipboardSeconds: 20,
  tokenLifetimeSeconds: TOKEN_LIFETIME_DEFAULT_SECONDS,
  reminderDays: [10, 3, 1],
  notifications: true,
  digestAt: '09:00',
  workingHours: { days: [1, 2, 3, 4, 5], from: '09:00', to: '18:00' },
  closeToTray: false,
  startAtLogin: false,
  automaticRotation: false,
  proxy: { mode: 'system' },
  tokenColumns: ['channel', 'state', 'keyId', 'proved'],
  savedFilters: [],
};
