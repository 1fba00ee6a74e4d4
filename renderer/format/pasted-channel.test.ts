import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parsePastedChannel, type PastedChannel } from './pasted-channel.ts';

const ID = '2006123456';
const SECRET = '0123456789abcdef0123456789abcdef';
const all = (name: string): PastedChannel => ({ channelId: ID, channelSecret: SECRET, name, unclear: [] });

/** Each channel field as people meet it, with a label or bare. */
const WRITTEN = {
  id: [
    `Channel ID ${ID}`,
    `Channel ID: ${ID}`,
    `チャネルID ${ID}`,
    `チャネル ID：２００６１２３４５６`,
    `CHANNEL_ID=${ID}`,
    `export LINE_CHANNEL_ID="${ID}"`,
    `"channelId": "${ID}",`,
    `Channel ID\n${ID}`,
    `- channel-id: '${ID}'`,
    ID,
  ],
  secret: [
    `Channel secret ${SECRET}`,
    `Channel secret\n${SECRET}`,
    `チャネルシークレット：${SECRET}`,
    `CHANNEL_SECRET=${SECRET}`,
    `LINE_CHANNEL_SECRET='${SECRET}'`,
    `"channelSecret": "${SECRET.toUpperCase()}"`,
    SECRET,
  ],
  name: [
    'Channel name: Sakura Store',
    'チャネル名 Sakura Store',
    'Name: Sakura Store',
    'CHANNEL_NAME="Sakura Store"',
    '"name": "Sakura Store"',
    'Sakura Store',
  ],
};

test('a block is understood in any order, with any labels', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...WRITTEN.id),
      fc.constantFrom(...WRITTEN.secret),
      fc.constantFrom(...WRITTEN.name),
      fc.constantFrom([0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]),
      fc.constantFrom('\n', '\r\n', '\n\n', '\n   \n'),
      (id, secret, name, order, between) => {
        const lines = [id, secret, name];
        expect(parsePastedChannel(order.map((index) => lines[index]).join(between))).toEqual(all('Sakura Store'));
      },
    ),
    { numRuns: 500 },
  );
});

test('whatever is pasted, nothing throws, and what is taken fits its field', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
      const { channelId = '1', channelSecret = 'x'.repeat(8), name = 'n' } = parsePastedChannel(text);
      expect(channelId).toMatch(/^[0-9]{1,20}$/);
      expect(channelSecret).toMatch(/^[\x21-\x7e]{8,128}$/);
      expect(name.length).toBeLessThanOrEqual(240);
    }),
    { numRuns: 2_000 },
  );
});

describe('as it is found in the wild', () => {
  test.each<[string, string, Partial<PastedChannel>]>([
    [
      'JSON',
      JSON.stringify({ line: { channelId: 2006123456, channelSecret: SECRET }, name: '受付サポート' }),
      all('受付サポート'),
    ],
    [
      'JSON with short names',
      JSON.stringify({ channel: { id: ID, secret: SECRET, name: 'Sakura Store' } }),
      all('Sakura Store'),
    ],
    ['one line of a table', `Sakura Store\t${ID}\t${SECRET}`, all('Sakura Store')],
    ['one line with commas', `${ID}, ${SECRET}, Sakura Store`, all('Sakura Store')],
    ['one sentence with labels', `Channel ID: ${ID}, Channel secret: ${SECRET}, Name: ร้านกาแฟ`, all('ร้านกาแฟ')],
    ['labels of one word', `id=${ID}; secret=${SECRET}; name=客服中心`, all('客服中心')],
    [
      'the console’s page',
      `Basic information\nChannel ID\n${ID}\nChannel secret\n${SECRET}\nIssue\nProvider ID\n1234567890\nChannel name\nSakura Store\nYour user ID\nU0123456789abcdef0123456789abcdef`,
      all('Sakura Store'),
    ],
    [
      'a .env file with other things',
      `# LINE\nPORT=8080\nSAKURA_CHANNEL_ID=${ID}\nSAKURA_CHANNEL_SECRET=${SECRET}\n`,
      { channelId: ID, channelSecret: SECRET },
    ],
    ['only an ID', `  ${ID} `, { channelId: ID }],
    ['only a secret', SECRET, { channelSecret: SECRET }],
    ['only a name', 'Sakura Store', { name: 'Sakura Store' }],
    ['zero-width characters', `\ufeffChannel ID:\u200b ${ID}`, { channelId: ID }],
  ])('%s', (_name, text, expected) => {
    expect(parsePastedChannel(text)).toEqual({ unclear: [], ...expected });
  });
});

describe('what must not be taken', () => {
  test.each([
    ['the ID of a provider', 'Provider ID: 1234567890'],
    ['a kid', 'kid: 00000000-1111-4222-8333-444444444444'],
    ['a user ID', 'Your user ID: U0123456789abcdef0123456789abcdef'],
    ['a token', 'Channel access token: eyJhbGciOiJIUzI1NiJ9.0123456789abcdef0123456789abcdef.x'],
    ['too much', `Channel ID: ${ID}\n`.repeat(2_000)],
    ['nothing', ' \n\t'],
  ])('%s', (_name, text) => {
    expect(parsePastedChannel(text)).toEqual({ unclear: [] });
  });

  test('digits inside of a word are no channel ID', () => {
    expect(parsePastedChannel('order-2006123456-a')).toEqual({ name: 'order-2006123456-a', unclear: [] });
  });

  test('two channels at once: nobody guesses', () => {
    expect(parsePastedChannel(`Channel ID: ${ID}\nChannel ID: 2006999999\nName: A`)).toEqual({
      name: 'A',
      unclear: ['channelId'],
    });
  });

  test('a long line that nearly fits takes no time', () => {
    const before = performance.now();
    parsePastedChannel(`${'channel '.repeat(2_000)}\n${'"'.repeat(3_000)}:${' '.repeat(5_000)}`);
    expect(performance.now() - before).toBeLessThan(500);
  });
});
