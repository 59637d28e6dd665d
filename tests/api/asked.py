"""How the first request of an operation is told apart from the rest: what it says, who asks, and in what house."""

from typing import Any

BODY, QUERY = "@body", "@query"
"""Of what an operation is asked first: its body where no example says it, and its query."""
KEY = "@key"
"""Whose key it is asked with where that is no admin's and no auditor's; empty: nobody's."""
WITHIN = "@within"
"""A context manager's maker: what holds only while it is asked first."""
Own = dict[str, dict[str, Any]]
AGENT = "stationary-combustion"


def made(answer: Any) -> Any:
    """What an answer says that did what was asked."""
    assert answer.status_code < 300, answer.content
    return answer.json() if answer.content else None
