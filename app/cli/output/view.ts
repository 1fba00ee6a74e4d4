import type { Language } from '../../../shared/languages.ts';
import type { Texts } from '../messages/en.ts';
import type { Paint } from './colour.ts';

/** For whom and on what something is printed. */
export interface View {
  readonly language: Language;
  readonly texts: Texts;
  readonly paint: Paint;
  /** Whether standard output is a terminal: only there is anything shortened. */
  readonly isTerminal: boolean;
  /** Milliseconds since 1970 by this computer's clock. */
  readonly now: number;
}
