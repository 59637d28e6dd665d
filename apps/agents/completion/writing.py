"""A draft as the YAML a person reads, edits and accepts: every choice under a comment that says why."""

import json
import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence

from apps.agents.completion.draft import Draft, Factor, Formula, FromInput, ProposedGolden

WIDTH = 112
_PLAIN = re.compile(r"[A-Za-z](?:[A-Za-z0-9_./() -]*[A-Za-z0-9_.)])?")
_WORDS = {"true", "false", "null", "yes", "no", "on", "off", "y", "n"}


def written(draft: Draft) -> bytes:
    """The completion, UTF-8."""
    lines = [*_header(draft), *_agent(draft), *_provenance(draft), *_factors(draft), *_formulas(draft), *_tests(draft)]
    return ("\n".join(lines) + "\n").encode()


def scalar(value: object) -> str:
    """A value on one line; text in quotes unless it is plain beyond doubt."""
    text = str(value)
    if isinstance(value, bool):
        return text.lower()
    if not isinstance(value, str) or (_PLAIN.fullmatch(text) and text.lower() not in _WORDS):
        return text
    return json.dumps(text, ensure_ascii=False)


def comment(text: str, indent: int = 0) -> list[str]:
    """Comment lines; whatever a text holds, it stays within them."""
    before = " " * indent + "# "
    return textwrap.wrap(_line(text), WIDTH, initial_indent=before, subsequent_indent=before, break_on_hyphens=False)


def flow(value: object) -> str:
    """A map or list on one line."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{scalar(str(key))}: {flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ", ".join(flow(item) for item in value) + "]"
    return scalar(value)


def _header(draft: Draft) -> Iterator[str]:
    yield from comment(
        "Proposed completion: what the pack leaves unsaid and must be known before it can calculate. Read it, change "
        "what is not so, and keep it beside the pack, which stays as it is."
    )
    for note in dict.fromkeys(draft.notes):
        yield from comment(f"- {note}")
    if draft.unserved:
        yield "#"
        yield from comment("Nothing is proposed for:")
        for what, why in _grouped(draft):
            yield from comment(f"- {what}: {why}.")
    yield ""


def _grouped(draft: Draft) -> Iterator[tuple[str, str]]:
    """What nothing is proposed for, things of one kind with one reason together: "fuels in EU, DE"."""
    grouped: dict[tuple[str, str], list[str]] = {}
    for left in draft.unserved:
        kind, _, last = left.what.rpartition(" ")
        grouped.setdefault((kind, left.why), []).append(last)
    for (kind, why), names in grouped.items():
        yield f"{kind} {', '.join(names)}".strip(), why


def _agent(draft: Draft) -> Iterator[str]:
    yield "agents:"
    yield f"  - id: {scalar(draft.agent_id)}"
    if draft.unit_input or draft.fixed_unit:
        yield "    inputs:"
        yield f"      - name: {scalar(draft.amount)}"
        yield from _unit_from(draft)
    outputs = [] if draft.result_is_declared else [{"name": draft.result, "unit": draft.result_unit}]
    outputs += [{"name": name, "means": meaning} for name, meaning in draft.further.items()]
    if outputs:
        yield "    outputs:"
        yield from (f"      - {flow(output)}" for output in outputs)


def _unit_from(draft: Draft) -> Iterator[str]:
    if draft.fixed_unit:
        yield f"        unit_from: {flow({'unit': draft.fixed_unit})}"
        return
    yield "        unit_from:"
    yield f"          input: {scalar(draft.unit_input)}"
    yield "          means:"
    for meant in draft.units:
        why = f"  # {_line(meant.why)}" if meant.why else ""
        yield f"            {scalar(meant.spelling)}: {scalar(meant.unit)}{why}"


def _provenance(draft: Draft) -> Iterator[str]:
    if draft.gwp_set:
        yield ""
        yield from comment("The pack names no warming potentials; these are the latest of the IPCC.")
        yield f"provenance: {{gwp_set: {draft.gwp_set}}}"


def _factors(draft: Draft) -> Iterator[str]:
    yield ""
    yield "factors:"
    for factor in draft.factors.values():
        for why in factor.why:
            yield from comment(why, 2)
        yield from _factor(factor)


def _factor(factor: Factor) -> Iterator[str]:
    yield f"  - id: {factor.id}"
    yield f"    category: {scalar(factor.category)}"
    yield f"    edition: {scalar(factor.edition)}"
    yield from _selector("activity", factor.activity)
    yield from _selector("region", factor.region)
    yield f"    unit: {scalar(factor.unit)}"
    if factor.gases == ("published",):
        yield "    gases: published"
    elif factor.gases:
        yield f"    gases: {flow(factor.gases)}"
    else:
        yield "    parameter: true"


def _selector(name: str, selector: FromInput | str) -> Iterator[str]:
    if isinstance(selector, str):
        yield f"    {name}: {scalar(selector)}"
        return
    yield f"    {name}:"
    yield f"      input: {scalar(selector.input)}"
    yield "      means:"
    for spelling, meant in selector.means.items():
        why = selector.why.get(spelling)
        yield f"        {scalar(spelling)}: {scalar(meant)}{f'  # {_line(why)}' if why else ''}"


def _line(text: str) -> str:
    """A text that stays in the comment it is written into."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _formulas(draft: Draft) -> Iterator[str]:
    yield ""
    yield "formulas:"
    for formula in draft.formulas:
        yield from _formula(formula, draft)


def _formula(formula: Formula, draft: Draft) -> Iterator[str]:
    yield f"  - id: {formula.id}"
    yield f"    method: {formula.method}"
    if formula.names:
        yield f"    with: {flow(formula.names)}"
    yield f"    output: {flow({'name': draft.result, 'unit': draft.result_unit})}"
    if formula.when:
        yield f"    when: {flow(formula.when)}"


def _tests(draft: Draft) -> Iterator[str]:
    if not draft.golden and not draft.contradicted:
        return
    yield ""
    yield "tests:"
    if draft.golden:
        yield from comment(
            "None of the pack's own tests reaches these formulas. The figures are calculated from the published "
            "factors: check them by hand before you accept them.",
            2,
        )
        yield "  golden:"
        for golden in draft.golden:
            yield from _golden(golden, draft)
    if draft.contradicted:
        yield from comment(
            "The pack expects these figures, and the published factors or their units give others. Accept an entry, or "
            "correct the pack.",
            2,
        )
        yield "  contradicted:"
        for found in draft.contradicted:
            said = list(found.as_dict().items())
            yield f"    - {scalar(said[0][0])}: {scalar(said[0][1])}"
            yield from (f"      {name}: {json.dumps(value, ensure_ascii=False)}" for name, value in said[1:])


def _golden(golden: ProposedGolden, draft: Draft) -> Iterator[str]:
    yield f"    - name: {golden.name}"
    yield f"      description: {json.dumps(golden.description, ensure_ascii=False)}"
    yield f"      input: {flow(golden.input)}"
    yield f'      expect: {{{scalar(draft.result)}: {{value: {json.dumps(golden.expected)}, tolerance: "0"}}}}'
