"""Puts the settings overlay into /layers/overlay: read by every Python of the image through a .pth file."""
from __future__ import annotations

import os
import shutil
import sysconfig

import layer

LAYER = "/layers/overlay"
HOME = "/simple-deploy"


def main() -> None:
    shutil.copytree("/overlay", LAYER + HOME)
    layer.compile_tree(LAYER + HOME + "/python", shown=HOME + "/python")
    site = LAYER + sysconfig.get_path("purelib")
    os.makedirs(site)
    for name, text in (
        # The import is guarded: no interpreter may fail to start because of us.
        ("simple_deploy.pth", f"{HOME}/python\nimport simple_deploy.hook; simple_deploy.hook.install()\n"),
        # PEP 829: Python 3.15 reads this file instead of the import line.
        ("simple_deploy.start", "simple_deploy.hook:install\n"),
    ):
        with open(os.path.join(site, name), "w", encoding="utf-8") as file:
            file.write(text)
    for folder, _, names in os.walk(LAYER):
        os.chmod(folder, 0o755)
        for name in names:
            os.chmod(os.path.join(folder, name), 0o644)
    layer.normalise_times(LAYER)


if __name__ == "__main__":
    main()
