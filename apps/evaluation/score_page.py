"""The score table as a page for readers, ``docs/quality-scores.md``."""

from apps.evaluation.score_table import BLOCKING, CONDITIONAL_FROM, PASS_FROM, TABLE, Criterion


def page() -> str:
    """The whole page in Markdown; a test keeps the file equal to it."""
    return "\n".join([_INTRODUCTION, *_table(), "", _GATE, "", *_blocking(), "", _ON_DEMAND, ""])


def _table() -> list[str]:
    lines = ["| | dimension | weight | metric | figure → score | why |", "|--:|---|--:|---|---|---|"]
    for row in TABLE:
        for place, criterion in enumerate(row.criteria):
            number, name, weight = (str(row.number), row.name, str(row.weight)) if not place else ("", "", "")
            cells = (number, name, weight, _metric(criterion), _points(criterion), criterion.reason)
            lines.append(f"| {' | '.join(cells)} |")
    return lines


def _metric(criterion: Criterion) -> str:
    return f"{criterion.metric}, {criterion.unit}"


def _points(criterion: Criterion) -> str:
    return " · ".join(f"{figure} → {score}" for figure, score in criterion.points)


def _blocking() -> list[str]:
    lines = ["## What always fails", ""]
    lines += [f"- **{rule.rule}** {rule.reason}" for rule in BLOCKING]
    return lines


_INTRODUCTION = """# Quality scores

How each metric of an evaluation becomes a score. The product scores by this table and by nothing else; the page
is written from it (`apps/evaluation/score_table.py`).

Between two points the score follows a straight line, beyond the first and the last it stays. Where a dimension
has several metrics, the lowest score counts. How each figure comes about is said in its module in
`apps/evaluation/dimensions/`.
"""

_ON_DEMAND = """## A deeper look

`manage.py evaluate_agent AGENT [--version V] --deep`, or `POST /api/v1/agents/{id}/versions/{v}/evaluations`,
measures a registered version again with every mutant, more faults, requests and calculations, and a longer load; it
takes minutes and says how long it took. Its report is kept beside the gate's and never takes its place.

Under Compatibility a version is compared with the registered version before it and with the consumers registered for
the agent (`PUT /api/v1/agents/{id}/consumers/{name}`)."""

_GATE = f"""## The gate

The gate's score is the mean of the measured dimensions' scores by weight. **PASS** from {PASS_FROM}, **CONDITIONAL**
from {CONDITIONAL_FROM} to just below {PASS_FROM} (69.99 is conditional), **FAIL** below {CONDITIONAL_FROM}.

A dimension that was not measured earns nothing and says why. Until all twelve are measured the score is over the
measured weight, and the decision is labelled *provisional, N of 100 measured*. An agent whose own fault it is that
there is no figure (it never ends, it cannot be imported) is measured, with 0."""
