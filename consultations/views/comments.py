"""Writing and changing comments."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from people.rules import check_rate

from ..actions import comments as actions
from ..forms.comments import CommentForm
from ..models import Comment, Idea
from .consultation import published_or_404
from .refusals import add_refusal, invalid


@login_required
@require_http_methods(["GET", "POST"])
def comment_on_idea(request, slug, pk):
    """Remark on an idea, or answer a comment on it."""
    consultation = published_or_404(slug)
    ideas = Idea.objects.shared().filter(consultation=consultation)
    return _comment(request, consultation, idea=get_object_or_404(ideas, pk=pk))


@login_required
@require_http_methods(["GET", "POST"])
def comment_on_topic(request, slug, topic):
    """Remark on a topic's talk page, or answer a comment there."""
    consultation = published_or_404(slug)
    return _comment(request, consultation, topic=get_object_or_404(consultation.topics, slug=topic))


def _comment(request, consultation, **thing):
    siblings = Comment.objects.filter(**thing).with_people()
    initial = {"parent": request.GET.get("answer")}
    form = CommentForm(request.POST or None, person=request.user, siblings=siblings, initial=initial)
    if form.is_valid():
        written = {name: form.cleaned_data[name] for name in ("body", "language", "parent", "form_key")}
        try:
            check_rate(request)
            comment = actions.comment(author=request.user, **written, **thing)
        except ValidationError as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, _("Your comment is here for everybody to read."))
            return redirect(comment)
    context = {
        "consultation": consultation,
        "form": form,
        "about": thing.get("idea") or thing["topic"],
        "parent": _parent(form),
    }
    return render(request, "consultations/comment_form.html", context, status=invalid(form))


def _parent(form):
    """The comment that is answered, or None where the address or the form names none of this page."""
    try:
        return form.fields["parent"].clean(form["parent"].value())
    except ValidationError:
        return None


@login_required
@require_http_methods(["GET", "POST"])
def edit_comment(request, slug, pk):
    """Change one's own comment."""
    consultation = published_or_404(slug)
    own = Comment.objects.filter(author=request.user).on_consultation(consultation).select_related("idea", "topic")
    comment = get_object_or_404(own, pk=pk)
    form = CommentForm(request.POST or None, person=request.user, instance=comment)
    newest = None
    if form.is_valid():
        written = {name: form.cleaned_data[name] for name in ("body", "language", "revision")}
        try:
            check_rate(request)
            comment = actions.change_comment(comment=comment, actor=request.user, **written)
        except ValidationError as refusal:
            newest = Comment.objects.get(pk=pk)
            add_refusal(form, refusal, revision=newest.revision)
        else:
            messages.success(request, _("Your comment is changed."))
            return redirect(comment)
    context = {"consultation": consultation, "form": form, "about": comment.idea or comment.topic, "newest": newest}
    return render(request, "consultations/comment_form.html", context, status=invalid(form))
