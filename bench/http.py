#!/usr/bin/env python3
"""Loads aka serve with wrk (a Debian package) and writes bench/http.csv, with the machine
described in its first lines.

usage: http.py BUILD FOLDER [SECONDS]

BUILD has the command aka; FOLDER takes the index and the requests, which are used again. The lists
and names are those in the folder that AKA_DATA names: OFAC, UN, UK and EU, asked for invented people
and, every tenth time, for a listed one; without it the examples. Each name has been asked for
before it is measured. wrk runs on the same processors and takes its share of them, so the processor
time of the service is given too, and the instructions of its own (callgrind), which do not depend
on what else the machine does.
"""

import csv
import json
import os
import pathlib
import random
import re
import socket
import subprocess
import sys
import time

from run import HERE, machine

COLUMNS = ["what", "requests_s", "p50_ms", "p99_ms", "errors", "cpu_us", "instructions"]
NAMES = 2000
CONNECTIONS = 16
COUNTED = 500  # requests under callgrind in a round
ROUNDS = 4, 8


def sources():
    """Lists, and names to ask for."""
    data = os.environ.get("AKA_DATA")
    if not data:
        lists = HERE.parent / "examples" / "lists"
        return [lists / "sdn.xml", lists / "un.xml"], ["Gustavo Petro", "Wilhelmina Nobodysson"]
    data = pathlib.Path(data)
    ofac = max((data / "lists/ftm").glob("us_ofac*"))
    lists = [ofac, max((data / "lists/un").glob("*.xml")), max((data / "lists/ftm").glob("gb_*")),
             max((data / "lists/ftm").glob("eu_*"))]
    chance = random.Random(1)
    people = [row["full_name"] for path in sorted((data / "queries").glob("negatives_*"))
              for row in csv.DictReader(path.open(encoding="utf-8"))]
    listed = [entity["properties"]["name"][0]
              for entity in map(json.loads, ofac.open(encoding="utf-8"))
              if entity["schema"] == "Person" and entity["properties"].get("name")]
    names = chance.sample(people, NAMES * 9 // 10) + chance.sample(listed, NAMES // 10)
    chance.shuffle(names)
    return lists, names


def prepare(aka, folder):
    """Index and file of requests."""
    lists, names = sources()
    index, bodies = folder / "http.aka", folder / "http.jsonl"
    if not index.exists():
        done = subprocess.run([aka, "index", "-q", "-o", index, *lists], stderr=subprocess.DEVNULL)
        if done.returncode not in (0, 1):
            sys.exit("the index could not be built")
    bodies.write_text("".join(
        json.dumps({"queries": {"q": {"schema": "Person", "properties": {"name": [name]}}}},
                   ensure_ascii=False) + "\n" for name in names), encoding="utf-8")
    return index, bodies


class Service:
    """aka serve; what it says goes to a file, as a log does."""

    def __init__(self, folder, *command, log="none"):
        path = folder / "http.log"
        with path.open("w") as out:
            self.process = subprocess.Popen(
                [*map(str, command), "--listen", "127.0.0.1:0", "--log", log], stderr=out)
        for _ in range(600):
            if found := re.search(r"listening on \S+:(\d+)", path.read_text()):
                self.port = int(found.group(1))
                return
            time.sleep(0.1)
        sys.exit("aka serve did not start")

    def cpu_seconds(self):
        fields = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def end(self):
        self.process.terminate()
        self.process.wait()


def milliseconds(text):
    number, unit = re.match(r"([\d.]+)(\w+)", text).groups()
    return round(float(number) * {"us": 0.001, "ms": 1, "s": 1000}[unit], 3)


def load(service, what, seconds, bodies=None, depth=1):
    """One row of the table."""
    path = "" if bodies else "/healthz"
    script = ["-s", HERE / "http.lua"] if bodies else []
    environment = {**os.environ, "BODIES": str(bodies), "DEPTH": str(depth)}
    before = service.cpu_seconds()
    text = subprocess.run(
        ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}", "--latency", *map(str, script),
         f"http://127.0.0.1:{service.port}{path}"],
        env=environment, check=True, capture_output=True, text=True).stdout
    used = service.cpu_seconds() - before
    count = int(re.search(r"(\d+) requests in", text).group(1))
    wrong = re.search(r"Non-2xx or 3xx responses: (\d+)", text)
    lost = re.search(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", text)
    return {"what": what, "requests_s": round(float(re.search(r"Requests/sec:\s*(\S+)", text)[1])),
            "p50_ms": milliseconds(re.search(r"(?m)^ +50% +(\S+)", text)[1]),
            "p99_ms": milliseconds(re.search(r"(?m)^ +99% +(\S+)", text)[1]),
            "errors": int(wrong[1] if wrong else 0) + sum(map(int, lost.groups() if lost else ())),
            "cpu_us": round(used / count * 1e6, 1), "instructions": ""}


def warm_up(service, bodies):
    """Until every thread remembers what it was asked: it does not get faster any more."""
    best, rate = 0, 1
    while rate > best * 1.05:
        best = max(best, rate)
        rate = load(service, "", 5, bodies)["requests_s"]


def ask(port, bodies, rounds):
    """All on one connection, and so of one thread."""
    with socket.create_connection(("127.0.0.1", port)) as s, s.makefile("rb") as answers:
        for body in bodies * rounds:
            s.sendall(b"POST /match/default HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                      b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
            length = 0
            while (line := answers.readline()) not in (b"\r\n", b""):
                if line.lower().startswith(b"content-length:"):
                    length = int(line[15:])
            answers.read(length)


def instructions(aka, index, bodies, folder):
    """Of one request, by the difference of two runs. Each of the threads that answer remembers
    names by itself, so that one answers all, and has met all names in the rounds that both runs
    have. Long fills and copies are counted as the steps that they are, not byte by byte."""
    some = bodies.read_bytes().splitlines()[:COUNTED]
    counts = []
    for rounds in ROUNDS:
        out = folder / "http.callgrind"
        whole = "glibc.cpu.x86_rep_stosb_threshold=1000000000"
        os.environ["GLIBC_TUNABLES"] = whole + ":" + whole.replace("stosb", "movsb")
        service = Service(folder, "valgrind", "--tool=callgrind", f"--callgrind-out-file={out}",
                          aka, "serve", "-i", index)
        del os.environ["GLIBC_TUNABLES"]
        ask(service.port, some, rounds)
        service.end()
        counts.append(int(re.search(r"(?m)^totals: (\d+)", out.read_text())[1]))
    return (counts[1] - counts[0]) // (len(some) * (ROUNDS[1] - ROUNDS[0]))


def main():
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    aka, folder = pathlib.Path(sys.argv[1]).resolve() / "aka", pathlib.Path(sys.argv[2])
    seconds = int(sys.argv[3]) if len(sys.argv) == 4 else 10
    folder.mkdir(parents=True, exist_ok=True)
    index, bodies = prepare(aka, folder)
    described = machine()
    service = Service(folder, aka, "serve", "-i", index)
    warm_up(service, bodies)
    rows = [load(service, "healthz", seconds), load(service, "match", seconds, bodies),
            load(service, "match, 8 pipelined", seconds, bodies, 8)]
    service.end()
    service = Service(folder, aka, "serve", "-i", index, log="requests")
    warm_up(service, bodies)
    rows.append(load(service, "match, with the log", seconds, bodies))
    service.end()
    rows[1]["instructions"] = instructions(aka, index, bodies, folder)
    with (HERE / "http.csv").open("w", encoding="utf-8", newline="") as out:
        out.write(f"# {described}; wrk on the same processors, {CONNECTIONS} connections\n")
        out.write(f"# {time.strftime('%Y-%m-%d')}, {'four lists' if 'AKA_DATA' in os.environ else 'examples'}\n")
        writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    print((HERE / "http.csv").read_text(encoding="utf-8"), end="")


if __name__ == "__main__":
    main()
