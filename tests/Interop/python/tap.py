"""Runs the tests beside it and reports in TAP."""

import os
import sys
import traceback
import unittest


class TapResult(unittest.TestResult):
    def __init__(self):
        super().__init__()
        self.passed = self.failed = 0

    def addSuccess(self, test):
        self.passed += 1
        self._report("ok", test)

    def addFailure(self, test, err):
        self.failed += 1
        self._report("not ok", test, "".join(traceback.format_exception(*err)))

    addError = addFailure

    def addSkip(self, test, reason):
        # A skipped test is a test that cannot fail.
        self.failed += 1
        self._report("not ok", test, f"skipped: {reason}")

    def _report(self, outcome, test, diagnosis=""):
        name = test.id().rpartition(".")[2].removeprefix("test_").replace("_", " ")
        print(f"{outcome} {self.passed + self.failed} - {name}")
        for line in diagnosis.splitlines():
            print(f"  # {line}")


result = TapResult()
unittest.defaultTestLoader.discover(os.path.dirname(os.path.abspath(__file__))).run(result)
print(f"1..{result.passed + result.failed}\n# pass {result.passed}\n# fail {result.failed}")
sys.exit(result.failed > 0 or result.passed == 0)
