import { describe, expect, test } from 'vitest';
import { CONNECTION_PROBLEMS } from '../../connection.ts';
import { LANGUAGES } from '../../languages.ts';
import { errorText } from '../error-text.ts';
import { connectionTextsOf } from './connection-texts.ts';

const LINE = 'https://api.line.me';
const failure = (
  code: 'platform-unreachable' | 'platform-unreadable',
  connection: string,
  technical = 'ERR_SAMPLE',
) => ({
  code,
  ref: 'abcd1234',
  details: { platform: LINE, problem: 'an English word', connection, technical },
});

describe.each(LANGUAGES)('in %s', (language) => {
  test('each problem is said in words of its own, with what it means and what to do', () => {
    const { problems } = connectionTextsOf(language);
    for (const part of ['problem', 'means', 'remedy'] as const) {
      const said = CONNECTION_PROBLEMS.map((problem) => problems[problem][part]);
      expect(said.every((text) => text !== '')).toBe(true);
      expect(new Set(said).size, part).toBe(CONNECTION_PROBLEMS.length);
    }
  });

  test('an error says the problem and its remedy, and no English of the engine', () => {
    for (const connection of CONNECTION_PROBLEMS) {
      const { what, remedy } = errorText(failure('platform-unreachable', connection), language);
      expect(`${what}${remedy}`).not.toMatch(/an English word|[{}]|undefined/);
      expect(remedy).toBe(connectionTextsOf(language).problems[connection].remedy);
    }
  });

  test('a captive portal, a proxy and a certificate are three different things', () => {
    const remedies = (['sign-in-page', 'proxy', 'certificate'] as const).map(
      (connection) => errorText(failure('platform-unreadable', connection), language).remedy,
    );
    expect(new Set(remedies).size).toBe(3);
  });
});

test.each(LANGUAGES.filter((language) => language !== 'en'))('nothing is left in English in %s', (language) => {
  const { problems, mendClock } = connectionTextsOf(language);
  const all = [
    ...Object.values(problems).flatMap(({ problem, means, remedy }) => [problem, means, remedy]),
    ...Object.values(mendClock),
  ];
  for (const text of all)
    expect(text.replace(/timedatectl set-ntp true|\{\w+\}/g, '')).not.toMatch(/[a-z]+ [a-z]+ [a-z]+/i);
});

test('the system’s own name of a problem stands in it', () => {
  const { what } = errorText(failure('platform-unreachable', 'certificate', 'CERT_HAS_EXPIRED'), 'en');
  expect(what).toBe(`${LINE} cannot be reached (its certificate was not accepted: CERT_HAS_EXPIRED).`);
});

test('a problem of which nothing is known is said as before', () => {
  const details = { platform: LINE, problem: 'its port may be in use' };
  expect(errorText({ code: 'platform-unreachable', ref: '', details }, 'en').what).toContain('its port may be in use');
});
