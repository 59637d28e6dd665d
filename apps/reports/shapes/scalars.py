"""The scalar types of a snapshot: canonical texts."""

from typing import NewType

Number = NewType("Number", str)
"""A canonical decimal: plain notation, no exponent, no trailing zeros."""

Count = NewType("Count", str)
"""A canonical whole number, zero or more."""

Digest = NewType("Digest", str)
"""``sha256:`` and 64 lower-case hexadecimal digits."""

Day = NewType("Day", str)
"""A calendar date, ``YYYY-MM-DD``."""
