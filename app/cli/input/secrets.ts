// Holds: passphrases, channel secrets and tokens on their way from a variable, a pipe or a keyboard to the engine.
// Lives: for one call; nothing is kept here.
// Wiped by: nobody can wipe a string; they are short-lived on purpose.
import { askTerminal } from './ask-terminal.ts';
import { decodeText, readLimited } from './read-limited.ts';
import type { Texts } from '../messages/en.ts';
import type { Surroundings } from '../surroundings.ts';
import { usageError } from '../usage-error.ts';

/** The variable that holds a sealed-file vault's passphrase where no other is named. */
export const PASSPHRASE_VARIABLE = 'KAGIBAKO_PASSPHRASE';

/** More than any secret or token is long; what is longer is refused by the contract. */
const LINE_LIMIT_BYTES = 20_000;

/** Where secrets come from: never from arguments. */
export class SecretSources {
  readonly #surroundings: Surroundings;
  readonly #texts: Texts;

  constructor(surroundings: Surroundings, texts: Texts) {
    this.#surroundings = surroundings;
    this.#texts = texts;
  }

  /** The content of the variable that `flag` names; a usage error where it is unset or empty. Neither name nor content is repeated. */
  variable(flag: string, name: string): string {
    const value = this.#surroundings.environment[name];
    if (value) return value;
    throw usageError(flag, (texts) => texts.usage.variableUnset);
  }

  /** The first line of standard input, or a typed line where that is a terminal. */
  async line(flag: string, question: keyof Texts['ask'] & ('channelSecret' | 'token')): Promise<string> {
    const { stdin } = this.#surroundings;
    const text = stdin.isTTY
      ? ((await this.typed(question)) ?? '')
      : decodeText((await readLimited(stdin, LINE_LIMIT_BYTES)).bytes);
    const [line = ''] = text.trim().split(/\r?\n/);
    if (line === '') throw usageError(flag, (texts) => texts.usage.emptyStdin);
    return line.trim();
  }

  /** All of standard input, or a typed line where that is a terminal; a usage error where it is empty or longer than `limitBytes`. */
  async wholeText(flag: string, question: 'leakedText', limitBytes: number): Promise<string> {
    const { stdin } = this.#surroundings;
    if (stdin.isTTY) return (await this.typed(question)) ?? '';
    const { bytes, isWhole } = await readLimited(stdin, limitBytes);
    if (!isWhole) throw usageError(flag, (texts) => texts.usage.inputTooLarge(limitBytes));
    const text = decodeText(bytes);
    if (text.trim() === '') throw usageError(flag, (texts) => texts.usage.emptyStdin);
    return text;
  }

  /** A line typed unseen; undefined where nobody sits at a terminal. */
  async typed(
    question: 'passphrase' | 'newPassphrase' | 'again' | 'channelSecret' | 'token' | 'leakedText',
  ): Promise<string | undefined> {
    const terminal = this.#surroundings.openTerminal();
    if (!terminal) return undefined;
    try {
      return await askTerminal(terminal, this.#texts.ask[question], { echo: false });
    } finally {
      terminal.close();
    }
  }

  /** Asks yes or no; undefined where nobody sits at a terminal. Anything but a clear yes is a no. */
  async confirmed(question: string): Promise<boolean | undefined> {
    const terminal = this.#surroundings.stdin.isTTY ? this.#surroundings.openTerminal() : undefined;
    if (!terminal) return undefined;
    try {
      const answer = await askTerminal(terminal, question, { echo: true });
      return this.#texts.ask.yes.includes(answer.trim().toLowerCase());
    } finally {
      terminal.close();
    }
  }

  /** A new passphrase, typed twice; undefined where nobody sits at a terminal. */
  async newPassphrase(): Promise<string | undefined> {
    for (;;) {
      const first = await this.typed('newPassphrase');
      if (first === undefined) return undefined;
      if (first === (await this.typed('again'))) return first;
      this.#surroundings.stderr.write(`${this.#texts.ask.notTheSame}\n`);
    }
  }
}
