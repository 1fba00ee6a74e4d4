import { expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import type { MARKS } from '../format/token-mark.ts';
import { type MarkName } from '../format/token-mark.ts';
import Mark from './Mark.svelte';

/** What a mark is made of, without its colour. */
const shapeOf = async (name: MarkName) => {
  const { container } = await render(Mark, { name });
  const svg = container.querySelector('svg');
  expect(svg?.getBoundingClientRect().width).toBeGreaterThan(5);
  return svg?.innerHTML.replaceAll(/<!--.*?-->/g, '');
};

test('the six marks of what holds a slot differ by shape, without their colour', async () => {
  const names = [
    'live',
    'soon',
    'today',
    'draining',
    'orphan',
    'foreign',
  ] as const satisfies readonly (keyof typeof MARKS)[];
  const shapes = [];
  for (const name of names) shapes.push(await shapeOf(name));
  expect(new Set(shapes).size).toBe(names.length);
});
