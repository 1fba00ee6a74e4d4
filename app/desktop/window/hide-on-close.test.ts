import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { DESTROYED_AFTER_MS, hideOnClose } from './hide-on-close.ts';

function workbench({ mayHide = true, trayIsThere = true } = {}) {
  const events = new EventEmitter();
  const done: string[] = [];
  const timers: { work: () => void; afterMs: number }[] = [];
  let visible = true;
  const window = {
    on: (name: string, listener: (event: { preventDefault: () => void }) => void) => events.on(name, listener),
    hide: () => {
      visible = false;
      done.push('hidden');
    },
    destroy: () => {
      done.push('destroyed');
      events.emit('closed');
    },
    isDestroyed: () => done.includes('destroyed'),
    isVisible: () => visible,
  };
  hideOnClose(window, {
    mayHide: () => mayHide,
    trayIsThere: () => Promise.resolve(trayIsThere),
    beforeDestroying: () => done.push('remembered'),
    later: (work, afterMs) => {
      const timer = { work, afterMs };
      timers.push(timer);
      return () => {
        if (timers.includes(timer)) timers.splice(timers.indexOf(timer), 1);
      };
    },
  });
  return {
    done,
    timers,
    close: async () => {
      events.emit('close', { preventDefault: () => done.push('kept') });
      await Promise.resolve();
      await Promise.resolve();
    },
    show: () => {
      visible = true;
      events.emit('show');
    },
  };
}

test('a window that is closed is hidden, and gone when that is long', async () => {
  const { done, timers, close } = workbench();
  await close();
  expect([done, timers.map(({ afterMs }) => afterMs)]).toEqual([['kept', 'hidden'], [DESTROYED_AFTER_MS]]);
  timers[0]?.work();
  expect([done.slice(2), timers]).toEqual([['remembered', 'destroyed'], []]);
});

test('one that is shown again stays, and closing it again counts anew', async () => {
  const { done, timers, close, show } = workbench();
  await close();
  show();
  expect(timers).toEqual([]);
  await close();
  expect([done, timers.length]).toEqual([['kept', 'hidden', 'kept', 'hidden'], 1]);
});

test('where the tray is gone by then the window closes after all', async () => {
  const { done, timers, close } = workbench({ trayIsThere: false });
  await close();
  expect([done, timers]).toEqual([['kept', 'hidden', 'remembered', 'destroyed'], []]);
});

test('where it is not wanted the window closes as ever', async () => {
  const { done, close } = workbench({ mayHide: false });
  await close();
  expect(done).toEqual([]);
});
