"""Forms that look like the portal's, and take a service's findings to the fields they are about."""

from typing import Any

from django import forms

from greenlang.errors import GreenLangError

_CLASSES: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.CheckboxInput, "checkbox"),
    (forms.Textarea, "textarea"),
    (forms.Select, "select"),
    (forms.FileInput, "file-input"),
    (forms.Widget, "input"),
)


class DayInput(forms.DateInput):
    """The browser's own picker of a day."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class StyledForm(forms.Form):
    """A form for `components/form_field.html`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            style = next(name for kind, name in _CLASSES if isinstance(field.widget, kind))
            field.widget.attrs.setdefault("class", style)

    def refuse(self, error: GreenLangError) -> None:
        """What a service found, each at its field; the rest above the form."""
        findings = error.errors or [{"pointer": error.where, "detail": error.message, "mend": error.mend}]
        for finding in findings:
            text = f"{finding.get('detail', '')} {finding.get('mend', '')}".strip()
            name = finding.get("pointer", "").removeprefix("/")
            beside = name in self.fields
            self.add_error(name if beside else None, text if beside or not name else f"{name}: {text}")
