"""One's own page and profile, public profiles, and the language of the pages."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.module_loading import import_string
from django.utils.translation import get_language_from_request, override
from django.utils.translation import gettext as _
from django.views import i18n
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from . import actions, forms
from .language_names import codes_like
from .models import Language, Person
from .profiles import open_parts

SUGGESTIONS = 12


@login_required
@require_safe
def me(request):
    """My page: what is known of me, and what is left to tell."""
    person = Person.objects.with_profile().get(pk=request.user.pk)
    sections = [import_string(path)(person) for path in settings.OWN_SECTIONS]
    return render(request, "people/me.html", {"person": person, "sections": sections})


@login_required
@require_http_methods(["GET", "POST"])
def edit_profile(request):
    """The form of my whole profile; `more` adds lines for languages and saves nothing."""
    person = Person.objects.get(pk=request.user.pk)  # the form writes into it, and the header shows request.user
    data = request.POST if request.method == "POST" else None
    more = data is not None and "more" in data
    form = forms.ProfileForm(data, instance=person)
    skills = forms.SkillsForm(data, person=person, prefix="skills")
    languages = language_lines(person, with_more_rows(data) if more else data)
    if data is not None and not more and all([form.is_valid(), skills.is_valid(), languages.is_valid()]):
        return save_profile(request, form, languages, skills)
    refused = data is not None and not more
    context = {"form": form, "skills": skills, "languages": languages, "refused": refused}
    return render(request, "people/edit_profile.html", context, status=422 if refused else 200)


def language_lines(person, data):
    """The list as sent, or as kept. Never both: Django drops sent lines that equal the kept ones."""
    if data is not None:
        return forms.LanguageLevels(data, prefix="languages")
    return forms.LanguageLevels(initial=forms.languages_of(person), prefix="languages")


def with_more_rows(data):
    """What was typed, with the count of lines raised by three."""
    data = data.copy()
    total = data.get("languages-TOTAL_FORMS", "")
    if total.isdecimal():
        data["languages-TOTAL_FORMS"] = min(int(total[:4]) + 3, forms.MOST_LANGUAGES)
    return data


def save_profile(request, form, languages, skills):
    fields = dict(form.cleaned_data)
    groups = {name: fields.pop(name) for name in ("areas", "affiliates")}
    person = actions.save_profile(
        person=request.user, fields=fields, languages=languages.levels, skills=skills.levels, **groups
    )
    with override(person.interface_language or get_language_from_request(request)):  # as the next page will be
        messages.success(request, _("Your profile is saved."))
    return redirect("people:me")


@require_safe
def suggest_languages(request):
    """Options for the language being typed, in the field's own list."""
    typed = next((value for key, value in request.GET.items() if key.endswith("language")), "").strip()[:100]
    found = Language.objects.like(typed, codes_like(typed)).by_code()[:SUGGESTIONS] if typed else []
    return render(request, "people/_languages.html", {"suggestions": [forms.suggestion(row) for row in found]})


@require_safe
def profile(request, username):
    """A person's public page: what the person chose to show, and nothing else."""
    person = get_object_or_404(Person.objects.active().named(username).with_profile())
    context = {"person": person, "parts": open_parts(person), "is_mine": person == request.user}
    added = [path for part, paths in settings.PROFILE_SECTIONS.items() if part in person.shown for path in paths]
    context["sections"] = [import_string(path)(person) for path in added]
    return render(request, "people/profile.html", context)


@csrf_exempt  # the menu stands on pages that are the same for everyone; a language does no harm
def set_language(request):
    """Django's choice of a language by cookie; a signed-in person keeps the choice on every device."""
    response = i18n.set_language(request)
    code = request.POST.get("language")
    if request.method == "POST" and code in dict(settings.LANGUAGES) and request.user.is_authenticated:
        actions.choose_language(person=request.user, code=code)
    return response
