"""What can go wrong before anything is measured."""

from typing import ClassVar

from greenlang.errors import InvalidInput


class NotAnAgent(InvalidInput):
    """The files handed in are no agent that could be measured."""

    code: ClassVar[str] = "not-an-agent"
    title: ClassVar[str] = "Nothing to evaluate"


class NotAContract(InvalidInput):
    """A document that should be a contract or a consumer's expectation is none."""

    code: ClassVar[str] = "not-a-contract"
    title: ClassVar[str] = "Not a contract"
