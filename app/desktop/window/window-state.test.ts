import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FIRST_SIZE, LEAST_SIZE, parseWindowState, placeWindow, usableZoom, zoomed } from './window-state.ts';

const screen = { x: 0, y: 24, width: 1920, height: 1056 };
const second = { x: 1920, y: 0, width: 2560, height: 1440 };

test('a first window has its own size, in the middle', () => {
  expect(placeWindow(undefined, [screen])).toEqual(FIRST_SIZE);
});

test('a window goes back to where it was, on whichever screen', () => {
  const bounds = { x: 2100, y: 50, width: 1400, height: 900 };
  expect(placeWindow(bounds, [screen, second])).toEqual(bounds);
});

test.each([
  ['its screen is gone', { x: 2100, y: 50, width: 1400, height: 900 }],
  ['it lies above all screens', { x: 100, y: -500, width: 1400, height: 900 }],
  ['its title is below the screen', { x: 100, y: 1079, width: 1400, height: 900 }],
  ['only its edge is in sight', { x: 1900, y: 50, width: 1400, height: 900 }],
])('where %s it is centred', (_why, bounds) => {
  expect(placeWindow(bounds, [screen])).toEqual({ width: 1400, height: 900 });
});

test('partly out of sight is where a person put it', () => {
  const bounds = { x: -300, y: 100, width: 1400, height: 900 };
  expect(placeWindow(bounds, [screen])).toEqual(bounds);
});

test('sizes are clamped to the screen, and to what the window needs', () => {
  expect([
    placeWindow({ x: 0, y: 24, width: 9000, height: 9000 }, [screen]),
    placeWindow({ x: 0, y: 24, width: 10, height: -5 }, [screen]),
    placeWindow(undefined, [{ x: 0, y: 0, width: 800, height: 500 }]),
  ]).toEqual([{ x: 0, y: 24, width: 1920, height: 1056 }, { ...LEAST_SIZE }, LEAST_SIZE]);
});

test('any rectangle gives one that can be used', () => {
  const edge = fc.integer({ min: -100_000, max: 100_000 });
  fc.assert(
    fc.property(fc.record({ x: edge, y: edge, width: edge, height: edge }), (bounds) => {
      const { width, height } = placeWindow(bounds, [screen, second]);
      expect(width).toBeGreaterThanOrEqual(LEAST_SIZE.width);
      expect(height).toBeGreaterThanOrEqual(LEAST_SIZE.height);
      expect(width).toBeLessThanOrEqual(second.width);
      expect(height).toBeLessThanOrEqual(second.height);
    }),
  );
});

test('a state is read back', () => {
  const state = { bounds: { x: 1, y: 2, width: 1300, height: 700 }, maximised: true, zoomLevel: 1.5 };
  expect(parseWindowState(JSON.stringify(state))).toEqual(state);
});

test.each([
  '',
  '{',
  'null',
  '[]',
  '7',
  '{"bounds":null}',
  '{"bounds":{"x":1}}',
  '{"bounds":{"x":"1","y":2,"width":3,"height":4},"maximised":"yes","zoomLevel":"1"}',
  '{"bounds":{"x":1e999,"y":2,"width":3,"height":4}}',
])('of %j nothing is believed', (text) => {
  const { bounds, maximised = false, zoomLevel = 0 } = parseWindowState(text);
  expect({ bounds, maximised, zoomLevel }).toEqual({ bounds: undefined, maximised: false, zoomLevel: 0 });
});

test('zoom goes in steps, back to the actual size, and not too far', () => {
  expect([zoomed(0, 1), zoomed(0, -1), zoomed(2, 0), zoomed(5, 1), zoomed(-3, -1)]).toEqual([0.5, -0.5, 0, 5, -3]);
  expect([usableZoom(99), usableZoom(-99), usableZoom(NaN), usableZoom('1')]).toEqual([5, -3, 0, 0]);
});
