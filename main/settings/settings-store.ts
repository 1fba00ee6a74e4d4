import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_SETTINGS, type Settings, type SettingsChange, type SettingsShown } from '../../shared/settings.ts';
import { createChannelQueue } from '../channel-queue.ts';
import type { EventSink } from '../ports.ts';
import { checkProxy } from './proxy.ts';
import { readSettings } from './read-settings.ts';
import { DAMAGED_SETTINGS_FILE, findSettings, setAside, writeSettings } from './settings-file.ts';

/** Reads the settings. */
export interface SettingsReader {
  /** As they are now; the defaults for whatever cannot be read. Never throws. */
  current(): Promise<Settings>;
}

/** Reads and changes the settings of one vault, whether it is open, locked or not made yet. */
export interface SettingsStore extends SettingsReader {
  show(): Promise<SettingsShown>;
  /** Throws `vault-full`, `vault-read-only` and `proxy-not-allowed`, with nothing changed. */
  change(change: SettingsChange): Promise<SettingsShown>;
}

/**
 * The settings in `folder`. The file is read each time: another door may have written it. Only what was ever changed stands in it, so that
 * of two doors that write at once the last one wins field by field, and what a newer version wrote is kept.
 */
export function createSettingsStore(folder: string, emit: EventSink): SettingsStore {
  const turns = createChannelQueue();
  const inTurn = <Value>(work: () => Promise<Value>) => turns.run('settings', work);

  async function show(): Promise<SettingsShown> {
    const found = await findSettings(folder);
    if (found.state === 'read') return { settings: readSettings(found.stored), problem: null };
    if (found.state === 'damaged') await setAside(folder);
    // It is told of until the next change, also after a restart.
    const stillDamaged = found.state !== 'missing' || existsSync(join(folder, DAMAGED_SETTINGS_FILE));
    return { settings: DEFAULT_SETTINGS, problem: stillDamaged ? 'damaged' : null };
  }

  async function change(wanted: SettingsChange): Promise<SettingsShown> {
    const checked = wanted.proxy ? { ...wanted, proxy: checkProxy(wanted.proxy) } : wanted;
    const found = await findSettings(folder);
    if (found.state === 'unreadable') throw found.failure;
    if (found.state === 'damaged') await setAside(folder);
    const stored = { ...(found.state === 'read' ? found.stored : {}), ...checked };
    await writeSettings(folder, stored);
    const settings = readSettings(stored);
    emit({ name: 'settings.changed', payload: { settings } });
    return { settings, problem: null };
  }

  return {
    current: async () => (await inTurn(show)).settings,
    show: () => inTurn(show),
    change: (wanted) => inTurn(() => change(wanted)),
  };
}
