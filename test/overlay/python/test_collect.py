"""collect.py and what goes with it: static files while the image is built."""
import gzip
import json
import os
import shutil
import tempfile
import threading
import unittest
from unittest import mock

import compress
import static_table
from projects import SETTINGS, Project

COLLECTING = SETTINGS + "\nSTATIC_ROOT = BASE_DIR / 'collected'\nSTATICFILES_DIRS = [BASE_DIR / 'assets']\n"
MANIFEST = """
import django
if django.VERSION >= (4, 2): STORAGES = {'staticfiles': {'BACKEND': 'site_.storage.Storage'}}
else: STATICFILES_STORAGE = 'site_.storage.Storage'
"""
STORAGE = "from whitenoise.storage import CompressedManifestStaticFilesStorage as Storage\n"


def collect(project):
    code = f"import examine, collect; examine.PROJECT = {project.root!r}; collect.main()"
    done = project.run("-c", code, SIMPLE_DEPLOY_BUILDING="1")
    if done.returncode == 0:
        return json.loads(done.stdout.splitlines()[-1])
    mark, _, failure = done.stderr.splitlines()[-1].partition(" ")
    assert mark == "simple-deploy-failure", done.stderr
    return json.loads(failure)


def with_commands(commands, settings=""):
    """Files of a project with apps that have one command each: by their names, with the body."""
    head = "from django.core.management.base import BaseCommand, CommandError\nclass Command(BaseCommand):\n"
    option = "    def add_arguments(self, parser):\n        parser.add_argument('--force', action='store_true')\n"
    files = {f"{app}/{folder}__init__.py": "" for app in commands for folder in ("", "management/", "management/commands/")}
    for app, (name, body) in commands.items():
        text = f"{head}{option}    def handle(self, **options):\n        {body}\n"
        files[f"{app}/management/commands/{name}.py"] = text
    installed = f"INSTALLED_APPS += {list(commands)!r}\n"
    return {**files, "site_/settings.py": COLLECTING + installed + settings, "assets/a.css": ""}


class Collecting(unittest.TestCase):
    def test_gives_the_folder_that_holds_the_result(self):
        with Project({"site_/settings.py": COLLECTING, "assets/a.css": "a {}"}) as project:
            self.assertEqual(collect(project), {"roots": [project.root + "/collected"], "notes": []})
            self.assertEqual(os.listdir(project.root + "/collected"), ["a.css"])

    def test_a_folder_that_does_not_exist_is_worth_a_word_and_no_more(self):
        with Project({"site_/settings.py": COLLECTING}) as project:
            found = collect(project)
        self.assertIn(project.root + "/assets, named in STATICFILES_DIRS, does not exist", "".join(found["notes"]))

    def test_an_empty_entry_does_not_serve_the_code(self):
        settings = COLLECTING.replace("[BASE_DIR / 'assets']", "['', ('code', ''), BASE_DIR / 'assets']")
        with Project({"site_/settings.py": settings, "assets/a.css": "a {}"}) as project:
            found = collect(project)
            self.assertEqual(os.listdir(project.root + "/collected"), ["a.css"])
        self.assertEqual(len(found["notes"]), 1)
        self.assertIn("An empty entry of STATICFILES_DIRS", found["notes"][0])

    def test_what_a_manifest_storage_misses_is_told_with_the_line_that_refers_to_it(self):
        files = {"site_/settings.py": COLLECTING + MANIFEST, "site_/storage.py": STORAGE,
                 "assets/css/a.css": "a {}\n\nb { background: url('../img/none.png') }\n"}
        with Project(files) as project:
            found = collect(project)
        told = {name: found.get(name) for name in ("kind", "missing", "referring", "file", "line")}
        self.assertEqual(told, {"kind": "collectstatic", "missing": "img/none.png", "referring": "css/a.css",
                                "file": "assets/css/a.css", "line": 3})

    def test_an_error_of_the_projects_own_code_is_told_with_its_place(self):
        storage = STORAGE + "class Storage(Storage):\n    def path(self, name):\n        return self.nothing\n"
        files = {"site_/settings.py": COLLECTING + MANIFEST, "site_/storage.py": storage, "assets/a.css": ""}
        with Project(files) as project:
            found = collect(project)
        self.assertEqual([found["exception"], found["file"], found["line"]], ["AttributeError", "site_/storage.py", 4])

    def test_an_import_of_manage_py_that_fails_is_told_with_its_line(self):
        text = "import os, sys\nimport nowhere_at_all\n"
        with Project({"site_/settings.py": COLLECTING, "assets/a.css": "", "manage.py": text}) as project:
            found = collect(project)
        self.assertEqual([found["exception"], found["file"], found["line"]], ["ModuleNotFoundError", "manage.py", 2])

    def test_an_error_of_the_command_itself_is_told_by_its_message(self):
        with Project({"site_/settings.py": COLLECTING.replace("BASE_DIR / 'collected'", "BASE_DIR / 'assets'")}) as project:
            found = collect(project)
        self.assertIn("STATICFILES_DIRS", found["message"])

    def test_apps_that_make_static_files_do_so_before_and_after(self):
        note = "open('order', 'a').write('{0}:' + str(__import__('os').path.exists('collected')) + ' ')"
        commands = {"compressor": ("compress", note.format("compress")), "sass_processor": ("compilescss", note.format("compilescss"))}
        with Project(with_commands(commands, "COMPRESS_OFFLINE = True\n")) as project:
            self.assertEqual(collect(project)["roots"], [project.root + "/collected"])
            with open(project.root + "/order", encoding="utf-8") as file:
                self.assertEqual(file.read(), "compilescss:False compress:True ")

    def test_what_compressor_would_make_for_a_page_is_made_beforehand(self):
        forced = {"compressor": ("compress", "open('forced', 'w').write(str(options['force']))")}
        with Project(with_commands(forced)) as project:
            self.assertEqual(collect(project)["notes"], [])
            with open(project.root + "/forced", encoding="utf-8") as file:
                self.assertEqual(file.read(), "True")

    def test_what_compressor_remembers_needs_no_server(self):
        body = "from django.core.cache import caches; caches['pages'].set('a', 'kept'); open('said', 'w').write(caches['pages'].get('a'))"
        elsewhere = "CACHES = {alias: {'BACKEND': 'site_.elsewhere.Cache'} for alias in ('default', 'pages')}\n"
        backend = "def Cache(*of, **options):\n    raise ConnectionError('no server')\n"
        for more in ("", "COMPRESS_OFFLINE = True\n"):
            files = {**with_commands({"compressor": ("compress", body)}, elsewhere + more), "site_/elsewhere.py": backend}
            with Project(files) as project:
                self.assertEqual(collect(project), {"roots": [project.root + "/collected"], "notes": []})
                with open(project.root + "/said", encoding="utf-8") as file:
                    self.assertEqual(file.read(), "kept")

    def test_what_cannot_be_made_beforehand_is_worth_a_word(self):
        failing = {"compressor": ("compress", "raise CommandError('a tag needs the request')")}
        with Project(with_commands(failing)) as project:
            self.assertIn("COMPRESS_OFFLINE = True", collect(project)["notes"][0])
            self.assertIn("(a tag needs the request)", collect(project)["notes"][0])
        with Project(with_commands(failing, "COMPRESS_ENABLED = False\n")) as project:
            self.assertEqual(collect(project)["notes"], [])


class Names(unittest.TestCase):
    def test_that_hold_a_hash(self):
        for name in ("main-BkJ2x_9z.js", "assets/index-DkLmAbCd.css", "app.3f2a9c1b7d.css", "chunk-5XQK2ZLA.js",
                     "8a7f3c21d04be5f6a7b8.png", "vendors.0a1b2c3d.js.map", "a-Bx-3_k-9.js"):
            self.assertTrue(static_table.has_hash(name), name)

    def test_that_hold_none(self):
        for name in ("jquery-validation.js", "jquery-3.7.1.min.js", "bootstrap-grid.rtl.min.css", "report-20240131.css",
                     "myComponent.js", "vendorsAll.js", "main.js", "deadbeef.js", "app.bundleAB.js", "chart-module2.js",
                     "date-fns-locale-de.js", "logo-ACMECORP.svg", "app-my_theme.css", "v1.20240131.css"):
            self.assertFalse(static_table.has_hash(name), name)


class Table(unittest.TestCase):
    def setUp(self):
        self.root = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, self.root)

    def write(self, name, text):
        os.makedirs(os.path.dirname(os.path.join(self.root, name)), exist_ok=True)
        with open(os.path.join(self.root, name), "w", encoding="utf-8") as file:
            file.write(text)

    def test_only_what_a_bundler_has_just_written_is_immutable(self):
        for name in ("dist/main-BkJ2x_9z.js", "dist/other-BkJ2x_9z.js", "dist/main.js", "CACHE/js/output.0123456789ab.js"):
            self.write(name, name)
        found = static_table.table(self.root, frozenset({"main-BkJ2x_9z.js", "main.js"}))
        self.assertEqual(found["immutable"], ["CACHE/js/output.0123456789ab.js", "dist/main-BkJ2x_9z.js"])
        self.assertEqual(len(set(found["etags"].values())), 4)

    def test_the_compressed_form_is_made_once_and_then_copied(self):
        cache = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, cache)
        text = "body { color: red }\n" * 50
        for name in ("a.css", "sub/b.css"):
            self.write(name, text)
        self.write("tiny.css", "a")
        self.write("image.png", text)
        self.write("a.css.gz", "of other content")
        compress.compress_tree(self.root, cache)
        found = sorted(os.path.relpath(os.path.join(folder, name), self.root) for folder, _, names in os.walk(self.root) for name in names)
        self.assertEqual([name for name in found if name.endswith(".gz")], ["a.css.gz", "sub/b.css.gz"])
        for name in ("a.css.gz", "sub/b.css.gz"):
            with gzip.open(os.path.join(self.root, name), "rt") as file:
                self.assertEqual(file.read(), text)
        [kept] = [os.path.join(folder, name) for folder, _, names in os.walk(cache) for name in names if name == "file.gz"]
        with open(kept, "wb") as file:
            file.write(b"from the cache")
        compress.compress_tree(self.root, cache)
        with open(os.path.join(self.root, "a.css.gz"), "rb") as file:
            self.assertEqual(file.read(), b"from the cache")

    def test_two_files_of_one_content_are_compressed_at_one_time(self):
        both, renamed, seen = threading.Barrier(2), threading.Event(), []
        copyfile, rename = shutil.copyfile, os.rename

        def copy(source, goal):
            """The second is at its copy when the first is through with all."""
            if threading.get_ident() not in seen:
                seen.append(threading.get_ident())
                if both.wait(20) == 1:
                    renamed.wait(20)
            return copyfile(source, goal)

        def move(source, goal):
            rename(source, goal)
            renamed.set()

        for name in ("a.css", "b.css"):
            self.write(name, "p { color: red }\n" * 200)
        with tempfile.TemporaryDirectory() as cache, mock.patch.object(compress.os, "cpu_count", lambda: 2):
            with mock.patch.object(compress.shutil, "copyfile", copy), mock.patch.object(compress.os, "rename", move):
                compress.compress_tree(self.root, cache)
        self.assertTrue(all(os.path.exists(os.path.join(self.root, name)) for name in ("a.css.gz", "b.css.gz")))
