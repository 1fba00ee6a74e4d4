import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { createWindowAsker, type Asked } from './window-asker.ts';

const to = (name: 'overview' | 'tokens'): Asked => ({ ask: 'go', to: { name } });

function workbench() {
  const told: Asked[] = [];
  const pages: EventEmitter[] = [];
  const asker = createWindowAsker({
    tell: (asked) => told.push(asked),
    openWindow: () => {
      const page = new EventEmitter();
      pages.push(page);
      asker.attend(page);
    },
  });
  return { told, pages, asker };
}

test('a page that is there hears at once', () => {
  const { told, pages, asker } = workbench();
  asker.ask(to('tokens'));
  pages[0]?.emit('did-finish-load');
  asker.ask(to('overview'));
  asker.ask({ ask: 'do', command: 'lock' });
  expect(told).toEqual([to('tokens'), to('overview'), { ask: 'do', command: 'lock' }]);
  expect(pages).toHaveLength(1);
});

test('while it loads, the last that was asked is kept, and told once', () => {
  const { told, pages, asker } = workbench();
  asker.ask(to('tokens'));
  asker.ask(to('overview'));
  expect(told).toEqual([]);
  pages[0]?.emit('did-finish-load');
  pages[0]?.emit('did-start-loading');
  pages[0]?.emit('did-finish-load');
  expect(told).toEqual([to('overview')]);
});

test('a page that died hears when it is back', () => {
  const { told, pages, asker } = workbench();
  asker.ask(to('overview'));
  pages[0]?.emit('did-finish-load');
  pages[0]?.emit('render-process-gone');
  asker.ask(to('tokens'));
  expect(told).toEqual([to('overview')]);
  pages[0]?.emit('did-finish-load');
  expect(told).toEqual([to('overview'), to('tokens')]);
});

test('where the window was closed a new one is opened', () => {
  const { told, pages, asker } = workbench();
  asker.ask(to('overview'));
  pages[0]?.emit('did-finish-load');
  pages[0]?.emit('destroyed');
  asker.ask(to('tokens'));
  expect(pages).toHaveLength(2);
  pages[1]?.emit('did-finish-load');
  expect(told).toEqual([to('overview'), to('tokens')]);
});
