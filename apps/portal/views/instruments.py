"""Contractual instruments: the list, entering and importing them, their evidence."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from apps.calculations.evidence_files import evidence_response
from apps.calculations.models.private import Evidence
from apps.calculations.services.private_factors import evidence_keep
from apps.inventory.boards.reading import instrument_get, instruments_listed, taken_elsewhere
from apps.inventory.instruments.listed import COLUMNS, REQUIRED
from apps.inventory.models import ContractualInstrument
from apps.inventory.readers.instruments import MAX_BYTES, read_instruments
from apps.inventory.services.instruments import instrument_save, instrument_void, instruments_import
from apps.portal.forms import error_entries
from apps.portal.listing import Filter, Narrowing, page_of
from apps.portal.page import FORM, PortalRequest, page, render_page
from apps.portal.presenters.scope2 import instrument_rows, instrument_texts
from apps.portal.scope2_forms import InstrumentForm, InstrumentListForm
from apps.tenants.models.roles import Action
from greenlang.edges.csv_files import csv_response
from greenlang.errors import GreenLangError, NotFound

_EXAMPLE = {
    "kind": "certificate",
    "name": "GO Lyon 2025",
    "registry": "EEX",
    "serial_first": "643002406801000000000000000001",
    "serial_last": "643002406801000000000000001000",
    "market": "AIB",
    "vintage_start": "2025-01-01",
    "vintage_end": "2025-06-30",
    "quantity": "1000",
    "unit": "MWh",
    "rate": "0",
    "retired_on": "2026-02-15",
    "retirement_registry": "EEX",
    "retired_for": "the reporting company",
    "conveys_emission_rate": "the registry",
    "sole_claim": "the registry",
}


@page()
def instruments(request: PortalRequest) -> HttpResponse:
    """Every instrument, the newest vintage first."""
    narrowing = Narrowing.of(request, [Filter("use", "Show", [("void", "Taken out of use")])])
    rows = instruments_listed(void=bool(narrowing.get("use")), search=narrowing.search)
    shown, pages = page_of(request, rows.order_by("-vintage_end", "-vintage_start", "-id"), "instruments")
    context = {
        **narrowing.as_context(),
        "instruments": instrument_rows(shown, here={}, elsewhere=taken_elsewhere(), unusable={}),
        "pages": pages,
        "can_change": request.principal.allows(Action.UPLOAD),
    }
    return render_page(request, "portal/calculations/instruments.html", context)


@page(Action.UPLOAD, methods=FORM)
def instrument_new(request: PortalRequest) -> HttpResponse:
    """Enter one."""
    return _form(request, None)


@page(Action.UPLOAD, methods=FORM)
def instrument(request: PortalRequest, instrument_id: uuid.UUID) -> HttpResponse:
    """Change one, or take it out of use (``void`` with a reason) and back (``unvoid``)."""
    found = instrument_get(instrument_id)
    if "void" in request.POST or "unvoid" in request.POST:
        return _void(request, found)
    return _form(request, found)


def _void(request: PortalRequest, found: ContractualInstrument) -> HttpResponse:
    reason = request.POST.get("reason", "").strip()
    if "void" in request.POST and not reason:
        messages.error(request, "Say why it is taken out of use.")
        return redirect("portal:instrument", found.id)
    try:
        instrument_void(instrument_id=found.id, reason=reason if "void" in request.POST else "")
    except GreenLangError as error:
        messages.error(request, f"{error.message} {error.mend}".strip())
        return redirect("portal:instrument", found.id)
    messages.success(request, f"{found.name} is {'taken out of use' if reason else 'in use again'}.")
    return redirect("portal:instruments")


def _form(request: PortalRequest, found: ContractualInstrument | None) -> HttpResponse:
    initial = instrument_texts(found) if found else {"unit": "MWh"}
    form = InstrumentForm(request.POST or None, request.FILES or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            saved = instrument_save(
                texts=form.texts(),
                entered_by=request.principal.name,
                instrument_id=found.id if found else None,
                evidence=_evidence(request, form),
            )
        except NotFound:
            raise
        except GreenLangError as error:
            form.refuse(error)
        else:
            messages.success(request, f"{saved.name} is saved.")
            return redirect("portal:instruments")
    context = {"form": form, "instrument": _told(found) if found else None}
    return render_page(request, "portal/calculations/instrument.html", context, status=422 if form.errors else 200)


def _told(found: ContractualInstrument) -> dict[str, object]:
    evidence = found.evidence
    return {
        "id": found.id,
        "name": found.name,
        "void": found.void_reason,
        "evidence": evidence.filename if evidence else "",
        "entered_by": found.entered_by,
        "entered_at": found.entered_at,
    }


def _evidence(request: PortalRequest, form: InstrumentForm) -> Evidence | None:
    file = form.cleaned_data["evidence"]
    return evidence_keep(filename=file.name, content=file.read(), kept_by=request.principal.name) if file else None


@page()
def instrument_evidence(request: PortalRequest, instrument_id: uuid.UUID) -> HttpResponse:
    """The file that proves an instrument: to keep, never to show."""
    evidence = instrument_get(instrument_id).evidence
    if evidence is None:
        raise Http404
    return evidence_response(evidence)


@page(Action.UPLOAD, methods=FORM)
def instruments_list(request: PortalRequest) -> HttpResponse:
    """Import a list, all of it or nothing; ``?format=csv`` gives an empty one with an example."""
    if request.GET.get("format") == "csv":
        return csv_response("instruments.csv", COLUMNS, [[_EXAMPLE.get(column, "") for column in COLUMNS]])
    form, errors = InstrumentListForm(request.POST or None, request.FILES or None), []
    if request.method == "POST" and form.is_valid():
        try:
            rows = read_instruments(form.cleaned_data["file"].read(MAX_BYTES + 1))
            made = instruments_import(rows=rows, entered_by=request.principal.name)
        except GreenLangError as error:
            errors = error_entries(error)
        else:
            messages.success(request, f"{len(made):,} instruments are entered.")
            return redirect("portal:instruments")
    columns = [{"name": name, "required": name in REQUIRED, "example": _EXAMPLE.get(name, "")} for name in COLUMNS]
    context = {"form": form, "errors": errors, "columns": columns}
    failed = bool(errors or form.errors)
    return render_page(request, "portal/calculations/instruments_import.html", context, status=422 if failed else 200)
