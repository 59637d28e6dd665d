"""Own factors: proposed with a file that proves them, reviewed by somebody else, withdrawn, superseded."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse

from apps.calculations.catalogue.errors import FactorNotFound
from apps.calculations.evidence_files import evidence_response
from apps.calculations.models import EmissionFactor
from apps.calculations.models.private import PrivateFactor
from apps.calculations.selectors.factors import factor_get
from apps.calculations.selectors.library import names_known
from apps.calculations.selectors.private_factors import (
    evidence_get,
    is_own_proposal,
    private_factor_by_cid,
    private_factor_get,
    private_factors,
)
from apps.calculations.services.private_factors import (
    evidence_keep,
    private_factor_approve,
    private_factor_propose,
    private_factor_reject,
    private_factor_withdraw,
)
from apps.portal.listing import Filter, Narrowing, page_of
from apps.portal.page import FORM, PortalRequest, page, render_page
from apps.portal.presenters.factors import factor_row
from apps.portal.presenters.private_factors import STATES, own_factor_page, own_factor_row, proposal_texts
from apps.portal.presenters.words import words
from apps.portal.private_factor_forms import ProposalForm
from apps.tenants.models.roles import Action
from greenlang.errors import GreenLangError, NotFound

STATUSES = [
    ("draft", STATES["draft"]),
    ("current", STATES["approved"]),
    ("rejected", "Rejected"),
    ("withdrawn", "Withdrawn"),
]


@page()
def private_list(request: PortalRequest) -> HttpResponse:
    """Every own factor and proposal, the newest first."""
    narrowing = Narrowing.of(request, [Filter("status", "State", STATUSES)])
    rows = private_factors(status=narrowing.get("status"))
    for word in narrowing.search.split():
        rows = (
            rows.filter(activity__icontains=word)
            | rows.filter(activity_name__icontains=word)
            | rows.filter(source__icontains=word)
        )
    shown, pages = page_of(request, rows, "own factors")
    current = _current(shown)
    context = {
        **narrowing.as_context(),
        "factors": [own_factor_row(factor, is_current=factor.id in current) for factor in shown],
        "pages": pages,
        "can_propose": request.principal.allows(Action.UPLOAD),
    }
    return render_page(request, "portal/factors/private.html", context)


def _current(factors: list[PrivateFactor]) -> set[uuid.UUID]:
    ids = [factor.id for factor in factors]
    return set(PrivateFactor.objects.current().filter(id__in=ids).values_list("id", flat=True))


@page(Action.UPLOAD, methods=FORM)
def private_new(request: PortalRequest) -> HttpResponse:
    """Propose a factor; ``?overrides=`` a published figure, or ``?supersedes=`` an own one, by its content id."""
    overridden, earlier = _named(request)
    initial = proposal_texts(earlier) if earlier else {"unit": overridden.unit} if overridden else {}
    data, unkept = _sent(request)
    form = ProposalForm(data, initial=initial, overrides=overridden is not None)
    if data is not None and form.is_valid():
        try:
            made = _propose(request, form, overridden, earlier)
        except NotFound:
            raise
        except GreenLangError as error:
            form.refuse(error)
        else:
            messages.success(request, "It is proposed. It answers nothing until somebody else approves it.")
            return redirect("portal:private_factor", made.id)
    if unkept:
        form.add_error("evidence", unkept)
    context = {
        "form": form,
        "overridden": factor_row(overridden) if overridden else None,
        "earlier": own_factor_row(earlier, is_current=True) if earlier else None,
        "offered": {} if overridden else _offered(),
        "kept": _kept(str(data["evidence_sha256"])) if data and data.get("evidence_sha256") else "",
    }
    return render_page(request, "portal/factors/private_new.html", context, status=422 if form.errors else 200)


def _offered() -> dict[str, list[tuple[str, str]]]:
    """Categories and regions of the catalogue, to be chosen while typing."""
    known = names_known()
    regions = sorted(known.regions.items(), key=lambda place: place[1])
    return {"category": [(name, words(name)) for name in known.categories], "region": regions}


def _named(request: PortalRequest) -> tuple[EmissionFactor | None, PrivateFactor | None]:
    overrides, supersedes = request.GET.get("overrides", ""), request.GET.get("supersedes", "")
    earlier = private_factor_by_cid(supersedes) if supersedes else None
    overrides = overrides or (earlier.overrides if earlier else "")
    try:
        return factor_get(overrides) if overrides else None, earlier
    except FactorNotFound:
        raise Http404 from None


def _sent(request: PortalRequest) -> tuple[QueryDict | None, str]:
    """What was sent, its file kept, so that whatever else is wrong does not ask for it again; why it was not kept."""
    if request.method != "POST":
        return None, ""
    data, file = request.POST.copy(), request.FILES.get("evidence")
    if file is None:
        return data, ""
    try:
        kept = evidence_keep(filename=file.name or "", content=file.read(), kept_by=request.principal.name)
    except GreenLangError as error:
        return data, f"{error.message} {error.mend}".strip()
    data["evidence_sha256"] = kept.sha256
    return data, ""


def _propose(
    request: PortalRequest, form: ProposalForm, overridden: EmissionFactor | None, earlier: PrivateFactor | None
) -> PrivateFactor:
    given = form.cleaned_data
    return private_factor_propose(
        texts=form.texts(),
        source=given["source"],
        citation=given["citation"],
        evidence_sha256=given["evidence_sha256"],
        proposed_by=request.principal,
        overrides=overridden.ef_cid if overridden else "",
        supersedes=earlier.ef_cid if earlier else "",
    )


def _kept(sha256: str) -> str:
    try:
        return str(evidence_get(sha256).filename)
    except NotFound:
        return ""


@page(methods=FORM)
def private_factor(request: PortalRequest, factor_id: uuid.UUID) -> HttpResponse:
    """One own factor; POST ``approve``, ``reject`` or ``withdraw`` with a reason."""
    found = private_factor_get(factor_id)
    error = _decide(request, found) if request.method == "POST" else ""
    if request.method == "POST" and not error:
        return redirect("portal:private_factor", found.id)
    current = bool(_current([found]))
    is_draft, is_own = found.review is None, is_own_proposal(found, request.principal)
    context: dict[str, Any] = {
        "factor": own_factor_page(found, is_current=current),
        "published": _published(found.overrides),
        "can_review": is_draft and not is_own and request.principal.allows(Action.REVIEW),
        "can_withdraw": is_draft and is_own and request.principal.allows(Action.UPLOAD),
        "waits_for_another": is_draft and is_own,
        "supersede_url": f"{reverse('portal:private_new')}?supersedes={found.ef_cid}"
        if current and request.principal.allows(Action.UPLOAD)
        else "",
        "reason": request.POST.get("reason", ""),
        "reason_errors": [error] if error else [],
    }
    return render_page(request, "portal/factors/private_detail.html", context, status=422 if error else 200)


def _published(overrides: str) -> dict[str, Any] | None:
    try:
        return factor_row(factor_get(overrides)) if overrides else None
    except FactorNotFound:
        return None


def _decide(request: PortalRequest, found: PrivateFactor) -> str:
    """Carry a decision out; what is wrong with it, or empty."""
    reason, actor = request.POST.get("reason", ""), request.principal
    try:
        if "withdraw" in request.POST:
            request.principal.require(Action.UPLOAD)
            private_factor_withdraw(factor_id=found.id, reason=reason, withdrawn_by=actor)
        else:
            request.principal.require(Action.REVIEW)
            decide = private_factor_approve if "approve" in request.POST else private_factor_reject
            decide(factor_id=found.id, reason=reason, reviewed_by=actor)
    except GreenLangError as error:
        if error.status == 403 and "factor_id" not in error.where:
            raise
        return f"{error.message} {error.mend}".strip()
    messages.success(request, "The decision is kept, with your name and the reason.")
    return ""


@page()
def private_evidence(request: PortalRequest, factor_id: uuid.UUID) -> HttpResponse:
    """The file that proves an own factor: to keep, never to show."""
    return evidence_response(private_factor_get(factor_id).evidence)
