"""One specification gives the same bytes whenever, wherever and under whatever hash seed it is built."""

import json
import socket
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from greenlang.engine import sha256_bytes
from tests.agents.codegen.agent_samples import ROOT, build, pack_bytes, run_python

SCRIPT = """\
import json, sys
from greenlang.engine import sha256_bytes
from tests.agents.codegen.agent_samples import build, pack_bytes
print(json.dumps({name: sha256_bytes(data) for name, data in build(pack_bytes(sys.argv[1])).files.items()}))
"""


@pytest.mark.parametrize("name", ["stationary-combustion", "everything"])
def test_two_builds_elsewhere_have_the_same_bytes(tmp_path: Path, name: str) -> None:
    here = {path: sha256_bytes(data) for path, data in build(pack_bytes(name)).files.items()}
    for zone, seed, language in (("Pacific/Auckland", "1", "C"), ("America/Los_Angeles", "4711", "tr_TR.UTF-8")):
        folder = tmp_path / seed
        folder.mkdir()
        done = run_python(folder, "-c", SCRIPT, name, TZ=zone, PYTHONHASHSEED=seed, LC_ALL=language, TMPDIR=str(folder))
        assert done.returncode == 0, done.stderr
        assert json.loads(done.stdout) == here


def test_nothing_of_the_machine_or_the_day_is_in_the_files() -> None:
    content = b"".join(build(pack_bytes("stationary-combustion")).files.values()).decode()
    today = datetime.now(UTC).date().isoformat()
    for trace in (str(ROOT), tempfile.gettempdir(), str(Path.home()), socket.gethostname(), "greenlang-format-", today):
        assert trace not in content
