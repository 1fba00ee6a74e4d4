import { expect, test } from 'vitest';
import { localTime } from '../format/local-time.ts';
import { en } from '../messages/en.ts';
import { ja } from '../messages/ja.ts';
import { busyContent } from '../testing/fake-data.ts';
import { engineWords } from './engine-words.ts';
import { noteWords } from './note-words.ts';

const now = Date.parse('2026-11-24T09:00:00.000Z');
const japanese = { text: ja, language: 'ja' as const, time: localTime('ja', 'UTC'), clock: { now } as never };

test('what the engine writes down is said in the person’s language', () => {
  const say = (raw: string) => engineWords(raw, ja, 'ja').text;
  expect([
    say('nothing was issued'),
    say('no answer within 30 seconds'),
    say('platform-timeout'),
    say('its certificate was not accepted (ERR_CERT_DATE_INVALID)'),
  ]).toEqual([
    '何も発行されていなかった',
    '30 秒以内に応答がなかった',
    'プラットフォームが時間内に応答しなかった',
    '証明書を受け入れられなかった（ERR_CERT_DATE_INVALID）',
  ]);
  expect(engineWords('no answer within 30 seconds', en, 'en').text).toBe('no answer within 30 seconds');
  for (const name of ['constructor', 'toString']) expect(engineWords(name, en, 'en').text).toBe(name);
});

test('any other error code is said by its own text, and what LINE said stays as LINE said it', () => {
  expect(engineWords('no-signing-key', ja, 'ja').text).toMatch(/[ぁ-ん]/);
  expect(engineWords('You have reached the maximum', ja, 'ja')).toEqual({
    text: 'You have reached the maximum',
    quoted: true,
  });
});

test('notes: IDs under their own name, instants in local time, data as it is', () => {
  expect(noteWords({ kind: 'key-registered', note: '3f0b2a2e' }, japanese)).toEqual({
    kind: 'id',
    name: 'kid',
    id: '3f0b2a2e',
  });
  expect(noteWords({ kind: 'token-issued', note: 'sDTOzw5w' }, japanese)).toMatchObject({ name: 'キー ID' });
  expect(noteWords({ kind: 'assertion-created', note: 'until 2026-11-24T09:30:00.000Z' }, japanese)).toEqual({
    kind: 'text',
    text: '09:30 まで有効',
  });
  expect(noteWords({ kind: 'channel-added', note: 'https://api.line.me' }, japanese)).toMatchObject({
    text: 'api.line.me',
  });
  expect(noteWords({ kind: 'token-copied', note: null }, japanese)).toBeNull();
});

test('no note of a busy log is an English sentence in Japanese, but for what LINE said', () => {
  const english = (busyContent(now).history?.audit ?? []).flatMap((entry) => {
    const words = noteWords(entry, japanese);
    return words?.kind === 'text' && /^[A-Za-z ]{12,}$/.test(words.text) ? [words.text] : [];
  });
  expect(english).toEqual([]);
});
