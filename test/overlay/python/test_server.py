"""How the servers are started and what they log."""
import logging
import os
import types
import unittest
from unittest import mock

from projects import KEY, Project
from simple_deploy import access_log, asgi

CONFIGURATION = os.path.join(os.environ["OVERLAY"], "gunicorn.conf.py")


class AccessLog(unittest.TestCase):
    def test_of_gunicorn_has_pages_and_no_questions_about_health(self):
        from gunicorn.config import Config

        logger = access_log.GunicornLogger(Config())
        with mock.patch("gunicorn.glogging.Logger.access") as written:
            for path in ("/-/health", "/-/ready", "/", "/a/-/b"):
                logger.access(None, None, {"PATH_INFO": path}, None)
        self.assertEqual([call.args[2]["PATH_INFO"] for call in written.call_args_list], ["/", "/a/-/b"])

    def test_of_uvicorn_likewise(self):
        passes = access_log.UvicornFilter().filter
        record = lambda path: types.SimpleNamespace(args=("1.2.3.4:5", "GET", path, "1.1", 200))  # noqa: E731
        self.assertEqual([passes(record(path)) for path in ("/-/health", "/", "/x")], [False, True, True])
        self.assertTrue(passes(types.SimpleNamespace(args=None)))

    def test_gets_its_filter_once(self):
        logger = logging.getLogger("uvicorn.access")
        self.addCleanup(logger.filters.clear)
        access_log.quiet_uvicorn()
        access_log.quiet_uvicorn()
        self.assertEqual(len(logger.filters), 1)


class Uvicorn(unittest.TestCase):
    def command(self, application="site_.asgi:application", **variables):
        with mock.patch("os.execv") as become, mock.patch.object(asgi, "load_settings") as load, \
                mock.patch.dict(os.environ, {"WEB_CONCURRENCY": "1", **variables}, clear=True):
            asgi.serve(application, [])
        load.assert_called_once()
        return " ".join(become.call_args.args[1][1:])

    def test_listens_where_the_platform_says(self):
        self.assertIn("site_.asgi:application --host 0.0.0.0 --port 9000", self.command(PORT="9000"))
        self.assertIn("--port 8000", self.command())

    def test_has_workers_only_where_there_are_several(self):
        self.assertNotIn("--workers", self.command())
        self.assertIn("--workers 3", self.command(WEB_CONCURRENCY="3"))

    def test_believes_the_proxies_that_are_named(self):
        self.assertIn("--forwarded-allow-ips 10.0.0.1", self.command(FORWARDED_ALLOW_IPS="10.0.0.1"))

    def test_calls_a_factory(self):
        self.assertIn("site_.asgi:make --factory", self.command("site_.asgi:make()"))


class Gunicorn(unittest.TestCase):
    def start(self, own="", **variables):
        code = f"import runpy; v = runpy.run_path({CONFIGURATION!r}); v['on_starting']('the server')"
        with Project({"gunicorn.conf.py": own}) as project:
            return project.run("-c", code, **variables)

    def test_stops_before_the_workers_when_the_settings_refuse(self):
        done = self.start()
        self.assertEqual([done.returncode, "SECRET_KEY of development" in done.stderr], [1, True], done.stderr)

    def test_calls_what_the_project_wants_at_the_start(self):
        done = self.start("def on_starting(server): print('own', server)\n", **KEY)
        self.assertEqual(done.stdout, "own the server\n", done.stderr)

    def test_leaves_the_log_of_the_project_alone(self):
        code = f"import runpy; v = runpy.run_path({CONFIGURATION!r}); print(v['accesslog'], v['logger_class'])"
        with Project({"gunicorn.conf.py": "accesslog = '/x'\nlogger_class = 'own'\n"}) as project:
            self.assertEqual(project.run("-c", code).stdout, "/x own\n")
        with Project() as project:
            self.assertEqual(project.run("-c", code).stdout, "- simple_deploy.access_log.GunicornLogger\n")


if __name__ == "__main__":
    unittest.main()
