"""Where things are. All that a run makes lies in .build/bench, except the results."""

import os
import pathlib

ROOT = pathlib.Path(__file__).resolve().parents[2]
WORK = ROOT / ".build" / "bench"
# KINOTEKA_BIN names another binary than the release build, to try a benchmark out. What comes of it is no result.
IS_TRIAL = "KINOTEKA_BIN" in os.environ
KINOTEKA = pathlib.Path(os.environ.get("KINOTEKA_BIN", ROOT / ".build" / "release" / "kinoteka")).resolve()
REPORT = (WORK / "trial" if IS_TRIAL else ROOT / "benchmarks") / "results.md"
RESULTS = REPORT.parent / "results"
ENGINE = ROOT / ".build" / "release" / "search-bench"
VENV_PYTHON = WORK / "venv" / "bin" / "python"
