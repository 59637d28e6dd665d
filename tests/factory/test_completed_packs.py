"""A pack as found in the wild, unchanged, with its accepted completion: explained, built, and calculating."""

import json
from pathlib import Path
from typing import Any

import pytest

from apps.agents.models import AgentVersion
from apps.factory.catalogue_view import published_catalogue
from apps.factory.explaining import Explanation, spec_explain
from apps.factory.services import build_now, version_command
from apps.registry.archive import pack_read
from apps.registry.models import AgentPack
from apps.runtime.services.execution import execute
from greenlang.isolation import tenant_scope
from greenlang.management.commands import validate_pack
from tests.agents.completion.carried_view import carried
from tests.agents.spec.spec_samples import wild
from tests.house import House

pytestmark = pytest.mark.thorough


def explained(name: str, completion: bytes = b"") -> Explanation:
    found = spec_explain(wild(name), published_catalogue(), completion=completion)
    assert isinstance(found, Explanation)
    return found


def proposed(name: str) -> bytes:
    proposal = explained(name).proposal
    assert proposal is not None
    return proposal.completion


def validated(path: Path, **options: Any) -> dict[str, Any]:
    command = validate_pack.Command()
    return command.work(**{"pack": str(path), "completion": "", "propose": "", **options})


@pytest.mark.django_db
def test_the_database_proposes_what_the_carried_files_do() -> None:
    view, files = published_catalogue().view, carried().view
    assert list(view.editions()) == sorted(files.editions(), key=lambda edition: edition.slug)
    category = "purchased-electricity"
    assert set(view.offers(category)) == set(files.offers(category))


@pytest.mark.django_db
def test_what_is_missing_is_said_with_its_place_and_mend() -> None:
    found = explained("kiln.factory")
    assert not found.is_buildable
    missing = {(finding.path, finding.code): finding for finding in found.missing}
    amount = missing[("agents", 0, "inputs", 1), "lacking"]
    assert "stands in unit" in amount.detail
    assert "unit_from" in amount.mend
    assert amount.line > 1
    assert (("agents", 0, "outputs", 0), "lacking") in missing
    assert ((), "no-formulas") in missing


@pytest.mark.django_db
def test_an_accepted_completion_makes_it_buildable_and_shows_both_figures() -> None:
    found = explained("kiln.factory", proposed("kiln.factory"))
    assert found.is_buildable, [finding.detail for finding in found.missing]
    assert found.proposal is None
    golden = {worked["name"]: worked for worked in found.as_document()["golden"]}
    assert golden["gas_in_therms"]["holds"]
    figure = golden["gas_by_volume"]["figures"][0]
    assert (figure["expected"], figure["calculated"][:7], figure["holds"]) == ("3800", "3848.96", False)


@pytest.mark.django_db
def test_the_completed_pack_is_built_passes_and_calculates(house: House) -> None:
    completion = proposed("kiln.factory")
    tenant = house.alpha
    built = build_now(tenant_id=tenant.id, source=wild("kiln.factory"), completion=completion, actor="test")
    with tenant_scope(tenant.id):
        version = AgentVersion.objects.get(id=built.version.id)
        if "start" in version.verbs:
            version = version_command(version=version, verb="start", actor="test")
        document = {"fuel_type": "diesel", "quantity": "10", "unit": "gal", "region": "US", "scope": 1}
        row = execute(version=version, document=document, actor="test")
        assert str(row.result).rstrip("0") == "102.402624"
        files = pack_read(bytes(AgentPack.objects.get(version=version).content))
    assert files["pack.yaml"] == wild("kiln.factory")
    assert files["completion.yaml"] == completion
    shown = json.dumps({name: data.decode("utf-8", "replace") for name, data in files.items()})
    assert "3848.96" in shown


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "outcome"),
    [
        ("kiln.factory", "specification"),
        ("boiler.ai", "specification"),
        ("furnace.resource", "specification"),
        ("suite.manifest", "listing"),
        ("platform.catalogue", "listing"),
    ],
)
def test_the_command_tells_every_outcome(
    name: str, outcome: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "pack.yaml"
    path.write_bytes(wild(name))
    document = validated(path)
    assert (document["outcome"], document["buildable"]) == (outcome, False)
    json.dumps(document)
    command = validate_pack.Command()
    command.tell(document)
    assert not command.succeeded(document)
    told = capsys.readouterr().out
    assert "line " in told
    assert "About: " in told
    assert "because" in told or "Missing before an agent can be built" in told


@pytest.mark.django_db
def test_the_command_tells_every_problem_of_a_file_that_cannot_be_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "bad.yaml"
    path.write_bytes(
        wild("kiln.factory").replace(b"  name: Kiln fuel\n", b"", 1).replace(b"type: float", b"size: 1", 1)
    )
    document = validated(path)
    assert (document["outcome"], len(document["problems"])) == ("unreadable", 2)
    validate_pack.Command().tell(document)
    told = capsys.readouterr().out
    assert "bad.yaml cannot be read" in told
    assert "pack.name: `name` is missing." in told


@pytest.mark.django_db
def test_the_command_writes_the_proposal_and_reads_it_back(tmp_path: Path) -> None:
    path, completion = tmp_path / "pack.yaml", tmp_path / "completion.yaml"
    path.write_bytes(wild("boiler.ai"))
    written = validated(path, propose=str(completion))
    assert written["written"] == str(completion)
    again = validated(path, completion=str(completion))
    assert again["buildable"], again["missing"]
    assert validate_pack.Command().succeeded(again)
