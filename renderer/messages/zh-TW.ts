import type { Messages } from './en.ts';
import { activity } from './zh-TW/activity.ts';
import { channels } from './zh-TW/channels.ts';
import { common } from './zh-TW/common.ts';
import { firstRun } from './zh-TW/first-run.ts';
import { keys } from './zh-TW/keys.ts';
import { overview } from './zh-TW/overview.ts';
import { palette } from './zh-TW/palette.ts';
import { settings } from './zh-TW/settings.ts';
import { shell } from './zh-TW/shell.ts';
import { tokens } from './zh-TW/tokens.ts';

export const zhTw: Messages = {
  locale: 'zh-TW',
  languageName: '繁體中文',
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
