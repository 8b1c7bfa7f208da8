"""The project's own uwsgi.ini without what holds for one machine only: addresses, folders, users, files of logs."""
import os
import re
import tempfile

# Where it listens, what it loads from where, who it becomes, where it writes, how many it is: said by image and platform.
PLACES = frozenset("""
    socket uwsgi-socket http http-socket https https-socket fastcgi-socket scgi-socket http-to shared-socket s
    chmod-socket chown-socket chdir chdir2 home virtualenv venv pyhome H pythonpath pp module wsgi wsgi-file file callable
    mount manage-script-name daemonize daemonize2 d logto logto2 logger req-logger log-master logformat log-format
    disable-logging pidfile pidfile2 safe-pidfile uid gid stats stats-server touch-reload touch-chain-reload py-autoreload
    emperor vassals-inherit die-on-term exit-on-reload plugin plugins static-map vacuum
    processes workers p cheap cheaper cheaper-initial cheaper-step
""".split())


def places_left_out(path):
    """Writes the file anew without those lines, and gives the path of what was written."""
    with open(path, encoding="utf-8") as file:
        text = without_places(file.read(), os.path.dirname(os.path.abspath(path)))
    made, kept = tempfile.mkstemp(prefix="uwsgi-", suffix=".ini")
    with open(made, "w", encoding="utf-8") as file:
        file.write(text)
    return kept


def without_places(text, folder):
    """`%d` in such a file is the folder it lies in."""
    lines = []
    for line in text.splitlines():
        name = re.match(r"\s*([\w-]+)\s*=", line)
        if not name or name[1].replace("_", "-") not in PLACES:
            lines.append(line.replace("%d", folder + "/"))
    return "\n".join(lines) + "\n"
