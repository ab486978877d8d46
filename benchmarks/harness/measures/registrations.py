"""Film registrations over HTTP, next to SQLite with one row and one fsync for each."""

import json
import random

from .. import catalog, paths
from ..results import Measure
from ..server import Server
from ..tools import load, rate

BASELINE = "SQLite, one row and one fsync, one thread"
CONNECTIONS = 64
# Films that bring the people and genres which the registered films name.
SEED_FILMS = 2000
# Whom registered films name; fewer would soon have thousands of films each, as nobody has.
PEOPLE = 2000


def run(context):
    measure = Measure("film registrations, durable, 4 credits each", "films/s", (">=", 0.5), BASELINE)
    per_second = 20_000
    for _ in range(context.runs):
        baseline = sqlite_rate(context.seconds)
        folder = catalog.fresh("data-registrations")
        with Server(folder) as server:
            catalog.import_films(server, catalog.films(SEED_FILMS))
            catalog.wait_until_projected(server, SEED_FILMS)
            bodies = write_bodies(server, int((context.seconds + 1) * per_second))
            result = load(
                server.url, "--seconds", context.seconds, "--connections", CONNECTIONS,
                "--token", server.token, "--post", "/api/movies", "--bodies", bodies,
            )  # fmt: skip
        measure.add(result["rate"], baseline)
    return f"{CONNECTIONS} connections, closed loop, {context.seconds:g} s", [measure]


def sqlite_rate(seconds):
    folder = catalog.fresh("sqlite")
    folder.mkdir()
    return rate("sqlite_fsync", folder / "rows.db", seconds)


def write_bodies(server, count):
    """Registrations with three in the cast and a director, all different."""
    people = [person["id"] for person in server.first(PEOPLE, "/api/people?limit=100&fields=id")]
    genres = [genre["id"] for genre in server.get("/api/genres?limit=100&fields=id")["items"]]
    draw = random.Random(1)
    path = paths.WORK / "registrations.ndjson"
    with open(path, "w", encoding="utf-8") as file:
        for number in range(count):
            file.write(json.dumps(registration(number, people, genres, draw)) + "\n")
    return path


def registration(number, people, genres, draw):
    cast = draw.sample(people, 4)
    return {
        "title": f"The Long Way to Station {number}",
        "year": draw.randint(1930, 2025),
        "runtime": draw.randint(60, 180),
        "overview": "A stoker and a photographer share a compartment for three days and get to know the wrong things.",
        "rating": draw.randint(10, 100) / 10,
        "popularity": draw.randint(0, 1000),
        "genres": draw.sample(genres, 2),
        "countries": ["FR"],
        "languages": ["fr"],
        "external_ids": [{"source": "bench", "id": f"b{number}"}],
        "cast": [
            {"person": person, "character": name, "billing": place}
            for place, (person, name) in enumerate(zip(cast, ["Marcel Vidal", "Jeanne", "The Conductor"]), 1)
        ],
        "crew": [{"person": cast[3], "job": "Director"}],
    }
