import { expect, test } from 'vitest';
import { isVaultError } from '../vault-error.ts';
import { parsePlatform } from './platform-url.ts';

test.each([
  ['https://api.line.me', { url: 'https://api.line.me', kind: 'line' }],
  ['https://api.line.me/', { url: 'https://api.line.me', kind: 'line' }],
  ['HTTPS://API.LINE.ME', { url: 'https://api.line.me', kind: 'line' }],
  ['http://127.0.0.1:4173', { url: 'http://127.0.0.1:4173', kind: 'practice' }],
  ['http://localhost:80/', { url: 'http://localhost', kind: 'practice' }],
  ['http://[::1]:9', { url: 'http://[::1]:9', kind: 'practice' }],
  ['https://line.example/mirror/', { url: 'https://line.example/mirror', kind: 'other' }],
])('%s is a platform', (text, expected) => {
  expect(parsePlatform(text)).toEqual(expected);
});

test.each([
  'http://api.line.me',
  'http://192.168.0.1',
  'http://127.0.0.1.example',
  'http://localhost.example',
  'ftp://127.0.0.1',
  'file:///etc/passwd',
  'https://user:password@api.line.me',
  'https://api.line.me/?a=b',
  'https://api.line.me/#x',
  'api.line.me',
  '',
])('%j is refused', (text) => {
  expect(() => parsePlatform(text)).toThrow(
    expect.toSatisfy((error: unknown) => isVaultError(error, 'platform-not-allowed')),
  );
});
