import { expect, test } from 'vitest';
import { csvOf } from './csv.ts';

test('cells are quoted where they need it, and none begins a formula', () => {
  expect(
    csvOf([
      ['channel', 'consumer'],
      ['大阪店, 予約', '=HYPERLINK("x")'],
      ['line\nbreak', '-1'],
    ]),
  ).toBe('channel,consumer\r\n"大阪店, 予約","\'=HYPERLINK(""x"")"\r\n"line\nbreak",\'-1\r\n');
});
