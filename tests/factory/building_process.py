"""A process of its own that builds a pack and is killed on its way: ``python -m tests.factory.building_process``.

Arguments: the tenant's id, how many lines of the saga's log are written before the kill, and ``fails`` where the
deployer refuses.
"""

import os
import signal
import sys
import uuid
from itertools import count
from typing import Any
from unittest.mock import patch

import django

django.setup()

from apps.events.sagas import SagaLog  # noqa: E402
from apps.factory.services import build_now  # noqa: E402
from apps.runtime.deployers.contract import NotReady  # noqa: E402
from apps.runtime.deployers.local import LocalDeployer  # noqa: E402
from tests.house import PACK  # noqa: E402
from tests.measured import measured_once  # noqa: E402


def main(tenant_id: uuid.UUID, lines: int, *, fails: bool) -> None:
    """Build until the kill."""
    numbers, write = count(), SagaLog.write

    def written(log: SagaLog, *words: Any) -> None:
        if next(numbers) == lines:
            os.kill(os.getpid(), signal.SIGKILL)
        write(log, *words)

    def refuses(*arguments: Any) -> str:
        raise NotReady("0 of 1 pods answer.")

    deploy = refuses if fails else LocalDeployer.deploy
    with (
        patch("apps.factory.pipeline.evaluate", measured_once),
        patch.object(SagaLog, "write", written),
        patch.object(LocalDeployer, "deploy", deploy),
    ):
        build_now(tenant_id=tenant_id, source=PACK.read_bytes(), actor="test")


if __name__ == "__main__":
    main(uuid.UUID(sys.argv[1]), int(sys.argv[2]), fails=sys.argv[3:] == ["fails"])
