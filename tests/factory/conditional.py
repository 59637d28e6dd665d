"""A build that the gate lets through on condition only: measured for real, with every score brought down."""

from dataclasses import replace
from decimal import Decimal

import pytest

from apps.agents.models import AgentVersion
from apps.evaluation.agent_under_test import AgentUnderTest
from apps.evaluation.results import Evaluation
from apps.factory.services import build_now
from apps.tenants.models import Tenant
from tests.house import PACK
from tests.measured import measured_once


def mediocre(agent: AgentUnderTest, **more: object) -> Evaluation:
    """What an evaluation finds, with 65 of 100 in each dimension that was measured; the gate itself decides."""
    measured = measured_once(agent, **more)  # type: ignore[arg-type]
    dimensions = tuple(
        replace(result, score=Decimal(65)) if result.score is not None else result for result in measured.dimensions
    )
    return replace(measured, dimensions=dimensions)


def pack_of(agent_id: str, version: str = "1.0.0") -> bytes:
    """The example pack under another name."""
    text = PACK.read_text().replace("id: stationary-combustion\n", f"id: {agent_id}\n", 2)
    return text.replace("version: 1.0.0", f"version: {version}", 1).encode()


def conditional(monkeypatch: pytest.MonkeyPatch, tenant: Tenant, *, source: bytes, actor: str) -> AgentVersion:
    """A version that waits in Testing for a reviewer."""
    with monkeypatch.context() as patch:
        patch.setattr("apps.factory.pipeline.evaluate", mediocre)
        return build_now(tenant_id=tenant.id, source=source, actor=actor).version
