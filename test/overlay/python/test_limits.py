import os
import subprocess
import sys
import tempfile
import unittest
from unittest import mock

from simple_deploy import limits

CONFIGURATION = os.path.join(os.environ["OVERLAY"], "gunicorn.conf.py")


class Limits(unittest.TestCase):
    def workers(self, files, processors=8, **variables):
        words = lambda path: files.get(path, "").split()  # noqa: E731
        with mock.patch.dict(os.environ, variables, clear=True), mock.patch.object(limits, "_words", words), \
                mock.patch.object(os, "sched_getaffinity", lambda _: range(processors)):
            return limits.workers()

    def test_follow_the_share_of_the_container_and_not_the_host(self):
        self.assertEqual(self.workers({"/sys/fs/cgroup/cpu.max": "100000 100000"}), 2)
        self.assertEqual(self.workers({"/sys/fs/cgroup/cpu.max": "max 100000"}), 8)
        old = {"/sys/fs/cgroup/cpu/cpu.cfs_quota_us": "200000", "/sys/fs/cgroup/cpu/cpu.cfs_period_us": "100000"}
        self.assertEqual(self.workers(old), 3)

    def test_fit_the_memory(self):
        self.assertEqual(self.workers({"/sys/fs/cgroup/memory.max": str(256 << 20)}), 2)
        self.assertEqual(self.workers({"/sys/fs/cgroup/memory.max": str(64 << 20)}), 1)
        self.assertEqual(self.workers({"/sys/fs/cgroup/memory.max": "max"}, processors=2), 3)

    def test_the_person_decides(self):
        self.assertEqual(self.workers({}, WEB_CONCURRENCY="5"), 5)


class GunicornConfiguration(unittest.TestCase):
    def read(self, own=None, **variables):
        code = ("import json, runpy; v = runpy.run_path(%r); "
                "print(json.dumps([v['bind'], v['workers'], v['threads'], v.get('timeout')]))" % CONFIGURATION)
        with tempfile.TemporaryDirectory() as folder:
            if own:
                with open(folder + "/gunicorn.conf.py", "w", encoding="utf-8") as file:
                    file.write(own)
            environment = {**os.environ, "WEB_CONCURRENCY": "2", **variables}
            return subprocess.run([sys.executable, "-c", code], cwd=folder, env=environment, capture_output=True,
                                  text=True, check=True).stdout.strip()

    def test_listens_where_the_platform_says(self):
        self.assertEqual(self.read(PORT="9000"), '[["0.0.0.0:9000"], 2, 4, null]')
        self.assertEqual(self.read(), '[["0.0.0.0:8000"], 2, 4, null]')

    def test_the_projects_own_file_decides_all_but_the_address(self):
        own = "bind = '127.0.0.1:1'\nworkers = 7\nthreads = 1\ntimeout = 99\n"
        self.assertEqual(self.read(own, PORT="9000"), '[["0.0.0.0:9000"], 7, 1, 99]')


if __name__ == "__main__":
    unittest.main()
