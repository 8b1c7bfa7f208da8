"""What every layer goes through: bytecode, and times that do not depend on when it was made."""
from __future__ import annotations

import os
import py_compile
from concurrent.futures import ProcessPoolExecutor

# 1980-01-01: the earliest time that a zip archive can hold, should the project ever pack its own files.
EPOCH = 315532800


def normalise_times(top: str, when: int = EPOCH) -> None:
    """Gives everything below `top`, and `top`, one modification time."""
    for folder, folders, files in os.walk(top, topdown=False):
        for name in folders + files:
            os.utime(os.path.join(folder, name), (when, when), follow_symlinks=False)
    os.utime(top, (when, when))


def compile_tree(top: str, shown: str | None = None, checked: bool = False) -> None:
    """Compiles each module below `top`; tracebacks name it below `shown`, where it will stand.

    The work is cut into a fixed number of shares, never handed to whoever is free: what a process compiled before
    decides which strings a .pyc shares, and the layer's digest must not depend on that.
    `checked` makes bytecode that notices a changed source (for the code that people may replace).
    """
    sources = sorted(_sources(top))
    shares = [sources[i::_SHARES] for i in range(_SHARES)]
    jobs = [(share, top, shown or top, checked) for share in shares if share]
    if len(sources) < 40:
        _compile((sources, top, shown or top, checked))
        return
    with ProcessPoolExecutor(max_workers=min(_SHARES, os.cpu_count() or 1)) as pool:
        # One process a share, as a share must begin with a fresh interpreter.
        list(pool.map(_compile_in_new_process, jobs))


_SHARES = 4


def _sources(top: str):
    for folder, folders, files in os.walk(top):
        folders[:] = [name for name in folders if name not in ("__pycache__", "node_modules")]
        for name in files:
            if name.endswith(".py"):
                yield os.path.join(folder, name)


def _compile_in_new_process(job) -> None:
    child = os.fork()
    if child == 0:
        try:
            _compile(job)
        finally:
            os._exit(0)
    os.waitpid(child, 0)


def _compile(job) -> None:
    sources, top, shown, checked = job
    for source in sources:
        compile_one(source, shown + source[len(top):], None, checked)


def compile_one(source: str, shown: str, target: str | None, checked: bool) -> None:
    """Compiles one module, into `target` or where Python looks for it; one that does not compile is left as it is."""
    mode = py_compile.PycInvalidationMode.CHECKED_HASH if checked else py_compile.PycInvalidationMode.UNCHECKED_HASH
    try:
        py_compile.compile(source, cfile=target, dfile=shown, doraise=True, quiet=2, invalidation_mode=mode)
    except (py_compile.PyCompileError, UnicodeDecodeError, ValueError, RecursionError):
        # Templates of code and files for another Python are part of many packages.
        pass
