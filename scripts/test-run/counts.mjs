import { readJson } from '../setup/project.mjs';

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/** A step that is one check: it passes or it fails. @returns {Counts} */
export function countOfStatus(status) {
  return status === 0 ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 };
}

/**
 * What Vitest's JSON reporter counted. A file that could not even be loaded counts as a failure, though it holds no failed test.
 * @param {string} reportPath
 * @param {number} status the runner's exit status
 * @returns {Counts}
 */
export function countOfVitest(reportPath, status) {
  const report = readJson(reportPath);
  if (!report) return countOfStatus(1);
  const brokenFiles = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  ).length;
  return honest(status, {
    passed: report.numPassedTests,
    failed: report.numFailedTests + brokenFiles,
    skipped: report.numPendingTests + (report.numTodoTests ?? 0),
  });
}

/**
 * What Playwright's JSON reporter counted. A test that passed only at a second try counts as failed.
 * @param {string} reportPath
 * @param {number} status the runner's exit status
 * @returns {Counts}
 */
export function countOfPlaywright(reportPath, status) {
  const report = readJson(reportPath);
  if (!report) return countOfStatus(1);
  const { expected, unexpected, flaky, skipped } = report.stats;
  return honest(status, { passed: expected, failed: unexpected + flaky + report.errors.length, skipped });
}

/** Adds a failure where the numbers hide one: a runner that failed without a failed test, or that ran nothing at all. */
function honest(status, counts) {
  const hidesFailure = counts.failed === 0 && (status !== 0 || counts.passed === 0);
  return hidesFailure ? { ...counts, failed: 1 } : counts;
}

/** The line that ends a test run. */
export function totalLine(counts) {
  const sum = (kind) => counts.reduce((total, one) => total + one[kind], 0);
  const skipped = sum('skipped');
  return `Total: ${sum('passed')} passed, ${sum('failed')} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
