import { expect, test } from 'vitest';
import { referenceTable, writtenReference } from './reference-table.ts';

test('docs/contract.md says what the contract says (npm run docs writes it)', () => {
  expect(writtenReference()).toBe(referenceTable());
});
