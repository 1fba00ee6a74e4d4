import { toFailure } from '../../main/failure.ts';
import { VaultError } from '../../main/vault-error.ts';
import type { Failure } from '../../shared/result.ts';
import { textsEn, type Texts } from './messages/en.ts';

/** A sentence that can be said in every language. */
export type Saying = (texts: Texts) => string;

/** What is wrong with which part of a command line: `subject` is the flag or argument as the person writes it, or null for the whole. */
export interface UsageProblem {
  readonly subject: string | null;
  readonly problem: Saying;
}

/**
 * The command line cannot be understood or used. Its text never repeats a value that was given, because a value may be a secret in the
 * wrong place; it names flags and arguments.
 */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  readonly problems: readonly UsageProblem[];
  /** Where to read on, e.g. `kagibako token --help`. */
  readonly helpCommand: string | undefined;
  readonly suggestion: string | undefined;

  constructor(
    problems: readonly UsageProblem[],
    help: { readonly command?: string | undefined; readonly suggestion?: string | undefined } = {},
  ) {
    super('usage');
    this.problems = problems;
    this.helpCommand = help.command;
    this.suggestion = help.suggestion;
  }

  /** Its problems as sentences, one a line. */
  lines(texts: Texts): readonly string[] {
    return this.problems.map(({ subject, problem }) => (subject === null ? '' : `${subject}: `) + problem(texts));
  }

  /** The failure that `--json` prints: always English. */
  toFailure(): Failure {
    const fields = this.problems.map(({ subject, problem }) => ({ path: subject ?? '', problem: problem(textsEn) }));
    const hint = this.suggestion === undefined ? [] : [textsEn.usage.didYouMean(this.suggestion)];
    const problems = [...this.lines(textsEn), ...hint].map((line) => line.replace(/\.$/, '')).join('; ');
    return toFailure(new VaultError('invalid-input', { problems, fields }));
  }
}

/** A usage error about one flag or argument. */
export function usageError(subject: string | null, problem: Saying): UsageError {
  return new UsageError([{ subject, problem }]);
}
