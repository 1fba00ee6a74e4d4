import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { countOfPlaywright, countOfVitest, totalLine } from './counts.mjs';

function report(content) {
  const folder = mkdtempSync(join(tmpdir(), 'kagibako-counts-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'report.json');
  writeFileSync(path, JSON.stringify(content));
  return path;
}

const vitest = (numbers, testResults = []) =>
  report({ numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, testResults, ...numbers });
const playwright = (stats, errors = []) =>
  report({ stats: { expected: 0, unexpected: 0, flaky: 0, skipped: 0, ...stats }, errors });

test('counts what the runners counted', () => {
  expect(countOfVitest(vitest({ numPassedTests: 5, numPendingTests: 1, numTodoTests: 2 }), 0)).toEqual({
    passed: 5,
    failed: 0,
    skipped: 3,
  });
  expect(countOfPlaywright(playwright({ expected: 4, skipped: 1 }), 0)).toEqual({ passed: 4, failed: 0, skipped: 1 });
});

test('a run without a single test is a failure', () => {
  expect(countOfVitest(vitest({}), 0)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  expect(countOfPlaywright(playwright({}), 0)).toEqual({ passed: 0, failed: 1, skipped: 0 });
});

test('a runner that fails or dies is a failure, whatever its numbers say', () => {
  expect(countOfVitest(vitest({ numPassedTests: 5 }), 1)).toEqual({ passed: 5, failed: 1, skipped: 0 });
  expect(countOfVitest('/nowhere/report.json', 0)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  expect(countOfPlaywright(playwright({ expected: 5 }, [{ message: 'a file did not load' }]), 1)).toEqual({
    passed: 5,
    failed: 1,
    skipped: 0,
  });
});

test('a test file that cannot be loaded is a failure', () => {
  const broken = vitest({ numPassedTests: 5 }, [{ status: 'failed', assertionResults: [] }]);
  expect(countOfVitest(broken, 1)).toEqual({ passed: 5, failed: 1, skipped: 0 });
});

test('a test that needs a second try has failed', () => {
  expect(countOfPlaywright(playwright({ expected: 4, flaky: 1 }), 0)).toEqual({ passed: 4, failed: 1, skipped: 0 });
});

test('the last line names skipped tests only where there are some', () => {
  const passed = { passed: 2, failed: 0, skipped: 0 };
  expect(totalLine([passed, passed])).toBe('Total: 4 passed, 0 failed');
  expect(totalLine([passed, { passed: 0, failed: 1, skipped: 3 }])).toBe('Total: 2 passed, 1 failed, 3 skipped');
});
