"""Asks the service whatever its own description allows, and what it does not: the first is to be
answered, the second refused, and every answer is to be as described.

usage: schemathesis.py [OPTION]…    options of "schemathesis run", such as --max-time SECONDS

AKA names the command, as for the other tests; SCHEMATHESIS schemathesis (from PyPI, version 4),
which is looked for on the PATH. Where there is none it ends with 77, which stands for skipped.
"""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

from service import EXAMPLES, Service, aka

SKIPPED = 77
# What there is to ask for; and refusals of what a description cannot tell from valid input.
CONFIG = """
[parameters]
"path.dataset" = "default"
"path.id" = "ofac-56062"

# A record without a name or identifier.
[[operations]]
include-path = ["/match/{dataset}", "/compare"]
checks.positive_data_acceptance.expected-statuses = ["2xx", 400, 404]

# Not every text is a country, a topic or a dataset.
[[operations]]
include-path = "/search/{dataset}"
checks.positive_data_acceptance.expected-statuses = ["2xx", 400, 404]

# JSON within a parameter or a form.
[[operations]]
include-path = "/reconcile/{dataset}"
checks.positive_data_acceptance.expected-statuses = ["2xx", 400, 404, 422]

# Anything is text, but not every text is a payment.
[[operations]]
include-path = "/scan"
checks.positive_data_acceptance.expected-statuses = ["2xx", 400]
checks.negative_data_rejection.enabled = false
"""


def run(command, options):
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        index, config = folder / "lists.aka", folder / "schemathesis.toml"
        lists = [EXAMPLES / "lists" / file for file in ("sdn.xml", "un.xml", "persons.ftm.jsonl")]
        aka("index", "-q", "-o", index, *lists)
        config.write_text(CONFIG, encoding="utf-8")
        service = Service(index, "--log", "none")
        try:
            return subprocess.run(
                [command, "--config-file", config, "run", "--continue-on-failure", "--warnings", "off",
                 *options, f"http://127.0.0.1:{service.port}/openapi.json"],
                cwd=folder, check=False).returncode
        finally:
            service.close()


def main():
    command = os.environ.get("SCHEMATHESIS") or shutil.which("schemathesis")
    if not command:
        print("skipped: schemathesis is not installed (pip install schemathesis)")
        return SKIPPED
    return run(command, sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
