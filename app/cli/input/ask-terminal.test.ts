import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { Interrupted } from '../failure-error.ts';
import { Collected } from '../testing/run-with-fake-engine.ts';
import { askTerminal } from './ask-terminal.ts';

function keyboard() {
  const modes: boolean[] = [];
  const input = Object.assign(new PassThrough(), { setRawMode: (on: boolean) => modes.push(on) });
  const output = new Collected(true);
  return { input, output, modes, terminal: { input, output, close: () => undefined } };
}

async function typed(...chunks: readonly string[]): Promise<string> {
  const { input, terminal } = keyboard();
  const answer = askTerminal(terminal, '? ', { echo: false });
  for (const chunk of chunks) input.write(chunk);
  return answer;
}

describe('a line typed at a terminal', () => {
  test.each([
    ['what was typed', ['ab', 'c', '\r'], 'abc'],
    ['without what was rubbed out', ['abX\u{7f}c\r'], 'abc'],
    ['without a whole character that was rubbed out', ['ab😀\u{7f}c\r'], 'abc'],
    ['without what Ctrl-U took away', ['wrong\u{15}abc\r'], 'abc'],
    ['without cursor keys', ['ab', '\u{1b}[D', 'c\r'], 'abc'],
    ['without other control characters', ['a\u{0}b\tc\r'], 'abc'],
    ['ended by Ctrl-D', ['abc\u{4}'], 'abc'],
    ['in any script', ['鍵箱\r'], '鍵箱'],
  ])('is %s', async (_name, chunks, line) => {
    expect(await typed(...chunks)).toBe(line);
  });

  test('is not shown where it is a secret, and the terminal is as before afterwards', async () => {
    const { input, output, modes, terminal } = keyboard();
    input.write('abc\r');
    await askTerminal(terminal, 'Passphrase: ', { echo: false });
    expect([output.text, modes]).toEqual(['Passphrase: \n', [true, false]]);
  });

  test('is shown where it is none', async () => {
    const { input, output, terminal } = keyboard();
    input.write('yes\r');
    await askTerminal(terminal, 'Sure? ', { echo: true });
    expect(output.text).toContain('Sure? yes');
  });

  test('leaves what was pasted behind it for the next question', async () => {
    const { input, terminal } = keyboard();
    input.write('one\r\ntwo\r\n');
    expect([
      await askTerminal(terminal, '', { echo: false }),
      await askTerminal(terminal, '', { echo: false }),
    ]).toEqual(['one', 'two']);
  });

  test('is given up with Ctrl-C, and the terminal is as before', async () => {
    const { input, modes, terminal } = keyboard();
    input.write('abc\u{3}');
    await expect(askTerminal(terminal, '', { echo: false })).rejects.toBeInstanceOf(Interrupted);
    expect(modes).toEqual([true, false]);
  });

  test('is given up where the terminal goes away', async () => {
    const { input, terminal } = keyboard();
    input.end();
    await expect(askTerminal(terminal, '', { echo: false })).rejects.toBeInstanceOf(Interrupted);
  });
});
