"""E-mails as the people got them."""

import re

from django.core import mail


def link_of_last(to: str) -> str:
    """The path of the link in the last e-mail to somebody."""
    letter = next(one for one in reversed(mail.outbox) if one.to == [to])
    found = re.search(r"https?://[^/\s]+(/\S+)", str(letter.body))
    assert found is not None
    return found[1]
