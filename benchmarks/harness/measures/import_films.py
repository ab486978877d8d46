"""Import of films through commands into a running server, next to the same SQLite baseline."""

import time

from .. import catalog
from ..results import Measure
from ..server import Server
from ..tools import Failure
from .registrations import BASELINE, sqlite_rate


def run(context):
    count = context.films_or(50_000)
    path = catalog.films(count)
    measure = Measure("import of films through commands", "films/s", (">=", 0.6), BASELINE)
    for _ in range(context.runs):
        baseline = sqlite_rate(context.seconds)
        with Server(catalog.fresh("data-import")) as server:
            started = time.monotonic()
            summary = catalog.import_films(server, path)
            seconds = time.monotonic() - started
            check(summary, count)
        measure.add(count / seconds, baseline)
    return f"{count:,} films, from the start of the command to its end", [measure]


def check(summary, count):
    if summary["created"] != count:
        raise Failure(f"not every film was imported: {summary}")
