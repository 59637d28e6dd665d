"""Runs an agent by itself: only the standard library and the engine are there.

A script for the sandbox; writes ``probe.jsonl``, a line a stage.
"""

from typing import Any

from apps.evaluation.instruments.inside.agreement import contract_checks, document_check, sample_checks
from apps.evaluation.instruments.inside.endurance import Tally, kept_bytes, latencies
from apps.evaluation.instruments.inside.faults import answers
from apps.evaluation.instruments.inside.subject import (
    Report,
    Subject,
    calculated,
    imported,
    leave,
    read,
    said,
    subject_of,
)
from apps.evaluation.instruments.inside.watching import CALCULATING, LOADING, Watch, changed, surroundings
from greenlang.engine.contract import AgentContract
from greenlang.engine.description import describe

_SPOILT_SAMPLES = 3


def main() -> None:
    """Import, describe, calculate, time, repeat, spoil, agree."""
    report = Report("probe.jsonl")
    watch = Watch(report)
    before = surroundings()
    watch.doing = LOADING
    agent = imported(report)
    watch.doing = ""
    if agent is not None:
        _describe(agent, report)
        subject = subject_of(agent, report)
        if subject is not None:
            _measure(subject, report, watch)
        report.write("changed", names=changed(before, surroundings()))
    leave()


def _describe(agent: AgentContract, report: Report) -> None:
    report.write("contract", checks=list(contract_checks(agent)))
    try:
        report.write("description", description=describe(agent))
    except BaseException as error:
        report.write("description", description=None, error=said(error))


def _measure(subject: Subject, report: Report, watch: Watch) -> None:
    watch.doing = CALCULATING
    outcomes, refused = calculated(subject)
    watch.doing = ""
    report.write("samples", count=len(subject.texts), calculated=len(outcomes), refused=refused)
    report.write("outcomes", outcomes=[outcome.decode() for outcome in outcomes.values()])
    if not outcomes:
        return
    good, expected = subject.only(list(outcomes)), list(outcomes.values())
    orders, tally = report.orders, Tally()
    watch.doing = CALCULATING
    times = latencies(good, expected, orders["latency_milliseconds"], tally)
    watch.doing = ""
    report.write("latency", nanoseconds=times)
    _repeat(good, expected, report, tally)
    held, made = kept_bytes(good, orders["kept_calculations"], tally)
    report.write("kept", bytes=held, calculations=made)
    report.write("endurance", **tally.as_document())
    spoilt = good.only(list(range(min(_SPOILT_SAMPLES, len(expected)))))
    watch.doing = CALCULATING
    found = list(answers(spoilt, orders["fault_milliseconds"]))
    watch.doing = ""
    report.write("faults", faults=found)
    report.write("agreement", checks=list(sample_checks(good)))
    report.write("others", answers=[_others(good, group) for group in read("others.json")])


def _repeat(subject: Subject, expected: list[bytes], report: Report, tally: Tally) -> None:
    equal = 0
    for document, outcome in zip(subject.documents() * 2, expected * 2, strict=True):
        tally.made += 1
        try:
            same = subject.run(document) == outcome
        except BaseException as error:
            tally.fail(said(error))
            continue
        equal += same
        if not same:
            tally.fail("A repetition gave another result.")
    report.write("repetition", equal=equal, count=2 * len(expected))


def _others(subject: Subject, group: dict[str, Any]) -> list[dict[str, object]]:
    """Documents of an earlier version or of a consumer, in their order."""
    return [document_check(subject, document, group["factors"]) for document in group["documents"]]


if __name__ == "__main__":
    main()
