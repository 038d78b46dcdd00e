#!/usr/bin/env python3
"""Draws bench/results.csv: what building and screening cost against the size of the list. Both
axes are logarithmic; a straight line upwards by one decade a decade is cost in proportion.

usage: plot.py RESULTS.csv OUT.svg
"""

import csv
import html
import math
import sys

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 720, 420, 62, 190, 44, 52
SERIES = [  # column, label, colour, factor
    ("build_cpu_s", "build, processor seconds", "#1f6f8b", 1),
    ("index_mb", "index, MB", "#7a5c99", 1),
    ("build_mb", "memory of the build, MB", "#b0763b", 1),
    ("first_p50_us", "one name, half below, µs", "#2e8b57", 1),
    ("first_p99_us", "one name, 99 % below, µs", "#c0392b", 1),
]
STYLE = """
text { font: 12px system-ui, sans-serif; fill: #333 } .title { font-size: 15px }
.grid { stroke: #ddd } line, polyline { fill: none; stroke-width: 1.5 }
@media (prefers-color-scheme: dark) { rect { fill: #1b1b1b } text { fill: #ddd } .grid { stroke: #444 } }
"""


def read(path):
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(line for line in file if not line.startswith("#")))
    return sorted(rows, key=lambda row: int(row["entities"]))


def decades(values):
    return math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))


def short(power):
    return {3: "1,000", 4: "10,000", 5: "100,000", 6: "1 million", 7: "10 million"}.get(
        power, f"{10 ** power:g}")


def spread(ends, gap=15):
    """Heights of labels, moved apart where they would overlap."""
    placed, last = {}, -gap
    for label, y in sorted(ends.items(), key=lambda item: item[1]):
        last = placed[label] = max(y, last + gap)
    return placed


def draw(rows):
    sizes = [int(row["entities"]) for row in rows]
    values = [float(row[column]) * factor for row in rows for column, _, _, factor in SERIES]
    (x0, x1), (y0, y1) = decades(sizes), decades([v for v in values if v > 0])

    def x(size):
        return LEFT + (math.log10(size) - x0) / (x1 - x0) * (WIDTH - LEFT - RIGHT)

    def y(value):
        return HEIGHT - BOTTOM - (math.log10(value) - y0) / (y1 - y0) * (HEIGHT - TOP - BOTTOM)

    yield (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
           f'aria-label="Cost against the number of listed entities"><style>{STYLE}</style>')
    yield f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>'
    yield f'<text class="title" x="{LEFT}" y="24">Cost against the number of listed entities</text>'
    for power in range(x0, x1 + 1):
        at = x(10 ** power)
        yield f'<line class="grid" x1="{at:.1f}" y1="{TOP}" x2="{at:.1f}" y2="{HEIGHT - BOTTOM}"/>'
        yield f'<text x="{at:.1f}" y="{HEIGHT - BOTTOM + 20}" text-anchor="middle">{short(power)}</text>'
    for power in range(y0, y1 + 1):
        at = y(10.0 ** power)
        yield f'<line class="grid" x1="{LEFT}" y1="{at:.1f}" x2="{WIDTH - RIGHT}" y2="{at:.1f}"/>'
        yield f'<text x="{LEFT - 8}" y="{at + 4:.1f}" text-anchor="end">{short(power)}</text>'
    ends = spread({label: y(float(rows[-1][column]) * factor)
                   for column, label, _, factor in SERIES})
    for column, label, colour, factor in SERIES:
        points = " ".join(f"{x(size):.1f},{y(float(row[column]) * factor):.1f}"
                          for size, row in zip(sizes, rows))
        yield f'<polyline points="{points}" style="stroke:{colour}"/>'
        yield from (f'<circle cx="{p.split(",")[0]}" cy="{p.split(",")[1]}" r="3" fill="{colour}"/>'
                    for p in points.split())
        yield (f'<text x="{x(sizes[-1]) + 10:.1f}" y="{ends[label] + 4:.1f}" '
               f'style="fill:{colour}">{html.escape(label)}</text>')
    yield "</svg>\n"


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    with open(sys.argv[2], "w", encoding="utf-8") as out:
        out.write("\n".join(draw(read(sys.argv[1]))))


if __name__ == "__main__":
    main()
