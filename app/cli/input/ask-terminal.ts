// Holds: a passphrase, channel secret or token while a person types it.
// Lives: until it is returned; it is never echoed and never kept here.
// Wiped by: nobody can wipe a string; the caller hands it to the engine at once and drops it.
import { Interrupted } from '../failure-error.ts';
import type { Terminal } from '../surroundings.ts';

const ENTER = /[\r\n]/;
const CTRL_C = '\u{3}';
const CTRL_D = '\u{4}';
const CTRL_U = '\u{15}';
const ERASE = ['\u{7f}', '\b'];
const ESCAPE = '\u{1b}';
const CONTROL = /\p{Cc}/u;

type Step =
  | { readonly kind: 'typing'; readonly text: string }
  | { readonly kind: 'entered'; readonly text: string; readonly rest: string }
  | { readonly kind: 'interrupted' };

/** What `chunk`, as it came from the keyboard, makes of the text typed so far. */
function type(typed: string, chunk: string): Step {
  const characters = Array.from(chunk);
  let text = typed;
  for (const [index, character] of characters.entries()) {
    if (character === CTRL_C) return { kind: 'interrupted' };
    if (ENTER.test(character) || character === CTRL_D) {
      return {
        kind: 'entered',
        text,
        rest: characters
          .slice(index + 1)
          .join('')
          .replace(/^\n/, ''),
      };
    }
    // A cursor key or the like; the rest of the chunk belongs to it.
    if (character === ESCAPE) return { kind: 'typing', text };
    if (ERASE.includes(character)) text = Array.from(text).slice(0, -1).join('');
    else if (character === CTRL_U) text = '';
    else if (!CONTROL.test(character)) text += character;
  }
  return { kind: 'typing', text };
}

/**
 * Asks a question on the terminal and resolves to the line that was typed. With `echo: false` nothing of it is shown.
 * Throws `Interrupted` where the person pressed Ctrl-C, or where the terminal went away.
 */
export async function askTerminal(
  terminal: Terminal,
  question: string,
  { echo }: { readonly echo: boolean },
): Promise<string> {
  const { input, output } = terminal;
  // Before the question: what is typed or pasted the moment it appears must not be echoed either.
  input.setRawMode?.(true);
  output.write(question);
  input.setEncoding('utf8');
  try {
    return await new Promise<string>((resolve, reject) => {
      let text = '';
      const stop = () => {
        input.off('data', onData);
        input.off('end', onEnd);
        input.off('error', onEnd);
        input.pause();
      };
      const onEnd = () => {
        stop();
        reject(new Interrupted());
      };
      const onData = (chunk: string) => {
        const step = type(text, chunk);
        if (step.kind === 'typing') {
          if (echo && step.text !== text) output.write(`\r\u{1b}[K${question}${step.text}`);
          text = step.text;
          return;
        }
        stop();
        if (step.kind === 'interrupted') {
          reject(new Interrupted());
          return;
        }
        if (echo) output.write(`\r\u{1b}[K${question}${step.text}`);
        if (step.rest !== '') input.unshift(step.rest, 'utf8');
        resolve(step.text);
      };
      input.on('data', onData);
      input.on('end', onEnd);
      input.on('error', onEnd);
      input.resume();
    });
  } finally {
    input.setRawMode?.(false);
    output.write('\n');
  }
}
