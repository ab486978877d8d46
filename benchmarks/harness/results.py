"""Results: one JSON file for each benchmark, and one table of all."""

import json
import statistics

from . import machine, paths


class Measure:
    """One line of the table: a figure, next to its baseline, with what it must reach.

    `target` is a pair such as (">=", 0.5). It goes for the ratio when there is a baseline, else for the value.
    """

    def __init__(self, name, unit, target=None, baseline=None, less_is_better=False):
        self.name, self.unit, self.target, self.baseline = name, unit, target, baseline
        self.less_is_better = less_is_better
        self.values, self.baseline_values = [], []

    def add(self, value, baseline_value=None):
        self.values.append(value)
        if baseline_value is not None:
            self.baseline_values.append(baseline_value)

    def as_json(self):
        result = {
            "measure": self.name,
            "unit": self.unit,
            "kinoteka": statistics.median(self.values),
            "kinoteka_runs": self.values,
        }
        judged = result["kinoteka"]
        if self.baseline:
            # A ratio compares two figures that were taken right after each other; the median is taken of these.
            pairs = zip(self.values, self.baseline_values)
            ratios = [other / own if self.less_is_better else own / other for own, other in pairs]
            judged = statistics.median(ratios)
            result |= {
                "baseline": self.baseline,
                "baseline_value": statistics.median(self.baseline_values),
                "baseline_runs": self.baseline_values,
                "ratio": judged,
            }
        if self.target:
            sign, bound = self.target
            result |= {"target": f"{sign} {bound}", "met": judged >= bound if sign == ">=" else judged <= bound}
        return result


def store(name, conditions, runs, measures):
    paths.RESULTS.mkdir(parents=True, exist_ok=True)
    result = {
        "name": name,
        "conditions": conditions,
        "runs": runs,
        "machine": machine.describe(),
        "measures": [measure.as_json() for measure in measures],
    }
    (paths.RESULTS / f"{name}.json").write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")
    return result


def write_report(order):
    """Makes benchmarks/results.md again from all stored results."""
    results = [json.loads(file.read_text(encoding="utf-8")) for file in sorted(paths.RESULTS.glob("*.json"))]
    results.sort(key=lambda result: order.index(result["name"]) if result["name"] in order else len(order))
    lines = [
        "# Results",
        "",
        "Made by `scripts/bench`; [how to read it](../docs/benchmarks.md). Figures are medians; a ratio compares",
        "with the baseline of the same run, and above 1 Kinoteka is better.",
        "",
    ]
    for block in machines(results):
        lines += [f"- {block}"]
    lines += ["", "| measure | baseline | Kinoteka | ratio | target | met |", "|---|---|---|---|---|---|"]
    for result in results:
        lines += [row(result, measure) for measure in result["measures"]]
    lines += ["", "| benchmark | conditions | runs | date |", "|---|---|---|---|"]
    for result in results:
        lines.append(f"| `{result['name']}` | {result['conditions']} | {result['runs']} | {result['machine']['date']} |")
    paths.REPORT.write_text("\n".join(lines) + "\n", encoding="utf-8")


def machines(results):
    """Each machine once, with the benchmarks that ran on it where there are several."""
    known = {}
    for result in results:
        m = result["machine"]
        text = f"{m['cpu']}, {m['cores']} cores, {m['memory_gib']} GiB, Linux {m['kernel']}"
        known.setdefault(text, []).append(result["name"])
    if len(known) == 1:
        return list(known)
    return [f"{text}: {', '.join(names)}" for text, names in known.items()]


def row(result, m):
    ratio = f"{m['ratio']:,.2f} ×" if "ratio" in m else "—"
    if "baseline" in m:
        baseline = f"{m['baseline']}: {number(m['baseline_value'], m['unit'])}"
        target = f"{m['target']} ×" if "target" in m else "—"
    else:
        baseline = "—"
        target = f"{m['target']} {m['unit']}" if "target" in m else "—"
    met = {True: "yes", False: "**no**"}.get(m.get("met"), "—")
    return f"| {m['measure']} | {baseline} | {number(m['kinoteka'], m['unit'])} | {ratio} | {target} | {met} |"


def number(value, unit):
    digits = 0 if value >= 100 else 1 if value >= 10 else 3
    return f"{value:,.{digits}f} {unit}"


def sentence(m):
    """One line for the terminal."""
    text = f"{m['measure']}: {number(m['kinoteka'], m['unit'])}"
    if "ratio" in m:
        text += f", {m['ratio']:.2f} × {m['baseline']} ({number(m['baseline_value'], m['unit'])})"
    if "target" in m:
        text += f"; target {m['target']}: {'met' if m['met'] else 'NOT met'}"
    return text
