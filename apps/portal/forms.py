"""What is typed into the portal, checked for shape only; meaning is checked by the services."""

from typing import Any

from django import forms

from apps.inventory.readers.tables import MAX_BYTES as MAX_ACTIVITY_BYTES
from apps.portal.presenters.words import quoted
from apps.runtime.models import RowChoice
from apps.tenants.sign_ins import CountedSignInForm
from greenlang.errors import GreenLangError

MAX_REASON = 500

UPLOAD_COLUMNS: tuple[dict[str, Any], ...] = (
    {"name": "site", "required": True, "description": "Where it happened", "example": "Plant North"},
    {
        "name": "start",
        "required": True,
        "description": "First day; or one column month or date",
        "example": "2025-01-01",
    },
    {"name": "end", "required": True, "description": "Last day of the time span", "example": "2025-01-31"},
    {
        "name": "quantity",
        "required": True,
        "description": "How much; decimals as your country writes them",
        "example": "1250.5",
    },
    {"name": "unit", "required": True, "description": "Unit of the quantity", "example": "mmBtu"},
    {
        "name": "basis",
        "required": False,
        "description": "Heating value of an energy: gross (HHV) or net (LHV)",
        "example": "gross",
    },
    {"name": "reference", "required": False, "description": "Invoice or meter reading", "example": "INV-2025-117"},
    {"name": "description", "required": False, "description": "What it was, in words", "example": "Gas, boiler house"},
    {"name": "estimated", "required": False, "description": "Whether it was measured", "example": "actual"},
    {
        "name": "fuel, region, …",
        "required": False,
        "description": "The agent’s further inputs, by their names",
        "example": "natural-gas",
    },
)
MAX_UPLOAD = f"{MAX_ACTIVITY_BYTES // 1024 // 1024} MB"


class SignInForm(CountedSignInForm):
    """E-mail and password."""

    error_messages = {
        "invalid_login": "This e-mail and password do not belong together.",
        "inactive": "This account is not active. Ask an administrator of your organisation.",
    }

    def clean(self) -> dict[str, Any]:
        """Addresses are kept in lower case."""
        if email := self.cleaned_data.get("username"):
            self.cleaned_data["username"] = email.strip().lower()
        return super().clean()


class VerbForm(forms.Form):
    """An operator's verb: on which version, and why."""

    version = forms.CharField(max_length=60, required=False)
    reason = forms.CharField(max_length=MAX_REASON, required=False)


class ReviewForm(forms.Form):
    """A reviewer's decision: about which version, and why."""

    version = forms.CharField(max_length=60)
    decision = forms.CharField(max_length=10)
    reason = forms.CharField(max_length=MAX_REASON)


class RunForm(forms.Form):
    """Which agent over which rows of which period; ``*``: the one each row is meant for."""

    agent = forms.CharField(max_length=80)
    period = forms.UUIDField()
    rows = forms.ChoiceField(choices=RowChoice.choices, required=False)


class ReportForm(forms.Form):
    """Which period to report."""

    period = forms.UUIDField()


def first_error(form: forms.BaseForm) -> str:
    """The first thing that is wrong with a form, with the field it stands in."""
    name, texts = next(iter(form.errors.items()))
    return f"{name.capitalize()}: {texts[0]}"


def error_entries(error: GreenLangError) -> list[dict[str, str]]:
    """An error as the lists of errors in the templates take it: every finding, or the one message."""
    if not error.errors:
        told = {"detail": quoted(error.message), "mend": quoted(error.mend)}
        return [{**told, "pointer": error.where, "line": "", "file": ""}]
    return [
        {
            "detail": quoted(item.get("detail", "")),
            "pointer": item.get("path") or item.get("pointer", ""),
            "line": item.get("line", ""),
            "file": item.get("file", ""),
            "mend": quoted(item.get("mend", "")),
        }
        for item in error.errors
    ]
