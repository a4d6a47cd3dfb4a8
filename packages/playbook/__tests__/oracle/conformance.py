#!/usr/bin/env python3
"""Runs the conformance playbooks under real ansible-playbook and keeps what it says as the expected answers.

usage: python3 packages/playbook/__tests__/oracle/conformance.py HTTP_URL [KUBECONFIG] [PLAYBOOK...]
Needs ansible-core >= 2.19 and, for kubernetes.yml, kubernetes.core and its Python client; HTTP_URL is what
`node packages/playbook/__tests__/oracle/http-stub.mjs` prints, KUBECONFIG what `node tools/run.mjs packages/playbook/__tests__/oracle/cluster.ts` prints.
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
FOLDER = HERE / "conformance"
MODES = [("check", ["--check"]), ("run", []), ("again", []), ("check-again", ["--check"])]
# Keys of results that both sides must agree on.
KEYS = {
    "rc", "stdout", "stderr", "stdout_lines", "cmd", "state", "mode", "dest", "path", "checksum", "size", "content", "encoding",
    "source", "method", "attempts", "status", "api_found", "redirected", "url", "json", "status_code", "match_groups", "src",
    "skip_reason", "false_condition", "censored", "assertion", "evaluated_to", "port", "failed_when_result", "warning",
    "start", "item", "ansible_loop_var", "changed", "failed", "msg", "return_code", "skipped",
}
# Words differ between programs where something fails; what they must share is that it does.
WORDS = {"msg"}
# What is true of one machine or one run alone is no answer: a size that the file system, or the length of a path, makes.
SIZELESS = {"directory", "link"}


def pick(event, work, http, kubeconfig):
    if "recap" in event:
        return event
    result = event["result"]
    kept = {}
    for key, value in result.items():
        if key not in KEYS and not key.startswith(("nested", "list", "nope")):
            continue
        if key in WORDS and (event["status"] in ("failed", "skipped") or key not in result):
            continue
        if "/.ansible/tmp/" in str(value):
            continue
        if key == "size" and result.get("state") in SIZELESS:
            continue
        if key == "port" and http.endswith(f":{value}") or "Paused for" in str(value):
            continue
        if key in ("start",):
            value = value is not None
        kept[key] = value
    text = json.dumps({**event, "result": kept}, sort_keys=True, ensure_ascii=False)
    for real, shown in ((work, "<work>"), (str(FOLDER / "fixtures"), "<fixtures>"), (http, "<http>"), (kubeconfig or "\0", "<kubeconfig>")):
        text = text.replace(real, shown)
    return json.loads(text)


def run(playbook, mode, flags, work, http, kubeconfig):
    with tempfile.NamedTemporaryFile(suffix=".jsonl") as events:
        environment = {
            **os.environ, "ORACLE_EVENTS": events.name, "ANSIBLE_STDOUT_CALLBACK": "oracle_events", "CONFORMANCE_VAR": "from env",
            "ANSIBLE_CALLBACK_PLUGINS": str(HERE / "callback"), "ANSIBLE_LOCALHOST_WARNING": "False", "LC_ALL": "C.UTF-8",
            "ANSIBLE_INVENTORY_UNPARSED_WARNING": "False",
        }
        values = {"work": work, "http": http, "fixtures": str(FOLDER / "fixtures"), "kubeconfig": kubeconfig or "", "ansible_python_interpreter": sys.executable}
        program = pathlib.Path(sys.executable).parent / "ansible-playbook"
        done = subprocess.run([str(program), *flags, "-e", json.dumps(values), str(playbook)], env=environment, capture_output=True, text=True, cwd=work)
        lines = [json.loads(line) for line in pathlib.Path(events.name).read_text().splitlines()]
    if not lines:
        sys.exit(f"{playbook} {mode}: {done.stdout}{done.stderr}")
    return {"exit": done.returncode, "events": [pick(line, work, http, kubeconfig) for line in lines]}


def main():
    # Modes that a playbook doesn't name come from it; packages/playbook/__tests__/runner/conformance.test.ts runs under the same.
    os.umask(0o022)
    http, *rest = sys.argv[1:]
    kubeconfig = rest.pop(0) if rest and not rest[0].endswith(".yml") else None
    names = rest or sorted(path.name for path in FOLDER.glob("*.yml"))
    for name in names:
        if name == "kubernetes.yml" and kubeconfig is None:
            print(f"skipped: {name} needs a kubeconfig", file=sys.stderr)
            continue
        with tempfile.TemporaryDirectory() as work:
            # On an empty cluster ansible-playbook --check ends where a namespace is missing that an earlier task would make.
            modes = MODES[1:] if name == "kubernetes.yml" else MODES
            answers = {mode: run(FOLDER / name, mode, flags, work, http, kubeconfig) for mode, flags in modes}
        target = FOLDER / "answers" / name.replace(".yml", ".json")
        target.parent.mkdir(exist_ok=True)
        target.write_text(json.dumps(answers, indent=1, sort_keys=True) + "\n")
        print(name, {mode: answer["exit"] for mode, answer in answers.items()}, file=sys.stderr)


main()
