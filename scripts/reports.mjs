/** No test of any kind. */
export const nothing = { passed: 0, failed: 0, skipped: 0 };

/**
 * Counts a Vitest JSON report. A file that breaks before its first test holds no test that failed: it counts as one.
 * @returns {{ passed: number, failed: number, skipped: number }}
 */
export function countVitest(report) {
  const broken = report.testResults.filter((file) => file.status === "failed" && file.assertionResults.length === 0);
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/**
 * How many tests of the server ran on each of the things that its suites name in their titles: the proof that a
 * reachable PostgreSQL was not only reachable.
 */
export function countByGround(report) {
  const titles = report.testResults
    .filter((file) => file.name.includes("/apps/server/"))
    .flatMap((file) => file.assertionResults)
    .filter(({ status }) => status === "passed" || status === "failed")
    .map(({ fullName }) => fullName);
  const count = (pattern) => titles.filter((title) => pattern.test(title)).length;
  return { embedded: count(/\bembedded\b/i), postgresql: count(/\bpostgresql\b/i), redis: count(/\bredis\b/i) };
}

/**
 * Counts a Playwright JSON report. `errors` are those outside of any test. A flaky test passed in the end.
 * @returns {{ passed: number, failed: number, skipped: number }}
 */
export function countPlaywright({ stats, errors }) {
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected + errors.length,
    skipped: stats.skipped,
  };
}

/**
 * What a runner's end amounts to: a runner that failed without naming a test that did counts as one failure,
 * and so does one that ran nothing although nobody narrowed it down.
 */
export function judgeRun(counts, { code, narrowed }) {
  const ranNothing = counts.passed + counts.failed === 0 && !narrowed;
  return counts.failed === 0 && (code !== 0 || ranNothing) ? { ...counts, failed: 1 } : counts;
}

/** Adds counts up. */
export function addUp(counts) {
  return counts.reduce(
    (sum, one) => ({
      passed: sum.passed + one.passed,
      failed: sum.failed + one.failed,
      skipped: sum.skipped + one.skipped,
    }),
    nothing,
  );
}

/** The line that machines read: `N passed, N failed`, and `, N skipped` where there are any. */
export function countsLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}
