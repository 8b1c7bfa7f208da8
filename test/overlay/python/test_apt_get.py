"""apt itself, with mirrors that do not give what they have."""
import contextlib
import hashlib
import http.server
import io
import json
import os
import socket
import subprocess
import tempfile
import threading
import unittest
from unittest import mock

import apt_get

DEB = b"never unpacked"
PACKAGES = f"""Package: sd-thing
Version: 1
Architecture: all
Maintainer: Nobody <nobody@example.com>
Filename: ./sd-thing.deb
Size: {len(DEB)}
SHA256: {hashlib.sha256(DEB).hexdigest()}
Description: a thing
"""


class Mirror:
    """A mirror of one package. `busy` counts down the requests for a path that it answers with 503."""

    def __init__(self, busy=None):
        mirror, self.asked = self, []
        files = {"/Packages": PACKAGES.encode(), "/sd-thing.deb": DEB}
        self.busy = dict(busy or {})

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                path = self.path.replace("/./", "/")
                mirror.asked.append(path)
                if mirror.busy.get(path, 0) > 0:
                    mirror.busy[path] -= 1
                    return self.answer(503, b"")
                self.answer(200 if path in files else 404, files.get(path, b""))

            def answer(self, code, body):
                self.send_response(code)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        self.address = f"http://127.0.0.1:{self.server.server_port}"

    def stop(self):
        self.server.shutdown()
        self.server.server_close()


def nobody_there():
    """An address at which nothing listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{taken.getsockname()[1]}"


class Apt(unittest.TestCase):
    def mirror(self, busy=None):
        made = Mirror(busy)
        self.addCleanup(made.stop)
        return made

    def with_mirrors(self, *addresses):
        """Lets apt know these mirrors and nothing else; it keeps what it fetches to itself and installs nothing."""
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        top = folder.name
        for name in ("lists/partial", "cache/archives/partial"):
            os.makedirs(os.path.join(top, name))
        open(os.path.join(top, "status"), "w").close()
        with open(os.path.join(top, "sources.list"), "w") as file:
            file.writelines(f"deb [trusted=yes] {address} ./\n" for address in addresses)
        with open(os.path.join(top, "apt.conf"), "w") as file:
            file.write(f'Dir::State::lists "{top}/lists"; Dir::State::status "{top}/status"; Dir::Cache "{top}/cache";\n'
                       f'Dir::Etc::sourcelist "{top}/sources.list"; Dir::Etc::sourceparts "-"; APT::Sandbox::User "root";\n'
                       'APT::Get::Download-Only "true"; Debug::NoLocking "true"; Acquire::Languages "none"; Acquire::http::Proxy "DIRECT";\n')
        for patch in (mock.patch.dict(os.environ, APT_CONFIG=os.path.join(top, "apt.conf"), LANG="de_DE.UTF-8"),
                      mock.patch.multiple(apt_get, PAUSES=(0, 0), PATIENCE=("-o", "Acquire::Retries=0"))):
            patch.start()
            self.addCleanup(patch.stop)

    def failure_of(self, work, *arguments):
        """What the build is told of a failure; None when it went well."""
        said = io.StringIO()
        with contextlib.redirect_stderr(said):
            try:
                work(*arguments)
                return None
            except SystemExit:
                last = said.getvalue().splitlines()[-1]
                return json.loads(last.removeprefix("simple-deploy-failure "))

    def test_a_list_that_was_not_fetched_is_a_failure_though_apt_only_warns(self):
        there, broken = self.mirror(), nobody_there()
        self.with_mirrors(there.address, broken)
        # What apt makes of it by itself.
        self.assertEqual(subprocess.run(["apt-get", "-qq", "-o", "Acquire::Retries=0", "update"], capture_output=True).returncode, 0)
        there.asked.clear()
        failure = self.failure_of(apt_get.update)
        self.assertEqual(failure["kind"], "system-packages")
        self.assertTrue(failure["missed"][0]["url"].startswith(f"{broken}/"), failure)
        self.assertIn("onnect", failure["missed"][0]["reason"])
        self.assertEqual(there.asked.count("/InRelease"), 3)

    def test_what_an_older_apt_says_is_understood_too(self):
        self.with_mirrors(self.mirror().address, nobody_there())
        run = apt_get.run
        # It takes no notice of the option.
        with mock.patch.object(apt_get, "run", lambda *command: run(*(each for each in command if "Error-Mode" not in each and each != "-o"))):
            self.assertTrue(self.failure_of(apt_get.update)["missed"])

    def test_a_mirror_that_is_busy_for_a_moment_is_asked_again(self):
        busy = self.mirror({"/Packages": 2})
        self.with_mirrors(busy.address)
        self.assertIsNone(self.failure_of(apt_get.update))
        self.assertEqual(busy.asked.count("/Packages"), 3)

    def test_so_is_one_that_gives_the_list_and_not_the_package(self):
        busy = self.mirror({"/sd-thing.deb": 1})
        self.with_mirrors(busy.address)
        apt_get.update()
        self.assertIsNone(self.failure_of(apt_get.install, ["sd-thing"]))
        self.assertEqual(busy.asked.count("/sd-thing.deb"), 2)
        busy.busy["/sd-thing.deb"] = 9
        os.unlink(os.path.join(os.path.dirname(os.environ["APT_CONFIG"]), "cache/archives/sd-thing_1_all.deb"))
        failure = self.failure_of(apt_get.install, ["sd-thing"])
        self.assertEqual([each["url"] for each in failure["missed"]], [f"{busy.address}/./sd-thing.deb"])
        self.assertIn("503", failure["missed"][0]["reason"])

    def test_what_no_mirror_is_to_blame_for_is_not_tried_again(self):
        there = self.mirror()
        self.with_mirrors(there.address)
        apt_get.update()
        there.asked.clear()
        self.assertEqual(self.failure_of(apt_get.install, ["no-such-thing"]), {"kind": "system-packages"})
        self.assertEqual(there.asked, [])

    def test_a_password_in_the_address_of_a_mirror_is_not_told(self):
        said = "E: Failed to fetch https://me:secret@mirror.example/x  Connection reset\n"
        self.assertEqual(apt_get.missed_in(said), [{"url": "https://mirror.example/x", "reason": "Connection reset"}])


if __name__ == "__main__":
    unittest.main()
