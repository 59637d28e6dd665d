"""Lists: pages of fifty, filters and order in the URL, totals of everything the filters leave."""

import pytest

from apps.calculations.models import Calculation
from apps.factory.services import version_command
from apps.tenants.models import Tenant
from greenlang.isolation import tenant_scope
from tests.portal.people import signed_in
from tests.portal.rows import World, agent_make, run_make, upload_make

pytestmark = pytest.mark.django_db


def test_factors_come_in_pages_of_fifty_in_one_order(tenant_a: Tenant) -> None:
    client = signed_in(tenant_a, "auditor")
    first, second = (client.get(f"/factors?page={page}").context["factors"] for page in (1, 2))
    assert len(first) == len(second) == 50
    assert not {row["ef_cid"] for row in first} & {row["ef_cid"] for row in second}
    assert client.get("/factors?page=99999").status_code == 200
    assert client.get("/factors?page=soon").status_code == 200


def test_factors_are_found_and_each_filter_can_be_removed(tenant_a: Tenant) -> None:
    client = signed_in(tenant_a, "auditor")
    answer = client.get("/factors?q=natural%20gas&gas=CO2&edition=epa-hub-2025&region=nonsense")
    assert {row["gas"] for row in answer.context["factors"]} == {"CO2"}
    assert "53.06" in answer.content.decode()
    removals = {chip["label"]: chip["remove_url"] for chip in answer.context["chips"]}
    assert set(removals) == {"Search", "Edition", "Gas"}
    assert "gas=CO2" not in removals["Gas"]
    assert "q=natural" in removals["Gas"]


def test_factors_are_ordered_by_their_number_not_their_text(tenant_a: Tenant) -> None:
    client = signed_in(tenant_a, "auditor")
    context = client.get("/factors?sort=value&gas=CO2&category=stationary-combustion").context
    values = [float(row["value"].replace(",", "")) for row in context["factors"] if row["value"] != "not available"]
    assert values == sorted(values)
    assert context["sort"]["direction"] == "ascending"
    assert "sort=-value" in context["sort"]["urls"]["value"]


def test_nothing_found_says_so(tenant_a: Tenant) -> None:
    client = signed_in(tenant_a, "auditor")
    for address in ("/factors?q=unobtainium", "/factors?q=" + "x" * 5000):
        answer = client.get(address)
        assert answer.status_code == 200
        assert "No factor has all of these" in answer.content.decode()


def test_the_ledger_is_totalled_over_everything_the_filters_leave(world: World) -> None:
    client = signed_in(world.tenant, "auditor")
    everything = client.get("/calculations").context
    assert everything["totals"]["lines"] == "3"
    assert everything["totals"]["co2e_exact"] == "5492.68419677277407111228465652572"
    assert everything["totals"]["note"] == "of which 1 outside any inventory"
    counted = client.get("/calculations?lines=counts").context
    assert counted["totals"]["lines"] == "2"
    assert counted["totals"]["note"] == ""
    south = client.get("/calculations?q=South").context
    assert [line["site"] for line in south["calculations"]] == ["South plant"]
    found = client.get(f"/calculations?q={world.calculation.chain_hash[7:15]}").context
    assert [line["calculation_id"] for line in found["calculations"]] == [str(world.calculation)]


@pytest.mark.parametrize("key", ["sequence", "co2e"])
def test_the_ledger_is_ordered_both_ways(world: World, key: str) -> None:
    client = signed_in(world.tenant, "auditor")
    up, down = (client.get(f"/calculations?sort={sign}{key}").context["calculations"] for sign in ("", "-"))
    assert len(up) == 3
    assert [line["sequence"] for line in up] == [line["sequence"] for line in reversed(down)]


def test_a_second_run_counts_once_and_the_ledger_says_so(world: World) -> None:
    run_make(world.tenant, world.version)
    client = signed_in(world.tenant, "auditor")
    assert "2 calculated anew since" in client.get("/calculations").context["totals"]["note"]
    home = client.get("/").context
    assert home["total"]["lines"] == "2"
    assert home["total"]["exact"] == "2836.95919677277407111228465652572"


def test_home_tells_what_to_do_next(tenant_a: Tenant) -> None:
    client = signed_in(tenant_a, "analyst")
    first = client.get("/").context["steps"]
    assert [(step["title"], step["state"], step["url"]) for step in first] == [
        ("Set up organisation and sites", "waiting", ""),
        ("Have agents running", "ahead", "/ready-made"),
        ("Upload activity data", "ahead", "/data/upload"),
        ("Map descriptions to factors", "ahead", "/data/mapping"),
        ("Run the agents", "ahead", "/runs"),
        ("Prepare a report", "ahead", "/reports"),
        ("Sign the period off", "ahead", "/sign-off"),
    ]
    version = agent_make(tenant_a, start=False)
    told = client.get("/").context["steps"][1]
    assert (told["detail"], told["url"]) == ("1 built, none started: an operator or admin starts one", "")
    assert signed_in(tenant_a, "operator").get("/").context["steps"][1]["action"] == "Start"
    with tenant_scope(tenant_a.id):
        version_command(version=version, verb="start", actor="test")
    upload_make(tenant_a)
    run_make(tenant_a, version)
    context = client.get("/").context
    steps = {step["title"]: step["state"] for step in context["steps"]}
    assert steps == {
        "Set up organisation and sites": "done",
        "Have agents running": "done",
        "Mend rejected rows": "waiting",
        "Map descriptions to factors": "done",
        "Run the agents": "done",
        "Prepare a report": "ahead",
        "Sign the period off": "ahead",
    }
    assert context["total"]["seal"] == "verified"
    assert context["ledger"]["records"] == "2"


def test_more_data_makes_the_total_and_the_report_stale(world: World) -> None:
    client = signed_in(world.tenant, "auditor")
    assert client.get("/reports").context["reports"][0]["seal"] == "verified"
    more = b"site,start,end,fuel,quantity,unit,basis\nEast,2025-03-01,2025-03-31,natural-gas,7,mmBtu,gross\n"
    upload_make(world.tenant, more, "more.csv")
    assert client.get("/").context["total"]["seal"] == "stale"
    assert client.get("/reports").context["reports"][0]["seal"] == "stale"
    assert "Stale." in client.get(f"/reports/{world.report.id}").content.decode()


def test_the_list_of_reports_offers_the_files_that_were_written(world: World) -> None:
    with tenant_scope(world.tenant.id):
        world.report.files.all().delete()
        world.report.files.create(extension="pdf", content=b"%PDF", size=4)
        world.report.files.create(extension="xlsx", problem={"message": "Not here."})
    client = signed_in(world.tenant, "auditor")
    answer = client.get("/reports")
    assert answer.context["reports"][0]["formats"] == [{"extension": "pdf", "label": "PDF"}]
    assert f'href="/reports/{world.report.id}/file.pdf"' in answer.content.decode()


def test_a_scope_without_a_line_is_not_reported_rather_than_zero(world: World) -> None:
    shown = signed_in(world.tenant, "auditor").get(f"/reports/{world.report.id}").content.decode()
    assert shown.count("not reported") == 2


def test_the_data_page_says_what_became_of_each_file(world: World) -> None:
    client = signed_in(world.tenant, "auditor")
    uploads = client.get("/data").context["uploads"]
    assert [(row["file"], row["state"].label, row["rows_in"]) for row in uploads] == [("gas.csv", "Calculated", "4")]
    rejected = client.get(f"/data/files/{world.upload.id}?rows=rejected").context["others"]
    assert [(row["row"], row["column"]) for row in rejected] == [(4, "quantity")]


def test_the_period_is_remembered(world: World) -> None:
    from tests.portal.rows import period_make

    other = period_make(world.tenant, "2023")
    client = signed_in(world.tenant, "analyst")
    assert client.get("/").context["portal"]["period"]["name"] == "2025"
    assert client.get(f"/?period={other.id}").context["portal"]["period"]["name"] == "2023"
    assert client.get("/data").context["portal"]["period"]["name"] == "2023"
    assert client.get("/?period=nonsense").context["portal"]["period"]["name"] == "2023"


def test_a_ledger_of_many_lines_has_pages(world: World) -> None:
    with tenant_scope(world.tenant.id):
        count = Calculation.objects.count()
    rows = "".join(f"Site {n},2025-04-01,2025-04-30,natural-gas,{n},mmBtu,gross\n" for n in range(1, 61))
    upload_make(world.tenant, f"site,start,end,fuel,quantity,unit,basis\n{rows}".encode(), "many.csv")
    run_make(world.tenant, world.version)
    client = signed_in(world.tenant, "auditor")
    for sort in ("sequence", "-sequence", "co2e", "-co2e"):
        first = client.get(f"/calculations?sort={sort}").context
        second = client.get(first["pages"]["next_url"]).context
        again = client.get(second["pages"]["previous_url"]).context
        assert first["pages"]["total"] == second["pages"]["total"] == str(count + 62)
        assert (first["pages"]["previous_url"], second["pages"]["next_url"]) == ("", "")
        pages = [[line["sequence"] for line in page["calculations"]] for page in (first, second, again)]
        assert pages[2] == pages[0]
        assert len({*pages[0], *pages[1]}) == count + 62
        assert f"sort={sort}" in first["pages"]["next_url"]


def test_a_place_that_is_none_is_the_beginning(world: World) -> None:
    client = signed_in(world.tenant, "auditor")
    for place in ("soon", "1~2", "nan", "inf", "9" * 900, "1e999999", "-1"):
        assert client.get(f"/calculations?after={place}").status_code == 200
        assert client.get(f"/calculations?sort=co2e&before={place}~{place}").status_code == 200


def test_the_ledger_is_found_by_what_is_in_its_lines(world: World) -> None:
    client = signed_in(world.tenant, "auditor")
    period = world.upload.period_id
    expected = {
        f"period={period}": "2",
        f"period={period}&month=2025-02": "1",
        "scope=1": "3",
        "scope=3": "0",
        "activity=natural-gas": "3",
        "lines=single": "1",
        "q=north plant": "1",
        f"q={world.calculation.sequence}": "1",
        f"q={world.calculation}": "1",
    }
    for query, lines in expected.items():
        assert (query, client.get(f"/calculations?{query}").context["totals"]["lines"]) == (query, lines)
