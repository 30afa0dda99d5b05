"""Fixtures that several test packages use."""

import os
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

_CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), ""
)
_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND",
)
SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of seeds, pages, data and suites beside the checkout; tests that need it skip where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("the ../shared folder of seeds, pages and suites is not here")
    return SHARED


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """One headless Chromium for all tests, without names of the network."""
    if not _CHROMIUM:
        pytest.skip("there is no Chromium on this machine")
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with playwright.sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=_CHROMIUM, args=list(_ARGUMENTS))
        yield opened
        opened.close()


@dataclass
class Tab:
    """An opened page, and what it asked for and complained of."""

    page: Any
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


@pytest.fixture
def open_tab(browser: Any) -> Iterator[Callable[..., Tab]]:  # noqa: ANN401 - playwright has no stubs here
    """Open a file in a window of its own: `state` stands after the # of the address, `ready` is what to wait for."""
    contexts = []

    def opened(file: Path, state: str = "", *, ready: str = "", **options: object) -> Tab:
        context = browser.new_context(**options)
        contexts.append(context)
        tab = Tab(context.new_page())
        tab.page.set_default_timeout(8000)
        tab.page.on("request", lambda request: tab.requests.append(request.url))
        tab.page.on("console", lambda said: tab.complaints.append(said.text))
        tab.page.on("pageerror", lambda error: tab.complaints.append(str(error)))
        tab.page.goto(file.as_uri() + (f"#{state}" if state else ""))
        if ready:
            tab.page.wait_for_selector(ready)
        return tab

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def axe(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The source of axe-core: of AXE_CORE, of the checkout's .cache, or fetched there once."""
    cache = Path(__file__).resolve().parents[1] / ".cache" / "node_modules" / "axe-core" / "axe.min.js"
    file = Path(os.environ.get("AXE_CORE", cache))
    if not file.is_file():
        npm = shutil.which("npm")
        if not npm:
            pytest.skip("axe-core is neither in .cache nor in AXE_CORE, and there is no npm to fetch it")
        place = tmp_path_factory.mktemp("axe")
        command = [npm, "install", "--no-save", "--no-audit", "--no-fund", "--prefix", str(place), "axe-core@4.14.1"]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
        fetched = place / "node_modules" / "axe-core" / "axe.min.js"
        if not fetched.is_file():
            pytest.skip(f"axe-core cannot be fetched: {done.stderr.strip().splitlines()[-1:]}")
        # Several workers may fetch it at once: the file comes into its place in one step.
        cache.parent.mkdir(parents=True, exist_ok=True)
        copy = cache.with_name(f"axe-{os.getpid()}")
        shutil.copyfile(fetched, copy)
        file = copy.replace(cache)
    return file.read_text(encoding="utf-8")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what tests counted: the sums of their `record_property("counted: …", number)`, from all workers."""
    counted: Counter[str] = Counter()
    for reports in terminalreporter.stats.values():
        for report in reports:
            if getattr(report, "when", "") == "call":
                counted.update({name: n for name, n in report.user_properties if name.startswith("counted: ")})
    for name, number in sorted(counted.items()):
        terminalreporter.write_line(f"{name.removeprefix('counted: ')}: {number}")
