"""Disclosures: what the preparer says about a period, topic by topic."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from apps.inventory.models import ReportingPeriod
from apps.inventory.signing_off.standing import PeriodState, standing_of
from apps.portal.disclosure_forms import TopicForm
from apps.portal.page import FORM, SEND, PortalRequest, page, render_page
from apps.portal.presenters.disclosures import topic_page, topic_rows
from apps.reports.disclosing.selectors import disclosures_kept, prior_disclosures, tag_of
from apps.reports.disclosing.services import disclosures_carry_over, topic_put
from apps.reports.disclosing.topics import TOPICS, Topic, of_topic
from apps.tenants.models.roles import Action
from greenlang.errors import GreenLangError, NotFound

LOCKED = {
    PeriodState.SUBMITTED: "The period was submitted and waits for an approver: nothing about it changes until then.",
    PeriodState.SIGNED: "The period is signed off. Restate it to say something else.",
}


@page()
def disclosures(request: PortalRequest) -> HttpResponse:
    """Every topic, and how much of it is said."""
    period = request.frame.period
    if period is None:
        return render_page(request, "portal/disclosures/list.html", {"period": None})
    kept, locked = disclosures_kept(period), _locked(period)
    before = prior_disclosures(period)
    rows = topic_rows(kept)
    context = {
        "period": {"id": period.id, "name": period.name},
        "topics": rows,
        "said": sum(row["said"] for row in rows),
        "locked": locked,
        "may_change": request.principal.allows(Action.REPORT) and not locked,
        "before": before.period.name if before else "",
    }
    return render_page(request, "portal/disclosures/list.html", context)


@page(methods=FORM)
def disclosure(request: PortalRequest, topic: str) -> HttpResponse:
    """One topic: what is said, and saving what is typed."""
    asked = next((each for each in TOPICS if each.id == topic), None)
    period = _period_named(request)
    if asked is None or period is None:
        raise Http404
    if request.method == "POST":
        request.principal.require(Action.REPORT)
        return _save(request, period, asked)
    said = of_topic(asked, disclosures_kept(period).said)
    return _show(request, period, asked, TopicForm(asked, said))


def _save(request: PortalRequest, period: ReportingPeriod, topic: Topic) -> HttpResponse:
    form = TopicForm(topic, {}, request.POST)
    if not form.is_valid():
        return _show(request, period, topic, form, status=422)
    seen = request.POST.get("seen", "")[:64]
    try:
        topic_put(period=period, topic=topic, said=form.texts(), actor=request.principal.name, seen=seen)
    except GreenLangError as error:
        form.refuse(error)
        return _show(request, period, topic, form, status=error.status)
    messages.success(request, f"Saved: {topic.title.lower()}.")
    following = TOPICS[min(TOPICS.index(topic) + 1, len(TOPICS) - 1)] if "next" in request.POST else topic
    return redirect("portal:disclosure", following.id)


def _show(
    request: PortalRequest, period: ReportingPeriod, topic: Topic, form: TopicForm, *, status: int = 200
) -> HttpResponse:
    kept, locked = disclosures_kept(period), _locked(period)
    context = {
        "period": {"id": period.id, "name": period.name},
        "topic": topic_page(topic, kept),
        "topics": topic_rows(kept),
        "form": form,
        "blocks": form.blocks(),
        "seen": tag_of(of_topic(topic, kept.said)),
        "locked": locked,
        "may_change": request.principal.allows(Action.REPORT) and not locked,
    }
    return render_page(request, "portal/disclosures/topic.html", context, status=status)


@page(Action.REPORT, methods=SEND)
def disclosures_carry(request: PortalRequest) -> HttpResponse:
    """Take over what was said about the period before."""
    period = _period_named(request)
    if period is None:
        raise NotFound("There is no reporting period.", where="period")
    try:
        kept = disclosures_carry_over(period=period, actor=request.principal.name)
        names = ", ".join(sorted(set(kept.carried.values())))
        told = f"Carried over from {names}. Read each topic and save it; what is true of one year only stays empty."
        messages.success(request, told if names else "There was nothing to carry over that is not said already.")
    except GreenLangError as error:
        messages.error(request, f"{error.message} {error.mend}".strip())
    return redirect("portal:disclosures")


def _period_named(request: PortalRequest) -> ReportingPeriod | None:
    """The period that a form was about, whatever is looked at meanwhile; else the one that is looked at."""
    named = request.POST.get("period", "")
    if not named:
        return request.frame.period
    return next((period for period in request.frame.periods if str(period.id) == named), None)


def _locked(period: ReportingPeriod) -> str:
    return LOCKED.get(standing_of(period).state, "")
