"""Writes the expressions of the conformance cases as seeds for every fuzz target."""

import json
import pathlib

here = pathlib.Path(__file__).parent
cases = (here.parent / "tests/conformance/cel.jsonl").read_text().splitlines()
expressions = sorted({json.loads(case)["expr"] for case in cases})
for target in ("parse", "check", "evaluate"):
    folder = here / "corpus" / target
    folder.mkdir(parents=True, exist_ok=True)
    for number, expression in enumerate(expressions):
        (folder / f"seed_{number:04}").write_text(expression)
print(f"{len(expressions)} seeds for each target")
