"""A place that the overlay moves → the new place, as the kind of value that the settings had."""
import os


def same_kind(own, place):
    """`place` (text) as a Path where `own` is one: code of the project goes on with `settings.STATIC_ROOT / "…"`.

    A text, and what cannot be made of a text (nothing, a lazy value), is given as a text.
    """
    if type(own) is str or not isinstance(own, (str, os.PathLike)):
        return place
    try:
        made = type(own)(place)
        return made if os.fspath(made) == place else place
    except Exception:
        return place
