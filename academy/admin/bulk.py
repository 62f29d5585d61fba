"""One change to many rows: shown first, sent once, answered row by row, and taken back where that is possible.

    @admin.action(description=_("Move the deadline …"), permissions=["change"])
    def move_deadline(self, request, queryset):
        return run_bulk(request, self, queryset, title=_("Move the deadline"), form_class=DeadlineForm,
                        preview=what_would_move, act=move, undo=move_back)

`title`, `intro`, `button`: ready sentences; `danger=True` makes the button red; `back`: where it leads afterwards.
`form_class(data)`: a form with unfold's widgets, or nothing; `functools.partial` gives it more, such as a cohort. Its
    fields are not called `action`, `index`, `select_across`, `_selected_action`, `bulk_token` or `bulk_step`.
`preview(rows, cleaned)`: [(row, sentence, will_change)]. Rows that would not change are answered with this sentence. It
    may answer other rows than those that were chosen: the people whom a chosen cohort invites.
`act(row, cleaned)`: changes one row and answers a sentence, or (sentence, memory). Each row is one transaction; a
    ValidationError is the refusal of this row alone. The memory is kept as JSON until the organizer signs out.
`undo(row, cleaned, memory)`: takes back one row and answers a sentence, or raises ValidationError.

The chosen ids are kept on the server, so that a page that was changed in the browser reaches no other rows, and 5,000
rows fit; each step reads them again through the admin's own queryset. It works as an action of a list, and in a view
of one thing (`actions_detail`), where `queryset` holds what the change is about.
"""

from dataclasses import dataclass, field

from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import bulk_memory

SHOWN = 300  # lines of a page
OURS = {"csrfmiddlewaretoken", "action", "index", "select_across", ACTION_CHECKBOX_NAME, "bulk_token", "bulk_step"}


@dataclass
class Bulk:
    """A change to many rows, as an action asks for it."""

    request: object
    model_admin: object
    title: str
    preview: object
    act: object
    form_class: object = None
    undo: object = None
    intro: str = ""
    button: str = gettext_lazy("Do it")
    danger: bool = False
    back: str = ""
    state: dict = field(default_factory=dict)
    token: str = ""

    def rows(self):
        """The chosen rows that this organizer may still see, in the order of the list."""
        found = self.model_admin.get_queryset(self.request).filter(pk__in=self.state["ids"])
        by_key = {str(row.pk): row for row in found}
        return [by_key[key] for key in self.state["ids"] if key in by_key]

    def form(self, data=None):
        return self.form_class(data) if self.form_class else None


def run_bulk(request, model_admin, queryset, **asked):
    """The next page of a change to many rows; see the top of this module."""
    bulk = Bulk(request, model_admin, **asked)
    bulk.token = request.POST.get("bulk_token", "")
    if not bulk.token:
        return _begin(bulk, queryset)
    bulk.state = bulk_memory.recall(request, bulk.token)
    if not bulk.state or bulk.state["of"] != _name(bulk):
        messages.warning(request, _("This page was open for too long. Choose the rows again; nothing was changed."))
        return HttpResponseRedirect(request.get_full_path())
    steps = {"run": _run, "undo": _undo}
    return steps.get(request.POST.get("bulk_step"), _preview)(bulk)


def _name(bulk):
    return f"{bulk.request.path} {bulk.request.POST.get('action', '')}"


def _begin(bulk, queryset):
    """Keep what was chosen; show the form, or at once what would happen."""
    posted = bulk.request.POST
    ids = [str(key) for key in dict.fromkeys(queryset.values_list("pk", flat=True))]
    chosen = set(posted.getlist(ACTION_CHECKBOX_NAME))
    foreign = 0 if posted.get("select_across") == "1" else len(chosen - set(ids))
    bulk.state = {"of": _name(bulk), "ids": ids, "foreign": foreign, "typed": None, "done": []}
    bulk.token = bulk_memory.keep(bulk.request, bulk.state)
    if bulk.form_class is None:
        return _preview(bulk)
    lines = [(str(row), "", True) for row in bulk.rows()]
    return _page(bulk, form=bulk.form(), lines=lines, step="preview")


def _preview(bulk, note=""):
    """What would happen to each row with what was typed."""
    form = bulk.form(bulk.request.POST)
    if form is not None and not form.is_valid():
        return _page(bulk, form=form, lines=[(str(row), "", True) for row in bulk.rows()], step="preview", status=422)
    bulk.state["typed"] = _typed(bulk)
    bulk_memory.update(bulk.request, bulk.token, typed=bulk.state["typed"])
    lines = [(str(row), text, change) for row, text, change in bulk.preview(bulk.rows(), _cleaned(form))]
    changing = sum(change for *_line, change in lines)
    return _page(bulk, form=form, lines=lines, step="run", changing=changing, note=note)


def _typed(bulk):
    """What was typed into the change's own form; the form of the list has fields of its own."""
    posted = bulk.request.POST if bulk.form_class else {}
    return {name: posted.getlist(name) for name in posted if name not in OURS}


def _cleaned(form):
    return form.cleaned_data if form is not None else {}


def _run(bulk):
    """Change each row, once; what was typed is what was shown."""
    form = bulk.form(bulk.request.POST)
    if (form is not None and not form.is_valid()) or _typed(bulk) != bulk.state["typed"]:
        return _preview(bulk, note=_("The form was changed. This is what would happen now."))
    if not bulk_memory.first(bulk.request, bulk.token, "run"):
        return _again(bulk)
    answers, memory = [], {}
    for row, text, change in bulk.preview(bulk.rows(), _cleaned(form)):
        name = str(row)
        done, text, kept = _one(lambda row=row: bulk.act(row, _cleaned(form))) if change else (False, text, None)
        answers.append((name, text, done))
        if done:
            memory[str(row.pk)] = kept
            bulk.model_admin.log_change(bulk.request, row, f"{bulk.title}: {text}")
    bulk_memory.update(bulk.request, bulk.token, answers=answers[:SHOWN], memory=memory, changed=len(memory))
    return _answers(bulk, answers, can_undo=bool(bulk.undo and memory))


def _one(change):
    """(whether it was done, a sentence, what to remember) of one row."""
    try:
        with transaction.atomic():
            said = change()
    except ValidationError as refusal:
        return False, " ".join(refusal.messages), None
    text, memory = said if isinstance(said, tuple) else (said, None)
    return True, str(text), memory


def _undo(bulk):
    """Take back each row that was changed, once."""
    if not bulk_memory.first(bulk.request, bulk.token, "undo"):
        return _again(bulk)
    memory, answers = bulk.state.get("memory", {}), []
    form = bulk.form(bulk_memory.as_data(bulk.state["typed"] or {}))
    cleaned = form.cleaned_data if form is not None and (form.is_valid() or form.is_bound) else {}
    for row in [row for row in bulk.rows() if bulk.undo and str(row.pk) in memory]:
        name = str(row)
        done, text, _kept = _one(lambda row=row: bulk.undo(row, cleaned, memory[str(row.pk)]))
        answers.append((name, text, done))
        if done:
            bulk.model_admin.log_change(bulk.request, row, f"{bulk.title}: {text}")
    bulk_memory.update(bulk.request, bulk.token, answers=answers[:SHOWN])
    return _answers(bulk, answers, note=_("Taken back where it was possible."))


def _again(bulk):
    """A page that was sent twice: what the first time answered."""
    state = bulk_memory.recall(bulk.request, bulk.token)
    can_undo = bool(bulk.undo and state.get("memory") and "undo" not in state["done"])
    note = _("This was sent already and was done once. These are its answers.")
    return _answers(bulk, state.get("answers", []), can_undo=can_undo, note=note)


def _answers(bulk, answers, *, can_undo=False, note=""):
    changing = sum(done for *_line, done in answers)
    step = "undo" if can_undo else ""
    return _page(bulk, lines=answers, step=step, changing=changing, note=note, answered=True)


def _page(bulk, *, lines, step, form=None, changing=None, note="", answered=False, status=200):
    """The one page: counts, a line for each row, and the next step."""
    context = {
        **bulk.model_admin.admin_site.each_context(bulk.request),
        "opts": bulk.model_admin.opts,
        "bulk": bulk,
        "form": form,
        "title": bulk.title,
        "lines": lines[:SHOWN],
        "more": max(len(lines) - SHOWN, 0),
        "changing": changing,
        "staying": None if changing is None else len(lines) - changing,
        "gone": 0 if answered else max(len(bulk.state["ids"]) - len(lines), 0),
        "first_id": bulk.state["ids"][0] if bulk.state["ids"] else "0",
        "action": bulk.request.POST.get("action", ""),
        "note": note,
        "step": step,
        "answered": answered,
        "back": bulk.back or bulk.request.get_full_path(),
    }
    return render(bulk.request, "admin/academy/bulk.html", context, status=status)
