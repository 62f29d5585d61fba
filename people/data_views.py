"""What is kept about me: to read, to take along, and to erase."""

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from . import actions, forms, own_data, rules
from .models import Person


@login_required
@require_safe
def data(request):
    """How many of what is kept, with the ways to take it along and to erase it."""
    return render(
        request, "people/data.html", {"counts": own_data.counts(request.user), "is_staff": request.user.is_staff}
    )


@login_required
@require_safe
def download_data(request):
    """Everything about the person who asks, as one file of JSON."""
    file = {"made_at": timezone.now().isoformat(), **own_data.everything(request.user)}
    response = JsonResponse(file, json_dumps_params={"ensure_ascii": False, "indent": 1})
    response.headers["Content-Disposition"] = f'attachment; filename="peer-academy-{timezone.localdate()}.json"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


@login_required
@require_http_methods(["GET", "POST"])
def erase(request):
    """Erase my account, once its name is typed; everything that the apps hold of it goes first."""
    form = forms.EraseForm(request.POST or None, person=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            rules.check_rate(request)
            actions.erase(person=Person.objects.get(pk=request.user.pk), now=timezone.now())
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            logout(request)
            messages.success(request, _("Your account is erased. Thank you for what you gave."))
            return redirect("home")
    status = 422 if request.method == "POST" else 200
    return render(request, "people/erase.html", {"form": form, "is_staff": request.user.is_staff}, status=status)
