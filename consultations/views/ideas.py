"""Pages of ideas: find, share, read, change, endorse."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people.readers import same_for_all_readers
from people.rules import check_rate
from people.text import render_markdown

from ..actions import follows
from ..actions import ideas as actions
from ..actions.outcomes import decisions_of
from ..evidence_rows import findings_citing
from ..forms.ideas import IdeaFilter, IdeaForm
from ..grown import grown_from
from ..idea_rows import idea_rows
from ..kept_lists import kept_list
from ..merged import merges_of
from ..models import Comment, Idea
from ..searched_list import searched_list
from ..translated import put_translations
from .consultation import comment_form, published_or_404
from .refusals import add_refusal, invalid
from .threads import page_of_threads

IDEAS_A_PAGE = 20
SIMILAR = 5


@require_safe
@same_for_all_readers
def idea_list(request, slug):
    """The ideas of a consultation: search, filter, sort, page."""
    consultation = published_or_404(slug)
    number = request.GET.get("page", "1")[:9]
    if any(request.GET.get(name) for name in IdeaFilter.base_filters):
        found = _list(request.GET, consultation)
    else:
        found = kept_list(consultation, number, lambda: _list(request.GET, consultation))
    drafts = Idea.objects.none()
    if request.user.is_authenticated:
        drafts = Idea.objects.drafts_of(request.user).filter(consultation=consultation)
    return render(request, "consultations/ideas.html", {"consultation": consultation, "list": found, "drafts": drafts})


def _list(asked, consultation):
    """The filter and one page of what it finds, as HTML."""
    ideas = Idea.objects.shared().filter(consultation=consultation)
    ideas = ideas.with_counts().with_people().order_by("-shared_at", "-pk")
    found = IdeaFilter(asked, queryset=ideas, consultation=consultation)
    context = searched_list(found, IDEAS_A_PAGE)
    context |= {"consultation": consultation, "rows": list(idea_rows(context["page"], consultation))}
    return render_to_string("consultations/_idea_list.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def new_idea(request, slug):
    """Write an idea: look at it, keep it as a draft, share it."""
    consultation = published_or_404(slug)
    initial = {"topic": consultation.topics.filter(slug=request.GET.get("topic", "")).first()}
    form = IdeaForm(request.POST or None, consultation=consultation, person=request.user, initial=initial)
    if form.is_valid() and "preview" not in request.POST:
        try:
            check_rate(request)
            idea = actions.write_idea(
                author=request.user, consultation=consultation, share="draft" not in request.POST, **_written(form)
            )
        except ValidationError as refusal:
            add_refusal(form, refusal)
        else:
            _say_kept(request, idea)
            return redirect(idea)
    return _idea_form(request, consultation, form)


@login_required
@require_http_methods(["GET", "POST"])
def edit_idea(request, slug, pk):
    """Change one's own idea, or go on with one's draft."""
    consultation = published_or_404(slug)
    idea = get_object_or_404(consultation.ideas.filter(author=request.user).with_people(), pk=pk)
    form = IdeaForm(request.POST or None, consultation=consultation, person=request.user, instance=idea)
    if form.is_valid() and "preview" not in request.POST:
        try:
            check_rate(request)
            idea = actions.change_idea(
                idea=idea,
                actor=request.user,
                revision=form.cleaned_data["revision"],
                share="draft" not in request.POST,
                **_written(form, without="form_key"),
            )
        except ValidationError as refusal:
            newest = Idea.objects.get(pk=pk)
            add_refusal(form, refusal, revision=newest.revision)
            return _idea_form(request, consultation, form, idea=newest, newest=newest)
        else:
            _say_kept(request, idea)
            return redirect(idea)
    return _idea_form(request, consultation, form, idea=Idea.objects.get(pk=pk))


def _written(form, without=None):
    names = {"topic", "language", "title", "body", "areas", "form_key"} - {without}
    return {name: form.cleaned_data[name] for name in names}


def _say_kept(request, idea):
    if idea.shared_at:
        messages.success(request, _("Thank you. Your idea is shared: everybody can read it here."))
    else:
        messages.success(request, _("Your draft is kept. Only you can read it until you share it."))


def _idea_form(request, consultation, form, idea=None, newest=None):
    """The form, with the preview and the ideas that resemble it once something is typed."""
    context = {"consultation": consultation, "form": form, "idea": idea, "newest": newest}
    if form.is_bound and form.cleaned_data.get("title"):
        title = form.cleaned_data["title"]
        context["similar"] = _similar(consultation, title, idea)
        if "preview" in request.POST and form.is_valid():
            context["preview"] = {"title": title, "body_html": render_markdown(form.cleaned_data["body"])}
            context["preview"]["language"] = form.cleaned_data["language"]
    return render(request, "consultations/idea_form.html", context, status=invalid(form))


def _similar(consultation, title, idea=None):
    return Idea.objects.filter(consultation=consultation).exclude(pk=idea and idea.pk).like(title)[:SIMILAR]


@require_safe
def similar_ideas(request, slug):
    """The ideas that resemble the title being written, for the form to show."""
    consultation = published_or_404(slug)
    title = request.GET.get("title", "")[:150]
    similar = _similar(consultation, title) if title.strip() else ()
    return render(request, "consultations/_similar.html", {"consultation": consultation, "similar": similar})


@require_safe
@same_for_all_readers
def idea_page(request, slug, pk):
    """One idea with its endorsements, outcome and comments."""
    consultation = published_or_404(slug)
    ideas = Idea.objects.visible_to(request.user).filter(consultation=consultation)
    ideas = ideas.with_people().select_related("outcome__decided_by").with_counts()
    idea = get_object_or_404(ideas.with_own_marks(request.user), pk=pk)
    comments = Comment.objects.filter(idea=idea)
    page, threads = page_of_threads(comments, request.GET)
    put_translations([idea, *threads], consultation=consultation, person=request.user)
    context = {
        "consultation": consultation,
        "idea": idea,
        "merges": merges_of(idea, person=request.user, is_open=consultation.is_open),
        "areas": idea.areas.order_by("name"),
        "is_own": idea.author_id == request.user.pk,
        "decisions": decisions_of(idea).select_related("decided_by"),
        "findings": findings_citing("idea", [idea.pk]).get(idea.pk, ()),
        "grown": grown_from(idea) if idea.shared_at and not idea.hidden_at else (),
        "page": page,
        "threads": threads,
        "form": None if idea.hidden_at or not idea.shared_at else comment_form(request, consultation, comments),
    }
    return render(request, "consultations/idea.html", context)


@require_safe
def idea_history(request, slug, pk):
    """Every text that an idea has had since it was shared, newest first."""
    consultation = published_or_404(slug)
    ideas = Idea.objects.visible_to(request.user).filter(consultation=consultation)
    ideas = ideas.filter(Q(hidden_at__isnull=True) | Q(author=request.user.pk))
    idea = get_object_or_404(ideas.with_people(), pk=pk)
    kept = idea.history.select_related("language")
    if idea.author_id != request.user.pk:
        kept = kept.filter(shared_at__isnull=False)
    versions = _with_changes(list(kept.order_by("-history_date", "-history_id")[:100]))
    return render(
        request, "consultations/history.html", {"consultation": consultation, "idea": idea, "versions": versions}
    )


def _with_changes(versions):
    """Versions whose title or text differs from the one before; what organizers did beside them is left out."""
    shown = []
    for version, before in zip(versions, [*versions[1:], None], strict=True):
        if before is None or (version.title, version.body) != (before.title, before.body):
            shown.append(version)
    return shown


@login_required
@require_POST
def endorse(request, slug, pk):
    """Endorse an idea, or withdraw, as the button says."""
    ideas = Idea.objects.visible_to(request.user).published_in(slug, timezone.now())
    idea = get_object_or_404(ideas.only("consultation_id", "author_id", "shared_at", "hidden_at"), pk=pk)
    act = actions.withdraw_endorsement if request.POST.get("endorse") == "no" else actions.endorse
    refused = None
    try:
        act(idea=idea, person=request.user)
    except ValidationError as refusal:
        refused = refusal.messages[0]
    if request.htmx:
        return _endorse_button(request, slug, pk, refused)
    if refused:
        messages.error(request, refused)
    return redirect("consultations:idea", slug, pk)


def _endorse_button(request, slug, pk, refused):
    idea = Idea.objects.with_counts().with_own_marks(request.user).get(pk=pk)
    context = {"consultation": published_or_404(slug), "idea": idea, "is_own": idea.author_id == request.user.pk}
    return render(request, "consultations/_endorse.html", {**context, "refused": refused})


@login_required
@require_POST
def follow(request, slug, pk):
    """Follow an idea, or stop, as the button says."""
    consultation = published_or_404(slug)
    idea = get_object_or_404(Idea.objects.visible_to(request.user).filter(consultation=consultation), pk=pk)
    if request.POST.get("follow") == "no":
        follows.unfollow(person=request.user, idea=idea)
        messages.success(request, _("You no longer follow this idea."))
    else:
        follows.follow(person=request.user, idea=idea)
        messages.success(request, _("You follow this idea: you will hear of answers and of what becomes of it."))
    return redirect(idea)
