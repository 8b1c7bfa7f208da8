import csv
import importlib.metadata
import os
import subprocess
import sys
import tempfile
import unittest

import distributions

OWN = {
    "name": "Shop.Kit",
    "version": "4.2.0",
    "folder": "libs/shop",
    "entryPoints": [
        {"group": "console_scripts", "name": "shop-say", "target": "shop:say.loudly"},
        {"group": "console_scripts", "name": "pip", "target": "shop:say.loudly"},
        {"group": "shop.plugins", "name": "mail", "target": "shop.mail"},
    ],
}


class Distributions(unittest.TestCase):
    def setUp(self):
        top = tempfile.TemporaryDirectory()
        self.addCleanup(top.cleanup)
        self.venv = top.name + "/venv"
        self.site = self.venv + "/lib/site-packages"
        os.makedirs(self.site)

    def write(self, *own, prefix=""):
        distributions.write(list(own), "/project", self.venv, self.site, prefix)

    def found(self):
        return {each.metadata["Name"]: each for each in importlib.metadata.distributions(path=[self.site])}

    def test_are_found_by_any_spelling_with_what_they_offer(self):
        self.write(OWN)
        found = importlib.metadata.distribution
        with self.assertRaises(importlib.metadata.PackageNotFoundError):
            found("shop-kit")
        sys.path.insert(0, self.site)
        self.addCleanup(sys.path.remove, self.site)
        for name in ("shop-kit", "Shop.Kit", "shop_kit"):
            self.assertEqual(found(name).version, "4.2.0")
        self.assertIn(("shop.plugins", "mail"), {(each.group, each.name) for each in found("shop-kit").entry_points})
        self.assertEqual(found("shop-kit").read_text("direct_url.json"),
                         '{"url": "file:///project/libs/shop", "dir_info": {"editable": true}}\n')

    def test_record_lists_what_is_there_with_its_digest(self):
        self.write(OWN)
        with open(f"{self.site}/shop_kit-4.2.0.dist-info/RECORD", encoding="utf-8") as file:
            rows = {path: (digest, size) for path, digest, size in csv.reader(file)}
        own = [path for path in rows if not path.endswith("RECORD")]
        self.assertEqual(rows["shop_kit-4.2.0.dist-info/RECORD"], ("", ""))
        self.assertIn("../../bin/shop-say", own)
        self.assertEqual(rows["shop_kit-4.2.0.dist-info/INSTALLER"], ("sha256=_DOI4o87yoseRwBc_XIsT1hDvWwxYGoezR3JN1S7AX4", "14"))
        for path in own:
            with open(os.path.join(self.site, path), encoding="utf-8") as file:
                text = file.read()
            self.assertEqual(rows[path], (distributions.digest(text), str(len(text.encode()))))

    def test_commands_run_what_they_name_and_those_of_packages_stay(self):
        os.makedirs(self.venv + "/bin")
        os.symlink(sys.executable, self.venv + "/bin/python")
        with open(self.venv + "/bin/pip", "w", encoding="utf-8") as file:
            file.write("theirs")
        self.write(OWN)
        with open(self.venv + "/bin/pip", encoding="utf-8") as file:
            self.assertEqual(file.read(), "theirs")
        with open(self.site + "/shop.py", "w", encoding="utf-8") as file:
            file.write("class say:\n    loudly = lambda: 'SHOP'\n")
        done = subprocess.run([self.venv + "/bin/shop-say"], env={**os.environ, "PYTHONPATH": self.site}, capture_output=True, text=True)
        self.assertEqual((done.stderr, done.returncode), ("SHOP\n", 1))

    def test_a_package_of_that_name_that_is_installed_stays(self):
        self.write({**OWN, "version": "1.0"})
        self.write({**OWN, "name": "shop_kit", "version": "2.0"})
        self.assertEqual([each.version for each in self.found().values()], ["1.0"])

    def test_go_below_another_top(self):
        self.write(OWN, prefix=self.venv + "/layer")
        self.assertEqual(self.found(), {})
        self.assertTrue(os.access(f"{self.venv}/layer{self.venv}/bin/shop-say", os.X_OK))


if __name__ == "__main__":
    unittest.main()
