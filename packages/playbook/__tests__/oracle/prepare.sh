#!/usr/bin/env bash
# Gets real Ansible for the tests that compare with it, into .eksplan/oracle: ansible-core and the Python client from PyPI,
# and of the large package "ansible" the collection kubernetes.core alone. Says why, and ends with 0, where it can't be had.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../../.."
target=.eksplan/oracle
skip() {
  echo "skipped: the tests against real Ansible, since $1" >&2
  exit 0
}

[ -x "$target/bin/ansible-playbook" ] && [ -d "$target/collections/ansible_collections/kubernetes/core" ] && exit 0
command -v python3 >/dev/null 2>&1 || skip "there is no python3 on the PATH"
python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || skip "python3 is older than 3.11"
rm -rf "$target"
python3 -m venv "$target" || skip "python3 makes no virtual environment"
pip=("$target/bin/python" -m pip --quiet --disable-pip-version-check)
"${pip[@]}" install 'ansible-core==2.19.*' 'kubernetes>=31' jsonpatch || skip "PyPI gives no ansible-core"
mkdir -p "$target/wheel"
"${pip[@]}" download --no-deps --only-binary=:all: --dest "$target/wheel" 'ansible==12.*' || skip "PyPI gives no kubernetes.core"
"$target/bin/python" - "$target" <<'PYTHON'
import pathlib, sys, zipfile
target = pathlib.Path(sys.argv[1])
wheel = next((target / "wheel").glob("ansible-*.whl"))
with zipfile.ZipFile(wheel) as archive:
    wanted = [name for name in archive.namelist() if name.startswith("ansible_collections/kubernetes/core/")]
    archive.extractall(target / "collections", wanted)
wheel.unlink()
PYTHON
"$target/bin/ansible-playbook" --version | head -n 1
