"""Which parts of a saved page are the page: menus, banners on cookies and links for sharing are not."""

import re
from dataclasses import dataclass

from lxml import html

from rihmasto.sources.documents.elements import elements, named

_FEW = 100
_HALF = 0.5
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SITE = re.compile(r"\s+[|»·]\s+|\s+[-–—]\s+(?=[^-–—|»·]*$)")


@dataclass(frozen=True, slots=True)
class Content:
    """What of a page is read.

    Attributes:
        title: the name of the page, when no heading among the elements says it.
        elements: the parts, in the order of the page.
    """

    title: str
    elements: list[html.HtmlElement]


def content_of(tree: html.HtmlElement) -> Content:
    """Find the parts of a page that are the page itself; the rest is taken out of the tree.

    Args:
        tree: the page.
    """
    body = tree.find("body")
    body = tree if body is None else body
    whole = len(_words(body))
    for element in [e for e in body.iter() if isinstance(e.tag, str) and _is_furniture(e)]:
        if element.getparent() is None or element is body:
            continue
        if _is_hidden(element) or (len(_words(element)) <= whole * _HALF and not _holds_page(element)):
            element.drop_tree()
    main = _main(body)
    headed = main.xpath(".//h1")
    if headed:
        return Content("", [main])
    above = body.xpath(".//h1")
    return Content("", [above[0], main]) if above else Content(_title(tree), [main])


def _main(body: html.HtmlElement) -> html.HtmlElement:
    found = body.xpath(".//main | .//*[@role='main']")
    articles = body.xpath(".//article[not(ancestor::article)]")
    for element in [*found, *(articles if len(articles) == 1 else [])]:
        if len(_words(element)) >= min(_FEW, len(_words(body))):
            return element
    return body


def _words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def _holds_page(element: html.HtmlElement) -> bool:
    return bool(element.xpath("boolean(.//h1 | .//main | .//article)"))


def _is_hidden(element: html.HtmlElement) -> bool:
    hidden = element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style", "")))
    return hidden and element.tag not in {"html", "body"}


def _is_furniture(element: html.HtmlElement) -> bool:
    tag = element.tag
    if _is_hidden(element) or tag in elements("furniture") or element.get("role", "") in elements("furniture_roles"):
        return True
    inside = tag in {"header", "footer"} and not element.xpath("boolean(ancestor::article | ancestor::main)")
    if inside:
        return True
    called = f"{element.get('class', '')} {element.get('id', '')}".lower().replace("_", "-")
    return tag not in elements("kept") and bool(named("furniture").search(called))


def _title(tree: html.HtmlElement) -> str:
    """Return the name of the page without the name of its site."""
    title = " ".join((tree.findtext(".//title") or "").split())
    site = "".join(tree.xpath("//meta[@property='og:site_name']/@content")[:1]).strip()
    if site and title.casefold().endswith(site.casefold()):
        return title[: -len(site)].rstrip(" |-–—»·")
    return _SITE.split(title)[0].strip() if " | " in title or " » " in title else title
