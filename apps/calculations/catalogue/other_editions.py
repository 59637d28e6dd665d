"""Another edition of the same publication: the one before the one that is meant, or else the one after."""

import re
from collections.abc import Sequence
from datetime import date

from apps.calculations.catalogue.bundles import Candidate
from apps.calculations.catalogue.editions import Edition


def publication(edition: Edition) -> tuple[str, str]:
    """What a publication is called, whatever its year."""
    return edition.publisher, " ".join(re.sub(r"[0-9]+", " ", edition.title).split())


def other_edition(rows: Sequence[Candidate], *, meant: Edition | None, on: date | None) -> list[Candidate]:
    """The rows of the neighbouring edition, of each publication apart: which of several is for the request to say.

    Args:
        rows: of one place, of any editions.
        meant: the edition the request names; only its own publication is looked at. None: the day decides.
        on: the day none of the editions applies on.
    """
    if meant is not None:
        others = [row for row in rows if row.edition.slug != meant.slug]
        same = [row for row in others if publication(row.edition) == publication(meant)]
        return _neighbour(same, before=[row for row in same if _printed(row.edition) < _printed(meant)])
    if on is None:
        return []
    found: list[Candidate] = []
    for name in sorted({publication(row.edition) for row in rows}):
        same = [row for row in rows if publication(row.edition) == name]
        found += _neighbour(same, before=[row for row in same if row.last_day and row.last_day < on])
    return found


def _neighbour(rows: Sequence[Candidate], *, before: Sequence[Candidate]) -> list[Candidate]:
    """The rows of the last edition among those before, or else of the first of all."""
    if not rows:
        return []
    chosen = max(before, key=_place) if before else min(rows, key=_place)
    return [row for row in rows if _place(row) == _place(chosen)]


def _printed(edition: Edition) -> tuple[int, date, str]:
    return edition.publication_year, edition.published_on or date.min, edition.slug


def _place(row: Candidate) -> tuple[date, int, date, str]:
    """Order in time: by the first day it applies on, then by publication."""
    return row.first_day or date.min, *_printed(row.edition)
