"""``certificate``: one calculation or a period as a file that anybody can check without the product."""

import uuid
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from apps.calculations.certificates.document import VERIFIER
from apps.calculations.services.certificates import calculation_certificate, period_certificate
from apps.calculations.services.checkpoints import installation_keyring
from apps.tenants.models import Tenant
from apps.tenants.selectors import tenant_by_slug, tenants_all
from greenlang.errors import InvalidInput, NotFound
from greenlang.isolation import tenant_scope
from greenlang.management.base import ProductCommand
from greenlang.signing import fingerprint_of


class Command(ProductCommand):
    """Writes the certificate and, beside it, the program that checks it."""

    help = "Write a certificate of one calculation or of a period, and the program that checks it."

    def add_arguments(self, parser: CommandParser) -> None:
        """What to certify, and where to."""
        super().add_arguments(parser)
        parser.add_argument("calculation", nargs="?", metavar="CALC_ID", help="a calculation: calc_… or its id")
        parser.add_argument("--period", metavar="ID", help="every calculation that counts in this reporting period")
        parser.add_argument("--tenant", metavar="SLUG", help="whose it is (default: it is looked for)")
        parser.add_argument("--out", required=True, metavar="FILE", help="file to write")

    def work(self, **options: Any) -> dict[str, Any]:
        """Find the tenant that has it, and write the files."""
        if bool(options["calculation"]) == bool(options["period"]):
            raise InvalidInput("Name one calculation, or a period.", mend="certificate CALC_ID, or --period ID.")
        tenants = [tenant_by_slug(options["tenant"])] if options["tenant"] else tenants_all()
        for tenant in tenants:
            try:
                content = self._certificate(tenant, options["calculation"], options["period"])
            except NotFound:
                continue
            out = Path(options["out"])
            verifier = out.with_name(VERIFIER.name)
            try:
                out.write_bytes(content)
                verifier.write_bytes(VERIFIER.read_bytes())
            except OSError as error:
                raise InvalidInput(f"It cannot be written: {error.strerror}.", where=str(out)) from error
            fingerprint = fingerprint_of(installation_keyring().signer.public_bytes)
            return {
                "tenant": tenant.slug,
                "certificate": str(out),
                "bytes": len(content),
                "verifier": str(verifier),
                "fingerprint": fingerprint,
            }
        raise NotFound("There is no such calculation or period.", where="certificate")

    def _certificate(self, tenant: Tenant, calculation: str | None, period: str | None) -> bytes:
        with tenant_scope(tenant.id):
            if calculation:
                return calculation_certificate(calculation)
            try:
                period_id = uuid.UUID(period)
            except ValueError as error:
                raise InvalidInput("This is no id of a period.", where="--period") from error
            return period_certificate(period_id)

    def tell(self, document: dict[str, Any]) -> None:
        """Where it is, and how to check it."""
        certificate, verifier = document["certificate"], document["verifier"]
        self.stdout.write(
            f"{certificate} ({document['bytes']:,} bytes), with {verifier}\n"
            f"Check it: python3 {verifier} {certificate} --key {document['fingerprint']}"
        )
