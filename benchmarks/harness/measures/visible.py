"""How soon readers see an accepted command, at a steady rate of commands."""

import json
import random

from .. import catalog, paths
from ..results import Measure
from ..server import Server
from ..tools import load
from .registrations import PEOPLE, registration

RATE = 500
# A database that has just been started reads its first documents from the disk.
WARMUP = 6
# Asked more often, the asking would take the processor from what is measured; the pause is a part of the time.
PAUSE_MS = 8
# What revisions change, in turns; each value is one that the film did not have.
CHANGES = [
    lambda tag, draw: {"title": f"Night Train {tag}"},
    lambda tag, draw: {"overview": f"A stoker and a photographer share a compartment. {tag}"},
    lambda tag, draw: {"popularity": round(draw.uniform(0, 1000), 6)},
    lambda tag, draw: {"original_title": f"Nachtzug {tag}"},
]


def run(context):
    count = context.films_or(300_000)
    seconds = context.seconds * 4
    folder = catalog.filled(count, changes=True)
    p50 = Measure("accepted command → visible in the read API, p50", "ms")
    p99 = Measure("accepted command → visible in the read API, p99", "ms", ("<=", 50))
    answer = Measure("command → its answer, p99", "ms")
    polled = Measure(f"the same, asked every {PAUSE_MS} ms without Kinoteka-After, p99", "ms", ("<=", 50))
    with Server(folder) as server:
        for _ in range(context.runs):
            result = commands(server, folder, seconds)
            p50.add(result["visible"]["p50_ms"])
            p99.add(result["visible"]["p99_ms"])
            answer.add(result["accepted"]["p99_ms"])
            polled.add(commands(server, folder, seconds, after=False)["visible"]["p99_ms"])
    return (
        f"{count:,} films, {RATE} commands/s, open loop, {seconds:g} s, each asked for with Kinoteka-After",
        [p50, p99, answer, polled],
    )


def commands(server, folder, seconds, after=True):
    path = write_commands(server, folder, int((seconds + WARMUP) * RATE) + 1)
    return load(
        server.url, "--file", path, "--rate", RATE, "--seconds", seconds, "--warmup", WARMUP,
        "--pause", PAUSE_MS, "--token", server.token, *(["--after"] if after else []), program_name="visible",
    )  # fmt: skip


def write_commands(server, folder, count):
    """One registration to four revisions, of a title and of other facts of a film."""
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
                change = CHANGES[line % 5](f"{tag} {line}", draw)
                one = f"/api/movies/{chosen[line]}"
                # The answer shows the member as it was sent.
                shown = json.dumps(change, separators=(",", ":"))[1:-1]
                parts = ["PATCH", one, json.dumps(change), one, shown]
            file.write("\t".join(parts) + "\n")
    return path
