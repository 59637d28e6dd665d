"""From nothing to a proven number on one command, and the further commands against the running product."""

import json
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.product import PROJECT, Product, manage

pytestmark = pytest.mark.journey

GAS = {"fuel": "natural-gas", "quantity": {"value": "50", "unit": "mmBtu", "basis": "gross"}}
STAGES = ["parse", "validate", "match", "generate", "generate-tests", "evaluate", "pack", "register", "deploy"]


def one_object(output: bytes) -> dict[str, Any]:
    document = json.loads(output)
    assert isinstance(document, dict)
    return document


def test_the_first_run_gives_the_number_an_auditor_knows(product: Product) -> None:
    record = product.first["calculation"]
    assert record["result"] == "2655.725"
    assert record["gwp_set"] == "AR5"
    assert record["gases"][0]["mass"] == "2653"
    assert record["source"]["reference"] == "GAS-N-2025-01"


def test_the_first_run_tells_every_stage_beside_its_target(product: Product) -> None:
    stages = {stage["name"]: stage for stage in product.first["stages"]}
    assert [name for name in stages if name in STAGES] == STAGES
    for name in STAGES:
        assert stages[name]["seconds"] > 0
        assert stages[name]["target_seconds"] > 0


def test_the_first_run_accounts_for_every_row_and_verifies(product: Product) -> None:
    activity = product.first["activity_data"]
    assert activity["rows_in"] == activity["accepted"] + activity["rejected"] + activity["duplicate"]
    assert product.first["run"]["succeeded"] == activity["accepted"]
    assert product.first["ledger"]["holds"] is True
    assert product.first["ledger"]["records"] == activity["accepted"]


def test_the_report_files_are_where_it_says(product: Product) -> None:
    report = product.first["report"]
    assert Path(report["excel"]).read_bytes().startswith(b"PK")
    if report["pdf"] != "unavailable":
        assert Path(report["pdf"]).read_bytes().startswith(b"%PDF")
    else:
        assert "apt" in report["pdf_mend"]


@pytest.mark.parametrize("path", ["/health", "/ready", "/metrics", "/api/v1/schema", "/sign-in", "/admin/login/"])
def test_it_answers_without_a_sign_in_where_it_should(product: Product, path: str) -> None:
    with urllib.request.urlopen(product.url + path, timeout=20) as answer:
        assert answer.status == 200


def test_an_agent_is_built_and_run_from_the_shell(product: Product, tmp_path: Path) -> None:
    pack = tmp_path / "pack.yaml"
    source = (PROJECT / "examples/packs/purchased-electricity/pack.yaml").read_text()
    pack.write_text(source)
    built = product.manage("build_agent", str(pack), "--json")
    assert built.returncode == 0, built.stderr.decode()
    document = one_object(built.stdout)
    assert document["state"] == "running"
    assert document["url"] == f"{product.url}/api/v1/agents/{document['agent_id']}/executions"
    assert [stage["name"] for stage in document["stages"]] == STAGES
    again = one_object(product.manage("build_agent", str(pack), "--json").stdout)
    assert again["reused"] is True
    assert again["pack_sha256"] == document["pack_sha256"]


def test_a_calculation_from_standard_input(product: Product) -> None:
    done = product.manage(
        "run_agent", "stationary-combustion", "--input", "-", "--json", stdin=json.dumps(GAS).encode()
    )
    assert done.returncode == 0, done.stderr.decode()
    assert one_object(done.stdout)["result"] == "2655.725"


@pytest.mark.thorough
def test_a_bench_prints_its_figures_beside_their_targets(product: Product) -> None:
    done = product.manage("bench", "factory", "--rounds", "1", "--only", "example", "--json")
    assert done.returncode == 0, done.stderr.decode()
    document = one_object(done.stdout)
    assert set(document) == {"bench", "figures"}
    assert sorted(figure["name"] for figure in document["figures"]) == sorted([*STAGES, "together"])
    for figure in document["figures"]:
        assert set(figure) == {"name", "value", "unit", "target", "better", "holds", "goal", "reaches", "p95"}
        assert figure["holds"] is (figure["value"] <= figure["target"])
        assert figure["goal"] * 2 == figure["target"]


def test_the_ledger_is_verified_from_the_shell(product: Product) -> None:
    verified = product.manage("verify_ledger", "--json")
    assert verified.returncode == 0
    assert one_object(verified.stdout)["holds"] is True
    assert b"acme" in product.manage("verify_ledger", "--tenant", "acme").stdout


@pytest.mark.parametrize(
    ("arguments", "stdin", "says"),
    [
        (("run_agent", "stationary-combustion", "--input", "-"), b"{", "JSON"),
        (("run_agent", "stationary-combustion", "--input", "-"), b"[]", "object"),
        (("run_agent", "stationary-combustion", "--input", "-"), b'{"fuel": NaN}', "NaN"),
        (("run_agent", "no-such-agent", "--input", "-"), b"{}", "no-such-agent"),
        (("run_agent", "stationary-combustion", "--input", "/nowhere.json"), b"", "/nowhere.json"),
        (("run_agent", "stationary-combustion", "--input", "-", "--tenant", "nobody"), b"{}", "nobody"),
        (("build_agent", "/nowhere.yaml"), b"", "/nowhere.yaml"),
        (("verify_ledger", "--tenant", "nobody"), b"", "acme"),
        (("bench", "nothing"), b"", "factory"),
    ],
)
def test_a_mistake_is_one_message_and_a_status(
    product: Product, arguments: tuple[str, ...], stdin: bytes, says: str
) -> None:
    done = product.manage(*arguments, "--json", stdin=stdin)
    assert done.returncode == 1
    assert says in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()
    assert says in json.dumps(one_object(done.stdout)["error"], ensure_ascii=False)


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("pack: [", "line"),
        ("pack: {id: x}\n", "agents"),
        (
            "a: &a [x, x]\n" + "".join(f"b{n}: &b{n} [*{'a' if not n else f'b{n - 1}'}, *a]\n" for n in range(60)),
            "alias",
        ),
        ("a: 1\na: 2\n", "twice"),
        ("a: !!python/object/apply:os.system ['true']\n", "tag"),
        ("a: ${HOME}\n", "${"),
    ],
)
def test_a_broken_pack_is_refused_with_its_place(product: Product, tmp_path: Path, text: str, says: str) -> None:
    pack = tmp_path / "pack.yaml"
    pack.write_text(text)
    done = product.manage("build_agent", str(pack))
    assert done.returncode == 1
    assert says in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()


def test_a_second_stack_on_the_same_data_is_refused(product: Product) -> None:
    second = manage(product.data, "up", "--once", "--port", "1" + str(product.port)[-4:])
    assert second.returncode == 1
    assert str(product.data) in second.stderr.decode()
    assert "Traceback" not in second.stderr.decode()


def test_a_port_in_use_is_refused_before_anything_starts(product: Product, tmp_path: Path) -> None:
    refused = manage(tmp_path / "data", "up", "--once", "--port", str(product.port))
    assert refused.returncode == 1
    assert f"Port {product.port}" in refused.stderr.decode()
    assert not (tmp_path / "data" / "postgres").exists()


def test_a_data_directory_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    refused = manage(tmp_path / "file", "up", "--once", "--port", "18099")
    assert refused.returncode == 1
    assert str(tmp_path / "file") in refused.stderr.decode()
    assert "Traceback" not in refused.stderr.decode()


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none"}, "PostgreSQL does not answer"),
        ({"REDIS_URL": "redis://127.0.0.1:1/0"}, "Redis does not answer"),
        ({"DATABASE_URL": "nonsense"}, "no PostgreSQL URL"),
        ({"GREENLANG_ENV": "prodution"}, "no environment"),
    ],
)
def test_a_server_that_does_not_answer_is_told_by_its_setting(
    data_folder: Path, settings: dict[str, str], says: str
) -> None:
    refused = manage(data_folder / "dead", "verify_ledger", settings=settings)
    assert refused.returncode == 1
    assert says in refused.stderr.decode()
    assert "Traceback" not in refused.stderr.decode()


def test_an_address_of_another_machine_is_refused(tmp_path: Path) -> None:
    refused = manage(tmp_path / "data", "up", "--once", "--host", "not.a.host")
    assert refused.returncode == 1
    assert "--host" in refused.stderr.decode()


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({}, "GREENLANG_SECRET_KEY is not set"),
        ({"GREENLANG_SECRET_KEY": "development-" + "x" * 60}, "default or too short"),
        ({"GREENLANG_SECRET_KEY": "x" * 60}, "GREENLANG_SIGNING_KEY is not set"),
    ],
)
def test_production_refuses_to_start_without_its_secrets(tmp_path: Path, settings: dict[str, str], says: str) -> None:
    refused = manage(tmp_path / "data", "up", "--once", settings={"GREENLANG_ENV": "production", **settings})
    assert refused.returncode == 1
    assert says in refused.stderr.decode()
    assert "Traceback" not in refused.stderr.decode()
