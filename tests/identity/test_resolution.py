"""Records of several sources become one thing each, and every claim is kept."""

from rihmasto.identity import Merged, Resolver, merge
from rihmasto.model import Claim, Filed, Locator, Record

SECRET = b"test"


def _record(table: str, key: str, **values: str) -> Record:
    return Record(
        table, key, tuple(Claim(c, v, v, Locator(row=2, column=i)) for i, (c, v) in enumerate(values.items()))
    )


def _filed(record: Record, source: str = "one", origin: str = "table", file: str = "") -> Filed:
    return Filed(record, source, file or f"{source}.csv", origin, "fi")  # type: ignore[arg-type]


def _merged(*filed: Filed) -> Merged:
    return merge(Resolver(SECRET).resolve(filed))


def _values(merged: Merged, table: str) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for row in merged.rows:
        if row.table == table:
            found.setdefault(row.key, {}).update(row.values)
    return found


def test_a_mention_finds_the_thing_that_a_later_source_describes() -> None:
    merged = _merged(
        _filed(
            _record("participation", "1", project="Testihanke", organisation="City of Turku", role="partner"), "page"
        ),
        _filed(_record("project", "1", name_fi="Testihanke", code="A1"), "page"),
        _filed(_record("organisation", "1", organisation="turku", name_fi="Turun kaupunki"), "list", "reference"),
        _filed(_record("organisation_name", "2", organisation="turku", name="City of Turku"), "list", "reference"),
    )
    (participation,) = _values(merged, "participation").values()
    assert participation == {"project": "a1", "organisation": "turku", "role": "partner"}
    assert list(_values(merged, "organisation")) == ["turku"]


def test_an_unknown_mention_becomes_a_thing_with_a_guessed_kind() -> None:
    merged = _merged(_filed(_record("participation", "1", project="P", organisation="Uusi Yritys Oy", role="lead")))
    (organisation,) = _values(merged, "organisation").values()
    assert organisation == {"name_fi": "Uusi Yritys Oy", "kind": "company"}
    (guess,) = [e.statement for e in merged.evidence if e.statement.column == "kind"]
    assert (guess.claim.rule, guess.confidence) == ("kind-from-name", 0.8)


def test_conflicting_claims_are_kept_and_the_workspace_outranks_the_page() -> None:
    merged = _merged(
        _filed(_record("project", "1", name_fi="Hanke", start="2020-01"), "page", "page"),
        _filed(_record("project", "1", name_fi="Hanke", start="2021-01"), "table", "table"),
    )
    (project,) = _values(merged, "project").values()
    assert project["start"] == "2021-01"
    ranks = {e.statement.value: e.rank for e in merged.evidence if e.statement.column == "start"}
    assert ranks == {"2021-01": "preferred", "2020-01": "normal"}
    assert [r.source for r in merged.rows if "start" in r.values] == ["table"]


def test_a_fund_in_the_place_of_a_funder_is_an_instrument() -> None:
    merged = _merged(
        _filed(_record("programme", "1", programme="erdf", name_fi="Euroopan aluekehitysrahasto", kind="instrument")),
        _filed(_record("funding", "1", project="P", funder="Euroopan aluekehitysrahasto (EAKR)"), "page", "page"),
    )
    (funding,) = _values(merged, "funding").values()
    assert funding["instrument"] == "erdf"
    assert "funder" not in funding


def test_a_work_package_spelt_in_two_ways_is_one() -> None:
    merged = _merged(
        _filed(_record("work_package", "a", project="P", number="3", title="Bio- ja kiertotalous toiminta")),
        _filed(_record("work_package", "b", project="P", title="Bio- ja kiertotaloustoiminta"), "two"),
    )
    assert len(_values(merged, "work_package")) == 1


def test_a_number_finds_the_work_package_of_its_project() -> None:
    merged = _merged(
        _filed(_record("work_package", "a", project="P", number="2", title="Viestintä")),
        _filed(
            _record("participation", "1", project="P", work_package="2", organisation="X Oy", role="partner"), "two"
        ),
    )
    (package,) = _values(merged, "work_package")
    assert [p["work_package"] for p in _values(merged, "participation").values()] == [package]


def test_a_shared_number_joins_alike_names_only() -> None:
    number = "2454377-1"
    merged = _merged(
        _filed(_record("organisation", "1", organisation="karelia", name_fi="Karelia-ammattikorkeakoulu Oy")),
        _filed(_record("organisation_identifier", "2", organisation="karelia", scheme="business-id", value=number)),
        _filed(_record("organisation_identifier", "3", organisation="Karelia Ammattikorkeakoulu Osakeyhtiö",
                       scheme="business-id", value=number), "eura"),
        _filed(_record("organisation_identifier", "4", organisation="Metsäkeskus Joensuu", scheme="business-id",
                       value=number), "eura"),
    )  # fmt: skip
    names = {k: v.get("name_fi") for k, v in _values(merged, "organisation").items()}
    assert names.pop("karelia") == "Karelia-ammattikorkeakoulu Oy"
    assert list(names.values()) == ["Metsäkeskus Joensuu"]


def test_a_unit_is_not_its_owner() -> None:
    merged = _merged(
        _filed(_record("organisation", "1", organisation="turku", name_fi="Turun kaupunki")),
        _filed(
            _record("participation", "2", project="P", organisation="Turun kaupunki, sivistystoimiala", role="partner")
        ),
    )
    (unit_key,) = _values(merged, "unit")
    (participation,) = _values(merged, "participation").values()
    assert (participation["organisation"], participation["unit"]) == ("turku", unit_key)
    assert _values(merged, "unit")[unit_key] == {"name": "sivistystoimiala", "organisation": "turku"}


def test_a_person_is_one_in_an_organisation_and_keyed_by_the_secret() -> None:
    contacts = (
        _filed(_record("contact", "1", person="Maija Malli", project="P", organisation="X Oy", role="contact-person")),
        _filed(_record("contact", "2", person="Malli Maija", project="Q", organisation="X Oy", role="contact-person")),
        _filed(_record("contact", "3", person="Maija Malli", project="R", organisation="Y Oy", role="contact-person")),
    )
    merged = _merged(*contacts)
    people = _values(merged, "person")
    assert len(people) == 2
    assert not any("malli" in key for key in people)
    other = merge(Resolver(b"another").resolve(contacts))
    assert set(_values(other, "person")).isdisjoint(people)


def test_the_user_decides() -> None:
    rows = (
        _filed(_record("participation", "1", project="P", organisation="Alfa", role="partner")),
        _filed(_record("participation", "2", project="P", organisation="Beeta", role="lead")),
        _filed(_record("organisation", "1", name_fi="Alfa")),
    )
    assert len(_values(_merged(*rows), "organisation")) == 2
    decision = _filed(_record("identity", "1", kind="organisation", one="Alfa", other="Beeta", decision="same"))
    keyed = _filed(_record("organisation", "2", organisation="alfa", name_fi="Alfa"))
    assert len(_values(_merged(*rows, keyed, decision), "organisation")) == 1
    assert len(_values(_merged(*rows, decision), "organisation")) == 1


def test_the_user_joins_names_that_sources_only_mention() -> None:
    mentioned = [
        _filed(_record("participation", str(n), project="P", organisation=name, role="partner"))
        for n, name in enumerate(["Uusi Satama Oy", "Vanha Satama", "Vanha Satama Ltd", "Muinainen Satama"])
    ]
    decisions = [
        _filed(_record("identity", name, kind="organisation", one="Uusi Satama Oy", other=name, decision="same"))
        for name in ("Vanha Satama", "Muinainen Satama")
    ]
    assert len(_values(_merged(*mentioned), "organisation")) == 3
    for rows in (mentioned, mentioned[::-1]):
        merged = _merged(*rows, *decisions)
        (organisation,) = _values(merged, "organisation")
        others = {row["name"] for row in _values(merged, "organisation_name").values()}
        names = {row["name_fi"] for row in _values(merged, "organisation").values()} | others
        assert names >= {"Uusi Satama Oy", "Vanha Satama", "Muinainen Satama"}
        assert {row["organisation"] for row in _values(merged, "participation").values()} == {organisation}


def test_the_order_of_the_files_does_not_change_the_rows() -> None:
    rows = [
        _filed(_record("project", "1", project="p", name_fi="Hanke"), "b"),
        _filed(_record("project", "1", name_fi="Hanke", start="2020"), "a"),
        _filed(_record("participation", "1", project="Hanke", organisation="X Oy", role="lead"), "c"),
    ]
    assert _merged(*rows).rows == _merged(*reversed(rows)).rows


def test_titles_in_two_languages_do_not_contradict() -> None:
    one = _filed(_record("project", "1", project="p", name_fi="Hanke", title="Hanke – H"), "fi")
    other = Filed(
        _record("project", "1", project="p", name_en="Project", title="Project – H"), "en", "en.csv", "page", "en"
    )
    merged = _merged(one, other)
    titles = {(r.values["title"], r.values["language"]) for r in merged.rows if "title" in r.values}
    assert titles == {("Hanke – H", "fi"), ("Project – H", "en")}
    assert {e.rank for e in merged.evidence} == {"preferred"}


def test_a_source_that_tells_less_of_a_grant_speaks_of_the_same() -> None:
    merged = _merged(
        _filed(_record("programme", "1", programme="erdf", name_fi="EAKR-rahasto", kind="instrument")),
        _filed(_record("funding", "2", project="P", instrument="erdf"), "page"),
        _filed(_record("funding", "3", project="P", instrument="erdf", authority="Liitto"), "table"),
        _filed(_record("funding", "4", project="P", instrument="erdf", authority="Toinen liitto"), "other"),
        _filed(_record("funding", "5", project="Q", instrument="erdf"), "page"),
    )
    grants = sorted((g["project"], g.get("authority", "")) for g in _values(merged, "funding").values())
    assert [bool(authority) for _, authority in grants] == [True, True, False]
    assert len({project for project, _ in grants}) == 2


def test_an_acronym_finds_its_project_unless_two_share_it() -> None:
    one = _filed(_record("project", "1", name_fi="Vihreä satama", acronym="VISA"))
    part = _filed(_record("participation", "2", project="VISA", organisation="X Oy", role="lead"))
    assert len(_values(_merged(one, part), "project")) == 1
    other = _filed(_record("project", "3", name_fi="Viisas sade", acronym="VISA"))
    assert len(_values(_merged(one, other, part), "project")) == 3


def _asked(resolver: Resolver) -> list[tuple[object, ...]]:
    return [(note.code, *note.values.values()) for _, note in resolver.mentions.notes]


def test_a_slip_is_asked_about_and_two_names_in_a_cell_are_no_unit() -> None:
    resolver = Resolver(SECRET)
    resolver.resolve([
        _filed(_record("organisation", "1", organisation="utu", name_fi="Turun yliopisto")),
        _filed(_record("organisation", "2", organisation="pargas", name_sv="Pargas stad")),
        _filed(_record("project", "5", project="P", name_fi="Hanke")),
        _filed(_record("participation", "3", project="P", organisation="Turun ylioposto", role="lead")),
        _filed(_record("participation", "4", project="P", organisation="Pargas stad, Turun yliopisto", role="partner")),
    ])  # fmt: skip
    assert _asked(resolver) == [
        ("new-but-near", "Turun ylioposto", "Turun yliopisto"), ("several-in-one-cell", "Pargas stad, Turun yliopisto"),
    ]  # fmt: skip


def test_a_slip_in_a_key_is_asked_about_and_a_project_without_a_row_is_told() -> None:
    resolver = Resolver(SECRET)
    resolver.resolve([
        _filed(_record("project", "1", project="satama", name_fi="Puhdas meri")),
        _filed(_record("organisation", "2", organisation="rantavoima", name_fi="Oy Ranta")),
        _filed(_record("participation", "3", project="satamma", organisation="rantavoma", role="lead")),
        _filed(_record("participation", "4", project="lumi", organisation="Aivan Uusi Oy", role="lead")),
        _filed(_record("participation", "5", project="satama", organisation="rantavoima", role="lead")),
    ])  # fmt: skip
    assert _asked(resolver) == [
        ("new-but-near", "satamma", "satama"), ("new-but-near", "rantavoma", "rantavoima"), ("new-project", "lumi"),
    ]  # fmt: skip


def test_a_slip_is_not_the_near_one_of_another_and_capitals_are_no_slip() -> None:
    resolver = Resolver(SECRET)
    found = resolver.resolve([
        _filed(_record("project", "1", project="hanke-2021-001", name_fi="Puhdas meri")),
        _filed(_record("participation", "2", project="hanke-2021-003", organisation="Ranta Oy", role="lead")),
        _filed(_record("participation", "3", project="Hanke-2021-001", organisation="Ranta Oy", role="lead")),
        _filed(_record("participation", "4", project="hanke-2021-0031", organisation="Ranta Oy", role="lead")),
    ])  # fmt: skip
    assert _asked(resolver) == [
        ("new-but-near", "hanke-2021-003", "hanke-2021-001"), ("new-but-near", "hanke-2021-0031", "hanke-2021-001"),
    ]  # fmt: skip
    meant = [s.value for s in found if s.column == "project" and s.claim.value == "Hanke-2021-001"]
    assert meant == ["hanke-2021-001"]


def test_a_contact_is_the_person_of_that_name_in_the_table_of_persons() -> None:
    merged = _merged(
        _filed(_record("person", "1", name="Maija Malli"), "persons", file="person.csv"),
        _filed(_record("contact", "2", person="Maija Malli", project="P", role="contact-person"), file="contact.csv"),
    )
    (key,) = _values(merged, "person")
    assert [c["person"] for c in _values(merged, "contact").values()] == [key]


def test_a_contact_is_the_person_of_that_key_in_the_table_of_persons() -> None:
    merged = _merged(
        _filed(_record("person", "1", person="mm", name="Maija Malli"), "persons", file="person.csv"),
        _filed(_record("person", "2", person="m2", name="Matti Malli"), "persons", file="person.csv"),
        _filed(_record("contact", "2", person="mm", project="P", role="contact-person"), file="contact.csv"),
        _filed(_record("contact", "3", person="mm", project="R", role="contact-person"), file="contact.csv"),
    )
    persons = {key: person["name"] for key, person in _values(merged, "person").items()}
    assert sorted(persons.values()) == ["Maija Malli", "Matti Malli"]
    assert [persons[c["person"]] for c in _values(merged, "contact").values()] == ["Maija Malli"] * 2


def test_a_page_does_not_rename_what_the_lists_know() -> None:
    merged = _merged(
        _filed(_record("programme", "1", programme="erdf", name_fi="Euroopan aluekehitysrahasto", acronym="EAKR"),
               "list", "reference"),
        _filed(_record("programme", "2", name_fi="Europan aluekehitysrahasto (EAKR)"), "page", "page"),
        _filed(_record("funding", "3", project="P", instrument="EAKR")),
    )  # fmt: skip
    assert [p.get("name_fi") for p in _values(merged, "programme").values()] == ["Euroopan aluekehitysrahasto"]


def test_an_amount_without_a_currency_is_in_euros() -> None:
    (amount,) = _values(
        _merged(_filed(_record("amount", "1", project="P", kind="total", value="10"))), "amount"
    ).values()
    assert amount["currency"] == "EUR"
