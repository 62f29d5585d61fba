"""Any form, ours or a package's, comes out as Codex draws forms."""

import pytest
from django import forms
from django.template import Context, Template
from django.test import RequestFactory


class ShareForm(forms.Form):
    title = forms.CharField(max_length=50, help_text="In a few words.")
    text = forms.CharField(widget=forms.Textarea, max_length=10_000, required=False)
    language = forms.ChoiceField(choices=[("en", "English"), ("ar", "العربية")])
    topic = forms.ChoiceField(widget=forms.RadioSelect, choices=[("a", "Selection"), ("b", "Words")])
    areas = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple, choices=[("g", "GLAM")], required=False)
    agreed = forms.BooleanField(required=False)
    stamp = forms.CharField(widget=forms.HiddenInput, required=False)


def printed(form):
    return Template("{{ form }}").render(Context({"form": form, "request": RequestFactory().get("/")}))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("title", 'class="cdx-text-input__input"'),
        ("text", 'class="cdx-text-area__textarea"'),
        ("language", 'class="cdx-select"'),
        ("topic", 'class="cdx-radio__input"'),
        ("areas", 'class="cdx-checkbox__input"'),
        ("agreed", 'class="cdx-checkbox__input"'),
    ],
)
def test_control_has_the_class_of_its_component(name, expected):
    assert expected in ShareForm()[name].as_field_group()


def test_hidden_field_has_no_class_and_no_label():
    html = printed(ShareForm())

    assert '<input type="hidden" name="stamp" id="id_stamp">' in html
    assert "Stamp" not in html


def test_help_and_error_describe_the_control():
    html = ShareForm({})["title"].as_field_group()

    assert 'aria-describedby="id_title_helptext id_title_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'id="id_title_helptext"' in html
    assert 'id="id_title_error"' in html
    assert "cdx-text-input--status-error" in html


def test_group_is_a_fieldset_named_by_its_legend_and_described_by_its_error():
    html = ShareForm({})["topic"].as_field_group()

    assert "<fieldset" in html
    assert "<legend" in html
    assert 'aria-describedby="id_topic_error"' in html


def test_error_summary_leads_to_each_field_and_to_the_first_choice_of_a_group():
    html = printed(ShareForm({"text": "kept"}))

    assert 'role="alert"' in html
    assert '<a href="#id_title">Title</a>' in html
    assert '<a href="#id_topic_0">Topic</a>' in html
    assert 'id="id_topic_0"' in html
    assert "kept</textarea>" in html


def test_form_that_was_not_sent_has_no_summary():
    assert "error-summary" not in printed(ShareForm())


def test_error_of_the_whole_form_is_in_the_summary():
    form = ShareForm({"title": "A", "language": "en", "topic": "a"})
    form.add_error(None, "The consultation has closed.")

    assert "<li>The consultation has closed.</li>" in printed(form)


def test_text_by_a_person_is_escaped_in_an_error():
    form = ShareForm({"title": "A", "language": "<script>", "topic": "a"})

    assert "<script>" not in printed(form)


def test_only_optional_fields_are_marked():
    form = ShareForm()

    assert "(optional)" in form["text"].as_field_group()
    assert "(optional)" not in form["title"].as_field_group()


def test_form_of_optional_fields_alone_may_leave_the_marks_out():
    form = ShareForm()
    form.mark_optional = False

    assert "(optional)" not in form["text"].as_field_group()


def test_label_that_says_optional_itself_is_not_marked_twice():
    class SignupForm(forms.Form):
        email = forms.EmailField(label="E-mail (optional)", required=False)

    assert SignupForm()["email"].as_field_group().count("(optional)") == 1


def test_long_text_is_counted_and_never_cut_by_the_browser():
    html = str(ShareForm()["text"])

    assert 'data-limit="10000"' in html
    assert "maxlength" not in html


def test_placeholder_that_repeats_the_label_is_left_out():
    class LoginForm(forms.Form):
        login = forms.CharField(label="User name", widget=forms.TextInput(attrs={"placeholder": "User name"}))

    assert "placeholder" not in str(LoginForm()["login"])


def test_class_of_the_widget_wins():
    class AdminForm(forms.Form):
        name = forms.CharField(widget=forms.TextInput(attrs={"class": "own"}))

    assert 'class="own"' in str(AdminForm()["name"])


def test_file_input_is_left_as_the_browser_draws_it():
    class UploadForm(forms.Form):
        sheet = forms.FileField()

    assert "cdx-text-input" not in UploadForm()["sheet"].as_field_group()


class LongForm(forms.Form):
    areas = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple, choices=[(str(n), f"Area {n}") for n in range(9)], required=False
    )


def test_long_list_of_choices_that_may_be_left_out_waits_behind_a_line():
    assert "<details" in LongForm()["areas"].as_field_group()


@pytest.mark.parametrize(
    "form",
    [
        pytest.param(LongForm({"areas": ["3"]}), id="chosen"),
        pytest.param(LongForm(initial={"areas": ["3"]}), id="kept"),
        pytest.param(LongForm({"areas": ["99"]}), id="refused"),
        pytest.param(ShareForm(), id="short"),
    ],
)
def test_list_of_choices_stands_open_where_it_says_something(form):
    assert "<details" not in form["areas"].as_field_group()
