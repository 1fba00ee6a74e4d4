import type { InputOf, OperationName } from '../../shared/contract.ts';
import { parseInput } from '../../shared/parse.ts';
import type { Failure } from '../../shared/result.ts';
import type { Messages } from '../messages/en.ts';

export type FieldName = Exclude<keyof Messages['fields'], 'required'>;
export type FieldProblems = Partial<Record<FieldName, string>>;

const isField = (name: string, text: Messages['fields']): name is FieldName =>
  name !== 'required' && Object.hasOwn(text, name);

/** What is wrong with the fields of a form, by the contract itself, before anything is asked. Empty where all is well. */
export function fieldProblems<Name extends OperationName>(
  name: Name,
  input: InputOf<Name>,
  text: Messages['fields'],
): FieldProblems {
  const parsed = parseInput(name, input);
  const problems: FieldProblems = {};
  for (const { path, empty } of parsed.ok ? [] : parsed.problems) {
    const field = path.split('.')[0] ?? '';
    if (isField(field, text)) problems[field] = empty ? text.required : text[field];
  }
  return problems;
}

/** Codes of failures that belong beside one field of a form. */
const FIELD_OF: Partial<Record<Failure['code'], FieldName>> = {
  'channel-exists': 'channelId',
  'platform-not-allowed': 'platform',
  'passphrase-wrong': 'passphrase',
  'passphrase-weak': 'passphrase',
  'passphrase-missing': 'passphrase',
  'key-passphrase-wrong': 'passphrase',
  'key-encrypted': 'passphrase',
  'kid-malformed': 'kid',
  'kid-in-use': 'kid',
  'token-malformed': 'accessToken',
};

/** The field that a failure is about, or null where it is about the whole form. */
export function fieldOf(failure: Failure | null): FieldName | null {
  return (failure && FIELD_OF[failure.code]) ?? null;
}
