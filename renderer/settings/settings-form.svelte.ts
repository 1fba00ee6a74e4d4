import type { Failure } from '../../shared/result.ts';
import type { SettingsChange } from '../../shared/settings.ts';
import { errorText } from '../../shared/messages/error-text.ts';
import type { Desk } from '../model/desk.svelte.ts';

export type SettingName = keyof SettingsChange;

/** Changes settings one at a time and remembers, for each, what went wrong: that is said at its field. */
export class SettingsForm {
  #desk: Desk;
  #failures = $state.raw<Partial<Record<SettingName, Failure>>>({});

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  /** What to say beside a setting, if anything. */
  problem(name: SettingName): string | undefined {
    const failure = this.#failures[name];
    return failure && errorText(failure, this.#desk.language).what;
  }

  /** Changes one setting at once. True where it was taken. */
  async change(change: SettingsChange): Promise<boolean> {
    const failure = await this.#desk.changeSettings(change);
    const [name] = Object.keys(change) as SettingName[];
    if (name === undefined) return true;
    const { [name]: _, ...others } = this.#failures;
    this.#failures = failure ? { ...others, [name]: failure } : others;
    return failure === null;
  }

  /** Changes one setting, and offers to take it back. */
  async changeWithUndo(change: SettingsChange, said: () => string): Promise<void> {
    const before = this.#desk.settings;
    const undo = Object.fromEntries(
      (Object.keys(change) as SettingName[]).map((name) => [name, before[name]]),
    ) as SettingsChange;
    // The word for "undo" is one that the person could read before the change.
    const label = this.#desk.text.settings.undo;
    if (await this.change(change))
      this.#desk.toasts.say(said(), { action: { label, run: () => void this.change(undo) } });
  }
}
