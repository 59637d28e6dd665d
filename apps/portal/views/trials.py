"""A specification tried with inputs before it is built."""

import json
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from apps.factory.drafts import draft_keep
from apps.factory.dry_run import dry_run
from apps.portal.forms import error_entries
from apps.portal.page import SEND, PortalRequest, page
from apps.portal.presenters.trials import trial_context
from apps.portal.views.specs import pack_form, pack_given, pack_sent, pack_told
from apps.tenants.models.roles import Action
from greenlang.edges.bodies import read_exact_json
from greenlang.errors import GreenLangError, InvalidInput


@page(Action.BUILD, methods=SEND)
def build_try(request: PortalRequest) -> HttpResponse:
    """What comes out; nothing is kept but the draft. Without inputs, those of a golden test are offered."""
    submission = pack_sent(request)
    draft_keep(author=request.principal.pk, submission=submission)
    typed = request.POST.get("inputs", "")
    told: dict[str, Any] = {"inputs": typed}
    status = 200
    try:
        pack_given(submission)
        found = dry_run(submission, _inputs(typed))
        told |= trial_context(found.as_document())
        if not typed.strip():
            told["inputs"] = json.dumps(found.sample, indent=2, ensure_ascii=False)
    except GreenLangError as error:
        told["trial_errors"], status = error_entries(error), 422
    if request.htmx:
        return render(request, "portal/agents/_trial.html", told)
    return pack_form(request, submission, told=told | pack_told(submission)[0], status=status)


def _inputs(typed: str) -> dict[str, Any] | None:
    if not typed.strip():
        return None
    document = read_exact_json(typed.encode("utf-8", "surrogatepass"), where="inputs")
    if not isinstance(document, dict):
        raise InvalidInput("The inputs are no JSON object.", where="inputs", mend='Write {"fuel": …}.')
    return document
