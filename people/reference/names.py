"""The names in the reference files, so that translators meet them; a test holds both to be equal."""

from django.utils.translation import gettext_noop as _

REGIONS = [
    _("Central and Eastern Europe"),
    _("Central Asia"),
    _("ESEAP"),
    _("MENA"),
    _("North America"),
    _("South America"),
    _("South Asia"),
    _("Sub-Saharan Africa"),
    _("Western Europe"),
]
AREAS = [
    _("Affiliates"),
    _("Community health"),
    _("Diversity and gender gap"),
    _("Editing and content"),
    _("Education"),
    _("GLAM"),
    _("Governance"),
    _("Language communities"),
    _("Photography and media"),
    _("Outreach and events"),
    _("Technology"),
]
AREA_DESCRIPTIONS = [
    _("Chapters, user groups and thematic organizations."),
    _("Welcoming, settling conflicts, care for volunteers."),
    _("People and subjects that the projects leave out."),
    _("Writing, checking and improving what the projects hold."),
    _("Schools, universities and teachers."),
    _("Galleries, libraries, archives and museums."),
    _("Rules, boards, budgets and decisions."),
    _("Small languages, translation and scripts."),
    _("Pictures, sound, film and maps."),
    _("Meet-ups, campaigns, edit-a-thons and conferences."),
    _("Tools, bots, templates and data."),
]
SKILL_GROUPS = [
    _("Making everybody welcome"),
    _("Helping others to achieve more"),
    _("Lasting in a role"),
    _("Bringing in new people"),
    _("Working together without gathering power"),
]
SKILL_GROUP_DESCRIPTIONS = [
    _("What helps people and communities to be open to others, on the wikis and in a room."),
    _("What makes fellow volunteers able to do what they could not do before."),
    _("Practical skills for carrying a responsibility for long, and for handing it on."),
    _("Skills and tools for reaching people who are not part of the movement yet."),
    _("What keeps a community cooperating, so that authority does not heap up in a few hands."),
]
SKILLS = [
    _("Empathy"),
    _("Patience"),
    _("Emotional intelligence"),
    _("Respect for other views"),
    _("Praising what went well"),
    _("Humour, also about oneself"),
    _("Training and teaching"),
    _("Mentoring"),
    _("Pointing people to what they can learn from"),
    _("Persuasion"),
    _("Listening"),
    _("Delegation"),
    _("Preventing burnout"),
    _("Raising those who come next"),
    _("Designing community processes that last"),
    _("Communication"),
    _("Understanding what moves other communities"),
    _("Fair chances and rewards"),
    _("Titles and tasks that fit"),
    _("Valuing consensus"),
]
