import type { Messages } from './en.ts';
import { activity } from './th/activity.ts';
import { channels } from './th/channels.ts';
import { common } from './th/common.ts';
import { firstRun } from './th/first-run.ts';
import { keys } from './th/keys.ts';
import { overview } from './th/overview.ts';
import { palette } from './th/palette.ts';
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
  ...activity,
  ...palette,
  ...settings,
};
