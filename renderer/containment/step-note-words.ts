import type { Messages } from '../messages/en.ts';

const FACT = /^(revoked|orphan|foreign|live|issued): (\d+)(?: \(≤ (\S+)\))?$/;

/** What the engine noted of a step of its own, in the language of the window; a person's note stays as it is. */
export function stepNoteWords(note: string, text: Messages, date: (instant: string) => string): string {
  const facts = note.split('; ').map((part) => FACT.exec(part));
  if (facts.some((fact) => fact === null)) return note;
  const words = facts.map((fact) => {
    const [, name = 'live', count = '0', until] = fact ?? [];
    const said = text.containment.found[name as keyof Messages['containment']['found']](Number(count));
    return until === undefined ? said : text.containment.foundUntil(said, date(until));
  });
  return text.common.commas(words);
}
