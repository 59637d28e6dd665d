"""``run_agent``: one calculation, from a JSON file or standard input."""

import sys
from typing import Any

from django.core.management.base import CommandParser

from apps.calculations.selectors.ledger import calculation_record
from apps.calculations.sources import Source
from apps.registry.selectors import deprecation_text
from apps.runtime.remote.asking import execute_remotely
from apps.runtime.selectors import version_accepting
from apps.runtime.services.execution import execute
from apps.tenants.selectors import tenant_by_slug
from greenlang.edges.bodies import read_exact_json
from greenlang.errors import InvalidInput
from greenlang.isolation import tenant_scope
from greenlang.management.base import ProductCommand
from greenlang.management.commands.build_agent import ACTOR, read_file


class Command(ProductCommand):
    """Prints the provenance record, which is in the ledger by then."""

    help = "Execute a running agent once."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which agent, with what."""
        super().add_arguments(parser)
        parser.add_argument("agent", metavar="AGENT", help="agent id; agent@1.0.0 and agent@production too")
        parser.add_argument("--input", required=True, metavar="FILE", help="a JSON file with the inputs; - for stdin")
        parser.add_argument("--tenant", metavar="SLUG", default="acme", help="whose agent it is (default: acme)")
        parser.add_argument("--on", default="", metavar="DAY", help="a day of the activity, for factors of that time")
        parser.add_argument("--remote", action="store_true", help="have a process “consume” execute it")
        parser.add_argument("--gwp-set", default="", metavar="SET", help="AR4, AR5 or AR6 (default: the agent's own)")

    def work(self, **options: Any) -> dict[str, Any]:
        """One execution, committed."""
        data = sys.stdin.buffer.read() if options["input"] == "-" else read_file(options["input"])
        document = read_exact_json(data, where="--input")
        if not isinstance(document, dict):
            raise InvalidInput("The input is no JSON object.", where=options["input"], mend='Give {"fuel": …}.')
        tenant = tenant_by_slug(options["tenant"])
        if options["remote"]:
            words = {"on": options["on"], "gwp_set": options["gwp_set"]}
            return execute_remotely(
                tenant_id=tenant.id, agent_id=options["agent"], inputs=document, actor=ACTOR, **words
            )
        with tenant_scope(tenant.id):
            version = version_accepting(options["agent"])
            if deprecated := deprecation_text(version):
                self.note(deprecated)
            source = Source.on(options["on"], where="--on")
            row = execute(version=version, document=document, actor=ACTOR, gwp_set=options["gwp_set"], source=source)
            return calculation_record(row)

    def tell(self, document: dict[str, Any]) -> None:
        """The result and how it came about."""
        factor = document["emission_factor"]
        lines = [f"{document['result']} {document['result_unit']}  ({document['gwp_set']})"]
        lines += [
            f"  {gas['gas']}: {gas['mass']} {gas['mass_unit']} at {gas['value']} {gas['unit']}, "
            f"× {gas['gwp']} = {gas['co2e']} kg CO2e"
            for gas in document["gases"]
        ]
        lines += [
            f"  formula {document['formula_id']}: {document['formula']['expression']}",
            f"  factor {factor['ef_cid']}: {factor['citation']}",
            f"  {document['calculation_id']}, record {document['sequence']}, {document['chain_hash']}",
        ]
        self.stdout.write("\n".join(lines))
