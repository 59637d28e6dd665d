"""On the agent's page: what was tried before and why it failed, and the decision on what is conditional."""

import json
from decimal import Decimal

import pytest

from apps.agents.lifecycle import CodeArtifact, ErrorDetails, GenerationConfig, State
from apps.agents.models import AgentVersion
from apps.evaluation.models import QualityReport, ReviewDecision
from apps.evaluation.quality_report import quality_report
from apps.evaluation.scoring import GateDecision
from apps.factory.services import version_open
from apps.jobs.models import Job
from apps.tenants.models import Tenant
from greenlang.errors import InvalidInput
from greenlang.isolation import tenant_scope
from tests.portal.people import signed_in
from tests.portal.rows import AGENT, PACK, build_job_make, evaluation_make

pytestmark = pytest.mark.django_db
DOUBTFUL = GateDecision("CONDITIONAL", Decimal("65"), 90, True, "provisional", ("The score is 65; 70 passes.",))


def waiting(tenant: Tenant, actor: str = "somebody") -> AgentVersion:
    """A version in Testing with a report between 60 and 70, through every transition before it."""
    report = quality_report(evaluation_make(AGENT, "1.0.0"), DOUBTFUL, "ab" * 32)
    with tenant_scope(tenant.id):
        version, _ = version_open(source=PACK, actor=actor)
        version.transition("agent.generated", GenerationConfig(version.spec_hash, "", ""), actor=actor)
        version.transition("agent.built", CodeArtifact(1, 1, ""), actor=actor)
        QualityReport.objects.create(
            version=version,
            pack_sha256="ab" * 32,
            verdict=DOUBTFUL.verdict,
            score=str(DOUBTFUL.score),
            label=DOUBTFUL.label,
            provisional=True,
            measured_weight=90,
            document=report,
            report_hash=str(report["report_hash"]),
            seconds="1",
        )
    return version


def test_a_reviewer_is_asked_and_others_are_told(tenant_a: Tenant) -> None:
    waiting(tenant_a)
    pages = {
        role: signed_in(tenant_a, role).get(f"/agents/{AGENT}").content.decode() for role in ("analyst", "operator")
    }
    assert all("Waits for a decision" in page and "The score is 65; 70 passes." in page for page in pages.values())
    assert "not measured." in pages["analyst"], "what is weak stands beside the decision"
    assert f"/agents/{AGENT}/review" in pages["analyst"]
    assert f"/agents/{AGENT}/review" not in pages["operator"]


def test_an_approval_leads_to_the_build_that_goes_on(tenant_a: Tenant) -> None:
    waiting(tenant_a)
    client = signed_in(tenant_a, "analyst")
    sent = {"version": "1.0.0", "decision": "approve", "reason": "Small load."}
    answer = client.post(f"/agents/{AGENT}/review", sent)
    with tenant_scope(tenant_a.id):
        job, review, version = Job.objects.get(), ReviewDecision.objects.get(), AgentVersion.objects.get()
    assert answer["Location"] == f"/builds/{job.id}"
    assert client.get(answer["Location"]).status_code == 200
    assert (review.reviewer, review.reason, version.state) == ("analyst", "Small load.", State.VALIDATED)
    page = client.get(f"/agents/{AGENT}").content.decode()
    assert "Approved by analyst" in page
    assert "Waits for a decision" not in page


def test_a_build_that_waits_says_so_and_one_that_failed_can_be_mended(tenant_a: Tenant) -> None:
    version = waiting(tenant_a)
    client = signed_in(tenant_a, "analyst")
    with tenant_scope(tenant_a.id):
        job = build_job_make(tenant_a, version)
        job.begin()
        job.succeed({"state": "testing"})
    page = client.get(f"/builds/{job.id}").content.decode()
    assert "waits for a review" in page
    assert "is built" not in page
    with tenant_scope(tenant_a.id):
        job = build_job_make(tenant_a, version)
        job.fail(InvalidInput("It does not come out."))
    page = client.get(f"/builds/{job.id}").content.decode()
    assert f"/builds/new?agent={AGENT}&amp;version=1.0.0" in page


def test_a_rejection_keeps_its_reason_on_the_page(tenant_a: Tenant) -> None:
    waiting(tenant_a)
    client = signed_in(tenant_a, "analyst")
    sent = {"version": "1.0.0", "decision": "reject", "reason": "Shows <too> little."}
    page = client.post(f"/agents/{AGENT}/review", sent, follow=True).content.decode()
    assert "Rejected by analyst" in page
    assert "Shows &lt;too&gt; little." in page
    assert "Mend and build again" in page


@pytest.mark.parametrize(
    ("sent", "status", "says"),
    [
        ({"version": "1.0.0", "decision": "approve", "reason": ""}, 422, "Reason"),
        ({"version": "1.0.0", "decision": "perhaps", "reason": "So"}, 422, "no decision"),
        ({"version": "9.9.9", "decision": "approve", "reason": "So"}, 404, "not found"),
    ],
)
def test_a_decision_that_is_none_keeps_what_was_typed(
    tenant_a: Tenant, sent: dict[str, str], status: int, says: str
) -> None:
    waiting(tenant_a)
    answer = signed_in(tenant_a, "analyst").post(f"/agents/{AGENT}/review", sent)
    assert answer.status_code == status
    assert says.lower() in answer.content.decode().lower()
    with tenant_scope(tenant_a.id):
        assert not ReviewDecision.objects.exists()


def test_ones_own_build_is_refused_on_the_page(tenant_a: Tenant) -> None:
    waiting(tenant_a, actor="analyst")
    answer = signed_in(tenant_a, "analyst").post(
        f"/agents/{AGENT}/review", {"version": "1.0.0", "decision": "approve", "reason": "Mine."}
    )
    assert answer.status_code == 403
    page = answer.content.decode()
    assert "Somebody else reviews it." in page
    assert "You submitted this build" in page
    assert f"/agents/{AGENT}/review" not in page


def test_what_waits_for_a_review_is_told_on_the_list(tenant_a: Tenant) -> None:
    client = signed_in(tenant_a, "analyst")
    assert client.get("/agents").context["waiting"] == []
    waiting(tenant_a)
    assert [one["name"] for one in client.get("/agents").context["waiting"]] == [f"{AGENT} 1.0.0"]
    client.post(f"/agents/{AGENT}/review", {"version": "1.0.0", "decision": "reject", "reason": "No."})
    assert client.get("/agents").context["waiting"] == []


def test_a_cancelled_build_says_so_and_leads_back_to_its_text(tenant_a: Tenant) -> None:
    client = signed_in(tenant_a, "analyst")
    first = client.post("/builds/new", {"pack": PACK.decode()})["Location"]
    later = client.post("/builds/new", {"pack": PACK.replace(b"version: 1.0.0", b"version: 2.0.0").decode()})[
        "Location"
    ]
    assert client.get(later).context["build"]["queue"] == "1 build of this organisation before it."
    page = client.post(f"{first}/cancel", follow=True).content.decode()
    assert "The build was cancelled" in page
    assert f"/builds/new?agent={AGENT}&amp;version=1.0.0" in page
    assert f"{first}/cancel" not in page
    assert client.get(later).context["build"]["queue"] == "It is the next build of this organisation."


def test_a_failed_version_shows_its_attempts_and_is_mended_from_its_own_text(tenant_a: Tenant) -> None:
    wrong = PACK.replace(b'{value: "2655.725", tolerance: "0"}', b'{value: "2655.726", tolerance: "0"}')
    with tenant_scope(tenant_a.id):
        version, _ = version_open(source=wrong, actor="anna")
        version.transition("agent.failed", ErrorDetails("evaluate", "gate-failed", "2655.726 is wrong", []), actor="f")
    client = signed_in(tenant_a, "analyst")
    page = client.get(f"/agents/{AGENT}").content.decode()
    assert "2655.726 is wrong" in page
    assert f"/builds/new?agent={AGENT}&amp;version=1.0.0" in page
    form = client.get(f"/builds/new?agent={AGENT}&version=1.0.0").content.decode()
    assert "2655.726" in form
    assert client.post("/builds/new", {"pack": PACK.decode()}).status_code == 302
    page = client.get(f"/agents/{AGENT}").content.decode()
    assert "2655.726 is wrong" in page, "the first attempt stays"
    with tenant_scope(tenant_a.id):
        assert list(version.revisions.values_list("submitted_by", flat=True)) == ["anna", "analyst"]


def test_a_dry_run_shows_what_comes_out_and_keeps_nothing(tenant_a: Tenant) -> None:
    client = signed_in(tenant_a, "analyst")
    first = client.post("/builds/try", {"pack": PACK.decode()}).content.decode()
    assert "nothing was kept" in first
    assert "natural-gas" in first, "the inputs of a golden test are offered"
    inputs = {"fuel": "natural-gas", "quantity": {"value": "50", "unit": "mmBtu", "basis": "gross"}}
    page = client.post("/builds/try", {"pack": PACK.decode(), "inputs": json.dumps(inputs)}).content.decode()
    assert "2,655.725" in page
    assert "Emission Factors" in page
    assert "id: stationary-combustion" in page, "the text stays in the form"
    with tenant_scope(tenant_a.id):
        assert not AgentVersion.objects.exists()


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"pack": "", "inputs": "{}"}, "There is no specification."),
        ({"pack": PACK.decode(), "inputs": "{"}, "JSON"),
        ({"pack": PACK.decode(), "inputs": "[1]"}, "no JSON object"),
        ({"pack": PACK.decode(), "inputs": '{"fuel": "unobtainium"}'}, "unobtainium"),
    ],
)
def test_a_dry_run_that_cannot_be_done_says_why_and_keeps_what_was_typed(
    tenant_a: Tenant, sent: dict[str, str], says: str
) -> None:
    answer = signed_in(tenant_a, "analyst").post("/builds/try", sent)
    page = answer.content.decode().replace("&quot;", '"')
    assert (answer.status_code, says in page, sent["inputs"] in page) == (422, True, True)
