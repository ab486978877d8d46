"""What a two-word query costs as the catalog grows, drawn in benchmarks/results/growth.svg."""

import statistics

from .. import catalog, paths, plot
from ..results import Measure
from ..tools import Missing
from .engine import engine, write_queries


def run(context):
    if not paths.ENGINE.exists():
        raise Missing("there is no search-bench beside the release build of kinoteka")
    largest = context.films_or(1_000_000)
    sizes = [largest // 100, largest // 10, largest]
    times = {size: [] for size in sizes}
    for size in sizes:
        films = catalog.films(size)
        texts = write_queries(films)
        for _ in range(context.runs):
            times[size].append(engine(films, texts)["typing"]["p50_ms"])

    measures = []
    for small, large in zip(sizes, sizes[1:]):
        growth = Measure(f"typo and prefix, 2 words, p50: {small:,} → {large:,} films", "times as long", ("<=", 3))
        for before, after in zip(times[small], times[large]):
            growth.add(after / before)
        measures.append(growth)
    points = [(size, statistics.median(times[size])) for size in sizes]
    plot.draw(paths.RESULTS / "growth.svg", "Two-word query with a typo and a prefix, p50", "films", "ms", points)
    return f"{sizes[0]:,}, {sizes[1]:,} and {sizes[2]:,} films, in process", measures
