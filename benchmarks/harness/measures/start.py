"""A second start: from the command to the first 200 of /readyz."""

from .. import catalog, paths
from ..results import Measure
from ..server import Server


def run(context):
    newcomer = Measure("`scripts/run`, second start until ready, fixtures", "s", ("<=", 3))
    folder = catalog.fresh("data-start")
    with Server(folder, arguments=()) as server:
        server.wait_announced()
    for _ in range(context.runs):
        with Server(folder, command=run_script(), arguments=()) as server:
            newcomer.add(server.seconds_to_ready)

    count = context.films_or(300_000)
    large = Measure(f"second start until ready, {count:,} films", "s")
    folder = catalog.filled(count)
    for _ in range(context.runs):
        with Server(folder) as server:
            large.add(server.seconds_to_ready)
    return "the script with its checks of the set-up; nothing to build", [newcomer, large]


def run_script():
    """scripts/run starts the release build; another binary is started by itself."""
    return None if paths.IS_TRIAL else [str(paths.ROOT / "scripts" / "run")]
