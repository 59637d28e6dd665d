"""The agent in other surroundings: what it calculates there is compared with what it calculated here.

A script for the sandbox, started with another hash seed, time zone, text encoding, without assertions and with
another decimal context, in a folder of its own; writes ``elsewhere.jsonl``.
"""

import decimal
import sys

from apps.evaluation.instruments.inside.subject import Report, calculated, imported, leave, subject_of


def main() -> None:
    """Import and calculate each sample once."""
    report = Report("elsewhere.jsonl")
    decimal.setcontext(decimal.Context(prec=9, rounding=decimal.ROUND_DOWN))
    agent = imported(report)
    subject = subject_of(agent, report) if agent is not None else None
    if subject is not None:
        outcomes, refused = calculated(subject)
        report.write("outcomes", outcomes=[outcome.decode() for outcome in outcomes.values()], refused=refused)
    report.write("interpreter", version=sys.version.partition(" ")[0], name=sys.implementation.name)
    leave()


if __name__ == "__main__":
    main()
