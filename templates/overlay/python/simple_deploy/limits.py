"""How many workers fit the container: its share of processors and memory, not the host's."""
import os

# What a worker of a middling Django project takes.
MEMORY_OF_A_WORKER = 128 * 1024 * 1024


def workers():
    """WEB_CONCURRENCY, else one worker for each processor and one more, as far as memory allows; 8 at most."""
    if os.environ.get("WEB_CONCURRENCY", "").isdigit():
        return max(1, int(os.environ["WEB_CONCURRENCY"]))
    wanted = min(8, max(2, int(processors()) + 1))
    limit = memory()
    return wanted if limit is None else max(1, min(wanted, limit // MEMORY_OF_A_WORKER))


def processors():
    """Processors that the container may use, by cgroup version 2 or 1."""
    available = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    quota = _words("/sys/fs/cgroup/cpu.max")
    if len(quota) != 2:
        quota = _words("/sys/fs/cgroup/cpu/cpu.cfs_quota_us") + _words("/sys/fs/cgroup/cpu/cpu.cfs_period_us")
    if len(quota) == 2 and quota[0].isdigit() and quota[1].isdigit():
        return min(available, max(1, int(quota[0]) / int(quota[1])))
    return available


def memory():
    """Bytes that the container may use; None without a limit."""
    for path in ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"):
        words = _words(path)
        # Version 1 says "no limit" with a number near 2 to the 63.
        if words and words[0].isdigit() and int(words[0]) < 1 << 60:
            return int(words[0])
    return None


def _words(path):
    try:
        with open(path, encoding="ascii") as file:
            return file.read().split()
    except (OSError, ValueError):
        return []
