import { expect, test } from 'vitest';
import { createGuardedClipboard, type TextClipboard } from './guarded-clipboard.ts';

function textClipboard(): TextClipboard & { text: string } {
  const clipboard = {
    text: '',
    read: () => Promise.resolve(clipboard.text),
    write: (text: string) => Promise.resolve(void (clipboard.text = text)),
    writeConcealed: (text: string) => Promise.resolve(void (clipboard.text = text)),
    clear: () => void (clipboard.text = ''),
  };
  return clipboard;
}

function workbench() {
  const clipboard = textClipboard();
  const selection = textClipboard();
  const cleared: string[] = [];
  const planned = new Map<symbol, () => void>();
  const stays = { ms: 20_000 };
  const guarded = createGuardedClipboard({
    clipboard,
    alsoClears: selection,
    clearAfterMs: () => stays.ms,
    now: () => Date.parse('2026-01-01T00:00:00.000Z'),
    later: (work) => {
      const id = Symbol('planned');
      planned.set(id, work);
      return () => planned.delete(id);
    },
    onCleared: (at) => cleared.push(at),
  });
  /** Lets the time pass that everything planned waits for. */
  const timePasses = async () => {
    for (const [id, work] of planned) {
      planned.delete(id);
      work();
    }
    await new Promise((turn) => setImmediate(turn));
  };
  return { clipboard, selection, cleared, planned, stays, guarded, timePasses };
}

test('a secret says when it will be cleared, and is', async () => {
  const { clipboard, cleared, guarded, timePasses } = workbench();
  expect(await guarded.writeSecret('a token')).toEqual({ clearsAt: '2026-01-01T00:00:20.000Z' });
  expect(clipboard.text).toBe('a token');
  await timePasses();
  expect({ text: clipboard.text, cleared }).toEqual({ text: '', cleared: ['2026-01-01T00:00:00.000Z'] });
});

test('how long it stays may change between two copies', async () => {
  const { stays, guarded } = workbench();
  stays.ms = 60_000;
  expect(await guarded.writeSecret('a token')).toEqual({ clearsAt: '2026-01-01T00:01:00.000Z' });
});

test('what a person copied meanwhile is left alone', async () => {
  const { clipboard, cleared, guarded, timePasses } = workbench();
  await guarded.writeSecret('a token');
  clipboard.text = 'a shopping list';
  await timePasses();
  expect({ text: clipboard.text, cleared }).toEqual({ text: 'a shopping list', cleared: [] });
});

test('a second secret is cleared after its own while, not the first one’s', async () => {
  const { clipboard, planned, guarded, timePasses } = workbench();
  await guarded.writeSecret('one');
  await guarded.writeSecret('two');
  expect(planned.size).toBe(1);
  await timePasses();
  expect(clipboard.text).toBe('');
});

test('lock and quit clear at once, and nothing is left to be cleared later', async () => {
  const { clipboard, planned, guarded } = workbench();
  await guarded.writeSecret('a token');
  expect(await guarded.clearIfOurs()).toBe(true);
  expect({ text: clipboard.text, planned: planned.size, again: await guarded.clearIfOurs() }).toEqual({
    text: '',
    planned: 0,
    again: false,
  });
});

test('a copy that a tool made on the selection clipboard goes too, and only that', async () => {
  const { selection, guarded } = workbench();
  await guarded.writeSecret('a token');
  selection.text = 'a token';
  await guarded.clearIfOurs();
  expect(selection.text).toBe('');
  await guarded.writeSecret('another token');
  selection.text = 'selected words';
  await guarded.clearIfOurs();
  expect(selection.text).toBe('selected words');
});

test('text that is no secret stays', async () => {
  const { clipboard, guarded, timePasses } = workbench();
  await guarded.writeText('{"kty":"RSA"}');
  await timePasses();
  expect(await guarded.clearIfOurs()).toBe(false);
  expect(clipboard.text).toBe('{"kty":"RSA"}');
});

test('while another program holds the clipboard it is tried again, also after reads that fail', async () => {
  const { clipboard, planned, guarded, timePasses } = workbench();
  await guarded.writeSecret('a token');
  clipboard.read = () => Promise.resolve('');
  await timePasses();
  clipboard.read = () => Promise.reject(new Error('the clipboard is busy'));
  await timePasses();
  expect({ text: clipboard.text, planned: planned.size }).toEqual({ text: 'a token', planned: 1 });
  clipboard.read = () => Promise.resolve(clipboard.text);
  await timePasses();
  expect(clipboard.text).toBe('');
});

test('a second copy that fails leaves the first one to be cleared at its time', async () => {
  const { clipboard, guarded, timePasses } = workbench();
  await guarded.writeSecret('a token');
  clipboard.writeConcealed = () => Promise.reject(new Error('the clipboard is busy'));
  await expect(guarded.writeSecret('another')).rejects.toThrow('busy');
  await timePasses();
  expect(clipboard.text).toBe('');
});

test('a lock while a copy is under way clears what it copies', async () => {
  const { clipboard, guarded } = workbench();
  const copying = guarded.writeSecret('a token');
  expect(await guarded.clearIfOurs()).toBe(true);
  await copying;
  expect(clipboard.text).toBe('');
});
