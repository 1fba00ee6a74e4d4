import type { Messages } from './en.ts';
import { activity } from './ja/activity.ts';
import { channels } from './ja/channels.ts';
import { common } from './ja/common.ts';
import { connection } from './ja/connection.ts';
import { containment } from './ja/containment.ts';
import { firstRun } from './ja/first-run.ts';
import { handover } from './ja/handover.ts';
import { identify } from './ja/identify.ts';
import { keys } from './ja/keys.ts';
import { overview } from './ja/overview.ts';
import { palette } from './ja/palette.ts';
import { rotations } from './ja/rotations.ts';
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
  ...connection,
  ...containment,
  ...identify,
  ...handover,
  ...activity,
  ...rotations,
  ...palette,
  ...settings,
};
