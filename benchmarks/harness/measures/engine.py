"""The search engine inside its process, next to tantivy and to MongoDB's text index."""

import json

from .. import catalog, paths, queries
from ..results import Measure
from ..server import Server
from ..tools import Missing, figures, run as run_program, say

QUERIES = 2000
# $text takes so long that fewer must do.
MONGO_QUERIES = 200


def run(context):
    if not paths.ENGINE.exists():
        raise Missing("there is no search-bench beside the release build of kinoteka")
    count = context.films_or(1_000_000)
    films = catalog.films(count)
    texts = write_queries(films)
    few = queries.write("exact-few", queries.exact(films, MONGO_QUERIES))
    tantivy, mongo = "tantivy, fuzzy prefix, no facets, p99", "MongoDB"
    typing = Measure("typo and prefix, 2 words, in process, p99", "ms", (">=", 1), tantivy, less_is_better=True)
    exact = Measure("exact 2 words, in process, p99", "ms", (">=", 1000), f"{mongo} $text, p99", less_is_better=True)
    exact_tantivy = Measure("exact 2 words, in process, p99", "ms", None, "tantivy, p99", less_is_better=True)
    facets = Measure("facet counts of a whole genre, p50", "ms", (">=", 200), f"{mongo} aggregation, p50", less_is_better=True)
    suggest = Measure("suggest, in process, p99", "ms", ("<=", 1))
    load = Measure(f"{count:,} films from a file into the engine, one thread", "s")
    size = Measure("memory of the engine for a film", "bytes", ("<=", 700))

    folder = catalog.filled(count)
    with Server(folder) as server:
        collection = server.model("movies")["collection"]
        say("  making MongoDB's text index")
        figures("mongo_text", server.mongo, "kinoteka", collection, "copy", "kinoteka_bench")
        copy = (server.mongo, "kinoteka_bench", "documents")
        for _ in range(context.runs):
            mongo_exact = figures("mongo_text", *copy, "text", few)
            mongo_facets = figures("mongo_text", *copy, "facets", texts["genres"])
            tantivy_typing = tantivy_figures(films, count, "typing", texts["typing"])
            tantivy_exact = tantivy_figures(films, count, "exact", texts["exact"])
            own = engine(films, texts)
            typing.add(own["typing"]["p99_ms"], tantivy_typing["p99"])
            exact.add(own["exact"]["p99_ms"], mongo_exact["p99"])
            exact_tantivy.add(own["exact"]["p99_ms"], tantivy_exact["p99"])
            facets.add(own["facets"]["p50_ms"], mongo_facets["p50"])
            suggest.add(own["suggest"]["p99_ms"])
            load.add(own["load_seconds"])
            size.add(own["bytes_per_film"])
    conditions = f"{count:,} films, {QUERIES:,} queries one after the other ({MONGO_QUERIES} for MongoDB)"
    return conditions, [typing, exact, exact_tantivy, facets, suggest, load, size]


def write_queries(films):
    return {
        "typing": queries.write("typing", queries.typing(films, QUERIES)),
        "exact": queries.write("exact", queries.exact(films, QUERIES)),
        "suggest": queries.write("suggest", queries.suggestions(films, QUERIES)),
        "genres": queries.write("genres", sorted(queries.genres(films))),
    }


def engine(films, texts):
    """search-bench takes the same films and queries, and prints one JSON object: `typing`, `exact`, `suggest` and
    `facets` with p50_ms and p99_ms, `load_seconds`, `bytes_per_film`."""
    options = [part for name, path in texts.items() for part in ("--" + name, path)]
    return json.loads(run_program([paths.ENGINE, "--films", films, *options]))


def tantivy_figures(films, count, kind, texts):
    script = paths.ROOT / "benchmarks" / "baselines" / "tantivy_search.py"
    index = paths.WORK / f"tantivy-{count}"
    words = run_program([paths.VENV_PYTHON, script, films, index, kind, texts]).split()
    return dict(zip(words[::2], map(float, words[1::2])))
