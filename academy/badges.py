"""Certificates as Open Badges 3.0: the credential, and the public documents that it names."""

from django.conf import settings
from django.urls import reverse

CONTEXT = [
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
]
NAME = "Peer Academy"


def address(name, *args):
    return settings.SITE_URL + reverse(f"academy:{name}", args=args)


def issuer():
    """Who issues certificates here."""
    return {
        "id": address("issuer"),
        "type": ["Profile"],
        "name": NAME,
        "url": settings.SITE_URL + "/",
    }


def achievement(offering):
    """What one completed: a course or a track, as its page says it."""
    kind = offering._meta.model_name
    results = {"resultDescription": [mentored_result(offering)]} if kind == "track" else {}
    return {
        "id": address(f"{kind}_badge", offering.slug),
        "type": ["Achievement"],
        "achievementType": "Course" if kind == "course" else "LearningProgram",
        "name": offering.title,
        "description": offering.summary,
        "inLanguage": offering.language.code,
        "criteria": {"id": settings.SITE_URL + offering.get_absolute_url(), "narrative": criteria(offering)},
        **results,
    }


def mentored_result(track):
    """What else a certificate of the track may state; in English, as the other words of the standard."""
    return {
        "id": address("track_badge", track.slug) + "#mentored",
        "type": ["ResultDescription"],
        "name": "Minutes of meetings with a mentor, as the two logged them",
        "resultType": "Result",
    }


def mentored(minutes, track):
    """The statement itself; nothing where nobody met."""
    named = {"type": ["Result"], "resultDescription": mentored_result(track)["id"], "value": str(minutes)}
    return {"result": [named]} if minutes else {}


def mentored_minutes(payload):
    """Minutes with a mentor that a verified payload states, 0 where it states none."""
    results = payload.get("credentialSubject", {}).get("result", ())
    stated = [result["value"] for result in results if result["resultDescription"].endswith("#mentored")]
    return int(stated[0]) if stated else 0


def criteria(offering):
    """How one completes it, in a sentence; in English, as the other words of the standard."""
    if offering._meta.model_name == "track":
        return "Completed all required courses of the track, and as many elective ones as it asks for."
    if offering.sessions_needed:
        sessions = "session" if offering.sessions_needed == 1 else "sessions"
        return f"Attended {offering.sessions_needed} {sessions} of the course."
    return "Attended all sessions of the course."


def credential(certificate, *, minutes=0):
    """The OpenBadgeCredential of a certificate, as the payload of a JWT: with iss, jti, nbf and sub.

    `minutes`: of meetings with a mentor, which a track's states.
    """
    person = settings.SITE_URL + certificate.person.get_absolute_url()
    since = certificate.issued_at.replace(microsecond=0)  # nbf counts seconds, and validFrom must say the same
    offering = certificate.course or certificate.track
    body = {
        "@context": CONTEXT,
        "id": address("certificate", certificate.pk),
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": offering.title,
        "issuer": issuer(),
        "validFrom": since.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "credentialSubject": {
            "id": person,
            "type": ["AchievementSubject"],
            "identifier": [
                {"type": "IdentityObject", "hashed": False, "identityHash": certificate.name, "identityType": "name"}
            ],
            "achievement": achievement(offering),
            **mentored(minutes, offering),
        },
        "credentialStatus": {"id": address("revocations"), "type": "1EdTechRevocationList"},
    }
    return body | {"iss": body["issuer"]["id"], "jti": body["id"], "nbf": int(since.timestamp()), "sub": person}


def says(payload, certificate):
    """Whether a verified payload speaks of this certificate, and of the name and the title that its page shows."""
    subject = payload.get("credentialSubject", {})
    names = [identity["identityHash"] for identity in subject.get("identifier", ())]
    return str(payload.get("jti", "")).rstrip("/").endswith(str(certificate.pk)) and names == [certificate.name]


def revocations(certificates):
    """The list of revoked credentials, with the reason of each."""
    return {
        "id": address("revocations"),
        "issuer": address("issuer"),
        "revokedCredentials": [
            {
                "id": address("certificate", certificate.pk),
                "revoked": True,
                "revocationReason": certificate.revoked_because,
            }
            for certificate in certificates
        ],
    }
