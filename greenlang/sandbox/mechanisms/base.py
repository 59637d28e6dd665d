"""What a mechanism of isolation is."""

from typing import Protocol

from greenlang.sandbox.scratch import Order, Scratch, View


class Mechanism(Protocol):
    """Turns a prepared run into the command line that starts it isolated."""

    @property
    def name(self) -> str:
        """``bubblewrap``, ``namespaces`` or ``landlock``."""
        ...

    def missing(self) -> str:
        """What the host lacks for certain; empty when it is worth a try."""
        ...

    def view(self, scratch: Scratch) -> View:
        """Where the run will see its folders."""
        ...

    def argv(self, scratch: Scratch, view: View, order: Order) -> list[str]:
        """The whole command line, launcher and order included."""
        ...
