"""Forms of a name under which the same thing is known: without its legal form, without a bracket, by its acronym."""

import re
from dataclasses import dataclass

from rihmasto.names import fold

# A limited company is the same company in Finnish, Swedish and English; an association or a foundation is not.
_COMPANY = re.compile(
    r"(?:^|[\s,]+)(?:oy(?:j)?(?: ab)?|ab(?: oy)?|osakeyhtiö|aktiebolag|ltd\.?|limited|inc\.?|plc)(?=$|[\s,.])"
)
_OTHER_FORMS = re.compile(r"[\s,]+(ry|r\.y\.|rf|r\.f\.|sr|säätiö sr|ky|kuntayhtymä)\.?$")
_SHORTEST = 3  # letters; shorter parts are initials or legal forms
_BRACKET = re.compile(r"^(?P<name>.+?)\s*\((?P<inside>[^()]{2,40})\)$")


@dataclass(frozen=True, slots=True)
class Form:
    """A folded form of a name, and how far it may be trusted.

    Attributes:
        text: folded name.
        rule: why this form may stand for the name.
        confidence: 0–1.
    """

    text: str
    rule: str
    confidence: float


def legal_form(name: str) -> str:
    """Return "company", the letters of another legal form ("ry"), or "" when the name states none."""
    folded = fold(name)
    if _COMPANY.search(folded):
        return "company"
    other = _OTHER_FORMS.search(folded)
    return other[1].replace(".", "") if other else ""


def stem(name: str) -> str:
    """Return the folded name without the words for a limited company and without closing punctuation."""
    folded = _COMPANY.sub(" ", fold(name))
    return " ".join(folded.replace(" - ", " ").split()).strip(" .,;:-")


def forms(name: str) -> list[Form]:
    """List the forms under which a name may be found, most trusted first.

    Args:
        name: as a source writes it.
    """
    folded = fold(name).strip(" .,;:")
    found = [Form(folded, "name", 1.0)]
    bracket = _BRACKET.match(folded)
    if bracket:
        found.append(Form(bracket["name"], "name-without-bracket", 0.95))
        found.append(Form(bracket["inside"], "acronym-in-bracket", 0.9))
    unique: dict[str, Form] = {}
    for form in found:
        unique.setdefault(form.text, form)
    return list(unique.values())


def owner_and_unit(name: str) -> tuple[str, str] | None:
    """Split "Turun kaupunki, sivistystoimiala" or "Laurea Oy / Spinno" into owner and unit, if it has that shape."""
    for mark in (", ", " / "):
        owner, found, unit = name.partition(mark)
        if found and min(len(owner), len(unit)) > _SHORTEST:
            return owner.strip(), unit.strip()
    return None
