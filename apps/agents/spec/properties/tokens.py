"""The words of a rule: names, numbers, texts and signs, each with its place."""

import re
from dataclasses import dataclass
from typing import Literal

from apps.agents.spec.properties.errors import NotUnderstood

MAX_LENGTH = 500
MAX_TOKENS = 200

Kind = Literal["name", "number", "text", "sign", "end"]

_WORD = re.compile(
    r"\s*(?:(?P<number>(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][-+]?[0-9]{1,3})?)"
    r"|(?P<name>[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*)"
    r"|\"(?P<double>[^\"\\\n]*(?:\\.[^\"\\\n]*)*)\"|'(?P<single>[^'\\\n]*(?:\\.[^'\\\n]*)*)'"
    r"|(?P<sign><=|>=|==|!=|=>|[-+*/()<>,\[\]=]))"
)
_ESCAPED = re.compile(r"\\([\\\"'])")


@dataclass(frozen=True, slots=True)
class Token:
    """One word; ``text`` of a text is what stands between its quotes.

    Attributes:
        start, end: its place in the rule, for what is quoted from it.
    """

    kind: Kind
    text: str
    start: int
    end: int

    def says(self, *words: str) -> bool:
        """Whether it is one of these keywords or signs, in any case of letters."""
        return self.kind in ("name", "sign") and self.text.lower() in words


def tokens_of(rule: str) -> list[Token]:
    """Every word of a rule of at most 500 characters and 200 words, and the end. Raises `NotUnderstood`."""
    if len(rule) > MAX_LENGTH:
        raise NotUnderstood(f"It has {len(rule)} characters; at most {MAX_LENGTH} are read.")
    found: list[Token] = []
    text, place = rule.rstrip(), 0
    while place < len(text):
        match = _WORD.match(text, place)
        if match is None:
            rest = text[place:].lstrip()
            raise NotUnderstood(f"{rest[:1]!r} at character {len(text) - len(rest) + 1} has no meaning here.")
        found.append(_token(match))
        place = match.end()
        if found[-1].kind == "number" and re.match(r"[A-Za-z_%]", text[place:]):
            raise NotUnderstood(
                f"The number {found[-1].text} is followed by {text[place : place + 10]!r}: no unit is read."
            )
        if len(found) > MAX_TOKENS:
            raise NotUnderstood(f"It has more than {MAX_TOKENS} words.")
    return [*found, Token("end", "", len(text), len(text))]


def _token(match: re.Match[str]) -> Token:
    group = str(match.lastgroup)
    start, end = match.span(group)
    if group in ("double", "single"):
        return Token("text", _ESCAPED.sub(r"\1", match[group]), start, end)
    kind: Kind = "number" if group == "number" else "name" if group == "name" else "sign"
    return Token(kind, match[group], start, end)
