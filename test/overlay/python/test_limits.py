import os
import subprocess
import sys
import tempfile
import unittest
from unittest import mock

from simple_deploy import limits

CONFIGURATION = os.path.join(os.environ["OVERLAY"], "gunicorn.conf.py")


class Limits(unittest.TestCase):
    def limit(self, function, files, processors=8, **variables):
        lines = lambda path: files.get(path, "").splitlines()  # noqa: E731
        with mock.patch.dict(os.environ, variables, clear=True), mock.patch.object(limits, "_lines", lines), \
                mock.patch.object(os, "sched_getaffinity", lambda _: range(processors)):
            return function()

    def workers(self, files, processors=8, **variables):
        return self.limit(limits.workers, files, processors, **variables)

    def test_follow_the_share_of_the_container_and_not_the_host(self):
        self.assertEqual(self.workers({"/sys/fs/cgroup/cpu.max": "100000 100000"}), 2)
        self.assertEqual(self.workers({"/sys/fs/cgroup/cpu.max": "max 100000"}), 8)
        old = {"/sys/fs/cgroup/cpu/cpu.cfs_quota_us": "200000", "/sys/fs/cgroup/cpu/cpu.cfs_period_us": "100000"}
        self.assertEqual(self.workers(old), 3)
        none = {"/sys/fs/cgroup/cpu/cpu.cfs_quota_us": "-1", "/sys/fs/cgroup/cpu/cpu.cfs_period_us": "100000"}
        self.assertEqual(self.workers(none), 8)

    def test_fit_the_memory(self):
        for mebibytes, fitting in ((64, 1), (256, 1), (512, 3), (1024, 7)):
            self.assertEqual(self.workers({"/sys/fs/cgroup/memory.max": str(mebibytes << 20)}), fitting, mebibytes)
        self.assertEqual(self.workers({"/sys/fs/cgroup/memory.max": "max"}, processors=2), 3)
        old = {"/sys/fs/cgroup/memory/memory.limit_in_bytes": str(256 << 20)}
        self.assertEqual(self.workers(old), 1)
        self.assertEqual(self.workers({"/sys/fs/cgroup/memory/memory.limit_in_bytes": "9223372036854771712"}), 8)

    def test_fit_a_machine_without_groups(self):
        self.assertEqual(self.workers({"/proc/meminfo": "MemTotal:         221184 kB\nMemFree: 1 kB"}), 1)

    def test_count_the_groups_around_this_one(self):
        files = {
            "/proc/self/cgroup": "0::/site.slice/blog.scope",
            "/sys/fs/cgroup/site.slice/memory.max": str(384 << 20),
            "/sys/fs/cgroup/site.slice/blog.scope/memory.max": "max",
            "/sys/fs/cgroup/site.slice/cpu.max": "300000 100000",
        }
        self.assertEqual(self.limit(limits.memory, files), 384 << 20)
        self.assertEqual(self.limit(limits.processors, files), 3)
        old = {
            "/proc/self/cgroup": "5:cpu,cpuacct:/site/blog\n4:memory:/site/blog",
            "/sys/fs/cgroup/memory/memory.stat": f"cache 5\nhierarchical_memory_limit {300 << 20}\nrss 4",
            "/sys/fs/cgroup/cpu/site/cpu.cfs_quota_us": "150000",
            "/sys/fs/cgroup/cpu/site/cpu.cfs_period_us": "100000",
        }
        self.assertEqual(self.limit(limits.memory, old), 300 << 20)
        self.assertEqual(self.limit(limits.processors, old), 1.5)

    def test_the_person_decides(self):
        small = {"/sys/fs/cgroup/memory.max": str(256 << 20)}
        self.assertEqual(self.workers(small, WEB_CONCURRENCY="5"), 5)
        self.assertEqual(self.workers(small, WEB_CONCURRENCY="many"), 1)
        self.assertEqual(self.workers(small, WEB_MEMORY="60"), 3)
        self.assertEqual(self.limit(limits.threads, {}, WEB_THREADS="16"), 16)

    def test_leave_time_before_the_platform_kills(self):
        self.assertEqual(self.limit(limits.stop_seconds, {}), 9)
        self.assertEqual(self.limit(limits.stop_seconds, {}, SIMPLE_DEPLOY_STOP_SECONDS="30"), 29)

    def test_are_read_from_this_machine(self):
        self.assertGreater(limits.memory(), 1 << 20)
        self.assertGreaterEqual(limits.processors(), 1)


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
        self.assertEqual(self.read(PORT="9000"), '[["0.0.0.0:9000"], 2, 4, 60]')
        self.assertEqual(self.read(), '[["0.0.0.0:8000"], 2, 4, 60]')
        self.assertEqual(self.read(SOCKET="/run/app.sock"), '[["unix:/run/app.sock"], 2, 4, 60]')
        self.assertEqual(self.read(SOCKET="/run/app.sock", PORT="9000"), '[["0.0.0.0:9000"], 2, 4, 60]')

    def test_the_projects_own_file_decides_all_but_the_address(self):
        own = "bind = '127.0.0.1:1'\nworkers = 7\nthreads = 1\ntimeout = 99\n"
        self.assertEqual(self.read(own, PORT="9000"), '[["0.0.0.0:9000"], 7, 1, 99]')

    def test_the_projects_file_may_have_another_name(self):
        with tempfile.NamedTemporaryFile("w", suffix=".py") as own:
            own.write("workers = 6\n")
            own.flush()
            self.assertIn(", 6, ", self.read(SIMPLE_DEPLOY_GUNICORN_CONF=own.name))


if __name__ == "__main__":
    unittest.main()
