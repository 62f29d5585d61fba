"""Questions to the organizers and their answers."""

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from people.readers import same_for_all_readers
from people.rules import check_rate

from ..actions import questions as actions
from ..forms.questions import QuestionForm
from ..translated import put_translations
from .consultation import published_or_404
from .pages import page_with
from .refusals import add_refusal, invalid

QUESTIONS_A_PAGE = 20


@require_http_methods(["GET", "HEAD", "POST"])
@same_for_all_readers
def question_list(request, slug):
    """Read the questions and answers; ask one, signed in and while it is open."""
    consultation = published_or_404(slug)
    form = None
    if request.method == "POST" and not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    if request.user.is_authenticated and (consultation.is_open or request.method == "POST"):
        form = QuestionForm(request.POST or None, person=request.user)
    if form and form.is_valid():
        written = {name: form.cleaned_data[name] for name in ("body", "language", "form_key")}
        try:
            check_rate(request)
            question = actions.ask(author=request.user, consultation=consultation, **written)
        except ValidationError as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("Your question is here. The organizers will answer it on this page."))
            return redirect(question)
    questions = consultation.questions.with_people().newest_first()
    page = page_with(
        questions, QUESTIONS_A_PAGE, number=request.GET.get("page"), key=request.GET.get("question", "")[:18]
    )
    put_translations(page, consultation=consultation, person=request.user)
    context = {"consultation": consultation, "form": form, "page": page}
    return render(request, "consultations/questions.html", context, status=invalid(form) if form else 200)
