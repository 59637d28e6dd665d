"""What an agent's code may be before it is loaded in this process. Pure.

A pack this installation's factory built and signed is still checked: what is allowed is what our generator writes, so
that a change of the generator (or of the bytes) that goes further is seen here. Code that passes comes to an end: it
has no loop but over what it is handed or declares, nothing calls itself, it cannot leave the process or name what
could, and what it can do or build in one call is bounded. So it can neither exit, hang nor eat memory, and needs no
process of its own; the arithmetic is the engine's, whose formulas have bounds of their own.
"""

from apps.runtime.trust.checking import check_code

__all__ = ["check_code"]
