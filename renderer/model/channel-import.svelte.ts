import type { ImportLine, ImportOutcome, ImportReport } from '../../shared/channel-import.ts';
import { IMPORT_LIMIT_BYTES, IMPORT_OUTCOMES } from '../../shared/channel-import.ts';
import type { Failure } from '../../shared/result.ts';
import type { Bridge } from '../bridge.ts';

/** How many lines came to what, in the order in which they are told; those that are none are left out. */
export function countsOf(lines: readonly ImportLine[]): readonly (readonly [ImportOutcome, number])[] {
  return IMPORT_OUTCOMES.map(
    (outcome) => [outcome, lines.filter((line) => line.outcome === outcome).length] as const,
  ).filter(([, count]) => count > 0);
}

/**
 * Channels in bulk from a CSV file, looked at before anything is added.
 *
 * Holds: the file's text, which may hold channel secrets.
 * Lives: until it was imported or the dialog closes.
 * Wiped by: `wipe` and a finished import; the browser's own copy goes with the field.
 */
export class ChannelImport {
  /** What stands in the field; the text of a file stands in none. */
  pasted = $state('');
  fileName = $state<string | null>(null);
  unreadable = $state(false);
  report = $state.raw<ImportReport | null>(null);
  /** Whether the report tells what was done, and not only what would be. */
  isDone = $state(false);
  asking = $state<'preview' | 'import' | null>(null);
  failure = $state.raw<Failure | null>(null);
  #held = '';
  #generation = 0;
  #bridge: Bridge;

  constructor(bridge: Bridge) {
    this.#bridge = bridge;
  }

  /** How many channels would be added. */
  importable = $derived.by(() => this.report?.lines.filter(({ outcome }) => outcome === 'new').length ?? 0);

  get #text(): string {
    return this.fileName === null ? this.pasted : this.#held;
  }

  get isEmpty(): boolean {
    return this.fileName === null && this.pasted.trim() === '';
  }

  async takeFile(file: File): Promise<void> {
    this.startOver();
    const generation = this.#generation;
    try {
      // One byte more is enough to be refused for its length.
      const text = await file.slice(0, IMPORT_LIMIT_BYTES + 1).text();
      if (generation !== this.#generation) return;
      this.#held = text;
      this.fileName = file.name;
    } catch {
      this.unreadable = true;
      return;
    }
    await this.preview();
  }

  async preview(): Promise<void> {
    if (this.isEmpty) return;
    const report = await this.#ask('preview', 'channel.previewImport');
    if (report) this.report = report;
  }

  /** True where at least one channel was added. */
  async submit(): Promise<boolean> {
    if (this.importable === 0) return false;
    const report = await this.#ask('import', 'channel.import');
    if (!report) return false;
    this.report = report;
    this.isDone = true;
    this.wipe();
    return report.lines.some(({ outcome }) => outcome === 'added');
  }

  async #ask(
    what: 'preview' | 'import',
    name: 'channel.previewImport' | 'channel.import',
  ): Promise<ImportReport | null> {
    if (this.asking !== null) return null;
    const generation = this.#generation;
    this.asking = what;
    this.failure = null;
    const answer = await this.#bridge.call(name, { text: this.#text });
    this.asking = null;
    if (generation !== this.#generation && what === 'preview') return null;
    if (answer.ok) return answer.value;
    this.failure = answer.error;
    return null;
  }

  /** The text changed: what was said of the one before holds no more. */
  changed(): void {
    this.#generation += 1;
    this.report = null;
    this.failure = null;
    this.unreadable = false;
  }

  startOver(): void {
    this.wipe();
    this.changed();
    this.fileName = null;
    this.isDone = false;
  }

  wipe(): void {
    this.#generation += 1;
    this.pasted = '';
    this.#held = '';
  }
}
