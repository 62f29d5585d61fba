"""The apps, and what each gives to those below it, which do not know it: dotted names of functions and lists."""

APPS = ["people", "notices", "consultations", "academy", "mentoring", "learning_days"]

# Lists of notices.kinds.Kind, and functions that plan reminders: `planner(now)`.
NOTICE_KINDS = [
    "notices.account_mail.KINDS",
    "consultations.kinds.KINDS",
    "academy.kinds.applications.KINDS",
    "academy.kinds.invitations.KINDS",
    "academy.kinds.learning.KINDS",
    "academy.kinds.opportunities.KINDS",
    "academy.kinds.reviews.KINDS",
    "academy.kinds.selection.KINDS",
    "mentoring.kinds.pairings.KINDS",
    "mentoring.kinds.proposals.KINDS",
    "mentoring.kinds.rounds.KINDS",
    "learning_days.kinds.pledges.KINDS",
    "learning_days.kinds.programme.KINDS",
    "learning_days.kinds.registrations.KINDS",
    "learning_days.kinds.reminders.KINDS",
    "learning_days.kinds.sharing.KINDS",
    "learning_days.kinds.seats.KINDS",
]
NOTICE_PLANNERS = [
    "consultations.actions.reminders.plan_closing_reminders",
    "academy.actions.application_notices.plan_draft_reminders",
    "academy.actions.reminders.plan_session_reminders",
    "academy.actions.review_notices.plan_review_reminders",
    "learning_days.actions.reminders.plan_edition_reminders",
    "mentoring.actions.check_ins.plan_check_ins",
    "mentoring.actions.reminders.plan_proposal_reminders",
    "mentoring.actions.silence.nudge_silent_mentors",
]

# Sections of a person's own page, and of the public profile where the person shows that part (Person.Shown):
# `section(person)` answers a dict with its `template`.
PROFILE_SECTIONS = {
    "skills": ["mentoring.sections.mentors_for"],
    "contributions": ["consultations.sections.shared_ideas"],
}
OWN_SECTIONS = [
    "academy.own_applications.my_applications",
    "academy.sections.my_learning",
    "learning_days.own_registrations.my_learning_days",
    "learning_days.own_workshops.my_workshops",
    "learning_days.pledge_page.my_pledges",
    "learning_days.own_sharings.my_sharings",
    "mentoring.sections.my_mentoring",
    "academy.sections.my_reviews",
    "consultations.sections.my_consultations",
]

# What organizers may do in the admin: {app: {model: [verbs]}}.
ORGANIZERS_MAY = [
    "consultations.actions.organizers.MAY",
    "academy.actions.organizers.MAY",
    "mentoring.actions.organizers.MAY",
    "learning_days.actions.organizers.MAY",
]

# What waits on the first page of the desk: `waits(request)` answers dicts as consultations.admin.dashboard shows them.
DESK_WAITS = [
    "academy.admin.waiting.what_waits",
    "mentoring.admin.waiting.what_waits",
    "learning_days.admin.waiting.what_waits",
    "learning_days.admin.waiting_people.what_waits",
]

# What grew from an idea, a finding or a course: `grown(thing)` answers a dict with its `template`, or None.
GROWN_FROM = ["academy.sources.taught", "learning_days.grown.gathered_from"]

# What follows from a cohort, on its page: `section(cohort)` answers a dict with its `template`, or None.
COHORT_SECTIONS = ["mentoring.sections.rounds_of_cohort"]

# Why people must not review applications: `finder(people, applicants)` answers pairs (person pk, applicant pk).
CONFLICT_FINDERS = ["mentoring.conflicts.mentor_pairs"]

# Minutes with a mentor: `minutes(person, track)`, for the certificate of a track.
MENTORING_HOURS = ["mentoring.hours.of_person"]

# What somebody may do next: `steps(person, courses)` for completed courses answers {course's key: text, action, url}.
AFTER_COURSES = ["mentoring.becoming.after_courses"]

# The sample, in this order: `load(now=…, big=…)` answers the rows to name, each with an address.
SAMPLES = [
    "consultations.actions.sample.load",
    "academy.actions.sample.load",
    "mentoring.actions.sample.load",
    "learning_days.actions.sample.load",
]

# What is kept about a person: lists of people.own_data.Table. And who takes a person out, `erase(person=…, now=…)`, in
# this order: what stands on the rows below is taken out first, the account last.
OWN_DATA = [
    "people.own_data.TABLES",
    "notices.own_data.TABLES",
    "consultations.own_data.TABLES",
    "academy.own_data.TABLES",
    "mentoring.own_data.TABLES",
    "learning_days.own_data.TABLES",
]
ERASERS = [
    "learning_days.actions.erasing.erase_attendee",
    "mentoring.actions.erasing.erase_participant",
    "academy.actions.erasing.erase_learner",
    "consultations.actions.erasing.erase_author",
    "notices.actions.erasing.erase_recipient",
    "people.actions.erase_account",
]
