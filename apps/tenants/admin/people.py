"""People in the admin, and those who are kept out for their failures."""

from typing import Any

from axes.models import AccessAttempt
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from unfold.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm

from apps.tenants.account_safety import operator_note
from apps.tenants.lock_out import release
from apps.tenants.models import User
from apps.tenants.second_factor import second_factor_is_on, second_factor_remove
from apps.tenants.sessions import kept_key_of, sign_out_elsewhere
from greenlang.edges.admin_questions import (
    OPTIONAL,
    REQUIRED,
    Question,
    answered,
    question_of_many,
    reason_given,
)
from greenlang.edges.admin_rows import AnsweringAdmin, BoundedPaginator

admin.site.unregister(Group)

_NOTED = ("email", "name", "is_active", "is_staff", "is_superuser")


def _told(user: User, name: str) -> str:
    value = getattr(user, name)
    return f"{name.replace('_', ' ')}: {('no', 'yes')[value] if isinstance(value, bool) else value}"


def _question(request: HttpRequest, title: str, told: tuple[str, ...], reason: str) -> Question:
    return Question(title, told, title, request.get_full_path(), reason)


@admin.register(User)
class UserAdmin(DjangoUserAdmin, AnsweringAdmin):  # type: ignore[type-arg,misc]
    """People."""

    form = UserChangeForm
    add_form = UserCreationForm
    change_password_form = AdminPasswordChangeForm
    list_per_page = 50
    list_max_show_all = 0
    list_fullwidth = True
    show_full_result_count = False
    paginator = BoundedPaginator
    ordering = ("email",)
    list_display = ("email", "name", "is_staff", "is_active", "is_demo", "last_login")
    list_filter = ("is_staff", "is_active")
    search_fields = ("email", "name")
    filter_horizontal = ()
    fieldsets = ((None, {"fields": ("email", "name", "password", "is_active", "is_staff", "is_superuser")}),)
    add_fieldsets = ((None, {"fields": ("email", "name", "password1", "password2")}),)
    actions = ("second_step_off", "sign_out_everywhere")

    @admin.action(description="Turn two-step sign-in off", permissions=["change"])
    def second_step_off(self, request: HttpRequest, queryset: QuerySet[User]) -> HttpResponse | None:
        """For people who lost device and recovery codes."""
        if not answered(request, REQUIRED):
            told = (
                "Signing in takes their password alone from then on. Make sure first that it is they who ask.",
                "It is noted in the audit log of each of their organisations.",
            )
            question = _question(request, "Turn two-step sign-in off", told, REQUIRED)
            return question_of_many(self.admin_site, request, question, queryset, "second_step_off")
        turned_off = [user for user in queryset if second_factor_is_on(user)]
        for user in turned_off:
            second_factor_remove(user)
            self._note(request, user, "turned two-step sign-in off for", reason_given(request))
        self.message_user(request, f"Two-step sign-in is off for {len(turned_off)}.")
        return None

    @admin.action(description="Sign out everywhere", permissions=["change"])
    def sign_out_everywhere(self, request: HttpRequest, queryset: QuerySet[User]) -> HttpResponse | None:
        """End their sign-ins, browsers and API."""
        if not answered(request):
            told = ("Every sign-in of theirs ends, in browsers and over the API; they may sign in again.",)
            question = _question(request, "Sign out everywhere", told, OPTIONAL)
            return question_of_many(self.admin_site, request, question, queryset, "sign_out_everywhere")
        ended = 0
        for user in queryset:
            ended += sign_out_elsewhere(user=user, because=f"by operator {request.user}")
            self._note(request, user, "signed out everywhere", reason_given(request))
        self.message_user(request, f"{ended} sign-ins ended.")
        return None

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        """With a note of what an operator made, or made of somebody."""
        super().save_model(request, obj, form, change)
        told = [_told(obj, name) for name in form.changed_data if name in _NOTED]
        if not change:
            self._note(request, obj, "made the account of", "")
        elif told:
            self._note(request, obj, "changed the account of", ", ".join(told))

    def log_change(self, request: HttpRequest, obj: Model, message: Any) -> LogEntry:
        """A password that an operator sets ends what was open and is told like everything else; Django's page for it
        calls this alone.
        """
        if isinstance(obj, User) and request.path.endswith("/password/"):
            sign_out_elsewhere(user=obj, keep=kept_key_of(request), because=f"by operator {request.user}")
            self._note(request, obj, "set a new password for", "")
        return super().log_change(request, obj, message)

    def _note(self, request: HttpRequest, user: User, act: str, detail: str) -> None:
        operator_note(user, act, actor=f"operator {request.user}", detail=detail)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """People leave by being deactivated: their names stand in histories."""
        return False


@admin.register(AccessAttempt)
class FailureAdmin(AnsweringAdmin):
    """Failures to sign in, counted by person and address; whoever has too many is kept out for a while."""

    list_display = ("username", "ip_address", "failures_since_start", "attempt_time")
    list_per_page = 50
    list_max_show_all = 0
    list_fullwidth = True
    show_full_result_count = False
    paginator = BoundedPaginator
    search_fields = ("username", "ip_address")
    ordering = ("-attempt_time",)
    fields = ("username", "ip_address", "failures_since_start", "attempt_time", "user_agent", "path_info")
    actions = ("release_many",)
    empty_told = "Nobody has failed to sign in lately."

    @admin.action(description="Release", permissions=["view"])
    def release_many(self, request: HttpRequest, queryset: "QuerySet[AccessAttempt]") -> HttpResponse | None:
        """They may try again at once."""
        if not answered(request):
            told = ("What was counted is forgotten: whoever was locked out may try again at once.",)
            question = _question(request, "Release", told, OPTIONAL)
            return question_of_many(self.admin_site, request, question, queryset, "release_many")
        names = {attempt.username for attempt in queryset}
        for user in User.objects.filter(email__in=names):
            operator_note(user, "released", actor=f"operator {request.user}", detail=reason_given(request))
        self.message_user(request, f"{release(queryset)} released.")
        return None

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Failures are counted by the product."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """They are forgotten, not changed."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """By releasing."""
        return False

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Platform operators see."""
        return bool(request.user.is_active and getattr(request.user, "is_staff", False))
