"""Kinds of notices that only the tests have."""

from notices.kinds import Kind


def what_the_payload_says(notice, subject):
    """A check that a test decides: a reason, or a check that breaks."""
    if notice.payload.get("check") == "breaks":
        raise RuntimeError("the check broke")
    return notice.payload.get("check", "")


def home(notice, subject):
    return "/"


def kind(name, **rest):
    return Kind(name=name, label=f"The kind {name}", template="test_mail/reminder", url=home, **rest)


KINDS = [
    kind("reminder", check=what_the_payload_says),
    kind("moved"),
    kind("weekly", default="digest", check=what_the_payload_says),
    kind("quiet", default="in_app"),
    kind("account", can_choose=False),
]
