"""Who opens which page, with what stands in its address; "#idea" stands for a row of the sample.

Names are those of the URLconf; what follows a space tells two visits of one page apart.
"""

from tests.academy import pages as academy
from tests.learning_days import pages as learning_days
from tests.mentoring import pages as mentoring

SLUG = "leadership-development-dialogue"

READERS = {
    "home": [],
    "consultations:list": [],
    "consultations:consultation": [SLUG],
    "consultations:topic": [SLUG, "#topic"],
    "consultations:ideas": [SLUG],
    "consultations:ideas ?q=nothing": [SLUG],
    "consultations:idea": [SLUG, "#idea"],
    "consultations:idea hidden": [SLUG, "#hidden"],
    "consultations:findings": [SLUG],
    "consultations:finding": [SLUG, "#finding"],
    "consultations:focus_groups": [SLUG],
    "consultations:resources": [SLUG],
    "consultations:idea_history": [SLUG, "#idea"],
    "consultations:data": [SLUG],
    "consultations:questions": [SLUG],
    "consultations:words": [SLUG],
    "consultations:ballot": [SLUG, "es"],
    "consultations:results": [SLUG],
    "consultations:language_results": [SLUG, "es"],
    "consultations:moderation": [SLUG],
    "people:profile": ["learner"],
    "account_login": [],
    "account_signup": [],
    "account_reset_password": [],
    "account_reset_password_done": [],
    "account_reset_password_from_key": ["1", "old-key"],
    "account_reset_password_from_key_done": [],
    "account_confirm_email": ["old-key"],
    "account_email_verification_sent": [],
    "account_inactive": [],
    "notices:unsubscribe": ["#token"],
    "socialaccount_login_cancelled": [],
}
LEARNER = {
    "home": [],
    "people:me": [],
    "people:edit_profile": [],
    "notices:timeline": [],
    "notices:choices": [],
    "people:profile": ["learner"],
    "consultations:consultation": [SLUG],
    "consultations:topic": [SLUG, "#topic"],
    "consultations:idea": [SLUG, "#idea"],
    "consultations:idea own": [SLUG, "#own"],
    "consultations:new_idea": [SLUG],
    "consultations:edit_idea": [SLUG, "#own"],
    "consultations:idea_history": [SLUG, "#own"],
    "consultations:idea_comment": [SLUG, "#idea"],
    "consultations:topic_comment": [SLUG, "#topic"],
    "consultations:edit_comment": [SLUG, "#comment"],
    "consultations:questions": [SLUG],
    "consultations:words": [SLUG],
    "consultations:ballot": [SLUG, "es"],
    "consultations:ballot undeclared": [SLUG, "sw"],
    "consultations:propose_term": [SLUG, "es"],
    "consultations:language_results": [SLUG, "es"],
    "consultations:results": [SLUG],
    "consultations:my_votes": [SLUG],
    "consultations:report": [SLUG, "idea", "#idea"],
    "consultations:translate": [SLUG, "idea", "#idea"],
    "consultations:translate ?language=es": [SLUG, "idea", "#idea"],
    "consultations:translate gloss": [SLUG, "term", "#term"],
    "consultations:merge": [SLUG, "#merge"],
    "consultations:idea merged": [SLUG, "#merged"],
    "consultations:appeal": [SLUG, "idea", "#own_hidden"],
    "consultations:idea own hidden": [SLUG, "#own_hidden"],
    "account_logout": [],
    "account_reauthenticate": [],
    "account_email": [],
    "account_change_password": [],
    "socialaccount_connections": [],
    "usersessions_list": [],
    "mfa_index": [],
    "mfa_activate_totp": [],
    "mfa_list_webauthn": [],
    "mfa_add_webauthn": [],
}
MENTOR = {
    "mfa_index": [],
    "mfa_reauthenticate": [],
    "mfa_deactivate_totp": [],
    "mfa_view_recovery_codes": [],
    "mfa_generate_recovery_codes": [],
    "mfa_list_webauthn": [],
    "mfa_edit_webauthn": ["#key"],
    "mfa_remove_webauthn": ["#key"],
    "mfa_reauthenticate_webauthn": [],
}
NO_PAGE = {
    "socialaccount_login_error": "answers 401: test_the_page_of_a_failed_sign_in",
    "live": "for machines",
    "ready": "for machines",
    "set_language": "takes a form, answers with a page of this list",
    "people:suggest_languages": "a part of the profile's form",
    **dict.fromkeys(
        [
            "consultations:calendar",
            "consultations:ideas_atom",
            "consultations:ideas_csv",
            "consultations:ideas_json",
            "consultations:recount",
            "consultations:results_csv",
            "consultations:results_json",
            "consultations:results_wiki",
        ],
        "a file: tests/consultations/test_open_data_ideas.py and its neighbours",
    ),
    "consultations:similar_ideas": "a part of the form of an idea",
    "consultations:follow": "takes a form",
    "consultations:follow_idea": "takes a form",
    "consultations:endorse": "takes a form",
    "account_set_password": "leads to another page where there is a password",
    "account_confirm_login_code": "codes by mail are switched off",
    "mfa_authenticate": "is met while signing in: test_the_second_step_of_a_sign_in",
    "mfa_download_recovery_codes": "a file",
    "mfa_login_webauthn": "for the script of the sign-in page",
    "mediawiki_login": "leads to Wikimedia",
    "mediawiki_callback": "Wikimedia leads here",
    "socialaccount_signup": "nobody is led there: an account is made without a further question",
}
READERS |= academy.READERS
LEARNER |= academy.LEARNER
NO_PAGE |= academy.NO_PAGE
READERS |= mentoring.READERS | learning_days.READERS
LEARNER |= mentoring.LEARNER | learning_days.LEARNER
NO_PAGE |= mentoring.NO_PAGE | learning_days.NO_PAGE
