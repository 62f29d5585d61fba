"""Slices of load, repeated until the machine was quiet, and the figures that come out of them."""

import itertools
import statistics
import time
from collections import Counter
from dataclasses import dataclass, field

from . import load
from .quiet import LIMIT, Watch

CONNECTIONS = 8
SECONDS = 2.0
WARM_UP = 0.3
ROUNDS = 5
TRIES = 8  # of one slice, until the machine is quiet
PAUSE = 1.0  # seconds to wait for quiet
PATIENCE = 240  # seconds that a run spends on slices it throws away, all together
spent = 0.0


@dataclass
class Target:
    """One page or form of one server, and the answer that counts."""

    server: object
    requests: list  # for each connection a list of the bytes to send, in turn
    wanted: int = 200


@dataclass
class Figures:
    """What several slices of one target gave."""

    rates: list = field(default_factory=list)
    tails: list = field(default_factory=list)
    client: list = field(default_factory=list)
    noisy: int = 0

    @property
    def rate(self):
        return statistics.median(self.rates)

    @property
    def tail(self):
        """p99 / p50, the median of the slices."""
        return statistics.median(self.tails)

    def caveat(self):
        """What a reader must know about slices that were never quiet."""
        return f" ({self.noisy} of {len(self.rates)} slices on a busy machine)" if self.noisy else ""

    def add(self, seen, others):
        self.rates.append(seen.rate)
        self.tails.append(percentile(seen.latencies, 0.99) / percentile(seen.latencies, 0.5))
        self.client.append(seen.client_cpu / seen.seconds)
        self.noisy += others > LIMIT


def percentile(values, share):
    ordered = sorted(values)
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)]


def describe():
    return f"medians of {ROUNDS} slices of {SECONDS:g} s, {CONNECTIONS} connections"


def slices(target, rounds=ROUNDS):
    """Figures of one target alone."""
    figures = Figures()
    for _ in range(rounds):
        figures.add(*quiet_slice(target))
    return figures


def compare(measured, floor, rounds=ROUNDS):
    """Figures of both, in alternating slices with the floor at both ends."""
    ours, floors = Figures(), Figures()
    floors.add(*quiet_slice(floor))
    for _ in range(rounds):
        ours.add(*quiet_slice(measured))
        floors.add(*quiet_slice(floor))
    return ours, floors


def quiet_slice(target):
    """The slice in which others took least, and their share; one below the limit ends the tries."""
    global spent
    best = one_slice(target)
    for _ in range(TRIES - 1):
        if best[1] <= LIMIT or spent > PATIENCE:
            break
        began = time.monotonic()
        time.sleep(PAUSE)
        best = min(best, one_slice(target), key=lambda slice_and_others: slice_and_others[1])
        spent += time.monotonic() - began
    return best


def one_slice(target):
    connections = spread(target)
    try:
        load.run(connections, WARM_UP, target.wanted)
        watch = Watch([target.server])
        return load.run(connections, SECONDS, target.wanted), watch.others()
    finally:
        for connection in connections:
            connection.close()


def spread(target):
    """Connections spread evenly over the workers: whichever worker wakes first takes as many as it likes."""
    each = CONNECTIONS // len(target.server.workers())
    chosen, spare, taken = [], [], Counter()
    while len(chosen) < CONNECTIONS:
        connection = load.Connection(target.server.port)
        worker = target.server.worker_of(connection)
        (chosen if taken[worker] < each else spare).append(connection)
        taken[worker] += 1
    for connection in spare:
        connection.close()
    for connection, requests in zip(chosen, target.requests, strict=True):
        connection.requests = itertools.cycle(requests)
    return chosen
