"""Search over HTTP as people type: two words, a typo, the last word unfinished, three facets, a page of 20."""

import urllib.parse

from .. import catalog, queries
from ..results import Measure
from ..server import Server
from ..tools import load

RATE = 300
QUERIES = 5000
FACETS = "genre,decade,country"


def run(context):
    count = context.films_or(1_000_000)
    folder = catalog.filled(count)
    p50 = Measure("search, 2 words with a typo and a prefix, 3 facets, over HTTP, p50", "ms", ("<=", 2))
    p99 = Measure("search, 2 words with a typo and a prefix, 3 facets, over HTTP, p99", "ms", ("<=", 10))
    ready = Measure(f"start until {count:,} films can be searched", "s")
    loaded = Measure(f"load of {count:,} films and all people into a replica", "s", ("<=", 20))
    typed = queries.typing(catalog.films(count), QUERIES)
    urls = queries.write("search-paths", [path(query) for query in typed])

    def note_load(server):
        ready.add(server.seconds_to_ready)
        loaded.add(server.metric("kinoteka_search_load_seconds"))

    for _ in range(context.runs - 1):
        with Server(folder) as server:
            note_load(server)
    with Server(folder) as server:
        note_load(server)
        for _ in range(context.runs):
            result = load(
                server.url, "--rate", RATE, "--seconds", context.seconds * 4, "--warmup", 2, "--paths", urls
            )
            p50.add(result["p50_ms"])
            p99.add(result["p99_ms"])
    conditions = f"{count:,} films, {RATE} requests/s, open loop, {context.seconds * 4:g} s, {QUERIES:,} different queries"
    return conditions, [p50, p99, loaded, ready]


def path(query):
    return f"/api/search?q={urllib.parse.quote(query)}&type=movie&facets={FACETS}&limit=20"
