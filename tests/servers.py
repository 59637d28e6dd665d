"""Real PostgreSQL and Redis for the test session; loaded with ``-p tests.servers`` before Django is set up.

The controller starts the servers once and migrates one database with the catalogue in it; each worker copies it.
"""

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
NEEDS_SERVERS = "PYTEST_XDIST_WORKER" not in os.environ and "GREENLANG_TEST_SERVERS" not in os.environ

# The servers of a test session are never started again: what a crash of the machine would lose is not worth a wait for
# the disk at every commit and every copy of the database. Servers that tests start themselves keep the product's
# settings. Nothing is vacuumed while tests run: a copy of the database lives for minutes.
FORGETFUL = {"fsync": "off", "full_page_writes": "off", "autovacuum": "off", "max_wal_size": "4GB"}


def _start() -> None:
    stack = ExitStack()
    atexit.register(stack.close)
    folder = tempfile.mkdtemp(prefix="greenlang-tests-")
    Path(folder).chmod(0o711)
    stack.callback(shutil.rmtree, folder, ignore_errors=True)
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL", "GREENLANG_ENV"):
        os.environ.pop(name, None)
    os.environ["GREENLANG_DATA"] = folder
    os.environ["GREENLANG_TEST_SERVERS"] = folder
    os.environ["DJANGO_SETTINGS_MODULE"] = "greenlang.settings"
    os.environ["GREENLANG_LOG_LEVEL"] = "WARNING"
    sys.path.insert(0, str(PROJECT))
    from greenlang.embedded import postgres
    from greenlang.embedded.paths import DataDirectory
    from greenlang.embedded.services import EmbeddedServices

    postgres.SETTINGS.update(FORGETFUL)
    stack.enter_context(EmbeddedServices(DataDirectory(Path(folder))))
    for command in (["migrate", "--skip-checks", "--verbosity", "0"], ["load_catalogue"]):
        subprocess.run([sys.executable, "-m", "django", *command], check=True, cwd=PROJECT, stdout=subprocess.DEVNULL)


if NEEDS_SERVERS:
    _start()
