"""``up``: everything on one machine, and the main job run before your eyes."""

import json
import secrets
import sys
import time
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from apps.jobs.sweeping import jobs_abandon
from apps.runtime.services.runs import KIND as RUN
from apps.tenants.selectors import set_up_is_open, tenant_by_slug, tenants_all
from apps.tenants.services import DEMO_TENANTS, SignIn, demo_accounts_create, refuse_demo_accounts
from apps.tenants.set_up import set_up_token_make
from greenlang.embedded.errors import DataDirectoryInUse, ServiceFailed
from greenlang.embedded.paths import DataDirectory
from greenlang.embedded.services import EmbeddedServices, running_process
from greenlang.errors import GreenLangError
from greenlang.isolation import tenant_scope
from greenlang.management.base import prepare_database, servers_told
from greenlang.management.first_run import FirstRun
from greenlang.management.serving import address_of, refuse_port_in_use, serve, wait_ready
from greenlang.management.unforeseen import log_quietly


class Command(BaseCommand):
    """Servers, database, catalogue, demonstration, main job; then it stays up until Ctrl-C."""

    help = "Set everything up, run the main job live, and stay up with portal, admin and API."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to listen, and whether to stay."""
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: 127.0.0.1)")
        parser.add_argument("--port", type=int, default=8000, help="port to listen on (default: 8000)")
        parser.add_argument("--once", action="store_true", help="stop again when the main job is done")
        parser.add_argument("--json", action="store_true", help="print one JSON object on stdout and nothing else")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run; an error is one message, and with ``--json`` an object with it."""
        self.json: bool = options["json"]
        log_quietly()
        try:
            self._run(options["host"], options["port"], once=options["once"])
        except GreenLangError as error:
            if self.json:
                self.stdout.write(json.dumps({"error": error.as_dict()}, indent=2, ensure_ascii=False))
            raise

    def _run(self, host: str, port: int, *, once: bool) -> None:
        began = time.monotonic()
        self._refuse_second(settings.DATA)
        refuse_port_in_use(host, port)
        url = settings.PUBLIC_URL if settings.PRODUCTION else address_of(host, port)
        with EmbeddedServices(settings.DATA) as services, servers_told():
            self._tell(f"PostgreSQL and Redis are ready ({time.monotonic() - began:.1f} s)")
            settings.PUBLIC_URL = url
            settings.DATA.served_at.write_text(url)
            if not settings.PRODUCTION:
                # Importing the product takes them as long as migrating takes us: both at once.
                serve(services.children, host=host, port=port, public_url=url)
            prepare_database()
            self._tell(f"Database and emission-factor catalogue are ready ({time.monotonic() - began:.1f} s)")
            for tenant in tenants_all():
                with tenant_scope(tenant.id):
                    jobs_abandon(keep=[RUN])
            sign_ins = self._accounts()
            if settings.PRODUCTION:
                serve(services.children, host=host, port=port, public_url=url)
            wait_ready(services.children, address_of(host, port))
            self._tell(f"Portal, admin and API are up ({time.monotonic() - began:.1f} s)\n")
            document: dict[str, Any] = {"url": url, "product_url": url, "seconds": 0.0}
            if self._demonstrates():
                tenant = tenant_by_slug(next(iter(DEMO_TENANTS)))
                try:
                    document |= FirstRun(tenant, self._tell, services.children.check).run()
                    document["product_url"] = url
                    self._tell_result(document)
                except ServiceFailed:
                    raise
                except GreenLangError as error:
                    # Somebody has worked in the demonstration since; what is in its way there does not end the product.
                    if once:
                        raise
                    self._tell(f"The demonstration's job did not go through: {error}")
            document["seconds"] = round(time.monotonic() - began, 3)
            self._tell(f"\nAll of it took {document['seconds']:.1f} s.")
            if self.json:
                self.stdout.write(json.dumps(document, indent=2, ensure_ascii=False))
                self.stdout.flush()
            if not once:
                self._stay(services, url, sign_ins)
        if not once:
            self._tell("Stopped.")

    def _refuse_second(self, data: DataDirectory) -> None:
        pid = running_process(data)
        if pid is not None:
            raise DataDirectoryInUse(
                f"GreenLang runs already on {data.root}: process {pid}, {settings.PUBLIC_URL}.",
                mend="Use that one, stop it with Ctrl-C, or set GREENLANG_DATA to another folder.",
            )

    def _accounts(self) -> list[SignIn]:
        if settings.PRODUCTION:
            refuse_demo_accounts()
            return []
        return demo_accounts_create(_demo_password()) if self._demonstrates() else []

    def _demonstrates(self) -> bool:
        """Whether the demonstration is part of this start: not in production, and not once it was removed."""
        return not settings.PRODUCTION and not settings.DATA.demonstration_removed.exists()

    def _tell_result(self, document: dict[str, Any]) -> None:
        record, factor = document["calculation"], document["calculation"]["emission_factor"]
        self._tell(
            f"\n50 mmBtu of natural gas: {record['result']} {record['result_unit']} at {record['gwp_set']}"
            f"\n  {factor['gas']}: {factor['value']} {factor['unit']}, {factor['ef_cid']}, {factor['citation']}"
            f"\n  {record['calculation_id']}, record {record['sequence']}, {record['chain_hash']}"
            f"\nInventory 2025: {Decimal(document['totals']['co2e_kg']) / 1000:.3f} t CO2e"
            f" (exactly {document['totals']['co2e_kg']} kg)"
        )

    def _stay(self, services: EmbeddedServices, url: str, sign_ins: list[SignIn]) -> None:
        lines = [f"\nPortal {url}/   Admin {url}/admin/   API {url}/api/v1/schema\n"]
        if sign_ins:
            lines.append(f"Sign in with the password {sign_ins[0].password} as")
            lines += [f"  {s.email:<46} {s.role}{f' of {s.tenant}' if s.tenant else ''}" for s in sign_ins]
        if set_up_is_open():
            lines += [f"\nYour own organisation: {url}/set-up   with the token {set_up_token_make()}"]
        self._tell("\n".join([*lines, "\nCtrl-C stops everything."]))
        try:
            while True:
                services.check()
                time.sleep(0.5)
        except KeyboardInterrupt:
            self._tell("\nStopping…")

    def _tell(self, text: str) -> None:
        """For people: on stdout, or on stderr when stdout belongs to one JSON object."""
        stream = sys.stderr if self.json else sys.stdout
        print(text, file=stream, flush=True)


def _demo_password() -> str:
    """The demonstration's password: made once, kept beside the data, never the same on two machines."""
    path: Path = settings.DATA.keys / "demo-password"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(f"demo-{secrets.token_urlsafe(9)}")
    return path.read_text().strip()
