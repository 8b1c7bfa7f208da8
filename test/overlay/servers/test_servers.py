"""Every server that the image can start, as it starts it, asked over HTTP and told to stop while it answers."""
import http.client
import json
import os
import re
import signal
import socket
import subprocess
import threading
import time
import unittest
from concurrent.futures import ThreadPoolExecutor

from projects import SETTINGS, Project

URLS = """
import logging, os, time
from django.http import HttpResponse, StreamingHttpResponse
from django.urls import path

def page(request):
    logging.getLogger('shop').warning('seen')
    return HttpResponse(request.META['HTTP_X_REQUEST_ID'] + ' ' + request.scheme)

def slow(request):
    open(os.environ['MARK'], 'w').close()
    time.sleep(1.5)
    return HttpResponse('slow but whole')

def who(request):
    with open(os.environ['MARK'], 'a') as mark:
        mark.write('.')
    for _ in range(1000):
        if os.path.getsize(os.environ['MARK']) == 4:
            break
        time.sleep(0.01)
    return HttpResponse(str(os.getpid()))

def nap(request):
    with open(os.environ['MARK'], 'a') as mark:
        mark.write('.')
    time.sleep(0.05)
    return HttpResponse('slept')

def pieces(request):
    return StreamingHttpResponse([b'12345', b'67890'])

def fail(request):
    raise ValueError('of the project')

urlpatterns = [path('', page), path('slow', slow), path('who', who), path('nap', nap), path('pieces', pieces), path('fail', fail)]
"""

WSGI = """
from django.core.wsgi import get_wsgi_application
application = get_wsgi_application()
"""

ASGI = """
from django.core.asgi import get_asgi_application
django = get_asgi_application()

async def application(scope, receive, send):
    if scope['type'] != 'websocket':
        return await django(scope, receive, send)
    await receive()
    await send({'type': 'websocket.accept'})
    while True:
        message = await receive()
        if message['type'] == 'websocket.disconnect':
            return
        await send({'type': 'websocket.send', 'text': 'heard ' + message['text']})
"""

GUNICORN = ["-m", "gunicorn", "-c", os.path.join(os.environ["OVERLAY"], "gunicorn.conf.py")]
SERVE = ["-m", "simple_deploy", "serve"]


class Server:
    """A server of a small project, from its start to its end. Use as a context manager."""

    def __init__(self, command, **variables):
        files = {"site_/urls.py": URLS, "site_/wsgi.py": WSGI, "site_/asgi.py": ASGI, "site_/settings.py": SETTINGS}
        self.project = Project(files)
        self.mark = os.path.join(self.project.root, "asked")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.log = open(os.path.join(self.project.root, "log"), "w+", encoding="utf-8")
        variables = {"SECRET_KEY": "k" * 50, "PORT": str(self.port), "WEB_CONCURRENCY": "2", "MARK": self.mark, **variables}
        call = self.project._call(command, "site_.settings", variables)
        self.process = subprocess.Popen(**call, stdout=self.log, stderr=subprocess.STDOUT, start_new_session=True)

    def __enter__(self):
        while True:
            if self.process.poll() is not None:
                raise AssertionError(self.text())
            try:
                if self.get("/-/health")[0] == 200:
                    return self
            except OSError:
                time.sleep(0.05)

    def __exit__(self, *_):
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        self.log.close()
        self.project.__exit__()

    def get(self, path, **headers):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request("GET", path, headers={"Host": "localhost", **{k.replace("_", "-"): v for k, v in headers.items()}})
            response = connection.getresponse()
            return response.status, dict((k.lower(), v) for k, v in response.getheaders()), response.read().decode()
        finally:
            connection.close()

    def text(self):
        self.log.seek(0)
        return self.log.read()

    def lines(self):
        return [json.loads(line) for line in self.text().splitlines() if line.startswith('{"time"')]

    def line_of(self, path):
        """The first line of the access log about a path; it may come a moment after the answer."""
        for _ in range(250):
            found = [line for line in self.lines() if line["path"] == path]
            if found:
                return found[0]
            time.sleep(0.02)
        raise AssertionError(f"no line about {path}:\n{self.text()}")

    def workers(self):
        """The processes of its workers, in the order in which they were started."""
        pattern = r"Booting worker with pid: (\d+)"
        while len(re.findall(pattern, self.text())) < 2:
            time.sleep(0.02)
        return [int(found) for found in re.findall(pattern, self.text())]

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(30)


class EveryServer:
    """What holds for each, in as few starts as can be: each takes a second or two."""

    def test_answers_logs_names_requests_and_finishes_them(self):
        with Server(self.command) as server:
            self.wait_for_workers(server)
            self.check_answers(server)
            self.check_stop(server)

    def check_answers(self, server):
        status, headers, body = server.get("/?token=secret", X_Request_ID="given-1")
        self.assertEqual([status, headers["x-request-id"], body], [200, "given-1", "given-1 http"])
        line = server.line_of("/")
        self.assertEqual({key: line[key] for key in ("log", "method", "path", "status", "bytes", "request_id", "remote")}, {
            "log": "access", "method": "GET", "path": "/", "status": 200, "bytes": 12, "request_id": "given-1",
            "remote": "127.0.0.1",
        })
        self.assertGreaterEqual(line["duration_ms"], 0)
        self.assertIn("WARNING shop: seen [given-1]", server.text())
        # A name that could forge a line of the log is not taken over.
        self.assertRegex(server.get("/", X_Request_ID='x" {}')[1]["x-request-id"], "^[0-9a-f]{32}$")
        self.assertEqual(server.get("/fail", X_Request_ID="broken-1")[0], 500)
        self.assertEqual(server.line_of("/fail")["status"], 500)
        self.assertIn("ERROR django.request: Internal Server Error: /fail [broken-1]", server.text())
        self.assertEqual(server.get("/pieces")[2], "1234567890")
        self.assertEqual(server.line_of("/pieces")["bytes"], self.bytes_of_pieces)
        self.assertNotIn("/-/health", server.text())
        self.assertNotIn("secret", server.text())

    def check_stop(self, server):
        answers = []
        asking = threading.Thread(target=lambda: answers.append(server.get("/slow")))
        asking.start()
        while not os.path.exists(server.mark):
            time.sleep(0.01)
        code = server.stop()
        asking.join()
        self.assertEqual([answer[::2] for answer in answers], [(200, "slow but whole")], server.text())
        self.assertLess(abs(code), 128, server.text())
        self.assertRaises(OSError, server.get, "/")
        self.assertEqual(server.line_of("/slow")["status"], 200)

    def test_behind_a_proxy(self):
        behind = {"SIMPLE_DEPLOY_PLATFORM": "somewhere", "SIMPLE_DEPLOY_HOSTS": "localhost", "SIMPLE_DEPLOY_STOP_SECONDS": "4"}
        with Server(self.command, **behind) as server:
            self.wait_for_workers(server)
            server.get("/", X_Forwarded_For="6.6.6.6, 203.0.113.9", X_Forwarded_Proto="https")
            self.assertEqual(server.line_of("/")["remote"], "203.0.113.9")
            self.check_web_sockets(server)

    def check_web_sockets(self, server):
        pass

    def wait_for_workers(self, server):
        pass


class OfGranian:
    def wait_for_workers(self, server):
        """A worker that is still starting when granian is told to stop does not hear it: it is killed in the end, and so are
        those that granian looks after behind it."""
        while server.text().count("Started worker-") < 2:
            time.sleep(0.02)


class EveryAsgiServer(EveryServer):
    bytes_of_pieces = 10
    close_codes = (1012,)

    def check_web_sockets(self, server):
        """They work, have a line in the log, and are closed when the server is told to stop."""
        from websockets.exceptions import ConnectionClosed
        from websockets.sync.client import connect

        with connect(f"ws://127.0.0.1:{server.port}/live") as live:
            live.send("you")
            self.assertEqual(live.recv(), "heard you")
            server.stop()
            with self.assertRaises(ConnectionClosed):
                live.recv(timeout=5)
            self.assertIn(live.close_code, self.close_codes, server.text())
        line = server.line_of("/live")
        self.assertEqual([line["method"], line["status"], line["bytes"]], ["WEBSOCKET", 101, 9], server.text())


class Gunicorn(EveryServer, unittest.TestCase):
    command = [*GUNICORN, "site_.wsgi:application"]
    bytes_of_pieces = 10

    def test_a_worker_takes_no_more_clients_than_it_has_threads_for(self):
        """Four requests that wait for each other: two are with a worker, and the other two come to the one beside it."""
        with Server(self.command, WEB_THREADS="2") as server:
            first, second = server.workers()
            # A worker takes one more for each request that it answered, and may still be ending that for /-/health.
            time.sleep(1)
            os.kill(second, signal.SIGSTOP)
            with ThreadPoolExecutor(4) as clients:
                answers = [clients.submit(server.get, "/who") for _ in range(4)]
                while not os.path.exists(server.mark) or os.path.getsize(server.mark) < 2:
                    time.sleep(0.01)
                os.kill(second, signal.SIGCONT)
            took = sorted(int(answer.result()[2]) for answer in answers)
            self.assertEqual(took, sorted([first, first, second, second]), server.text())

    def test_clients_that_keep_asking_leave_room_for_others(self):
        """Two clients with sixty questions each, sent at once, for two threads; another one has its answer before theirs."""
        with Server(self.command, WEB_CONCURRENCY="1", WEB_THREADS="2") as server:
            eager = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(2)]
            for client in eager:
                client.sendall(b"GET /nap HTTP/1.1\r\nHost: localhost\r\n\r\n" * 60)
            while not os.path.exists(server.mark):
                time.sleep(0.01)
            self.assertEqual(server.get("/")[0], 200)
            self.assertLess(os.path.getsize(server.mark), 100)
            for client in eager:
                client.close()

    def test_clients_that_do_not_close_their_end_hold_up_nobody(self):
        with Server(self.command, WEB_CONCURRENCY="1") as server:
            clients = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(20)]
            for client in clients:
                client.sendall(b"GET /-/health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                while client.recv(4096):
                    pass
            # 2 seconds for each of them would be more than the 30 that it asks for.
            self.assertEqual(server.get("/")[0], 200)
            self.assertEqual(server.stop(), 0)
            for client in clients:
                client.close()


class OldGunicorn(EveryServer, unittest.TestCase):
    """Of a project that pins one: its worker counts otherwise, and its configuration takes less."""

    command = Gunicorn.command
    bytes_of_pieces = 10


class GranianWsgi(OfGranian, EveryServer, unittest.TestCase):
    command = [*SERVE, "granian-wsgi", "site_.wsgi:application"]
    bytes_of_pieces = None


class Uvicorn(EveryAsgiServer, unittest.TestCase):
    command = [*SERVE, "uvicorn", "site_.asgi:application"]


class Hypercorn(EveryAsgiServer, unittest.TestCase):
    # It waits for web sockets as long as it may, and takes leave of none: connection lost, or an error of the server.
    close_codes = (1006, 1011)
    command = [*SERVE, "hypercorn", "site_.asgi:application"]


class Daphne(EveryAsgiServer, unittest.TestCase):
    close_codes = (4012,)
    command = [*SERVE, "daphne", "site_.asgi:application"]


class Granian(OfGranian, EveryAsgiServer, unittest.TestCase):
    # It cuts connections while the application takes leave.
    close_codes = (1006, 4012)
    command = [*SERVE, "granian", "site_.asgi:application"]


if __name__ == "__main__":
    unittest.main()
