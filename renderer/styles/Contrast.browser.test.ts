import { expect, test } from 'vitest';
import './tokens.css';

/** The colour that a variable stands for on the page, as red, green and blue. */
function colourOf(name: string): readonly number[] {
  const probe = document.createElement('i');
  probe.style.color = `var(${name})`;
  document.body.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return (color.match(/[\d.]+/g) ?? []).slice(0, 3).map(Number);
}

const luminance = (colour: readonly number[]) => {
  const [red = 0, green = 0, blue = 0] = colour.map((part) =>
    part / 255 <= 0.040_45 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};

/** As WCAG 2.2 defines it. */
function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [one, other].map((name) => luminance(colourOf(name))).sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

const SURFACES = ['--paper', '--sheet', '--rail', '--accent-soft', '--urgent-soft', '--soon-soft'];
const TEXT = ['--ink', '--ink-2', '--ink-3', '--accent', '--urgent', '--soon'];
const MARKS = ['--edge', '--live', '--drain', '--orphan', '--quiet'];

test.each(['light', 'dark'])('text stands out 4.5 to 1, marks and outlines 3 to 1: %s', (theme) => {
  document.documentElement.dataset.theme = theme;
  for (const surface of SURFACES) {
    for (const name of TEXT) expect(contrast(name, surface), `${name} on ${surface}`).toBeGreaterThanOrEqual(4.5);
    for (const name of MARKS) expect(contrast(name, surface), `${name} on ${surface}`).toBeGreaterThanOrEqual(3);
  }
  expect(contrast('--on-accent', '--accent')).toBeGreaterThanOrEqual(4.5);
  expect(contrast('--on-accent', '--accent-strong')).toBeGreaterThanOrEqual(4.5);
  expect(contrast('--on-urgent', '--urgent')).toBeGreaterThanOrEqual(4.5);
});

test('the theme of the settings counts more than that of the system', () => {
  document.documentElement.dataset.theme = 'dark';
  const dark = luminance(colourOf('--paper'));
  document.documentElement.dataset.theme = 'light';
  expect(luminance(colourOf('--paper'))).toBeGreaterThan(dark);
});
