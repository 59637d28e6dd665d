"""A browser, somebody signed in, and every kind of page they can reach."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve
from playwright.sync_api import Browser, Page, sync_playwright

from apps.portal.urls import NOUNS
from tests.journeys.product import Product

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
_FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")
_LINKS = "[...document.querySelectorAll('main a[href], .rail a[href]')].map(link => link.href)"


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, which asks nobody outside."""
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=CHROMIUM, args=list(_FLAGS))


def watched(browser: Browser) -> Iterator[Page]:
    """A page of its own session, which must have logged no error when it is closed."""
    errors: list[str] = []
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    yield page
    context.close()
    # The browser itself notes every answer of 4xx; those are asked for.
    assert [error for error in errors if "Failed to load resource" not in error] == []


def sign_in(page: Page, product: Product, email: str) -> None:
    """As somebody who types e-mail and password."""
    page.goto(product.url + "/")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password").fill(product.password)
    page.get_by_role("button", name="Sign in").click()


def pages_reached(page: Page, product: Product) -> Iterator[str]:
    """Every kind of page once, by name, each open in the browser: those with an address of their own, and of the
    others the first that some page links to.
    """
    routes = [str(route.pattern) for noun in NOUNS for route in noun.routes]
    waiting = [f"/{route}" for route in routes if "<" not in route]
    seen: set[str] = set()
    for path in waiting:
        name = _name(path)
        if not name or name in seen:
            continue
        seen.add(name)
        answer = page.request.get(product.url + path)
        if answer.status != 200 or "text/html" not in answer.headers["content-type"]:
            continue
        page.goto(product.url + path)
        links = [urlsplit(link) for link in page.evaluate(_LINKS)]
        waiting += [f"{link.path}?{link.query}" if link.query else link.path for link in links if link.scheme == "http"]
        yield name


def _name(path: str) -> str:
    """What a portal's page is called in the addresses; empty for other pages."""
    try:
        found = resolve(urlsplit(path).path)
    except Resolver404:
        return ""
    return found.url_name or "" if found.namespace == "portal" else ""
