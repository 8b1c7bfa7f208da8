"""How the servers are started and what they log."""
import os
import unittest
from unittest import mock

from projects import KEY, Project
from simple_deploy import access_log, proxies, request_id, serve, uwsgi_ini

CONFIGURATION = os.path.join(os.environ["OVERLAY"], "gunicorn.conf.py")


class AccessLog(unittest.TestCase):
    def test_of_gunicorn_has_pages_and_no_questions_about_health(self):
        from gunicorn.config import Config

        logger = access_log.GunicornLogger(Config())
        with mock.patch("gunicorn.glogging.Logger.access") as written:
            for path in ("/-/health", "/-/ready", "/", "/a/-/b"):
                logger.access(None, None, {"PATH_INFO": path}, None)
        self.assertEqual([call.args[2]["PATH_INFO"] for call in written.call_args_list], ["/", "/a/-/b"])

    def test_of_gunicorn_keeps_the_form_that_the_project_chose(self):
        from gunicorn.config import Config

        config = Config()
        config.set("accesslog", "-")
        self.assertTrue(access_log.GunicornLogger(config).is_ours)
        for name, value in (("access_log_format", "%(h)s"), ("accesslog", "/dev/null")):
            config = Config()
            config.set("accesslog", "-")
            config.set(name, value)
            self.assertFalse(access_log.GunicornLogger(config).is_ours, name)

    def test_of_gunicorn_starts_with_one_that_knows_less(self):
        """Before 19.8 it has no logconfig_dict. What reads the setting in the newest stays out of the way."""
        from gunicorn.config import Config

        config = Config()
        config.set("accesslog", "-")
        del config.settings["logconfig_dict"]
        with mock.patch("gunicorn.glogging.Logger.setup"):
            self.assertTrue(access_log.GunicornLogger(config).is_ours)


class Commands(unittest.TestCase):
    def command(self, server, *more, application="site_.asgi:application", **variables):
        with mock.patch("os.execv") as become, mock.patch.object(serve, "load_settings") as load, \
                mock.patch.object(serve, "version", lambda _: (0, 30)), \
                mock.patch.dict(os.environ, {"WEB_CONCURRENCY": "1", **variables}, clear=True):
            serve.serve(server, application, more)
            self.assertEqual(os.environ["SIMPLE_DEPLOY_APPLICATION"], application)
        load.assert_called_once()
        return " ".join(become.call_args.args[1][1:])

    def test_listen_where_the_platform_says(self):
        for server, said in {
            "uvicorn": "--host 0.0.0.0 --port 9000", "hypercorn": "--bind 0.0.0.0:9000", "daphne": "-b 0.0.0.0 -p 9000",
            "granian": "--host 0.0.0.0 --port 9000", "granian-wsgi": "--host 0.0.0.0 --port 9000",
            "uwsgi": "--http-socket 0.0.0.0:9000",
        }.items():
            self.assertIn(said, self.command(server, PORT="9000"), server)
            self.assertIn(said.replace("9000", "8000"), self.command(server), server)

    def test_of_uvicorn_has_workers_only_where_there_are_several(self):
        self.assertNotIn("--workers", self.command("uvicorn"))
        self.assertIn("--workers 3", self.command("uvicorn", WEB_CONCURRENCY="3"))

    def test_of_uvicorn_knows_what_an_old_one_does_not(self):
        self.assertIn("--timeout-graceful-shutdown 9", self.command("uvicorn"))
        with mock.patch.object(serve, "version", lambda _: (0, 17)):
            self.assertNotIn("graceful", " ".join(serve.uvicorn("", [])))

    def test_believe_the_proxies_that_are_named(self):
        self.assertIn("--forwarded-allow-ips 10.0.0.1", self.command("uvicorn", FORWARDED_ALLOW_IPS="10.0.0.1"))
        self.assertIn("--forwarded-allow-ips 127.0.0.1,::1", self.command("uvicorn"))

    def test_let_the_project_have_the_last_word(self):
        said = self.command("hypercorn", "--workers", "7")
        self.assertLess(said.index("--workers 1"), said.index("--workers 7"))

    def test_of_uwsgi_reads_the_projects_file_and_says_where(self):
        with Project({"uwsgi.ini": "[uwsgi]\nharakiri = 3\nprocesses = 9\nsocket = /tmp/x.sock\n"}) as project:
            ini = project.root + "/uwsgi.ini"
            said = self.command("uwsgi", application="site_.wsgi:application", SIMPLE_DEPLOY_UWSGI_INI=ini)
            kept = said.partition("--ini ")[2].split()[0]
            self.addCleanup(os.unlink, kept)
            with open(kept, encoding="utf-8") as file:
                self.assertEqual(file.read(), "[uwsgi]\nharakiri = 3\n")
            self.assertIn("--module site_.wsgi:application", said)

    def test_of_uwsgi_leaves_out_what_holds_for_one_machine(self):
        text = "[uwsgi]\nchdir=/home/ada\n home = /venv\nharakiri = 20\nattach-daemon = %dx\ndaemonize=1\n# a\nwsgi_file=x"
        self.assertEqual(uwsgi_ini.without_places(text, "/project"),
                         "[uwsgi]\nharakiri = 20\nattach-daemon = /project/x\n# a\n")


class Requests(unittest.TestCase):
    def test_get_a_name_that_cannot_forge_a_line(self):
        for given in ("", None, 'a"b', "a b", "a\nb", "é", "x" * 129, "-x"):
            self.assertRegex(request_id.name_request(given), "^[0-9a-f]{32}$", given)
        for given in ("a", "01HXYZ-ams", "x" * 128, "Root=1-67891233-abcdef012345678912345678"):
            self.assertEqual(request_id.name_request(given), given)
        self.assertEqual(request_id.name_request(None, "01HXYZ-ams"), "01HXYZ-ams")

    def test_have_the_name_in_answer_and_header(self):
        urls = ("from django.http import HttpResponse\nfrom django.urls import path\n"
                "def own(request):\n    response = HttpResponse('x')\n    response['X-Request-ID'] = 'own'\n    return response\n"
                "urlpatterns = [path('', lambda request: HttpResponse(request.META['HTTP_X_REQUEST_ID'])), path('own', own)]\n")
        hosts = {"SIMPLE_DEPLOY_HOSTS": "testserver"}
        with Project({"site_/urls.py": urls}) as project:
            _, headers, body = project.get("/", ", HTTP_FLY_REQUEST_ID='01HX-ams'", **hosts)
            self.assertEqual([headers["x-request-id"], body], ["01HX-ams", "01HX-ams"])
            self.assertEqual(project.get("/own", **hosts)[1]["x-request-id"], "own")
            skipped = urls.replace("request.META['HTTP_X_REQUEST_ID']", "'none'")
        with Project({"site_/urls.py": skipped}) as project:
            self.assertNotIn("x-request-id", project.get("/", SIMPLE_DEPLOY_SKIP="request-id", **hosts)[1])


class Proxies(unittest.TestCase):
    def client(self, peer, headers, **variables):
        proxies._is_proxy.cache_clear()
        self.addCleanup(proxies._is_proxy.cache_clear)
        with mock.patch.dict(os.environ, variables, clear=True):
            return proxies.client(peer, lambda name: headers.get(name, ""))

    def test_are_believed_only_where_they_are(self):
        forged = {"x-forwarded-for": "6.6.6.6", "fly-client-ip": "6.6.6.6"}
        self.assertEqual(self.client("203.0.113.9", forged, SIMPLE_DEPLOY_PLATFORM="fly", FLY_APP_NAME="x"), "203.0.113.9")
        self.assertEqual(self.client("172.17.0.1", forged), "172.17.0.1")
        self.assertEqual(self.client("172.17.0.1", forged, SIMPLE_DEPLOY_PLATFORM="local"), "172.17.0.1")
        self.assertEqual(self.client("172.17.0.1", forged, FORWARDED_ALLOW_IPS="172.17.0.0/16"), "6.6.6.6")
        self.assertEqual(self.client("", forged), "")

    def test_say_who_asked_by_the_last_that_nobody_else_could_write(self):
        there = {"SIMPLE_DEPLOY_PLATFORM": "heroku"}
        said = lambda text: self.client("10.1.2.3", {"x-forwarded-for": text}, **there)  # noqa: E731
        self.assertEqual(said("6.6.6.6, 203.0.113.9"), "203.0.113.9")
        self.assertEqual(said("6.6.6.6, 203.0.113.9, 10.9.9.9"), "203.0.113.9")
        self.assertEqual(said("10.9.9.9"), "10.9.9.9")
        self.assertEqual(said("garbage"), "10.1.2.3")
        self.assertEqual(said(""), "10.1.2.3")
        self.assertEqual(said("2001:db8::1"), "2001:db8::1")

    def test_of_fly_say_it_in_a_header_of_their_own(self):
        headers = {"x-forwarded-for": "6.6.6.6, 66.241.1.1", "fly-client-ip": "203.0.113.9"}
        self.assertEqual(self.client("172.16.1.1", headers, SIMPLE_DEPLOY_PLATFORM="fly", FLY_APP_NAME="x"), "203.0.113.9")


class Gunicorn(unittest.TestCase):
    def start(self, own="", before="", **variables):
        code = f"import runpy, types; v = runpy.run_path({CONFIGURATION!r}); server = types.SimpleNamespace(); " + (
            "server.cfg = types.SimpleNamespace(chdir=__import__('os').getcwd()); v['on_starting'](server)"
        )
        with Project({"gunicorn.conf.py": own}) as project:
            return project.run("-c", before + code, **variables)

    def test_stops_before_the_workers_when_the_settings_refuse(self):
        done = self.start()
        self.assertEqual([done.returncode, "SECRET_KEY of development" in done.stderr], [1, True], done.stderr)

    def test_calls_what_the_project_wants_at_the_start(self):
        done = self.start("def on_starting(server): print('own', sorted(vars(server)))\n", **KEY)
        self.assertEqual(done.stdout, "own ['cfg']\n", done.stderr)

    def test_finds_the_settings_where_gunicorn_makes_the_folder_importable_later(self):
        """Before 19.6 only a worker does. `python -c` has it as the empty name, which a program in the environment has not."""
        done = self.start(before="import sys; sys.path.remove(''); ", **KEY)
        self.assertEqual(done.returncode, 0, done.stderr)

    def test_leaves_the_log_of_the_project_alone(self):
        code = f"import runpy; v = runpy.run_path({CONFIGURATION!r}); print(v['accesslog'], v['logger_class'])"
        with Project({"gunicorn.conf.py": "accesslog = '/x'\nlogger_class = 'own'\n"}) as project:
            self.assertEqual(project.run("-c", code).stdout, "/x own\n")
        with Project() as project:
            self.assertEqual(project.run("-c", code).stdout, "- simple_deploy.access_log.GunicornLogger\n")


if __name__ == "__main__":
    unittest.main()
