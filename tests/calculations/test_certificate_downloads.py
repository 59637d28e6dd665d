"""Certificates of real calculations, out of the API, the portal and the command: each holds outside the product."""

import uuid
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client

from apps.calculations.certificates.document import VERIFIER
from apps.calculations.services.checkpoints import installation_keyring
from greenlang.errors import NotFound
from greenlang.signing import fingerprint_of
from tests.calculations.certified import verifier
from tests.house import House


def holds(content: bytes, folder: Path) -> bool:
    path = folder / "certificate.json"
    path.write_bytes(content)
    status = verifier.main([str(path), "--key", fingerprint_of(installation_keyring().signer.public_bytes)])
    return bool(status == 0)


def test_a_calculations_certificate_from_the_api_holds(house: House, tmp_path: Path) -> None:
    answer = house.api("auditor@alpha").get(f"/calculations/{house.calculation}/certificate")
    assert answer.status_code == 200
    assert answer["Content-Disposition"] == f'attachment; filename="{house.calculation}.json"'
    assert answer["Cache-Control"] == "private, no-store"
    assert holds(answer.content, tmp_path)


def test_a_periods_certificate_adds_up_to_the_inventory(
    house: House, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = house.api("auditor@alpha").get(f"/periods/{house.period.id}/certificate")
    assert answer.status_code == 200
    assert holds(answer.content, tmp_path)
    assert f"Scope 1: {house.report.snapshot['totals']['co2e_kg']} kg CO2e" in capsys.readouterr().out


def test_an_outsider_gets_the_answer_of_an_unknown_id(house: House) -> None:
    unknown = uuid.uuid4()
    for own, other in (
        (f"/calculations/{house.calculation}/certificate", f"/calculations/calc_{unknown.hex}/certificate"),
        (f"/periods/{house.period.id}/certificate", f"/periods/{unknown}/certificate"),
    ):
        answers = [house.api("admin@beta").get(path) for path in (own, other)]
        assert [answer.status_code for answer in answers] == [404, 404]


def test_the_verifier_can_be_had_by_anybody(house: House) -> None:
    answer = Client().get("/api/v1/verify_certificate.py")
    assert answer.status_code == 200
    assert answer.content == VERIFIER.read_bytes()
    assert answer["Content-Type"].startswith("text/x-python")


def test_the_portal_offers_the_certificate(house: House, tmp_path: Path) -> None:
    browser = house.browser("analyst@alpha")
    address = f"/calculations/{house.calculation}/certificate"
    assert address in browser.get(f"/calculations/{house.calculation}").content.decode()
    answer = browser.get(address)
    assert answer.status_code == 200
    assert holds(answer.content, tmp_path)
    assert house.browser("analyst@beta").get(address).status_code == 404


def test_the_command_writes_the_certificate_and_the_program_beside_it(house: House, tmp_path: Path) -> None:
    out = tmp_path / "proof.json"
    call_command("certificate", str(house.calculation), out=str(out))
    assert holds(out.read_bytes(), tmp_path)
    assert (tmp_path / VERIFIER.name).read_bytes() == VERIFIER.read_bytes()
    call_command("certificate", period=str(house.period.id), out=str(out))
    assert holds(out.read_bytes(), tmp_path)
    with pytest.raises(NotFound):
        call_command("certificate", f"calc_{uuid.uuid4().hex}", out=str(out))
