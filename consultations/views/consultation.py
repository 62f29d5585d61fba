"""The list of consultations, one consultation, and the talk page of one topic."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from people.readers import same_for_all_readers

from ..actions import follows
from ..calendar import months_of, phases_of
from ..forms.comments import CommentForm
from ..models import Comment, Consultation, Follow
from ..sections import so_far
from ..translated import put_translations
from .threads import page_of_threads


def published_or_404(slug):
    """The consultation at this address, with `is_open` as of now, if it is published."""
    now = timezone.now()
    consultations = Consultation.objects.published_at(now).with_open_flag(now).select_related("language")
    return get_object_or_404(consultations, slug=slug)


@require_safe
@same_for_all_readers
def consultation_list(request):
    """All published consultations, newest first."""
    now = timezone.now()
    consultations = Consultation.objects.published_at(now).with_open_flag(now).newest_first()
    return render(request, "consultations/list.html", {"consultations": consultations, "now": now})


@require_safe
@same_for_all_readers
def consultation_page(request, slug):
    """One consultation: its months, topics, ways to take part and background."""
    consultation = published_or_404(slug)
    extensions = list(consultation.extensions.in_order())
    phases = phases_of(consultation, extensions)
    context = {
        "consultation": consultation,
        "extensions": extensions,
        "phases": phases,
        "months": months_of(phases, timezone.now()),
        "topics": consultation.topics.order_by("position", "pk"),
        "backgrounds": consultation.backgrounds.order_by("position", "pk"),
        "findings": consultation.findings.published_at(timezone.now()).in_order(),
        "counts": so_far(consultation),
        "is_followed": request.user.is_authenticated
        and Follow.objects.filter(person=request.user, consultation=consultation).exists(),
    }
    return render(request, "consultations/consultation.html", context)


@login_required
@require_POST
def follow(request, slug):
    """Follow the consultation, or stop, as the button says."""
    consultation = published_or_404(slug)
    if request.POST.get("follow") == "no":
        follows.unfollow(person=request.user, consultation=consultation)
        messages.success(request, _("You no longer follow this consultation."))
    else:
        follows.follow(person=request.user, consultation=consultation)
        messages.success(request, _("You follow this consultation: you will hear of extensions and results."))
    return redirect(consultation)


@require_safe
@same_for_all_readers
def topic_page(request, slug, topic):
    """The talk page of one topic: what it asks, and the threads of comments on it."""
    consultation = published_or_404(slug)
    topic = get_object_or_404(consultation.topics, slug=topic)
    page, threads = page_of_threads(Comment.objects.filter(topic=topic), request.GET)
    put_translations(threads, consultation=consultation, person=request.user)
    context = {
        "consultation": consultation,
        "topic": topic,
        "page": page,
        "threads": threads,
        "form": comment_form(request, consultation, Comment.objects.filter(topic=topic)),
    }
    return render(request, "consultations/topic.html", context)


def comment_form(request, consultation, siblings):
    """An empty comment form for somebody who may write now, answering `?answer=`; else None."""
    if not (request.user.is_authenticated and consultation.is_open):
        return None
    return CommentForm(person=request.user, siblings=siblings, initial={"parent": request.GET.get("answer")})
