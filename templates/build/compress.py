"""Compressed forms of static files, made once: WhiteNoise sends the smallest one that the browser takes.

They stand beside the file (`x.css.br`, `x.css.gz`). What was compressed before is taken from the engine's cache: Brotli
at its best takes a second for each megabyte.
"""
from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from concurrent.futures import ThreadPoolExecutor

# Changes when what is written for the same content does.
GENERATION = "1"
SUFFIXES = (".br", ".gz")


def compress_tree(top: str, cache: str) -> None:
    """Gives each file below `top` that gets smaller its compressed forms; those that stand there are kept."""
    from whitenoise.compress import Compressor

    compressor = Compressor(quiet=True, log=lambda *_: None)
    paths = [os.path.join(folder, name) for folder, _, names in os.walk(top) for name in names]
    wanted = [path for path in paths if compressor.should_compress(path) and not path.endswith(SUFFIXES)]
    # Both compressors let other threads run meanwhile.
    with ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as pool:
        list(pool.map(lambda path: _compress(compressor, path, cache), wanted))


def _compress(compressor, path: str, cache: str) -> None:
    """What lies there already is made anew: by another tool, or for content that has changed since."""
    with open(path, "rb") as file:
        digest = hashlib.sha256(file.read()).hexdigest()
    known = os.path.join(cache, f"{GENERATION}-{'-'.join(_methods(compressor))}", digest[:2], digest)
    if not os.path.isdir(known):
        for _ in compressor.compress(path) or ():  # older versions write as they are asked for the next
            pass
        # A folder for each: a second file with this content may be at it just now.
        os.makedirs(os.path.dirname(known), exist_ok=True)
        made = tempfile.mkdtemp(prefix=f"{digest}.", dir=os.path.dirname(known))
        _copy(path, made + "/file")
        try:
            os.rename(made, known)
        except OSError:  # another build, or that second file, was faster
            shutil.rmtree(made, ignore_errors=True)
    else:
        _copy(known + "/file", path)


def _copy(source: str, goal: str) -> None:
    os.makedirs(os.path.dirname(goal), exist_ok=True)
    for suffix in SUFFIXES:
        if os.path.exists(source + suffix):
            shutil.copyfile(source + suffix, goal + suffix)


def _methods(compressor) -> list[str]:
    return [name for name in ("brotli", "gzip") if getattr(compressor, f"use_{name}")]
