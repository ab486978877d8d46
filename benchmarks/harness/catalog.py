"""Synthetic films, and data folders that hold them. Made once and kept in .build/bench, because large ones take minutes."""

import json
import os
import shutil
import subprocess
import time

from . import paths
from .server import Server
from .tools import Failure, kinoteka, program, say

SEED = 1
# Ends the stamp of a catalog that commands have changed.
CHANGED = "changed\n"


def films(count, seed=SEED):
    """A file of generated films, one a line."""
    path = paths.WORK / f"films-{count}-{seed}.ndjson"
    if not path.exists():
        say(f"  generating {count:,} films")
        part = path.with_suffix(".part")
        with open(part, "wb") as file:
            subprocess.run(
                [paths.KINOTEKA, "generate", "--movies", str(count), "--seed", str(seed)],
                stdout=file, stderr=subprocess.DEVNULL, check=True,
            )  # fmt: skip
        part.rename(path)
    return path


def import_films(server, path):
    """Imports through a running server; gives what the import says about itself."""
    environment = dict(os.environ, KINOTEKA_TOKEN=server.token)
    answer = kinoteka("import", "ndjson", path, "--server", server.url, "--json", env=environment)
    return json.loads(answer.strip().splitlines()[-1])


def wait_until_projected(server, count):
    """Until the readers' model has so many films; `Kinoteka-After` waits at most two seconds, an import takes longer."""
    deadline = time.monotonic() + 1800
    while server.model("movies")["count"] < count:
        if time.monotonic() > deadline:
            raise Failure("the read model does not catch up")
        time.sleep(0.5)


def fresh(name):
    """A data folder that does not exist yet."""
    folder = paths.WORK / name
    shutil.rmtree(folder, ignore_errors=True)
    return folder


def filled(count, changes=False, untouched=False):
    """A data folder with so many films, kept for the next benchmark. Another binary makes it anew.

    `changes` says that the benchmark sends commands. `untouched` asks for a catalog that no such benchmark has had: it has
    more events than films.
    """
    folder = paths.WORK / f"catalog-{count}"
    stamp = folder.with_suffix(".stamp")
    binary = os.stat(paths.KINOTEKA)
    wanted = f"{binary.st_size} {binary.st_mtime_ns}\n"
    held = stamp.read_text() if stamp.exists() else ""
    is_kept = held.removesuffix(CHANGED) == wanted or (held and "KINOTEKA_BENCH_KEEP" in os.environ)
    if folder.exists() and is_kept and not (untouched and held.endswith(CHANGED)):
        if changes and not held.endswith(CHANGED):
            stamp.write_text(held + CHANGED)
        return folder
    stamp.unlink(missing_ok=True)
    shutil.rmtree(folder, ignore_errors=True)
    path = films(count)
    say(f"  importing {count:,} films (once for this binary)")
    # Into the log first, without a server; the read models are then made as on any first start.
    kinoteka("import", "ndjson", path, "--data", folder)
    with Server(folder, timeout=3600) as server:
        wait_until_projected(server, count)
    stamp.write_text(wanted + CHANGED if changes else wanted)
    return folder


def movie_ids(server, folder):
    """A file of the films' identifiers, one a line."""
    path = folder.with_suffix(".ids")
    if not path.exists() or path.stat().st_mtime < (folder.with_suffix(".stamp")).stat().st_mtime:
        model = server.model("movies")
        path.write_text(program("mongo_ids", server.mongo, "kinoteka", model["collection"]))
    return path
