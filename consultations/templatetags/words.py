"""The word for those who guide a community, in pages and mails."""

from django import template

from consultations.leader_word import leader_word

register = template.Library()

register.simple_tag(leader_word)
