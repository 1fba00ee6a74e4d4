import { expect, test } from 'vitest';
import { CONTAINMENT_STEPS, STEPS_OF_PERSONS } from '../../shared/containment.ts';
import { FakeBridge } from '../testing/fake-bridge.ts';
import { busyContent } from '../testing/fake-data.ts';
import { FakeVault } from '../testing/fake-vault.ts';
import { Containments, kindOf, nextStep, RunBook } from './containment.svelte.ts';

const channelId = '2006123456';

async function begun() {
  const bridge = new FakeBridge(new FakeVault({ content: busyContent(Date.now()) }));
  const answer = await bridge.call('containment.begin', { channelId, reason: 'found in a log' });
  const book = new RunBook(bridge);
  await book.read(channelId);
  return { bridge, book, containmentId: answer.ok ? answer.value.containmentId : '' };
}

test('every step is the vault’s, a person’s, or looked at', () => {
  const kinds = CONTAINMENT_STEPS.map((step) => [step, kindOf(step)]);
  expect(kinds.filter(([, kind]) => kind === 'person').map(([step]) => step)).toEqual([...STEPS_OF_PERSONS]);
  expect(kinds.filter(([, kind]) => kind === 'look').map(([step]) => step)).toEqual(['register-key', 'set-secret']);
});

test('a step that the vault takes is busy until it is done, and the next one follows', async () => {
  const { book } = await begun();
  const running = book.run('revoke-all');
  expect(book.isBusy('revoke-all')).toBe(true);
  expect(await running).toBe(true);
  expect(book.isBusy('revoke-all')).toBe(false);
  expect(book.containment && nextStep(book.containment)?.step).toBe('console-delete-keys');
});

test('why a step was not taken stays beside it until it is tried again', async () => {
  const { book } = await begun();
  expect(await book.run('register-key')).toBe(false);
  const record = book.containment?.steps.find(({ step }) => step === 'register-key');
  expect(record && book.failureOf(record)?.code).toBe('step-not-shown');
  const again = book.run('register-key');
  expect(record && book.failureOf(record)).toBe(null);
  await again;
});

test('what a person has done is ticked with a note, and an empty note is none', async () => {
  const { book } = await begun();
  await book.tick('console-members', '  ');
  await book.tick('console-delete-keys', ' two keys ');
  const noteOf = (step: string) => book.containment?.steps.find((each) => each.step === step)?.note;
  expect([noteOf('console-members'), noteOf('console-delete-keys')]).toEqual([null, 'two keys']);
});

test('an answer about a run-book that is not looked at any more changes nothing', async () => {
  const { book } = await begun();
  const running = book.run('new-key');
  await book.read('2006123457');
  expect(await running).toBe(false);
  expect(book.containment).toBe(null);
});

test('the ones under way are known by their channel, and no more once they are closed', async () => {
  const { bridge, containmentId } = await begun();
  const all = new Containments(bridge);
  await all.read();
  expect(all.of(channelId)?.containmentId).toBe(containmentId);
  await bridge.call('containment.close', { containmentId, reason: 'a false alarm' });
  await all.read();
  expect(all.of(channelId)).toBe(null);
});
