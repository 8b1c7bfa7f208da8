"""The Debian packages of a build: which are asked for, which libraries the image gets."""
import json
import os
import sys
import tempfile
import unittest
from unittest import mock

import apt_get
import compile_missing
import linked_libraries
import system_packages

FAILED = "error: Failed to build `%s`\n  %s\n"


class Asking(unittest.TestCase):
    def wanted(self, name, said):
        return compile_missing.wanted_by(FAILED % (name, said)) - set(compile_missing.COMPILER)

    def test_the_table_knows_what_a_package_needs_whatever_its_build_says(self):
        self.assertIn("libhdf5-dev", self.wanted("h5py==3.1.0", "KeyError: 'x'"))
        self.assertIn("libmemcached-dev", self.wanted("PyLibMC @ https://example.com/x.tar.gz", "it broke"))
        self.assertEqual(self.wanted("unheard-of==1", "it broke"), set())

    def test_a_build_is_believed_that_names_a_tool(self):
        for said, package in (
            ("Rust compiler is required to build", "cargo"), ("error: can't find Rust compiler", "cargo"),
            ("CMake must be installed to build dlib", "cmake"), ("error: Unknown Fortran compiler, gfortran", "gfortran"),
            ("FileNotFoundError: [Errno 2] No such file or directory: 'git'", "git"),
        ):
            self.assertIn(package, self.wanted("x==1", said), said)

    def test_a_build_that_does_not_see_what_it_was_given_gets_what_tells_it_where(self):
        """Pillow 5.3 asks dpkg-architecture, which no slim image has."""
        said = FAILED % ("pillow==5.3.0", "The headers or library files could not be found for zlib,")
        fails = f"import sys; sys.exit(sys.stderr.write({said!r}))"
        with mock.patch.object(system_packages, "apt") as apt, mock.patch("system_packages.can_install", lambda: True), \
             mock.patch.object(system_packages, "of_base"), mock.patch("sys.stderr"), self.assertRaises(SystemExit):
            compile_missing.install([sys.executable, "-c", fails], ".")
        first, second = [set(call.args[0]) for call in apt.call_args_list]
        self.assertIn("zlib1g-dev", first)
        self.assertEqual(second, {"dpkg-dev"})

    def guessed(self, said, known):
        with mock.patch.object(apt_get, "update"), \
             mock.patch.object(system_packages, "known_of", lambda names: set(names) & known):
            return compile_missing.guessed_from(FAILED % ("x==1", said)) - set(compile_missing.COMPILER)

    def test_a_library_that_is_not_in_the_table_is_looked_for_under_its_name(self):
        known = {"libudev-dev", "libsodium-dev", "cups-dev", "librtmp-dev"}
        self.assertEqual(self.guessed("x.c:1:10: fatal error: libudev.h: No such file or directory", known), {"libudev-dev"})
        self.assertEqual(self.guessed("fatal error: sodium.h: No such file", known), {"libsodium-dev"})
        self.assertEqual(self.guessed("/usr/bin/ld: cannot find -lrtmp: No such file", known), {"librtmp-dev"})
        self.assertEqual(self.guessed("No package 'cups' found", known), {"cups-dev"})
        self.assertEqual(self.guessed("fatal error: nosuch.h: No such file", known), set())

    def test_nothing_is_looked_for_when_nothing_was_to_be_compiled(self):
        with mock.patch.object(apt_get, "update") as update:
            self.assertEqual(compile_missing.guessed_from("error: No solution found: No package 'cups' found"), set())
        update.assert_not_called()


class Libraries(unittest.TestCase):
    def environment(self, tag, files):
        top = tempfile.mkdtemp()
        self.addCleanup(lambda: __import__("shutil").rmtree(top))
        site = os.path.join(top, "lib/python3.11/site-packages")
        info = os.path.join(site, "thing-1.0.dist-info")
        os.makedirs(info)
        for name in files:
            open(os.path.join(site, name), "w").close()
        with open(os.path.join(info, "WHEEL"), "w") as file:
            file.write(f"Wheel-Version: 1.0\nRoot-Is-Purelib: false\nTag: {tag}\n")
        with open(os.path.join(info, "RECORD"), "w") as file:
            file.writelines(f"{name},sha256=x,1\n" for name in files)
        return top

    def test_only_what_was_compiled_here_is_looked_at(self):
        for tag, count in (("cp311-cp311-linux_x86_64", 1), ("cp311-cp311-linux_aarch64", 1), ("py3-none-any", 0),
                           ("cp311-cp311-manylinux_2_17_x86_64", 0), ("cp311-cp311-musllinux_1_2_x86_64", 0)):
            found = linked_libraries.compiled_files(self.environment(tag, ["_thing.cpython-311.so"]))
            self.assertEqual(len(found), count, tag)

    def test_a_program_is_linked_too_and_a_script_is_not(self):
        self.assertTrue(linked_libraries.is_linked(os.path.realpath(sys.executable)))
        self.assertFalse(linked_libraries.is_linked(__file__))

    def copied(self, linked, provided=(), known=None):
        """Packages whose files are copied for one compiled file that is linked with these libraries."""
        top = self.environment("cp311-cp311-linux_x86_64", ["_thing.so"])
        memory = os.path.join(top, "memory.json")
        if known:
            with open(memory, "w") as file:
                json.dump(known, file)
        apt, copy = mock.Mock(), mock.Mock()
        with mock.patch.multiple(system_packages, of_base=lambda: {"libc6:amd64"}, apt=apt, copy_files=copy), \
             mock.patch.multiple(linked_libraries, linked=lambda path: linked,
                                 owner_of=lambda path: {"/l/libpq.so.5": "libpq5:amd64", "/l/libc.so.6": "libc6:amd64"}.get(path, ""),
                                 with_dependencies=lambda names: {{"libpq5": "libpq5:amd64"}.get(name, name) for name in names}):
            linked_libraries.copy_libraries(top, "/layer", list(provided), memory)
        with open(memory) as file:
            return [call.args[0] for call in copy.call_args_list], [call.args[0] for call in apt.call_args_list], json.load(file)

    def test_takes_what_neither_the_base_nor_another_layer_has(self):
        linked = ({"libpq.so.5": "/l/libpq.so.5", "libc.so.6": "/l/libc.so.6", "libown.so": "/venv/libown.so"}, [])
        copied, installed, known = self.copied(linked)
        self.assertEqual((copied, installed), (["libpq5:amd64"], []))
        self.assertEqual(known["libpq.so.5"], "libpq5:amd64")
        self.assertEqual(self.copied(linked, provided=["libpq5"])[0], [])

    def test_installs_what_a_wheel_from_the_cache_of_an_earlier_build_is_linked_with(self):
        missing = ({}, ["libpq.so.5"])
        self.assertEqual(self.copied(missing, known={"libpq.so.5": "libpq5:amd64"})[1], [["libpq5:amd64"]])
        with mock.patch.object(sys, "stderr") as said:
            self.assertEqual(self.copied(missing)[1], [])
        self.assertIn("libpq.so.5", "".join(call.args[0] for call in said.write.call_args_list))

    def test_reads_the_names_in_a_list_of_dependencies(self):
        self.assertEqual(linked_libraries.words("libc6 (>= 2.36), libpq5:any | libpq4, "), ["libc6", "libpq5", "libpq4"])


class Names(unittest.TestCase):
    def nearest(self, name, *names):
        done = mock.Mock(stdout="\n".join(names))
        with mock.patch.object(system_packages.subprocess, "run", return_value=done):
            return system_packages.nearest(name)

    def test_offers_other_versions_of_a_library_before_what_is_written_alike(self):
        names = ("libgdal36", "libgdal-dev", "libgdal-perl", "libmagic1t64", "ffmpeg", "ffmpegfs")
        self.assertEqual(self.nearest("libgdal32", *names), ["libgdal36"])
        self.assertEqual(self.nearest("libmagic2", *names), ["libmagic1t64"])
        self.assertEqual(self.nearest("ffmepg", *names), ["ffmpeg"])
        self.assertEqual(self.nearest("zzz", *names), [])

    def test_whoever_names_a_version_knows_more(self):
        self.assertEqual(system_packages.known_of(["ffmpeg=7:5.1", "gcc:arm64", "x/bookworm-backports"]),
                         {"ffmpeg=7:5.1", "gcc:arm64", "x/bookworm-backports"})


if __name__ == "__main__":
    unittest.main()
