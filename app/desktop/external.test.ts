import { expect, test } from 'vitest';
import { createExternalOpener, mayOpen } from './external.ts';

test('LINE’s console and a channel of the practice console may be opened', () => {
  expect(
    ['https://developers.line.biz/console/', 'http://127.0.0.1:7420/console/channels/1234567890'].map(mayOpen),
  ).toEqual([true, true]);
});

test.each([
  'https://developers.line.biz/console/../evil',
  'https://developers.line.biz.example/console/',
  'https://developers.line.biz/console/?next=https://example.com',
  'http://developers.line.biz/console/',
  'http://127.0.0.1/console/channels/1',
  'http://127.0.0.1:7420/console/channels/1?x=1',
  'http://127.0.0.1:7420/console/channels/1#x',
  'http://127.0.0.1:7420/console/channels/..%2f..',
  'http://127.0.0.1:7420/',
  'http://user@127.0.0.1:7420/console/channels/1',
  'http://localhost:7420/console/channels/1',
  'https://127.0.0.1:7420/console/channels/1',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'smb://127.0.0.1/console/channels/1',
  'not a URL',
])('%s is refused', async (url) => {
  const opened: string[] = [];
  const opener = createExternalOpener((each) => Promise.resolve(void opened.push(each)));
  await expect(opener.open(url)).rejects.toThrow('may not be opened');
  expect(opened).toEqual([]);
});
