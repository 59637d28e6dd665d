"""``rotate_signing_key``: a new signing key; what the old one signed goes on holding."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser

from greenlang.errors import InvalidInput, Refused
from greenlang.management.base import ProductCommand, confirmed
from greenlang.signing import fingerprint_of, key_hand_over, key_rotate


class Command(ProductCommand):
    """Old and new key sign the rotation; the old private key is destroyed unless it is asked for."""

    help = "Exchange the installation's signing key."

    def add_arguments(self, parser: CommandParser) -> None:
        """What becomes of the keys."""
        super().add_arguments(parser)
        parser.add_argument("--keep-old", action="store_true", help="keep the old private key instead of destroying it")
        parser.add_argument("--out", metavar="FILE", help="where the new key goes when the key is in the environment")
        parser.add_argument(
            "--grace-hours", type=int, default=24, help="with --out: how long the old key may still sign (default: 24)"
        )
        parser.add_argument("--yes", action="store_true", help="do not ask")

    def work(self, **options: Any) -> dict[str, Any]:
        """Rotate the key of the file, or prepare the rotation of the environment's."""
        if not options["yes"] and not confirmed("Exchange the signing key? Type yes: ", "yes"):
            raise Refused("Nothing was changed.", mend="Confirm with yes, or give --yes.")
        now = datetime.now(UTC)
        if settings.SIGNING_KEY:
            if not options["out"]:
                raise InvalidInput(
                    "The key is in the environment, which this command cannot change.",
                    where="GREENLANG_SIGNING_KEY",
                    mend="Name a new file for the next key with --out FILE; then set the variable to its content.",
                )
            out = Path(options["out"])
            rotation = key_hand_over(
                pem=settings.SIGNING_KEY,
                out=out,
                rotations=settings.KEY_ROTATIONS,
                now=now,
                grace=timedelta(hours=options["grace_hours"]),
            )
            return {**_told(rotation.body), "private_key": str(out), "old_private_key": "GREENLANG_SIGNING_KEY"}
        rotation, kept = key_rotate(
            path=settings.SIGNING_KEY_FILE, rotations=settings.KEY_ROTATIONS, now=now, keep_old=options["keep_old"]
        )
        old = str(kept) if kept else "destroyed"
        return {**_told(rotation.body), "private_key": str(settings.SIGNING_KEY_FILE), "old_private_key": old}

    def tell(self, document: dict[str, Any]) -> None:
        """What changed, and what is left to do."""
        self.stdout.write(
            f"Old key  {document['old']}\nNew key  {document['new']}\n"
            f"The old key's signatures made until {document['until']} go on holding.\n"
            f"The old private key: {document['old_private_key']}."
        )
        if settings.SIGNING_KEY:
            self.stdout.write(
                f"The new private key is in {document['private_key']}. Set GREENLANG_SIGNING_KEY to it in every "
                f"process before {document['until']}, restart them, then destroy the old key and this file."
            )
        self.stdout.write("Publish the new fingerprint where your auditors found the old one.")


def _told(body: Any) -> dict[str, str]:
    old, new = (fingerprint_of(bytes.fromhex(body[name])) for name in ("old", "new"))
    return {"old": old, "new": new, "until": body["until"]}
