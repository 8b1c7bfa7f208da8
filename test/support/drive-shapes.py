"""Asks each shape for what its settings are: by manage.py, by its WSGI and by its ASGI application, each in a process of
its own, as the image runs them. Reads the shapes as JSON from SHAPES, prints what they told as JSON."""
import asyncio
import importlib
import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor


def application(name):
    sys.path[0] = os.getcwd()
    module, _, attribute = name.partition(":")
    return getattr(importlib.import_module(module), attribute)


def by_wsgi(name):
    from wsgiref.util import setup_testing_defaults

    environ = {"HTTP_HOST": "shape.example"}
    setup_testing_defaults(environ)
    return b"".join(application(name)(environ, lambda *_: None)).decode()


def by_asgi(name):
    sent = []

    async def ask():
        scope = {"type": "http", "method": "GET", "path": "/", "raw_path": b"/", "query_string": b"", "http_version": "1.1",
                 "scheme": "http", "headers": [(b"host", b"shape.example")]}

        async def receive():
            # A server says nothing more until the client goes.
            if sent.append(None) or len(sent) > 1:
                await asyncio.Event().wait()
            return {"type": "http.request", "body": b"", "more_body": False}

        bodies = []

        async def send(message):
            bodies.append(message.get("body", b""))

        await application(name)(scope, receive, send)
        return b"".join(bodies)

    return asyncio.run(ask()).decode()


def told(shape, kind):
    code = "import json; from told import told; print(json.dumps(told()))"
    commands = {"manage": ["manage.py", "shell", "-c", code], "wsgi": [__file__, "wsgi", shape["wsgi"]],
                "asgi": [__file__, "asgi", shape["asgi"]]}
    done = subprocess.run([sys.executable, *commands[kind]], cwd=shape["folder"], env={**os.environ, **shape["env"]},
                          stdin=subprocess.DEVNULL, capture_output=True, text=True)
    try:
        return json.loads(done.stdout.splitlines()[-1])
    except (IndexError, ValueError):
        return (done.stdout + done.stderr)[-2000:]


if len(sys.argv) == 3:
    print({"wsgi": by_wsgi, "asgi": by_asgi}[sys.argv[1]](sys.argv[2]))
else:
    asked = [(shape, kind) for shape in json.loads(os.environ.pop("SHAPES")) for kind in ("manage", "wsgi", "asgi")]
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda each: [each[0]["name"], each[1], told(*each)], asked))
    print(json.dumps(answers))
