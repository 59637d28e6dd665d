"""``dry_run``: a pack.yaml tried with inputs, before anything is registered."""

import sys
from typing import Any

from django.core.management.base import CommandParser

from apps.calculations.sources import Source
from apps.factory.dry_run import dry_run
from apps.factory.reading import Submission
from apps.tenants.selectors import tenant_by_slug
from greenlang.edges.bodies import read_exact_json
from greenlang.errors import InvalidInput
from greenlang.isolation import tenant_scope
from greenlang.management.base import ProductCommand
from greenlang.management.commands.build_agent import read_file


def read_inputs(name: str) -> dict[str, Any] | None:
    """The JSON object of a file, ``-`` for standard input; None for no name.

    Raises:
        InvalidInput: it cannot be read, or is no object.
    """
    if not name:
        return None
    data = sys.stdin.buffer.read() if name == "-" else read_file(name)
    document = read_exact_json(data, where="--input")
    if not isinstance(document, dict):
        raise InvalidInput("The input is no JSON object.", where=name, mend='Give {"fuel": …}.')
    return document


class Command(ProductCommand):
    """Writes nothing: neither agent nor ledger."""

    help = "Calculate with a pack.yaml without building anything."

    def add_arguments(self, parser: CommandParser) -> None:
        """What to try, with which inputs."""
        super().add_arguments(parser)
        parser.add_argument("pack", metavar="PACK", help="path of a pack.yaml")
        parser.add_argument(
            "--completion", default="", metavar="FILE", help="a YAML file with what the pack.yaml lacks"
        )
        parser.add_argument("--input", default="", metavar="FILE", help="a JSON file with the inputs; - for stdin")
        parser.add_argument("--tenant", metavar="SLUG", default="acme", help="whose factors count (default: acme)")
        parser.add_argument("--on", default="", metavar="DAY", help="a day of the activity, for factors of that time")
        parser.add_argument("--gwp-set", default="", metavar="SET", help="AR4, AR5 or AR6 (default: the pack's own)")

    def work(self, **options: Any) -> dict[str, Any]:
        """The trial as a document."""
        tenant = tenant_by_slug(options["tenant"])
        completion = read_file(options["completion"]) if options["completion"] else b""
        submission = Submission(read_file(options["pack"]), completion, options["pack"])
        inputs, day = read_inputs(options["input"]), Source.on(options["on"], where="--on").day
        with tenant_scope(tenant.id):
            return dry_run(submission, inputs, gwp_name=options["gwp_set"], on=day).as_document()

    def tell(self, document: dict[str, Any]) -> None:
        """Warnings, golden tests, and the calculation with its sources."""
        lines = [f"{document['agent_id']} {document['version']}: {document['domain']['title']}; nothing was kept"]
        lines += [f"  {f['severity']} {f['path']} line {f['line']}: {f['detail']}" for f in document["findings"]]
        lines += [_golden_line(golden) for golden in document["golden"]]
        if document["calculation"]:
            lines += _calculation_lines(document["calculation"])
        self.stdout.write("\n".join(lines))


def _golden_line(golden: dict[str, Any]) -> str:
    figures = ", ".join(f"{c['name']} {c['calculated']} (expected {c['expected']})" for c in golden["figures"])
    verdict = "holds" if golden["holds"] else "accepted" if golden["contradicted"] else "FAILS"
    return f"  {verdict:<8}  {golden['name']}: {golden['refused'] or figures}"


def _calculation_lines(record: dict[str, Any]) -> list[str]:
    gases = [f"  {gas['gas']}: {gas['mass']} {gas['mass_unit']}" for gas in record["gases"]]
    factors = [f"  factor {slot}: {factor['citation']}" for slot, factor in sorted(record["factors"].items())]
    hashes = [f"  {name} {record[name]}" for name in ("input_hash", "formula_hash", "result_hash")]
    formula = f"  formula {record['formula_id']}: {record['formula']['expression']} ({record['formula']['source']})"
    return [f"{record['result']} {record['result_unit']}  ({record['gwp_set']})", *gases, formula, *factors, *hashes]
