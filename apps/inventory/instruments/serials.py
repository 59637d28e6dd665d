"""Serial numbers of certificates: which two ranges hold the same certificate."""

import re
from dataclasses import dataclass

from greenlang.errors import InvalidInput

_NUMBERED = re.compile(r"(.*?)([0-9]{1,40})\Z", re.DOTALL)


@dataclass(frozen=True, slots=True)
class SerialRange:
    """From one serial number to another, both included: the same text before, and a number at the end."""

    prefix: str
    first: int
    last: int

    @classmethod
    def of(cls, first: str, last: str = "") -> "SerialRange":
        """Read two serial numbers; without the second, one certificate.

        Raises:
            InvalidInput: one has no number at its end, they begin differently, or the last comes before the first.
        """
        begin, end = _NUMBERED.fullmatch(first.strip()), _NUMBERED.fullmatch((last or first).strip())
        if begin is None or end is None:
            where = "serial_first" if begin is None else "serial_last"
            raise InvalidInput(
                "A serial number ends with a number.", where=where, mend="Write it as the registry does."
            )
        if begin[1].casefold() != end[1].casefold():
            mend = "A range differs in the number at the end only; enter two instruments."
            raise InvalidInput("The serial numbers begin differently.", where="serial_last", mend=mend)
        if int(end[2]) < int(begin[2]):
            raise InvalidInput("The last comes before the first.", where="serial_last", mend="Exchange the two.")
        return cls(begin[1].casefold(), int(begin[2]), int(end[2]))

    def overlaps(self, other: "SerialRange") -> bool:
        """Whether a certificate is in both."""
        return self.prefix == other.prefix and self.first <= other.last and other.first <= self.last
