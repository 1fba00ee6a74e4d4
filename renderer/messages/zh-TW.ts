import type { Messages } from './en.ts';
import { activity } from './zh-TW/activity.ts';
import { channels } from './zh-TW/channels.ts';
import { common } from './zh-TW/common.ts';
import { connection } from './zh-TW/connection.ts';
import { containment } from './zh-TW/containment.ts';
import { firstRun } from './zh-TW/first-run.ts';
import { handover } from './zh-TW/handover.ts';
import { identify } from './zh-TW/identify.ts';
import { keys } from './zh-TW/keys.ts';
import { overview } from './zh-TW/overview.ts';
import { palette } from './zh-TW/palette.ts';
import { rotations } from './zh-TW/rotations.ts';
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
  ...connection,
  ...containment,
  ...identify,
  ...handover,
  ...activity,
  ...rotations,
  ...palette,
  ...settings,
};
