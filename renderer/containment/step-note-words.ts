import { readStepNote } from '../../shared/containment.ts';
import type { Messages } from '../messages/en.ts';

/** What the engine noted of a step of its own, in the language of the window; a person's note stays as it is. */
export function stepNoteWords(note: string, text: Messages, date: (instant: string) => string): string {
  const words = readStepNote(note)?.map(({ name, count, until }) => {
    const said = text.containment.found[name](count);
    return until === undefined ? said : text.containment.foundUntil(said, date(until));
  });
  return words ? text.common.commas(words) : note;
}
