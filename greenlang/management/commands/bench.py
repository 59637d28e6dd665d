"""``bench``: measured figures beside their targets."""

from importlib import import_module
from inspect import signature
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser

from greenlang.errors import InvalidInput
from greenlang.management.base import ProductCommand
from greenlang.management.telling import seconds_text

NOT_BENCHES = {"__init__", "figure"}
ROUNDS = 20


class Command(ProductCommand):
    """Runs one bench of ``benchmarks/``; absolute times vary with the machine, targets are the design's."""

    help = "Measure: without a name, the benches there are."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which, and how often."""
        super().add_arguments(parser)
        parser.add_argument("name", nargs="?", default="", metavar="NAME", help="which bench, e.g. factory")
        parser.add_argument(
            "--rounds", type=int, help=f"how many rounds to take the median of (default: the bench's, else {ROUNDS})"
        )
        parser.add_argument("--rows", type=int, help="of how many rows, for a bench of a batch (default: the bench's)")
        parser.add_argument("--only", help="one part of a bench that has several, e.g. tenfold")

    def work(self, **options: Any) -> dict[str, Any]:
        """The figures of a bench."""
        folder = Path(settings.BASE_DIR) / "benchmarks"
        known = sorted(path.stem for path in folder.glob("*.py") if path.stem not in NOT_BENCHES)
        name = options["name"]
        if name not in known:
            raise InvalidInput(
                f"There is no bench “{name}”." if name else "Which bench?",
                where="NAME",
                mend=f"One of: {', '.join(known)}.",
            )
        for option in ("rounds", "rows"):
            if options[option] is not None and options[option] < 1:
                raise InvalidInput("At least one is measured.", where=f"--{option}", mend="Give a whole number from 1.")
        bench = import_module(f"benchmarks.{name}")
        rounds = options["rounds"] or getattr(bench, "ROUNDS", ROUNDS)
        more = {option: options[option] for option in ("rows", "only") if options[option] is not None}
        for option in more:
            if option not in signature(bench.figures).parameters:
                what = {"rows": "rows", "only": "parts"}[option]
                raise InvalidInput(f"The bench {name} has no {what}.", where=f"--{option}", mend="Leave it out.")
        figures = bench.figures(self.note, rounds, **more)
        return {"bench": name, "figures": [figure.as_document() for figure in figures]}

    def tell(self, document: dict[str, Any]) -> None:
        """A line a figure."""
        width = max((len(figure["name"]) for figure in document["figures"]), default=0)
        for figure in document["figures"]:
            value, target = _said(figure, "value"), _said(figure, "target")
            holds = {True: "holds", False: "MISSED", None: ""}[figure["holds"]]
            line = f"  {figure['name']:<{width}} {value:>10}{_p95(figure)}   target {target:>9}   {holds:<6}"
            self.stdout.write(f"{line}{_goal(figure)}".rstrip())


def _said(figure: dict[str, Any], member: str) -> str:
    """A number of a figure with the figure's unit; empty where there is none."""
    if figure[member] is None:
        return ""
    return seconds_text(figure[member]) if figure["unit"] == "s" else f"{figure[member]} {figure['unit']}".rstrip()


def _p95(figure: dict[str, Any]) -> str:
    return "" if figure["p95"] is None else f"   p95 {_said(figure, 'p95'):>9}"


def _goal(figure: dict[str, Any]) -> str:
    if figure["goal"] is None:
        return ""
    return f"   goal {_said(figure, 'goal'):>9}   {'reached' if figure['reaches'] else 'not reached'}"
