"""How the scopes look, the same in every format: hue, mark and words.

The hues are from the Okabe–Ito set, which colour-blind people tell apart; each scope also has a mark of
its own, so that a copy in black and white says the same.
"""

from dataclasses import dataclass

from apps.reports.totals import SCOPES


@dataclass(frozen=True)
class ScopeLook:
    """A scope for the eye.

    Attributes:
        key: as in the snapshot.
        title: as in a sentence.
        what: what the GHG Protocol counts there.
        hue: RRGGBB, as in the portal.
        ink: a darker shade of it, for outlines.
        tint: a light ground of the same hue, RRGGBB.
        mark: name of the shape drawn beside it.
        character: the same shape as a character, for spreadsheets.
    """

    key: str
    title: str
    what: str
    hue: str
    ink: str
    tint: str
    mark: str
    character: str


_LOOKS = {
    look.key: look
    for look in (
        ScopeLook("1", "Scope 1", "Direct emissions", "0072B2", "005A8D", "E0EEF6", "circle", "●"),
        ScopeLook(
            "2-location",
            "Scope 2, location-based",
            "Purchased energy, by the grid it comes from",
            "56B4E9",
            "2379AB",
            "E8F4FC",
            "square",
            "■",
        ),
        ScopeLook(
            "2-market",
            "Scope 2, market-based",
            "Purchased energy, by what was contracted",
            "56B4E9",
            "2379AB",
            "E8F4FC",
            "hollow-square",
            "□",
        ),
        ScopeLook("3", "Scope 3", "The value chain", "CC79A7", "9C4A78", "F8EDF3", "triangle", "▲"),
    )
}


def scope_look(key: str) -> ScopeLook:
    """The look of a scope key of the snapshot."""
    return _LOOKS[key]


def all_scopes() -> tuple[ScopeLook, ...]:
    """Every scope, in the order of a report."""
    return tuple(_LOOKS[key] for key in SCOPES)
