"""Ideas, comments, and questions with their answer. Drafts are their authors' own."""

from django import forms
from django.contrib import admin
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import AutocompleteSelectFilter
from unfold.decorators import action, display
from unfold.widgets import PROSE_CLASSES, UnfoldAdminTextareaWidget

from people.text import MAX_TEXT

from ..actions.answers import answer
from ..models import Comment, Idea, Outcome, Question
from .base import HiddenFilter, TracedAdmin, one_form
from .hiding import HidesTexts
from .merges import ProposesMerges
from .outcomes import DecidesOutcomes


def prose(text, html):
    """A participant's text as readers see it; its HTML was cleaned when it was saved."""
    language = text.language
    return format_html(
        '<div lang="{}" dir="{}" class="{}">{}</div>',
        language.code,
        language.direction,
        " ".join(PROSE_CLASSES),
        mark_safe(html),
    )


class TextAdmin(HidesTexts, TracedAdmin):
    """A text by a participant, with its author and its language."""

    list_filter = ["consultation", ("language", admin.RelatedOnlyFieldListFilter), HiddenFilter]
    search_help_text = _("Words of the text, or the author's name")
    date_hierarchy = None

    @display(description=_("text"))
    def written(self, text):
        return prose(text, text.body_html)

    @display(description=_("shown"), boolean=True, ordering="hidden_at")
    def is_shown(self, text):
        return text.hidden_at is None


IDEA = ["consultation", "author", "topic", "language", "outcome"]


class OutcomeFilter(admin.SimpleListFilter):
    title = _("outcome")
    parameter_name = "became"

    def lookups(self, request, model_admin):
        return [("none", _("still open")), *Outcome.Kind.choices]

    def queryset(self, request, queryset):
        if self.value() == "none":
            return queryset.filter(outcome__isnull=True)
        return queryset.filter(outcome__kind=self.value()) if self.value() else queryset


@admin.register(Idea)
class IdeaAdmin(DecidesOutcomes, ProposesMerges, TextAdmin):
    """Organizers may move an idea to another topic or area and say what became of it; its words are its author's."""

    list_display = ["title", "author", "topic", "language", "shared_at", "outcome", "is_shown"]
    list_filter = [
        "consultation",
        "topic",
        ("language", admin.RelatedOnlyFieldListFilter),
        ("author", AutocompleteSelectFilter),
        HiddenFilter,
        OutcomeFilter,
    ]
    list_filter_submit = True
    search_fields = ["title", "body", "author__display_name", "author__username"]
    ordering = ["-shared_at", "-pk"]
    autocomplete_fields = ["areas"]
    actions_detail = ["decide", "merge", "hide", "show"]
    fields = [
        "title",
        "written",
        "outcome",
        "topic",
        "areas",
        "author",
        "language",
        "shared_at",
        "changed_at",
        "hidden_at",
        "hidden_reason",
    ]
    readonly_fields = [
        "title",
        "written",
        "outcome",
        "author",
        "language",
        "shared_at",
        "changed_at",
        "hidden_at",
        "hidden_reason",
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).filter(shared_at__isnull=False).select_related(*IDEA)

    def get_history_queryset(self, request, *args, **kwargs):
        return super().get_history_queryset(request, *args, **kwargs).filter(shared_at__isnull=False)

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        if obj and "topic" in form.base_fields:
            topic = form.base_fields["topic"]
            topic.queryset = topic.queryset.filter(consultation=obj.consultation).order_by("position", "pk")
            topic.widget.can_add_related = topic.widget.can_change_related = topic.widget.can_view_related = False
        return form


@admin.register(Comment)
class CommentAdmin(TextAdmin):
    list_display = ["__str__", "author", "about", "language", "created_at", "is_shown"]
    list_filter = [("language", admin.RelatedOnlyFieldListFilter), HiddenFilter, ("author", AutocompleteSelectFilter)]
    list_filter_submit = True
    search_fields = ["body", "author__display_name", "author__username"]
    ordering = ["-created_at", "-pk"]
    fields = readonly_fields = [
        "written",
        "about",
        "author",
        "language",
        "created_at",
        "changed_at",
        "hidden_at",
        "hidden_reason",
    ]

    def get_queryset(self, request):
        everything = super().get_queryset(request).exclude(idea__isnull=False, idea__shared_at=None)
        return everything.select_related("author", "language", "idea__consultation", "topic__consultation")

    @display(description=_("on"))
    def about(self, comment):
        return comment.idea or comment.topic


class WaitingFilter(admin.SimpleListFilter):
    """Questions that readers see and nobody answered."""

    title = _("answer")
    parameter_name = "answer"

    def lookups(self, request, model_admin):
        return [("waiting", _("needs an answer")), ("answered", _("answered"))]

    def queryset(self, request, queryset):
        if self.value() == "waiting":
            return queryset.waiting()
        return queryset.answered() if self.value() == "answered" else queryset


class AnswerForm(forms.Form):
    """The official answer; `seen` is the one that stood there when the page was opened."""

    text = forms.CharField(
        label=_("Official answer"),
        max_length=MAX_TEXT,
        help_text=_("In the language of the question, if you can. Markdown works. Everybody can read it."),
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 8}),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)


@admin.register(Question)
class QuestionAdmin(TextAdmin):
    list_display = ["__str__", "consultation", "author", "language", "created_at", "answered_at", "is_shown"]
    list_filter = [WaitingFilter, "consultation", ("language", admin.RelatedOnlyFieldListFilter), HiddenFilter]
    search_fields = ["body", "answer", "author__display_name", "author__username"]
    ordering = ["-created_at", "-pk"]
    actions_detail = ["answer", "hide", "show"]
    actions_row = ["answer"]
    fields = readonly_fields = [
        "written",
        "official_answer",
        "consultation",
        "author",
        "language",
        "created_at",
        "answered_at",
        "answered_by",
        "hidden_at",
        "hidden_reason",
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("consultation", "author", "language", "answered_by")

    @display(description=_("official answer"))
    def official_answer(self, question):
        return prose(question, question.answer_html) if question.answered_at else _("None yet.")

    def has_answer_permission(self, request, object_id=None):
        return self.has_change_permission(request)

    @action(description=_("Answer …"), permissions=["answer"], icon="reply")
    def answer(self, request, object_id):
        question = self._get_or_404(request, object_id)
        form = AnswerForm(request.POST or None, initial={"text": question.answer, "seen": question.answer})
        return one_form(
            request,
            self,
            question,
            form,
            change=lambda text, seen: answer(question=question, text=text, seen=seen, actor=request.user),
            done=_("Answered. Everybody can read it now."),
            title=_("Answer a question"),
            intro="",
            button=_("Publish the answer"),
            about=question,
        )
