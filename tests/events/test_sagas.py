"""Where a saga stands is what its log says; another process goes on from there, forwards or back."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.events.models import OutboxEvent, SagaEntry
from apps.events.sagas import Saga, SagaCompensated, Standing, Step, What, standing
from apps.tenants.models import Tenant
from greenlang.errors import Conflict
from greenlang.isolation import tenant_scope


@dataclass(frozen=True)
class Line:
    """A line of a log that is in no database."""

    step: str
    what: str
    detail: Mapping[str, object] = field(default_factory=dict)


class Crash(BaseException):
    """The process ends: nothing after it runs, not even what cleans up."""


@dataclass
class World:
    """What steps do and undo, and where the process ends.

    Attributes:
        crash: the process ends before ("before a") or after ("after a", "after undo a") a thing is done, once.
        refuse: the step that fails.
    """

    tenant: Tenant
    refuse: str = ""
    crash: str = ""
    did: list[str] = field(default_factory=list)
    saga_id: uuid.UUID = field(default_factory=uuid.uuid4)

    def run(self) -> None:
        """The saga, from where its log stands."""
        steps = [Step(name, lambda name=name: self._do(name), lambda name=name: self._undo(name)) for name in "abc"]  # type: ignore[misc]
        Saga(self.tenant.id, self.saga_id, "trial", steps).run()

    def _do(self, name: str) -> Mapping[str, object]:
        self._end(f"before {name}")
        if name == self.refuse:
            raise Conflict(f"no {name}")
        self.did.append(name)
        self._end(f"after {name}")
        return {"made": name}

    def _undo(self, name: str) -> None:
        self._end(f"before undo {name}")
        self.did.append(f"undo {name}")
        self._end(f"after undo {name}")

    def _end(self, where: str) -> None:
        if where == self.crash:
            self.crash = ""
            raise Crash

    def log(self) -> list[str]:
        """Its lines."""
        with tenant_scope(self.tenant.id):
            return [f"{row.step} {row.what}".strip() for row in SagaEntry.objects.filter(saga_id=self.saga_id)]


def test_every_step_is_written_down_and_told_and_a_saga_that_ended_does_nothing(tenant_a: Tenant) -> None:
    world = World(tenant_a)
    world.run()
    world.run()
    assert world.did == ["a", "b", "c"]
    assert world.log() == ["a begun", "a done", "b begun", "b done", "c begun", "c done", "completed"]
    with tenant_scope(tenant_a.id):
        told = OutboxEvent.objects.filter(aggregate_id=str(world.saga_id)).order_by("position")
        assert [f"{row.payload['step']} {row.type}".strip() for row in told] == [
            "a saga.begun", "a saga.done", "b saga.begun", "b saga.done", "c saga.begun", "c saga.done",
            "saga.completed",
        ]  # fmt: skip


def test_when_a_step_fails_it_and_the_ones_before_are_undone_last_first(tenant_a: Tenant) -> None:
    world = World(tenant_a, refuse="c")
    with pytest.raises(Conflict, match="no c"):
        world.run()
    assert world.did == ["a", "b", "undo c", "undo b", "undo a"]
    assert world.log()[4:] == [
        "c begun", "c failed", "c undoing", "c undone", "b undoing", "b undone", "a undoing", "a undone", "compensated",
    ]  # fmt: skip
    world.run()
    assert len(world.did) == 5


@pytest.mark.parametrize("where", ["before a", "after a", "before b", "after b", "before c", "after c"])
def test_after_a_crash_another_process_goes_on_and_does_again_only_what_was_not_written_down(
    tenant_a: Tenant, where: str
) -> None:
    world = World(tenant_a, crash=where)
    with pytest.raises(Crash):
        world.run()
    world.run()
    assert list(dict.fromkeys(world.did)) == ["a", "b", "c"]
    assert len(world.did) <= 4
    assert world.log()[-1] == "completed"


@pytest.mark.parametrize("where", [f"{when} undo {name}" for when in ("before", "after") for name in "abc"])
def test_after_a_crash_half_way_back_another_process_finishes_the_compensation(tenant_a: Tenant, where: str) -> None:
    world = World(tenant_a, refuse="c", crash=where)
    with pytest.raises(Crash):
        world.run()
    with pytest.raises(SagaCompensated, match="no c"):
        world.run()
    assert list(dict.fromkeys(world.did)) == ["a", "b", "undo c", "undo b", "undo a"]
    assert world.log()[-1] == "compensated"


def test_a_saga_of_another_tenant_is_not_read(tenant_a: Tenant, tenant_b: Tenant) -> None:
    World(tenant_a).run()
    with tenant_scope(tenant_b.id):
        assert not SagaEntry.objects.exists()


LINES = st.lists(st.builds(Line, st.sampled_from(["a", "b", ""]), st.sampled_from(list(What))), max_size=12)


@given(LINES)
def test_a_log_leads_to_the_same_standing_however_often_it_is_read(lines: list[Line]) -> None:
    found = standing(lines)
    assert standing(lines) == found
    assert found.open not in found.done or Line(found.open, What.DONE) in lines
    assert bool(found.ended) == any(line.what in {What.COMPLETED, What.COMPENSATED} for line in lines)
    assert bool(found.reason) == any(line.what == What.FAILED for line in lines)


def test_an_empty_log_is_a_saga_that_has_not_begun() -> None:
    assert standing([]) == Standing({})
