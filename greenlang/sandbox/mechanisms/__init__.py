"""The ways to isolate a process, strongest first."""

from greenlang.sandbox.mechanisms.base import Mechanism
from greenlang.sandbox.mechanisms.bubblewrap import Bubblewrap
from greenlang.sandbox.mechanisms.landlock import Landlock
from greenlang.sandbox.mechanisms.namespaces import Namespaces

MECHANISMS: tuple[Mechanism, ...] = (Bubblewrap(), Namespaces(), Landlock())

__all__ = ["MECHANISMS", "Mechanism"]
