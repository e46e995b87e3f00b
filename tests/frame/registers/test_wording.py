"""Labels in the reader's language; what has no English word stays as it is declared."""

from __future__ import annotations

from django.utils import translation
from django.utils.translation import gettext

from zhiheng.frame.people.scope import Scope
from zhiheng.frame.registers.declare import register_of
from zhiheng.frame.registers.filters import filterset_of
from zhiheng.frame.registers.forms import form_of
from zhiheng.frame.registers.wording import heading, option, said


def test_a_label_is_said_in_the_language_of_the_reader() -> None:
    register = register_of("sampling")
    with translation.override("en"):
        assert heading(register, "region") == "Region"
        assert register.label_of("region") == "区划"
    with translation.override("zh-hans"):
        assert heading(register, "region") == "区划"


def test_a_word_without_english_stays_as_declared() -> None:
    with translation.override("en"):
        assert str(said("没有英文的词")) == "没有英文的词"
        assert said("") == ""


def test_a_word_that_a_page_uses_otherwise_has_an_english_of_its_own() -> None:
    """The button 撤销 takes something back; a body whose approval is 撤销 lost it."""
    with translation.override("en"):
        assert (str(said("撤销")), gettext("撤销")) == ("Revoked", "Cancel")
    with translation.override("zh-hans"):
        assert str(said("撤销")) == "撤销"


def test_a_state_is_called_what_its_lifecycle_calls_it() -> None:
    spec = register_of("management_certificates").model_field("state")
    key = next(k for k, words in spec.flatchoices if words == "已撤销")
    with translation.override("en"):
        assert option(spec, key) == "Withdrawn"
    with translation.override("zh-hans"):
        assert option(spec, key) == "已撤销"


def test_forms_and_filters_made_in_one_language_are_shown_in_another() -> None:
    register = register_of("sampling")
    with translation.override("zh-hans"):
        form, filters = form_of(register, Scope("register.add")), filterset_of(register)
    with translation.override("en"):
        assert str(form.base_fields["region"].label) == "Region"
        assert str(filters.base_filters["region"].label) == "Region"
        assert ("qualified", "Pass") in [
            (k, str(v)) for k, v in filters.base_filters["result"].extra["choices"]
        ]


def test_a_choice_is_said_and_an_unknown_value_shown_as_it_is() -> None:
    spec = register_of("sampling").model_field("result")
    with translation.override("en"):
        assert option(spec, "qualified") == "Pass"
        assert option(spec, "other") == "other"
        assert option(spec, None) is None


def test_a_file_keeps_the_declared_labels() -> None:
    register = register_of("sampling")
    with translation.override("en"):
        assert "区划" in [s.label for s in register.specs()]
