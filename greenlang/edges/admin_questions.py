"""A verb of the console asks before it is done: what it does, to what, and why."""

from dataclasses import dataclass, replace
from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.response import TemplateResponse

REQUIRED, OPTIONAL, NONE = "required", "optional", "none"
MANY = 200
"""Rows one answer is about, at most."""
_SAID = "said"


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked.

    Attributes:
        told: what will happen, a paragraph each; where it is not ``possible``, why.
        act: what the button says.
        reason: `REQUIRED`, `OPTIONAL` or `NONE`.
        subjects: what it is about, where these are several.
    """

    title: str
    told: tuple[str, ...]
    act: str
    back: str
    reason: str = NONE
    danger: bool = False
    possible: bool = True
    subjects: tuple[str, ...] = ()
    hidden: tuple[tuple[str, str], ...] = ()


def question_page(site: AdminSite, request: HttpRequest, question: Question) -> TemplateResponse:
    """The page that asks."""
    context = {**site.each_context(request), "title": question.title, "question": question}
    # An answer that is asked again lacked its reason.
    context["unanswered"] = question.reason == REQUIRED and request.POST.get(_SAID) == "yes"
    return TemplateResponse(request, "admin/console/question.html", context)


def reason_given(request: HttpRequest) -> str:
    """The reason as it was typed; PostgreSQL keeps no NUL."""
    return request.POST.get("reason", "").replace("\x00", "").strip()


def answered(request: HttpRequest, reason: str = NONE) -> bool:
    """Whether an action on rows comes with its answer, the reason in it where that is `REQUIRED`."""
    return request.POST.get(_SAID) == "yes" and (reason != REQUIRED or bool(reason_given(request)))


def question_of_many(
    site: AdminSite, request: HttpRequest, question: Question, rows: QuerySet[Any], action: str
) -> TemplateResponse:
    """The page that asks about chosen rows, of which `MANY` are taken at most; the answer comes to the same action."""
    chosen = list(rows[:MANY])
    names = tuple(str(row) for row in chosen)
    hidden = (("action", action), (_SAID, "yes"), *((ACTION_CHECKBOX_NAME, str(row.pk)) for row in chosen))
    return question_page(site, request, replace(question, subjects=names, hidden=hidden))
