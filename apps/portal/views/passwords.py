"""A new password for somebody who has forgotten theirs: by a link in an e-mail that works once."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.views import PasswordResetConfirmView
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator

from apps.portal.forms_people import NewPasswordForm, PasswordForgottenForm
from apps.portal.page import FORM, sealed
from apps.tenants.account_safety import password_was_reset
from apps.tenants.letters import RESET_HOURS
from apps.tenants.lock_out import release_here
from apps.tenants.models import User
from apps.tenants.sign_ins import sign_in_wait, told_to_wait
from apps.tenants.tasks import password_mail


@sealed
def password_forgotten(request: HttpRequest) -> HttpResponse:
    """Ask for a link; the answer is the same whether there is an account or not, and takes as long."""
    if request.method not in FORM:
        return HttpResponseNotAllowed(FORM)
    form = PasswordForgottenForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "registration/forgotten.html", {"form": form}, status=422 if form.errors else 200)
    email = form.cleaned_data["email"]
    if wait := sign_in_wait(request, email, door="reset"):
        form.add_error("email", f"Too many attempts. Try again in {wait} s.")
        return told_to_wait(render(request, "registration/forgotten.html", {"form": form}, status=429), wait)
    password_mail.delay(email.strip().lower())
    return render(request, "registration/forgotten.html", {"sent_to": email, "hours": RESET_HOURS})


@method_decorator(sealed, name="dispatch")
class PasswordNew(PasswordResetConfirmView):
    """The page behind the link: it moves the link's text into the session first, and out of the address."""

    template_name = "registration/new_password.html"
    form_class = NewPasswordForm
    success_url = reverse_lazy("login")
    post_reset_login = False

    def form_valid(self, form: Any) -> HttpResponse:
        """It is set; every sign-in of before ends."""
        response = super().form_valid(form)
        if isinstance(self.user, User):
            password_was_reset(self.user)
            release_here(self.request, self.user)
        messages.success(self.request, "The password is set. Sign in with it.")
        return response

    def form_invalid(self, form: Any) -> HttpResponse:
        """The form again, with what is wrong."""
        return self.render_to_response(self.get_context_data(form=form), status=422)
