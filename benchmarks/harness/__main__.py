"""Runs benchmarks by name, stores their results, and makes the table again."""

import argparse
import importlib
import sys

from . import results
from .context import Context
from .tools import Failure, Missing, say

# In the order of the table: name, module.
BENCHMARKS = {
    "registrations": "registrations",
    "import": "import_films",
    "reads": "reads",
    "rebuild": "rebuild",
    "visible": "visible",
    "memory": "memory",
    "start": "start",
    "search": "search",
    "found": "found",
    "cached-reads": "cached_reads",
    "engine": "engine",
    "growth": "growth",
}


def main():
    arguments = parse()
    if arguments.names == ["list"]:
        for name, module in BENCHMARKS.items():
            print(f"{name:15}{measure(module).__doc__.strip().splitlines()[0]}")
        return 0
    names = list(BENCHMARKS) if arguments.names in ([], ["all"]) else arguments.names
    unknown = [name for name in names if name not in BENCHMARKS]
    if unknown:
        say(f"bench: there is no benchmark named {', '.join(unknown)}; `scripts/bench list` shows them")
        return 2
    context = Context(arguments.films, arguments.runs, arguments.seconds)
    failed = 0
    for name in names:
        say(f"{name}")
        try:
            conditions, measures = measure(BENCHMARKS[name]).run(context)
        except Missing as missing:
            say(f"  left out: {missing}")
            failed += name in arguments.names
            continue
        except Failure as failure:
            say(f"  failed: {failure}")
            failed += 1
            continue
        stored = results.store(name, conditions, context.runs, measures)
        for one in stored["measures"]:
            say("  " + results.sentence(one))
        results.write_report(list(BENCHMARKS))
    return 1 if failed else 0


def measure(module):
    return importlib.import_module(f".measures.{module}", __package__)


def parse():
    parser = argparse.ArgumentParser(prog="scripts/bench", description="Measures Kinoteka next to baselines.")
    parser.add_argument("names", nargs="*", metavar="NAME", help="benchmarks, `all` (also without a name), or `list`")
    parser.add_argument("--films", type=positive, help="films in the catalog (without it: what each measure asks for)")
    parser.add_argument("--runs", type=positive, default=5, help="how often each figure is taken (5)")
    parser.add_argument("--seconds", type=float, default=5, help="how long one load lasts (5; open loops four times that)")
    return parser.parse_args()


def positive(text):
    value = int(text)
    if value < 1:
        raise ValueError
    return value


sys.exit(main())
