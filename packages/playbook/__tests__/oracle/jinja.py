#!/usr/bin/env python3
"""Asks real ansible-core (>= 2.19) what every template of the Jinja corpus comes to.

usage: python3 packages/playbook/__tests__/oracle/jinja.py          # in an environment with ansible-core installed
Writes packages/playbook/__tests__/jinja/data/answers.json: {"template": {"value": ...} | {"error": "..."}}.
"""
import json
import pathlib
import sys

from ansible.parsing.dataloader import DataLoader
from ansible.template import Templar, trust_as_template

DATA = pathlib.Path(__file__).resolve().parent.parent / "jinja" / "data"


def trusted(value):
    if isinstance(value, str):
        return trust_as_template(value)
    if isinstance(value, list):
        return [trusted(item) for item in value]
    if isinstance(value, dict):
        return {key: trusted(item) for key, item in value.items()}
    return value


def plain(value):
    """JSON without Ansible's tags; floats that look whole are marked."""
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, float):
        return {"$float": value} if value.is_integer() else float(value)
    if isinstance(value, int):
        return int(value)
    if isinstance(value, str):
        return str(value)
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    return {"$other": type(value).__name__}


def main():
    variables = trusted(json.loads((DATA / "variables.json").read_text()))
    answers = {}
    for line in (DATA / "corpus.txt").read_text().splitlines():
        if line.startswith("# ") or not line:
            continue
        template = line.replace("\\n", "\n") if line.startswith("{%") else line
        templar = Templar(loader=DataLoader(), variables=variables)
        try:
            answers[line] = {"value": plain(templar.template(trust_as_template(template)))}
        except Exception as error:  # whatever it is, Ansible refuses this template
            answers[line] = {"error": str(error).splitlines()[0]}
    (DATA / "answers.json").write_text(json.dumps(answers, indent=1, ensure_ascii=False) + "\n")
    print(f"{len(answers)} answers", file=sys.stderr)


main()
