"""Current lists as published, where AKA_DATA names a folder that has them; else this is skipped."""

import os
import pathlib
import sys

from support import SKIPPED, Case, aka, objects, run

LISTS = ["ftm/us_ofac_sdn_2026-08-20.ftm.jsonl", "un/UN_2026-08-01.xml",
         "ftm/gb_fcdo_sanctions_2026-08.ftm.jsonl", "ftm/eu_fsf_2026-03-15.ftm.jsonl"]
WANTED = {
    "Gustavo Petro": "ofac-56062",
    "Petro Urrego Gustavo": "ofac-56062",
    "Nicolás Maduro": "ofac-22790",
    "Николас Мадуро Морос": "ofac-22790",
    "Armando Benedeti Villaneda": "ofac-56067",
    "VERONICA ALCOCER GARCIA": "ofac-56066",
}


class RealLists(Case):
    def test_compile_and_find(self):
        index = self.folder / "lists.aka"
        data = pathlib.Path(os.environ["AKA_DATA"]) / "lists"
        built = aka("index", "-o", index, *(data / name for name in LISTS), code=None, timeout=600)
        self.assertIn(built.returncode, (0, 1), built.stderr)
        entities = int(built.stdout.split()[0])
        self.assertGreater(entities, 30000)
        answers = objects(aka("screen", "-i", index, "--format", "jsonl", *WANTED).stdout)
        for (name, wanted), answer in zip(WANTED.items(), answers):
            self.assertIn(wanted, [r["id"] for r in answer["results"]], name)
        stranger, = objects(aka("screen", "-i", index, "--format", "jsonl", "--schema", "Person",
                                "Wendeline Krautmacher-Oyelaran").stdout)
        self.assertEqual(stranger["results"], [])


if __name__ == "__main__":
    if not os.environ.get("AKA_DATA"):
        print("AKA_DATA is not set: there are no real lists to compile")
        sys.exit(SKIPPED)
    run()
