"""Single films by random identifiers, next to finds by _id from C."""

from .. import catalog
from ..results import Measure
from ..server import Server
from ..tools import load, rate

BASELINE = "libmongoc find by _id, 16 threads"
CONNECTIONS = 64


def run(context):
    count = context.films_or(300_000)
    measure = Measure("GET /api/movies/{id}, random, no cache", "reads/s", (">=", 0.6), BASELINE)
    read(context, count, measure, without_cache())
    return f"{count:,} films, {CONNECTIONS} connections, closed loop, {context.seconds:g} s", [measure]


def without_cache():
    """What to tell `kinoteka up` so that it keeps no answers."""
    return ["--no-fixtures", "--cache", "0"]


def read(context, count, measure, arguments, hot=None):
    """Both sides by turns; `hot`: only among so many films."""
    folder = catalog.filled(count)
    with Server(folder, arguments=arguments) as server:
        ids = catalog.movie_ids(server, folder)
        collection = server.model("movies")["collection"]
        if hot:
            ids = first_lines(ids, hot)
        paths = ids.with_suffix(".paths")
        paths.write_text("".join(f"/api/movies/{line}\n" for line in ids.read_text().split()))
        for _ in range(context.runs):
            baseline = rate("mongo_find", server.mongo, "kinoteka", collection, ids, context.seconds)
            result = load(server.url, "--seconds", context.seconds, "--connections", CONNECTIONS, "--paths", paths)
            measure.add(result["rate"], baseline)


def first_lines(path, count):
    shorter = path.with_name(f"{path.stem}-first-{count}.ids")
    shorter.write_text("".join(path.read_text().splitlines(keepends=True)[:count]))
    return shorter
