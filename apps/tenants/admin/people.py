"""People in the admin, and those who are kept out for their failures."""

from axes.models import AccessAttempt
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from unfold.admin import ModelAdmin
from unfold.forms import AdminPasswordChangeForm, UserChangeForm

from apps.tenants.account_safety import security_note
from apps.tenants.lock_out import release
from apps.tenants.models import User
from apps.tenants.second_factor import second_factor_is_on, second_factor_remove
from apps.tenants.sessions import sign_out_elsewhere
from greenlang.edges.admin_questions import Question, answered, question_of_many, question_page
from greenlang.edges.admin_rows import BoundedPaginator

admin.site.unregister(Group)


@admin.register(User)
class UserAdmin(DjangoUserAdmin, ModelAdmin):  # type: ignore[type-arg,misc]
    """People."""

    form = UserChangeForm
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
        if not answered(request):
            told = (
                "Signing in takes their password alone from then on. Make sure first that it is they who ask.",
                "It is noted in the audit log of each of their organisations.",
            )
            return self._question(request, queryset, "second_step_off", "Turn two-step sign-in off", told)
        turned_off = [user for user in queryset if second_factor_is_on(user)]
        for user in turned_off:
            second_factor_remove(user)
            security_note(user, "turned two-step sign-in off for", actor=f"operator {request.user}")
        self.message_user(request, f"Two-step sign-in is off for {len(turned_off)}.")
        return None

    @admin.action(description="Sign out everywhere", permissions=["change"])
    def sign_out_everywhere(self, request: HttpRequest, queryset: QuerySet[User]) -> HttpResponse | None:
        """End their sign-ins, browsers and API."""
        if not answered(request):
            told = ("Every sign-in of theirs ends, in browsers and over the API; they may sign in again.",)
            return self._question(request, queryset, "sign_out_everywhere", "Sign out everywhere", told)
        ended = 0
        for user in queryset:
            ended += sign_out_elsewhere(user=user, because=f"by operator {request.user}")
            security_note(user, "signed out everywhere", actor=f"operator {request.user}")
        self.message_user(request, f"{ended} sign-ins ended.")
        return None

    def _question(
        self, request: HttpRequest, queryset: QuerySet[User], action: str, title: str, told: tuple[str, ...]
    ) -> HttpResponse:
        subjects, hidden = question_of_many(queryset, action)
        question = Question(title, told, title, request.get_full_path(), subjects=subjects, hidden=hidden)
        return question_page(self.admin_site, request, question)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """People leave by being deactivated: their names stand in histories."""
        return False


@admin.register(AccessAttempt)
class FailureAdmin(ModelAdmin):  # type: ignore[misc]
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
            subjects, hidden = question_of_many(queryset, "release_many")
            told = ("What was counted is forgotten: whoever was locked out may try again at once.",)
            question = Question("Release", told, "Release", request.get_full_path(), subjects=subjects, hidden=hidden)
            return question_page(self.admin_site, request, question)
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
