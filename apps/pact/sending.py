"""Events on their way to a partner: a token from where it gives them, the event to where it listens, nowhere else."""

import base64
import json
from urllib.parse import quote

from django.conf import settings

from apps.events.webhooks.guard import target_of
from apps.events.webhooks.transport import Answer, Transport
from apps.pact.models import Partner, ReceivedEvent, SentRequest
from apps.pact.partners import SEAL
from greenlang.errors import GreenLangError, InvalidInput
from greenlang.sealing import SealBroken

MOST_TOKEN_BYTES = 64 * 1024


def letter_send(letter: ReceivedEvent | SentRequest, transport: Transport) -> Answer:
    """Send an event to its partner, outside any transaction; what came of it, nothing is raised."""
    partner = letter.partner
    if partner is None or not partner.base_url:
        return Answer(0, "No address of the partner is known. Enter it, then send again.")
    try:
        token = _token(partner, transport)
        target = target_of(f"{partner.base_url.rstrip('/')}/3/events", http=settings.WEBHOOK_PLAIN_HTTP)
    except GreenLangError as error:
        return Answer(0, f"{error.message} {error.mend}".strip())
    headers = {
        "Content-Type": "application/cloudevents+json; charset=UTF-8",
        "User-Agent": "GreenLang-PACT/3",
        **({"Authorization": f"Bearer {token}"} if token else {}),
    }
    return transport.post(target, headers, json.dumps(letter.message, ensure_ascii=False).encode())


def _token(partner: Partner, transport: Transport) -> str:
    """By client credentials; empty where the partner asks for none.

    Raises:
        InvalidInput: it gave none.
    """
    if not partner.token_url:
        return ""
    try:
        secret = SEAL.open(partner.secret) if partner.secret else ""
    except SealBroken:
        raise InvalidInput("The partner's secret cannot be read any more.", mend="Enter it again.") from None
    credentials = base64.b64encode(f"{quote(partner.client_id)}:{quote(secret)}".encode()).decode()
    headers = {
        "Authorization": f"Basic {credentials}",
        "Content-Type": "application/x-www-form-urlencoded",
        "Accept": "application/json",
    }
    target = target_of(partner.token_url, http=settings.WEBHOOK_PLAIN_HTTP)
    answer = transport.post(target, headers, b"grant_type=client_credentials", hear=MOST_TOKEN_BYTES)
    if not answer.accepted:
        said = f"answered {answer.status}" if answer.status else answer.detail
        raise InvalidInput(f"The partner gave no token: it {said}.", mend="Check client id, secret and token address.")
    try:
        token = json.loads(answer.body)["access_token"]
        if not isinstance(token, str) or not token.isascii() or not token.isprintable() or len(token) > 8000:
            raise ValueError
    except (ValueError, KeyError, TypeError, RecursionError):
        raise InvalidInput("The partner's token is none.", mend="Check the address tokens come from.") from None
    return token
