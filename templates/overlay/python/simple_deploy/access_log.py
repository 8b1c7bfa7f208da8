"""Keeps questions about health, which come every few seconds, out of the access log."""
import logging

PREFIX = "/-/"


def _gunicorn_logger():
    from gunicorn.glogging import Logger

    class GunicornLogger(Logger):
        def access(self, resp, req, environ, request_time):
            if not environ.get("PATH_INFO", "").startswith(PREFIX):
                super().access(resp, req, environ, request_time)

    return GunicornLogger


def __getattr__(name):
    # Made when gunicorn asks for it: an ASGI image has no gunicorn.
    if name == "GunicornLogger":
        return _gunicorn_logger()
    raise AttributeError(name)


class UvicornFilter(logging.Filter):
    def filter(self, record):
        """uvicorn gives client, method, path, version, status."""
        arguments = record.args if isinstance(record.args, tuple) else ()
        return not (len(arguments) > 2 and str(arguments[2]).startswith(PREFIX))


def quiet_uvicorn():
    """Adds the filter, once."""
    logger = logging.getLogger("uvicorn.access")
    if not any(isinstance(each, UvicornFilter) for each in logger.filters):
        logger.addFilter(UvicornFilter())
