"""Where things are. All that a run makes lies in .build/bench, except the results."""

import os
import pathlib

ROOT = pathlib.Path(__file__).resolve().parents[2]
WORK = ROOT / ".build" / "bench"
RESULTS = ROOT / "benchmarks" / "results"
REPORT = ROOT / "benchmarks" / "results.md"
# KINOTEKA_BIN names another binary than the release build, to try a benchmark out.
KINOTEKA = pathlib.Path(os.environ.get("KINOTEKA_BIN", ROOT / ".build" / "release" / "kinoteka"))
ENGINE = ROOT / ".build" / "release" / "search-bench"
VENV_PYTHON = WORK / "venv" / "bin" / "python"
