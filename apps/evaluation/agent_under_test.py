"""The agent as the evaluation takes it: its files, and nothing that was said about them."""

from collections.abc import Mapping
from dataclasses import dataclass

from apps.evaluation.errors import NotAnAgent

MOST_FILES = 500
MOST_BYTES = 20 * 1024 * 1024
MOST_SOURCE_BYTES = 2 * 1024 * 1024


@dataclass(frozen=True)
class AgentUnderTest:
    """A pack's content by path (``agent/…``, ``tests/…``, ``factors.json``), and whose it is.

    Raises `NotAnAgent` where there is no ``agent/__init__.py`` or more than any honest agent has; the static
    tools read the sources in this process, so their size is bounded first.
    """

    files: Mapping[str, bytes]
    agent_id: str
    version: str

    def __post_init__(self) -> None:
        if "agent/__init__.py" not in self.files:
            raise NotAnAgent("There is no agent/__init__.py.", where=self.agent_id, mend="Generate it first.")
        total = sum(len(content) for content in self.files.values())
        sources = sum(len(content) for name, content in self.files.items() if name.endswith(".py"))
        if len(self.files) > MOST_FILES or total > MOST_BYTES or sources > MOST_SOURCE_BYTES:
            raise NotAnAgent(
                f"It has {len(self.files)} files, {total} bytes, {sources} of them Python.",
                where=self.agent_id,
                mend=f"At most {MOST_FILES} files, {MOST_BYTES} bytes, {MOST_SOURCE_BYTES} of Python.",
            )

    def below(self, folder: str) -> dict[str, bytes]:
        """Files below a folder, by their whole path, sorted."""
        return {name: content for name, content in sorted(self.files.items()) if name.startswith(f"{folder}/")}

    def sources(self, folder: str) -> dict[str, str]:
        """Python sources below a folder; bytes that are no UTF-8 come as U+FFFD and fail to parse."""
        return {
            name: content.decode("utf-8", errors="replace")
            for name, content in self.below(folder).items()
            if name.endswith(".py")
        }

    def runnable(self) -> dict[str, bytes]:
        """What its tests need: ``agent/``, ``tests/`` and ``factors.json``."""
        kept = {**self.below("agent"), **self.below("tests")}
        if "factors.json" in self.files:
            kept["factors.json"] = self.files["factors.json"]
        return kept
