"""What is typed about an own factor, checked for shape only; the catalogue's rules are the service's."""

from typing import Any

from django import forms

from apps.calculations.catalogue.editions import GWP_BASES
from apps.calculations.catalogue.private import COLUMNS
from apps.portal.styled_forms import DayInput, StyledForm

OVERRIDDEN = ("value", "unit", "valid_from", "valid_to", "as_co2e_at", "gwp_basis", "notes")
"""Columns that an override may say otherwise; the rest is the published figure's."""
PROOF = ("source", "citation", "evidence", "evidence_sha256")


class ProposalForm(StyledForm):
    """A factor of one's own. With a figure that it overrides, only what may differ from it is asked.

    A file is asked for unless one was kept before, by its ``evidence_sha256``.
    """

    category = forms.CharField(
        max_length=80,
        help_text="As in the library: stationary-combustion, purchased-electricity.",
        widget=forms.TextInput(attrs={"list": "category-known", "autocomplete": "off"}),
    )
    activity = forms.CharField(max_length=160, help_text="Short name in small letters: refinery-gas.")
    activity_name = forms.CharField(max_length=240, required=False, help_text="As people read it.")
    region = forms.CharField(
        max_length=20,
        help_text="DE, US, US-CAMX.",
        widget=forms.TextInput(attrs={"list": "region-known", "autocomplete": "off"}),
    )
    region_name = forms.CharField(max_length=120, required=False)
    gas = forms.CharField(max_length=40, required=False, help_text="CO2, CH4, N2O, CO2e; empty for a heat content.")
    value = forms.CharField(max_length=200)
    unit = forms.CharField(max_length=80, help_text="With its gas: kg(CO2)/mmBtu(HHV), kg(CO2e)/kWh.")
    basis = forms.ChoiceField(
        required=False, label="Heating value", choices=[("", "None"), ("HHV", "Gross (HHV)"), ("LHV", "Net (LHV)")]
    )
    valid_from = forms.CharField(required=False, label="Serves from", widget=DayInput())
    valid_to = forms.CharField(required=False, label="Serves until", widget=DayInput())
    as_co2e_at = forms.CharField(
        required=False,
        max_length=40,
        label="As CO2e at",
        help_text="Where a gas is given as its CO2e: the potential in it.",
    )
    gwp_basis = forms.ChoiceField(
        required=False,
        label="GWP set inside",
        choices=[("", "None"), *((name, name) for name in GWP_BASES)],
        help_text="Of a CO2e figure.",
    )
    notes = forms.CharField(required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))
    source = forms.CharField(max_length=200, help_text="Who says it: a laboratory, a supplier.")
    citation = forms.CharField(max_length=2000, help_text="Where it is said: report, page, date.")
    evidence = forms.FileField(
        help_text="The file that proves it, at most 10 MB.", error_messages={"required": "Add the file that proves it."}
    )
    evidence_sha256 = forms.CharField(required=False, max_length=71, widget=forms.HiddenInput())

    def __init__(self, *args: Any, overrides: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["evidence"].required = not self.data.get("evidence_sha256")
        if overrides:
            for name in set(self.fields) - {*OVERRIDDEN, *PROOF}:
                del self.fields[name]
            self.fields["unit"].required = False

    def texts(self) -> dict[str, str]:
        """What is said, by column."""
        given = self.cleaned_data
        return {name: str(given[name]) for name in COLUMNS if given.get(name)}
