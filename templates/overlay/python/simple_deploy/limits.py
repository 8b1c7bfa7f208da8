"""How many workers and threads fit the container: its share of processors and memory, not the host's.

A limit may stand at the container's own control group or at one around it (a slice, a pod), in version 1 or 2 of them. A
virtual machine, as some platforms run containers in, has no limit but its size.
"""
import os

MEBIBYTE = 1024 * 1024
# A worker of an empty project takes 46 MiB, of which 32 are its own; one of a middling project twice to three times that.
MEMORY_OF_A_WORKER = 128
# The process that starts the workers, and room for a command that is run beside them.
MEMORY_OF_THE_REST = 64
MOST_WORKERS = 8
THREADS = 4
GROUPS = "/sys/fs/cgroup"


def workers():
    """WEB_CONCURRENCY, else one worker for each processor and one more, as far as memory allows; 8 at most."""
    chosen = _number("WEB_CONCURRENCY")
    if chosen:
        return chosen
    wanted = min(MOST_WORKERS, max(2, int(processors()) + 1))
    limit = memory()
    if limit is None:
        return wanted
    each = _number("WEB_MEMORY") or MEMORY_OF_A_WORKER
    return max(1, min(wanted, (limit // MEBIBYTE - MEMORY_OF_THE_REST) // each))


def threads():
    """WEB_THREADS, else 4: Django waits for databases and other services most of the time."""
    return _number("WEB_THREADS") or THREADS


def stop_seconds():
    """How long requests in flight may take once the container is told to stop: a little less than the platform waits
    before it kills (SIMPLE_DEPLOY_STOP_SECONDS, 10 by default as docker has it)."""
    return max(1, (_number("SIMPLE_DEPLOY_STOP_SECONDS") or 10) - 1)


def processors():
    """Processors that the container may use."""
    available = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    shares = []
    for folder in _groups("cpu"):
        quota = _words(f"{folder}/cpu.max") or _words(f"{folder}/cpu.cfs_quota_us") + _words(f"{folder}/cpu.cfs_period_us")
        # Without a limit version 2 says `max`, version 1 says -1.
        if len(quota) == 2 and quota[0].isdigit() and quota[1].isdigit():
            shares.append(int(quota[0]) / int(quota[1]))
    return min([available] + [max(1, share) for share in shares])


def memory():
    """Bytes that the container may use; None when nothing says it."""
    limits = []
    for folder in _groups("memory"):
        for name in ("memory.max", "memory.high", "memory.limit_in_bytes"):
            words = _words(f"{folder}/{name}")
            # Version 1 says "no limit" with a number near 2 to the 63.
            if words and words[0].isdigit() and int(words[0]) < 1 << 60:
                limits.append(int(words[0]))
        # Version 1 tells here what groups around this one allow, even where they cannot be seen.
        told = _words(f"{folder}/memory.stat")
        if "hierarchical_memory_limit" in told:
            limits.append(int(told[told.index("hierarchical_memory_limit") + 1]))
    machine = _words("/proc/meminfo")
    if machine[:1] == ["MemTotal:"]:
        limits.append(int(machine[1]) * 1024)
    return min(limits) if limits else None


def _groups(controller):
    """Folders of the control group of this process, and of those around it as far as they can be seen.

    Version 2 has one tree, version 1 one for each controller. In a container the tree often begins with its own group,
    whatever the path says: folders that are not there have no files to read.
    """
    found = [GROUPS, f"{GROUPS}/{controller}"]
    for line in _lines("/proc/self/cgroup"):
        _, controllers, path = line.split(":", 2)
        if controllers and controller not in controllers.split(","):
            continue
        top = f"{GROUPS}/{controller}" if controllers else GROUPS
        parts = [part for part in path.split("/") if part not in ("", "..")]
        found += ["/".join([top, *parts[:count]]) for count in range(1, len(parts) + 1)]
    return found


def _number(variable):
    """A whole number above 0; 0 for anything else."""
    text = os.environ.get(variable, "").strip()
    return int(text) if text.isdigit() else 0


def _words(path):
    return " ".join(_lines(path)).split()


def _lines(path):
    try:
        with open(path, encoding="ascii") as file:
            return file.read().splitlines()
    except (OSError, ValueError):
        return []
