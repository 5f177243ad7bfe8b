"""What files cost a processor is summed up by site, and what is no script by page and byte."""

import pytest

from bench.processor import Work, figures, fitted


def work(script_s: float = 0, script: float = 0, document: float = 0, stylesheet: float = 0) -> Work:
    """A page whose other work is 0.01 s, 0.3 s a MB of its document and 0.05 of its style sheets."""
    other_s = 0.01 + 0.3 * document + 0.05 * stylesheet
    mb = {"script": script, "document": document, "stylesheet": stylesheet}
    return Work(script_s, other_s / 4, 3 * other_s / 4, mb)


def test_what_is_no_script_is_fitted_and_a_page_that_does_much_else_has_no_say() -> None:
    plain = [work(document=0.01 * n, stylesheet=0.02 * (n * n % 7)) for n in range(1, 12)]
    odd = Work(0, 3, 3, {"document": 0.05})

    assert fitted([*plain, odd]) == pytest.approx([0.01, 0.3, 0.05], abs=0.001)


def test_scripts_are_summed_up_by_the_median_of_each_site() -> None:
    works = {
        "one /a": work(0.1, 1), "one /b": work(0.2, 1), "one /c": work(0.9, 1, document=0.1),
        "two /": work(0.08, 0.2, stylesheet=0.1),
        "three /": work(0.06, 0.1),
        "four /": work(0.9, 0.049),  # too little to say
    }  # fmt: skip

    # 0.2, 0.4 and 0.6 s a MB
    assert figures(works)["script"] == {
        "pages": 5, "sites": 3, "lowest": 0.2, "q1": 0.3, "median": 0.4, "q3": 0.5, "highest": 0.6,
    }  # fmt: skip
