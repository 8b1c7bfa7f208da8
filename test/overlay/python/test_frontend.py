"""The scripts of the stage that builds a front end."""
import os
import shutil
import subprocess
import tempfile
import unittest
from unittest import mock

import frontend_build
import frontend_environment
import frontend_failure
import frontend_install


class Commands(unittest.TestCase):
    def test_install_what_is_locked_and_nothing_else(self):
        def line(*asked):
            return " ".join(frontend_install.command_of(*asked))

        self.assertTrue(line("npm", True, False).startswith("npm ci "))
        self.assertTrue(line("npm", False, False).startswith("npm install "))
        self.assertIn("--frozen-lockfile", line("pnpm", True, False))
        self.assertIn("--frozen-lockfile", line("yarn", True, False))
        self.assertIn("--immutable", line("yarn", True, True))
        self.assertIn("--no-immutable", line("yarn", False, True))
        self.assertIn("--frozen-lockfile", line("bun", True, False))
        self.assertNotIn("--frozen-lockfile", line("bun", False, False))

    def test_have_node_in_front_and_the_proxies_by_the_names_that_yarn_reads(self):
        with mock.patch.dict(os.environ, {"PATH": "/bin", "https_proxy": "http://proxy:1", "HTTPS_PROXY": ""}):
            given = frontend_environment.environment()
        self.assertEqual([given["PATH"], given["YARN_HTTPS_PROXY"]], ["/opt/node/bin:/bin", "http://proxy:1"])


    def test_find_the_programs_of_packages_in_the_folder_and_in_those_above_it(self):
        self.assertEqual(frontend_build.programs("/project/apps/ui/"), [
            f"{folder}/node_modules/.bin" for folder in ("/project/apps/ui", "/project/apps", "/project", "")])


    def test_ask_github_by_https_unless_a_configuration_was_lent(self):
        given = frontend_install.by_https({})
        self.assertEqual(frontend_install.by_https({"GIT_CONFIG_GLOBAL": "/x"}), {})
        for other in ("git://github.com/a/b.git", "ssh://git@github.com/a/b.git", "git@github.com:a/b.git"):
            shown = subprocess.run(["git", "ls-remote", "--get-url", other], env={**os.environ, **given}, check=True,
                                   capture_output=True, text=True).stdout
            self.assertEqual(shown.strip(), "https://github.com/a/b.git")


    def test_have_the_link_that_the_image_has(self):
        root = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, root)
        for _ in range(2):
            frontend_build.link("/project/web", f"{root}/app")
        self.assertEqual(os.readlink(f"{root}/app"), "/project/web")


class Places(unittest.TestCase):
    def setUp(self):
        self.root = os.path.realpath(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.root)
        patch = mock.patch.object(frontend_failure, "PROJECT", self.root)
        patch.start()
        self.addCleanup(patch.stop)
        for name in ("ui/src/a.js", "ui/src/b.ts", "ui/package.json", "ui/node_modules/x/index.js"):
            os.makedirs(os.path.dirname(os.path.join(self.root, name)), exist_ok=True)
            open(os.path.join(self.root, name), "w", encoding="utf-8").close()

    def place(self, *lines):
        return frontend_failure.place_in(list(lines), os.path.join(self.root, "ui"))

    def test_are_read_as_bundlers_write_them(self):
        for line in ("src/a.js:3:7: ERROR: no", f"file: {self.root}/ui/src/a.js:3:7", "ERROR in ./src/a.js 3:0", "src/a.js(3,7): error"):
            self.assertEqual(self.place(line), {"file": "ui/src/a.js", "line": 3}, line)

    def test_are_those_of_the_project_with_a_line_before_those_without(self):
        lines = ("at node_modules/x/index.js:1:1", "npm error in package.json", "src/a.js", "src/b.ts:9:1 - error")
        self.assertEqual(self.place(*lines), {"file": "ui/src/b.ts", "line": 9})
        self.assertEqual(self.place(*lines[:3]), {"file": "ui/src/a.js"})
        self.assertEqual(self.place("nothing at all", "../etc/passwd:1"), {})


class Placed(unittest.TestCase):
    def setUp(self):
        self.root = os.path.realpath(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.root)
        for module in (frontend_failure, frontend_build):
            patch = mock.patch.object(module, "PROJECT", self.root)
            patch.start()
            self.addCleanup(patch.stop)
        for name in ("ui/dist/index.html", "ui/dist/static/a.js", "web/client/old.txt"):
            os.makedirs(os.path.dirname(os.path.join(self.root, name)), exist_ok=True)
            with open(os.path.join(self.root, name), "w", encoding="utf-8") as file:
                file.write(name)

    def there(self, path):
        with open(os.path.join(self.root, path), encoding="utf-8") as file:
            return file.read()

    def test_what_is_in_a_folder_beside_what_is_there(self):
        frontend_build.place("ui/dist", "web/client", "ui")
        self.assertEqual(self.there("web/client/static/a.js"), "ui/dist/static/a.js")
        self.assertEqual(self.there("web/client/old.txt"), "web/client/old.txt")

    def test_a_file_under_another_name_or_into_a_folder(self):
        frontend_build.place("ui/dist/index.html", "web/templates/app.html", "ui")
        frontend_build.place("ui/dist/index.html", "web/pages/", "ui")
        frontend_build.place("ui/dist/index.html", "web/client", "ui")
        for path in ("web/templates/app.html", "web/pages/index.html", "web/client/index.html"):
            self.assertEqual(self.there(path), "ui/dist/index.html")

    def test_what_the_build_has_not_written_ends_it(self):
        with self.assertRaises(SystemExit), mock.patch("sys.stderr") as said:
            frontend_build.place("ui/build", "web/client", "ui")
        self.assertIn('"step": "place"', said.write.call_args_list[0].args[0])


class Output(unittest.TestCase):
    def test_is_what_was_written_even_when_it_is_the_same_again_and_no_packages(self):
        root = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, root)

        def write(name):
            path = os.path.join(root, name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path + ".new", "w", encoding="utf-8") as file:
                file.write("text")
            os.replace(path + ".new", path)
            return path

        same, _ = write("static/a.css"), write("src/b.js")
        before = frontend_build.state(root)
        write("static/a.css")
        new = write("dist/.vite/manifest.json")
        write("node_modules/x.js")
        write("dist/x.tsbuildinfo")
        after = frontend_build.state(root)
        self.assertEqual(sorted(path for path in after if after[path] != before.get(path)), sorted([same, new]))
