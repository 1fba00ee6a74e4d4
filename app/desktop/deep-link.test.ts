import { expect, test } from 'vitest';
import { destinationIn, destinationOf, isDeepLink } from './deep-link.ts';

const TOKEN = '0d5f6a52-6a0e-4f3a-9b3e-2f7f6d1f0c11';

test.each([
  ['kagibako://overview', { name: 'overview' }],
  ['KAGIBAKO://settings/', { name: 'settings' }],
  ['kagibako://channel/1234567890', { name: 'channel', channelId: '1234567890' }],
  [`kagibako://token/${TOKEN}`, { name: 'token', tokenId: TOKEN }],
])('%s leads to %j', (link, to) => {
  expect([isDeepLink(link), destinationOf(link)]).toEqual([true, to]);
});

test.each([
  'kagibako:',
  'kagibako://',
  'kagibako:overview',
  'kagibako://vault',
  'kagibako://token/../../x',
  'kagibako://token/..%2f..%2fx',
  'kagibako://token/not-a-uuid',
  `kagibako://token/${TOKEN}/revoke`,
  `kagibako://token/${TOKEN}?revoke`,
  `kagibako://token/${TOKEN}#revoke`,
  `kagibako://token/${TOKEN}" --vault="/evil`,
  'kagibako://channel/12345\n',
  'kagibako://user@overview',
  `kagibako://channel/${'1'.repeat(5_000)}`,
  `kagibako://${'x'.repeat(1_000_000)}`,
])('%.60s leads nowhere', (link) => {
  expect([isDeepLink(link), destinationOf(link)]).toEqual([true, null]);
});

test('other schemes are no links of ours', () => {
  expect(
    ['https://overview', 'file:///overview', 'javascript:overview', 'kagibakoo://overview', '--kagibako://x'].map(
      isDeepLink,
    ),
  ).toEqual([false, false, false, false, false]);
});

test('the one link among the arguments counts, wherever it stands; of two nobody knows which', () => {
  expect([
    destinationIn(['/usr/bin/kagibako', '--vault', '/a', 'kagibako://tokens']),
    destinationIn(['/usr/bin/kagibako', '--allow-file-access-from-files', 'kagibako://tokens']),
    destinationIn(['/usr/bin/kagibako', '.']),
    destinationIn(['kagibako://tokens', 'kagibako://settings']),
  ]).toEqual([{ name: 'tokens' }, { name: 'tokens' }, null, null]);
});
