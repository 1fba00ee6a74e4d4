import { ERRORS, type ErrorCode } from '../../shared/errors.ts';
import { errorText } from '../../shared/messages/error-text.ts';
import type { Language } from '../../shared/languages.ts';
import type { Messages } from '../messages/en.ts';

type Said = Messages['activity']['said'];
type Plain = { [Key in keyof Said]: Said[Key] extends string ? Key : never }[keyof Said];

/** What the engine writes down in English, by the text that says it here. */
const PHRASES: Readonly<Record<string, Plain>> = {
  'secrets in the keychain': 'inKeychain',
  'secrets in a sealed file': 'inSealedFile',
  'it went no further': 'wentNoFurther',
  'the vault ended before anything was sent': 'endedBeforeSending',
  'the vault ended before the answer came': 'endedBeforeAnswer',
  'its key ID was another issue’s': 'keyIdOfOtherIssue',
  'nothing was issued': 'nothingIssued',
  'it was issued, and its value is lost': 'valueLost',
  'LINE lists it again although it was absent after its revocation: it has to be revoked once more':
    'listedAgainRevoked',
  'LINE lists it again although it was absent': 'listedAgain',
  'the connection was refused': 'refusedConnection',
  'its name could not be looked up': 'nameNotFound',
  'no route to it': 'noRoute',
  'no network': 'noNetwork',
  'the connection was cut': 'cutOff',
  'the connection was closed': 'cutOff',
  'the request was broken off': 'cutOff',
  'the connection was cut in the middle of the answer': 'cutInAnswer',
  'the connection was closed without an answer': 'closed',
  'the proxy cannot be reached': 'proxyUnreachable',
  'the proxy refused the connection': 'proxyRefused',
  'no secure connection could be made': 'noSecureConnection',
  'the secure connection broke': 'noSecureConnection',
  'its answer is larger than allowed': 'tooLarge',
  'its answer is larger than one megabyte': 'tooLarge',
  'platform-unreachable': 'unreachable',
  'platform-timeout': 'timeout',
  'platform-busy': 'busy',
  'platform-failed': 'failed',
  'platform-unreadable': 'unreadable',
  'platform-refused': 'refused',
  'slots-full': 'slotsFull',
};

const PATTERNS: readonly (readonly [pattern: RegExp, say: (said: Said, part: string) => string])[] = [
  [/^no answer within ([\d.]+) seconds$/, (said, seconds) => said.noAnswerWithin(seconds)],
  [/^it answered with status (\d+)$/, (said, status) => said.answeredWithStatus(status)],
  [/^it answered with a redirect \(status (\d+)\)$/, (said, status) => said.redirected(status)],
  [/^its certificate was not accepted \((\w+)\)$/, (said, code) => said.certificate(code)],
  [/^network error (\w+)$/, (said, code) => said.networkError(code)],
];

const isErrorCode = (text: string): text is ErrorCode => Object.hasOwn(ERRORS, text);

export interface EngineWords {
  readonly text: string;
  /** Not ours: what the platform said, as it said it. */
  readonly quoted: boolean;
}

/** A reason or note of the engine in the person's language. What is nobody's phrase, such as LINE's own message, stays as it is. */
export function engineWords(raw: string, text: Messages, language: Language): EngineWords {
  const { said } = text.activity;
  const phrase = Object.hasOwn(PHRASES, raw) ? PHRASES[raw] : undefined;
  if (phrase) return { text: said[phrase], quoted: false };
  for (const [pattern, say] of PATTERNS) {
    const part = pattern.exec(raw)?.[1];
    if (part !== undefined) return { text: say(said, part), quoted: false };
  }
  if (isErrorCode(raw)) return { text: errorText({ code: raw, ref: '' }, language).what, quoted: false };
  return { text: raw, quoted: true };
}
