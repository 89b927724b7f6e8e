"""The dump of a page, as a whole: tests/golden/page/NAME.yaml must give NAME.dump. NIANBAO_UPDATE=1 writes it anew."""
import difflib
import os
import pathlib
import subprocess
import unittest

GOLDEN = pathlib.Path(__file__).resolve().parent.parent / "golden" / "page"


class Dump(unittest.TestCase):
    def test_goldens(self):
        sources = sorted(GOLDEN.glob("*.yaml"))
        self.assertTrue(sources)
        for source in sources:
            with self.subTest(source.name):
                self.compare(source)

    def compare(self, source):
        run = subprocess.run([os.environ["NIANBAO"], "build", str(source), "-f", "dump", "-o", "-", "--quiet"],
                             capture_output=True, check=True, timeout=60)
        given, golden = run.stdout.decode(), source.with_suffix(".dump")
        if os.environ.get("NIANBAO_UPDATE"):
            golden.write_text(given, encoding="utf-8")
        wanted = golden.read_text(encoding="utf-8")
        difference = difflib.unified_diff(wanted.splitlines(), given.splitlines(), "wanted", "given", lineterm="")
        self.assertEqual(given, wanted, "\n".join(list(difference)[:40]))


if __name__ == "__main__":
    unittest.main()
