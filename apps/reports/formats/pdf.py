"""The printed report: a snapshot set as tagged A4 PDF (PDF/UA-1) by WeasyPrint.

The template is rendered with Jinja2 apart from Django, with autoescape, so that no text of a snapshot can
become markup; nothing is fetched but the fonts shipped with the product.
"""

import importlib
import os
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from apps.reports.errors import PdfUnavailable
from apps.reports.formats.pages import report_pages
from apps.reports.formats.typefaces import Typeface, shipped_typefaces
from apps.reports.formats.words import clip
from apps.reports.snapshot import verify_snapshot

_ROOT = Path(__file__).resolve().parents[3]
_TEMPLATES = _ROOT / "templates" / "reports"
_STATIC = _ROOT / "static"
_MEND = "apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
# Controls, and the overrides of writing direction, with which one name can pass for another.
_INVISIBLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
_FORMULA = re.compile(r"(?<=[A-Z)])(\d)")


def write_pdf(snapshot: Mapping[str, object]) -> bytes:
    """Set a snapshot as PDF.

    The same snapshot gives the same bytes on one installation: dates and the file identifier are the
    snapshot's own. Another version of WeasyPrint, pango or the fonts may set it otherwise.

    Raises:
        SnapshotInvalid: the snapshot is not what it says.
        PdfUnavailable: pango is missing; the mend is the line that installs it.
    """
    frozen = verify_snapshot(snapshot)
    weasyprint = _weasyprint()
    faces = shipped_typefaces(_STATIC)
    page = _environment().get_template("inventory.html").render(**report_pages(frozen), faces=faces)
    document = weasyprint.HTML(string=page, url_fetcher=_fetcher(weasyprint, faces))
    pdf: bytes = document.write_pdf(
        pdf_variant="pdf/ua-1",
        pdf_identifier=bytes.fromhex(frozen["snapshot_hash"].partition(":")[2])[:16],
    )
    return pdf


def _weasyprint() -> Any:
    """WeasyPrint, loaded when first needed: it costs two seconds and needs libraries of the system."""
    # Where HarfBuzz's subsetter is missing, fontTools cuts the fonts and would write the time into them.
    os.environ.setdefault("SOURCE_DATE_EPOCH", "0")
    try:
        return importlib.import_module("weasyprint")
    except OSError as error:
        raise PdfUnavailable(
            "PDF reports need pango, a library of the system, and it is not installed.", mend=_MEND
        ) from error


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
    environment.filters["gas"] = gas_markup
    environment.filters["halves"] = _halves
    return environment


def gas_markup(name: str) -> Markup:
    """A gas as chemists write it: digits lowered; "biogenic" said in words."""
    if name == "CO2_biogenic":
        return Markup("CO<sub>2</sub>, biogenic")
    parts = _FORMULA.split(name)
    lowered = Markup("<sub>{}</sub>")
    return Markup("").join(lowered.format(part) if i % 2 else escape(part) for i, part in enumerate(parts))


def _shown(value: Any) -> Any:
    """What is set for a value: characters that print nothing, or turn their neighbours round, show as such."""
    return _INVISIBLE.sub("\N{REPLACEMENT CHARACTER}", value) if type(value) is str else value


def _halves(digest: str) -> Markup:
    """A long hash in two lines of equal length, without a blank that would spoil copying."""
    middle = len(digest) // 2
    return Markup("{}<wbr>{}").format(digest[:middle], digest[middle:])
