"""Tracebacks as a person reads them: the last lines of one are all that the terminal shows."""
from __future__ import annotations

import traceback


def without_machinery(shown: traceback.TracebackException) -> traceback.TracebackException:
    """The traceback, and those of its causes, without the frames of the import system and of runpy: they say nothing."""
    shown.stack = traceback.StackSummary.from_list(
        [frame for frame in shown.stack if not frame.filename.startswith(("<frozen importlib", "<frozen runpy"))]
    )
    for cause in (shown.__cause__, shown.__context__):
        if cause is not None:
            without_machinery(cause)
    return shown
