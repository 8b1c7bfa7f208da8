"""Ends what does not come to an end: settings that wait for a server that the build has not, or ask for it again and again."""
from __future__ import annotations

import signal

# Far more than settings, application and URLs take on a slow machine.
PATIENCE = 300
AGAIN = 5


class TookTooLong(BaseException):
    """No Exception: code that tries again whatever is raised would go on for ever."""


def limit(seconds: float = PATIENCE) -> None:
    """Raises it in what runs after so many seconds; anew where it was caught."""
    def end(_signal, _frame):
        raise TookTooLong(f"after {seconds:g} s this line was still running, or waiting for an answer")

    signal.signal(signal.SIGALRM, end)
    signal.setitimer(signal.ITIMER_REAL, seconds, AGAIN)


def rest() -> None:
    signal.setitimer(signal.ITIMER_REAL, 0)
