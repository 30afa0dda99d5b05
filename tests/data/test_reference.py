"""The reference lists: places of Finland, organisations, instruments."""

from collections import Counter

Sheet = list[dict[str, str]]
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2)


def _is_business_id(value: str) -> bool:
    """Check digit of the Finnish Patent and Registration Office: weights, modulo 11, remainder 1 is never given."""
    number, dash, check = value.partition("-")
    if not (dash and len(number) == 7 and number.isdigit() and len(check) == 1 and check.isdigit()):
        return False
    remainder = sum(int(d) * w for d, w in zip(number, _WEIGHTS, strict=True)) % 11
    return remainder != 1 and int(check) == (11 - remainder if remainder else 0)


def _named(sheet: Sheet, name: str) -> dict[str, str]:
    (row,) = [row for row in sheet if row["name_fi"] == name]
    return row


def test_the_check_digit_is_really_checked() -> None:
    assert _is_business_id("0204819-8")
    assert not _is_business_id("0204819-7")
    assert not _is_business_id("02048198")


def test_business_ids_have_right_check_digits(everything: dict[str, Sheet]) -> None:
    numbers = [row["value"] for row in everything["organisation_identifier"] if row["scheme"] == "business-id"]
    assert [n for n in numbers if not _is_business_id(n)] == []
    assert len(numbers) == 81


def test_an_identifier_belongs_to_one_organisation(everything: dict[str, Sheet]) -> None:
    names = {n: r["organisation"] for r in everything["organisation"] for n in (r["organisation"], *_three(r)) if n}
    owners: dict[tuple[str, str], set[str]] = {}
    for row in everything["organisation_identifier"]:
        owners.setdefault((row["scheme"], row["value"]), set()).add(names[row["organisation"]])
    assert {number: keys for number, keys in owners.items() if len(keys) > 1} == {}


def _three(row: dict[str, str]) -> tuple[str, ...]:
    return (row["name_fi"], row["name_sv"], row["name_en"])


def test_the_places_of_finland_are_all_there(reference: dict[str, Sheet]) -> None:
    kinds = Counter(row["kind"] for row in reference["place"])
    assert kinds == {
        "municipality": 308, "sub-region": 69, "region": 19, "city-region": 17, "nuts-2": 5, "nuts-1": 2, "country": 1,
    }  # fmt: skip


def test_every_place_lies_within_finland(reference: dict[str, Sheet]) -> None:
    within = {row["place"]: row["within"] for row in reference["place"]}
    for place in within:
        steps, here = 0, place
        while within[here]:
            here, steps = within[here], steps + 1
            assert steps < 9, place
        assert here == "country-fi", place


def test_the_four_turkus_are_four(reference: dict[str, Sheet]) -> None:
    places = {row["place"]: row for row in reference["place"]}
    turku = [places[k]["name_fi"] for k in ("municipality-853", "city-region-turku", "sub-region-023", "region-02")]
    assert turku == ["Turku", "Turun kaupunkiseutu", "Turun seutukunta", "Varsinais-Suomi"]
    assert places["region-02"]["same_as"] == "http://data.europa.eu/nuts/code/FI1C1"


def test_every_region_links_to_its_nuts_3_code(reference: dict[str, Sheet]) -> None:
    codes = {r["same_as"].removeprefix("http://data.europa.eu/nuts/code/") for r in reference["place"] if r["same_as"]}
    assert len(codes) == 27
    assert all(c.startswith("FI") and len(c) <= 5 for c in codes)


def test_cities_have_three_names_and_nearly_all_a_business_id(reference: dict[str, Sheet]) -> None:
    cities = [row for row in reference["organisation"] if row["kind"] == "city"]
    assert len(cities) >= 18
    assert all(all(_three(row)) for row in cities)
    numbered = {r["organisation"] for r in reference["organisation_identifier"] if r["scheme"] == "business-id"}
    # The register gives these the number of another municipality, or none that can be trusted.
    without = {"vaasan-kaupunki", "salon-kaupunki", "kouvolan-kaupunki", "paraisten-kaupunki", "iisalmen-kaupunki"}
    assert {row["organisation"] for row in cities} - numbered == without
    turku = _named(reference["organisation"], "Turun kaupunki")
    assert _three(turku) == ("Turun kaupunki", "Åbo stad", "City of Turku")


def test_ministries_and_councils_are_complete(reference: dict[str, Sheet]) -> None:
    kinds = Counter(row["kind"] for row in reference["organisation"])
    assert kinds["ministry"] == 12
    assert kinds["regional-council"] == 18
    ministries = [row for row in reference["organisation"] if row["kind"] == "ministry"]
    assert all(all(_three(row)) for row in ministries)


def test_the_usual_other_names_are_known(reference: dict[str, Sheet]) -> None:
    other = {(row["name"], row["organisation"]) for row in reference["organisation_name"]}
    assert {
        ("TEM", "tyo-ja-elinkeinoministerio"),
        ("Turku AMK", "turun-ammattikorkeakoulu"),
        ("Turun AMK", "turun-ammattikorkeakoulu"),
        ("Varsinais-Suomen ELY-keskus", "varsinais-suomen-ely-keskus"),
        ("SYKE", "suomen-ymparistokeskus"),
        ("Turku Science Park Oy Ab", "turku-science-park-oy"),
        ("Ab Yrkeshögskolan vid Åbo Akademi", "yrkeshogskolan-novia"),
    } <= other


def test_every_instrument_has_a_funder_and_no_programme_is_one(reference: dict[str, Sheet]) -> None:
    for row in reference["programme"]:
        assert bool(row["funder"]) == (row["kind"] == "instrument"), row["programme"]
    akke = _named(reference["programme"], "Alueiden kestävän kasvun ja elinvoiman tukeminen")
    assert (akke["acronym"], akke["funder"]) == ("AKKE", "Työ- ja elinkeinoministeriö")
