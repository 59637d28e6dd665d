"""What people say of an agent's versions: aliases, tags, deprecation; and who uses the agent."""

from collections.abc import Callable, Mapping

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from apps.agents.models import AgentVersion
from apps.portal.page import SEND, PortalRequest, page, render_page
from apps.portal.presenters.agents import agent_heading, version_row
from apps.portal.presenters.names import names_context
from apps.portal.selectors.agents import affected_by, versions_told
from apps.registry.models import AgentAlias, AliasMove, Consumer
from apps.registry.selectors import alias_get, deprecation_of, version_named
from apps.registry.services.aliases import alias_move, alias_remove
from apps.registry.services.versions import deprecation_withdraw, tag_add, tag_remove, version_deprecate
from apps.tenants.models.roles import Action
from greenlang.errors import GreenLangError, NotFound

MOST_MOVES = 50
MAX_TYPED = 500


@page()
def agent_names(request: PortalRequest, agent_id: str) -> HttpResponse:
    """Names, tags and deprecation of one version, every move of a name, and the agent's consumers."""
    return names_page(request, version_named(agent_id, request.GET.get("version", "")))


def names_page(
    request: PortalRequest, version: AgentVersion, *, typed: Mapping[str, str] | None = None, status: int = 200
) -> HttpResponse:
    """The page; ``typed`` is what was sent before an error."""
    agent = version.agent
    others = versions_told(version)
    context = {
        **agent_heading(version),
        **names_context(
            aliases=AgentAlias.objects.select_related("version").filter(agent=agent),
            moves=AliasMove.objects.filter(agent=agent).order_by("-recorded_at")[:MOST_MOVES],
            consumers=Consumer.objects.filter(agent=agent),
            deprecation=deprecation_of(version),
        ),
        "versions": [version_row(other, None, current=other.id == version.id) for other in others],
        "registered": [other.version for other in others if other.pack_sha256],
        "tags": [tag.tag for tag in version.tags.all()],
        "affected": affected_by(version).told(),
        "can_operate": request.principal.allows(Action.OPERATE),
        "is_registered": bool(version.pack_sha256),
        "typed": typed or {},
    }
    return render_page(request, "portal/agents/names.html", context, status=status)


@page(Action.OPERATE, methods=SEND)
def agent_say(request: PortalRequest, agent_id: str, what: str) -> HttpResponse:
    """Say something of a version: one of `_SAYINGS`."""
    typed = {name: str(value)[:MAX_TYPED].replace("\x00", "") for name, value in request.POST.items()}
    version = version_named(agent_id, typed.get("version", ""))
    if what not in _SAYINGS:
        raise NotFound("There is no such thing to say.", where="what")
    try:
        with transaction.atomic():
            said = _SAYINGS[what](version, typed, request.principal.name)
    except GreenLangError as error:
        messages.error(request, f"{error.message} {error.mend}".strip())
        return names_page(request, version_named(agent_id, version.version), typed=typed, status=error.status)
    messages.success(request, said)
    return redirect(f"{reverse('portal:agent_names', args=[agent_id])}?version={version.version}")


def _move(version: AgentVersion, typed: Mapping[str, str], actor: str) -> str:
    target = version_named(version.agent.slug, typed.get("target", "") or version.version)
    alias_move(version=target, name=typed.get("name", ""), actor=actor, reason=typed.get("reason", ""))
    return f"{typed['name']} stands for {target}."


def _remove(version: AgentVersion, typed: Mapping[str, str], actor: str) -> str:
    alias = alias_get(version.agent.slug, typed.get("name", ""))
    alias_remove(alias=alias, actor=actor, reason=typed.get("reason", ""))
    return f"{alias.name} stands for nothing any more."


def _tag(version: AgentVersion, typed: Mapping[str, str], actor: str) -> str:
    row = tag_add(version=version, tag=typed.get("tag", ""), actor=actor)
    return f"{version} has the tag {row.tag}."


def _untag(version: AgentVersion, typed: Mapping[str, str], actor: str) -> str:
    tag_remove(version=version, tag=typed.get("tag", ""), actor=actor)
    return f"{version} has the tag {typed.get('tag', '')} no more."


def _deprecate(version: AgentVersion, typed: Mapping[str, str], actor: str) -> str:
    replacement = typed.get("replacement", "")
    version_deprecate(version=version, reason=typed.get("reason", ""), actor=actor, replacement=replacement)
    return f"{version} is deprecated."


def _withdraw(version: AgentVersion, typed: Mapping[str, str], actor: str) -> str:
    deprecation_withdraw(version=version, actor=actor)
    return f"{version} may be used again."


_SAYINGS: Mapping[str, Callable[[AgentVersion, Mapping[str, str], str], str]] = {
    "alias": _move,
    "alias-remove": _remove,
    "tag": _tag,
    "tag-remove": _untag,
    "deprecate": _deprecate,
    "deprecation-withdraw": _withdraw,
}
