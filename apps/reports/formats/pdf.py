"""The printed report: a snapshot set as tagged A4 PDF (PDF/UA-1) by WeasyPrint.

The template is rendered with Jinja2 apart from Django, with autoescape, so that no text of a snapshot can
become markup; nothing is fetched but the fonts shipped with the product.
"""

import importlib
import logging
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from apps.reports.errors import PdfUnavailable
from apps.reports.formats.packing import pack
from apps.reports.formats.pages import report_pages
from apps.reports.formats.printed.appendices import ATTACHMENT
from apps.reports.formats.progress import tell
from apps.reports.formats.tagging import finish
from apps.reports.formats.typefaces import Typeface, shipped_typefaces
from apps.reports.formats.words import clip
from apps.reports.snapshot import verified_text
from greenlang.collecting import rarely_collected

_ROOT = Path(__file__).resolve().parents[3]
_TEMPLATES = _ROOT / "templates" / "reports"
_STATIC = _ROOT / "static"
_MEND = "apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
_PAGE = re.compile(r"Step 5 - .* - Page (\d+)")
# Controls, and the overrides of writing direction, with which one name can pass for another.
_INVISIBLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
# Digits of the formulas of greenhouse gases, wherever they stand as words.
_FORMULA = re.compile(r"(?<=\bCO)2(?=e?\b)|(?<=\bCH)4\b|(?<=\bN)2(?=O\b)|(?<=\bSF)6\b|(?<=\bNF)3\b")


@rarely_collected()
def write_pdf(snapshot: Mapping[str, object]) -> bytes:
    """Set a snapshot as PDF.

    The same snapshot gives the same bytes on one installation: dates and the file identifier are the
    snapshot's own. Another version of WeasyPrint, pango or the fonts may set it otherwise.

    Raises:
        SnapshotInvalid: the snapshot is not what it says.
        PdfUnavailable: pango is missing; the mend is the line that installs it.
    """
    frozen, text = verified_text(snapshot)
    attached = Attached(
        ATTACHMENT,
        "The frozen snapshot: canonical JSON of every line, factor and hash of this report",
        text,
        datetime.fromisoformat(frozen["prepared_at"]).astimezone(UTC),
    )
    return set_pages("inventory.html", report_pages(frozen), hash_of=frozen["snapshot_hash"], attached=(attached,))


@dataclass(frozen=True, slots=True)
class Attached:
    """A file within a PDF, which it was made of; ``at``: when its content came about, in UTC."""

    name: str
    told: str
    content: bytes
    at: datetime


def set_pages(template: str, context: Mapping[str, Any], *, hash_of: str, attached: Sequence[Attached] = ()) -> bytes:
    """A template of `templates/reports/` as tagged PDF/UA-1.

    Args:
        hash_of: the SHA-256 of what is printed, ``sha256:…``; it identifies the file.

    Raises:
        PdfUnavailable: pango is missing; the mend is the line that installs it.
    """
    weasyprint = _weasyprint()
    faces = shipped_typefaces(_STATIC)
    page = _environment().get_template(template).render(**context, faces=faces)
    document = weasyprint.HTML(string=page, url_fetcher=_fetcher(weasyprint, faces))
    files = [
        weasyprint.Attachment(
            string=each.content,
            name=each.name,
            description=each.told,
            created=each.at,
            modified=each.at,
            relationship="Source",
        )
        for each in attached
    ]
    pdf: bytes = document.write_pdf(
        pdf_variant="pdf/ua-1",
        pdf_identifier=bytes.fromhex(hash_of.partition(":")[2])[:16],
        attachments=files,
        finisher=_finish,
    )
    return pdf


def _finish(document: Any, pdf: Any) -> None:
    """What is done to a PDF before it is written, see ``finisher`` of WeasyPrint."""
    finish(document, pdf)
    pack(pdf)


def _weasyprint() -> Any:
    """WeasyPrint, loaded when first needed: it costs two seconds and needs libraries of the system."""
    # Where HarfBuzz's subsetter is missing, fontTools cuts the fonts and would write the time into them.
    os.environ.setdefault("SOURCE_DATE_EPOCH", "0")
    try:
        weasyprint = importlib.import_module("weasyprint")
    except OSError as error:
        raise PdfUnavailable(
            "PDF reports need pango, a library of the system, and it is not installed.", mend=_MEND
        ) from error
    _listen()
    return weasyprint


class _Steps(logging.Handler):
    """Tells the steps that WeasyPrint logs."""

    def emit(self, record: logging.LogRecord) -> None:
        step = record.getMessage()
        page = _PAGE.fullmatch(step)
        if page:
            tell(f"laying out page {page[1]}")
        elif step.startswith("Step 6"):
            tell("drawing the pages")


@cache
def _listen() -> None:
    steps = logging.getLogger("weasyprint.progress")
    steps.setLevel(logging.INFO)
    steps.propagate = False
    steps.addHandler(_Steps())


def _fetcher(weasyprint: Any, faces: tuple[Typeface, ...]) -> Any:
    """A fetcher that hands out the shipped fonts and refuses every other address, local or remote."""
    files = {face.url: face.path for face in faces}
    urls = importlib.import_module("weasyprint.urls")

    class ShippedFontsOnly(urls.URLFetcher):  # type: ignore[misc, name-defined]
        def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> Any:
            if url not in files:
                raise ValueError(f"A report fetches nothing, refused: {url[:120]}")
            return urls.URLFetcherResponse(url, files[url].read_bytes(), {"Content-Type": "font/woff2"})

    return ShippedFontsOnly()


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
    )
    environment.filters["clip"] = clip
    environment.filters["chem"] = chemistry
    return environment


def chemistry(text: str) -> Markup:
    """A text whose formulas are set as chemists write them: digits lowered; "CO2_biogenic" said in words."""
    shown = str(escape(_shown(text).replace("CO2_biogenic", "CO2, biogenic")))
    return Markup(_FORMULA.sub(r"<sub>\g<0></sub>", shown))  # noqa: S704


def _shown(value: Any) -> Any:
    """What is set for a value: characters that print nothing, or turn their neighbours round, show as such."""
    return _INVISIBLE.sub("\N{REPLACEMENT CHARACTER}", value) if type(value) is str else value
