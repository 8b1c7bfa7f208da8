"""Reads `DEBUG = True` in a settings file as `DEBUG = False`, so that a later `if DEBUG:` takes the right branch.

Only a plain `True` at the top level of a module that lies beside the settings module. An expression is left alone: its
author decides by an environment variable, and fill.py has the last word.
"""
import os
from importlib.machinery import PathFinder, SourceFileLoader

from simple_deploy.chosen import PROJECT, skips, testing


# Modules in which DEBUG was turned off in this process.
turned = []


def find_spec(name, path, target):
    """A spec that loads the module with DEBUG off; None when there is nothing to turn off."""
    if _is_left_alone():
        return None
    spec = PathFinder.find_spec(name, path, target)
    if spec is None or type(spec.loader) is not SourceFileLoader or not spec.origin.startswith(PROJECT + os.sep):
        return None
    code = compiled_without_debug(spec.loader.get_data(spec.origin), spec.origin)
    if code is None:
        return None
    turned.append(name)
    # Not through the loader's own get_code, which would read or write the bytecode of the file as it is.
    spec.loader.get_code = lambda fullname: code
    return spec


def compiled(source, path, mode, *more, **others):
    """`compile` for a file of settings that is not imported, with DEBUG off."""
    if mode == "exec" and not _is_left_alone() and os.path.abspath(path).startswith(PROJECT + os.sep):
        code = compiled_without_debug(source, path)
        if code is not None:
            turned.append(path)
            return code
    return compile(source, path, mode, *more, **others)


def _is_left_alone():
    return skips("debug") or testing()


def compiled_without_debug(source, path):
    """Code of a settings file with DEBUG off; None when it holds no literal `DEBUG = True` (or does not parse)."""
    if b"DEBUG" not in source:
        return None
    import ast

    try:
        tree = ast.parse(source, path)
    except (SyntaxError, ValueError):
        return None  # importing it says why
    found = [node for node in tree.body if _turns_debug_on(node, ast)]
    for node in found:
        node.value.value = False
    return compile(tree, path, "exec", dont_inherit=True) if found else None


def _turns_debug_on(node, ast):
    if isinstance(node, ast.Assign):
        targets = node.targets
    elif isinstance(node, ast.AnnAssign) and node.value is not None:
        targets = [node.target]
    else:
        return False
    named = any(isinstance(target, ast.Name) and target.id == "DEBUG" for target in targets)
    return named and isinstance(node.value, ast.Constant) and node.value.value is True
