"""How the organizers' desk looks: its colours, its first page and its sidebar."""

from django.templatetags.static import static
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _


def page(title, icon, model, badge=None, permission=None):
    """One line of the admin's sidebar: the list of a model, for those who may see it or whom `permission` names."""
    app, name = model.split(".")
    return {
        "title": title,
        "icon": icon,
        "link": reverse_lazy(f"admin:{app}_{name}_changelist"),
        "permission": permission or (lambda request: request.user.has_perm(f"{app}.view_{name}")),
        **({"badge": badge} if badge else {}),
    }


UNFOLD = {
    "SITE_TITLE": _("Peer Academy"),
    "SITE_HEADER": _("Peer Academy"),
    "SITE_SUBHEADER": _("For organizers"),
    "SITE_SYMBOL": "school",
    "SITE_FAVICONS": [
        {"rel": "icon", "type": "image/svg+xml", "href": lambda request: static("img/favicon.svg")},
    ],
    "SHOW_HISTORY": True,
    "DASHBOARD_CALLBACK": "consultations.admin.dashboard.what_waits",
    # The blue of Codex, so that the desk belongs to the site.
    "COLORS": {
        "primary": {
            "50": "#f1f4fd",
            "100": "#dce3f9",
            "200": "#cbd6f6",
            "300": "#a6bbf5",
            "400": "#88a3e8",
            "500": "#6485d1",
            "600": "#3366cc",
            "700": "#3056a9",
            "800": "#233566",
            "900": "#1b223d",
            "950": "#171a28",
        },
    },
    "SIDEBAR": {
        "show_search": True,
        "navigation": [
            {
                "title": _("Consultations"),
                "items": [
                    page(_("Consultations"), "campaign", "consultations.consultation"),
                    page(_("Ideas"), "lightbulb", "consultations.idea"),
                    page(_("Merges"), "merge", "consultations.merge"),
                    page(
                        _("Questions"),
                        "contact_support",
                        "consultations.question",
                        badge="consultations.admin.dashboard.unanswered",
                    ),
                    page(_("Outcomes"), "verified", "consultations.outcome"),
                    page(_("Focus groups"), "groups", "consultations.focusgroup"),
                    page(_("Findings"), "search_insights", "consultations.finding"),
                    page(_("Resources"), "slideshow", "consultations.resource"),
                    page(_("Concepts"), "category", "consultations.concept"),
                    page(_("Terms"), "translate", "consultations.term"),
                ],
            },
            {
                "title": _("Academy"),
                "separator": True,
                "items": [
                    page(_("Cohorts"), "diversity_2", "academy.cohort"),
                    page(_("Applications"), "inbox", "academy.application"),
                    page(_("Reviewers"), "person_check", "academy.reviewer"),
                    page(_("Reviews"), "rate_review", "academy.review"),
                    page(_("Decisions"), "gavel", "academy.decision"),
                    page(_("Offers"), "event_seat", "academy.offer"),
                    page(_("Courses"), "menu_book", "academy.course"),
                    page(_("Sessions"), "event", "academy.session"),
                    page(_("Enrolments"), "how_to_reg", "academy.enrolment"),
                    page(_("Certificates"), "workspace_premium", "academy.certificate"),
                    page(_("Opportunities"), "explore", "academy.opportunity", badge="academy.admin.waiting.proposals"),
                    {
                        "title": _("Figures"),
                        "icon": "bar_chart",
                        "link": reverse_lazy("academy_figures"),
                        "permission": lambda request: request.user.has_perm("academy.view_enrolment"),
                    },
                    page(_("Tracks"), "route", "academy.track"),
                    page(_("Schools"), "school", "academy.school"),
                ],
            },
            {
                "title": _("Mentoring"),
                "separator": True,
                "items": [
                    page(_("Matching rounds"), "join_inner", "mentoring.round"),
                    page(_("Requests"), "person_search", "mentoring.mentoringrequest"),
                    page(_("Mentors"), "volunteer_activism", "mentoring.mentor"),
                    page(_("Proposals"), "contact_mail", "mentoring.proposal"),
                    page(_("Pairings"), "handshake", "mentoring.pairing"),
                    page(_("Check-ins"), "monitor_heart", "mentoring.checkin"),
                    page(_("Concerns"), "sos", "mentoring.concern"),
                    {
                        "title": _("Figures"),
                        "icon": "bar_chart",
                        "link": reverse_lazy("admin:mentoring_round_figures"),
                        "permission": lambda request: request.user.has_perm("mentoring.view_round"),
                    },
                ],
            },
            {
                "title": _("Learning Days"),
                "separator": True,
                "items": [
                    page(_("Editions"), "festival", "learning_days.edition"),
                    page(_("Days"), "calendar_today", "learning_days.day"),
                    page(
                        _("Workshops"),
                        "co_present",
                        "learning_days.workshop",
                        badge="learning_days.admin.waiting.proposals",
                    ),
                    page(_("Releases"), "history_edu", "learning_days.release"),
                    page(_("Registrations"), "how_to_reg", "learning_days.registration"),
                    page(_("Needs"), "accessible", "learning_days.need"),
                    page(_("Reminders"), "notifications_active", "learning_days.reminderrule"),
                    page(_("Feedback"), "reviews", "learning_days.feedback"),
                    page(_("Pledges"), "flag_circle", "learning_days.pledge"),
                    page(_("Reports from home"), "home_work", "learning_days.sharing"),
                ],
            },
            {
                "title": _("Moderation"),
                "separator": True,
                "items": [
                    page(
                        _("Reports"), "flag", "consultations.report", badge="consultations.admin.dashboard.open_reports"
                    ),
                    page(
                        _("Appeals"),
                        "gavel",
                        "consultations.appeal",
                        badge="consultations.admin.dashboard.open_appeals",
                    ),
                    page(_("Comments"), "forum", "consultations.comment"),
                    page(_("Translations"), "g_translate", "consultations.translation"),
                ],
            },
            {
                "title": _("Mail"),
                "separator": True,
                "items": [
                    page(_("Outbox"), "outbox", "notices.notice"),
                    page(
                        _("Kept mails"),
                        "drafts",
                        "notices.keptmail",
                        permission="notices.admin.may_read_kept_mails",
                    ),
                ],
            },
            {
                "title": _("People"),
                "separator": True,
                "items": [
                    page(_("People"), "person", "people.person"),
                    page(_("Groups"), "groups", "auth.group"),
                    page(_("Languages"), "language", "people.language"),
                    page(_("Regions"), "public", "people.region"),
                    page(_("Activity areas"), "interests", "people.activityarea"),
                    page(_("Affiliates"), "diversity_3", "people.affiliate"),
                    page(_("Skills"), "psychology", "people.skillgroup"),
                ],
            },
        ],
    },
}
