import { describe, expect, test } from 'vitest';
import { COMMON_ERRORS, CONTRACT, OPERATION_NAMES } from '../../shared/contract.ts';
import { ERROR_CODES } from '../../shared/errors.ts';
import { errorTextsEn } from '../../shared/messages/en.ts';
import { LANGUAGES } from '../../shared/languages.ts';
import { errorText } from '../../shared/messages/error-text.ts';
import { errorTextsJa } from '../../shared/messages/ja.ts';
import { createRouter } from '../../main/router.ts';
import type { Logger } from '../../main/log.ts';
import { VaultError } from '../../main/vault-error.ts';

const placeholders = (text: { what: string; remedy: string }) =>
  [...new Set(`${text.what} ${text.remedy}`.match(/\{\w+\}/g) ?? [])].sort();

describe('the contract', () => {
  test('the operations whose answer may hold a secret are these and no others', () => {
    expect(OPERATION_NAMES.filter((name) => CONTRACT[name].secret)).toEqual([
      'assertion.create',
      'token.reveal',
      'token.export',
      'token.stateless',
    ]);
  });

  test('names are area.verb, summaries are sentences', () => {
    for (const name of OPERATION_NAMES) {
      expect(name).toMatch(/^[a-z]+\.[a-z]+([A-Z][a-z]+)*$/);
      expect(CONTRACT[name].summary).toMatch(/^\p{Lu}.*\.$/u);
    }
  });

  test('every code that the table has can really be the end of some operation', () => {
    const used = new Set<string>([...COMMON_ERRORS, ...OPERATION_NAMES.flatMap((name) => CONTRACT[name].errors)]);
    // These stand inside the items of a bulk operation or of a check, not at its top.
    const itemised = [
      'cancelled',
      'channel-secret-missing',
      'channel-secret-wrong',
      'unproved',
      'token-not-live',
      'token-refused',
    ];
    expect(ERROR_CODES.filter((code) => !used.has(code) && !itemised.includes(code))).toEqual([]);
  });
});

describe('error texts', () => {
  test('say in every language the same things about the same details', () => {
    for (const code of ERROR_CODES)
      expect([code, placeholders(errorTextsJa[code])]).toEqual([code, placeholders(errorTextsEn[code])]);
  });

  test('never show an empty place', () => {
    for (const language of LANGUAGES) {
      for (const code of ERROR_CODES) {
        const { what, remedy } = errorText({ code, ref: 'abcd1234' }, language);
        expect(`${what}${remedy}`).not.toMatch(/[{}]|undefined|null/);
      }
    }
  });
});

describe('details in error texts', () => {
  test('instants are told in local time and states by their word, in each language', () => {
    const failure = {
      code: 'token-value-lost',
      ref: 'abcd1234',
      details: { state: 'orphan', freesAt: '2026-12-24T08:33:51.224Z' },
    } as const;
    const [en, ja] = LANGUAGES.map((language) => errorText(failure, language));
    expect(`${en?.what ?? ''} ${en?.remedy ?? ''}`).toMatch(/lost: LINE’s answer never arrived.*2[45], 2026, \d/);
    expect(`${ja?.what ?? ''} ${ja?.remedy ?? ''}`).toMatch(/応答喪失.*2026\/12\/2[45] \d/);
  });
});

describe('the router', () => {
  const bugs: unknown[] = [];
  const log: Logger = {
    info: () => undefined,
    bug: (ref, operation) => bugs.push({ ref, operation }),
    flush: () => Promise.resolve(),
  };
  const answering = (value: unknown) => createRouter(() => Promise.resolve(value), log);
  const failing = (error: unknown) =>
    createRouter(() => {
      throw error;
    }, log);

  test.each([
    ['no.such', {}, 'operation'],
    [null, {}, 'operation'],
    ['toString', {}, 'operation'],
    ['__proto__', {}, 'operation'],
    ['channel.add', null, ''],
    ['channel.add', 'text', ''],
    ['channel.add', { channelId: 12, name: 'x' }, 'channelId'],
    ['channel.add', { channelId: '12a', name: 'x' }, 'channelId'],
    ['channel.add', { channelId: '12' }, 'name'],
    ['channel.add', { channelId: '12', name: 'x', extra: 1 }, 'extra'],
    ['channel.add', { channelId: '12', name: 'x', channelSecret: 'short' }, 'channelSecret'],
    ['token.issue', { channelId: '12', lifetimeSeconds: 2_592_001 }, 'lifetimeSeconds'],
    ['token.issue', { channelId: '12', label: 'a\nb' }, 'label'],
    ['token.revoke', { tokenIds: [] }, 'tokenIds'],
    ['token.revoke', { tokenIds: ['x'] }, 'tokenIds.0'],
    ['token.list', { limit: 201 }, 'limit'],
  ])('%j with %j is invalid input at %j, and nothing is done', async (name, input, path) => {
    const result = await answering('must not be reached')(name, input);
    if (result.ok) throw new Error('accepted');
    const fields: unknown = result.error.details?.['fields'];
    expect({ code: result.error.code, fields }).toEqual({
      code: 'invalid-input',
      fields: [{ path, problem: expect.any(String) }],
    });
  });

  test('what was wrong is named, not quoted: it may be a secret', async () => {
    const result = await answering({})('channel.setSecret', {
      channelId: '12',
      channelSecret: 'se cret value that was mistyped',
    });
    expect(JSON.stringify(result)).not.toContain('mistyped');
  });

  test('an expected failure keeps its code and gets a text and a reference', async () => {
    const result = await failing(new VaultError('not-found', { kind: 'token', id: 'x' }))('token.show', {
      tokenId: '01234567-89ab-4def-8123-456789abcdef',
    });
    expect(result).toEqual({
      ok: false,
      error: {
        code: 'not-found',
        message: 'There is no token "x" in this vault. Check the ID against the list.',
        details: { kind: 'token', id: 'x' },
        ref: expect.stringMatching(/^[0-9a-f]{8}$/),
      },
    });
  });

  test('a bug is logged once under its reference, and only the reference crosses', async () => {
    bugs.length = 0;
    const result = await failing(new Error('SELECT secret FROM /home/somebody'))('channel.list', {});
    expect(JSON.stringify(result)).not.toMatch(/SELECT|home|stack/);
    expect(bugs).toEqual([{ ref: result.ok ? '' : result.error.ref, operation: 'channel.list' }]);
  });

  test('members that the contract does not name do not cross, and a wrong answer is a bug', async () => {
    expect(
      await answering({ accessToken: 'x', privateKey: 'y' })('token.reveal', {
        tokenId: '01234567-89ab-4def-8123-456789abcdef',
      }),
    ).toEqual({ ok: true, value: { accessToken: 'x' } });
    expect(await answering({})('token.reveal', { tokenId: '01234567-89ab-4def-8123-456789abcdef' })).toMatchObject({
      ok: false,
      error: { code: 'internal' },
    });
  });
});
