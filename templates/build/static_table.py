"""What is known of each static file when the image is built: a hash of its content, and whether its name holds one."""
from __future__ import annotations

import hashlib
import os
import re


def table(root: str, built: frozenset[str] = frozenset()) -> dict:
    """`etags`: hash of the content by path below `root`. `immutable`: the paths whose content never changes.

    `built` are the names of files that a bundler has just written: of those alone, and of django-compressor's, a part that
    looks like a hash is taken for one. What Django's manifest storage names is known to WhiteNoise.
    """
    etags = {}
    for folder, _, names in os.walk(root):
        for name in names:
            path = os.path.join(folder, name)
            with open(path, "rb") as file:
                etags[os.path.relpath(path, root)] = hashlib.sha256(file.read()).hexdigest()[:16]
    immutable = [path for path in etags if _of_compressor(path) or (os.path.basename(path) in built and has_hash(path))]
    return {"etags": dict(sorted(etags.items())), "immutable": sorted(immutable)}


def has_hash(path: str) -> bool:
    """Whether a bundler put a hash of the content into the name: `main-BkJ2x_9z.js`, `app.3f2a9c1b7d.css`.

    As webpack, Vite, esbuild and Parcel write them: hexadecimal, or eight signs that are neither word nor date. Strict, as
    a browser never asks again for what this takes for one.
    """
    stem = re.sub(r"(\.(js|mjs|css|map|[a-z0-9]{2,5}))+$", "", os.path.basename(path))
    candidates = (stem.rpartition(".")[2], stem.rpartition("-")[2], stem[-8:] if stem[-9:-8] in ("-", ".") else "")
    return any(_looks_random(each, alone=each == stem) for each in candidates)


def _looks_random(text: str, alone: bool) -> bool:
    if re.fullmatch(r"[0-9a-f]{8,64}", text):
        return bool(re.search(r"\d", text) and re.search(r"[a-f]", text)) and (not alone or len(text) >= 16)
    if alone or not re.fullmatch(r"[A-Za-z0-9_-]{8}", text):
        return False
    # Four small letters in a row are most often a word; capitals alone, or with a number behind them, a name.
    is_word = re.search(r"[a-z]{4}", text) or re.fullmatch(r"[A-Z]+[0-9]{0,3}|[0-9_-]+|[a-z_-]+", text)
    return not is_word


def _of_compressor(path: str) -> bool:
    return bool(re.fullmatch(r"CACHE/(css|js)/[\w.]+\.[0-9a-f]{12}\.(css|js)", path))
