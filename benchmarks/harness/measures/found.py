"""How soon a film is found by its new title, at a steady rate of commands."""

import json
import random

from .. import catalog, paths
from ..results import Measure
from ..server import Server
from ..tools import load

RATE = 500
WARMUP = 2
# One film in so many is searched for: 500 searches a second would be what is measured.
SAMPLE = 10


def run(context):
    count = context.films_or(1_000_000)
    seconds = context.seconds * 4
    folder = catalog.filled(count, changes=True)
    p50 = Measure("accepted command → film found by its new title, p50", "ms")
    p99 = Measure("accepted command → film found by its new title, p99", "ms", ("<=", 100))
    with Server(folder) as server:
        for _ in range(context.runs):
            file = write_commands(server, folder, int((seconds + WARMUP) * RATE) + 1)
            result = load(
                server.url, "--file", file, "--rate", RATE, "--seconds", seconds, "--warmup", WARMUP,
                "--token", server.token, "--after", program_name="visible",
            )  # fmt: skip
            p50.add(result["visible"]["p50_ms"])
            p99.add(result["visible"]["p99_ms"])
    return f"{count:,} films, {RATE} commands/s, open loop, {seconds:g} s, one in {SAMPLE} searched for with Kinoteka-After", [p50, p99]


def write_commands(server, folder, count):
    ids = catalog.movie_ids(server, folder).read_text().split()
    draw = random.Random()
    chosen = [draw.choice(ids) for _ in range(count)] if len(ids) < count else draw.sample(ids, count)
    path = paths.WORK / "found.tsv"
    with open(path, "w", encoding="utf-8") as file:
        for number, movie in enumerate(chosen):
            # A word of letters that no other film has.
            word = "".join(draw.choices("bcdfghjklmnpqrstvwz", k=14))
            body = json.dumps({"title": f"Harbour {word}"})
            find = f"/api/search?q={word}&type=movie&limit=5" if number % SAMPLE == 0 else ""
            file.write("\t".join(["PATCH", f"/api/movies/{movie}", body, find, f'"Harbour {word}"']) + "\n")
    return path
