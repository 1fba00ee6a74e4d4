import type { Messages } from './en.ts';
import { activity } from './ja/activity.ts';
import { channels } from './ja/channels.ts';
import { common } from './ja/common.ts';
import { firstRun } from './ja/first-run.ts';
import { keys } from './ja/keys.ts';
import { overview } from './ja/overview.ts';
import { palette } from './ja/palette.ts';
import { settings } from './ja/settings.ts';
import { shell } from './ja/shell.ts';
import { tokens } from './ja/tokens.ts';

export const ja: Messages = {
  locale: 'ja',
  languageName: '日本語',
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
