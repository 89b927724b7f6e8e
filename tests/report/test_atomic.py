#!/usr/bin/env python3
"""An output file is whole or untouched, whatever happens, and nothing is left beside it."""
import os
import pathlib
import random
import signal
import tempfile
import time
import unittest

import built
from harness import listing, program, run, start

EARLIER = b"the output of an earlier run"
MOMENTS = 12


class Atomic(unittest.TestCase):
    def setUp(self):
        holder = tempfile.TemporaryDirectory()
        self.addCleanup(holder.cleanup)
        self.folder = pathlib.Path(holder.name)
        self.expected = built.minhang().read_bytes()
        self.target = self.folder / "out.pdf"

    def interrupt(self, number, seconds):
        """Starts a build over an earlier output and sends it a signal; gives the exit status."""
        self.target.write_bytes(EARLIER)
        process = start(program(), "build", built.SOURCE, "-o", self.target)
        time.sleep(seconds)
        process.send_signal(number)
        process.communicate(timeout=60)
        return process.returncode

    def moments(self):
        """Moments spread over a whole run; always the same."""
        usual = run(program(), "build", built.SOURCE, "-o", "-").seconds
        chance = random.Random(2025)
        return [usual * (i + chance.random()) / MOMENTS for i in range(MOMENTS)]

    def check_target(self):
        self.assertIn(self.target.read_bytes(), (EARLIER, self.expected))

    def test_interrupted(self):
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            for seconds in self.moments()[number % 3::3]:
                with self.subTest(signal=number.name, seconds=seconds):
                    status = self.interrupt(number, seconds)
                    self.check_target()
                    self.assertEqual(os.listdir(self.folder), ["out.pdf"])
                    self.assertIn(status, (0, -number, 128 + number))

    def test_interrupted_while_writing(self):
        """The last part of the run, in small steps, where the temporary file is there."""
        usual = run(program(), "build", built.SOURCE, "-o", "-").seconds
        for step in range(12):
            self.interrupt(signal.SIGTERM, usual * (0.85 + step * 0.015))
            self.check_target()
            self.assertEqual(os.listdir(self.folder), ["out.pdf"])

    def test_killed(self):
        """Nobody can clean up after SIGKILL; but the final name is right, and the next run is not disturbed."""
        for seconds in self.moments()[::3]:
            self.interrupt(signal.SIGKILL, seconds)
            self.check_target()
        self.assertEqual(run(program(), "build", built.SOURCE, "-o", self.target).status, 0)
        self.assertTrue(self.target.read_bytes() == self.expected)

    def test_two_runs_at_once(self):
        runs = [start(program(), "build", built.SOURCE, "-o", self.target) for _ in range(2)]
        for process in runs:
            _, err = process.communicate(timeout=120)
            self.assertEqual(process.returncode, 0, err)
        self.assertTrue(self.target.read_bytes() == self.expected)
        self.assertEqual(os.listdir(self.folder), ["out.pdf"])

    def test_overwrites_an_earlier_output(self):
        self.target.write_bytes(b"x" * 5_000_000)
        self.assertEqual(run(program(), "build", built.SOURCE, "-o", self.target).status, 0)
        self.assertTrue(self.target.read_bytes() == self.expected)

    def test_source_is_not_touched(self):
        before = listing(built.SOURCE.parent)
        self.assertEqual(run(program(), "build", built.SOURCE, "-o", self.target).status, 0)
        self.assertEqual(listing(built.SOURCE.parent), before)


if __name__ == "__main__":
    unittest.main(verbosity=2)
