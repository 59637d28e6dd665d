"""What is typed into the guided set-up."""

from datetime import date
from typing import Any

from django import forms
from django.contrib.auth.forms import SetPasswordMixin

from apps.inventory.models import ConsolidationApproach
from apps.tenants.models import User
from apps.tenants.models.roles import MEMBER_CHOICES
from apps.tenants.models.tenants import SLUG

MOST_INVITED = 20


class FoundingForm(SetPasswordMixin, forms.Form):  # type: ignore[type-arg]
    """The organisation, and the account of its first admin.

    Args:
        admin: who is signed in and becomes the admin, else None: an account is made.
        asks_token: whether the set-up token is asked for.
    """

    token = forms.CharField(max_length=200)
    organisation = forms.CharField(max_length=200)
    slug = forms.CharField(max_length=60, required=False, validators=[SLUG])
    name = forms.CharField(max_length=150)
    email = forms.EmailField(max_length=254, error_messages={"invalid": "Write it like name@example.org."})
    password1, password2 = SetPasswordMixin.create_password_fields()

    def __init__(self, *args: Any, admin: User | None, asks_token: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.admin = admin
        if not asks_token:
            del self.fields["token"]
        if admin is not None:
            for name in ("name", "email", "password1", "password2"):
                del self.fields[name]

    def clean_email(self) -> str:
        """As addresses are kept; somebody who has an account signs in with it first."""
        email = str(self.cleaned_data["email"]).lower()
        if User.objects.filter(email=email).exists():
            raise forms.ValidationError("This address has an account already. Sign in with it, then come back.")
        return email

    def clean(self) -> dict[str, Any] | None:
        """Both passwords alike, and good enough."""
        if self.admin is None:
            self.validate_passwords()
            self.validate_password_for_user(User(email=self.cleaned_data.get("email", "")))
        return super().clean()

    def account(self) -> User:
        """The admin's account, not kept yet where it is made here."""
        if self.admin is not None:
            return self.admin
        user = User(email=self.cleaned_data["email"], name=self.cleaned_data["name"])
        user.set_password(self.cleaned_data["password1"])
        return user


class FirstPeriodForm(forms.Form):
    """The company that reports, and its first period."""

    company = forms.CharField(max_length=200)
    approach = forms.ChoiceField(choices=ConsolidationApproach.choices)
    country = forms.RegexField(
        r"^[A-Za-z]{2}\Z", required=False, error_messages={"invalid": "Two letters of ISO 3166: DE, GB, US."}
    )
    period = forms.CharField(max_length=60)
    start = forms.DateField(error_messages={"invalid": "Write it like 2025-01-01."})
    end = forms.DateField(error_messages={"invalid": "Write it like 2025-12-31."})

    @classmethod
    def beginning(cls, organisation: str, today: date) -> "FirstPeriodForm":
        """As it is offered: the organisation itself, and the calendar year before."""
        year = today.year - 1
        first, last = date(year, 1, 1), date(year, 12, 31)
        offered = {
            "company": organisation,
            "approach": ConsolidationApproach.OPERATIONAL_CONTROL,
            "period": str(year),
            "start": first.isoformat(),
            "end": last.isoformat(),
        }
        return cls(initial=offered)


class PeopleForm(forms.Form):
    """Several people to invite in one role."""

    emails = forms.CharField(max_length=6000, widget=forms.Textarea)
    role = forms.ChoiceField(choices=MEMBER_CHOICES)

    def clean_emails(self) -> list[str]:
        """The addresses, each once, as they are separated by spaces, commas or lines."""
        found = list(dict.fromkeys(str(self.cleaned_data["emails"]).replace(",", " ").replace(";", " ").split()))
        if len(found) > MOST_INVITED:
            raise forms.ValidationError(f"{MOST_INVITED} at a time; the others later, under Settings.")
        return found
