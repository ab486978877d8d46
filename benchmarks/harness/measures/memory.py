"""Memory of `kinoteka up` after reads and commands, without mongod, which is a process of its own."""

from .. import catalog
from ..results import Measure
from ..server import Server
from ..tools import load
from . import visible


def run(context):
    count = context.films_or(300_000)
    folder = catalog.filled(count, changes=True)
    before = Measure("memory of `kinoteka up` when ready", "MiB")
    after = Measure("memory of `kinoteka up` after reads and commands", "MiB", ("<=", 400))
    seconds = context.seconds * 4
    for _ in range(context.runs):
        with Server(folder) as server:
            before.add(server.memory_mib())
            ids = catalog.movie_ids(server, folder)
            paths = ids.with_suffix(".paths")
            paths.write_text("".join(f"/api/movies/{line}\n" for line in ids.read_text().split()))
            load(server.url, "--seconds", context.seconds, "--connections", 64, "--paths", paths)
            visible.commands(server, folder, seconds)
            after.add(server.memory_mib())
    return f"{count:,} films; {context.seconds:g} s of reads, then {seconds:g} s of {visible.RATE} commands/s", [before, after]
