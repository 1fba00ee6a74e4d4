import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createWindowStateFile } from './window-state-file.ts';

const state = { bounds: { x: 1, y: 2, width: 1300, height: 700 }, maximised: false, zoomLevel: 0.5 };
let home = '';
const planned = new Set<() => void>();
const stateFile = (...parts: string[]) =>
  createWindowStateFile({
    file: join(home, ...parts),
    later: (work) => {
      planned.add(work);
      return () => planned.delete(work);
    },
  });

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'kagibako-window-'));
  planned.clear();
});
afterEach(() => rm(home, { recursive: true, force: true }));

test('what was written is read, also where there was no folder', async () => {
  stateFile('deep', 'window.json').writeNow(state);
  expect(stateFile('deep', 'window.json').read()).toEqual(state);
  expect(await readdir(join(home, 'deep'))).toEqual(['window.json']);
});

test('of many changes the last is written, once', () => {
  const file = stateFile('window.json');
  for (const x of [10, 20, 30]) file.writeSoon(() => ({ ...state, bounds: { ...state.bounds, x } }));
  expect([file.read(), planned.size]).toEqual([{}, 1]);
  for (const work of planned) work();
  expect(file.read()).toEqual({ ...state, bounds: { ...state.bounds, x: 30 } });
});

test('writing at once calls off what was planned', () => {
  const file = stateFile('window.json');
  file.writeSoon(() => state);
  file.writeNow({ ...state, maximised: true });
  expect(planned.size).toBe(0);
});

test('neither a missing nor a damaged file, nor one that cannot be written, does any harm', async () => {
  expect(stateFile('window.json').read()).toEqual({});
  await writeFile(join(home, 'window.json'), 'damaged');
  expect(stateFile('window.json').read()).toEqual({});
  stateFile('window.json', 'below-a-file').writeNow(state);
  expect(stateFile('window.json').read()).toEqual({});
});
