"""What is typed about people and their sign-in."""

from typing import Any

from django import forms
from django.contrib.auth.forms import SetPasswordForm, SetPasswordMixin

from apps.portal.presenters.settings.webhooks import EVENT_KINDS
from apps.tenants.models import User
from apps.tenants.models.roles import MEMBER_CHOICES


class PasswordForgottenForm(forms.Form):
    """Who has forgotten their password."""

    email = forms.EmailField(max_length=254, error_messages={"invalid": "Write it like name@example.org."})


class NewPasswordForm(SetPasswordForm):  # type: ignore[type-arg]
    """A password, typed twice."""

    error_messages = {"password_mismatch": "The two are not the same."}


class JoiningForm(SetPasswordMixin, forms.Form):  # type: ignore[type-arg]
    """The account of an invited person."""

    name = forms.CharField(max_length=150)
    password1, password2 = SetPasswordMixin.create_password_fields()

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any] | None:
        """Both passwords alike, and good enough."""
        self.validate_passwords()
        self.validate_password_for_user(self.user)
        return super().clean()


class InvitationForm(forms.Form):
    """Whom to invite, as what."""

    email = forms.EmailField(max_length=254, error_messages={"invalid": "Write it like name@example.org."})
    role = forms.ChoiceField(choices=MEMBER_CHOICES)


class RoleForm(forms.Form):
    """A member's role."""

    role = forms.ChoiceField(choices=MEMBER_CHOICES)


class KeyForm(forms.Form):
    """A key to be made."""

    name = forms.CharField(max_length=100)
    role = forms.ChoiceField(choices=MEMBER_CHOICES)


class WebhookForm(forms.Form):
    """Where to tell of which events; no type: of every one."""

    url = forms.CharField(max_length=1000)
    description = forms.CharField(max_length=200, required=False)
    types = forms.MultipleChoiceField(choices=[(kind["value"], kind["label"]) for kind in EVENT_KINDS], required=False)


class PasswordChangeForm(SetPasswordMixin, forms.Form):  # type: ignore[type-arg]
    """The password as it is, and another one twice."""

    old_password = forms.CharField(strip=False, max_length=4096)
    password1, password2 = SetPasswordMixin.create_password_fields()

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, **kwargs)

    def clean_old_password(self) -> str:
        """Theirs."""
        typed = str(self.cleaned_data["old_password"])
        if not self.user.check_password(typed):
            raise forms.ValidationError("This is not your password.")
        return typed

    def clean(self) -> dict[str, Any] | None:
        """Both new ones alike, and good enough."""
        self.validate_passwords()
        self.validate_password_for_user(self.user)
        return super().clean()
