"""The form of one topic of the disclosures: what is shown, and what is handed on of what was typed."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django import forms

from apps.calculations.method_library import SCOPE3_CATEGORIES
from apps.portal.disclosure_fields import PARTS, Ask, Categories, Group, Kind, Rows
from apps.portal.styled_forms import DayInput, StyledForm
from apps.reports.disclosing.rules import LONGEST_TEXT, MOST_ROWS
from apps.reports.disclosing.topics import Topic
from apps.reports.totals import exact_product
from greenlang.errors import GreenLangError

SPARE_ROWS = 2
"""Empty rows after those that are filled."""
_KILOGRAMS = "1000"
_TONNES = "0.001"


class TopicForm(StyledForm):
    """Everything that is asked about one topic. Numbers and days are texts, as they were typed.

    Args:
        topic: which.
        said: what is said about it so far, as `Disclosures`.
        typed: what was sent; None where the form is opened.
    """

    def __init__(self, topic: Topic, said: Mapping[str, Any], typed: Mapping[str, Any] | None = None) -> None:
        super().__init__(typed)
        self.parts = PARTS[topic.id]
        self.said = said
        self._places: dict[str, str] = {}
        for name, ask, value in self._asked():
            self.fields[name] = _field(ask)
            self.initial[name] = exact_product(value, _TONNES) if ask.kind is Kind.TONNES and value else value

    def _asked(self) -> Iterator[tuple[str, Ask, Any]]:
        """Every field's name, with what is said there."""
        for part in self.parts:
            there = self.said.get(part.member)
            if isinstance(part, Ask):
                yield part.member, part, there
            elif isinstance(part, Group):
                yield from _of_group(part.member, part.asks, there or {})
            else:
                for key, row in self._rows(part):
                    yield from _of_group(f"{part.member}-{key}", part.asks, row)

    def _rows(self, part: Rows | Categories) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """The rows of a list by their key: a place in it, or a category's number."""
        there: list[Mapping[str, Any]] = self.said.get(part.member, [])
        if isinstance(part, Categories):
            by_category = {row["category"]: row for row in there}
            yield from ((number, by_category.get(number, {})) for number in SCOPE3_CATEGORIES)
            return
        for place in range(self._row_count(part, len(there))):
            yield str(place), there[place] if place < len(there) else {}

    def _row_count(self, part: Rows, said: int) -> int:
        if not self.is_bound:
            return min(said + SPARE_ROWS, MOST_ROWS)
        first = f"{part.member}-"
        sent = [name.removeprefix(first).partition("-")[0] for name in self.data if name.startswith(first)]
        most = max((int(place) for place in sent if place.isascii() and place.isdigit() and len(place) < 4), default=-1)
        return min(most + 1, MOST_ROWS)

    def blocks(self) -> list[dict[str, Any]]:
        """What the page shows, in its order."""
        return [self._block(part) for part in self.parts]

    def _block(self, part: Ask | Group | Rows | Categories) -> dict[str, Any]:
        if isinstance(part, Ask):
            return {"kind": "field", "field": self[part.member]}
        if isinstance(part, Group):
            fields = self._bound(part.member, part.asks)
            return {"kind": "group", "title": part.title, "help": part.help, "fields": fields}
        rows = [(key, self._bound(f"{part.member}-{key}", part.asks)) for key, _ in self._rows(part)]
        if isinstance(part, Categories):
            shown = [{"title": f"{key} {SCOPE3_CATEGORIES[key]}", "fields": fields} for key, fields in rows]
            return {"kind": "categories", "help": part.help, "rows": shown}
        shown = [{"title": f"{part.noun} {place}", "fields": fields} for place, (_, fields) in enumerate(rows, start=1)]
        return {"kind": "rows", "title": part.title, "help": part.help, "rows": shown}

    def _bound(self, prefix: str, asks: Iterable[Ask]) -> list[forms.BoundField]:
        return [self[f"{prefix}-{ask.member}"] for ask in asks]

    def texts(self) -> dict[str, Any]:
        """What was typed, as `Disclosures`: what is empty is left out, numbers stand as texts."""
        said: dict[str, Any] = {}
        for part in self.parts:
            if isinstance(part, Ask):
                value = self._value(part.member, part)
                self._places[f"/{part.member}"] = part.member
            elif isinstance(part, Group):
                value = self._group(part.member, part.asks, f"/{part.member}", part.may_lack)
            else:
                value = self._list(part)
            if value not in ("", {}, [], False):
                said[part.member] = value
        return said

    def _value(self, name: str, ask: Ask) -> Any:
        value = self.cleaned_data[name]
        if ask.kind is Kind.TONNES and value:
            return _kilograms(value)
        return value

    def _group(
        self, prefix: str, asks: Iterable[Ask], pointer: str, may_lack: frozenset[str] = frozenset()
    ) -> dict[str, Any]:
        values = {ask.member: self._value(f"{prefix}-{ask.member}", ask) for ask in asks}
        if not any(values.values()):
            return {}
        self._places |= {f"{pointer}/{name}": f"{prefix}-{name}" for name in values}
        self._places[pointer] = f"{prefix}-{next(iter(values))}"
        return {name: value for name, value in values.items() if value or name not in may_lack}

    def _list(self, part: Rows | Categories) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = []
        for key, _ in self._rows(part):
            row = self._group(f"{part.member}-{key}", part.asks, f"/{part.member}/{len(rows)}", part.may_lack)
            if row:
                rows.append({"category": key, **row} if isinstance(part, Categories) else row)
        return rows

    def refuse(self, error: GreenLangError) -> None:
        """What a service found, each at the field it is about; the rest above the form."""
        for finding in error.errors:
            name = self._places.get(finding["pointer"])
            detail = finding["detail"]
            self.add_error(name, f"{detail[:1].upper()}{detail[1:]}." if name else f"{finding['pointer']}: {detail}")
        if not error.errors:
            self.add_error(None, f"{error.message} {error.mend}".strip())


def _of_group(prefix: str, asks: Iterable[Ask], there: Mapping[str, Any]) -> Iterator[tuple[str, Ask, Any]]:
    for ask in asks:
        yield f"{prefix}-{ask.member}", ask, there.get(ask.member)


def _kilograms(tonnes: str) -> str:
    """The same mass in kg; a text that is no number stays as it is, for the rules to refuse."""
    try:
        return exact_product(tonnes, _KILOGRAMS)
    except (ArithmeticError, ValueError, GreenLangError):
        return tonnes


def _field(ask: Ask) -> forms.Field:
    plain: dict[str, Any] = {"label": ask.label, "help_text": ask.help, "required": False}
    if ask.kind is Kind.FLAG:
        return forms.BooleanField(**plain, widget=forms.CheckboxInput(attrs={"class": "checkbox"}))
    if ask.kind is Kind.CHOICE:
        return forms.ChoiceField(**plain, choices=ask.choices, widget=forms.Select(attrs={"class": "select"}))
    if ask.kind is Kind.TEXT:
        area = forms.Textarea(attrs={"class": "textarea", "rows": 3})
        return forms.CharField(**plain, max_length=LONGEST_TEXT, widget=area)
    if ask.kind is Kind.DAY:
        widget: forms.Widget = DayInput()
        widget.attrs["class"] = "input"
        return forms.CharField(**plain, widget=widget)
    attrs = {"class": "input"} if ask.kind is Kind.LINE else {"class": "input", "inputmode": "decimal"}
    return forms.CharField(**plain, max_length=LONGEST_TEXT, widget=forms.TextInput(attrs=attrs))
