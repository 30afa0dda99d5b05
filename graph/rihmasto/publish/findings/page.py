"""The page of findings: one HTML file that asks the network for nothing, in all languages."""

from base64 import b64encode
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from html import escape
from pathlib import Path
from string import Template

from rihmasto.errors import LANGUAGES, Language, sentence
from rihmasto.publish.findings.files import Files
from rihmasto.publish.findings.outcome import LEVELS, Outcome
from rihmasto.publish.findings.words import say, where
from rihmasto.validate import Finding

_TEMPLATE = Path(__file__).with_name("template")
_MOST_ROWS = 500  # of a group; a page of more helps nobody, and the workbook has them all
_FEW = 8  # rows of a group that are shown at once where they are only good to know
_NAMES = {"fi": "Suomi", "sv": "Svenska", "en": "English"}


def render_page(outcome: Outcome, language: Language) -> str:
    """Write the page of an outcome, in all languages, opening in one of them.

    Args:
        outcome: of a check; words that name a person are shown only where it holds findings about people.
        language: that the page opens in.

    Returns:
        HTML that works from a file and without scripts; its policy forbids every request.
    """
    files = Files(outcome.workspace, None if outcome.people else outcome.persons.in_text)
    style, script = _read("page.css"), "(() => {\n'use strict';\n" + _read("page.js") + "})();"
    policy = (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; base-uri 'none'; form-action 'none'"
    )
    tongues = [_Tongue(outcome, files, tongue, language) for tongue in LANGUAGES]
    return Template(_read("page.html")).substitute(
        language=language,
        title=escape(next(t.title for t in tongues if t.language == language)),
        policy=policy,
        style=style,
        tongues="\n".join(tongue.html() for tongue in tongues),
        script=script,
    )


class _Tongue:
    """The page in one language."""

    def __init__(self, outcome: Outcome, files: Files, language: Language, first: Language) -> None:
        self.language = language
        self._outcome = outcome
        self._files = files
        self._first = first
        self._found = outcome.findings(language)
        self._left_out = [one.sentence for one in outcome.left_out(language)]
        self._news = Counter(outcome.new_keys or {})
        subject = outcome.titles.get(language) or next(iter(outcome.titles.values()), "")
        self.title = f"{self._say('title')}: {subject}" if subject else self._say("title")

    def html(self) -> str:
        """Return the block of this language; all but the first are hidden."""
        hidden = "" if self.language == self._first else " hidden"
        inner = "\n".join((*self._head(), *self._counts(), *self._bar(), *self._body(), *self._how()))
        return f'<div class="tongue" lang="{self.language}" data-title="{escape(self.title)}"{hidden}>\n{inner}\n</div>'

    def _say(self, code: str, **values: object) -> str:
        return escape(say(code, self.language, **values))

    def _head(self) -> Iterator[str]:
        yield f'<a class="skip" href="#{self.language}-main">{self._say("skip")}</a>'
        yield f"<header><div><h1>{escape(self.title)}</h1><p>{self._say('lead')}</p></div>"
        buttons = "".join(
            f'<button type="button" lang="{tongue}" aria-pressed="{str(tongue == self.language).lower()}">'
            f"{_NAMES[tongue]}</button>"
            for tongue in LANGUAGES
        )
        yield f'<div class="languages" role="group" aria-label="{self._say("languages")}">{buttons}</div></header>'
        if self._outcome.people:
            yield f'<p class="note">{self._say("people")}</p>'
        if self._outcome.new_only:
            yield f'<p class="note">{self._say("about-new" if self._outcome.before is not None else "no-before")}</p>'

    def _counts(self) -> Iterator[str]:
        counted = Counter(f.level for f in self._found)
        told: list[tuple[str, int]] = [(level, counted[level]) for level in LEVELS]
        if self._left_out:
            told.append(("left-out", len(self._left_out)))
        yield f'<main id="{self.language}-main" tabindex="-1"><ul class="counts">'
        for name, count in told:
            inner = f"<b>{count}</b><strong>{self._say(name)}</strong><small>{self._say(f'about-{name}')}</small>"
            link, plain = f'<a class="{name}" href="#{self.language}-{name}">', f'<div class="nought {name}">'
            yield f"<li>{link}{inner}</a></li>" if count else f"<li>{plain}{inner}</div></li>"
        mended = len(self._outcome.mended) if self._outcome.before is not None else 0
        if mended:
            inner = f"<b>{mended}</b><strong>{self._say('mended')}</strong>"
            yield f'<li><a class="mended" href="#{self.language}-mended">{inner}</a></li>'
        yield "</ul>"
        if self._outcome.hidden_count:
            yield f'<p class="quiet">{self._say("no-people", count=self._outcome.hidden_count)}</p>'

    def _bar(self) -> Iterator[str]:
        counted = Counter(f.place.file for f in self._found if f.place)
        options = "".join(
            f'<option value="{escape(file)}">{escape(file)} ({count})</option>'
            for file, count in sorted(counted.items())
        )
        yield f'<form class="bar" role="search" aria-label="{self._say("filters")}">'
        yield (
            f'<label{"" if options else " hidden"}>{self._say("file")} <select name="file">'
            f'<option value="">{self._say("all-files")}</option>{options}</select></label>'
        )
        yield f'<label>{self._say("find")} <input type="search" name="find" autocomplete="off"></label>'
        if self._outcome.before is not None and not self._outcome.new_only:
            yield f'<label><input type="checkbox" name="new"> {self._say("only-new")}</label>'
        tools = (("open", "open-all"), ("close", "close-all"), ("print", "print"))
        buttons = "".join(f'<button type="button" class="{name}">{self._say(code)}</button>' for name, code in tools)
        yield f'<span class="tools">{buttons}</span></form>'
        shown, none = self._say("shown", count="{count}"), self._say("none-shown")
        yield f'<p class="status" role="status" data-shown="{shown}" data-none="{none}"></p>'

    def _body(self) -> Iterator[str]:
        if self._outcome.conforms and not self._outcome.new_only:
            said = sentence("check-idle", self.language) if self._outcome.idle else say("nothing", self.language)
            yield f"<p>{escape(said)}</p>"
        for level in LEVELS:
            chosen = [f for f in self._found if f.level == level]
            if chosen:
                yield self._section_head(level, len(chosen), "level")
                yield from self._groups(level, chosen)
                yield "</section>"
        yield from self._listed("left-out", self._left_out)
        if self._outcome.before is not None:
            mended = [str(r["sentence"][self.language]) for r in self._outcome.mended]  # type: ignore[index]  # of as_records
            yield from self._listed("mended", mended)

    def _section_head(self, name: str, count: int, kind: str = "") -> str:
        key = f"{self.language}-{name}"
        return (
            f'<section class="{kind}" aria-labelledby="{key}"><h2 id="{key}" tabindex="-1">{self._say(name)} '
            f'<span class="number">{count}</span></h2>'
        )

    def _listed(self, name: str, said: list[str]) -> Iterator[str]:
        if said:
            yield self._section_head(name, len(said))
            items = "".join(f"<li>{escape(line)}</li>" for line in said)
            yield f'<details class="{name}" open><summary><h3>{self._say(name)}</h3></summary>'
            yield f'<ul class="plain">{items}</ul></details></section>'

    def _groups(self, level: str, found: list[Finding]) -> Iterator[str]:
        groups: dict[str, list[Finding]] = {}
        for finding in found:
            groups.setdefault(finding.message, []).append(finding)
        heads = "".join(
            f'<th scope="col" class="{name}">{self._say(name)}</th>' for name in ("thing", "place", "stands")
        )
        for message, members in sorted(groups.items(), key=lambda group: -len(group[1])):
            is_open = " open" if level != "info" or len(members) <= _FEW else ""
            yield (
                f'<details class="group {level}" data-count="{len(members)}"{is_open}><summary>'
                f'<h3>{escape(message)}</h3> <span class="number">{len(members)}</span></summary>'
                f"<table><thead><tr>{heads}</tr></thead><tbody>"
            )
            for finding in members[:_MOST_ROWS]:
                yield self._row(finding)
            yield "</tbody></table>"
            if len(members) > _MOST_ROWS:
                yield f'<p class="plain more">{self._say("more", count=len(members) - _MOST_ROWS)}</p>'
            yield "</details>"

    def _row(self, finding: Finding) -> str:
        new = bool(self._news[finding.key])
        self._news[finding.key] -= 1 if new else 0
        badge = f' <span class="news">{self._say("new")}</span>' if new and not self._outcome.new_only else ""
        file = escape(finding.place.file) if finding.place else ""
        return (
            f'<tr data-file="{file}" data-new="{str(new).lower()}"><th scope="row" class="thing">'
            f'{escape(finding.thing)}{badge}</th><td class="place">{self._place(finding)}</td>'
            f"<td>{self._stands(finding)}</td></tr>"
        )

    def _place(self, finding: Finding) -> str:
        place = finding.place
        if place is None:
            return f"<code>{escape(finding.node)}</code>" if finding.node else f"<span>{self._say('nowhere')}</span>"
        parts = "".join(f"<span>{escape(part)}</span>" for part in where(place, self._files, self.language))
        return f"<b>{escape(place.file)}</b>{parts}"

    def _stands(self, finding: Finding) -> str:
        place, value = finding.place, finding.value
        said = []
        quote = " ".join((place.quote or "").split()) if place else ""
        if value is not None and value != quote:
            said.append(f"<p>{self._say('value')}: {escape(value)}</p>")
        if place and (around := self._files.around(place)):
            before = f"{escape(around.before)} " if around.before else ""
            after = f" {escape(around.after)}" if around.after else ""
            said.append(f"<blockquote>{before}<mark>{escape(around.words)}</mark>{after}</blockquote>")
        elif quote:
            said.append(f"<blockquote><mark>{escape(quote)}</mark></blockquote>")
        elif place and place.column is not None and value is None:
            there = escape(self._files.cell(place))
            said.append(f"<blockquote>{there}</blockquote>" if there else f'<p class="quiet">{self._say("empty")}</p>')
        return "".join(said)

    def _how(self) -> Iterator[str]:
        code = "steps" if self._outcome.workspace else "steps-rdf"
        steps = "".join(f"<li>{escape(step)}</li>" for step in say(code, self.language).splitlines())
        yield f'<section class="how"><h2>{self._say("how")}</h2><ol>{steps}</ol></section></main>'
        yield "<footer>Rihmasto</footer>"


def _read(name: str) -> str:
    return (_TEMPLATE / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
