"""``oversee``: one round of comparing what should run with what stands, told."""

from typing import Any

from apps.runtime.overseeing.rounds import Seen, oversee
from greenlang.errors import Conflict
from greenlang.management.base import ProductCommand


class Command(ProductCommand):
    """Does at once what a worker does every `OVERSEE_SECONDS`."""

    help = "Put back what is lacking of running agents, and remove what nobody asked for."

    def work(self, **options: Any) -> dict[str, Any]:
        """What the round found and did.

        Raises:
            Conflict: another process is making a round.
        """
        seen = oversee()
        if seen is None:
            raise Conflict("A round is being made at this moment.", where="oversee", mend="Try again when it is over.")
        return seen.as_document()

    def tell(self, document: dict[str, Any]) -> None:
        """A line, and one for each deployer that did not answer."""
        seen = Seen(**document)
        self.stdout.write(
            f"{seen.looked} versions looked at, {seen.changed} with another health than before, {seen.mended} mended, "
            f"{seen.removed} strays and {seen.forgotten} deleted organisations' places removed."
        )
        for name in seen.unanswered:
            self.stdout.write(f"{name} does not answer: nothing is known of what stands there.")

    def succeeded(self, document: dict[str, Any]) -> bool:
        """Every deployer answered."""
        return not document["unanswered"]
