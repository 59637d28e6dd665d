"""A conditional version goes on, or fails, by the recorded decision of somebody who did not submit it."""

import io
import json

import pytest
from django.core.management import call_command
from django.db import DatabaseError, transaction

from apps.agents.lifecycle import State
from apps.agents.models import AgentVersion
from apps.evaluation.models import QualityReport, ReviewDecision
from apps.factory.errors import NothingToReview, OwnBuild, VersionTaken
from apps.factory.reviews import review_decide
from apps.factory.services import BuildFailed, build_now, job_finish, version_command, version_open
from apps.runtime.services.verbs import NotDeployable
from apps.tenants.principal import NotAllowed
from greenlang.errors import InvalidInput, NotFound
from greenlang.isolation import tenant_scope
from tests.factory.conditional import conditional, pack_of
from tests.house import House


def decide(version: AgentVersion, decision: str = "approve", reviewer: str = "anna", reason: str = "Seen.") -> object:
    return review_decide(version=version, reviewer=reviewer, decision=decision, reason=reason)


def test_a_conditional_build_waits_in_testing_with_the_report_of_one_pack(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = pack_of("waiting")
    version = conditional(monkeypatch, house.alpha, source=source, actor="bert")
    with tenant_scope(house.alpha.id):
        assert version.state == State.TESTING
        report = version.quality_reports.get()
        assert (report.verdict, report.score, len(report.pack_sha256)) == ("CONDITIONAL", "65.00", 64)
        with pytest.raises(VersionTaken, match="waits for a reviewer"):
            version_open(source=source, actor="bert")


def test_an_approval_goes_on_to_a_running_agent_with_the_decision_in_its_history(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = conditional(monkeypatch, house.alpha, source=pack_of("approved"), actor="bert")
    with tenant_scope(house.alpha.id):
        report = version.quality_reports.get()
        job = review_decide(version=version, reviewer="anna", decision="approve", reason="The load is small here.")
        assert job is not None
        assert version.state == State.VALIDATED
    built = job_finish(house.alpha.id, job)
    assert [stage["state"] for stage in built.stages] == ["done"] * len(built.stages)
    with tenant_scope(house.alpha.id):
        version.refresh_from_db()
        assert (version.state, version.pack_sha256) == (State.ACTIVE, report.pack_sha256)
        version_command(version=version, verb="start", actor="test")
        validated = version.events.get(event="agent.validated")
        assert validated.actor == "anna"
        assert validated.payload["review"] == {
            "decision": "approve",
            "reviewer": "anna",
            "reason": "The load is small here.",
            "report_hash": report.report_hash,
        }


def test_a_rejection_fails_the_version_with_its_reason_and_it_can_be_tried_again(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = conditional(monkeypatch, house.alpha, source=pack_of("rejected"), actor="bert")
    with tenant_scope(house.alpha.id):
        assert decide(version, "reject", reason="Its tests show too little.") is None
        failed = version.events.last()
        assert failed is not None
        assert (failed.event, failed.target, failed.payload["stage"]) == ("agent.failed", State.FAILED, "review")
        assert "Its tests show too little." in failed.payload["message"]
        with pytest.raises(NothingToReview):
            decide(version)
    again = build_now(tenant_id=house.alpha.id, source=pack_of("rejected"), actor="bert").version
    assert again.state == State.ACTIVE


@pytest.mark.parametrize(
    ("decision", "reason", "where"), [("approve", " ", "reason"), ("reject", "", "reason"), ("maybe", "So", "decision")]
)
def test_a_decision_is_one_and_has_a_reason(house: House, decision: str, reason: str, where: str) -> None:
    with tenant_scope(house.alpha.id), pytest.raises(InvalidInput) as refusal:
        decide(house.version, decision, reason=reason)
    assert refusal.value.where == where


def test_what_waits_for_nobody_is_not_reviewed(house: House) -> None:
    with tenant_scope(house.alpha.id), pytest.raises(NothingToReview, match="running"):
        decide(house.version)


def test_whoever_submitted_it_does_not_review_it_under_any_name(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    from apps.tenants.models import ApiKey, Role

    version = conditional(monkeypatch, house.alpha, source=pack_of("own"), actor="bert")
    with tenant_scope(house.alpha.id):
        ApiKey.issue(name="pipeline", role=Role.ADMIN, created_by="bert")
        for reviewer in ("bert", "operator bert", "key pipeline"):
            with pytest.raises(OwnBuild, match="bert submitted"):
                decide(version, reviewer=reviewer)
        assert not ReviewDecision.objects.filter(version=version).exists()
        decide(version, "reject", reviewer="key other")


def test_whoever_stands_behind_a_chain_of_keys_submitted_it(house: House) -> None:
    from apps.tenants.models import ApiKey, Role
    from apps.tenants.selectors import persons_behind

    with tenant_scope(house.alpha.id):
        for name, issuer in (("one", "operator carla"), ("two", "key one"), ("ring", "key ring"), ("old", "")):
            ApiKey.issue(name=name, role=Role.ADMIN, created_by=issuer)
        assert persons_behind("key two") == {"key two", "key one", "carla"}
        assert persons_behind("operator carla") == {"carla"}
        assert persons_behind("key ring") == {"key ring"}
        assert persons_behind("key old") == {"key old"}


def test_an_approval_lets_its_own_report_through_and_no_other(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    version = conditional(monkeypatch, house.alpha, source=pack_of("one-report"), actor="bert")
    with tenant_scope(house.alpha.id):
        job = review_decide(version=version, reviewer="anna", decision="approve", reason="Seen.")
        assert job is not None
    job_finish(house.alpha.id, job)
    with tenant_scope(house.alpha.id):
        report = version.quality_reports.get()
        later = {name: getattr(report, name) for name in ("pack_sha256", "score", "label", "document", "seconds")}
        QualityReport.objects.create(
            version=version,
            verdict="CONDITIONAL",
            provisional=True,
            measured_weight=1,
            report_hash="sha256:other",
            **later,
        )
        AgentVersion.objects.filter(id=version.id).update(state=State.STAGED)
        with pytest.raises(NotDeployable):
            version_command(version=version, verb="start", actor="test")


def test_a_pack_that_does_not_come_out_as_approved_is_not_registered(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = conditional(monkeypatch, house.alpha, source=pack_of("changed"), actor="bert")
    with tenant_scope(house.alpha.id):
        job = review_decide(version=version, reviewer="anna", decision="approve", reason="Seen.")
        assert job is not None
    from apps.registry.archive import pack_write

    with monkeypatch.context() as patch:
        patch.setattr("apps.factory.pipeline.pack_write", lambda files: pack_write({**files, "more.txt": b"more"}))
        with pytest.raises(BuildFailed, match="does not give the pack any more"):
            job_finish(house.alpha.id, job)
    with tenant_scope(house.alpha.id):
        version.refresh_from_db()
        assert (version.state, version.pack_sha256) == (State.FAILED, "")


def test_decisions_are_immutable(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    version = conditional(monkeypatch, house.alpha, source=pack_of("immutable"), actor="bert")
    with tenant_scope(house.alpha.id):
        decide(version, "reject")
        kept = ReviewDecision.objects.filter(version=version)
        for change in (lambda: kept.update(decision="approve"), kept.delete):
            with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
                change()


def test_the_command_keeps_the_decision_of_a_member_who_may(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    conditional(monkeypatch, house.alpha, source=pack_of("by-command"), actor="bert")
    asked = ["by-command", "1.0.0", "approve", "--reason", "Seen.", "--tenant", "alpha", "--json"]
    for nobody in ("operator@alpha.example", "analyst@beta.example", "nobody@alpha.example"):
        with pytest.raises((NotAllowed, NotFound)):
            call_command("review_agent", *asked, "--by", nobody, stdout=io.StringIO())
    told = io.StringIO()
    call_command("review_agent", *asked, "--by", "analyst@alpha.example", stdout=told)
    document = json.loads(told.getvalue())
    assert (document["state"], document["review"]["reviewer"]) == ("active", "analyst@alpha.example")
