"""Who reports, within which boundary, for which time."""

from typing import NotRequired, TypedDict

from apps.reports.shapes.scalars import Count, Day, Number


class Organisation(TypedDict):
    """The reporting entity; ``lei`` is its ISO 17442 identifier where it has one."""

    name: str
    lei: NotRequired[str]


class BoundaryEntity(TypedDict):
    """An entity of the company: the part of its emissions that counts, from 0 to 1.

    ``control``: ``group`` where it belongs to the consolidated accounting group, ``operational`` where the company
    controls its operations only, ``none`` where it does neither.
    """

    name: str
    share: Number
    control: NotRequired[str]


class Boundary(TypedDict):
    """The organisational boundary: the consolidation approach, and what it makes of each entity.

    ``outside``: calculated lines of entities of which nothing counts; they are not among the lines.
    """

    approach: str
    entities: list[BoundaryEntity]
    outside: Count


class Period(TypedDict):
    """The reporting period, both days included."""

    name: str
    start: Day
    end: Day
