"""What is typed about contractual instruments and the board, checked for shape only."""

from typing import Any

from django import forms

from apps.inventory.models import InstrumentKind
from apps.portal.presenters.scope2 import CRITERIA_WORDS
from apps.portal.styled_forms import DayInput, StyledForm

UNITS = [("kWh", "kWh"), ("MWh", "MWh"), ("GWh", "GWh")]
WHO = "Who attests it: a name, an auditor, a registry. Empty: nobody does, and the instrument is not used."


class InstrumentForm(StyledForm):
    """An instrument; every field is handed on as it was typed."""

    kind = forms.ChoiceField(choices=InstrumentKind.choices)
    name = forms.CharField(max_length=200, help_text="How you speak of it: “GO Lyon 2025”.")
    market = forms.CharField(
        max_length=40,
        help_text="Where its claims may be used: a country (GB, IN), AIB for Europe, US-CA for the US and Canada.",
    )
    vintage_start = forms.CharField(label="Generated from", widget=DayInput(), help_text="Of a rate: when it holds.")
    vintage_end = forms.CharField(label="Generated until", widget=DayInput())
    quantity = forms.CharField(
        required=False, help_text="Electricity it covers. A supplier’s rate may leave it open: whatever is delivered."
    )
    unit = forms.ChoiceField(choices=UNITS, required=False, initial="kWh")
    rate = forms.CharField(required=False, label="Emission rate, kg CO2e per kWh", help_text="0 for wind and sun.")
    factor = forms.CharField(
        required=False, max_length=19, label="Or a factor", help_text="The id of a figure of the library: ef_…"
    )
    registry = forms.CharField(required=False, max_length=200, help_text="That issued it, for certificates.")
    serial_first = forms.CharField(required=False, max_length=200, label="First serial number")
    serial_last = forms.CharField(
        required=False, max_length=200, label="Last serial number", help_text="Empty: one certificate."
    )
    retired_on = forms.CharField(
        required=False, label="Retired or redeemed on", widget=DayInput(), help_text="Without it nothing is claimed."
    )
    retirement_registry = forms.CharField(required=False, max_length=200, label="Retired in")
    retired_for = forms.CharField(required=False, max_length=200, label="Retired on behalf of")
    conveys_emission_rate = forms.CharField(required=False, max_length=200, help_text=WHO)
    sole_claim = forms.CharField(required=False, max_length=200, help_text=WHO)
    rate_of_delivered_energy = forms.CharField(required=False, max_length=200, help_text=f"{WHO} Of a supplier’s rate.")
    claims_transferred = forms.CharField(required=False, max_length=200, help_text=f"{WHO} Of a contract.")
    certificates_sold_separately = forms.BooleanField(
        required=False, help_text="Its certificates went to somebody else: its kWh take the residual mix."
    )
    notes = forms.CharField(required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
    evidence = forms.FileField(
        required=False, help_text="Contract, invoice or statement of the registry, at most 10 MB."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, words in CRITERIA_WORDS.items():
            self.fields[name].label = words

    def texts(self) -> dict[str, str]:
        """By column, as the service reads them."""
        given = dict(self.cleaned_data)
        sold = given.pop("certificates_sold_separately")
        given.pop("evidence")
        return {
            **{name: str(value) for name, value in given.items()},
            "certificates_sold_separately": "yes" if sold else "",
        }


class InstrumentListForm(StyledForm):
    """A list of instruments."""

    file = forms.FileField(label="CSV or Excel file")


class BoardForm(forms.Form):
    """How a board is worked out."""

    days_before = forms.IntegerField(min_value=0, max_value=3660, required=False)
    days_after = forms.IntegerField(min_value=0, max_value=3660, required=False)
    past_not_available = forms.BooleanField(required=False)

    def arguments(self) -> dict[str, Any]:
        """As the service takes them."""
        given = self.cleaned_data
        days = {name: given[name] or 0 for name in ("days_before", "days_after")}
        return {**days, "past_not_available": given["past_not_available"]}
