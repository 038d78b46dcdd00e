#!/usr/bin/env python3
"""Runs the benchmarks of whole commands and writes bench/results.csv, with the machine described
in its first lines, and docs/cost.svg, which shows it.

usage: run.py BUILD FOLDER [SIZE...]

BUILD is a release build; FOLDER takes the lists and indexes, which are used again; sizes are
100000, 1000000 and 2000000 where none is given. Lists in the folder that AKA_DATA names are
measured too.
"""

import csv
import os
import pathlib
import platform
import re
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
QUERIES = 1000
COLUMNS = ["list", "entities", "names", "list_mb", "index_mb", "build_s", "build_cpu_s", "build_mb",
           "open_ms", "checked_open_ms", "checked_open_mb", "screening_mb", "first_mean_us",
           "first_p50_us", "first_p99_us", "warm_mean_us", "warm_p50_us", "warm_p99_us"]


def machine():
    model = re.search(r"model name\s*: (.*)", pathlib.Path("/proc/cpuinfo").read_text())
    memory = re.search(r"MemTotal:\s*(\d+)", pathlib.Path("/proc/meminfo").read_text())
    load = os.getloadavg()[0]
    return (f"{model.group(1) if model else platform.machine()}, {os.cpu_count()} processors, "
            f"{int(memory.group(1)) / 2**20:.0f} GB, load {load:.1f} at the beginning "
            f"(over {os.cpu_count()}: others slowed this down)")


def output_of(*command):
    return subprocess.run(list(map(str, command)), check=True, capture_output=True, text=True).stdout


def make(command, path):
    """What the command prints, as a file; made once."""
    if not path.exists():
        part = path.with_suffix(".part")
        with part.open("wb") as out:
            subprocess.run(list(map(str, command)), check=True, stdout=out)
        part.rename(path)
    return path


def build_index(build, sources, index):
    """Wall time, processor time and peak memory of aka index; entities and names."""
    start = time.monotonic()
    process = subprocess.Popen([build / "aka", "index", "-o", index, *sources], text=True,
                               stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    printed = process.stdout.read()
    _, status, used = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        sys.exit(f"{index} could not be built")
    entities, names = re.match(r"(\d+) entities, (\d+) names", printed).groups()
    return {"entities": entities, "names": names,
            "build_s": f"{time.monotonic() - start:.1f}",
            "build_cpu_s": f"{used.ru_utime + used.ru_stime:.1f}",
            "build_mb": used.ru_maxrss // 1024}


def measure(build, name, sources, queries, folder):
    index = folder / f"{name}.aka"
    row = {"list": name, "list_mb": round(sum(pathlib.Path(s).stat().st_size for s in sources) / 1e6)}
    row.update(build_index(build, sources, index))
    row["index_mb"] = round(index.stat().st_size / 1e6)
    opened = output_of(build / "bench/open", index, queries).strip().split(",")
    row.update(zip(["open_ms", "checked_open_ms", "checked_open_mb", "screening_mb"], opened))
    printed = output_of(build / "bench/screen", index, queries, 1)
    for line, label in (("first time|retrieved", "first"), ("warm|retrieved", "warm")):
        for figure in ("mean", "p50", "p99"):
            found = re.search(rf"^(?:{line}) .*?{figure}\s+([\d.]+)", printed, re.MULTILINE)
            row[f"{label}_{figure}_us"] = found.group(1)
    print(row, flush=True)
    return row


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    build, folder = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
    sizes = [int(size) for size in sys.argv[3:]] or [100_000, 1_000_000, 2_000_000]
    folder.mkdir(parents=True, exist_ok=True)
    described, rows = machine(), []
    maker = [build / "bench/make_list", HERE.parent / "data"]
    data = os.environ.get("AKA_DATA")
    if data:
        lists = pathlib.Path(data) / "lists"
        sources = [*sorted(lists.glob("ftm/*.jsonl")), sorted(lists.glob("un/UN_*.xml"))[-1]]
        rows.append(measure(build, "OFAC, UN, UK, EU", sources,
                            pathlib.Path(data) / "queries/negatives_us_dev.csv", folder))
    for size in sizes:
        made = make([*maker, size], folder / f"made-{size}.jsonl")
        queries = make([*maker, size, 1, QUERIES], folder / f"made-{size}.csv")
        rows.append(measure(build, f"made, {size:,}", [made], queries, folder))
    with (HERE / "results.csv").open("w", encoding="utf-8", newline="") as file:
        file.write(f"# {described}\n# Written by bench/run.py; bench/README.md says what is what.\n")
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    subprocess.run([sys.executable, HERE / "plot.py", HERE / "results.csv",
                    HERE.parent / "docs/cost.svg"], check=True)


if __name__ == "__main__":
    main()
