"""log_files.py, with files of this machine; then with what Django makes of it."""
import logging.config
import os
import tempfile
import unittest
from unittest import mock

from test_fill import filled

OUTPUT = {"class": "logging.StreamHandler", "stream": "ext://sys.stdout"}


def file_at(path, **more):
    return {"class": "logging.FileHandler", "filename": path, **more}


def filled_with(handlers, **more):
    return filled(LOGGING={"version": 1, "handlers": handlers, **more}).LOGGING


class LogFiles(unittest.TestCase):
    def test_a_file_without_a_folder_goes_to_the_output_and_keeps_level_format_and_filters(self):
        kept = {"level": "ERROR", "formatter": "short", "filters": ["debug"]}
        given = {"file": file_at("/no/such/folder/all.log", mode="w", **kept), "mail": {"class": "x.Mail"}}
        found = filled_with(given)
        self.assertEqual(found["handlers"], {"file": {**OUTPUT, **kept}, "mail": {"class": "x.Mail"}})
        self.assertEqual(given["file"]["filename"], "/no/such/folder/all.log", "what the module holds besides stays")

    def test_a_file_that_can_be_written_stays_whether_it_is_there_or_not(self):
        with tempfile.TemporaryDirectory() as folder:
            there = os.path.join(folder, "there.log")
            with open(there, "w"):
                given = {"there": file_at(there), "new": file_at(os.path.join(folder, "new.log")), "odd": "x"}
                self.assertEqual(filled_with(given), {"version": 1, "handlers": given})
        self.assertEqual(filled(LOGGING="x").LOGGING, "x")

    def test_a_file_that_may_not_be_written_goes_to_the_output(self):
        # Not by the modes of a file: root may write them all.
        with tempfile.NamedTemporaryFile() as there, mock.patch("os.access", lambda path, mode: path != there.name):
            self.assertEqual(filled_with({"file": file_at(there.name)})["handlers"], {"file": OUTPUT})

    def test_no_line_is_written_twice(self):
        handlers = {
            "errors": file_at("/no/such/errors.log", level="ERROR"),
            "all": file_at("/no/such/all.log", level="DEBUG"),
            "plain": file_at("/no/such/plain.log"),
            "console": {"class": "logging.StreamHandler"},
        }
        loggers = {
            "django": {"handlers": ["errors", "all"], "level": "INFO"},
            "shop": {"handlers": ["all", "console"]},
            "other": {"handlers": ["plain", "errors"]},
            "none": {"level": "INFO"},
        }
        found = filled_with(handlers, loggers=loggers, root={"handlers": ["console", "plain"]})
        self.assertEqual({name: each.get("handlers") for name, each in found["loggers"].items()},
                         {"django": ["all"], "shop": ["console"], "other": ["plain"], "none": None})
        self.assertEqual(found["root"], {"handlers": ["console"]})

    def test_python_takes_what_comes_of_it(self):
        given = {"file": file_at("/no/such/folder/all.log", level="INFO")}
        made = filled_with(given, root={"handlers": ["file"], "level": "INFO"}, disable_existing_loggers=False)
        logging.config.dictConfig(made)
        self.addCleanup(logging.getLogger().handlers.clear)
        self.assertEqual([type(each) for each in logging.getLogger().handlers], [logging.StreamHandler])

    def test_the_line_can_be_switched_off(self):
        given = {"version": 1, "handlers": {"file": file_at("/no/such/folder/all.log")}}
        self.assertEqual(filled({"SIMPLE_DEPLOY_SKIP": "log-files"}, LOGGING=given).LOGGING, given)
