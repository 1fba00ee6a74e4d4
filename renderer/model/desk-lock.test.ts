import { expect, test } from 'vitest';
import type { OperationName } from '../../shared/contract.ts';
import { FakeBridge } from '../testing/fake-bridge.ts';
import { busyContent } from '../testing/fake-data.ts';
import { FakeVault } from '../testing/fake-vault.ts';
import { Desk } from './desk.svelte.ts';
import { KeyImport } from './key-import.svelte.ts';

async function openDesk() {
  const bridge = new FakeBridge(new FakeVault({ content: busyContent(Date.now()) }));
  const desk = new Desk(bridge, { preferred: 'en' });
  const stop = await desk.start();
  return { bridge, desk, stop };
}

/** Lets an operation answer only when it is told to. */
function held(bridge: FakeBridge, name: OperationName): () => void {
  const gate = Promise.withResolvers<undefined>();
  const handlers = bridge.vault.handlers as Record<OperationName, (input: never) => unknown>;
  const answer = handlers[name];
  handlers[name] = async (input) => {
    await gate.promise;
    return answer(input);
  };
  return () => gate.resolve(undefined);
}

test('what was asked before the vault was locked and is answered after it brings nothing back', async () => {
  const { bridge, desk, stop } = await openDesk();
  const answers = (['channel.list', 'token.outlook', 'operation.list'] as const).map((name) => held(bridge, name));
  const readings = [desk.shelf.read(), desk.overview.read(), desk.activity.read()];
  desk.recentCommands = ['check-channel'];
  await desk.lock();
  for (const answer of answers) answer();
  await Promise.all(readings);
  expect([desk.shelf.channels, desk.overview.reading, desk.activity.operations]).toEqual([null, null, null]);
  expect(desk.recentCommands).toEqual([]);
  stop();
});

test('a locked window says nothing of what a check found, and goes nowhere', async () => {
  const { bridge, desk, stop } = await openDesk();
  const answer = held(bridge, 'token.check');
  const checking = desk.check();
  await desk.lock();
  answer();
  await checking;
  desk.toasts.say('Booking bot is kept here');
  desk.go({ name: 'channel', channelId: '2006123456' });
  await desk.showTokens({ search: 'payments' });
  expect([desk.toasts.shown, desk.toasts.announced, desk.table.filter.search]).toEqual([[], '', '']);
  await desk.readStatus();
  bridge.emit('clipboard.cleared', { at: new Date().toISOString() });
  await bridge.call('vault.unlock', {});
  await expect.poll(() => desk.phase).toBe('open');
  expect(desk.place).toEqual({ name: 'overview' });
  desk.toasts.say('open again');
  expect(desk.toasts.shown.map(({ text }) => text)).toEqual(['open again']);
  stop();
});

test('a private key that was wiped while it was handed over is not kept for its passphrase', async () => {
  const { bridge, desk, stop } = await openDesk();
  bridge.fail('key.import', 'key-encrypted');
  const model = new KeyImport(desk, '2006123456');
  model.pasted = 'an encrypted private key';
  const submitting = model.submit();
  model.wipe();
  await submitting;
  expect(model.needsPassphrase).toBe(false);
  bridge.calls.length = 0;
  await model.submit();
  expect([model.problem, bridge.calls]).toEqual([desk.text.importKey.nothing, []]);
  stop();
});
