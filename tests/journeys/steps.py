"""Single steps of a participant, by what a person sees: labels, headings and buttons. They need no JavaScript."""

from playwright.sync_api import expect

from .conftest import PASSWORD


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def follow_link(page, name):
    page.get_by_role("link", name=name, exact=True).first.click()


def sees(page, text):
    expect(page.get_by_role("main")).to_contain_text(text)


def sees_heading(page, text):
    expect(page.get_by_role("heading", level=1)).to_have_text(text)


def makes_an_account(page, name):
    page.goto("/")
    follow_link(page, "Sign in")
    follow_link(page, "Make an account")
    page.get_by_label("Username").fill(name)
    page.locator("[name=password1]").fill(PASSWORD)
    page.locator("[name=password2]").fill(PASSWORD)
    press(page, "Make an account")
    expect(page.get_by_text("My menu")).to_be_attached()


def signs_in(page, name):
    page.goto("/accounts/login/")
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    press(page, "Sign in")
    expect(page.get_by_text("My menu")).to_be_attached()


def declares_language(page, code, level):
    page.goto("/me/")
    follow_link(page, "Edit my profile")
    page.locator("[name=languages-0-language]").fill(code)
    page.locator("[name=languages-0-level]").select_option(level)
    page.get_by_role("button", name="Save my profile").last.click()
    sees(page, "Your profile is saved.")


def writes_an_idea(page, title, body):
    page.goto("/consultations/dialogue/")
    follow_link(page, "Share an idea")
    page.get_by_label("A peer academy").check()
    page.get_by_label("Title").fill(title)
    page.get_by_label("The idea", exact=True).fill(body)


def comments(page, text):
    page.get_by_label("Comment", exact=True).fill(text)
    press(page, "Comment")
    sees(page, "Your comment is here for everybody to read.")
    expect(page.locator(".comment").filter(has_text=text)).to_be_visible()


def answers(page, comment, text):
    page.locator(".comment").filter(has_text=comment).get_by_role("link", name="Answer").click()
    sees_heading(page, "Answer")
    sees(page, comment)
    comments(page, text)


def asks(page, text):
    page.goto("/consultations/dialogue/questions/")
    page.get_by_label("Question", exact=True).fill(text)
    press(page, "Ask")
    sees(page, "Your question is here.")
    sees(page, text)


def reports(page, reason):
    page.get_by_label(reason).check()
    press(page, "Send the report")
    sees(page, "Thank you. The moderators will look at it.")


def choice(page, word, grade):
    return page.get_by_role("group", name=f"Your vote on {word}").get_by_label(grade, exact=True)


def signs_out(page):
    page.get_by_text("My menu").locator("xpath=ancestor::summary").click()
    press(page, "Sign out")
    expect(page.get_by_role("link", name="Sign in", exact=True).first).to_be_visible()
