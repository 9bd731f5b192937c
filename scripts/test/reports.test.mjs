import { expect, test } from "vitest";
import { addUp, countByGround, countPlaywright, countsLine, countVitest, judgeRun, nothing } from "../reports.mjs";

test("a Vitest file that breaks before its first test counts as one failure", () => {
  const report = {
    numPassedTests: 3,
    numFailedTests: 1,
    numPendingTests: 2,
    numTodoTests: 1,
    testResults: [
      { status: "failed", assertionResults: [{}, {}] },
      { status: "failed", assertionResults: [] },
      { status: "passed", assertionResults: [{}] },
    ],
  };
  expect(countVitest(report)).toEqual({ passed: 3, failed: 2, skipped: 3 });
});

test("what ran on a database is counted by the titles of the server's tests, skipped ones left out", () => {
  const tests = [
    { status: "passed", fullName: "messages on postgresql are numbered" },
    { status: "failed", fullName: "messages on embedded are numbered" },
    { status: "skipped", fullName: "bus on redis drops hints" },
  ];
  const report = {
    testResults: [
      { name: "/x/apps/server/test/a.test.ts", assertionResults: tests },
      {
        name: "/x/packages/chat-client/test/b.test.ts",
        assertionResults: [{ status: "passed", fullName: "embedded" }],
      },
    ],
  };
  expect(countByGround(report)).toEqual({ embedded: 1, postgresql: 1, redis: 0 });
});

test("an error of Playwright outside of any journey counts as a failure", () => {
  const report = { stats: { expected: 4, flaky: 1, unexpected: 2, skipped: 0 }, errors: [{}] };
  expect(countPlaywright(report)).toEqual({ passed: 5, failed: 3, skipped: 0 });
});

test.each([
  ["a runner that ends well is believed", { passed: 2, failed: 0 }, { code: 0, narrowed: false }, 0],
  [
    "a runner that crashes without a failed test counts as one",
    { passed: 2, failed: 0 },
    { code: 1, narrowed: false },
    1,
  ],
  ["a runner that ran nothing counts as one", { passed: 0, failed: 0 }, { code: 0, narrowed: false }, 1],
  ["a runner that was narrowed down may run nothing", { passed: 0, failed: 0 }, { code: 0, narrowed: true }, 0],
  ["failed tests are not counted twice", { passed: 0, failed: 3 }, { code: 1, narrowed: false }, 3],
])("%s", (_name, counts, end, failed) => {
  expect(judgeRun({ ...nothing, ...counts }, end).failed).toBe(failed);
});

test("the last line adds all runners up, and names skipped tests where there are some", () => {
  const two = [
    { passed: 1, failed: 0, skipped: 0 },
    { passed: 2, failed: 1, skipped: 3 },
  ];
  expect(countsLine(addUp(two))).toBe("3 passed, 1 failed, 3 skipped");
  expect(countsLine(addUp([]))).toBe("0 passed, 0 failed");
});
