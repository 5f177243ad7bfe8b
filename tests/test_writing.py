"""Writers judge their texts at once: files, what is piped in, and pages as they are served."""

import io
import json
import sys
from pathlib import Path

import pytest

from auditor.evidence import TextBlock
from auditor.evidence.landmark import Landmark
from auditor.text.hard_sentences import hardest
from auditor.text.prose import Sentence
from auditor.text.sentences import words
from auditor.writing.sources import MAX_BYTES, SourceError, read_sources
from tests.conftest import CommandLine
from tests.served import Answer, Served, html

LONG = (
    "If you are on a low income and are responsible for the payment of council tax in respect of a dwelling, "
    "you may, subject to the production of documentary evidence, be entitled to a reduction of liability."
)
SHORT = "We will write to you. You can call us or come to the town hall. Bring a letter from your bank."


def blocks(name: Path) -> tuple[TextBlock, ...]:
    [read] = read_sources([str(name)], language="", school_years=9)
    assert not isinstance(read, SourceError)
    return read.text or ()


def written(folder: Path, text: str, name: str = "text.txt") -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


class TestSources:
    def test_plain_text_is_cut_at_empty_lines_and_before_items(self, tmp_path: Path) -> None:
        text = "Council tax\n\nIf you pay,\ncall us.\n- First\n- Second\n\n\n1. Third"
        assert [(each.tag, each.text) for each in blocks(written(tmp_path, text))] == [
            ("p", "Council tax"),
            ("p", "If you pay, call us."),
            ("li", "First"),
            ("li", "Second"),
            ("li", "Third"),
        ]

    def test_of_markdown_code_and_addresses_are_no_text(self, tmp_path: Path) -> None:
        text = "# Council *tax*\n\nCall [us](tel:1) ![a hall](h.png).\n\n- First\n"
        text += "\n```sh\nrun it\n```\n\n[us]: /call"
        assert [(each.tag, each.text) for each in blocks(written(tmp_path, text, "text.md"))] == [
            ("h1", "Council tax"),
            ("p", "Call us ."),
            ("li", "First"),
            ("pre", "run it"),  # which is never taken for text
        ]

    def test_of_html_each_block_keeps_its_place_and_language(self, tmp_path: Path) -> None:
        text = """<!doctype html><html lang="en"><head><title>T</title></head><body><nav>Menu</nav>
            <main><h1>Births</h1><p>Register <b>now</b>, or <a href="/">later</a>.</p><script>no()</script>
            <p lang="fr" hidden>Caché</p><div lang="fr">Ici.<br>Là.</div></main>
            <footer>Foot</footer></body></html>"""
        assert [
            (each.text, each.tag, each.landmark, each.lang) for each in blocks(written(tmp_path, text))
        ] == [
            ("Menu", "nav", Landmark.NAVIGATION, "en"),
            ("Births", "h1", Landmark.MAIN, "en"),
            ("Register now, or later.", "p", Landmark.MAIN, "en"),
            ("Ici.", "div", Landmark.MAIN, "fr"),
            ("Là.", "div", Landmark.MAIN, "fr"),
            ("Foot", "footer", Landmark.CONTENTINFO, "en"),
        ]
        assert [each.link_chars for each in blocks(tmp_path / "text.txt")][2] == len("later")

    def test_a_role_names_a_place_and_a_part_s_footer_is_no_page_s(self, tmp_path: Path) -> None:
        text = """<!doctype html><body><div role="navigation">Menu</div><div role="none">Text</div>
            <article><footer>By the mayor</footer></article><footer>Town</footer></body>"""
        assert [each.landmark for each in blocks(written(tmp_path, text))] == [
            Landmark.NAVIGATION,
            Landmark.NONE,
            Landmark.NONE,
            Landmark.CONTENTINFO,
        ]

    def test_markup_without_end_ends(self, tmp_path: Path) -> None:
        assert blocks(written(tmp_path, "<!doctype html>" + "<div>" * 100_000 + "deep")) == ()

    @pytest.mark.parametrize(
        ("body", "reason"),
        [
            (b"\xff\xfe\x00", "is no text in UTF-8"),
            (b"a\0b", "is no text"),
            (b"a" * (MAX_BYTES + 1), "is over 5 MB"),
            (b"{\\rtf1 text}", "is no text in UTF-8"),
        ],
    )
    def test_what_is_no_text_is_said_and_the_others_are_read(
        self, tmp_path: Path, body: bytes, reason: str
    ) -> None:
        (tmp_path / "bad").write_bytes(body)
        names = [str(tmp_path / "nowhere"), str(tmp_path / "bad"), str(written(tmp_path, SHORT))]
        nowhere, bad, good = read_sources(names, language="", school_years=9)
        assert "No such file" in str(nowhere)
        assert reason in str(bad)
        assert not isinstance(good, SourceError)

    def test_an_address_of_no_web_page_is_said_and_the_others_are_read(self, tmp_path: Path) -> None:
        names = ["ftp://city.example/a", "http://[", str(written(tmp_path, SHORT))]
        ftp, broken, good = read_sources(names, language="", school_years=9)
        assert "begin with http://" in str(ftp)
        assert "http://[" in str(broken)
        assert not isinstance(good, SourceError)

    @pytest.mark.parametrize(
        ("body", "text"),
        [
            ("Côté".encode("utf-16"), "Côté"),
            ("<html><meta charset=iso-8859-1><p>Côté".encode("latin-1"), "Côté"),
            (b"<html><meta charset=undefined><p>Tax \xff", "Tax \N{REPLACEMENT CHARACTER}"),
            (b"<!doctype html><title>T</title><main>Text without a body</main>", "Text without a body"),
        ],
        ids=["by its mark", "by what it declares", "a name that reads nothing", "left out tags"],
    )
    def test_what_is_written_otherwise_is_read(self, tmp_path: Path, body: bytes, text: str) -> None:
        (tmp_path / "text").write_bytes(body)
        assert [each.text for each in blocks(tmp_path / "text")] == [text]


class TestCommand:
    def test_a_text_has_a_line_of_json(self, auditor: CommandLine, tmp_path: Path) -> None:
        text = written(tmp_path, f"{LONG}\n\n" + f"{SHORT}\n\n" * 5)
        ended = auditor("text", "--json", text)
        [line] = ended.out.splitlines()
        judged = json.loads(line)
        assert ended.code == 0
        assert (judged["source"], judged["language"], judged["sentences"]) == (str(text), "en", 16)
        assert judged["words"] == len(LONG.split()) + 5 * len(SHORT.split())
        assert judged["low"] < judged["grade"] < judged["high"]
        assert judged["why_no_grade"] is judged["relative"] is None
        assert {(each["rule"], each["text"]) for each in judged["reasons"]} >= {
            ("hard-text", LONG),
            ("long-sentences", LONG),
        }

    def test_a_person_is_told_what_to_do(self, auditor: CommandLine, tmp_path: Path) -> None:
        out = auditor("text", written(tmp_path, LONG)).out
        assert "no grade: under 100 words or 3 sentences" in out
        assert "words in 1 sentence of running text" in " ".join(out.split())
        assert f"{len(LONG.split())} words; long words: responsible, documentary" in out
        assert "cut it in two" in out
        assert " ".join(out.split()).count(LONG) == 1  # though it is over 25 words too

    def test_a_portal_s_own_words_and_years_hold(self, auditor: CommandLine, tmp_path: Path) -> None:
        portal = written(
            tmp_path,
            '[portal]\nname = "City"\nurl = "https://city.example/"\n[readability]\nschool_years = 8\n'
            '[readability.jargon.en]\n"bank letter" = "statement"\n',
            "portal.toml",
        )
        text = written(tmp_path, "Please bring your last bank letter with you to the town hall on Monday.")
        judged = json.loads(auditor("text", "--json", "--language", "en", "--portal", portal, text).out)
        assert [each["rule"] for each in judged["reasons"]] == ["office-jargon"]
        assert "8 years" in auditor("text", "--portal", portal, written(tmp_path, f"{LONG}\n\n" * 3)).out

    def test_the_sentences_of_a_hard_text_are_its_reasons_and_the_grade_is_none(
        self, auditor: CommandLine, tmp_path: Path
    ) -> None:
        hard = [LONG.replace("tax", f"tax of {part}") for part in ("homes", "shops", "farms")]
        judged = json.loads(auditor("text", "--json", written(tmp_path, "\n\n".join(hard))).out)
        assert judged["low"] > 9
        told = [each["text"] for each in judged["reasons"] if each["rule"] == "hard-text"]
        assert sorted(told) == sorted(hard)

    def test_a_text_without_a_formula_is_placed_among_others_of_its_language(
        self, auditor: CommandLine, tmp_path: Path
    ) -> None:
        easy = "Mtoto anakwenda shule leo. Mama anapika chakula kizuri. Baba anafanya kazi mjini. " * 12
        hard = (easy.replace(". ", " na pia ") + "kwa hiyo ni muhimu sana. ") * 3
        places = []
        for name, text in (("easy", easy), ("hard", hard)):
            judged = json.loads(auditor("text", "--json", written(tmp_path, text, name)).out)
            assert (judged["language"], judged["grade"]) == ("sw", None)
            places.append(judged["relative"])
        assert places[0] < places[1]
        assert "at 0 and usual texts of its language at 100" in auditor(
            "text", tmp_path / "easy"
        ).out.replace("\n", " ")

    def test_what_is_piped_in_is_read(self, auditor: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(LONG.encode())))
        assert json.loads(auditor("text", "--json", "-").out)["sentences"] == 1

    def test_where_there_is_nothing_to_judge_that_is_said(self, auditor: CommandLine, tmp_path: Path) -> None:
        ended = auditor("text", written(tmp_path, ""))
        assert (ended.code, "there is no running text in it" in ended.out) == (3, True)
        assert "- for what is piped in" in auditor("text").err

    def test_a_page_is_read_as_it_is_served(self, auditor: CommandLine) -> None:
        with Served({"/": html(f"<main><p>{LONG}</p></main>"), "/gone": Answer(status=404)}) as portal:
            ended = auditor("text", "--json", portal.url, f"{portal.url}gone")
        [line] = ended.out.splitlines()
        assert json.loads(line)["sentences"] == 1
        assert ended.code == 2
        assert "answered 404" in ended.err

    def test_a_language_is_told_where_the_words_do_not(self, auditor: CommandLine, tmp_path: Path) -> None:
        text = written(tmp_path, "Venez ici demain.")
        assert json.loads(auditor("text", "--json", text).out)["language"] is None
        assert json.loads(auditor("text", "--json", "--language", "fr", text).out)["language"] == "fr"


def sentence(text: str) -> Sentence:
    return Sentence(text, words(text), TextBlock(text, "p", Landmark.MAIN, "en", "p"))


def test_the_hardest_sentences_come_first_and_easy_ones_not_at_all() -> None:
    middle = "Applications which are incomplete are returned without examination to applicants."
    found = hardest(map(sentence, (SHORT, middle, LONG)), "en", over_years=9)
    assert [each.text for each in found] == [LONG, middle]
    assert hardest([sentence(LONG)], "xx", over_years=9) == ()


def test_names_are_no_long_words() -> None:
    [found] = hardest([sentence(f"Buckinghamshire and Wolverhampton {LONG}")], "en", over_years=9)
    assert "Wolverhampton" not in found.reason
    assert "documentary" in found.reason
