"""Translating a text: choose a language, write, improve."""

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from people.rules import check_rate

from ..actions import translations as actions
from ..forms.translations import TranslationForm, languages_for
from ..models import Translation
from ..rules.translations import GONE
from ..translated import translatable
from .consultation import published_or_404
from .refusals import add_refusal, invalid


@login_required
@require_http_methods(["GET", "POST"])
def translate(request, slug, kind, pk):
    """Choose a language that one knows, then write the translation of a text or a better one."""
    consultation = published_or_404(slug)
    found = translatable(kind, consultation).select_related("language").filter(pk=pk)
    if (text := found.first()) is None:
        return _gone(request, consultation)
    languages = list(languages_for(text, request.user))
    language = _chosen(request, languages)
    if language is None and request.method == "GET":
        return _choose(request, consultation, text, languages)
    kept = _kept(text, language)
    form = TranslationForm(request.POST or None, text=text, person=request.user, language=language, kept=kept)
    if form.is_valid():
        try:
            check_rate(request)
            actions.translate(text=text, consultation=consultation, author=request.user, **_written(form))
        except ValidationError as refusal:
            if (text := found.all().first()) is None:
                return _gone(request, consultation)
            kept = _kept(text, language)
            _refuse(form, refusal, text, kept)
        else:
            messages.success(request, _("Thank you. Readers of this language see your translation first."))
            return redirect(text)
    context = {"consultation": consultation, "text": text, "kind": kind, "language": language, "form": form}
    context |= {"kept": kept, "languages": languages, "is_stale": form.is_bound and form.has_error("__all__", "stale")}
    context["draft_name"] = f"{request.path}?language={language.code}" if language else ""
    return render(request, "consultations/translate.html", context, status=invalid(form))


def _chosen(request, languages):
    """The language of the form or of the address; the only one there is needs no choice."""
    code = request.POST.get("language") or request.GET.get("language")
    if code is None and len(languages) == 1:
        return languages[0]
    return next((language for language in languages if language.code == code), None)


def _kept(text, language):
    if language is None:
        return None
    return Translation.objects.of([text]).with_people().filter(language=language).first()


def _written(form):
    return {**dict.fromkeys(actions.WORDS, ""), **form.cleaned_data}


def _refuse(form, refusal, text, kept):
    """Sending the form again answers what is shown with it now."""
    add_refusal(form, refusal, revision=text.revision)
    form.data["seen"] = str(kept.form_key) if kept else ""


def _choose(request, consultation, text, languages):
    """The person's languages, each with the translation that stands there."""
    kept = {translation.language_id: translation for translation in Translation.objects.of([text]).with_people()}
    for translation in kept.values():
        setattr(translation, text._meta.model_name, text)
    rows = [(language, kept.get(language.pk)) for language in languages]
    context = {"consultation": consultation, "text": text, "rows": rows}
    return render(request, "consultations/translate_choose.html", context)


def _gone(request, consultation):
    """Nothing to translate here; what was typed comes back, for it may have vanished in between."""
    typed = [request.POST[name] for name in actions.WORDS if request.POST.get(name, "").strip()]
    if not typed:
        raise Http404
    context = {"consultation": consultation, "sentence": GONE, "typed": typed}
    return render(request, "consultations/translate_gone.html", context, status=HTTPStatus.NOT_FOUND)
