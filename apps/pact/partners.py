"""Partners: who they are, the key they call with, and where their answers go."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction

from apps.events.audit import audit_record
from apps.events.models import AuditKind
from apps.events.webhooks.guard import target_of
from apps.events.webhooks.services import guard
from apps.pact.models import Partner
from apps.tenants.access import key_issue, key_revoke
from apps.tenants.models import ApiKey, Role
from greenlang.errors import Conflict, InvalidInput
from greenlang.sealing import Seal

SEAL = Seal("greenlang secrets of partners")
_ADDRESSES = ("base_url", "token_url")


@transaction.atomic
def partner_add(*, name: str, actor: str, **told: Any) -> tuple[Partner, str]:
    """A partner, and the text of the key it calls with, which is never shown again.

    Args:
        told: as `partner_change`.

    Raises:
        Conflict: there is one of this name.
        InvalidInput: as `partner_change`.
    """
    if Partner.objects.filter(name=name).exists():
        raise Conflict(f"There is a partner {name} already.", where="/name", mend="Change that one.")
    key, text = key_issue(name=f"PACT, {name}"[:100], role=Role.PARTNER, created_by=actor)
    partner = Partner.objects.create(name=name, key_id=key.id)
    _apply(partner, told)
    _note("added", partner, actor)
    return partner, text


@transaction.atomic
def partner_change(*, partner: Partner, actor: str, **told: Any) -> Partner:
    """Change what is known of a partner.

    Args:
        told: ``base_url``, ``token_url``, ``client_id``, ``client_secret`` (kept sealed; empty: none),
            ``answers_itself``. What is not named stays.

    Raises:
        InvalidInput: an address that answers may not go to.
    """
    held = Partner.objects.select_for_update().get(id=partner.id)
    _apply(held, told)
    _note("changed", held, actor)
    return held


@transaction.atomic
def partner_key_renew(*, partner: Partner, actor: str) -> str:
    """Another key in the place of the one before, which opens nothing from now on; its text, shown this once."""
    held = Partner.objects.select_for_update().get(id=partner.id)
    _key_end(held, actor)
    key, text = key_issue(name=f"PACT, {held.name}"[:100], role=Role.PARTNER, created_by=actor)
    held.key_id = key.id
    held.save(update_fields=["key_id"])
    return text


@transaction.atomic
def partner_end(*, partner: Partner, actor: str) -> None:
    """The partner's key opens nothing any more, and nothing is sent to it; what was asked and shared stays told."""
    held = Partner.objects.select_for_update().get(id=partner.id)
    _key_end(held, actor)
    held.key_id, held.base_url, held.token_url, held.secret, held.answers_itself = None, "", "", None, False
    held.save(update_fields=["key_id", "base_url", "token_url", "secret", "answers_itself"])
    _note("ended the exchange with", held, actor)


def _key_end(partner: Partner, actor: str) -> None:
    key = ApiKey.objects.filter(id=partner.key_id).first() if partner.key_id else None
    if key is not None:
        key_revoke(key, actor=actor)


def _apply(partner: Partner, told: Mapping[str, Any]) -> None:
    for name in _ADDRESSES:
        if told.get(name):
            _check_address(str(told[name]), f"/{name}")
    for name in (*_ADDRESSES, "client_id", "answers_itself"):
        if name in told:
            setattr(partner, name, told[name])
    if "client_secret" in told:
        partner.secret = SEAL.close(str(told["client_secret"])) if told["client_secret"] else None
    partner.save()


def _check_address(url: str, where: str) -> None:
    parts = urlsplit(url)
    if parts.query or parts.fragment:
        raise InvalidInput("An address without ? and #.", where=where)
    try:
        guard().check_literal(target_of(url, http=settings.WEBHOOK_PLAIN_HTTP).host)
    except InvalidInput as error:
        raise InvalidInput(error.message, where=where, mend=error.mend) from None


def _note(act: str, partner: Partner, actor: str) -> None:
    audit_record(kind=AuditKind.ORGANISATION, act=f"{act} the partner", actor=actor, subject=partner.name)
