"""Every page that can be opened: no fault that axe finds, no sideways scrolling on the smallest phone, language and
direction said. English by day and Arabic by night, on a desk and on a phone."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from django.utils import timezone

from academy.actions.sample import load_academy
from consultations.actions.sample import load_sample
from consultations.models import Finding, Idea, Term
from notices.tokens import unsubscribe_token
from people.models import Person
from tests import factories as make
from tests.academy import pages as academy
from tests.addresses import all_names
from tests.learning_days import pages as learning_days
from tests.mentoring import pages as mentoring
from tests.pages import LEARNER, MENTOR, NO_PAGE, READERS, SLUG

SMALLEST = 320
SIZES = {"desk": (1280, 900), "phone": (390, 844)}
LOOKS = [pytest.param("en", False, id="english-light"), pytest.param("ar", True, id="arabic-dark")]


def test_every_address_is_a_page_of_these_lists_or_no_page():
    listed = {name.partition(" ")[0] for page in (READERS, LEARNER, MENTOR) for name in page}
    ours = {name for name in all_names() if not name.startswith("admin:")}

    assert listed | set(NO_PAGE) == ours
    assert listed & set(NO_PAGE) == set()


@pytest.fixture
def sample(site):
    """The real sample, and beside it one of each thing that it lacks: what stands for a word of the lists above."""
    load_sample(now=timezone.now())
    load_academy(now=timezone.now())
    learner = Person.objects.get(username="learner")
    idea = Idea.objects.filter(comments__isnull=False).earliest("pk")
    why = {"hidden_at": timezone.now(), "hidden_reason": "It names a private person."}
    hidden = make.IdeaFactory(topic=idea.topic, **why)
    own_hidden = make.IdeaFactory(topic=idea.topic, author=learner, **why)
    own = make.IdeaFactory(topic=idea.topic, author=learner, shared_at=None)
    comment = make.CommentFactory(idea=idea, author=learner)
    shared = make.IdeaFactory(topic=idea.topic, author=learner)
    merged = make.MergeFactory(source__topic=idea.topic, target=idea, is_agreed=True).source
    make.TranslationFactory(idea=merged, language__code="es")
    return {
        "#topic": idea.topic.slug,
        "#idea": idea.pk,
        "#hidden": hidden.pk,
        "#finding": Finding.objects.earliest("pk").pk,
        "#own_hidden": own_hidden.pk,
        "#own": own.pk,
        "#comment": comment.pk,
        "#merge": make.MergeFactory(source=shared, target=idea).pk,
        "#merged": merged.pk,
        "#term": Term.objects.earliest("pk").pk,
        **academy.words(learner),
        **mentoring.words(learner),
        **learning_days.words(learner),
        "#token": unsubscribe_token(person_id=learner.pk, kind="answer"),
    }


@pytest.fixture
def mentor(sample):
    """Somebody with an authenticator app and recovery codes."""
    mentor = Person.objects.get(username="mentor")
    TOTP.activate(mentor, "JBSWY3DPEHPK3PXP")
    RecoveryCodes.activate(mentor)
    return mentor


@pytest.mark.parametrize(("language", "dark"), LOOKS)
def test_pages_of_a_reader(visit, sample, language, dark, screenshots):
    assert faults_of(visit(language=language, dark=dark), READERS, sample, language, screenshots) == {}


@pytest.mark.parametrize(("language", "dark"), LOOKS)
def test_pages_of_a_participant(visit, sample, language, dark, screenshots):
    learner = Person.objects.get(username="learner")

    assert faults_of(visit(language=language, dark=dark, person=learner), LEARNER, sample, language, screenshots) == {}


@pytest.mark.parametrize(("language", "dark"), LOOKS)
def test_pages_of_somebody_with_second_factors(visit, sample, mentor, language, dark, screenshots):
    page = visit(language=language, dark=dark, person=mentor)
    sample["#key"] = adds_a_passkey(page).pk

    assert faults_of(page, MENTOR, sample, language, screenshots) == {}


def adds_a_passkey(page):
    """Register a key of the browser's own by the page for it; answers its row."""
    gives_it_a_key(page)
    page.goto(reverse("mfa_add_webauthn"))
    page.locator("#mfa_webauthn_add").click()
    page.wait_for_url(f"**{reverse('mfa_index')}")
    return Authenticator.objects.get(type=Authenticator.Type.WEBAUTHN)


def gives_it_a_key(page):
    """Plug a security key into the browser, which answers without a touch."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    abilities = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": {**abilities, "isUserVerified": True}})


def test_the_second_step_of_a_sign_in(visit, mentor):
    page = visit()
    page.goto(reverse("account_login"))
    page.get_by_label("Username").fill("mentor")
    page.get_by_label("Password").fill("mentor")
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(f"**{reverse('mfa_authenticate')}**")

    assert faults_here(page, "en") == []


def test_the_page_of_a_failed_sign_in(visit):
    page = visit()

    assert page.goto(reverse("socialaccount_login_error")).status == 401
    assert faults_here(page, "en") == []


def test_the_page_for_an_address_that_leads_nowhere(visit):
    page = visit()

    assert page.goto("/consultations/no-such-thing/").status == 404
    assert faults_here(page, "en") == []


def faults_of(page, visits, sample, language, screenshots):
    """{visit: what is wrong with the page}, for the visits that find something."""
    found = {}
    for visit, words in visits.items():
        name, _, more = visit.partition(" ")
        address = reverse(name, args=[sample.get(word, word) for word in words])
        answer = page.goto(address + (more if more.startswith("?") else ""))
        faults = (
            []
            if answer.status == 200 and page.url.partition("?")[0].endswith(address)
            else [f"{answer.status} {page.url}"]
        )
        faults += faults_here(page, language)
        screenshots(page, visit)
        if faults:
            found[visit] = faults
    return found


def faults_here(page, language):
    """What is wrong with the open page."""
    root = page.locator("html")
    said = root.get_attribute("lang"), root.get_attribute("dir")
    faults = [] if said == (language, "rtl" if language == "ar" else "ltr") else [f"the page says {said}"]
    for size, (width, height) in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        faults += [f"{size}: {fault}" for fault in axe_faults(page)]
    page.set_viewport_size({"width": SMALLEST, "height": 600})
    if (needed := page.evaluate("document.documentElement.scrollWidth")) > SMALLEST:
        faults.append(f"needs {needed} px")
    return faults


def axe_faults(page):
    """One line for each element that breaks a rule of axe."""
    return [
        f"{rule['id']}: {' '.join(map(str, node['target']))} – {node['failureSummary'].splitlines()[-1].strip()}"
        for rule in Axe().run(page).response["violations"]
        for node in rule["nodes"]
    ]


@pytest.mark.parametrize(("language", "dark"), LOOKS)
def test_forms_that_come_back(visit, sample, language, dark):
    """An empty form is sent; the page says what is missing, to everybody and in its language."""
    reader = visit(language=language, dark=dark)
    learner = visit(language=language, dark=dark, person=Person.objects.get(username="learner"))
    found = {}
    for page, name, args, field in (
        (reader, "account_signup", [], "username"),
        (reader, "account_login", [], "login"),
        (learner, "consultations:new_idea", [SLUG], "title"),
        (learner, "consultations:report", [SLUG, "idea", sample["#idea"]], "note"),
        (learner, "consultations:propose_term", [SLUG, "es"], "text"),
        (learner, "people:edit_profile", [], "display_name"),
    ):
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto(reverse(name, args=args))
        page.locator(f"[name={field}]").fill("")
        page.locator(f"[name={field}]").evaluate("field => field.form.submit()")
        page.locator(".error-summary, .cdx-message--error").first.wait_for()
        if faults := faults_here(page, language):
            found[name] = faults

    assert found == {}
