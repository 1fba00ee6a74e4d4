import * as v from 'valibot';
import { DEFAULT_SETTINGS, SettingsChange, type Settings } from '../../shared/settings.ts';
import { readProxy } from './proxy.ts';
import type { StoredSettings } from './settings-file.ts';

const NAMES = Object.keys(DEFAULT_SETTINGS) as readonly (keyof Settings)[];

/** The one field of that name, if it is what this version takes. */
function readField(stored: StoredSettings, name: keyof Settings): SettingsChange {
  if (!Object.hasOwn(stored, name)) return {};
  const parsed = v.safeParse(SettingsChange, { [name]: stored[name] });
  if (!parsed.success) return {};
  const { proxy } = parsed.output;
  return proxy?.mode === 'manual' && readProxy(proxy.url) === undefined ? {} : parsed.output;
}

/** What is stored, field by field, so that one that is wrong or of a newer version costs only itself; the default for each other. */
export function readSettings(stored: StoredSettings): Settings {
  return Object.assign({ ...DEFAULT_SETTINGS }, ...NAMES.map((name) => readField(stored, name))) as Settings;
}
