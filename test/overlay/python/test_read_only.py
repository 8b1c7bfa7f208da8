"""Commands that would write into the project's folders, in an image and where they can."""
import os
import unittest

from projects import KEY, SETTINGS, Project

MODELS = "from django.db import models\nclass Note(models.Model):\n    id = models.AutoField(primary_key=True)\n"
WITH_APP = {
    "site_/settings.py": SETTINGS.replace("INSTALLED_APPS = [", "STATIC_ROOT = BASE_DIR / 'collected'\nINSTALLED_APPS = ['notes', "),
    "notes/__init__.py": "",
    "notes/models.py": MODELS,
    "notes/static/a.css": "",
}
# Root may write everywhere, whatever the modes say.
WITHOUT_RIGHTS = "import os; os.access = lambda path, mode, plain=os.access: mode != os.W_OK and plain(path, mode)\n"
RUN = WITHOUT_RIGHTS + "import sys; sys.argv = ['manage.py', *{0}]; exec(open('manage.py').read())"


class ReadOnly(unittest.TestCase):
    def run_in_image(self, project, *arguments):
        return project.run("-c", RUN.format(list(arguments)), **KEY)

    def test_makemigrations_shows_what_it_would_write_and_goes_on(self):
        with Project({**WITH_APP, "notes/migrations/__init__.py": ""}) as project:
            done = self.run_in_image(project, "makemigrations", "--noinput")
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertIn("0001_initial.py", done.stdout)
            self.assertRegex(done.stderr, r"wrote nothing.*lost\.\nThe models of notes .*: python manage\.py makemigrations notes, then commit")
            self.assertEqual(os.listdir(os.path.join(project.root, "notes/migrations")), ["__init__.py"])

    def test_makemigrations_of_an_app_without_a_folder_for_them(self):
        elsewhere = "\nMIGRATION_MODULES = {'notes': 'site_.stored.notes'}\n"
        for settings in (WITH_APP["site_/settings.py"], WITH_APP["site_/settings.py"] + elsewhere):
            with self.subTest(settings=settings[-60:]), Project({**WITH_APP, "site_/settings.py": settings}) as project:
                refuse = "import os\ndef no(*_, **__): raise PermissionError(13, 'Permission denied')\nos.makedirs = os.mkdir = no\n"
                done = project.run("-c", refuse + RUN.format(["makemigrations", "notes"]), **KEY)
                self.assertIn("makemigrations notes, then commit", done.stderr)
                self.assertEqual(done.returncode, 0, done.stderr)
                self.assertNotIn("migrations", os.listdir(os.path.join(project.root, "notes")))

    def test_makemigrations_has_nothing_to_say_without_changes_or_with_check(self):
        with Project({**WITH_APP, "notes/migrations/__init__.py": ""}) as project:
            check = self.run_in_image(project, "makemigrations", "--check", "--dry-run")
            self.assertEqual((check.returncode, "simple-deploy" in check.stderr), (1, False), check.stderr)
            self.assertEqual(project.run("manage.py", "makemigrations", **KEY).returncode, 0)
            done = self.run_in_image(project, "makemigrations")
            self.assertIn("No changes", done.stdout)
            self.assertNotIn("simple-deploy", done.stderr)

    def test_makemigrations_merges_where_it_can_write_alone(self):
        migration = ("from django.db import migrations\nclass Migration(migrations.Migration):\n"
                     "    dependencies = {}\n    operations = []\n")
        after = migration.format("[('notes', '0001_first')]")
        files = {"__init__": "", "0001_first": migration.format("[]"), "0002_one": after, "0002_two": after}
        with Project({**WITH_APP, **{f"notes/migrations/{name}.py": text for name, text in files.items()}}) as project:
            folder = os.path.join(project.root, "notes/migrations")
            done = self.run_in_image(project, "makemigrations", "--merge", "--noinput")
            self.assertEqual((done.returncode, len(os.listdir(folder))), (0, 4), done.stderr)
            done = project.run("manage.py", "makemigrations", "--merge", "--noinput", **KEY)
            self.assertEqual((done.returncode, len(os.listdir(folder))), (0, 5), done.stderr)

    def test_migrations_of_a_package_are_not_the_project_s_to_make(self):
        with Project({**WITH_APP, "notes/migrations/__init__.py": ""}) as project:
            done = project.run("-c", "import sys; sys.prefix = " + repr(project.root) + "\n" + RUN.format(["makemigrations"]), **KEY)
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertIn("what notes would get is for the package to bring", done.stderr)

    def test_makemigrations_writes_where_it_can(self):
        with Project({**WITH_APP, "notes/migrations/__init__.py": ""}) as project:
            done = project.run("manage.py", "makemigrations", **KEY)
            self.assertEqual((done.returncode, done.stderr), (0, ""))
            self.assertIn("0001_initial.py", os.listdir(os.path.join(project.root, "notes/migrations")))

    def test_collectstatic_is_left_to_the_build(self):
        with Project(WITH_APP) as project:
            done = self.run_in_image(project, "collectstatic", "--noinput")
            self.assertEqual((done.returncode, done.stdout), (0, ""), done.stderr)
            self.assertIn("the build of the image has collected the static files", done.stderr)
            self.assertFalse(os.path.exists(os.path.join(project.root, "collected")))
            self.assertEqual(project.run("manage.py", "collectstatic", "--noinput", **KEY).stderr, "")
            self.assertTrue(os.path.isdir(os.path.join(project.root, "collected")))

    def test_collectstatic_fills_a_storage_elsewhere(self):
        storage = ("from django.core.files.storage import Storage\nclass Remote(Storage):\n"
                   "    def exists(self, name): return False\n"
                   "    def _save(self, name, content):\n        print('sent', name)\n        return name\n"
                   "    def url(self, name): return name\n    def path(self, name): raise NotImplementedError\n")
        settings = WITH_APP["site_/settings.py"] + ("import django\nif django.VERSION >= (4, 2):\n"
                    "    STORAGES = {'staticfiles': {'BACKEND': 'remote.Remote'}}\nelse:\n    STATICFILES_STORAGE = 'remote.Remote'\n"
                    "")
        with Project({**WITH_APP, "remote.py": storage, "site_/settings.py": settings}) as project:
            done = self.run_in_image(project, "collectstatic", "--noinput")
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertIn("sent a.css", done.stdout)
