"""How much of the processor others took: a figure taken on a busy machine says nothing."""

import time

import psutil

from config.local import places

LIMIT = 0.05  # of all cores


class Watch:
    """Tells which share of the processor went to processes that are not part of the measurement."""

    def __init__(self, servers):
        self.mine = [psutil.Process(), *(process for server in servers for process in server.processes()), *services()]
        self.began, self.taken = time.monotonic(), self.cpu()

    def others(self):
        """The share of all cores that others used since the watch began, the host's other guests included."""
        seconds, (all_busy, ours) = time.monotonic() - self.began, self.cpu()
        foreign = (all_busy - self.taken[0]) - (ours - self.taken[1])
        return max(foreign, 0) / seconds / psutil.cpu_count()

    def cpu(self):
        """Seconds that the machine was busy since it started, and seconds that our processes took."""
        machine = psutil.cpu_times()
        idle = machine.idle + getattr(machine, "iowait", 0)
        return sum(machine[:8]) - idle, sum(seconds_of(process) for process in self.mine)


def services():
    """The processes of the local PostgreSQL and Valkey."""
    folders = {str(places.POSTGRES_DATA), str(places.VALKEY_FOLDER)}
    return [process for process in psutil.process_iter(["cwd"]) if process.info["cwd"] in folders]


def seconds_of(process):
    try:
        times = process.cpu_times()
    except psutil.NoSuchProcess:
        return 0.0
    return times.user + times.system
