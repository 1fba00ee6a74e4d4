import { expect, test } from 'vitest';
import { FakeBridge } from '../testing/fake-bridge.ts';
import { busyContent } from '../testing/fake-data.ts';
import { FakeVault } from '../testing/fake-vault.ts';
import { Revealing } from './revealing.svelte.ts';

const content = busyContent(Date.now());

test('a value that comes after the dialog closed is dropped', async () => {
  const revealing = new Revealing(new FakeBridge(new FakeVault({ content })), content.tokens[0]?.tokenId ?? '');
  const showing = revealing.show();
  revealing.hide();
  await showing;
  expect([revealing.value, revealing.wasShown, revealing.asking]).toEqual([null, false, false]);
  await revealing.show();
  expect(revealing.value).toMatch(/^fake\./);
  revealing.hide();
  expect(revealing.value).toBeNull();
});
