"""gunicorn's worker with threads, which leaves nobody behind when it is told to stop."""
from gunicorn.workers.gthread import ThreadWorker


class Worker(ThreadWorker):
    """A client whose connection the kernel has taken, and no worker yet, may have sent its request. gunicorn stops taking
    connections at once, but closes its end only when the last request is answered: who comes in between is cut off
    without an answer. So those that wait are taken, and the door is shut, so that others are refused and can go elsewhere.
    """

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
