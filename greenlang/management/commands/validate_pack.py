"""``validate_pack``: what is understood of a pack.yaml, what is missing, and what would complete it."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from apps.agents.spec import Listing, SpecError
from apps.factory.catalogue_view import published_catalogue
from apps.factory.explaining import listing_document, spec_explain
from greenlang.errors import InvalidInput
from greenlang.management.base import ProductCommand
from greenlang.management.commands.build_agent import read_file

SHOWN = 40
REASONS = 4


class Command(ProductCommand):
    """Reads, never builds; needs no tenant. Exit status 0 if an agent can be built, else 1."""

    help = "Explain a pack.yaml of any dialect, calculate its golden tests and propose what it lacks."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which files."""
        super().add_arguments(parser)
        parser.add_argument("pack", metavar="FILE", help="path of a pack.yaml")
        parser.add_argument(
            "--completion", default="", metavar="FILE", help="a YAML file with what the pack.yaml lacks"
        )
        parser.add_argument("--propose", default="", metavar="OUT", help="write the proposed completion to this file")

    def work(self, **options: Any) -> dict[str, Any]:
        """The explanation; a file that cannot be read is told with every problem."""
        source = read_file(options["pack"])
        completion = read_file(options["completion"]) if options["completion"] else b""
        name = Path(options["pack"]).name
        try:
            found = spec_explain(source, published_catalogue(), completion=completion, filename=name)
        except SpecError as error:
            return {
                "file": name,
                "outcome": "unreadable",
                "buildable": False,
                "dialect": {"id": error.dialect, "name": "", "recognised_by": ""},
                "problems": error.errors,
            }
        document = listing_document(found) if isinstance(found, Listing) else found.as_document()
        written = self._write(document.get("proposal"), options["propose"])
        return {"file": name, **document, "written": written, "asked": options["propose"]}

    def _write(self, proposal: Mapping[str, Any] | None, name: str) -> str:
        """Where the proposal was written; empty where there is none, or none was asked for."""
        if not name or not proposal or not proposal["completion"]:
            return ""
        try:
            Path(name).write_text(proposal["completion"], encoding="utf-8")
        except OSError as error:
            raise InvalidInput(f"The file cannot be written: {error.strerror}.", where=name) from error
        return name

    def succeeded(self, document: dict[str, Any]) -> bool:
        """Whether an agent can be built as it is."""
        return bool(document["buildable"])

    def tell(self, document: dict[str, Any]) -> None:
        """The same for people."""
        tellers = {"unreadable": _unreadable, "listing": _listing, "specification": _specification}
        self.stdout.write("\n".join(tellers[document["outcome"]](document)))


def _unreadable(document: Mapping[str, Any]) -> Iterator[str]:
    said = f", read as dialect {document['dialect']['id']}" if document["dialect"]["id"] else ""
    yield f"{document['file']} cannot be read{said}:"
    yield from (f"  {_place(problem)}{_told(problem)}" for problem in document["problems"])


def _listing(document: Mapping[str, Any]) -> Iterator[str]:
    name = " ".join(filter(None, (document["name"], document["version"])))
    yield f"{document['file']}: {name}"
    yield _about(document["domain"])
    yield document["reason"]
    counts = ", ".join(f"{count} {kind}" for kind, count in document["counts"].items())
    yield f"\nIt lists {counts or 'nothing'}:"
    for entry in document["entries"]:
        inputs = f"; takes {', '.join(entry['inputs'])}" if entry["inputs"] else ""
        outputs = f"; gives {', '.join(entry['outputs'])}" if entry["outputs"] else ""
        yield f"  line {entry['line']}, {entry['kind']}: {entry['name']}{inputs}{outputs}"
    yield from _section("Further keys, with no meaning here:", document["others"], _key)


def _about(domain: Mapping[str, Any]) -> str:
    """The domain with its score, the runner-up, the strongest reasons, and why no method serves it."""
    points = f"{domain['score']} points"
    behind = (
        f"; next {domain['runner_up']}, {domain['margin']} behind" if domain["score"] and domain["runner_up"] else ""
    )
    reasons = "; ".join(domain["reasons"][:REASONS])
    remark = f"\n  {domain['remark']}" if domain["remark"] else ""
    return f"About: {domain['title']} ({points}{behind}): {reasons}{remark}"


def _specification(document: Mapping[str, Any]) -> Iterator[str]:
    dialect = document["dialect"]
    yield f"{document['file']}: {document['agent_id']} {document['version']}"
    yield f"Dialect {dialect['id']}, {dialect['name']}, by {dialect['recognised_by']}"
    yield _about(document["domain"])
    yield from _section(
        "Read as:", document["read_as"], lambda e: f"{e['written'] or '(nothing)'} → {e['meaning']}. {e['why']}"
    )
    yield from _section("Understood:", document["understood"], lambda entry: str(entry["meaning"]))
    yield from _section("Not understood, and without effect:", document["not_understood"], _key)
    yield from _section("Findings:", document["findings"], _told)
    yield from _golden(document["golden"])
    yield from _section("Missing before an agent can be built:", document["missing"], _told)
    if document["buildable"]:
        yield "\nAn agent can be built from it."
    yield from _proposal(document)


def _golden(worked: list[Mapping[str, Any]]) -> Iterator[str]:
    if not worked:
        return
    yield "\nGolden tests, expected and calculated:"
    for test in worked:
        mark = "✓" if test["holds"] else "≠" if test["contradicted"] else "✗"
        accepted = " (accepted as contradicted)" if test["contradicted"] else ""
        yield f"  {mark} {test['name']}{accepted}" + (f": refused. {test['refused']}" if test["refused"] else "")
        for figure in test["figures"]:
            if figure["holds"] and test["holds"]:
                yield f"      {figure['name']}: {figure['expected']}, {figure['calculated']}"
            else:
                sign = "holds" if figure["holds"] else f"differs by more than {figure['tolerance']}"
                both = f"expected {figure['expected']}, calculated {figure['calculated']}"
                yield f"      {figure['name']}: {both}, {sign}"


def _proposal(document: Mapping[str, Any]) -> Iterator[str]:
    proposal = document["proposal"]
    if proposal is None:
        if document["asked"]:
            yield f"\nNothing is written to {document['asked']}: the pack has formulas; what it lacks stands above."
        return
    if proposal["nothing"]:
        yield f"\nNothing is proposed: {proposal['nothing']}"
        yield from (f"  - {left['what']}: {left['why']}." for left in proposal["unserved"])
    elif document["written"]:
        yield f"\nThe proposed completion is in {document['written']}."
    else:
        yield f"\nProposed completion (--propose FILE writes it):\n\n{proposal['completion']}"


def _section(title: str, entries: list[dict[str, Any]], text: Any) -> Iterator[str]:
    if not entries:
        return
    yield f"\n{title}"
    yield from (f"  {_place(entry)}{text(entry)}" for entry in entries[:SHOWN])
    if len(entries) > SHOWN:
        yield f"  and {len(entries) - SHOWN} more; --json shows all"


def _place(entry: Mapping[str, Any]) -> str:
    file = f"{entry['file']} " if entry.get("file") else ""
    line = f"line {entry['line']}, " if entry.get("line") else ""
    path = f"{entry['path']}: " if entry.get("path") else ""
    return f"{file}{line}{path}"


def _told(entry: Mapping[str, Any]) -> str:
    mend = f" {entry['mend']}" if entry.get("mend") else ""
    return f"{entry['detail']}{mend}"


def _key(entry: Mapping[str, Any]) -> str:
    near = f"; did you mean {entry['nearest']}?" if entry.get("nearest") else ""
    return f"{entry['value']}{near}"
