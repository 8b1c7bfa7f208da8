"""Started by simple_deploy.pth in every Python process of the image, so it imports next to nothing.

It waits for `django.conf`: whichever settings module is chosen, and however, Django reads it through the class
`Settings` there. Just before that, the gaps of the module are filled (see fill.py). Two commands of Django wait too, which
would write into the image (see read_only.py).
"""
import os
import sys
from importlib.machinery import PathFinder


def install():
    """Adds the finder to the import system, once."""
    if not any(isinstance(finder, _Finder) for finder in sys.meta_path):
        sys.meta_path.insert(0, _Finder())


class _Finder:
    def find_spec(self, name, path=None, target=None):
        if name in _LOOKED_AT:
            spec = PathFinder.find_spec(name, path, target)
            if spec is not None and spec.loader is not None:
                _after(spec.loader, _LOOKED_AT[name])
            return spec
        if _may_be_settings(name):
            from simple_deploy import literal_debug
            from simple_deploy.supplied import supply

            supply()  # Code of the project may take its settings before Django does: a Celery that imports them.
            return literal_debug.find_spec(name, path, target)
        return None


def _may_be_settings(name):
    """The chosen settings module, and what lies beside or below it: split settings import each other.

    Below the folder that it lies in as well, when that is not the project's package (`config.settings.components.mail`
    beside `config.settings.live`).
    """
    chosen = os.environ.get("DJANGO_SETTINGS_MODULE", "")
    package = chosen.rpartition(".")[0]
    if name == chosen or (chosen and name.startswith(chosen + ".")):
        return True
    return bool(package) and (name.rpartition(".")[0] == package or ("." in package and name.startswith(package + ".")))


def _after(loader, act):
    run = loader.exec_module

    def exec_module(module):
        run(module)
        act(module)

    loader.exec_module = exec_module


def _compile_included(tools):
    """django-split-settings compiles what it includes by itself, past the import system."""
    from simple_deploy import literal_debug

    tools.compile = literal_debug.compiled


def _fill_settings_of(conf):
    plain = conf.Settings.__init__

    def __init__(self, settings_module):
        import importlib

        from simple_deploy.fill import fill
        from simple_deploy.supplied import supply

        supply()
        try:
            # Imports what Django would import next, so that an error in it comes out just the same.
            module = importlib.import_module(settings_module)
            _hold_what_it_answers(module)
        except Exception:
            from simple_deploy.required import name_missing

            name_missing()
            raise
        before = dict(vars(module))
        fill(module)
        # dynaconf reads its values before Django does, and stands in for django.conf.settings: see docs/image.md.
        if hasattr(module, "DYNACONF"):
            from simple_deploy.with_dynaconf import hand_over

            hand_over(module, before)
        plain(self, settings_module)

    conf.Settings.__init__ = __init__


def _hold_what_it_answers(module):
    """A module that answers for its settings itself (`__getattr__`, `__dir__`) holds them from here on as any other does.

    Django takes those that `dir` lists, and ours are not among them; of a name that it has not, most say KeyError.
    """
    answer = vars(module).get("__getattr__")
    if answer is None:
        return
    if "__dir__" in vars(module):
        for name in dir(module):
            if name.isupper():
                setattr(module, name, getattr(module, name))
        del module.__dir__

    def known(name):
        try:
            return answer(name)
        except KeyError as error:
            if error.args != (name,):
                raise
            raise AttributeError(name) from None

    module.__getattr__ = known


def _show_migrations(commands):
    from simple_deploy.read_only import shown_migrations

    shown_migrations(commands)


def _leave_static(commands):
    from simple_deploy.read_only import collected_static

    collected_static(commands)


_LOOKED_AT = {
    "django.conf": _fill_settings_of,
    "split_settings.tools": _compile_included,
    "django.core.management.commands.makemigrations": _show_migrations,
    "django.contrib.staticfiles.management.commands.collectstatic": _leave_static,
}
