import os
import sys
import time
import unittest

from projects import KEY, Project

class Release(unittest.TestCase):
    def setUp(self):
        self.project = Project()
        self.addCleanup(self.project.__exit__)
        self.marks = os.path.join(self.project.root, "marks")

    def start(self, *arguments, **variables):
        return self.project.start("-m", "simple_deploy", "release", *arguments, **{**KEY, **variables})

    def release(self, *arguments, **variables):
        process = self.start(*arguments, **variables)
        out, err = process.communicate(timeout=60)
        return process.returncode, out, err

    def note(self, mark):
        return f"echo {mark} >>{self.marks}"

    def holding(self):
        """A release that holds the lock until `let_go`."""
        held = f"{self.note('first begins')}; until [ -e {self.marks}.go ]; do sleep 0.1; done; {self.note('first ends')}"
        process = self.start("--no-migrate", held)
        while not self.noted():
            self.assertIsNone(process.poll())
            time.sleep(0.05)
        return process

    def let_go(self, process):
        with open(f"{self.marks}.go", "w"):
            pass
        process.communicate()

    def noted(self):
        if not os.path.exists(self.marks):
            return []
        with open(self.marks) as file:
            return file.read().splitlines()

    def test_migrates_and_then_runs_the_commands_in_order(self):
        after = f"{sys.executable} manage.py migrate --check && {self.note('migrated')}"
        code, out, err = self.release(after, self.note("b"))
        self.assertEqual((code, self.noted()), (0, ["migrated", "b"]), err)
        self.assertIn("Applying auth.0001_initial... OK", out)

    def with_cache(self, backend):
        with open(os.path.join(self.project.root, "site_/settings.py"), "a") as file:
            caches = {"default": {"BACKEND": f"django.core.cache.backends.{backend}", "LOCATION": "cached"}}
            file.write(f"\nCACHES = {caches!r}\n")

    def uses_cache(self):
        line = "from django.core.cache import cache; cache.set('a', 1); print('cached', cache.get('a'))"
        return f'{sys.executable} manage.py shell -c "{line}"'

    def test_makes_the_table_of_a_cache_in_the_database_before_the_commands_and_leaves_it(self):
        self.with_cache("db.DatabaseCache")
        for _ in range(2):
            code, out, err = self.release(self.uses_cache())
            self.assertEqual((code, "cached 1" in out, err.count("is lost with it")), (0, True, 1), err)

    def test_leaves_the_table_to_a_command_of_the_project(self):
        self.with_cache("db.DatabaseCache")
        code, out, err = self.release(f"{sys.executable} manage.py createcachetable", self.uses_cache())
        self.assertEqual((code, "already exists" in out, "cached 1" in out), (0, False, True), err)

    def test_makes_no_table_for_another_cache(self):
        self.with_cache("locmem.LocMemCache")
        with open(os.path.join(self.project.root, "manage.py"), "a") as file:
            file.write(f"\nopen({self.marks!r}, 'a').write(sys.argv[1] + '\\n')\n")
        code, _, err = self.release()
        self.assertEqual((code, self.noted()), (0, ["migrate"]), err)

    def test_leaves_the_migration_out_when_told(self):
        code, out, _ = self.release("--no-migrate", self.note("a"))
        self.assertEqual((code, "Applying" in out, len(self.noted())), (0, False, 1))

    def test_ends_with_the_exit_code_of_what_fails_and_goes_no_further(self):
        code, _, _ = self.release("--no-migrate", "exit 7", self.note("a"))
        self.assertEqual((code, self.noted()), (7, []))

    def test_two_at_once_follow_each_other(self):
        first = self.holding()
        second = self.start("--no-migrate", self.note("second"))
        self.assertTrue(any("another release is under way" in line for line in second.stderr))
        self.let_go(first)
        second.communicate()
        self.assertEqual((second.returncode, self.noted()), (0, ["first begins", "first ends", "second"]))

    def test_does_not_wait_without_end(self):
        first = self.holding()
        code, _, err = self.release("--no-migrate", self.note("second"), SIMPLE_DEPLOY_LOCK_SECONDS="0")
        self.let_go(first)
        self.assertEqual((code, self.noted()), (1, ["first begins", "first ends"]))
        self.assertIn("under way for more than 0 s", err)

    def test_settings_that_fail_are_told_by_the_command_that_needs_them(self):
        with open(os.path.join(self.project.root, "site_/settings.py"), "a") as file:
            file.write("\nraise RuntimeError('no such shop')\n")
        code, _, err = self.release()
        self.assertEqual(code, 1)
        self.assertIn("RuntimeError: no such shop", err)

    def test_without_a_database_there_is_nothing_to_lock(self):
        with open(os.path.join(self.project.root, "site_/settings.py"), "a") as file:
            file.write("\nDATABASES = {}\n")
        code, _, err = self.release("--no-migrate", self.note("a"), SIMPLE_DEPLOY_DATA_DIR="")
        self.assertEqual((code, self.noted(), "lock" in err), (0, ["a"], False))


if __name__ == "__main__":
    unittest.main()
