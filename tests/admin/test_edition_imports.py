"""An operator sends editions, sees what importing them would do, and only then has it done."""

import csv
import io
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from apps.calculations.catalogue.archives import archive_of, read_archive
from apps.calculations.catalogue.errors import InvalidEdition
from apps.calculations.catalogue.reading import EDITIONS
from apps.calculations.models import EditionProposal, EmissionFactor, FactorEdition
from apps.calculations.selectors.previews import edition_preview
from apps.calculations.services.proposals import edition_propose, proposal_import
from apps.events.models import OutboxEvent
from apps.tenants.models import User
from greenlang.caching.invalidation import NIL_TENANT
from greenlang.errors import Conflict
from greenlang.isolation import tenant_scope

SMALL = EDITIONS / "aib-2024"


def browser(*, is_staff: bool = True) -> Client:
    """Of an operator, or of somebody who is none."""
    user = User.objects.create_user("somebody@platform.example", "a phrase that is long enough", is_staff=is_staff)
    client = Client()
    client.force_login(user)
    return client


def zipped(files: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return packed.getvalue()


def later(slug: str, *, first_value: str = "7.25", folder: Path = SMALL) -> tuple[bytes, bytes]:
    """A later edition of one the product carries: its first figure changed, its last one left out."""
    description = (folder / "edition.toml").read_text().replace(f'slug = "{folder.name}"', f'slug = "{slug}"')
    header, *rows = (folder / "factors.csv").read_text().splitlines()
    column = header.split(",").index("value")
    cells = next(csv.reader([rows[0]]))
    cells[column] = first_value
    line = io.StringIO()
    csv.writer(line, lineterminator="").writerow(cells)
    return description.encode(), "\n".join([header, line.getvalue(), *rows[1:-1]]).encode() + b"\n"


@pytest.mark.parametrize(
    ("files", "says"),
    [
        ({}, "0 files"),
        ({"notes.txt": b""}, "no file of an edition"),
        ({"../x-1/edition.toml": b"", "y/x-1/edition.toml": b""}, "no file of an edition"),
        ({"x-1/edition.toml": b"slug ="}, "not TOML"),
    ],
)
def test_an_archive_that_is_none_is_refused_in_words(files: dict[str, bytes], says: str) -> None:
    with pytest.raises(InvalidEdition, match=says):
        read_archive(zipped(files))


def test_what_is_no_zip_and_what_unpacks_to_too_much_is_refused() -> None:
    with pytest.raises(InvalidEdition, match="no zip file"):
        read_archive(b"PK but no zip")
    with pytest.raises(InvalidEdition, match="larger"):
        read_archive(zipped({"x-1/edition.toml": b"", "x-1/factors.csv": b" " * (70 << 20)}))


def test_the_two_files_of_an_edition_are_read_as_its_zip() -> None:
    (read,) = read_archive(archive_of(*later("sent-1")))
    assert read.edition.slug == "sent-1"
    with pytest.raises(InvalidEdition, match="no slug"):
        archive_of(b'title = "x"', b"")


def send(client: Client, content: bytes) -> str:
    answer = client.post(
        reverse("admin:calculations_editionproposal_add"),
        {"archive": SimpleUploadedFile("sent.zip", content)},
        follow=True,
    )
    return answer.content.decode()


def test_an_edition_is_compared_imported_once_and_told(db: None) -> None:
    client = browser()
    shown = send(client, archive_of(*later("sent-2")))
    proposal = EditionProposal.objects.latest("proposed_at")
    assert f"Against <strong>{SMALL.name}</strong>" in shown
    assert "1 removed, 1 changed" in shown
    assert "7.25" in shown
    assert not FactorEdition.objects.filter(slug="sent-2").exists()
    decide = reverse("admin:calculations_editionproposal_decide", args=[proposal.pk, "import"])
    assert client.get(decide, follow=True).status_code == 200
    assert not FactorEdition.objects.filter(slug="sent-2").exists()
    assert "Imported sent-2" in client.post(decide, follow=True).content.decode()
    assert EmissionFactor.objects.filter(edition__slug="sent-2").exists()
    with tenant_scope(NIL_TENANT):
        assert OutboxEvent.objects.filter(type="ef.updated", payload__edition="sent-2").count() == 1
    assert "imported already" in client.post(decide, follow=True).content.decode()
    (again,) = read_archive(archive_of(*later("sent-2")))
    assert edition_preview(again).standing == "there"


def test_a_known_edition_with_other_contents_cannot_be_imported(db: None) -> None:
    client = browser()
    shown = send(client, archive_of(*later(SMALL.name)))
    proposal = EditionProposal.objects.latest("proposed_at")
    decide = reverse("admin:calculations_editionproposal_decide", args=[proposal.pk, "import"])
    assert "with other contents" in shown
    assert decide not in shown
    assert "differ from what was imported" in client.post(decide, follow=True).content.decode()
    withdraw = reverse("admin:calculations_editionproposal_decide", args=[proposal.pk, "withdraw"])
    shown = client.post(withdraw, {"reason": "Sent by mistake"}, follow=True).content.decode()
    assert "nothing of it is in the catalogue" in shown
    assert "Sent by mistake" in shown
    proposal.refresh_from_db()
    assert (proposal.state, bytes(proposal.content)) == ("withdrawn", b"")
    with pytest.raises(Conflict, match="withdrawn already"):
        proposal_import(proposal=proposal, actor="test")


def test_findings_are_told_with_file_and_line_and_nothing_is_kept(db: None) -> None:
    description, table = later("sent-3", first_value="seven")
    before = EditionProposal.objects.count()
    shown = send(browser(), archive_of(description, table))
    assert "sent-3/factors.csv:2" in shown
    assert EditionProposal.objects.count() == before


def test_members_of_an_organisation_import_nothing(db: None) -> None:
    proposal = edition_propose(filename="x.zip", content=archive_of(*later("sent-4")), actor="test")
    client = browser(is_staff=False)
    for verb in ("import", "withdraw"):
        client.post(reverse("admin:calculations_editionproposal_decide", args=[proposal.pk, verb]))
    proposal.refresh_from_db()
    assert proposal.state == "waiting"
