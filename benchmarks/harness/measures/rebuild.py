"""Rebuild of the films' read model beside the live one, next to a bulk insert of the same documents from C."""

import json
import time

from .. import catalog
from ..results import Measure
from ..server import Server
from ..tools import kinoteka, rate


def run(context):
    count = context.films_or(300_000)
    folder = catalog.filled(count, untouched=True)
    measure = Measure("rebuild of `movies`", "documents/s", (">=", 0.8), "libmongoc bulk insert of the same documents")
    for _ in range(context.runs):
        # Each time a new server: it is ready when its search index is loaded, and a switch has it loaded again, which
        # would slow the next baseline down.
        with Server(folder) as server:
            collection = server.model("movies")["collection"]
            baseline = rate("mongo_insert", server.mongo, "kinoteka", collection, "kinoteka_bench")
            measure.add(rebuild(folder), baseline)
            # The collection from before stays for a rollback; it would only fill the disk here.
            kinoteka("projections", "drop", "movies", "--data", folder)
    return f"{count:,} films, the whole command, server running", [measure]


def rebuild(folder):
    started = time.monotonic()
    report = json.loads(kinoteka("projections", "rebuild", "movies", "--data", folder, "--json"))
    return report["documents"] / (time.monotonic() - started)
