"""The rules of the page reader, each on words of its own: what is read, by which rule, and with which quote."""

import tomllib
from pathlib import Path

import pytest

from rihmasto.model import Claim, Record
from rihmasto.sources.pages import read_page

PAGES = tomllib.loads(Path(__file__).with_name("page_rules.toml").read_text(encoding="utf-8"))["page"]
CASES = [{"text": page["text"], **read} for page in PAGES for read in page["reads"]]
CARD = PAGES[0]["text"]


def claims(text: str) -> list[tuple[Record, Claim]]:
    return [(record, claim) for record in read_page(text).records for claim in record.claims]


def found(text: str, table: str, column: str) -> list[tuple[str, str]]:
    return [(c.value, c.rule) for r, c in claims(text) if r.table == table and c.column == column]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['rule']}-{case['column']}")
def test_a_rule_reads_its_words(case: dict[str, str]) -> None:
    assert (case["value"], case["rule"]) in found(case["text"], case["table"], case["column"])


@pytest.mark.parametrize(
    "text",
    [
        "Energiankulutus\n\nRakennusten energialasku on 250 000 euroa vuodessa, ja kustannukset kasvavat.",
        "Kaiku-hanke kuuntelee. Liitolla oli jaettavana yhteensä 3,4 miljoonaa euroa rahoitusta.",
        "Kaiku-hanke kuuntelee. Kaupungissa on 200 000 asukasta, postinumero 20100 Turku.",
    ],
)
def test_amounts_that_are_not_the_budget(text: str) -> None:
    assert found(text, "amount", "value") == []


def test_categories_are_target_groups_and_never_partners() -> None:
    text = "Kaiku\n\nProjektikumppanit:\nAsukkaat\nYhditykset ja järjestöt\nYksityinen sektori\nBudjetti:\n1 000 €\n"
    assert found(text, "participation", "organisation") == []
    assert [value for value, _ in found(text, "target_group", "name")] == [
        "Asukkaat",
        "Yhditykset ja järjestöt",
        "Yksityinen sektori",
    ]
    assert [value for value, _ in found(text, "target_group", "concept")] == [
        "residents",
        "associations-and-organisations",
        "private-sector",
    ]


def test_a_numbered_list_is_no_list_of_work_packages_unless_the_page_says_so() -> None:
    text = "Kaiku\n\nRahoittaja: Testisäätiö\n\nHankkeen tavoitteena on:\n1. Koota yritykset\n2. Tehdä polku\n"
    assert found(text, "work_package", "title") == []


def test_a_contact_is_tied_to_its_work_package_though_spelt_otherwise() -> None:
    text = (
        "Kaiku\n\nTyöpaketit:\n1. Bio- ja kierto toiminta: Turun kaupunki\n2. Kokeilut: Turun kaupunki\n\n"
        "Yhteyshenkilöt Testiyritys Oy:ssä: Bio- ja kiertotoiminta: Testi Henkilö, Kokeilut: Toinen Tyyppi.\n"
    )
    assert [value for value, _ in found(text, "contact", "work_package")] == ["#work-package-1", "#work-package-2"]
    assert {value for value, _ in found(text, "contact", "organisation")} == {"Testiyritys Oy"}


def test_contradicting_years_are_kept_beside_the_labelled_ones() -> None:
    text = "Kaiku 2017-2021\n\nKaiku kuuntelee vuosina 2017-2020.\n\n"
    text += "Projekti alkoi:\n06/2017\nProjekti päättyy:\n07/2021\n"
    ends = [(c.value, c.rank) for r, c in claims(text) if r.table == "project" and c.column == "end"]
    assert sorted(ends) == [("2020", "normal"), ("2021", "normal"), ("2021-07", "preferred")]


def test_an_application_with_labels_in_a_row_and_values_below() -> None:
    text = (
        "Hankehakemus\n\nHankkeen nimi: Kaiku\n2 Hakijan perustiedot\nHakijan virallinen nimi\nOulun kaupunki\n"
        "Organisaatiotyyppi\nY-tunnus\nKunta\n0187690-1\nPostinumero\nPostitoimipaikka\n90015\nOulu\n"
        "Hakijan (osatoteuttajan) nimi\nY-tunnus\nOrganisaatiotyyppi\nTurun kaupunki\n"
        "Tampereen kaupunkiseudun elinkeino- ja kehitysyhtiö\nTredea Oy\n0204819-8\nKunta\n2252888-5\n"
    )
    assert {value for value, _ in found(text, "participation", "organisation")} == {
        "Oulun kaupunki",
        "Turun kaupunki",
        "Tampereen kaupunkiseudun elinkeino- ja kehitysyhtiö Tredea Oy",
    }
    assert [value for value, _ in found(text, "organisation_identifier", "value")] == [
        "0204819-8",
        "2252888-5",
        "0187690-1",
    ]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            (
                "Hakija-uutiset\n\nEka\nHakija: Turun yliopisto\nMyönnetty rahoitus: 10 000 €\n\n"
                "Toka – Toinen\nHakija: Åbo Akademi\nMyönnetty rahoitus: 20 000 €\n"
            ),
            ["Eka", "Toinen"],
        ),
        (
            (
                "Liitto myönsi rahoitusta\n\n• Eka; Turun yliopisto, muut toteuttajat Åbo Akademi 10 000 €\n"
                "• Toka; Salon kaupunki 20 000 €\n"
            ),
            ["Eka", "Toka"],
        ),
        (
            "Pilots\n\nEka asia\n\nTekstiä on.\n\n>> Read more\n\nToka asia\n\nTekstiä.\n\n>> Read more\n",
            ["Eka asia", "Toka asia"],
        ),
    ],
)
def test_lists_of_projects(text: str, names: list[str]) -> None:
    reading = read_page(text)
    projects = [record for record in reading.records if record.table == "project"]
    assert reading.form == "list"
    assert [p.value("name_fi") or p.value("name_sv") or p.value("name_en") for p in projects] == names
    assert [p.key for p in projects] == [f"project-{n}" for n in range(1, len(names) + 1)]


def test_a_project_that_was_not_approved_is_no_node() -> None:
    text = (
        "Liitto käsitteli hakemukset\n\n• Eka; Turun yliopisto 10 000 €\n• Toka; Åbo Akademi, ei puolleta 20 000 €\n"
        "• Kolmas; Salon kaupunki 30 000 €\n"
    )
    reading = read_page(text)
    assert [r.value("name_fi") for r in reading.records if r.table == "project"] == ["Eka", "Kolmas"]
    assert [(r.code, r.values["name"]) for r in reading.rejections] == [("project-not-approved", "Toka")]


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("Kaiku\n\nToteutusaika: 1.2.2021 - 31.2.2021\nHakija: Turun kaupunki\n", "date-impossible", 3),
        ("Kaiku\n\nToteutusaika: 1.5.2021 - 30.4.2021\nHakija: Turun kaupunki\n", "period-reversed", 3),
        ("Kaiku\n\nBudjetti: 310 00 euroa\nHakija: Turun kaupunki\n", "money-unclear", 3),
        ("Kaiku\n\nBudjetti: 100 000-200 000 €\nHakija: Turun kaupunki\n", "money-range", 3),
        ("Kaiku\n\nHakija: Turun kaupunki\nKumppanit: JyvÃ¤skylÃ¤n kaupunki\n", "text-mojibake", 4),
        ("Kaiku\n\nHakijan virallinen nimi: Turun kaupunki\nY-tunnus: 0204819-9\n", "business-id-check", 4),
    ],
)
def test_values_that_are_refused_say_why_and_where(text: str, code: str, line: int) -> None:
    refused = [(rejection.code, rejection.locator.line) for rejection in read_page(text).rejections]
    assert (code, line) in refused


@pytest.mark.parametrize("text", ["", "\n\n", "Etusivu\n\nHankkeet\n", "x" * 5000, "a: b\n" * 50])
def test_a_page_without_a_project_gives_no_records(text: str) -> None:
    assert read_page(text).records == []


def test_the_address_of_a_page_is_no_part_of_it() -> None:
    reading = read_page("# source: https://example.fi/kaiku\n" + CARD)
    assert reading.address == "https://example.fi/kaiku"
    assert all(claim.quote != "https://example.fi/kaiku" for record in reading.records for claim in record.claims)


@pytest.mark.parametrize(
    ("title", "acronym"),
    [
        ("TEHO - Tehokkaat polut", "TEHO"),
        ("Tehokkaat polut (TEHO)", "TEHO"),
        ("Tehokkaat polut yrityksille TEHO", "TEHO"),
        ("SmartPolku – älykkäät polut", "SmartPolku"),
        ("Naiset, nuoret ja ICT", None),
        ("Kasvun polut yrityksille III", None),
        ("Turku - Salo kehityskäytävä", None),
        ("Matkailu – kasvun ajuri", None),
        ("Life Science -kiihdyttämö", None),
    ],
)
def test_titles_and_their_acronyms(title: str, acronym: str | None) -> None:
    text = f"Hankekoodi: A70001\nHankkeen nimi: {title}\nHakijan virallinen nimi: Turun kaupunki\n"
    assert [value for value, _ in found(text, "project", "acronym")] == ([acronym] if acronym else [])
