"""Every form of the site drawn as Codex draws forms, those of allauth too."""

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.forms.widgets import Input
from django.utils.functional import cached_property

MANY = 8  # choices of a list that folds


class CodexBoundField(BoundField):
    """A field that knows which of Codex's components it is."""

    @cached_property
    def kind(self):
        """Which branch of `_components/field.html` draws it: checkbox, group or control."""
        widget = self.field.widget
        if isinstance(widget, (forms.RadioSelect, forms.CheckboxSelectMultiple)):
            return "group"
        return "checkbox" if isinstance(widget, forms.CheckboxInput) else "control"

    @property
    def choice_kind(self):
        """Radio buttons, or check boxes, of a group."""
        return "checkbox" if isinstance(self.field.widget, forms.CheckboxSelectMultiple) else "radio"

    @property
    def is_folded(self):
        """Whether a long list of optional choices, none of them made, waits behind one line."""
        many = isinstance(self.field.widget, forms.CheckboxSelectMultiple) and len(self.subwidgets) > MANY
        return many and not (self.field.required or self.value() or self.errors)

    @property
    def control_classes(self):
        """The classes of the element around a control."""
        component = self._component()
        if component not in ("cdx-text-input", "cdx-text-area"):
            return ""
        return f"{component} {component}--status-error" if self.errors else component

    @property
    def marked_optional(self):
        """Whether the label says so; a form of optional fields alone, as a filter, sets `mark_optional = False`."""
        says_so_itself = str(self.label).endswith((")", "）"))  # as allauth's "E-mail (optional)" does
        return not self.field.required and not says_so_itself and getattr(self.form, "mark_optional", True)

    @property
    def id_of_first_control(self):
        """Where the error summary leads: the control, or the first choice of a group."""
        return self.subwidgets[0].id_for_label if self.kind == "group" and self.subwidgets else self.id_for_label

    def build_widget_attrs(self, attrs, widget=None):
        """Django's attributes, Codex's class, no label twice, and a limit that counts instead of cutting."""
        attrs = super().build_widget_attrs(attrs, widget)
        widget = widget or self.field.widget
        if "class" not in widget.attrs and (name := self._control_class(widget)):
            attrs.setdefault("class", name)
        if widget.attrs.get("placeholder") == self.label:
            attrs["placeholder"] = False
        if type(widget) in (forms.TextInput, forms.Textarea):
            attrs.setdefault("dir", "auto")  # what is typed may run the other way than the page
        if isinstance(widget, forms.Textarea) and (limit := widget.attrs.get("maxlength")):
            attrs |= {"maxlength": False, "data-limit": limit}
        return attrs

    def _component(self):
        widget = self.field.widget
        if isinstance(widget, forms.Textarea):
            return "cdx-text-area"
        if isinstance(widget, forms.Select) and not widget.allow_multiple_selected:
            return "cdx-select"
        is_text = isinstance(widget, Input) and not isinstance(widget, forms.FileInput)
        return "cdx-text-input" if is_text else ""

    def _control_class(self, widget):
        if widget.is_hidden:
            return ""
        if self.kind == "group":
            return f"cdx-{self.choice_kind}__input"
        if self.kind == "checkbox":
            return "cdx-checkbox__input"
        component = self._component()
        return {"cdx-text-area": "cdx-text-area__textarea", "cdx-text-input": "cdx-text-input__input"}.get(
            component, component
        )


class CodexRenderer(TemplatesSetting):
    """Draws forms and fields with `templates/_components/`, widgets with Django's own templates."""

    form_template_name = "_components/form_fields.html"
    field_template_name = "_components/field.html"
    bound_field_class = CodexBoundField
