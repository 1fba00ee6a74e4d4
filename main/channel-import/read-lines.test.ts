import { describe, expect, test } from 'vitest';
import { readLines } from './read-lines.ts';

const secret = '0123456789abcdef0123456789abcdef';
const problemsIn = (text: string) => {
  const { problems, lines } = readLines(text);
  return [
    ...problems.map(({ code, column, number }) => [null, code, column, number]),
    ...lines.flatMap((each) => each.problems.map(({ code, column, number }) => [each.line, code, column, number])),
  ];
};

describe('a file of channels', () => {
  test('may have its columns in any order and spelling, a byte order mark, CRLF and quotes', () => {
    const text = `\u{feff}Tags,Channel Secret,name,channel_id\r\n"shops; 本番",${secret},"花屋, 東京",1234567890\r\n,,Osaka,42\r\n`;
    expect(readLines(text)).toMatchObject({
      problems: [],
      lines: [
        {
          line: 2,
          problems: [],
          channel: {
            channelId: '1234567890',
            name: '花屋, 東京',
            channelSecret: secret,
            platform: { url: 'https://api.line.me', kind: 'line' },
            tags: ['shops', '本番'],
          },
        },
        { line: 3, problems: [], channel: { channelId: '42', name: 'Osaka', channelSecret: undefined, tags: [] } },
      ],
    });
  });

  test.each([
    ['', [[null, 'empty', null, null]]],
    ['channelId,name\n', [[null, 'empty', null, null]]],
    ['channelId,name\n1,\u{fffd}\u{fffd}', [[null, 'encoding', null, null]]],
    ['name\nx', [[null, 'column-missing', 'channelId', null]]],
    ['channelId,name,colour\n1,x,red', [[null, 'column-unknown', null, 3]]],
    ['channelId,name,name\n1,x,y', [[null, 'column-twice', 'name', null]]],
    ['"channelId,name\n1,x', [[null, 'quote-unclosed', null, null]]],
  ])('%j is refused as a whole', (text, problems) => {
    expect([problemsIn(text), readLines(text).lines]).toEqual([problems, []]);
  });

  test('of more than 2,000 channels is refused before any is read', () => {
    const rows = (count: number) =>
      `channelId,name\n${Array.from({ length: count }, (_, index) => `${index + 1},x`).join('\n')}`;
    expect(readLines(rows(2_000)).problems).toEqual([]);
    expect(problemsIn(rows(2_001))).toEqual([[null, 'too-many-lines', null, 2_000]]);
  });
});

describe('a line', () => {
  const line = (cells: string) => problemsIn(`channelId,name,channelSecret,platform,tags\n${cells}`);

  test.each([
    ['1,x,,,', []],
    [
      ',,,,a',
      [
        [2, 'required', 'channelId', null],
        [2, 'required', 'name', null],
      ],
    ],
    ['12a,x,,,', [[2, 'channel-id', 'channelId', null]]],
    [`1,${'x'.repeat(81)},,,`, [[2, 'name', 'name', null]]],
    ['1,x,short,,', [[2, 'channel-secret', 'channelSecret', null]]],
    ['1,x,has a space in it,,', [[2, 'channel-secret', 'channelSecret', null]]],
    ['1,x,,http://example.com,', [[2, 'platform', 'platform', null]]],
    ['1,x,,nonsense,', [[2, 'platform', 'platform', null]]],
    [`1,x,,,${'t'.repeat(31)}`, [[2, 'tags', 'tags', null]]],
    ['1,x', [[2, 'cell-count', null, 5]]],
    ['1,x"y,,,', [[2, 'quote-misplaced', null, null]]],
    ['1,x,,,\n2,y,,,\n1,z,,,', [[4, 'twice-in-file', 'channelId', 2]]],
  ])('%j is told all that is wrong with it', (cells, problems) => {
    expect(line(cells)).toEqual(problems);
  });

  test('that is wrong describes no channel, while the others do', () => {
    const { lines } = readLines('channelId,name\nx,one\n2,two\n2,three');
    expect(lines.map(({ channel, channelId, name }) => [channel?.name, channelId, name])).toEqual([
      [undefined, null, 'one'],
      ['two', '2', 'two'],
      [undefined, '2', 'three'],
    ]);
  });

  test('is never quoted in its problems: a cell may be a secret in the wrong column', () => {
    const { lines } = readLines(`channelId,name\n${secret},x`);
    expect(JSON.stringify(lines)).not.toContain(secret);
  });
});
