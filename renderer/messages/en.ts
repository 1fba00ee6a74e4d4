import { activity } from './en/activity.ts';
import { channels } from './en/channels.ts';
import { common } from './en/common.ts';
import { connection } from './en/connection.ts';
import { containment } from './en/containment.ts';
import { firstRun } from './en/first-run.ts';
import { handover } from './en/handover.ts';
import { identify } from './en/identify.ts';
import { keys } from './en/keys.ts';
import { overview } from './en/overview.ts';
import { palette } from './en/palette.ts';
import { rotations } from './en/rotations.ts';
import { settings } from './en/settings.ts';
import { shell } from './en/shell.ts';
import { tokens } from './en/tokens.ts';

/** Every text of the window, an area a file. The other languages have exactly these keys: the compiler says so. LINE's own names of things are LINE's. */
export const en = {
  locale: 'en',
  languageName: 'English',
  ...common,
  ...shell,
  ...firstRun,
  ...overview,
  ...channels,
  ...keys,
  ...tokens,
  ...connection,
  ...containment,
  ...identify,
  ...handover,
  ...activity,
  ...rotations,
  ...palette,
  ...settings,
};

export type Messages = typeof en;
