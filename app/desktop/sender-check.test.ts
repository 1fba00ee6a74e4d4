import { expect, test } from 'vitest';
import { isOurPage } from './our-page.ts';
import { isOurSender } from './sender-check.ts';

const main = { url: 'app://kagibako/' };
const contents = { id: 7, mainFrame: main };
const admitted = new Set([7]);

test('our window’s main frame at our own address is let in', () => {
  expect(isOurSender({ sender: contents, senderFrame: main }, admitted)).toBe(true);
});

test('another window, a frame inside ours, a frame that is gone and a page from elsewhere are not', () => {
  const elsewhere = { url: 'https://kagibako/' };
  expect([
    isOurSender({ sender: { ...contents, id: 8 }, senderFrame: main }, admitted),
    isOurSender({ sender: contents, senderFrame: { url: 'app://kagibako/' } }, admitted),
    isOurSender({ sender: contents, senderFrame: null }, admitted),
    isOurSender({ sender: { id: 7, mainFrame: elsewhere }, senderFrame: elsewhere }, admitted),
  ]).toEqual([false, false, false, false]);
});

test.each([
  'app://kagibako.example/',
  'app://kagibako@example/',
  'app://kagibako:1/',
  'app://user@kagibako/',
  'https://kagibako/',
  'file:///kagibako/',
  'data:text/html,app://kagibako/',
  'about:blank',
  'app:kagibako',
  'app:///kagibako/',
  '',
  'not a URL',
])('%s is not a page of ours', (url) => {
  expect(isOurPage(url)).toBe(false);
});

test('our pages are ours with any path', () => {
  expect(['app://kagibako/', 'app://kagibako/renderer/assets/a.js', 'app://kagibako/?x#y'].every(isOurPage)).toBe(true);
});
