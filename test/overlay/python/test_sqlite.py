"""SQLite on the volume with two processes that write at once."""
import unittest

from django import VERSION
from projects import KEY, SETTINGS, Project

ROUNDS = 150

# Reads and writes in one transaction, as get_or_create does: without the lock from the beginning, the second writer
# cannot wait, and fails at once. Before Django 5.1 it can only be asked for statement by statement.
WRITER = f"""
import django; django.setup()
from django.db import connection, transaction
input()
for _ in range({ROUNDS}):
    with transaction.atomic(), connection.cursor() as cursor:
        if {VERSION >= (5, 1)}:
            cursor.execute("SELECT count(*) FROM visits")
        cursor.execute("INSERT INTO visits VALUES (1)")
"""

MAKE = """
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("CREATE TABLE visits (at integer)")
"""

COUNT = "connection.cursor().execute('SELECT count(*) FROM visits').fetchone()[0]"
MODE = "connection.cursor().execute('PRAGMA journal_mode').fetchone()[0]"


class TwoWriters(unittest.TestCase):
    def test_wait_for_each_other_and_lose_nothing(self):
        with Project() as project:
            data = {"SIMPLE_DEPLOY_DATA_DIR": project.root + "/data"}
            self.assertEqual(project.evaluate(MODE, before=MAKE, **data), "wal")
            writers = [project.start("-c", WRITER, **KEY, **data) for _ in range(2)]
            for writer in writers:
                writer.stdin.write("go\n")
                writer.stdin.flush()
            said = [writer.communicate()[1] for writer in writers]
            self.assertEqual([writer.returncode for writer in writers], [0, 0], said)
            self.assertEqual(project.evaluate(COUNT, before="from django.db import connection", **data), 2 * ROUNDS)

    def test_mode_that_the_project_chose_stays(self):
        own = "\nDATABASES['default']['OPTIONS'] = {'init_command': 'PRAGMA journal_mode=TRUNCATE'}\n"
        with Project({"site_/settings.py": SETTINGS + (own if VERSION >= (5, 1) else "")}) as project:
            skip = {} if VERSION >= (5, 1) else {"SIMPLE_DEPLOY_SKIP": "sqlite"}
            data = {"SIMPLE_DEPLOY_DATA_DIR": project.root + "/data", **skip}
            expected = "truncate" if VERSION >= (5, 1) else "delete"
            self.assertEqual(project.evaluate(MODE, before=MAKE, **data), expected)


if __name__ == "__main__":
    unittest.main()
