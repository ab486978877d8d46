"""How soon readers see an accepted command, at a steady rate of commands."""

import json
import random

from .. import catalog, paths
from ..results import Measure
from ..server import Server
from ..tools import load
from .registrations import PEOPLE, registration

RATE = 500
WARMUP = 2


def run(context):
    count = context.films_or(300_000)
    seconds = context.seconds * 4
    folder = catalog.filled(count)
    p50 = Measure("accepted command → visible in the read API, p50", "ms")
    p99 = Measure("accepted command → visible in the read API, p99", "ms", ("<=", 50))
    answer = Measure("command → its answer, p99", "ms")
    with Server(folder) as server:
        for number in range(context.runs):
            result = commands(server, folder, seconds, number)
            p50.add(result["visible"]["p50_ms"])
            p99.add(result["visible"]["p99_ms"])
            answer.add(result["accepted"]["p99_ms"])
    return f"{count:,} films, {RATE} commands/s, open loop, {seconds:g} s", [p50, p99, answer]


def commands(server, folder, seconds, number):
    path = write_commands(server, folder, int((seconds + WARMUP) * RATE) + 1, number)
    return load(
        server.url, "--file", path, "--rate", RATE, "--seconds", seconds, "--warmup", WARMUP,
        "--token", server.token, program_name="visible",
    )  # fmt: skip


def write_commands(server, folder, count, number):
    """Four revisions of a film's title to one registration."""
    ids = catalog.movie_ids(server, folder).read_text().split()
    people = [person["id"] for person in server.first(PEOPLE, "/api/people?limit=100&fields=id")]
    genres = [genre["id"] for genre in server.get("/api/genres?limit=100&fields=id")["items"]]
    draw = random.Random()
    # A tag that no run before has used: an older title must not pass for the new one.
    tag = f"{draw.getrandbits(40):x}"
    # Different films, so that no later title hides an earlier one.
    chosen = draw.sample(ids, min(len(ids), count))
    path = paths.WORK / "commands.tsv"
    with open(path, "w", encoding="utf-8") as file:
        for line in range(count):
            if line % 5 == 4 or line >= len(chosen):
                film = registration(line, people, genres, draw)
                film["external_ids"] = [{"source": "bench", "id": f"{tag}-{line}"}]
                parts = ["POST", "/api/movies", json.dumps(film), "/api/movies/{id}", ""]
            else:
                title = f"Night Train {tag} {line}"
                one = f"/api/movies/{chosen[line]}"
                parts = ["PATCH", one, json.dumps({"title": title}), one, f'"{title}"']
            file.write("\t".join(parts) + "\n")
    return path
