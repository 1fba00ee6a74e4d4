import { expect, test } from 'vitest';
import { FakeBridge } from '../testing/fake-bridge.ts';
import { busyContent } from '../testing/fake-data.ts';
import { FakeVault, PROVED_KID } from '../testing/fake-vault.ts';
import { KeyGuide } from './key-guide.svelte.ts';

function halfWay() {
  const bridge = new FakeBridge(new FakeVault({ content: busyContent(Date.now()) }));
  const key = bridge.vault.content.keys.find(({ state }) => state === 'generated');
  if (!key) throw new Error('the busy vault has a key that is not registered');
  return { bridge, key, guide: new KeyGuide(bridge, key.signingKeyId) };
}

test('the step follows from what was done here, and from the key where the window was closed in between', async () => {
  const { guide, key } = halfWay();
  expect(guide.stepOf(key)).toBe('copy');
  await guide.copy();
  expect(guide.stepOf(key)).toBe('open');
  await guide.openConsole(key.channelId);
  expect(guide.stepOf(key)).toBe('kid');
  expect(guide.stepOf({ state: 'registered' })).toBe('prove');
  guide.changing = true;
  expect(guide.stepOf({ state: 'registered' })).toBe('kid');
});

test('a file that was not chosen is no file that was saved', async () => {
  const { bridge, guide, key } = halfWay();
  bridge.vault.handlers['key.savePublic'] = () => ({ savedAs: null });
  await guide.save();
  expect([guide.saved, guide.stepOf(key)]).toEqual([null, 'copy']);
  bridge.fail('key.savePublic', 'file-unwritable');
  await guide.save();
  expect(guide.failure?.code).toBe('file-unwritable');
});

test('what is stored is the kid without its label and quotes', async () => {
  const { bridge, guide } = halfWay();
  guide.typed = `"kid": "${PROVED_KID}",`;
  expect(await guide.register(true)).toBe(true);
  expect(bridge.calls.at(-1)?.input).toMatchObject({ kid: PROVED_KID, prove: true });
});
