"""What an ASGI server is told to import: the project's application, named by SIMPLE_DEPLOY_APPLICATION, see serve.py."""
import logging
import multiprocessing
import os
import signal

from simple_deploy.asgi_requests import PatientAtShutdown, Served, load

if os.environ.get("SIMPLE_DEPLOY_SERVER") == "hypercorn":
    # It tells its workers to stop by an event, and kills them all as soon as the first one has: whoever is in the middle
    # of a request is to end by the event alone.
    if multiprocessing.parent_process() is not None:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
    # It has a handler of its own, besides which the project's would print each line again.
    logging.getLogger("hypercorn.error").propagate = False

application = Served(load(os.environ["SIMPLE_DEPLOY_APPLICATION"]))
if os.environ.get("SIMPLE_DEPLOY_SERVER") == "granian":
    application = PatientAtShutdown(application)
