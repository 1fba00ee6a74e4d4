import { execFileSync } from 'node:child_process';
import { parseEnv } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sampleToken } from '../reports/calendar/calendar-test-support.ts';
import { dotenvValue, handoverText, secretName } from './handover-text.ts';
import { variableNames } from './variable-names.ts';

const accessToken = 'eyJhbGciOiJIUzI1NiJ9.payload_-x.signature-_y';
const one = { token: sampleToken, accessToken };
const second = { ...sampleToken, tokenId: 'b4b1c4de-30f2-4e0e-9d36-1f8d4f6f2b78', consumer: '大阪の店' };

/** What a shell makes of a file. */
const inShell = (file: string, name: string) =>
  execFileSync('sh', ['-c', `set -a; eval "$FILE"; printf %s "$${name}"`], { env: { FILE: file }, encoding: 'utf8' });

describe('variables', () => {
  test('a single token has the name that LINE’s samples use', () => {
    expect(variableNames([sampleToken])).toEqual(['LINE_CHANNEL_ACCESS_TOKEN']);
  });

  test('several are named by channel and consumer, each differently, in letters that a shell takes', () => {
    const tokens = [sampleToken, second, { ...second, consumer: '' }, { ...sampleToken, consumer: 'Bot 1' }];
    expect(variableNames(tokens)).toEqual([
      'LINE_CHANNEL_ACCESS_TOKEN_1234567890_BOT_1',
      'LINE_CHANNEL_ACCESS_TOKEN_1234567890_B4B1C4DE',
      'LINE_CHANNEL_ACCESS_TOKEN_1234567890',
      'LINE_CHANNEL_ACCESS_TOKEN_1234567890_BOT_1_2',
    ]);
  });

  test('are valid and different whatever the consumers are called', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'grapheme', maxLength: 20 }), { minLength: 2, maxLength: 8 }),
        (consumers) => {
          const names = variableNames(consumers.map((consumer) => ({ ...sampleToken, consumer })));
          expect(new Set(names).size).toBe(consumers.length);
          for (const name of names) expect(name).toMatch(/^[A-Z_][A-Z0-9_]*$/);
        },
      ),
    );
  });
});

describe('dotenv', () => {
  test('has plain values, which every reader takes as they are', () => {
    const file = handoverText([one], 'dotenv');
    expect(file).toBe(
      `# 東京の花屋 (1234567890) · bot-1 · greeting, evening · Key ID sDTOzw5wIfWxxxxzcmeQA4 · ends 2026-03-22T00:00:00.000Z\nLINE_CHANNEL_ACCESS_TOKEN=${accessToken}\n`,
    );
    expect(inShell(file, 'LINE_CHANNEL_ACCESS_TOKEN')).toBe(accessToken);
    expect(parseEnv(file)).toEqual({ LINE_CHANNEL_ACCESS_TOKEN: accessToken });
  });

  test('quotes what a shell would read otherwise', () => {
    for (const value of ['a b', '$HOME', '`id`', '"x"', "it's", 'a#b', 'a\\b', ''])
      expect(inShell(`X=${dotenvValue(value)}\n`, 'X')).toBe(value);
  });

  test('keeps a comment a comment, whatever stands in the names', () => {
    const label = 'a\u{2028}X=1';
    const file = handoverText([{ token: { ...sampleToken, label, channelName: 'a\u{85}Y=1' }, accessToken }], 'dotenv');
    expect(file.split(/[\n\r\u{85}\u{2028}\u{2029}]/u).filter((line) => line !== '')).toHaveLength(2);
  });
});

test('JSON says whose each value is', () => {
  const { tokens } = JSON.parse(handoverText([one, { token: second, accessToken: 'other' }], 'json')) as {
    tokens: unknown[];
  };
  expect(tokens).toEqual([
    expect.objectContaining({ variable: 'LINE_CHANNEL_ACCESS_TOKEN_1234567890_BOT_1', consumer: 'bot-1', accessToken }),
    expect.objectContaining({ consumer: '大阪の店', accessToken: 'other' }),
  ]);
});

describe('a Kubernetes Secret', () => {
  test('has a valid name, and the values in base64', () => {
    const lines = handoverText([one], 'k8s-secret').split('\n');
    expect(lines.slice(0, 6)).toEqual([
      'apiVersion: v1',
      'kind: Secret',
      'metadata:',
      '  name: line-channel-access-token-1234567890-bot-1',
      'type: Opaque',
      'data:',
    ]);
    expect(lines[7]).toBe(`  LINE_CHANNEL_ACCESS_TOKEN: ${Buffer.from(accessToken).toString('base64')}`);
  });

  test('is named within RFC 1123 whatever the consumer is called', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (consumer) => {
        const name = secretName([{ ...sampleToken, consumer }]);
        expect(name).toMatch(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/);
        expect(name.length).toBeLessThanOrEqual(253);
      }),
    );
  });

  test('of several channels is named after none of them', () => {
    expect(secretName([sampleToken, { ...second, channelId: '42' }])).toBe('line-channel-access-token');
  });
});
