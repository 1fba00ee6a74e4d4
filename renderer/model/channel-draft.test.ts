import { expect, test } from 'vitest';
import { ChannelDraft } from './channel-draft.svelte.ts';

const SECRET = '0123456789abcdef0123456789abcdef';

test('a block that is pasted into any field fills all of them', () => {
  for (const into of ['channelId', 'name', 'channelSecret'] as const) {
    const draft = new ChannelDraft();
    expect(draft.paste(`Sakura Store\n${SECRET}\n2006123456`, into)).toBe(true);
    expect([draft.channelId, draft.name, draft.channelSecret]).toEqual(['2006123456', 'Sakura Store', SECRET]);
    expect(draft.recognised).toEqual({ filled: ['channelId', 'name', 'channelSecret'], unclear: [] });
  }
});

test('one value goes where it belongs, and its own field takes it as any other text', () => {
  const draft = new ChannelDraft();
  expect(draft.paste('2006123456', 'channelId')).toBe(false);
  expect(draft.paste('Sakura Store', 'channelId')).toBe(false);
  expect(draft.paste(SECRET, 'name')).toBe(true);
  expect([draft.channelId, draft.name, draft.channelSecret]).toEqual(['', '', SECRET]);
});

test('a block that was understood does not stay in sight; one that was not does', () => {
  const draft = new ChannelDraft();
  draft.takeBlock(`CHANNEL_SECRET=${SECRET}`, true);
  expect([draft.block, draft.channelSecret]).toEqual(['', SECRET]);
  draft.takeBlock('https://example.com/', true);
  expect([draft.block, draft.recognised]).toEqual(['https://example.com/', { filled: [], unclear: [] }]);
  draft.wipe();
  expect([draft.block, draft.channelSecret]).toEqual(['', '']);
});
