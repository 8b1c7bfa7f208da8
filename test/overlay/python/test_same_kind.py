"""What has to be true of same_kind.py: code of the project that uses a place as a Path can go on with it."""
import unittest
from pathlib import Path

from simple_deploy.same_kind import same_kind


class Text(str):
    """As unipath and path.py have it: a text that can do more."""


class Started(str):
    """One that needs more than a text."""

    def __new__(cls, text, start):
        return super().__new__(cls, start + text)


class SameKind(unittest.TestCase):
    def test_a_path_and_what_is_a_text_and_more_stay_so(self):
        self.assertEqual(same_kind(Path("/own"), "/ours/static") / "x", Path("/ours/static/x"))
        self.assertIs(type(same_kind(Text("/own"), "/ours")), Text)

    def test_all_else_is_the_text(self):
        for own in ("/own", None, b"/own", 3, Started("x", "/")):
            made = same_kind(own, "/ours")
            self.assertIs(type(made), str, own)
            self.assertEqual(made, "/ours")


if __name__ == "__main__":
    unittest.main()
