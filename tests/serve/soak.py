"""Long tests of the service under load.

usage: soak.py swaps REQUESTS      answers stay right, and memory stays, while the index is swapped
       soak.py silent CONNECTIONS  so many connections that say nothing, or little, keep nobody out

AKA names the command, as for the other tests. Where AKA_DATA is set its lists are used (OFAC, then
OFAC, UN, UK and EU), else the examples. script/soak runs this; with a build with sanitizers it
finds races and errors in what goes on at the same time.
"""

import json
import multiprocessing
import os
import pathlib
import random
import resource
import shutil
import socket
import sys
import tempfile
import time

from service import EXAMPLES, Service, aka

CLIENTS = 4
DEPTH = 8        # requests that a client sends at once
SWAP_EVERY = 2   # seconds
NAMES = ["Gustavo Petro", "Nicolas Maduro", "Wilhelmina Nobodysson", "Ann Example", "Golden Heron",
         "Petro Urrego Gustavo", "Jose Garcia", "Ivan Petrov", "Mohammed Ali", "Maria Silva"]
TEXT = "Yesterday Gustavo Petro met Wilhelmina Nobodysson of Golden Heron Shipping. " * 3


def lists():
    """Sources of two indexes, and names to ask for."""
    if "AKA_DATA" not in os.environ:
        return [[EXAMPLES / "lists/sdn.xml"], [EXAMPLES / "lists/sdn.xml", EXAMPLES / "lists/un.xml"]]
    data = pathlib.Path(os.environ["AKA_DATA"]) / "lists"
    ofac = [max((data / "ftm").glob("us_ofac*"))]
    return [ofac, ofac + [max((data / "un").glob("*.xml")), max((data / "ftm").glob("gb_*")),
                          max((data / "ftm").glob("eu_*"))]]


def request(method, path, body="", kind="application/json"):
    data = body.encode()
    return (f"{method} {path} HTTP/1.1\r\nHost: x\r\nContent-Type: {kind}\r\n"
            f"Content-Length: {len(data)}\r\n\r\n").encode() + data


def query(name):
    return {"schema": "Person", "properties": {"name": [name]}}


def requests():
    """Mostly names; one in fifty is something else, so that everything happens at the same time."""
    every = [request("POST", "/match/default", json.dumps({"queries": {"q": query(name)}}))
             for name in NAMES] * 20
    others = [request("POST", "/match/default?topics=sanction&limit=50", json.dumps(
                  {"queries": {str(i): query(name) for i, name in enumerate(NAMES)}})),
              request("POST", "/scan", TEXT, "text/plain"),
              request("POST", "/compare", json.dumps({"name1": "Ann Alpha", "name2": "Anne Alpha"})),
              request("GET", "/search/default?q=pet&countries=co")]
    chance = random.Random(os.getpid())
    every += others
    chance.shuffle(every)
    return every


class Client:
    """Sends requests in bunches on one connection; counts what does not come back as 200."""

    def __init__(self, port):
        self.socket = socket.create_connection(("127.0.0.1", port), 120)
        self.answers = self.socket.makefile("rb", 1 << 16)

    def ask(self, bunch):
        """Fingerprints of the indexes that answered."""
        self.socket.sendall(b"".join(bunch))
        found = set()
        for _ in bunch:
            status, length = self.answers.readline(), 0
            if b" 200 " not in status:
                raise AssertionError(f"{status!r} {self.answers.peek()[:500]!r}")
            while (line := self.answers.readline()) != b"\r\n":
                if line.startswith(b"Content-Length:"):
                    length = int(line[15:])
                elif line.startswith(b"X-Aka-Index:"):
                    found.add(line[13:-2])
            if len(self.answers.read(length)) != length:
                raise AssertionError("an answer is cut off")
        return found


def load(port, count, done, failed, seen):
    """One process: so many requests."""
    try:
        client, every, found = Client(port), requests(), set()
        for at in range(0, count, DEPTH):
            start = at % (len(every) - DEPTH)
            found |= client.ask(every[start:start + DEPTH])
            with done.get_lock():
                done.value += DEPTH
        seen.put(found)
    except Exception as error:  # told to the parent, whatever it is
        failed.put(repr(error))


def memory(process):
    """Bytes of its own, and with the pages of files."""
    text = pathlib.Path(f"/proc/{process.pid}/status").read_text()
    kilo = lambda name: int(text.split(name + ":")[1].split()[0]) * 1024
    return kilo("RssAnon"), kilo("VmRSS")


def swaps(count):
    folder = pathlib.Path(tempfile.mkdtemp())
    indexes = []
    for i, sources in enumerate(lists()):
        indexes.append(folder / f"{i}.aka")
        aka("index", "-q", "-o", indexes[i], *sources, code=None)
    path = folder / "lists.aka"
    shutil.copy(indexes[0], path)
    service = Service(path, "--log", "none")
    done, failed, seen = multiprocessing.Value("l"), multiprocessing.Queue(), multiprocessing.Queue()
    clients = [multiprocessing.Process(target=load, args=(service.port, count // CLIENTS, done,
                                                          failed, seen)) for _ in range(CLIENTS)]
    for client in clients:
        client.start()
    curve, swapped, begun = [], 0, time.monotonic()
    while any(client.is_alive() for client in clients):
        shutil.copy(indexes[(swapped + 1) % 2], folder / "new")
        os.replace(folder / "new", path)
        service.signal(1)
        swapped += 1
        time.sleep(SWAP_EVERY)
        own, whole = memory(service.process)
        curve.append(own)
        print(f"{time.monotonic() - begun:5.0f} s  {done.value:8} requests  {swapped:3} swaps  "
              f"{own >> 20} MB its own, {whole >> 20} MB in all", flush=True)
    for client in clients:
        client.join()
    problems = [failed.get() for _ in range(failed.qsize())]
    fingerprints = set().union(*(seen.get() for _ in range(CLIENTS - len(problems))))
    code = service.close()
    shutil.rmtree(folder)
    told = sum("loaded anew" in line for line in service.lines)
    print(f"{done.value} requests, {len(problems)} clients failed, {told} of {swapped} swaps told")
    problems += [line for line in service.lines if "loaded anew" not in line and "ending" not in line]
    early, late = curve[len(curve) // 4:len(curve) // 2], curve[len(curve) // 2:]
    if early and max(late) > max(early) * 1.15 + (8 << 20):
        problems.append(f"memory grew from {max(early) >> 20} to {max(late) >> 20} MB")
    if len(fingerprints) != 2:
        problems.append(f"answers of {len(fingerprints)} indexes; 2 are wanted")
    if code != 0:
        problems.append(f"it ended with {code}")
    return problems


def silent(count):
    """Half of them say nothing, half the beginning of a request."""
    resource.setrlimit(resource.RLIMIT_NOFILE, (count + 500, resource.getrlimit(
        resource.RLIMIT_NOFILE)[1]))
    folder = pathlib.Path(tempfile.mkdtemp())
    path = folder / "lists.aka"
    aka("index", "-q", "-o", path, *lists()[0], code=None)
    problems = []
    for most in (1000, count + 100):
        service = Service(path, "--log", "none", "--connections", most)
        held, slowest, answered = [], 0, 0
        for i in range(count):
            s = socket.create_connection(("127.0.0.1", service.port), 60)
            try:
                if i % 2:
                    s.sendall(b"POST /match/default HTTP/1.1\r\nHost: x\r\nContent-Le")
            except OSError:
                pass  # dropped already
            held.append(s)
            if i % 100 == 99:
                begun = time.monotonic()
                if service.match():
                    answered += 1
                slowest = max(slowest, time.monotonic() - begun)
        print(f"{count} silent connections, --connections {most}: {answered} of {count // 100} "
              f"questions answered, the slowest in {slowest:.3f} s, {memory(service.process)[0] >> 20} MB")
        if answered != count // 100 or slowest > 5:
            problems.append(f"--connections {most}: others were kept out")
        for s in held:
            s.close()
        if service.close() != 0:
            problems.append("it did not end well")
        problems += [line for line in service.lines if "ending" not in line]
    shutil.rmtree(folder)
    return problems


def main():
    kinds = {"swaps": swaps, "silent": silent}
    if len(sys.argv) != 3 or sys.argv[1] not in kinds:
        sys.exit(__doc__)
    problems = kinds[sys.argv[1]](int(sys.argv[2]))
    for problem in problems[:20]:
        print(problem)
    sys.exit(bool(problems))


if __name__ == "__main__":
    main()
