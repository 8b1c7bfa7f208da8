"""The user that the image runs as, and the folder that is theirs."""
from __future__ import annotations

import os
import re

USER = 1000


def add_user(target: str) -> None:
    """User 1000 with a name, as getpass.getuser() asks for one, and /data for what has to outlive the container."""
    os.makedirs(target + "/etc", exist_ok=True)  # a library may have brought its configuration
    for name, line in (("passwd", f"app:x:{USER}:{USER}::/tmp:/bin/sh\n"), ("group", f"app:x:{USER}:\n")):
        with open(f"/etc/{name}", encoding="utf-8") as file:
            text = file.read()
        if not re.search(rf"^[^:]*:[^:]*:{USER}:", text, re.MULTILINE):
            with open(f"{target}/etc/{name}", "w", encoding="utf-8") as file:
                file.write(text + line)
    os.mkdir(target + "/data")
    os.chown(target + "/data", USER, USER)
    # Some platforms run the image as a user of their own.
    os.chmod(target + "/data", 0o1777)
