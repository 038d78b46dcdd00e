#!/usr/bin/env python3
"""Runs the tests of the page: `run.py unit` its modules under Node.js, `run.py browser` the whole
page in Chromium. Skips, saying why, where something that they need is not installed.
"""

import os
import pathlib
import shutil
import subprocess
import sys

SKIPPED = 77
HERE = pathlib.Path(__file__).parent


def missing(kind):
    """Why the tests cannot run, or None."""
    node = shutil.which("node")
    if not node:
        return "there is no Node.js"
    version = subprocess.run([node, "--version"], capture_output=True, text=True, check=True).stdout
    if int(version.lstrip("v").split(".")[0]) < 18:
        return f"Node.js is {version.strip()}; 18 or newer is wanted"
    if kind == "unit":
        return None
    if not (HERE / "node_modules" / "playwright-core").is_dir():
        return "tests/web/node_modules is missing: script/bootstrap installs it"
    if not os.path.exists(os.environ.get("CHROMIUM", "/usr/bin/chromium")):
        return "there is no /usr/bin/chromium; CHROMIUM may name another"
    return None


def main():
    kind = sys.argv[1]
    why = missing(kind)
    if why:
        print(f"skipped: {why}")
        return SKIPPED
    folder = HERE / ("unit" if kind == "unit" else "browser")
    # One after the other: the machine may be small, and some tests look at the time.
    for path in sorted(folder.glob("*.test.mjs")):
        done = subprocess.run(["node", *sys.argv[2:], path], check=False)
        if done.returncode:
            return 1
    return 0


sys.exit(main())
