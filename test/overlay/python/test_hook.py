"""The hook in real processes, on the shapes that settings have."""
import unittest

from projects import KEY, MANAGE, SETTINGS, Project


class Hook(unittest.TestCase):
    def test_fills_the_chosen_module(self):
        with Project() as project:
            self.assertEqual(project.evaluate("[settings.DEBUG, settings.SECRET_KEY[:2], settings.MIDDLEWARE[0]]"),
                             [False, "kk", "simple_deploy.health.HealthMiddleware"])

    def test_works_when_manage_py_assigns_the_module_hard(self):
        manage = MANAGE.replace("os.environ.setdefault('DJANGO_SETTINGS_MODULE', ",
                                "os.environ.__setitem__('DJANGO_SETTINGS_MODULE', ")
        with Project({"manage.py": manage, "site_/other.py": SETTINGS}) as project:
            done = project.run("manage.py", "diffsettings", settings="site_.other", **KEY)
            self.assertIn("SECRET_KEY = 'kkk", done.stdout, done.stderr)

    def test_works_in_manage_py_shell(self):
        with Project() as project:
            done = project.run("manage.py", "shell", "-c", "from django.conf import settings; print(settings.DEBUG)", **KEY)
            self.assertEqual(done.stdout.strip().splitlines()[-1], "False", done.stderr)

    def test_fills_a_module_that_answers_and_lists_its_names_itself(self):
        asked = "def __getattr__(name):\n    return {**held()}[name]\n\ndef __dir__():\n    return held().keys()\n"
        written = SETTINGS.replace("\n", "\n    ")
        with Project({"site_/settings.py": f"def held():\n    {written}\n    return locals()\n\n{asked}"}) as project:
            self.assertEqual(project.evaluate("[settings.DEBUG, settings.MIDDLEWARE[0], settings.STATIC_URL]"),
                             [False, "simple_deploy.health.HealthMiddleware", "/static/"])

    def test_works_when_code_imports_the_settings_directly(self):
        with Project() as project:
            before = "from django.conf import settings as s; s.DEBUG; from site_ import settings as direct"
            self.assertTrue(project.evaluate("direct.SECRET_KEY == settings.SECRET_KEY", before=before))

    def test_variables_are_filled_in_before_code_takes_the_settings_itself(self):
        files = {"site_/settings.py": SETTINGS + "import os\nNAMES = os.environ['NAMES'].split(',')\n",
                 "site_/__init__.py": "from .celery import names\n", "site_/celery.py": "from .settings import NAMES as names\n"}
        platform = {"SIMPLE_DEPLOY_SUPPLIED": "NAMES=hosts-comma", "SIMPLE_DEPLOY_HOSTS": "blog.example"}
        with Project(files) as project:
            done = project.run("-c", "import site_; print(site_.names[0])", **KEY, **platform)
            self.assertEqual(done.stdout.strip(), "blog.example", done.stderr)

    def test_refuses_to_start_without_a_key_with_words_and_no_traceback(self):
        with Project() as project:
            done = project.run("manage.py", "migrate")
            self.assertEqual(done.returncode, 1)
            self.assertIn("simple-deploy: site_.settings has the SECRET_KEY of development", done.stderr)
            self.assertNotIn("Traceback", done.stderr)

    def test_an_error_in_the_settings_comes_out_as_it_is(self):
        with Project({"site_/settings.py": "import nosuch\n"}) as project:
            done = project.run("-c", "from django.conf import settings; settings.DEBUG", **KEY)
            self.assertIn("No module named 'nosuch'", done.stderr)

    def test_is_installed_once(self):
        with Project() as project:
            code = "import sys; from simple_deploy import hook; hook.install(); print(len([f for f in sys.meta_path if type(f) is hook._Finder]))"
            self.assertEqual(project.run("-c", code).stdout, "1\n")

    def test_variables_that_are_missing_are_named_below_the_traceback_of_the_settings(self):
        facts = '{"requiredVariables": ["HOSTS", "PATH", "TOKEN"]}'
        code = ("from simple_deploy import required; required.FACTS = 'facts.json'\n"
                "from django.conf import settings\ntry:\n    settings.DEBUG\nexcept Exception: pass\nsettings.DEBUG")
        with Project({"site_/settings.py": "import os\nX = os.environ.get('HOSTS').split(',')\n", "facts.json": facts}) as project:
            said = project.run("-c", code, **KEY).stderr
            self.assertRegex(said, r"(?s)AttributeError.*\n.*environment does not have: HOSTS, TOKEN\n")
            self.assertEqual(said.count("does not have"), 1)
            self.assertNotIn("does not have", project.run("-c", code, HOSTS="a", TOKEN="b", **KEY).stderr)

    def test_python_without_django_is_left_in_peace(self):
        with Project() as project:
            done = project.run("-c", "import sys; print('django' in sys.modules, 'ast' in sys.modules)")
            self.assertEqual(done.stdout.strip(), "False False", done.stderr)

    def test_data_of_the_project_moves(self):
        with Project() as project:
            expression = "[settings.DATABASES['default']['NAME'], settings.MEDIA_ROOT]"
            found = project.evaluate(expression, SIMPLE_DEPLOY_DATA_DIR=project.root + "/data")
            self.assertEqual(found, [project.root + "/data/db.sqlite3", project.root + "/data/media"])


class LiteralDebug(unittest.TestCase):
    def branch(self, text, name="site_/settings.py", expression="settings.BRANCH", settings="site_.settings", more=None, **variables):
        with Project({name: text, **(more or {})}) as project:
            return project.evaluate(expression, settings=settings, **variables)

    def test_turns_later_branches(self):
        tail = "\nBRANCH = 'debug' if DEBUG else 'live'\n"
        self.assertEqual(self.branch(SETTINGS + tail), "live")
        self.assertEqual(self.branch(SETTINGS.replace("DEBUG = True", "DEBUG: bool = True") + tail), "live")
        self.assertEqual(self.branch(SETTINGS.replace("DEBUG = True", "DEBUG = TEMPLATE_DEBUG = True") + tail), "live")

    def test_turns_them_in_the_files_that_split_settings_import(self):
        base = SETTINGS + "\nBRANCH = 'debug' if DEBUG else 'live'\n"
        more = {"site_/conf/__init__.py": "", "site_/conf/base.py": base.replace("parent.parent", "parent.parent.parent")}
        found = self.branch("from .base import *\n", "site_/conf/live.py", settings="site_.conf.live", more=more)
        self.assertEqual(found, "live")

    def test_turns_them_below_a_settings_package_and_in_its_folders(self):
        base = SETTINGS.replace("parent.parent", "parent.parent.parent") + "\nBRANCH = 'debug' if DEBUG else 'live'\n"
        more = {"conf/__init__.py": "", "conf/settings/base.py": base}
        self.assertEqual(self.branch("from .base import *\n", "conf/settings/__init__.py", settings="conf.settings", more=more), "live")
        more = {"conf/__init__.py": "", "conf/settings/__init__.py": "", "conf/settings/parts/__init__.py": "",
                "conf/settings/parts/base.py": base}
        found = self.branch("from .parts.base import *\n", "conf/settings/live.py", settings="conf.settings.live", more=more)
        self.assertEqual(found, "live")

    def test_turns_them_in_what_split_settings_includes(self):
        # As django-split-settings does it.
        tools = """
        import os
        def include(path, scope):
            with open(path, 'rb') as to_compile:
                exec(compile(to_compile.read(), path, 'exec'), scope)
        """
        more = {"split_settings/__init__.py": "", "split_settings/tools.py": tools, "site_/part.txt": "DEBUG = True\n"}
        text = ("from split_settings.tools import include\nimport os\n" + SETTINGS.replace("DEBUG = True", "")
                + "include(os.path.join(os.path.dirname(os.path.abspath(__file__)), 'part.txt'), globals())\n"
                + "BRANCH = 'debug' if DEBUG else 'live'\n")
        self.assertEqual(self.branch(text, more=more), "live")
        self.assertEqual(self.branch(text, more=more, SIMPLE_DEPLOY_SKIP="debug"), "debug")

    def test_turns_them_in_settings_that_lie_in_no_package(self):
        text = SETTINGS.replace("parent.parent", "parent") + "\nBRANCH = 'debug' if DEBUG else 'live'\n"
        self.assertEqual(self.branch(text, "settings.py", settings="settings"), "live")

    def test_leaves_expressions_alone_but_has_the_last_word(self):
        text = SETTINGS.replace("DEBUG = True", "DEBUG = bool(1)") + "\nBRANCH = 'debug' if DEBUG else 'live'\n"
        self.assertEqual(self.branch(text, expression="[settings.BRANCH, settings.DEBUG]"), ["debug", False])

    def test_leaves_other_modules_alone(self):
        more = {"app/__init__.py": "", "app/flags.py": "DEBUG = True\n"}
        text = SETTINGS + "\nfrom app.flags import DEBUG as FLAG\nBRANCH = FLAG\n"
        self.assertEqual(self.branch(text, more=more), True)

    def test_a_number_is_no_literal_true(self):
        text = SETTINGS.replace("DEBUG = True", "DEBUG = 1") + "\nBRANCH = DEBUG\n"
        self.assertEqual(self.branch(text), 1)

    def test_stays_on_for_the_tests_of_the_project(self):
        before = "import sys; sys.argv = ['manage.py', 'test']"
        with Project({"site_/settings.py": SETTINGS + "\nBRANCH = DEBUG\n"}) as project:
            self.assertTrue(project.evaluate("settings.BRANCH", before=before))

    def test_can_be_switched_off(self):
        text = SETTINGS + "\nBRANCH = DEBUG\n"
        self.assertEqual(self.branch(text, SIMPLE_DEPLOY_SKIP="debug"), True)

    def test_keeps_the_lines_of_errors(self):
        with Project({"site_/settings.py": "DEBUG = True\n\n\nraise ValueError('here')\n"}) as project:
            done = project.run("-c", "from django.conf import settings; settings.DEBUG", **KEY)
            self.assertIn('site_/settings.py", line 4', done.stderr)


if __name__ == "__main__":
    unittest.main()
