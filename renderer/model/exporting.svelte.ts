import type { ExportFormat, ExportSubject } from '../../shared/reports.ts';
import type { Failure } from '../../shared/result.ts';
import type { Language } from '../../shared/languages.ts';
import type { Bridge } from '../bridge.ts';
import { copyText } from './copy-text.ts';

export const EXPORT_CHOICES = ['tokens', 'channels', 'calendar'] as const;
export type ExportChoice = ExportSubject | 'calendar';

/** Exporting what is no secret: metadata for a spreadsheet or a program, or the calendar of expiries. */
export class Exporting {
  what = $state<ExportChoice>('tokens');
  format = $state<ExportFormat>('csv');
  /** Before CSV, for spreadsheets that take UTF-8 for something else. */
  byteOrderMark = $state(true);
  asking = $state(false);
  failure = $state.raw<Failure | null>(null);
  savedAs = $state<string | null>(null);
  /** What became of copying. */
  copied = $state<boolean | null>(null);
  #bridge: Bridge;

  constructor(bridge: Bridge, what: ExportChoice) {
    this.#bridge = bridge;
    this.what = what;
  }

  choose(change: Partial<Pick<Exporting, 'what' | 'format' | 'byteOrderMark'>>): void {
    Object.assign(this, change);
    this.#begin();
  }

  #begin(): void {
    this.failure = null;
    this.savedAs = null;
    this.copied = null;
  }

  async save(language: Language): Promise<void> {
    if (this.asking) return;
    this.#begin();
    this.asking = true;
    const { what, format } = this;
    const byteOrderMark = this.byteOrderMark && format === 'csv';
    const answer = await this.#bridge.call(
      'export.save',
      what === 'calendar' ? { what, language } : { what, format, byteOrderMark },
    );
    this.asking = false;
    if (answer.ok) this.savedAs = answer.value.savedAs;
    else this.failure = answer.error;
  }

  /** On the clipboard without a byte order mark, which belongs to files. */
  async copy(language: Language): Promise<void> {
    if (this.asking) return;
    this.#begin();
    this.asking = true;
    const text = await this.#text(language);
    this.asking = false;
    if (text !== null) this.copied = copyText(text);
  }

  async #text(language: Language): Promise<string | null> {
    if (this.what === 'calendar') {
      const answer = await this.#bridge.call('reminder.calendar', { language });
      if (answer.ok) return answer.value.calendar;
      this.failure = answer.error;
      return null;
    }
    const answer = await this.#bridge.call('export.metadata', { subject: this.what, format: this.format });
    if (answer.ok) return answer.value.text;
    this.failure = answer.error;
    return null;
  }
}
