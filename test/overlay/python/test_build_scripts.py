"""The scripts that run while the image is built."""
import argparse
import hashlib
import io
import json
import os
import pathlib
import shutil
import stat
import sys
import tempfile
import traceback
import unittest
from unittest import mock

import compile_missing
import credentials
import install
import layer
import lend
import app_user
import locked
import made_by_settings
import old_setuptools
import older_build_tools
import pdm_lock
import pydantic_fields
import requirement_files
import shown_traceback


class Requirements(unittest.TestCase):
    def test_folders_are_left_to_the_import_path(self):
        for line in ("-e .", "-e ./lib", "--editable=lib", "./lib", ".", "../shared", "file:///x", "-e lib[extra]", "lib @ file:///x/lib ; python_version > '3'", "-e './my lib'", "\"./my lib\""):
            self.assertTrue(requirement_files.without_local_path(line).startswith("#"), line)

    def test_the_rest_stays(self):
        for line in ("Django==5.2", "-r base.txt", "-c constraints.txt", "./vendor/x-1.0-py3-none-any.whl",
                     "x @ git+https://example.com/x.git", "# note", "", "--hash=sha256:abc"):
            self.assertEqual(requirement_files.without_local_path(line), line)

    def test_a_frozen_list_is_read_like_others_and_a_lock_of_a_manager_is_not(self):
        with tempfile.TemporaryDirectory() as folder:
            source = os.path.join(folder, "manifests")
            os.mkdir(source)
            for name in ("requirements.lock", "api-requirements.lock", "uv.lock"):
                with open(os.path.join(source, name), "w", encoding="utf-8") as file:
                    file.write("-e file:.\n")
            copy = requirement_files.readable_copy(source, os.path.join(folder, "copy"))
            texts = {name: pathlib.Path(copy, name).read_text(encoding="utf-8") for name in os.listdir(copy)}
        self.assertEqual(texts, {"requirements.lock": "# -e file:.\n", "api-requirements.lock": "# -e file:.\n",
                                 "uv.lock": "-e file:.\n"})

    def test_an_editable_clone_is_installed_like_any_other(self):
        self.assertEqual(requirement_files.without_local_path("-e git+https://example.com/x.git#egg=x"),
                         "git+https://example.com/x.git#egg=x")


    def test_keep_their_lines_and_lose_what_pip_does_not_heed(self):
        text = ("# kept by hand\r\npsycopg2>=2.7.5 --no-binary psycopg2  # why\r\nDjango==5.2 \\\r\n    --hash=sha256:00 \\\r\n"
                "    --hash=sha256:11\r\nsix==1.16;\r\n--no-binary=six\r\nx==1 -i https://pip.invalid/simple\r\n-r base.txt\r\n"
                "a @ https://host.invalid/a.zip#egg=a\r\nb-c==1 ; python_version >= '3'\r\nlast==2 \\")
        self.assertEqual([" ".join(line.split()) for line in requirement_files.readable(text).split("\n")], [
            "", "psycopg2>=2.7.5", "Django==5.2 --hash=sha256:00 --hash=sha256:11", "", "", "six==1.16", "--no-binary=six", "x==1",
            "-r base.txt", "a @ https://host.invalid/a.zip#egg=a", "b-c==1 ; python_version >= '3'", "last==2", ""])

    def test_packages_for_another_system_get_a_marker(self):
        lines = {"pywin32==306": 'pywin32==306 ; sys_platform == "win32"', "PyWin32": 'PyWin32 ; sys_platform == "win32"',
                 "pyobjc_framework_Cocoa>=9 --hash=sha256:00": 'pyobjc_framework_Cocoa>=9 ; sys_platform == "darwin" --hash=sha256:00',
                 "backports.zoneinfo==0.2.1": 'backports.zoneinfo==0.2.1 ; python_version < "3.9"',
                 "backports.zoneinfo;python_version<'3.9'": "backports.zoneinfo;python_version<'3.9'", "typing-extensions==4": "typing-extensions==4",
                 "dataclasses==0.8": 'dataclasses==0.8 ; python_version < "3.7"', "dataclasses-json==1": "dataclasses-json==1",
                 "pkg_resources==0.0.0": 'pkg_resources==0.0.0 ; sys_platform == "none"',
                 "pywin32==306 ; sys_platform == 'win32'": "pywin32==306 ; sys_platform == 'win32'", "pywin32-ctypes==1": "pywin32-ctypes==1"}
        for line, expected in lines.items():
            self.assertEqual(requirement_files.readable_line(line), expected)

    def test_are_read_as_the_shell_of_their_author_wrote_them(self):
        text = "Django==5.2  # é\nsix\n"
        with tempfile.TemporaryDirectory() as top:
            os.makedirs(os.path.join(top, "manifests/more"))
            for name, encoding in (("a.txt", "utf-16"), ("more/b.in", "utf-8-sig"), ("c.pip", "utf-32"), ("d.txt", "latin-1"), ("e.lock", "utf-16")):
                with open(os.path.join(top, "manifests", name), "w", encoding=encoding, newline="\r\n") as file:
                    file.write(text)
            with open(os.path.join(top, "manifests/f.txt"), "wb") as file:
                file.write(b"\xfe\xff" + text.encode("utf-16-be"))
            copy = requirement_files.readable_copy(os.path.join(top, "manifests"), os.path.join(top, "copy"))
            for name in ("a.txt", "more/b.in", "c.pip", "d.txt", "f.txt"):
                with open(os.path.join(copy, name), encoding="ascii") as file:
                    self.assertEqual(file.read(), "Django==5.2\nsix\n", name)
            with open(os.path.join(copy, "e.lock"), encoding="utf-16") as file:
                self.assertEqual(file.read(), text)

    def test_poetry_of_another_release_reads_the_lock_too(self):
        text = '[tool.poetry]\nname = "requires-poetry"\n  requires-poetry = "==2.0.1"\n[tool.poetry.requires-plugins]\n'
        self.assertEqual(requirement_files.without_release_of_poetry(text),
                         text.replace('  requires-poetry =', '#   requires-poetry ='))


class Locks(unittest.TestCase):
    def command(self, manager, groups=(), extras=()):
        asked = argparse.Namespace(manager=manager, group=list(groups), project_extra=list(extras), package=None)
        with mock.patch("tools.manager_python", lambda uv, name: name):
            return " ".join(locked.command("uv", asked))

    def test_development_stays_out_and_chosen_groups_come_in(self):
        self.assertIn("--no-default-groups --no-emit-local", self.command("uv"))
        self.assertIn("--group web --extra fast", self.command("uv", ["web"], ["fast"]))
        self.assertNotIn("--with ", self.command("poetry"))
        self.assertIn("--with web --extras fast", self.command("poetry", ["web"], ["fast"]))
        self.assertIn("--categories packages web", self.command("pipenv", ["web"]))

    def test_pdm_refuses_to_leave_development_out_when_a_group_is_named(self):
        self.assertIn("--prod", self.command("pdm", extras=["fast"]))
        self.assertNotIn("--prod", self.command("pdm", ["web"]))

    def test_pdm_without_groups_in_its_lock_is_resolved_by_what_is_locked(self):
        text = ('[metadata]\nstrategy = ["cross_platform"]\n\n[[package]]\nname = "django"\nversion = "4.2.1"\nfiles = [\n'
                '    {file = "x.whl", hash = "sha256:00"},\n]\n\n[[package]]\nname = "lib"\nversion = "1"\nextras = ["x"]\n\n'
                '[[package]]\nname = "lib"\nversion = "1"\n\n[[package]]\nname = "own"\nversion = "0.1"\npath = "./own"\nsummary = ""\n')
        self.assertEqual(pdm_lock.pins(text), ["django==4.2.1", "lib==1"])
        asked = argparse.Namespace(manager="pdm", group=[], project_extra=[], package=None, index=["https://i.invalid"], default_index=None)
        results = [mock.Mock(returncode=1, stderr="re-generate the lock file with `inherit_metadata` strategy.", stdout=""),
                   mock.Mock(returncode=0, stderr="", stdout="django>=4\n"), mock.Mock(returncode=0, stderr="", stdout="django==4.2.1\n")]
        with tempfile.TemporaryDirectory() as top, mock.patch("tools.manager_python", lambda uv, name: name):
            with open(os.path.join(top, "pdm.lock"), "w", encoding="utf-8") as file:
                file.write(text)
            with mock.patch.object(locked.subprocess, "run", side_effect=results) as run, mock.patch("sys.stderr"):
                self.assertEqual(locked.exported("uv", asked, os.path.join(top, "pdm.lock")), "django==4.2.1\n")
        declared, resolved = (call.args[0] for call in run.call_args_list[1:])
        self.assertEqual(declared[-2:], ["--prod", "--pyproject"])
        self.assertIn("https://i.invalid", resolved)
        contents = []
        for path in (resolved[resolved.index("-c") + 1], resolved[resolved.index("-c") + 2]):
            with open(path, encoding="utf-8") as file:
                contents.append(file.read())
            os.unlink(path)
        self.assertEqual(contents, ["django==4.2.1\nlib==1\n", "django>=4\n"])

    def test_groups_of_a_pylock_are_the_installers_to_choose(self):
        asked = argparse.Namespace(lock="a/pylock.toml", group=["default", "dev"], project_extra=["fast"])
        self.assertEqual(
            locked.chosen_in_pylock(asked), ["--group", "default", "--group", "dev", "--extra", "fast"]
        )
        asked.lock = "a/uv.lock"
        self.assertEqual(locked.chosen_in_pylock(asked), [])

    def test_what_is_installed_stays(self):
        self.assertEqual(install.constraints("django==5.2.19\nx @ git+https://example.com/x.git@abc\n-e /x\n"), ["django==5.2.19"])


class OldSetuptools(unittest.TestCase):
    def completed(self, packages, manifests=()):
        with tempfile.TemporaryDirectory() as top:
            for path, text in {**{f"site/{name}": text for name, text in packages.items()},
                               **{f"manifests/{name}": text for name, text in dict(manifests).items()}}.items():
                os.makedirs(os.path.dirname(os.path.join(top, path)), exist_ok=True)
                with open(os.path.join(top, path), "w", encoding="utf-8") as file:
                    file.write(text)
            done = mock.Mock(returncode=0)
            with mock.patch.object(old_setuptools.subprocess, "run", return_value=done) as run, mock.patch("sys.stderr", io.StringIO()) as said:
                old_setuptools.complete(["uv"], f"{top}/site", f"{top}/manifests")
            return [call.args[0] for call in run.call_args_list], said.getvalue()

    def test_comes_where_a_package_loads_what_only_it_has(self):
        command, said = self.completed({"pay/__init__.py": "import os\nfrom pkg_resources import get_distribution\n"})
        self.assertEqual(command, [["uv", "--no-deps", "setuptools<81"]])
        self.assertIn("pay/__init__.py loads pkg_resources", said)
        self.assertEqual(len(self.completed({"gunicorn/util.py": "import pkg_resources\n", "setuptools/__init__.py": ""})[0]), 1)

    def test_is_not_wanted_by_tests_guarded_imports_and_names_alike(self):
        packages = {"a/tests/x.py": "import pkg_resources\n", "b/setup.py": "import pkg_resources\n", "setuptools/x.py": "import pkg_resources\n",
                    "c/__init__.py": "try:\n    import pkg_resources\nexcept ImportError:\n    pass\n", "d.py": "import pkg_resources_x\n",
                    "e/_vendor/y.py": "import pkg_resources\n"}
        self.assertEqual(self.completed(packages)[0], [])

    def test_stays_as_the_project_has_it(self):
        loads = {"pay.py": "import pkg_resources\n"}
        self.assertEqual(self.completed({**loads, "pkg_resources/__init__.py": ""})[0], [])
        for name, text in (("requirements.txt", "Django\nsetuptools==82.0\n"), ("poetry.lock", '[[package]]\nname = "setuptools"\n'),
                           ("Pipfile.lock", '{\n  "setuptools": {\n')):
            self.assertEqual(self.completed(loads, {name: text})[0], [], name)
        self.assertEqual(len(self.completed(loads, {"setup.cfg": "setup_requires =\n  setuptools>=61\n"})[0]), 1)


class User(unittest.TestCase):
    def test_a_library_may_have_brought_its_configuration(self):
        folder = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, folder)
        os.makedirs(f"{folder}/etc/fonts")
        with mock.patch("os.chown"):
            app_user.add_user(folder)
        self.assertTrue(os.path.isdir(f"{folder}/data"))


class Credentials(unittest.TestCase):
    def lent(self, secrets, **given):
        folder = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, folder)
        for name, text in secrets.items():
            with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
                file.write(text)
        environment = dict(given)
        credentials.lend(folder, environment)
        self.addCleanup(shutil.rmtree, environment["HOME"])
        return folder, environment

    def test_an_id_in_capitals_is_a_variable_without_the_line_feed_of_echo(self):
        _, lent = self.lent({"UV_INDEX_ACME_PASSWORD": "a b\n", "note": "x"})
        self.assertEqual(lent["UV_INDEX_ACME_PASSWORD"], "a b")
        self.assertNotIn("x", lent.values())

    def test_a_netrc_is_found_by_uv_and_by_git(self):
        folder, lent = self.lent({"netrc": "machine x login y password z\n"})
        self.assertEqual(lent["NETRC"], folder + "/netrc")
        self.assertEqual(os.readlink(lent["HOME"] + "/.netrc"), folder + "/netrc")

    def test_uv_is_told_what_pip_was_told(self):
        _, lent = self.lent({"pip.conf": "[global]\nindex-url = https://a/simple\nextra-index-url =\n  https://b/%(x)s\n  https://c\n"})
        self.assertEqual([lent["UV_DEFAULT_INDEX"], lent["UV_INDEX"]], ["https://a/simple", "https://b/%(x)s https://c"])
        _, lent = self.lent({"PIP_EXTRA_INDEX_URL": "https://u:p@d/simple\n"}, UV_DEFAULT_INDEX="https://e")
        self.assertEqual([lent["UV_DEFAULT_INDEX"], lent["UV_INDEX"]], ["https://e", "https://u:p@d/simple"])

    def test_an_unknown_host_is_never_trusted(self):
        folder, lent = self.lent({"known_hosts": "x\n"})
        self.assertIn("StrictHostKeyChecking=yes", lent["GIT_SSH_COMMAND"])
        self.assertIn(f"UserKnownHostsFile={folder}/known_hosts", lent["GIT_SSH_COMMAND"])
        _, lent = self.lent({})
        self.assertNotIn("UserKnownHostsFile", lent["GIT_SSH_COMMAND"])

    def test_an_empty_bundle_is_none(self):
        folder, lent = self.lent({"ca": ""})
        self.assertNotIn("SSL_CERT_FILE", lent)
        folder, lent = self.lent({"ca": "x"})
        self.assertEqual([lent["SSL_CERT_FILE"], lent["GIT_SSL_CAINFO"]], [folder + "/ca"] * 2)


class Compiling(unittest.TestCase):
    def wanted(self, text):
        return compile_missing.wanted_by(text)

    def test_asks_for_what_the_build_misses_and_the_compiler(self):
        said = "error: Failed to build `psycopg2==2.9.9`\n  Error: pg_config executable not found.\n"
        self.assertEqual(self.wanted(said), {"libpq-dev", *compile_missing.COMPILER})
        said = "error: Failed to build `x==1`\n  error: command 'gcc' failed: No such file or directory\n"
        self.assertEqual(self.wanted(said), set(compile_missing.COMPILER))

    def test_knows_what_pillow_means(self):
        said = ("error: Failed to build `pillow==5.3.0`\n  The headers or library files could not be found for zlib,\n"
                "  a required dependency when compiling Pillow from source.\n")
        self.assertLessEqual({"zlib1g-dev", "libjpeg-dev", "gcc"}, self.wanted(said))

    def test_git_needs_no_compiler(self):
        said = "error: Failed to download and build `x @ git+https://example.com/x`\n  cause: Git executable not found\n"
        self.assertEqual(self.wanted(said), {"git", "ca-certificates"})

    def test_no_package_helps_requirements_that_contradict_each_other(self):
        self.assertEqual(self.wanted("error: No solution found\n  cause: Because you require gcc==1 and libffi\n"), set())

    def test_looks_at_the_last_failure_alone(self):
        said = "error: Failed to build `a`\n  ffi.h: No such file\nerror: Failed to build `b`\n  KeyError: '__version__'\n"
        self.assertEqual(self.wanted(said), set())


class Driver(unittest.TestCase):
    extras = ["gunicorn", install.PSYCOPG]

    def test_is_the_older_one_for_a_django_that_resolves_to_one_before_4_2(self):
        plan = "Resolved 4 packages in 1ms\nWould install 4 packages\n + asgiref==3.7.2\n + django==%s\n + pytz==2024.1\n"
        for version in ("3.1", "3.2.25", "4.1.13"):
            self.assertEqual(install.with_suitable_driver(self.extras, plan % version), ["gunicorn", "psycopg2-binary"])
        for version in ("1.11.29", "2.2.28", "3.0.14"):
            self.assertEqual(install.with_suitable_driver(self.extras, plan % version), ["gunicorn", "psycopg2-binary==2.8.6"])
        for version in ("4.2", "5.2.19", "10.1"):
            self.assertEqual(install.with_suitable_driver(self.extras, plan % version), self.extras)

    def test_of_the_project_stays(self):
        plan = " + django==3.2.25\n + psycopg==3.1.18\n"
        self.assertEqual(install.with_suitable_driver(self.extras, plan), self.extras)

    def test_is_no_question_when_nothing_resolves(self):
        self.assertEqual(install.with_suitable_driver(self.extras, "error: No solution found"), self.extras)


class Lending(unittest.TestCase):
    def missing(self, exception, message, environment=False):
        return lend.missing({"exception": exception, "message": message, "environment": environment})

    def test_reads_the_name_from_each_idiom(self):
        self.assertEqual(self.missing("KeyError", "'SECRET_KEY'", environment=True), "SECRET_KEY")
        self.assertEqual(self.missing("ImproperlyConfigured", "Set the API_KEY environment variable"), "API_KEY")
        message = "API_KEY not found. Declare it as envvar or define a default value."
        self.assertEqual(self.missing("UndefinedValueError", message), "API_KEY")
        self.assertEqual(self.missing("EnvError", 'Environment variable "API_KEY" not set'), "API_KEY")

        message = "Couldn't setup configuration 'x.Live':  Value 'API' is required to be set as the environment variable 'DJANGO_API'"
        self.assertEqual(self.missing("ValueError", message), "DJANGO_API")

    def test_reads_the_name_from_what_people_write(self):
        for message in ("Set the API_KEY env variable", "Environment variable 'API_KEY' must be set before subclassing 'Environment'",
                        "environment variable API_KEY is required", "Missing required environment variable: API_KEY",
                        "missing env variable `API_KEY`", "The API_KEY environment variable must be set", "API_KEY env variable is not set",
                        "Required environment variable 'API_KEY' is missing", "Environment variable API_KEY was not found"):
            self.assertEqual(self.missing("RuntimeError", message), "API_KEY", message)
        listing = {"exception": "ImproperlyConfigured", "message": "Incorrect environment variables. Missing: A_KEY, B_KEY. Invalid: none"}
        self.assertEqual([lend.missing(listing), lend.missing(listing, {"A_KEY"}), lend.missing(listing, {"A_KEY", "B_KEY"})], ["A_KEY", "B_KEY", None])
        for message in ("Environment variable names must be text", "the environment variable is not set", "Set the api", "no environment variable is set"):
            self.assertIsNone(self.missing("RuntimeError", message), message)

    def test_a_key_error_of_a_dictionary_is_none_of_it(self):
        self.assertIsNone(self.missing("KeyError", "'name'"))
        self.assertIsNone(self.missing("NameError", "name 'X' is not defined"))

    def run_settings(self, code, demanded=()):
        """Runs the code as settings would be, with the failure line that examine.py writes."""
        script = f"""
import json, os, sys
try:
    {code}
except Exception as error:
    import traceback
    last = traceback.extract_tb(error.__traceback__)[-1].filename
    print('simple-deploy-failure ' + json.dumps({{'exception': type(error).__name__, 'message': str(error),
          'environment': last.endswith('os.py') or last == '<frozen os>', 'named': getattr(error, 'named', []),
          'certain': getattr(error, 'certain', False)}}), file=sys.stderr)
    sys.exit(1)
print(json.dumps({{}}))
"""
        with mock.patch.dict(os.environ, {"PATH": os.environ["PATH"]}, clear=True):
            return lend.lend_variables([sys.executable, "-c", script], demanded)[1]

    def test_lends_one_after_the_other_and_nothing_else(self):
        lent = self.run_settings("os.environ['A']; os.environ['B_URL']; os.environ['DATABASE_URL']")
        self.assertEqual(sorted(lent), ["A", "B_URL", "DATABASE_URL"])
        self.assertTrue(lent["DATABASE_URL"].startswith("sqlite:"))

    def test_gives_addresses_where_the_name_asks_for_one(self):
        for name in ("API_URL", "MONGO_URI"):
            self.assertEqual(lend.first_value(name), "https://placeholder.invalid/1")
        for name in ("SENTRY_DSN", "DSN"):
            self.assertEqual(lend.first_value(name), "https://placeholder@placeholder.invalid/1")
        self.assertEqual(lend.first_value("DB_DSN"), lend.first_value("DATABASE_URL"))
        self.assertEqual(lend.first_value("REDIS_CACHE_URL"), "locmemcache://")
        # Settings read each part of it, which an address for the output has not: env.email_url()["EMAIL_USE_TLS"]
        self.assertRegex(lend.first_value("DJANGO_EMAIL_URL"), r"^smtp\+tls://\w+:\w+@[\w.]+:587$")
        self.assertEqual(lend.first_value("REDIS_TLS_URL"), "redis://placeholder.invalid:6379/0")

    def test_tries_each_value_once_for_a_name_that_is_asked_for_again(self):
        code = """os.environ.get('A', '').startswith('%s') or (_ for _ in ()).throw(RuntimeError('Set the A environment variable'))"""
        self.assertEqual(self.run_settings(code % "{"), {"A": "{}"})
        with self.assertRaises(SystemExit), mock.patch("sys.stderr"):
            self.run_settings(code % "never")

    def test_lends_a_key_that_looks_like_one(self):
        code = "key = os.environ['DJANGO_SECRET_KEY']; weak = len(key) < 50 or len(set(key)) < 20 or 'placeholder' in key; {'x': 1}['xy'[weak]]"
        self.assertEqual(self.run_settings(code), {"DJANGO_SECRET_KEY": lend.STRONG})
        self.assertEqual([lend.first_value(name) for name in ("APP_SECRETKEY", "AWS_SECRET_ACCESS_KEY")], [lend.STRONG, "placeholder"])

    def test_has_debug_off(self):
        self.assertEqual(self.run_settings("assert not int(os.environ['DJANGO_DEBUG'])"), {"DJANGO_DEBUG": "0"})

    def test_tries_a_number_where_text_does_not_please(self):
        self.assertEqual(self.run_settings("int(os.environ['PORTS'])"), {"PORTS": "1"})
        self.assertEqual(self.run_settings("json.loads(os.environ['CONF'])['x':] if 0 else dict(json.loads(os.environ['CONF']))"),
                         {"CONF": "{}"})

    def test_says_production_where_the_settings_choose_by_it(self):
        chosen = "os.environ['%s'] == '%s' and os.environ['KEY'] or (_ for _ in ()).throw(RuntimeError('Set the %s environment variable'))"
        for name, value in (("APP_ENV", "production"), ("STAGE", "prod"), ("TARGET", "production"), ("SITE_MODE", "prod")):
            self.assertEqual(self.run_settings(chosen % (name, value, name), [name]), {name: value, "KEY": "placeholder"})

    def test_lends_what_is_known_to_be_demanded_at_once(self):
        with mock.patch.object(lend.subprocess, "run", wraps=lend.subprocess.run) as run:
            lent = self.run_settings("[os.environ[name] for name in 'ABC']", ["A", "B", "C"])
        self.assertEqual((sorted(lent), run.call_count), (["A", "B", "C"], 1))

    def test_lends_the_value_that_is_known_too(self):
        known = {"JOBS": "7", "KEY": ""}
        self.assertEqual(self.run_settings("int(os.environ['JOBS']); os.environ['KEY']", known), {"JOBS": "7", "KEY": "placeholder"})
        # Where one of them does not please and nothing tells which, they come one after the other.
        code = "'OTHER' in os.environ and (_ for _ in ()).throw(ValueError('odd')); os.environ['JOBS'] == '7' or [][0]"
        self.assertEqual(self.run_settings(code, {"OTHER": "x", "JOBS": "7"}).get("JOBS"), "7")

    def test_an_error_that_names_nothing_takes_from_what_is_known(self):
        code = "os.environ['A'] == '1' and 'B' in os.environ or (_ for _ in ()).throw(RuntimeError('no B'))"
        with self.assertRaises(SystemExit), mock.patch("sys.stderr"):
            self.run_settings(code)
        self.assertEqual(self.run_settings(code, ["B"]), {"A": "1", "B": "placeholder"})

    def test_takes_what_the_failing_line_names_before_another(self):
        fail = "(_ for _ in ()).throw(type('E', (Exception,), {'named': ['X', '%s']})())"
        code = f"len({{*os.environ}} & {{*'ABCDEFGHIJ'}}) < 3 or {fail % 'Y'}; 'J' in os.environ or {fail % 'J'}"
        with mock.patch.object(lend, "MOST", 5), mock.patch.object(lend.subprocess, "run", wraps=lend.subprocess.run) as run:
            lent = self.run_settings(code, [*"ABCDEFGHIJ"])
        self.assertEqual((lent, run.call_count), ({"J": "placeholder"}, 5 + 2))

    def test_where_no_error_names_it_each_variable_gets_another_value_in_turn(self):
        fail = "(_ for _ in ()).throw(RuntimeError('%s'))"
        code = f"os.environ['A'] == '1' or {fail % 'odd'}; os.environ['E'].startswith('redis') or {fail % 'other'}"
        with mock.patch.object(lend.subprocess, "run", wraps=lend.subprocess.run) as run:
            lent = self.run_settings(code, [*"ABCDE"])
        self.assertEqual(lent, {**dict.fromkeys("ABCD", "placeholder"), "A": "1", "E": "redis://placeholder.invalid:6379/0"})
        self.assertEqual(run.call_count, 1 + 5 + 11)  # E, D, C, B and A by 1; then all by the next two, and E by the third

    def test_tries_nothing_by_chance_when_it_has_taken_long(self):
        code = "os.environ['A'] == '1' or (_ for _ in ()).throw(RuntimeError('odd'))"
        self.assertEqual(self.run_settings(code, ["A"]), {"A": "1"})
        with mock.patch.object(lend, "PATIENCE", 0), mock.patch("sys.stderr"), self.assertRaises(SystemExit):
            self.run_settings(code, ["A"])

    def test_gives_what_the_error_asks_for(self):
        code = "__import__('datetime').datetime.strptime(os.environ['A'], '%d/%m/%Y %z'); __import__('datetime').date.fromisoformat(os.environ['B'])"
        self.assertEqual(self.run_settings(code, ["A", "B"]), {"A": "01/01/2020 +0000", "B": "2020-01-01"})
        for message, value in (("Fernet key must be 32 url-safe base64-encoded bytes.", "A" * 43 + "="), ("Incorrect AES key length (11 bytes)", "0" * 32),
                               ("AES key must be either 16, 24, or 32 bytes long", "0" * 32), ("'No time zone found with key x'", "UTC"),
                               ("'x' does not appear to be an IPv4 or IPv6 network", "127.0.0.1")):
            failure = {"exception": "ValueError", "message": message}
            self.assertEqual((lend.next_value("X", "placeholder", failure), lend.next_value("X", value, failure)), (value, None), message)
        self.assertEqual(lend.asked_for({"exception": "KeyError", "message": "'key'"}), [])

    def test_a_value_that_pleases_is_not_given_up_for_another_failure(self):
        fail = "(_ for _ in ()).throw(RuntimeError('no'))"
        number = "(_ for _ in ()).throw(type('E', (Exception,), {'named': ['PORT']})())"
        code = f"os.environ['PORT'] == '1' or {number}; os.environ['B'] == '1' or {fail}"
        self.assertEqual(self.run_settings(code, ["B", "PORT"]), {"B": "1", "PORT": "1"})

    def test_a_failure_that_quotes_the_new_value_is_no_step_on(self):
        code = """
    begins = os.environ['DATABASE_URL'].partition('://')[0]
    if begins != 'sqlite': raise RuntimeError(f"'{begins}' isn't an available backend")
    raise RuntimeError('no such server')"""
        with mock.patch("sys.stderr") as stderr, self.assertRaises(SystemExit):
            self.run_settings(code.strip(), ["DATABASE_URL", "SERVER"])
        said = "".join(str(call.args[0]) for call in stderr.write.call_args_list)
        self.assertIn("no such server", said)

    def test_changes_the_value_that_does_not_please_among_many(self):
        known = ["A", "B", "PORT"]
        self.assertEqual(self.run_settings("os.environ['A'], os.environ['B'], int(os.environ['PORT'])", known),
                         {"A": "placeholder", "B": "placeholder", "PORT": "1"})

    def test_takes_the_name_of_the_value_from_the_line_that_fails(self):
        code = "os.environ['PORT'] == '1' or (_ for _ in ()).throw(type('E', (Exception,), {{'named': ['X', 'PORT']}})())"
        with mock.patch.object(lend.subprocess, "run", wraps=lend.subprocess.run) as run:
            lent = self.run_settings(code.replace("{{", "{").replace("}}", "}"), ["A", "PORT"])
        self.assertEqual((lent, run.call_count), ({"A": "placeholder", "PORT": "1"}, 2))

    def test_stops_at_once_where_an_import_always_fails(self):
        fail = "(_ for _ in ()).throw(type('E', (Exception,), {'certain': True})('%s'))"
        for message, runs in (("No module named x", 1), ("No module named site_.placeholder", 2)):
            code = f"os.environ['A'] == '1' or {fail % message}"
            with mock.patch.object(lend.subprocess, "run", wraps=lend.subprocess.run) as run, mock.patch("sys.stderr"):
                if runs == 1:
                    self.assertRaises(SystemExit, self.run_settings, code, ["A"])
                else:
                    self.assertEqual(self.run_settings(code, ["A"]), {"A": "1"})
            self.assertEqual(run.call_count, runs, message)

    def test_what_the_environment_has_is_not_lent(self):
        self.assertEqual(self.run_settings("pass", ["PATH"]), {})

    def test_stops_when_variables_are_not_the_reason(self):
        with self.assertRaises(SystemExit), mock.patch("sys.stderr"):
            self.run_settings("os.environ['A']; raise RuntimeError('no')")


class LockForAnotherPython(unittest.TestCase):
    def test_is_said_with_what_its_packages_ask_for(self):
        lines = ('asgiref==3.8.1 ; python_version == "3.10" \\\n    --hash=sha256:00\n', 'x==1 ; python_version < "3"\n',
                 'x==1 ; python_full_version == "3.8.2"\n')
        for line, marker, parts in zip(lines, ('python_version == "3.10"', 'python_version < "3"', 'python_full_version == "3.8.2"'), (2, 2, 3)):
            pins = install.listed("pins", [line.rstrip("\n")])
            with self.assertRaises(SystemExit), mock.patch("sys.stderr", io.StringIO()) as said:
                install.refuse_other_python("poetry.lock", pins)
            os.unlink(pins)
            failure = json.loads(said.getvalue().partition(" ")[2])
            self.assertEqual((failure["kind"], failure["lock"], failure["marker"]), ("lock", "poetry.lock", marker))
            self.assertEqual(failure["python"], ".".join(map(str, sys.version_info[:parts])))


class Lent(unittest.TestCase):
    def test_values_are_of_the_kind_that_the_name_tells(self):
        self.assertEqual(lend.first_value("DJANGO_DB_ENGINE"), "django.db.backends.sqlite3")
        self.assertEqual(lend.first_value("STATIC_ROOT"), "/simple-deploy/static")
        self.assertEqual(lend.first_value("SEARCH_ENGINE"), "placeholder")
        self.assertEqual([lend.first_value(name) for name in ("ENVIRONMENT", "DJANGO_ENV", "BACKSTAGE")],
                         ["production", "production", "placeholder"])


class MadeBySettings(unittest.TestCase):
    def test_is_there_empty_and_writable_and_nothing_else_is(self):
        with tempfile.TemporaryDirectory() as top:
            ran, goal = os.path.join(top, "ran"), os.path.join(top, "goal")
            for root in (ran, goal):
                os.makedirs(os.path.join(root, "site", "logs"))
            for path in ("media/avatars", "site/__pycache__"):
                os.makedirs(os.path.join(ran, path))
            for path in ("site/logs/all.log", "media/avatars/x.png"):
                with open(os.path.join(ran, path), "w", encoding="utf-8") as file:
                    file.write("text")
            made = made_by_settings.copy(ran, goal)
            self.assertEqual(made, ["media", "media/avatars", "media/avatars/x.png", "site/logs/all.log"])
            modes = [os.stat(os.path.join(goal, path)).st_mode & 0o777 for path in made]
            self.assertEqual(modes, [0o777, 0o777, 0o666, 0o666])
            self.assertEqual(os.path.getsize(os.path.join(goal, "site/logs/all.log")), 0)
            self.assertFalse(os.path.exists(os.path.join(goal, "site/__pycache__")))
            self.assertEqual(os.stat(os.path.join(goal, "site")).st_mode & 0o022, 0)


    def test_what_a_front_end_wrote_is_none_of_it(self):
        with tempfile.TemporaryDirectory() as top:
            ran, goal, built = (os.path.join(top, name) for name in ("ran", "goal", "built"))
            for root in (ran, built):
                os.makedirs(os.path.join(root, "static"))
                open(os.path.join(root, "static", "a.css"), "w", encoding="utf-8").close()
            os.makedirs(goal)
            self.assertEqual(made_by_settings.copy(ran, goal, built), [])
            self.assertEqual(os.listdir(goal), [])


class Pydantic(unittest.TestCase):
    """Errors as pydantic 2 raises them from the constructor of its settings."""

    def variables(self, *errors):
        class ValidationError(ValueError):
            def errors(self):
                return [{"loc": (name,), "type": kind} for name, kind in errors]

        class Settings:
            model_config = {"env_prefix": "app_"}
            model_fields = {"key": None, "port": None}

            def __init__(self):
                raise ValidationError("2 validation errors for Settings")

        try:
            Settings()
        except ValueError as error:
            return pydantic_fields.variables_of(error)

    def test_fields_are_variables_with_the_prefix_and_aliases_without(self):
        self.assertEqual(self.variables(("key", "missing"), ("DATABASE_URL", "missing")), (["APP_KEY", "DATABASE_URL"], []))

    def test_a_value_that_does_not_please_is_told_from_one_that_is_missing(self):
        self.assertEqual(self.variables(("port", "int_parsing"), ("key", "missing")), (["APP_KEY"], ["APP_PORT"]))

    def test_other_errors_are_none_of_it(self):
        self.assertEqual(pydantic_fields.variables_of(KeyError("x")), ([], []))

    def test_one_is_lent_after_the_other(self):
        failure = {"exception": "ValidationError", "missing": ["APP_KEY", "DATABASE_URL"]}
        self.assertEqual(lend.missing(failure, {"APP_KEY": "1"}), "DATABASE_URL")


class OlderBuildTools(unittest.TestCase):
    FAILED = "error: Failed to build `x==1`\n  cause: The build backend returned an error\n         %s\n"

    def test_are_asked_for_by_what_a_build_says_and_by_nothing_else(self):
        for said, tool in (("ImportError: cannot import name 'convert_path' from 'setuptools' (/x)", "setuptools<70"),
                           ("ModuleNotFoundError: No module named 'pkg_resources'", "setuptools<81"),
                           ("AttributeError: 'build_ext' object has no attribute 'cython_sources'", "Cython<3")):
            self.assertEqual(older_build_tools.wanted_by(compile_missing.error_of(self.FAILED % said)), {tool})
        self.assertEqual(older_build_tools.wanted_by(compile_missing.error_of(self.FAILED % "error: command 'gcc' failed")), set())
        self.assertEqual(older_build_tools.wanted_by(compile_missing.error_of("error: No module named 'pkg_resources'")), set())

    def test_are_not_those_that_the_python_cannot_run(self):
        error = "error in x setup command: use_2to3 is invalid."
        for version, tools in (((3, 11), {"setuptools<58"}), ((3, 12), set())):
            with mock.patch.object(sys, "version_info", (*version, 0)):
                self.assertEqual(older_build_tools.wanted_by(error), tools)

    def test_are_tried_once_beside_constraints_that_were_given(self):
        fails = "import os, sys; seen = open('seen', 'a'); seen.write(os.environ.get('UV_BUILD_CONSTRAINT', '-') + '\\n'); "
        said = f"(sys.stderr.write({self.FAILED % 'use_2to3 is invalid.'!r}), sys.exit(3))"
        with tempfile.TemporaryDirectory() as top, mock.patch.object(sys, "version_info", (3, 11, 0)), mock.patch("sys.stderr"), \
                mock.patch.object(tempfile, "tempdir", top), mock.patch.dict(os.environ, {"UV_BUILD_CONSTRAINT": "/mine.txt"}), \
                mock.patch("system_packages.can_install", lambda: False):
            with self.assertRaises(SystemExit) as end:
                compile_missing.install([sys.executable, "-c", fails + said], top)
            self.assertEqual(end.exception.code, 3)
            with open(top + "/seen", encoding="utf-8") as seen:
                first, second, *more = seen.read().splitlines()
            mine, ours = second.split()
            self.assertEqual([first, mine, more], ["/mine.txt", "/mine.txt", []])
            with open(ours, encoding="utf-8") as written:
                self.assertEqual(written.read(), "setuptools<58\n")
            passes = fails + "'setuptools' in open(os.environ['UV_BUILD_CONSTRAINT'].split()[-1]).read() or " + said
            with mock.patch.dict(os.environ, {"UV_BUILD_CONSTRAINT": os.devnull}):
                compile_missing.install([sys.executable, "-c", passes], top)


class Tracebacks(unittest.TestCase):
    def test_leave_out_the_import_system(self):
        with tempfile.TemporaryDirectory() as folder:
            with open(folder + "/broken_settings.py", "w", encoding="utf-8") as file:
                file.write("raise NameError('no')\n")
            with mock.patch.object(sys, "path", [folder]):
                try:
                    __import__("importlib").import_module("broken_settings")
                except NameError as error:
                    text = "".join(shown_traceback.without_machinery(traceback.TracebackException.from_exception(error)).format())
        self.assertNotIn("<frozen importlib", text)
        self.assertIn("broken_settings.py", text)


class Layers(unittest.TestCase):
    def tree(self, when):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        os.mkdir(folder.name + "/package")
        for index in range(60):
            with open(f"{folder.name}/package/m{index:02}.py", "w", encoding="utf-8") as file:
                file.write(f"NAME = 'm{index}'\nALL = {{'key': NAME, 'other': ('a', 'b', {index})}}\n")
        with open(folder.name + "/package/broken.py", "w", encoding="utf-8") as file:
            file.write("{{ cookiecutter.name }} =\n")
        os.symlink("package", folder.name + "/link")
        for at, _, names in os.walk(folder.name):
            for name in names:
                os.utime(os.path.join(at, name), (when, when))
        return folder.name

    def digest(self, top):
        found = {}
        for at, folders, names in os.walk(top):
            for name in folders + names:
                path = os.path.join(at, name)
                facts = os.lstat(path)
                held = b""
                if stat.S_ISREG(facts.st_mode):
                    with open(path, "rb") as file:
                        held = file.read()
                found[os.path.relpath(path, top)] = [facts.st_mtime, hashlib.sha256(held).hexdigest()]
        return found

    def test_two_trees_of_different_times_come_out_the_same(self):
        digests = []
        for when in (1_000_000_000, 1_700_000_000):
            top = self.tree(when)
            layer.compile_tree(top, shown="/project", checked=True)
            layer.normalise_times(top)
            digests.append(self.digest(top))
        self.assertEqual(digests[0], digests[1])
        self.assertEqual(len([name for name in digests[0] if name.endswith(".pyc")]), 60)
        self.assertEqual({time for time, _ in digests[0].values()}, {layer.EPOCH})

    def test_tracebacks_name_the_place_in_the_image(self):
        top = self.tree(1_000_000_000)
        layer.compile_tree(top, shown="/project")
        found = [name for name in os.listdir(top + "/package/__pycache__") if name.startswith("m00.")]
        with open(f"{top}/package/__pycache__/{found[0]}", "rb") as file:
            held = file.read()
        self.assertIn(b"/project/package/m00.py", held)
        self.assertEqual(held[4], 1, "never compared with the source")

    def test_bytecode_of_the_project_notices_a_changed_source(self):
        top = self.tree(1_000_000_000)
        os.mkdir(top + "/node_modules")
        with open(top + "/node_modules/x.py", "w", encoding="utf-8") as file:
            file.write("X = 1\n")
        layer.compile_tree(top, checked=True)
        found = [name for name in os.listdir(top + "/package/__pycache__") if name.startswith("m00.")]
        with open(f"{top}/package/__pycache__/{found[0]}", "rb") as file:
            self.assertEqual(file.read()[4], 3, "compared by its hash")
        self.assertEqual(os.listdir(top + "/node_modules"), ["x.py"])


if __name__ == "__main__":
    unittest.main()
