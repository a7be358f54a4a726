"""Letters of the wrong script are found, and what sciences and names write is left alone."""

from __future__ import annotations

import unicodedata

import pytest
from confusable_homoglyphs.confusables import confusables_data

from conftest import assemble_example
from projectsite.problems import ProblemsFound
from projectsite.site import load_site
from projectsite.words.scripts import script_problems
from test_hostile_pages import SECONDS, bounded


def told(text: str, locale: str | None = "en") -> list[str]:
    return [said for _, said in script_problems(text, locale)]


@pytest.mark.parametrize(
    ("text", "locale", "said"),
    [
        ("klаstr", "cs", "“klаstr” holds а (cyrillic small letter a), which looks like a."),
        ("Сluster", "en", "“Сluster” holds С (cyrillic capital letter es), which looks like C."),
        ("H2О", "en", "“H2О” holds О (cyrillic capital letter o), which looks like O."),
        ("Nаme", None, "“Nаme” holds а (cyrillic small letter a), which looks like a."),
        ("sensοr", "de", "“sensοr” holds ο (greek small letter omicron), which looks like o."),
        ("DΝA", "de", "“DΝA” holds Ν (greek capital letter nu), which looks like N."),
        ("ΕUΡΟΡΕΑΝ", "en", "holds Ε (greek capital letter epsilon), which looks like E."),
        ("iΡΗΟΝΕ", "en", "holds i (latin small letter i), which looks like ι."),
        ("ραy1", "en", "holds y (latin small letter y), which looks like γ."),
        ("μsеc", "en", "holds е (cyrillic small letter ie), which looks like e."),
        ("これはpаypalです", "ja", "holds а (cyrillic small letter a), which looks like a."),
        ("ไปที่pаypalนะ", "th", "holds а (cyrillic small letter a), which looks like a."),
        ("これは𝐩𝐚𝐲", "ja", "holds 𝐩 (mathematical bold small p), which stands for p."),
        ("lօցiո", "en", "holds օ (armenian small letter oh), which looks like o."),
        ("ցօօցle", "cs", "holds ց (armenian small letter co), which looks like g."),
        ("paypaⅼ", "zh", "holds ⅼ (small roman numeral fifty), which stands for l."),
        ("SΜΕ", "de", "“SΜΕ” holds Μ (greek capital letter mu), which looks like M."),
        ("cafe\u0301о", "fr", "holds о (cyrillic small letter o), which looks like o."),
        ("Nanoж", "en", "holds ж (cyrillic small letter zhe) among letters of another script."),
        ("κλάδoς", "el", "“κλάδoς” holds o (latin small letter o), which looks like ο."),
        ("кластеp", "bg", "“кластеp” holds p (latin small letter p), which looks like р."),
        ("аo", "bg", "“аo” holds o (latin small letter o), which looks like о."),
        ("аo", "cs", "“аo” holds а (cyrillic small letter a), which looks like a."),
        ("clսster", "en", "holds ս (armenian small letter seh), which looks like u."),
        ("Ꭺward", "en", "holds Ꭺ (cherokee letter go), which looks like A."),
        ("ᎪᏢᎬ", "en", "holds Ꭺ (cherokee letter go), which looks like A."),
        ("Ｃluster", "de", "holds Ｃ (fullwidth latin capital letter c), which stands for C."),
        ("𝗕𝗼𝗹𝗱", "fr", "holds 𝗕 (mathematical sans-serif bold capital b), which stands for B."),
        ("paypaⅼ", "en", "holds ⅼ (small roman numeral fifty), which stands for l."),
        ("\u212aelp", "de", "holds \u212a (kelvin sign), which stands for K."),
        ("pay۱al", "cs", "(extended arabic-indic digit one), which is no digit of this language."),
        ("1৪", "en", "holds ৪ (bengali digit four), which is no digit of this language."),
        ("৪", "en", "holds ৪ (bengali digit four), which is no digit of this language."),
        ("٣2", "el", "(arabic-indic digit three), which is no digit of this language."),
        ("1О0", "en", "holds О (cyrillic capital letter o), which looks like O."),
        ("1Ο0", "de", "holds Ο (greek capital letter omicron), which looks like O."),
        ("1ο0", "de", "holds ο (greek small letter omicron), which looks like o."),
        ("З5", "en", "holds З (cyrillic capital letter ze), which looks like 3."),
        ("Ⅰt", "en", "holds Ⅰ (roman numeral one), which stands for I."),
        ("ℍℯℓℓℴ", "en", "holds ℍ (double-struck capital h), which stands for H."),
        ("ɡas", "en", "holds ɡ (latin small letter script g), which looks like g."),
        ("cంre", "en", "holds ం (telugu sign anusvara), which looks like o."),
        ("G๐๐gle", None, "holds ๐ (thai digit zero), which is no digit of this language."),
        ("Micr०soft", None, "holds ० (devanagari digit zero), which is no digit of this language."),
        ("यह СОРЕ है", "hi", "“СОРЕ” holds С (cyrillic capital letter es), which looks like C."),
        ("⍴ay", "ko", "holds ⍴ (apl functional symbol rho), which looks like p."),
        ("oﬃce", "en", "holds ﬃ (latin small ligature ffi), which stands for ffi."),
    ],
)
def test_letters_that_look_alike(text, locale, said):
    (found,) = told(
        f"One word is wrong: {text}, see." if locale not in ("el", "bg", "hi") else text, locale
    )
    assert said in found
    assert found.endswith("Type the word anew.")


@pytest.mark.parametrize(
    "text",
    [
        *("𝑅²", "𝔽₂", "ΔT, ΔG, λmax"),
        *("50 μm", "50 µm", "10 kΩ", "10 k\u2126", "α-helix", "TNFα", "NFκB", "β2-Agonist", "ΔT"),
        *("Λ-System", "σ und π", "Université, Łódź, Aðalból", "1ª, 2º", "Москва (Moskva)", "x²"),
        *("Երևան (Yerevan)", "ᏣᎳᎩ", "東京ABC", "H₂O, 10⁻³, №5, ½, ™", "naïve 👩\u200d🔬"),
        *(
            "ℝⁿ",
            "10 mℓ",
            "10mℓ, 3 kℓ",
            "5σ, α1, 2π, 10Ω, 5μ",
            "2-я, 5-й",
            "The sign ٥ is an Arabic خمسة",
            "𝟏",
        ),
        *("Ludwig Ⅳ, Henri Ⅻ", "300\u212a, 10\u2126, 5ℓ, 20℃, ℝ², ⅓"),
    ],
)
def test_what_is_right(text):
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "locale"),
    [
        ("ΔT, μl, kΩ", "bg"),
        ("ΔT, λmax", "ar"),
        ("ΔT, 5 MΩ, 3 kΩ", "el"),
        ("アプリДіяを使う", "ja"),
        *(("Бургас에서 열린 회의", "ko"), ("乌克兰应用Дія上线", "zh"), ("แอปДіяของ", "th")),
        ("第ⅱ相試験のABC", "ja"),
        ("이것은 София와", "ko"),
        ("これはTNFαとμmのＡＢＣです", "ja"),
        ("患者处于ⅢA期", "zh"),
    ],
)
def test_signs_that_all_languages_use(text, locale):
    assert told(text, locale) == []


@pytest.mark.parametrize(
    ("text", "locale"),
    [
        *(
            ("αvβ3", "en"),
            ("νmax", "fr"),
            ("hν", "es"),
            ("ɡɑs", "en"),
            ("Hif1α", "cs"),
            ("eΧΑ", "en"),
            ("myΚΕΠ", "el"),
        ),
        *(("СССР", "de"), ("ΟΤΕ", None), ("𝗕𝗼𝗹𝗱", "en")),
    ],
)
def test_right_words_are_listed(text, locale):
    for written in (text, f"See {text}, and"):
        ((at, said),) = script_problems(written, locale, ())
        assert written[at:].startswith(text)
        assert said.endswith("if it is right, add it to “spellings” in data/project.yml.")
        assert list(script_problems(written, locale, {text})) == []


def test_a_listed_spelling_may_stand_everywhere(tmp_path):
    root = assemble_example(tmp_path / "project")
    for file, old, new in (
        ("data/clusters/skimrefoss.yml", "name: Skimrefoss", "name: αvβ3"),
        ("data/outcomes/lamp-loan.yml", "Lampen und", "αvβ3 und"),
        ("data/words/de.yml", "  menu: ", "  menu: αvβ3 "),
        ("docs/en/project.md", "description: The", 'description: "The \\u03B1vβ3'),
        ("docs/en/project.md", "2021.\n", '2021."\n'),
        ("docs/en/project.md", "The project has", "The αvβ3 project has"),
    ):
        text = (root / file).read_text()
        assert old in text
        (root / file).write_text(text.replace(old, new, 1))
    with pytest.raises(ProblemsFound) as found:
        load_site(root)
    told = [problem for problem in found.value.problems if problem.code == "wrong-script"]
    assert len(told) == len(found.value.problems) == 5
    facts = root / "data/project.yml"
    facts.write_text(facts.read_text() + "spellings: [Tests of αvβ3]\n")
    load_site(root)


def test_signs_that_look_like_letters_are_those_of_unicode():
    likes = {
        sign
        for sign, others in confusables_data.items()
        if any(len(one["c"]) == 1 and one["c"].isascii() and one["c"].isalnum() for one in others)
        if len(sign) == 1 and not sign.isascii() and not sign.isalnum()
    }
    missed = {sign for sign in likes if not told(f"Bef{sign}re", "en")}
    # Signs of mathematics stand between letters, and a mark of its own ends a word.
    assert {sign for sign in missed if unicodedata.category(sign) != "Sm"} == {"˛"}


def test_words_that_all_look_latin():
    assert told("The СОРЕ of а cluster, и в other towns") == [
        "“СОРЕ” holds С (cyrillic capital letter es), which looks like C. Type the word anew.",
        "“а” holds а (cyrillic small letter a), which looks like a. Type the word anew.",
    ]
    assert told("They wrote: Наука и СОРЕ, а. The α, ν and “Ελλάς ΑΕ” are among them") == []
    assert told("А и Б", "bg") == []


def test_many_digits_are_read_once():
    for text, locale, problems in (
        *(("４ " * 20_000, "en", 0), ("৪ " * 20_000, "en", 20_000)),
        *(("अ " + "०" * 20_000, "en", 0), ("ⅬⅭ" * 10_000, "ja", 0), ("Ⅲ" * 20_000, "zh", 0)),
    ):
        with bounded(SECONDS):
            assert len(told(text, locale)) == problems


@pytest.mark.parametrize(
    ("text", "locale"),
    [
        *(("WP۱", "fa"), ("WP１", "ja"), ("WP१", "hi"), ("٢٠٢٦", "ar")),
        *(("10Ο, 5α", "el"), ("5а, 1О", "bg"), ("№5", "bg")),
    ],
)
def test_digits_of_the_language(text, locale):
    assert told(text, locale) == []


def test_two_words_are_told_at_their_places():
    assert [at for at, _ in script_problems("klаstr, kraj, klаstry", "cs")] == [0, 14]


@pytest.mark.parametrize(
    ("text", "locale", "wrong", "own"),
    [
        ("Кластеры работают вместе", "de", "Cyrillic", "German is written in Latin"),
        ("Πρόγραμμα ΕΕ: εκπαίδευση", "bg", "Greek", "Bulgarian is written in Cyrillic"),
        ("クラスタートレーニング", "en", "Katakana", "English is written in Latin"),
        ("מקבצי תעשייה עובדים יחד", "es", "Hebrew", "Spanish is written in Latin"),
    ],
)
def test_a_text_in_another_script(text, locale, wrong, own):
    (said,) = told(text, locale)
    assert f"most letters are {wrong}, and {own} ones." in said


@pytest.mark.parametrize(
    ("text", "locale"),
    [
        ("Tresnuvem Circle and Skimrefoss Forum", "el"),
        ("Συνεργατικοί σχηματισμοί", "el"),
        ("Клъстери", "bg"),
        ("Кластерлар биргаликда ишлайди", "uz"),
        ("کۆمەڵەکان پێکەوە کار دەکەن", "ku"),
        ("The magazine «Наука и жизнь» wrote about all the clusters", "en"),
        ("Журнал", "de"),
        ("産業クラスターの訓練です", "ja"),
        ("Кластеры работают вместе", "tlh"),
    ],
)
def test_a_text_in_its_script_or_with_names_in_another(text, locale):
    assert told(text, locale) == []
