"""Every page for the roles it is for, and for no other; another tenant's objects are unknown."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from apps.portal.body_size import LARGEST, OF_ANYBODY
from apps.portal.headers import CONTENT_SECURITY_POLICY
from apps.reports.disclosing.topics import TOPICS
from apps.tenants.models import Tenant
from tests.portal.people import ROLES, signed_in
from tests.portal.rows import AGENT, UNKNOWN, World

pytestmark = pytest.mark.django_db

ALL = set(ROLES)
MOST_QUERIES = 60
# Home says whether the latest report is stale, of whatever it stands on.
MOST_OF_HOME = 70
FACTOR = "ef_39e250819f807d9e"
"""Natural gas, CO2, EPA: the same for everybody."""
REFUSED_TO_AUDITORS = ("/data/upload", "/builds/new", "/runs/new", "/reports/new", "/sign-off/")


def pages(world: World) -> dict[str, set[str]]:
    """Every page that is read, and who may."""
    home = {"/": ALL, "/first-inventory": ALL}
    of_rooms = (
        data_pages(world),
        factors_pages(world),
        agents_pages(world),
        calculations_pages(world),
        reports_pages(world),
        settings_pages(world),
    )
    return home | {address: roles for room in of_rooms for address, roles in room.items()}


def data_pages(world: World) -> dict[str, set[str]]:
    return {
        "/data": ALL,
        "/data/upload": {"analyst", "admin"},
        f"/data/upload/{world.staged.id}": {"analyst", "admin"},
        f"/data/files/{world.upload.id}": ALL,
        f"/data/files/{world.upload.id}?rows=rejected": ALL,
        "/data/mapping": ALL,
        "/data/issues": ALL,
        "/data/issues?state=resolved&kind=gap&assignee=nobody": ALL,
        "/data/mapping?state=left-out": ALL,
        f"/data/files/{world.upload.id}/mend": ALL,
        f"/data/evidence/{world.evidence.id}": ALL,
    }


def factors_pages(world: World) -> dict[str, set[str]]:
    return {
        "/factors": ALL,
        "/factors?q=gas&sort=-value": ALL,
        "/factors?q=diesel&edition=epa-hub-2025&format=csv": ALL,
        "/factors/restatement": ALL,
        "/factors/private": ALL,
        "/factors/private/new": {"analyst", "admin"},
        f"/factors/private/new?overrides={FACTOR}": {"analyst", "admin"},
        "/factors/editions": ALL,
        "/factors/editions?from=aib-2024&to=aib-2025&change=changed&format=csv": ALL,
        f"/factors/{FACTOR}": ALL,
        "/methods": ALL,
    }


def agents_pages(world: World) -> dict[str, set[str]]:
    return {
        "/agents": ALL,
        "/ready-made": ALL,
        f"/agents/{AGENT}": ALL,
        f"/agents/{AGENT}?version=1.0.0": ALL,
        f"/agents/{AGENT}/execute": ALL - {"auditor"},
        f"/agents/{AGENT}/versions/1.0.0/files/agent/formulas.py": ALL,
        f"/agents/{AGENT}/versions/1.0.0/files/pack.yaml": ALL,
        f"/agents/{AGENT}/quality": ALL,
        f"/agents/{AGENT}/quality/report.xlsx": ALL,
        f"/agents/{AGENT}/names?version=1.0.0": ALL,
        f"/agents/{AGENT}/compare?from=1.0.0&to=1.0.0": ALL,
        f"/agents/{AGENT}/versions/1.0.0/files/pack.yaml?as=text": ALL,
        "/agents?q=combustion&state=running": ALL,
        "/builds/new": ALL - {"auditor"},
        f"/builds/new?agent={AGENT}&version=1.0.0": ALL - {"auditor"},
        "/builds/new?example=refrigerant-losses": ALL - {"auditor"},
        f"/builds/{world.build.id}": ALL,
        f"/builds/{world.build.id}/progress": ALL,
        "/runs": ALL,
        f"/runs/{world.run.id}": ALL,
    }


def calculations_pages(world: World) -> dict[str, set[str]]:
    return {
        "/calculations": ALL,
        "/calculations?sort=-co2e&scope=1&q=natural": ALL,
        "/calculations?lines=counts": ALL,
        "/calculations/dashboard": ALL,
        "/calculations/verify_certificate.py": ALL,
        "/calculations/change": ALL,
        f"/calculations/{world.calculation}": ALL,
        f"/calculations/{world.calculation}?verify=1": ALL,
        "/calculations/scope-2": ALL,
        "/calculations/scope-2/instruments": ALL,
        "/calculations/scope-2/instruments/new": {"analyst", "admin"},
        "/calculations/scope-2/instruments/import": {"analyst", "admin"},
    }


def reports_pages(world: World) -> dict[str, set[str]]:
    return {
        "/reports": ALL,
        f"/reports/{world.report.id}": ALL,
        f"/reports/{world.report.id}/checklist?standard=esrs-e1": ALL,
        "/disclosures": ALL,
        **{f"/disclosures/{topic.id}": ALL for topic in TOPICS},
        "/checklist": ALL,
        "/sign-off": ALL,
        "/samples": ALL,
        "/findings": ALL,
        "/auditors": {"analyst", "admin"},
    }


def settings_pages(world: World) -> dict[str, set[str]]:
    return {
        "/settings/members": ALL,
        "/settings/keys": {"admin"},
        "/settings/webhooks": {"admin"},
        "/settings/audit": ALL,
        "/settings/audit?kind=key": ALL,
        "/settings/audit.csv": ALL,
        "/settings/security": ALL,
        "/settings/data": {"admin"},
        "/set-up/inventory": {"admin"},
        "/set-up/people": {"admin"},
        "/settings": ALL,
        "/settings?site=north": ALL,
        "/settings/entities/new": {"analyst", "admin"},
        f"/settings/entities/{world.entity.id}": {"analyst", "admin"},
        f"/settings/entities/{world.entity.id}/boundary": {"analyst", "admin"},
        "/settings/sites/new": {"analyst", "admin"},
        "/settings/sites/import": {"analyst", "admin"},
        f"/settings/sites/{world.site.id}": {"analyst", "admin"},
        "/settings/periods/new": {"analyst", "admin"},
        f"/settings/periods/{world.upload.period_id}": {"analyst", "admin"},
    }


@pytest.mark.parametrize("role", ROLES)
def test_a_page_answers_the_roles_it_is_for(world: World, role: str) -> None:
    client = signed_in(world.tenant, role)
    for address, roles in pages(world).items():
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(address)
        assert (address, answer.status_code) == (address, 200 if role in roles else 403)
        assert answer["Content-Security-Policy"] == CONTENT_SECURITY_POLICY
        assert answer["Cache-Control"] == "private, no-store"
        assert len(queries) <= (MOST_OF_HOME if address == "/" else MOST_QUERIES), address
        page = b"".join(answer).decode(errors="replace")
        assert " style=" not in page, "the policy refuses inline styles"
        assert not re.search(r"<script(?! src=)", page), "the policy refuses inline scripts"


@pytest.mark.parametrize("role", ROLES)
def test_what_changes_something_is_refused_to_whom_it_is_not_for(world: World, role: str) -> None:
    client = signed_in(world.tenant, role)
    asked = {
        "/data/mapping/look": {"analyst", "admin"},
        "/data/issues/look": {"analyst", "admin"},
        "/data/issues/change": {"analyst", "admin"},
        "/data/mapping/accept": {"analyst", "admin"},
        "/data/upload": {"analyst", "admin"},
        f"/data/upload/{world.staged.id}": {"analyst", "admin"},
        f"/data/files/{world.upload.id}": {"analyst", "admin"},
        f"/data/evidence/{world.evidence.id}/remove": {"analyst", "admin"},
        "/builds/new": ALL - {"auditor"},
        "/builds/try": ALL - {"auditor"},
        "/builds/check": ALL - {"auditor"},
        "/builds/discard": ALL - {"auditor"},
        f"/builds/{world.build.id}/cancel": ALL - {"auditor"},
        f"/agents/{AGENT}/review": {"analyst", "admin"},
        "/runs/new": ALL - {"auditor"},
        f"/runs/{world.run.id}": ALL - {"auditor"},
        "/reports/new": {"analyst", "admin"},
        "/factors/private/new": {"analyst", "admin"},
        "/factors/restatement": ALL - {"auditor"},
        "/calculations/scope-2/work-out": {"analyst", "admin"},
        "/calculations/scope-2/instruments/new": {"analyst", "admin"},
        "/samples": {"auditor"},
        "/findings": {"auditor"},
        "/auditors": {"analyst", "admin"},
        **{f"/sign-off/{step}": {"analyst", "admin"} for step in ("submit", "withdraw", "return", "sign", "restate")},
        f"/agents/{AGENT}/execute": ALL - {"auditor"},
        f"/agents/{AGENT}/verbs/stop": {"operator", "admin"},
        f"/agents/{AGENT}/names/tag": {"operator", "admin"},
        f"/agents/{AGENT}/evaluations": ALL - {"auditor"},
    }
    for address, roles in asked.items():
        answer = client.post(address)
        assert (address, answer.status_code == 403) == (address, role not in roles)


def test_an_auditor_sees_no_button_that_would_be_refused(world: World) -> None:
    client = signed_in(world.tenant, "auditor")
    for address, roles in pages(world).items():
        if "auditor" not in roles:
            continue
        page = b"".join(client.get(address)).decode(errors="replace")
        for refused in (
            "/data/upload",
            "/mapping/look",
            "/mapping/accept",
            "/builds/new",
            "/runs/new",
            "/reports/new",
            "/sign-off/",
            "/execute",
            "/verbs/",
        ):
            assert refused not in page, address


def objects(world: World) -> list[str]:
    """Every address that names an object, by method and path."""
    calculation, report = str(world.calculation), str(world.report.id)
    return [
        f"GET /agents/{AGENT}",
        f"GET /agents/{AGENT}/execute",
        f"GET /agents/{AGENT}/quality",
        f"GET /agents/{AGENT}/quality/report.xlsx",
        f"GET /agents/{AGENT}/code",
        f"GET /agents/{AGENT}/names",
        f"POST /agents/{AGENT}/names/tag",
        f"POST /agents/{AGENT}/evaluations",
        f"GET /agents/{AGENT}/versions/1.0.0/pack",
        f"GET /agents/{AGENT}/work/{world.build.id}",
        f"POST /agents/{AGENT}/review",
        f"GET /builds/new?agent={AGENT}",
        f"POST /agents/{AGENT}/execute",
        f"POST /agents/{AGENT}/verbs/stop",
        f"GET /agents/{AGENT}/versions/1.0.0/files/pack.yaml",
        f"GET /builds/{world.build.id}",
        f"GET /builds/{world.build.id}/progress",
        f"GET /data/upload/{world.staged.id}",
        f"POST /data/upload/{world.staged.id}",
        f"GET /data/files/{world.upload.id}",
        f"POST /data/files/{world.upload.id}",
        f"GET /data/files/{world.upload.id}/mend",
        f"GET /data/evidence/{world.evidence.id}",
        f"POST /data/evidence/{world.evidence.id}/remove",
        f"POST /builds/{world.build.id}/cancel",
        f"GET /runs/{world.run.id}",
        f"POST /runs/{world.run.id}",
        f"GET /calculations/{calculation}",
        f"GET /calculations/{calculation}/verify",
        f"POST /calculations/{calculation}/verify",
        f"POST /calculations/{calculation}/correct",
        f"GET /reports/{report}",
        f"GET /reports/{report}/file.pdf",
        f"GET /reports/{report}/file.xlsx",
        f"GET /settings/entities/{world.entity.id}",
        f"POST /settings/entities/{world.entity.id}",
        f"POST /settings/entities/{world.entity.id}/boundary",
        f"POST /settings/sites/{world.site.id}",
        f"POST /settings/periods/{world.upload.period_id}",
        f"GET /sign-off/lines/{world.upload.period_id}.json",
        f"GET /sign-off/{report}/certificate.json",
        f"POST /sign-off/{report}/report",
        f"GET /samples/{report}",
        f"GET /samples/{report}/summary.csv",
        f"GET /samples/lines/{report}",
        f"POST /samples/lines/{report}",
        f"POST /findings/{report}/answer",
        f"GET /auditors/{report}",
        f"POST /auditors/{report}/revoke",
    ]


def test_another_tenants_object_is_exactly_like_an_unknown_one(world: World, tenant_b: Tenant) -> None:
    client = signed_in(tenant_b, "admin")
    ids = {
        AGENT: "no-such-agent",
        str(world.calculation): f"calc_{UNKNOWN.hex}",
        **{str(one.id): str(UNKNOWN) for one in (world.build, world.run, world.report, world.entity, world.site)},
        **{str(one.id): str(UNKNOWN) for one in (world.staged, world.upload, world.evidence)},
        str(world.upload.period_id): str(UNKNOWN),
    }
    for line in objects(world):
        method, address = line.split()
        unknown = address
        for known, other in ids.items():
            unknown = unknown.replace(known, other)
        assert unknown != address
        theirs, nothing = (getattr(client, method.lower())(one, headers=HTMX) for one in (address, unknown))
        assert (line, theirs.status_code, nothing.status_code) == (line, 404, 404)
        assert theirs.content == nothing.content, line
        assert dict(theirs.headers) == dict(nothing.headers), line


HTMX = {"HX-Request": "true"}


def test_another_tenants_rows_are_in_no_list(world: World, tenant_b: Tenant) -> None:
    client = signed_in(tenant_b, "admin")
    for address in (
        "/",
        "/data",
        "/runs",
        "/agents",
        "/calculations",
        "/reports",
        f"/?period={world.upload.period_id}",
    ):
        page = b"".join(client.get(address)).decode()
        for theirs in ("gas.csv", AGENT, "North plant", "Alpha", str(world.calculation)):
            assert theirs not in page, address


def test_another_tenants_period_cannot_be_used(world: World, tenant_b: Tenant) -> None:
    client = signed_in(tenant_b, "admin")
    period = str(world.upload.period_id)
    for address, sent in (("/reports/new", {"period": period}), ("/runs/new", {"agent": AGENT, "period": period})):
        theirs, nothing = client.post(address, sent), client.post(address, {**sent, "period": str(UNKNOWN)})
        assert theirs.status_code == nothing.status_code == 404
        assert theirs.content == nothing.content


def test_an_unknown_address_answers_with_the_same_page(world: World) -> None:
    client = signed_in(world.tenant, "admin")
    unknown = client.get(f"/reports/{UNKNOWN}")
    assert client.get("/nowhere").content == unknown.content
    refused = client.get("/", headers={"host": "elsewhere.example"})
    assert (refused.status_code, refused["Content-Security-Policy"]) == (400, CONTENT_SECURITY_POLICY)
    assert refused["X-Frame-Options"] == "DENY"
    assert str(UNKNOWN) not in unknown.content.decode()


@pytest.mark.parametrize(("who", "most"), [("nobody", OF_ANYBODY), ("analyst", LARGEST)])
def test_what_is_larger_than_any_page_takes_is_not_read(world: World, who: str, most: int) -> None:
    client = Client(enforce_csrf_checks=True) if who == "nobody" else signed_in(world.tenant, who)
    answer = client.post("/sign-in" if who == "nobody" else "/data/upload", {}, CONTENT_LENGTH=str(most + 1))
    assert answer.status_code == 413
    assert "nothing of it was read" in answer.content.decode()
    assert answer["Content-Security-Policy"] == CONTENT_SECURITY_POLICY
