"""A specification tried with inputs before it is built."""

import json
from typing import Any

from django.http import HttpResponse

from apps.factory.dry_run import dry_run
from apps.factory.reading import Submission
from apps.portal.forms import error_entries
from apps.portal.page import SEND, PortalRequest, page
from apps.portal.presenters.trials import trial_context
from apps.portal.views.builds import pack_form, pack_given, pack_sent, shown
from apps.tenants.models.roles import Action
from greenlang.edges.bodies import read_exact_json
from greenlang.errors import GreenLangError, InvalidInput


@page(Action.BUILD, methods=SEND)
def build_try(request: PortalRequest) -> HttpResponse:
    """The same form with what comes out; nothing is kept. Without inputs, those of a golden test are offered."""
    source, completion = pack_sent(request)
    typed = request.POST.get("inputs", "")
    told: dict[str, Any] = {"explanation": None, "inputs": typed}
    text, beside = shown(source), shown(completion)
    try:
        pack_given(source)
        found = dry_run(Submission(source, completion), _inputs(typed))
    except GreenLangError as error:
        return pack_form(request, text, completion=beside, errors=error_entries(error), explained=told, status=422)
    told |= trial_context(found.as_document())
    if not typed.strip():
        told["inputs"] = json.dumps(found.sample, indent=2, ensure_ascii=False)
    return pack_form(request, text, completion=beside, explained=told)


def _inputs(typed: str) -> dict[str, Any] | None:
    if not typed.strip():
        return None
    document = read_exact_json(typed.encode("utf-8", "surrogatepass"), where="inputs")
    if not isinstance(document, dict):
        raise InvalidInput("The inputs are no JSON object.", where="inputs", mend='Write {"fuel": …}.')
    return document
