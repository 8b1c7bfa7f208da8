"""The variables behind an error of pydantic-settings, which names fields and not variables.

https://docs.pydantic.dev/latest/concepts/pydantic_settings/#environment-variable-names
"""
from __future__ import annotations


def variables_of(error: BaseException) -> tuple[list[str], list[str]]:
    """Names of the variables that a ValidationError misses, and of those whose value does not please it."""
    if type(error).__name__ != "ValidationError" or not callable(getattr(error, "errors", None)):
        return [], []
    settings = _settings_class(error)
    missing, unfit = [], []
    for each in error.errors():
        if each.get("loc"):
            name = _variable(settings, str(each["loc"][0]))
            (missing if each.get("type") in ("missing", "value_error.missing") else unfit).append(name)
    return missing, unfit


def _settings_class(error: BaseException):
    """The class that was being filled: pydantic 1 tells it, with pydantic 2 it is in the frame of the constructor."""
    if isinstance(getattr(error, "model", None), type):
        return error.model
    trace = error.__traceback__
    found = None
    while trace is not None:
        known = trace.tb_frame.f_locals
        found = next((type(known[name]) for name in ("__pydantic_self__", "self") if name in known), found)
        trace = trace.tb_next
    return found


def _variable(settings, field: str) -> str:
    """Variable of a field: its own names (of pydantic 1), else prefix and name; an alias is the whole name."""
    old = getattr(settings, "__fields__", {}).get(field)
    names = sorted(getattr(getattr(old, "field_info", None), "extra", {}).get("env_names", ()))
    if names:
        return names[0].upper()
    fields = getattr(settings, "model_fields", {})
    config = getattr(settings, "model_config", {})
    prefix = config.get("env_prefix", "") if field in fields and isinstance(config, dict) else ""
    return (prefix + field).upper()
