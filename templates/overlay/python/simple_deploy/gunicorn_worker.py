"""gunicorn's worker with threads, which leaves work to its neighbours, waits for no client, and cuts none off at the end."""
import selectors
import socket
import time
from functools import partial

from gunicorn import util
from gunicorn.workers.gthread import ThreadWorker

# How long a client may take to close its end, as in gunicorn. Older ones close at once.
PATIENCE = 2.0
WAITS_FOR_CLIENTS = hasattr(util, "close_graceful") and hasattr(ThreadWorker, "murder_pending")


class Worker(ThreadWorker):
    """It takes no more clients than it has threads for, and then one for each request that it answered. gunicorn's takes all
    that come and keeps them: of 16 connections of a proxy one worker may get all, and answer alone while the others have
    nothing to do. What waits in the kernel is taken by whoever has a thread first, or gets on.

    After the last answer on a connection gunicorn waits for the client to close its end, and the whole worker waits with
    it: 2 seconds for one that does not. Here such connections wait beside those that are kept for a next request.

    A client whose connection the kernel has taken, and no worker yet, may have sent its request. gunicorn stops taking
    connections at once, but closes its end only when the last request is answered: who comes in between is cut off
    without an answer. So those that wait are taken, and the door is shut, so that others are refused and can go elsewhere.
    """

    def __init__(self, *args, **kwargs):
        self._leaving = []
        self._got_on = False
        super().__init__(*args, **kwargs)

    @property
    def worker_connections(self):
        """How many connections it may have: gunicorn asks before it takes another one."""
        if not hasattr(self, "keepalived_conns"):  # gunicorn before 24, which counts otherwise
            return self._most
        idle = len(self.keepalived_conns) + len(getattr(self, "pending_conns", ())) + len(self._leaving)
        # Without the one more, clients that keep their connections and ask all the time would keep out all others.
        busy = self.nr_conns - idle + (1 if self._got_on else 0)
        return min(self._most, idle + max(self.cfg.threads, busy))

    @worker_connections.setter
    def worker_connections(self, most):
        self._most = most

    def accept(self, *listener):  # gunicorn before 24 gives the server too
        self._got_on = False
        super().accept(*listener)

    def finish_request(self, conn, *future):
        self._got_on = True
        if not WAITS_FOR_CLIENTS or _goes_on(*future):
            super().finish_request(conn, *future)
            return
        try:
            conn.sock.shutdown(socket.SHUT_WR)
            conn.sock.setblocking(False)
            self.poller.register(conn.sock, selectors.EVENT_READ, partial(self._hear_out, conn))
            conn.timeout = time.monotonic() + PATIENCE
            self._leaving.append(conn)
        except (OSError, ValueError):  # it is closed
            self.nr_conns -= 1
            conn.close()

    def _hear_out(self, conn, client):
        """Reads what a client still sends: with unread bytes the kernel would take back the answer. Ends at its end."""
        try:
            gone = not client.recv(65536)
        except BlockingIOError:
            return
        except OSError:
            gone = True
        if gone:
            self._see_off(conn)

    def _see_off(self, conn):
        self.poller.unregister(conn.sock)
        self._leaving.remove(conn)
        self.nr_conns -= 1
        conn.close()

    def murder_pending(self):
        super().murder_pending()
        while self._leaving and self._leaving[0].timeout < time.monotonic():
            self._see_off(self._leaving[0])

    def set_accept_enabled(self, enabled):
        super().set_accept_enabled(enabled)
        if not enabled and not self.alive:
            for listener in self.sockets:
                self._take_all(listener)
                listener.close()

    def _take_all(self, listener):
        listener.setblocking(False)
        taken = -1
        while taken != self.nr_conns:
            taken = self.nr_conns
            self.accept(listener)


def _goes_on(future):
    """Whether there is more to do on a connection: a next request, or an error to handle."""
    return future.cancelled() or future.exception() is not None or bool(future.result())
