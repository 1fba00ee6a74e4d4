import axe from 'axe-core';
import { expect } from 'vitest';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What only a whole page can keep: a component alone has no landmarks and no heading of the first level. */
const OF_A_WHOLE_PAGE = ['region', 'page-has-heading-one', 'landmark-one-main'];

/**
 * The rules of WCAG 2.2 AA find nothing in what is shown, or in one part of it. `whole-page`: where the whole window is shown, which keeps
 * every rule.
 */
export async function expectAccessible(part: Element | 'shown' | 'whole-page' = 'shown'): Promise<void> {
  const { violations } = await axe.run(typeof part === 'string' ? document : part, {
    runOnly: RULES,
    rules: Object.fromEntries(OF_A_WHOLE_PAGE.map((rule) => [rule, { enabled: part === 'whole-page' }])),
  });
  const found = violations.map(
    ({ id, nodes }) =>
      `${id}: ${nodes.map(({ target, failureSummary }) => `${target.join(' ')} ${failureSummary ?? ''}`).join(' | ')}`,
  );
  expect(found).toEqual([]);
}
