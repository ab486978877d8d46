"""One line on logarithmic axes, as SVG that needs nothing else."""

import math

WIDTH, HEIGHT, MARGIN = 640, 400, 64


def draw(path, title, x_name, y_name, points):
    xs, ys = zip(*points)
    x_of = scale(decades(xs), MARGIN, WIDTH - MARGIN / 2)
    y_of = scale(decades(ys), HEIGHT - MARGIN, MARGIN)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="13">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
        f'<text x="{WIDTH / 2}" y="28" text-anchor="middle" font-size="16">{title}</text>',
    ]
    for x in ticks(xs):
        parts.append(line(x_of(x), MARGIN, x_of(x), HEIGHT - MARGIN))
        parts.append(f'<text x="{x_of(x):.1f}" y="{HEIGHT - MARGIN + 20}" text-anchor="middle">{x:,g}</text>')
    for y in ticks(ys):
        parts.append(line(MARGIN, y_of(y), WIDTH - MARGIN / 2, y_of(y)))
        parts.append(f'<text x="{MARGIN - 8}" y="{y_of(y) + 4:.1f}" text-anchor="end">{y:,g}</text>')
    way = " ".join(f"{x_of(x):.1f},{y_of(y):.1f}" for x, y in points)
    parts.append(f'<polyline points="{way}" fill="none" stroke="#1864ab" stroke-width="2"/>')
    for x, y in points:
        parts.append(f'<circle cx="{x_of(x):.1f}" cy="{y_of(y):.1f}" r="4" fill="#1864ab"/>')
        parts.append(f'<text x="{x_of(x):.1f}" y="{y_of(y) - 10:.1f}" text-anchor="middle">{y:.3g} {y_name}</text>')
    parts.append(f'<text x="{WIDTH / 2}" y="{HEIGHT - 16}" text-anchor="middle">{x_name}</text>')
    parts.append("</svg>")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(parts) + "\n", encoding="utf-8")


def decades(values):
    """The powers of ten around the values."""
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    return low, max(high, low + 1)


def scale(decades_shown, start, end):
    low, high = decades_shown
    return lambda value: start + (math.log10(value) - low) / (high - low) * (end - start)


def ticks(values):
    low, high = decades(values)
    return [10.0**power for power in range(low, high + 1)]


def line(x1, y1, x2, y2):
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="#ddd"/>'
