"""Who acts, as much of it as every door needs to know."""

import uuid
from typing import Protocol, runtime_checkable


@runtime_checkable
class Actor(Protocol):
    """Somebody or something with a name, in one tenant."""

    @property
    def tenant_id(self) -> uuid.UUID:
        """The tenant whose scope is opened."""

    @property
    def pk(self) -> str:
        """Who it is and nobody else, whatever others are called."""

    @property
    def name(self) -> str:
        """As it stands in histories."""
