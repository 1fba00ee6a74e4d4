import type { Messages } from './en.ts';
import { activity } from './th/activity.ts';
import { channels } from './th/channels.ts';
import { common } from './th/common.ts';
import { connection } from './th/connection.ts';
import { containment } from './th/containment.ts';
import { firstRun } from './th/first-run.ts';
import { handover } from './th/handover.ts';
import { identify } from './th/identify.ts';
import { keys } from './th/keys.ts';
import { overview } from './th/overview.ts';
import { palette } from './th/palette.ts';
import { rotations } from './th/rotations.ts';
import { settings } from './th/settings.ts';
import { shell } from './th/shell.ts';
import { tokens } from './th/tokens.ts';

export const th: Messages = {
  locale: 'th',
  languageName: 'ไทย',
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
