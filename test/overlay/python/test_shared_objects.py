"""What shared objects are linked with, and what of it is nowhere."""
import os
import struct
import sys
import tempfile
import unittest

import elf
import shared_objects


def made(names, folders=""):
    """A shared object with nothing in it but what it is linked with."""
    strings = b"\0"
    entries = []
    for tag, text in [(elf.DT_NEEDED, name) for name in names] + ([(elf.DT_RUNPATH, folders)] if folders else []):
        entries.append(struct.pack("<QQ", tag, len(strings)))
        strings += text.encode() + b"\0"
    dynamic = b"".join(entries) + struct.pack("<QQ", 0, 0)
    start, table = 64 + len(strings), 64 + len(strings) + len(dynamic)
    section = lambda kind, at, size, link: struct.pack("<IIQQQQIIQQ", 0, kind, 0, 0, at, size, link, 0, 0, 0)  # noqa: E731
    sections = section(0, 0, 0, 0) + section(3, 64, len(strings), 0) + section(elf.SHT_DYNAMIC, start, len(dynamic), 1)
    head = b"\x7fELF\x02\x01\x01".ljust(16, b"\0") + struct.pack("<HHIQQQIHHHHHH", 3, 62, 1, 0, 0, table, 0, 64, 0, 0, 64, 3, 1)
    return head + strings + dynamic + sections


class Elf(unittest.TestCase):
    def needed(self, content):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.realpath(folder) + "/x.so"
            with open(path, "wb") as file:
                file.write(content)
            return elf.needed(path), os.path.dirname(path)

    def test_names_and_folders(self):
        found, folder = self.needed(made(["liba.so.1", "libb.so"], "$ORIGIN/../x.libs:/opt/lib"))
        self.assertEqual(found, (["liba.so.1", "libb.so"], [os.path.dirname(folder) + "/x.libs", "/opt/lib"]))

    def test_nothing_of_what_is_none_or_is_cut_off(self):
        whole = made(["liba.so.1"])
        for content in (b"", b"text " * 40, whole[:70], whole[:-70], b"\x7fELF\x01\x01" + whole[6:]):
            self.assertEqual(self.needed(content)[0], ([], []))

    def test_of_this_python_says_the_library_of_c(self):
        self.assertIn("libc.so.6", elf.needed(os.path.realpath(sys.executable))[0])


class SharedObjects(unittest.TestCase):
    def test_names_what_is_nowhere_and_who_needs_it(self):
        files = {
            "pkg/a.cpython-311.so": made(["libc.so.6", "libnone.so.2", "libown.so.1", "libnear-1a2b.so.3"], "$ORIGIN/../pkg.libs"),
            "pkg/b.so": made(["libnone.so.2"]),
            "pkg.libs/libnear-1a2b.so.3": made([]),
            "other/lib/libown.so.1": made(["libc.so.6"]),
            "pkg/text.so.txt": b"libnone",
        }
        with tempfile.TemporaryDirectory() as environment:
            for name, content in files.items():
                path = f"{environment}/lib/python3.11/site-packages/{name}"
                os.makedirs(os.path.dirname(path), exist_ok=True)
                with open(path, "wb") as file:
                    file.write(content)
            found = shared_objects.unresolved(environment, {"libc.so.6"})
            os.mkdir(environment + "/bin")
            for name, content in {"uwsgi": made(["libpython3.13.so.1.0"]), "gunicorn": b"#!/venv/bin/python\n" * 9}.items():
                with open(f"{environment}/bin/{name}", "wb") as file:
                    file.write(content)
            more = shared_objects.unresolved(environment, {"libc.so.6", "libnone.so.2"})
        self.assertEqual(found, {"libnone.so.2": ["pkg/a.cpython-311.so", "pkg/b.so"]})
        self.assertEqual(more, {"libpython3.13.so.1.0": [environment + "/bin/uwsgi"]})

    def test_knows_the_libraries_of_this_system(self):
        self.assertIn("libc.so.6", shared_objects.system_libraries())


if __name__ == "__main__":
    unittest.main()
