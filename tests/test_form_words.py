"""How hard the words of forms are: labels, hints and error messages, of a page and of a service."""

from dataclasses import replace

import pytest

from auditor.evidence import Kind, PageEvidence, TextBlock
from auditor.evidence.landmark import Landmark
from auditor.evidence.named import Named, NamedField
from auditor.examples import head, page
from auditor.service import FormText, PageDigest
from auditor.text.block_keys import block_keys, key_of
from auditor.text.form_words import form_texts
from auditor.text.service_forms import service_forms


def field(
    label: str = "Age",
    *,
    hint: str = "",
    invalid: bool = False,
    group: str = "",
    placeholder: str = "",
    landmark: Landmark = Landmark.MAIN,
) -> NamedField:
    return NamedField(
        selector="input", snippet="<input>", landmark=landmark, role="textbox", kind="text", name=label,
        source="label", labels=(label,), group=group, placeholder=placeholder, invalid=invalid,
        described=hint, messages=(hint,) if hint else (),
    )  # fmt: skip


def form(*fields: NamedField, lang: str = "en", text: tuple[TextBlock, ...] = ()) -> PageEvidence:
    return page(named=Named(fields=fields), head=head(lang=lang), text=text)


def block(text: str, tag: str = "p") -> TextBlock:
    return TextBlock(text, tag, Landmark.MAIN, "", tag)


def reasons(found: PageEvidence) -> list[str]:
    return [reason for text in form_texts(found) for reason in text.reasons]


@pytest.mark.parametrize(
    ("label", "lang", "reason"),
    [
        ("Date of birth", "en", None),
        ("Emoluments", "en", "office word: “Emoluments”"),
        ("Sist ansatt, jf. vedtak", "no", None),
        ("Reference of the HST letter", "en", "not spelled out: “HST”"),
        ("Postcode, as on your PDF", "en", None),
        ("Telecommunications", "en", "long words: “Telecommunications”"),
        ("Accommodation", "en", "long words: “Accommodation”"),
        ("Nationality", "en", None),
        ("Geburtsdatum", "de", None),
        ("Staatsangehörigkeit", "de", "long words: “Staatsangehörigkeit”"),
        ("Exemption by section 12 of the Roads Act 1984", "en", "laws: “section 12”, “Act 1984”"),
        ("APPLICANT NAME", "en", "in capital letters"),
        ("NAME", "en", None),
        ("I cannot apply unless I live here", "en", "two negatives: “cannot apply unless”"),
        ("applicant_first_name", "en", "words of programs: “applicant_first_name”"),
        ("Info", "en", "it does not say what to fill in"),
        ("生年月日", "ja", None),
    ],
)
def test_a_label_is_hard_by_its_words(label: str, lang: str, reason: str | None) -> None:
    assert reasons(form(field(label), lang=lang)) == ([reason] if reason else [])


def test_a_label_of_more_than_25_words_is_long() -> None:
    words = f"I agree that you may keep {'what I write ' * 6}at home"
    assert len(words.split()) == 26
    assert reasons(form(field(words))) == ["a sentence of 26 words"]
    assert reasons(form(field(words.removesuffix(" home")))) == []


def test_what_the_page_explains_needs_no_explanation_in_a_label() -> None:
    said = block("The Housing Support Team (HST) will write to you.")
    assert reasons(form(field("HST number"), text=(said,))) == []


def test_a_lone_word_in_capitals_is_an_abbreviation_only_among_labels_that_are_not_shouted() -> None:
    assert reasons(form(field("NINO"), field("First name"), field("Age"))) == ["not spelled out: “NINO”"]
    assert reasons(form(field("NINO"), field("ADDRESS"), field("Age"))) == []


def test_groups_placeholders_and_descriptions_are_read_and_menus_and_stars_are_not() -> None:
    found = form_texts(
        form(
            field("Name *", group="You", placeholder="Ada Lovelace", hint="As in your passport"),
            field("Age", hint="Error", invalid=True),
            field("Search", landmark=Landmark.BANNER),
        )
    )
    assert [(each.kind, each.text) for each in found] == [
        ("label", "You"), ("label", "Name"), ("hint", "Ada Lovelace"), ("hint", "As in your passport"),
        ("label", "Age"), ("error", "Error"),
    ]  # fmt: skip
    assert found[-1].reasons == ("it does not say what is wrong",)
    assert [each.reasons for each in found[:-1]] == [()] * 5


def digest(name: str, *texts: FormText, blocks: tuple[TextBlock, ...] = ()) -> PageDigest:
    url = f"https://city.example/{name}"
    return PageDigest(
        page_id=name, url=url, final_url=url, kind=Kind.HTML, content_hash=name, form_texts=texts,
        block_keys=block_keys(blocks),
    )  # fmt: skip


def said(kind: str, text: str, *reasons: str) -> FormText:
    return FormText(kind=kind, text=text, selector="p", language="en", reasons=reasons)  # type: ignore[arg-type]


def answer(text: str) -> FormText:
    return replace(said("answer", text), block=key_of(text))


def test_a_hint_of_a_wrong_field_is_no_error() -> None:
    hint, error = said("hint", "As in your passport"), said("error", "Invalid", "says nothing")
    wrong = digest(
        "b", said("error", "As in your passport"), error, answer("Name As in your passport Invalid")
    )
    found = service_forms([digest("a", hint), wrong], {})
    assert found is not None
    assert (found.hints, found.errors) == (1, 1)


def test_an_answer_beside_a_label_is_given_without_it() -> None:
    nothing_new = block("There is a problem", "h2"), block("Age * In years")
    asked = form(field("Age", hint="In years"), text=(block("Age * Required"), *nothing_new))
    [label, _, said_there] = form_texts(replace(asked, of_empty_form=True))
    assert (label.text, said_there.text, said_there.kind) == ("Age", "Required", "answer")
    assert said_there.block == key_of("Age * Required")


def test_a_service_has_each_text_once_and_its_errors_come_first() -> None:
    found = service_forms(
        [
            digest("a", said("label", "Emoluments", "an office word"), said("hint", "Ada")),
            digest(
                "b", said("label", "Emoluments", "an office word"), said("error", "Error", "says nothing")
            ),
        ],
        {},
    )
    assert found is not None
    assert (found.labels, found.hints, found.errors, found.hard) == (1, 1, 1, 2)
    assert [(url[-1], each.text) for url, each in found.hardest] == [("b", "Error"), ("a", "Emoluments")]


def test_what_each_of_three_pages_asks_is_the_site_s() -> None:
    site = said("label", "News by e-mail")
    pages = [digest("a", site), digest("b", site), digest("c", site, said("label", "Name"))]
    found = service_forms(pages, {})
    assert found is not None
    assert found.labels == 1
    assert service_forms(pages[:2], {}) is not None


def test_only_what_the_answer_to_an_empty_form_has_new_is_an_error() -> None:
    form = (block("Name"), block("Write it as in your passport."), block("Send"))
    new = block("Oops")
    answers = tuple(answer(each.text) for each in (*form, new))
    before = digest("form", said("label", "Name"), blocks=form)
    found = service_forms([before, digest("answer", *answers, blocks=(*form, new))], {})
    assert found is not None
    assert (found.labels, found.errors) == (1, 1)
    thanks = (block("Thank you."), block("We will write to you."), block("Name"))
    other = digest("answer", *(answer(each.text) for each in thanks), blocks=thanks)
    found = service_forms([before, other], {})
    assert found is not None
    assert found.errors == 0


def test_without_forms_there_is_nothing_to_say() -> None:
    assert form_texts(form()) == ()
    assert service_forms([digest("a")], {}) is None
