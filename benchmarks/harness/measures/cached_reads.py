"""Single films that are asked for again and again, so that they come from the cache of encoded answers."""

from ..results import Measure
from .reads import BASELINE, CONNECTIONS, read

HOT = 10_000


def run(context):
    count = context.films_or(300_000)
    measure = Measure("GET /api/movies/{id}, from the cache", "reads/s", (">=", 1.5), BASELINE)
    read(context, count, measure, ["--no-fixtures"], hot=HOT)
    return f"{HOT:,} of {count:,} films, {CONNECTIONS} connections, closed loop, {context.seconds:g} s", [measure]
