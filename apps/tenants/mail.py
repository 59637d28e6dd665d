"""E-mails: plain text from templates, handed to the mail server outside any transaction."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Letter:
    """An e-mail to one person."""

    to: str
    subject: str
    template: str
    context: Mapping[str, object]

    def as_message(self) -> EmailMessage:
        """As Django sends it; a subject is one line."""
        body = render_to_string(self.template, dict(self.context))
        return EmailMessage(" ".join(self.subject.split())[:200], body, to=[self.to])


def mail_is_kept_here() -> bool:
    """Whether e-mails go to no mail server: they lie in a folder of this installation, or in its log."""
    return settings.EMAIL_BACKEND.endswith((".filebased.EmailBackend", ".console.EmailBackend"))


def letter_send(letter: Letter) -> str:
    """Hand it over; why that failed, in words for the page, or empty."""
    try:
        letter.as_message().send()
    except OSError as error:  # of smtplib too
        log.warning("an e-mail could not be handed over: %s", error)
        return f"The mail server did not take it ({type(error).__name__})."
    return ""
