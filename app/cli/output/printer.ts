import type { ErrorCode } from '../../../shared/errors.ts';
import { errorText } from '../../../shared/messages/error-text.ts';
import type { Failure } from '../../../shared/result.ts';
import type { Answer } from '../commands/command.ts';
import type { Surroundings } from '../surroundings.ts';
import type { UsageError } from '../usage-error.ts';
import { paintFor } from './colour.ts';
import { printable } from './printable.ts';
import type { View } from './view.ts';
import { writeFully } from './write-fully.ts';

/**
 * Prints for people or for programs. For programs: one JSON document on standard output, always in English, and nothing else there.
 * For people: what they asked for on standard output, everything said about it on standard error.
 */
export class Printer {
  readonly #surroundings: Surroundings;
  readonly #view: View;
  readonly #json: boolean;

  constructor(surroundings: Surroundings, view: View, json: boolean) {
    this.#surroundings = surroundings;
    this.#view = view;
    this.#json = json;
  }

  async answer({ json, people, verbatim, notes, failure }: Answer): Promise<void> {
    if (this.#json) {
      if (json !== undefined) await this.#document(json);
      return;
    }
    const text = people(this.#view);
    if (text !== '') await this.#out(verbatim ? text : `${text}\n`);
    for (const note of notes?.(this.#view) ?? []) await this.#say(note);
    if (failure) await this.#say(this.#failureText(failure));
  }

  async failure(failure: Failure): Promise<void> {
    if (this.#json) await this.#document({ error: failure });
    if (!this.#json || this.#watchesOnly) await this.#say(`kagibako: ${this.#failureText(failure)}`);
  }

  /** What a person should know besides: never in the way of a program. */
  async warn(lines: readonly string[]): Promise<void> {
    if (this.#json && !this.#watchesOnly) return;
    const paint = paintFor(this.#surroundings.stderr.isTTY === true, this.#surroundings.environment);
    for (const line of lines) await this.#say(paint('warning', printable(line)));
  }

  async usage(error: UsageError): Promise<void> {
    if (this.#json) await this.#document({ error: error.toFailure() });
    if (this.#json && !this.#watchesOnly) return;
    const { usage } = this.#view.texts;
    const lines = [...error.lines(this.#view.texts).map(printable)];
    if (error.suggestion !== undefined) lines.push(usage.didYouMean(error.suggestion));
    if (error.helpCommand !== undefined) lines.push(usage.seeHelp(error.helpCommand));
    await this.#say(`kagibako: ${lines.join('\n')}`);
  }

  /** A person watches messages while a program reads the documents: then both are told of a failure. */
  get #watchesOnly(): boolean {
    const { stdout, stderr } = this.#surroundings;
    return stderr.isTTY === true && stdout.isTTY !== true;
  }

  #failureText(failure: Failure): string {
    const { what, remedy } = errorText(failure, this.#view.language);
    const paint = paintFor(this.#surroundings.stderr.isTTY === true, this.#surroundings.environment);
    const howTo: Partial<Record<ErrorCode, string>> = this.#view.texts.howTo;
    const lines = [paint('urgent', printable(what)), printable(remedy), howTo[failure.code] ?? ''];
    return lines.filter((line) => line !== '').join('\n');
  }

  async #document(json: unknown): Promise<void> {
    await this.#out(`${JSON.stringify(json, null, this.#view.isTerminal ? 2 : 0)}\n`);
  }

  async #out(text: string): Promise<void> {
    await writeFully(this.#surroundings.stdout, text);
  }

  async #say(text: string): Promise<void> {
    await writeFully(this.#surroundings.stderr, `${text}\n`);
  }
}
