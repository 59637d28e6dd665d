"""What is typed about the organisation, checked for shape only."""

from typing import Any

from django import forms

from apps.inventory.models import ConsolidationApproach, Entity, ReportingPeriod
from apps.inventory.readers.sites import COLUMNS
from apps.portal.styled_forms import DayInput, StyledForm

COUNTRY_HELP = "Two letters: DE, GB, US."


class EntityForm(StyledForm):
    """An entity of a company; with ``parents`` empty the first company."""

    name = forms.CharField(max_length=200)
    parent = forms.ChoiceField(
        required=False, label="Belongs to", help_text="Empty: it reports by itself, with periods of its own."
    )
    equity_share = forms.DecimalField(
        label="Equity share, %",
        min_value=0,
        max_value=100,
        max_digits=7,
        decimal_places=4,
        initial=100,
        help_text="Of the reporting company in this entity as a whole.",
    )
    financial_control = forms.BooleanField(
        required=False, initial=True, label="Financial control", help_text="It directs the entity’s financial policies."
    )
    operational_control = forms.BooleanField(
        required=False, initial=True, label="Operational control", help_text="It sets how the entity operates."
    )
    country = forms.CharField(max_length=2, required=False, help_text=COUNTRY_HELP)
    lei = forms.CharField(max_length=20, required=False, label="LEI", help_text="Legal Entity Identifier.")

    def __init__(self, *args: Any, parents: list[Entity], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        nobody = [("", "Nobody: a reporting company")]
        self.fields["parent"].choices = nobody + [(str(one.id), one.name) for one in parents]  # type: ignore[attr-defined]

    def clean_country(self) -> str:
        """In capitals."""
        return str(self.cleaned_data["country"]).upper()

    def clean_lei(self) -> str:
        """In capitals, without blanks."""
        return str(self.cleaned_data["lei"]).upper().replace(" ", "")


class SiteForm(StyledForm):
    """A site."""

    name = forms.CharField(max_length=200, help_text="As activity data say it.")
    entity = forms.ChoiceField()
    country = forms.CharField(max_length=2, required=False, help_text=COUNTRY_HELP)
    region = forms.CharField(
        max_length=60, required=False, label="Grid or region", help_text="A subregion such as CAMX or ERCT."
    )
    opened_on = forms.DateField(required=False, label="Opened on", widget=DayInput())
    closed_on = forms.DateField(required=False, label="Closed on", widget=DayInput(), help_text="Its last day.")

    def __init__(self, *args: Any, entities: list[Entity], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["entity"].choices = [(str(one.id), one.name) for one in entities]  # type: ignore[attr-defined]

    def clean_country(self) -> str:
        """In capitals."""
        return str(self.cleaned_data["country"]).upper()


class SiteListForm(StyledForm):
    """A list of sites as a file."""

    company = forms.ChoiceField()
    file = forms.FileField(label="CSV file", help_text=f"Columns: {', '.join(COLUMNS)}. Only site is required.")

    def __init__(self, *args: Any, companies: list[Entity], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["company"].choices = [(str(one.id), one.name) for one in companies]  # type: ignore[attr-defined]


class PeriodForm(StyledForm):
    """A reporting period."""

    entity = forms.ChoiceField(label="Company")
    name = forms.CharField(max_length=60, help_text="Such as 2025, or FY 2025/26.")
    start = forms.DateField(label="First day", widget=DayInput())
    end = forms.DateField(label="Last day", widget=DayInput())
    gwp_set = forms.ChoiceField(
        label="Global warming potentials", help_text="Of 100 years; one set for a whole period."
    )

    def __init__(self, *args: Any, companies: list[Entity], gwp_sets: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["entity"].choices = [(str(one.id), one.name) for one in companies]  # type: ignore[attr-defined]
        self.fields["gwp_set"].choices = [(name, name) for name in gwp_sets]  # type: ignore[attr-defined]


class BoundaryForm(StyledForm):
    """How a company draws its boundary, and what it compares with."""

    approach = forms.ChoiceField(
        label="Consolidation approach",
        choices=ConsolidationApproach.choices,
        help_text="One for the whole company: it decides what share of each entity’s emissions counts.",
    )
    base_period = forms.ChoiceField(required=False, label="Base year", help_text="What later periods are held against.")
    recalculation_threshold = forms.DecimalField(
        label="Recalculation threshold, %",
        min_value=0,
        max_value=100,
        max_digits=5,
        decimal_places=2,
        help_text="Of the base year’s emissions; a change of structure or method beyond it recalculates it.",
    )

    def __init__(self, *args: Any, periods: list[ReportingPeriod], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        none = [("", "Not chosen yet")]
        self.fields["base_period"].choices = none + [(str(one.id), one.name) for one in periods]  # type: ignore[attr-defined]
