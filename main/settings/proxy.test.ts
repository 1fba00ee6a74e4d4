import { expect, test } from 'vitest';
import { checkProxy, readProxy } from './proxy.ts';

test.each([
  ['http://proxy.example:8080', 'http://proxy.example:8080'],
  ['https://proxy.example:443', 'https://proxy.example:443'],
  [' HTTP://PROXY.example:080/ ', 'http://proxy.example:80'],
  ['http://10.0.0.1:3128', 'http://10.0.0.1:3128'],
  ['http://[::1]:3128', 'http://[::1]:3128'],
  ['http://鍵.example:8080', 'http://xn--5y4a.example:8080'],
])('%s is the address %s', (written, address) => {
  expect(readProxy(written)).toBe(address);
});

test.each([
  '',
  'proxy.example:8080',
  'http://proxy.example',
  'http://:8080',
  'http://proxy.example:0',
  'http://proxy.example:65536',
  'socks5://proxy.example:1080',
  'ftp://proxy.example:21',
  'http://user@proxy.example:8080',
  'http://user:word@proxy.example:8080',
  'http://proxy.example:8080/path',
  'http://proxy.example:8080?x',
  'http://proxy.example:8080#x',
  'http://proxy.example:8080,direct://',
  'http://a;b:8080',
  'http://a,b:8080',
  'http://a=b:8080',
  'http://*:8080',
  'http://a b:8080',
  'http://a\\b:8080',
  'http://a\nb:8080',
  'http://a%2fb:8080',
])('%j is no address of a proxy', (written) => {
  expect(readProxy(written)).toBeUndefined();
});

test('the other modes need no address', () => {
  expect([checkProxy({ mode: 'system' }), checkProxy({ mode: 'direct' })]).toEqual([
    { mode: 'system' },
    { mode: 'direct' },
  ]);
});
