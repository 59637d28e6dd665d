"""A finding: what, where, by which evidence, and how much is at stake."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class IssueKind(StrEnum):
    """What can be wrong."""

    GAP = "gap"
    OVERLAP = "overlap"
    NO_DATA = "no-data"
    UNIT_KINDS = "unit-kinds"
    JUMP = "jump"
    COST = "cost"
    YEAR = "year"
    NO_FACTOR = "no-factor"
    REFUSED = "refused"
    NOT_CALCULATED = "not-calculated"
    REJECTED = "rejected"
    ESTIMATED = "estimated"

    @property
    def label(self) -> str:
        """As people read it."""
        return _LABELS[self]

    @property
    def mend(self) -> str:
        """What would be right."""
        return _MENDS[self]

    @property
    def blocks(self) -> bool:
        """Whether a period cannot be signed off while it is open: rows are missing from its numbers."""
        return self in _BLOCKING


_LABELS = {
    IssueKind.GAP: "Gap between readings",
    IssueKind.OVERLAP: "Readings overlap",
    IssueKind.NO_DATA: "Site without data",
    IssueKind.UNIT_KINDS: "Units of several kinds",
    IssueKind.JUMP: "Quantity off by a power of ten",
    IssueKind.COST: "Unusual cost per unit",
    IssueKind.YEAR: "Change against last year",
    IssueKind.NO_FACTOR: "No factor chosen",
    IssueKind.REFUSED: "Refused by the agent",
    IssueKind.NOT_CALCULATED: "Not calculated yet",
    IssueKind.REJECTED: "Rejected rows",
    IssueKind.ESTIMATED: "Much is estimated",
}
_MENDS = {
    IssueKind.GAP: "Upload the missing readings, or say why nothing was used in that time.",
    IssueKind.OVERLAP: "See whether the same use was billed twice; reverse the line that is too many.",
    IssueKind.NO_DATA: "Upload its data, or say when the site was opened or closed.",
    IssueKind.UNIT_KINDS: "See whether one of the rows has the wrong unit; correct it and upload it again.",
    IssueKind.JUMP: "See whether kWh stands for MWh or the like; correct the row and upload it again.",
    IssueKind.COST: "See whether quantity and cost belong together.",
    IssueKind.YEAR: "Say what changed, or correct the rows.",
    IssueKind.NO_FACTOR: "Choose a factor in the mapping queue, or leave the rows out with a reason.",
    IssueKind.REFUSED: "Mend the rows, or run the agent they are meant for.",
    IssueKind.NOT_CALCULATED: "Run the agent they are for.",
    IssueKind.REJECTED: "Mend the rows in the file and upload it again, or say why they need not come.",
    IssueKind.ESTIMATED: "Replace estimates by readings where there are any.",
}
_BLOCKING = frozenset({IssueKind.NO_FACTOR, IssueKind.REFUSED, IssueKind.NOT_CALCULATED, IssueKind.REJECTED})


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing that shows it.

    Args:
        text: "1 Mar 2025 to 31 Mar 2025, 31 days".
        file, row, upload: where it stands, for what stands in a file.
    """

    text: str
    file: str = ""
    row: int = 0
    upload: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is wrong with a period's data.

    Args:
        about: with the kind, names the issue; the same in every look at the same data.
        title: one line.
        site: name of the place, empty for the period as a whole; ``site_id`` as text.
        evidence: the first of what shows it; ``more``: how many further.
        kilograms: kg CO2e at stake; None: not known.
        how: how that was calculated, or why it is not known.
    """

    kind: IssueKind
    about: str
    title: str
    how: str
    kilograms: Decimal | None = None
    site: str = ""
    site_id: str = ""
    evidence: tuple[Evidence, ...] = ()
    more: int = 0

    @property
    def key(self) -> str:
        """Names it within its period."""
        return f"{self.kind}:{self.about}"
