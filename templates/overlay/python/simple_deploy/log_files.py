"""Handlers of LOGGING whose file the image has no folder for, or that may not be written there."""
import logging
import os


def to_output(settings):
    """Such a handler writes to the container's output: it would end every start ("Unable to configure handler").

    Level, formatter and filters stay. A logger that writes to the output already, or with several of them, has one.
    """
    given = getattr(settings, "LOGGING", None)
    handlers = given.get("handlers") if isinstance(given, dict) else None
    moved = {name for name, handler in handlers.items() if _is_stuck(handler)} if isinstance(handlers, dict) else set()
    if not moved:
        return
    changed = {name: _of_output(handler) if name in moved else handler for name, handler in handlers.items()}
    loggers = given.get("loggers") or {}
    settings.LOGGING = {
        **given,
        "handlers": changed,
        **({"loggers": {name: _once(each, moved, changed) for name, each in loggers.items()}} if loggers else {}),
        **({"root": _once(given["root"], moved, changed)} if "root" in given else {}),
    }


def _is_stuck(handler):
    try:
        path = os.path.abspath(os.fspath(handler["filename"]))
    except (TypeError, KeyError, AttributeError):
        return False
    # A folder that is not there is not to be written either.
    return not os.access(path if os.path.exists(path) else os.path.dirname(path), os.W_OK)


def _of_output(handler):
    kept = {key: handler[key] for key in ("level", "formatter", "filters") if key in handler}
    return {"class": "logging.StreamHandler", "stream": "ext://sys.stdout", **kept}


def _once(logger, moved, handlers):
    """A logger whose handlers would write each line twice keeps the one that writes most."""
    names = list(logger.get("handlers") or []) if isinstance(logger, dict) else []
    stuck = sorted((name for name in names if name in moved), key=lambda name: _number(handlers[name].get("level", 0)))
    others = any(_is_output(handlers.get(name)) for name in names if name not in moved)
    dropped = set(stuck if others else stuck[1:])
    return {**logger, "handlers": [name for name in names if name not in dropped]} if dropped else logger


def _is_output(handler):
    return isinstance(handler, dict) and str(handler.get("class", "")).endswith("StreamHandler")


def _number(level):
    number = logging.getLevelName(level) if isinstance(level, str) else level
    return number if isinstance(number, int) else 0
