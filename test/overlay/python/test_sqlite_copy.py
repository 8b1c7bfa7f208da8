import os
import sqlite3
import subprocess
import sys
import tempfile
import unittest

import projects


def write(path, *rows, mode="delete"):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    connection = sqlite3.connect(path)
    connection.execute(f"pragma journal_mode={mode}")
    connection.execute("create table if not exists note (text)")
    connection.executemany("insert into note values (?)", [(row,) for row in rows])
    connection.commit()
    return connection


def rows(path):
    connection = sqlite3.connect(path)
    try:
        return [text for (text,) in connection.execute("select text from note")]
    finally:
        connection.close()


class SqliteCopy(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = folder.name

    def copy(self, source, target):
        command = [sys.executable, "-m", "simple_deploy", "sqlite-copy", self.path(source), self.path(target)]
        return subprocess.run(command, capture_output=True, text=True)

    def path(self, name):
        return os.path.join(self.root, name)

    def test_takes_what_is_only_in_the_write_ahead_log(self):
        open_one = write(self.path("live/db.sqlite3"), "a", "b", mode="wal")
        self.assertEqual(self.copy("live/db.sqlite3", "copy.sqlite3").returncode, 0)
        open_one.close()
        self.assertEqual(rows(self.path("copy.sqlite3")), ["a", "b"])

    def test_puts_back_over_a_database_that_is_there_in_wal_mode(self):
        write(self.path("before"), "old").close()
        newer = write(self.path("db"), "new", mode="wal")
        newer.close()
        self.assertEqual(self.copy("before", "db").returncode, 0)
        self.assertEqual(rows(self.path("db")), ["old"])

    def test_takes_every_database_of_a_folder_and_nothing_else(self):
        write(self.path("data/a/db.sqlite3"), "a").close()
        write(self.path("data/no-suffix"), "b").close()
        write(self.path("data/.simple-deploy/before/c"), "c").close()
        os.symlink(self.path("data/no-suffix"), self.path("data/link"))
        with open(self.path("data/photo.sqlite3"), "w", encoding="utf-8") as file:
            file.write("not a database")
        done = self.copy("data", "data/.simple-deploy/now")
        self.assertEqual(done.returncode, 0, done.stderr)
        copied = self.path("data/.simple-deploy/now")
        found = sorted(os.path.relpath(os.path.join(at, name), copied) for at, _, names in os.walk(copied) for name in names)
        self.assertEqual(found, ["a/db.sqlite3", "no-suffix"])
        self.assertEqual(self.copy("data/.simple-deploy/now", "back").returncode, 0)
        self.assertEqual(rows(self.path("back/a/db.sqlite3")), ["a"])

    def test_of_nothing_is_no_failure(self):
        os.mkdir(self.path("empty"))
        self.assertEqual(self.copy("empty", "x").returncode, 0)

    def test_says_what_went_wrong(self):
        done = self.copy("nosuch", "x")
        self.assertEqual(done.returncode, 1)
        self.assertIn("nosuch", done.stderr)
        self.assertNotIn("Traceback", done.stderr)


class SqliteTake(unittest.TestCase):
    def take(self, project, sent, **variables):
        variables = {"SIMPLE_DEPLOY_DATA_DIR": project.root + "/data", **projects.KEY, **variables}
        with open(sent, "rb") as file:
            done = project.run("-m", "simple_deploy", "sqlite-take", stdin=file, **variables)
        return done.returncode, done.stdout.strip(), done.stderr

    def test_what_is_sent_is_the_database_also_while_another_reads_it(self):
        with projects.Project() as project:
            place = project.root + "/data/db.sqlite3"
            live = write(place, "empty", mode="wal")
            live.execute("select * from note").fetchall()
            write(project.root + "/mine", "mine").close()
            code, out, error = self.take(project, project.root + "/mine")
            self.assertEqual([code, out], [0, place], error)
            self.assertEqual([text for (text,) in live.execute("select text from note")], ["mine"])
            live.close()
            self.assertEqual(os.listdir(project.root + "/data"), ["db.sqlite3"], "nothing is left beside it")

    def test_what_is_none_is_refused_and_nothing_written(self):
        with projects.Project() as project:
            place = project.root + "/data/db.sqlite3"
            write(place, "kept").close()
            for sent in (os.devnull, project.root + "/manage.py"):
                code, _, error = self.take(project, sent)
                self.assertEqual(code, 1)
                self.assertIn("no SQLite database", error)
            self.assertEqual(rows(place), ["kept"])

    def test_another_kind_of_database_is_refused(self):
        with projects.Project() as project:
            code, _, error = self.take(project, project.root + "/manage.py", DATABASE_URL="postgres://a:b@c/d")
            self.assertEqual(code, 1)
            self.assertIn("no SQLite file", error)


if __name__ == "__main__":
    unittest.main()
