"""The organizers' desk for the outbox: what waits, what failed and why, and trying it again."""

from datetime import timedelta

from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect
from django.template.defaultfilters import linebreaksbr
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join, urlize
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import mark_safe
from django.utils.text import Truncator
from django.utils.timezone import localtime
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from unfold.admin import ModelAdmin
from unfold.decorators import display

from .actions.again import send_again
from .checks import mail_is_kept
from .kinds import all_kinds, attach_subjects, blind_kinds
from .letters import content_of, in_words_of
from .models import KeptMail, Notice

State = Notice.State
LATE = timedelta(minutes=15)
COLOURS = {State.SENT: "success", State.TOLD: "success", State.DEAD: "danger", State.SKIPPED: "warning"}
MOST_REFUSALS = 10  # each is a sentence on the page
ASKED = {"state", "kind", "age", "id", "pk"}  # ?recipient=17 would tell who applies
ONE_LINE = "whitespace-nowrap"
BUTTON = f"{ONE_LINE} cursor-pointer font-medium px-3 py-1 rounded-default text-white bg-primary-600"


def outbox(now):
    """For the first page: since when the oldest due notice waits, whether that is too long, and the dead letters."""
    oldest = Notice.objects.oldest_due_at(now)
    return {
        "oldest": oldest,
        "is_late": oldest is not None and oldest < now - LATE,
        "dead": Notice.objects.dead().count(),
        "is_kept": mail_is_kept() and not settings.LOCAL,
    }


def label_of(name):
    """What a kind is called; one that this version does not know has its name alone."""
    kind = all_kinds().get(name)
    return kind.label if kind else name


def why(notice, now):
    """Why a notice waits, was not sent or failed, in a few words."""
    error = Truncator(notice.last_error.strip().splitlines()[-1] if notice.last_error.strip() else "").chars(120)
    if notice.state == State.PLANNED:
        return waits_for(notice, now, error)
    return " · ".join(filter(None, [notice.get_reason_display(), error]))


def waits_for(notice, now, error):
    until = date_format(localtime(notice.try_at), "DATETIME_FORMAT")
    if notice.lease is not None and notice.try_at > now:
        return _now("A worker carries it now.")
    if error:
        return _now("It is tried again at %(moment)s: %(error)s") % {"moment": until, "error": error}
    if notice.due_at > now:
        return ""
    if notice.try_at > now:
        return _now("Its reader has quiet hours until %(moment)s.") % {"moment": until}
    return _now("It waits for a worker.")


def redacted(notice):
    """The notice without what tells whom it goes to, where organizers must not know that."""
    if notice.is_blind:
        notice.recipient, notice.dedupe_key, notice.last_error = None, "", ""
    return notice


class KindFilter(admin.SimpleListFilter):
    title = _("kind")
    parameter_name = "kind"

    def lookups(self, request, model_admin):
        return [(name, kind.label) for name, kind in all_kinds().items()]

    def queryset(self, request, queryset):
        return queryset.filter(kind=self.value()) if self.value() else queryset


class AgeFilter(admin.SimpleListFilter):
    title = _("age")
    parameter_name = "age"

    def lookups(self, request, model_admin):
        return [("due", _("due, and still waiting")), ("late", _("due for over 15 minutes"))]

    def queryset(self, request, queryset):
        now = timezone.now()
        since = {"due": now, "late": now - LATE}.get(self.value())
        return queryset.overdue(now, since) if since else queryset


class ReadOnlyAdmin(ModelAdmin):
    """Rows that nobody writes by hand."""

    list_per_page = 50
    show_full_result_count = False

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Notice)
class NoticeAdmin(ReadOnlyAdmin):
    """Mails of accounts stand here without their words: these hold secrets."""

    list_display = ["who", "what", "due", "became", "reason_in_words", "attempts", "again"]
    list_display_links = ["who", "what"]
    list_filter = ["state", KindFilter, AgeFilter]
    list_select_related = ["recipient"]
    search_fields = ["recipient__username", "recipient__display_name", "dedupe_key"]
    ordering = ["-pk"]
    actions = ["send_these_again"]
    change_form_outer_after_template = "admin/notices/again.html"
    fieldsets = [
        (None, {"fields": ["who", "what", "words"]}),
        (_("Delivery"), {"fields": ["state", "reason_in_words", "due_at", "grace_until", "done_at"]}),
        (_("Tries"), {"fields": ["attempts", "try_at", "last_error", "message_id"]}),
        (_("Origin"), {"fields": ["created_at", "dedupe_key", "occurrence", "revision"]}),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).defer("payload").with_blindness(blind_kinds())

    def get_object(self, request, object_id, from_field=None):
        found = super().get_object(request, object_id, from_field)
        return found and redacted(found)

    def get_search_results(self, request, queryset, search_term):
        found, may_repeat = super().get_search_results(request, queryset, search_term)
        return found.filter(is_blind=False) if search_term else found, may_repeat

    def lookup_allowed(self, lookup, value, request=None):
        return lookup.partition("__")[0] in ASKED and super().lookup_allowed(lookup, value, request)

    def get_urls(self):
        again = self.admin_site.admin_view(require_POST(self.again_view))
        return [path("<int:pk>/again/", again, name="notices_notice_again"), *super().get_urls()]

    def has_again_permission(self, request):
        """Who may have dead letters tried again."""
        return request.user.has_perm("notices.change_notice")

    def get_list_display(self, request):
        may = self.has_again_permission(request)
        return [name for name in self.list_display if may or name != "again"]

    @display(description=_("recipient"), ordering="reader")
    def who(self, notice):
        """The person; an account mail may go to an address that is nobody's yet."""
        if notice.is_blind:
            return _now("hidden")
        person = notice.recipient
        return format_html("<bdi>{}</bdi>", f"{person.display_name} ({person.username})" if person else notice.address)

    @display(description=_("kind"), ordering="kind")
    def what(self, notice):
        return label_of(notice.kind)

    @display(description=_("due at"), ordering="due_at")
    def due(self, notice):
        """Short, so that it stays in one line or two."""
        moment = localtime(notice.due_at)
        day, time = (date_format(moment, form) for form in ("SHORT_DATE_FORMAT", "TIME_FORMAT"))
        return format_html('<span class="{0}">{1}</span> <span class="{0}">{2}</span>', ONE_LINE, day, time)

    @display(description=_("state"), ordering="state", label=COLOURS)
    def became(self, notice):
        return notice.state, notice.get_state_display()

    @display(description=_("why"))
    def reason_in_words(self, notice):
        return why(redacted(notice), timezone.now()) or "–"

    @display(description=_("dead letter"))
    def again(self, notice):
        """A button in the form of the list, so that it comes with the form's token."""
        if notice.state != State.DEAD:
            return ""
        address = reverse("admin:notices_notice_again", args=[notice.pk])
        return format_html('<button class="{}" formaction="{}">{}</button>', BUTTON, address, _now("Send again"))

    @display(description=_("words"))
    def words(self, notice):
        """What its reader gets to read, in the reader's language."""
        if notice.is_blind:
            return _now("hidden")
        if notice.address:
            return _now("The words of an account mail hold a secret and are shown to nobody.")
        if notice.kind not in all_kinds():
            return _now("This version does not know the kind.")
        attach_subjects([notice])
        if notice.subject_id is not None and notice.subject is None:
            return _now("What it speaks of is gone.")
        try:
            with in_words_of(notice.recipient):
                content = content_of(notice)
        except Exception as error:  # whatever the app above raises: it is why the notice cannot be sent
            return f"{type(error).__name__}: {error}"
        return shown(content.title, content.text)

    @admin.action(description=_("Send again what could not be sent"), permissions=["again"])
    def send_these_again(self, request, queryset):
        """Try the chosen ones anew; each that cannot be is answered by itself."""
        with transaction.atomic():  # one call of a worker for all of them
            answers = [(notice, self.try_again(request, notice)) for notice in queryset.order_by("pk")]
        refused = [(notice, refusal) for notice, refusal in answers if refusal]
        self.say_sent_again(request, len(answers) - len(refused))
        for notice, refusal in refused[:MOST_REFUSALS]:
            line = format_html("{}, {}: {}", self.who(notice), label_of(notice.kind), refusal)
            messages.error(request, line)

    def again_view(self, request, pk):
        """One dead letter anew, by the button of its row or of its page."""
        if not self.has_again_permission(request):
            raise PermissionDenied
        if refusal := self.try_again(request, get_object_or_404(self.get_queryset(request), pk=pk)):
            messages.error(request, refusal)
        else:
            self.say_sent_again(request, 1)
        back = request.headers.get("referer", "")
        is_ours = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()})
        return redirect(back if is_ours else "admin:notices_notice_changelist")

    @transaction.atomic
    def try_again(self, request, notice):
        """Why it cannot be tried again, or ""."""
        notice = redacted(notice)
        try:
            send_again(notice=notice, actor=request.user)
        except ValidationError as refusal:
            return refusal.messages[0]
        self.log_change(request, notice, _now("Sent again."))
        return ""

    def say_sent_again(self, request, number):
        if number:
            said = ngettext("%(number)d notice is tried again.", "%(number)d notices are tried again.", number)
            messages.success(request, said % {"number": number})


def shown(title, text):
    """A title and a text as they are, with the links in it."""
    parts = (linebreaksbr(mark_safe(urlize(part, autoescape=True))) for part in text.split("\n\n"))
    paragraphs = format_html_join("", '<p class="max-w-3xl mt-2" dir="auto">{}</p>', ((part,) for part in parts))
    return format_html('<strong dir="auto">{}</strong>{}', title, paragraphs)


def may_read_kept_mails(request):
    """Kept mails hold links that open accounts: they are for a machine of one's own, elsewhere for superusers."""
    may = request.user.has_perm("notices.view_keptmail")
    return may and (settings.LOCAL or request.user.is_superuser)


@admin.register(KeptMail)
class KeptMailAdmin(ReadOnlyAdmin):
    list_display = ["title", "recipients", "sent_at"]
    search_fields = ["title", "recipients"]
    ordering = ["-pk"]
    fields = ["recipients", "sent_at", "content", "headers"]

    def has_view_permission(self, request, obj=None):
        return may_read_kept_mails(request)

    @display(description=_("content"))
    def content(self, mail):
        return shown(mail.title, mail.text)
