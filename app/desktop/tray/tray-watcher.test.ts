import { expect, test } from 'vitest';
import { awaitTrayWatcher, findTrayWatcher, type Ask } from './tray-watcher.ts';

/** Tools that answer so, and what they were asked. */
function tools(answers: Readonly<Record<string, readonly (string | null)[]>>): { asked: string[]; ask: Ask } {
  const asked: string[] = [];
  const left = new Map(Object.entries(answers).map(([name, all]) => [name, [...all]]));
  const ask: Ask = ([program, verb = '']) => {
    const name = verb === 'wait' ? 'wait' : program;
    asked.push(name);
    return Promise.resolve(left.get(name)?.shift() ?? null);
  };
  return { asked, ask };
}

test('the owner is read from what either tool writes', async () => {
  expect(await findTrayWatcher('linux', tools({ gdbus: ["(':1.42',)\n"] }).ask)).toBe(':1.42');
  expect(await findTrayWatcher('linux', tools({ 'dbus-send': ['   :1.7'] }).ask)).toBe(':1.7');
});

test('without an owner, or without a bus or its tools, there is no tray', async () => {
  const { asked, ask } = tools({});
  expect(await findTrayWatcher('linux', ask)).toBe(null);
  expect(asked).toEqual(['gdbus', 'dbus-send']);
});

test('elsewhere the system has one, and nobody is asked', async () => {
  const { asked, ask } = tools({});
  expect([await findTrayWatcher('win32', ask), await findTrayWatcher('darwin', ask)]).toEqual(['system', 'system']);
  expect(asked).toEqual([]);
});

test('a panel that comes later is waited for', async () => {
  const late = tools({ gdbus: [null, "(':1.9',)"], wait: [''] });
  expect(await awaitTrayWatcher(20_000, 'linux', late.ask)).toBe(':1.9');
  expect(late.asked).toEqual(['gdbus', 'dbus-send', 'wait', 'gdbus']);
  const never = tools({});
  expect(await awaitTrayWatcher(20_000, 'linux', never.ask)).toBe(null);
  const there = tools({ gdbus: ["(':1.9',)"] });
  await awaitTrayWatcher(20_000, 'linux', there.ask);
  expect(there.asked).toEqual(['gdbus']);
});
