import { flag, switchFlag } from './shape.ts';
import { path, variableName } from './value-kinds.ts';

/** Flags that every command takes. A command may give one of these names a meaning of its own. */
export const GLOBAL_FLAGS = {
  vault: flag('vault', path('DIR')),
  'passphrase-env': flag('passphraseEnv', variableName),
  json: switchFlag('json'),
  help: switchFlag('help'),
  version: switchFlag('version'),
} as const;
