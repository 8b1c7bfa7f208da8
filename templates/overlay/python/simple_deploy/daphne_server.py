"""daphne, which by itself cuts requests in flight when it is told to stop: here it first waits for them."""
import asyncio
import sys
from time import monotonic

from simple_deploy import asgi_requests, limits

LOOK_EVERY = 0.05


def wait_then(kill):
    """A replacement for the step of daphne's shutdown that cancels what runs: it comes when no request is in flight."""
    from twisted.internet import defer, reactor

    def patiently(server):
        until = monotonic() + limits.stop_seconds()
        done = defer.Deferred()

        def look():
            if (asgi_requests.in_flight() or not told.done()) and monotonic() < until:
                reactor.callLater(LOOK_EVERY, look)
            else:
                done.callback(None)

        for listener in server.listeners:
            listener.addCallback(lambda port: port.stopListening())
        told = asyncio.ensure_future(asgi_requests.close_web_sockets())
        look()
        return done.addCallback(lambda _: kill(server))

    return patiently


def main(arguments):
    from daphne.cli import CommandLineInterface
    from daphne.server import Server

    Server.kill_all_applications = wait_then(Server.kill_all_applications)
    # Verbosity 0: the access log is ours.
    CommandLineInterface().run(["--verbosity", "0", *arguments])


if __name__ == "__main__":
    main(sys.argv[1:])
