"""Check a built site: `python website/links.py FOLDER` names each link that leads nowhere."""

import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit


class _Page(HTMLParser):
    """The links of a page, and what they may lead to."""

    def __init__(self, text: str) -> None:
        """Read a page."""
        super().__init__()
        self.links: list[str] = []
        self.names: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what is linked, and what has a name."""
        given = dict(attrs)
        self.names.update(filter(None, (given.get("id"), given.get("name"))))
        link = given.get("href" if tag in ("a", "link") else "src")
        if link:
            self.links.append(link)


def broken(site: Path) -> Iterator[str]:
    """Yield each link within a site whose file or whose name on a page is missing."""
    pages = {
        path: _Page(path.read_text(encoding="utf-8")) for path in site.rglob("*.html")
    }
    for path, page in pages.items():
        if path.name == "404.html":
            continue  # its links begin where the site is published
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            target = path if not parts.path else (path.parent / unquote(parts.path))
            target = target / "index.html" if target.is_dir() else target
            target = target.resolve()
            name = unquote(parts.fragment)
            if not target.exists():
                yield f"{path.relative_to(site)}: {link}: there is no such page"
            elif name and target in pages and name not in pages[target].names:
                yield f"{path.relative_to(site)}: {link}: the page has no such place"


if __name__ == "__main__":
    found = list(broken(Path(sys.argv[1]).resolve()))
    print("\n".join(found) or "every link leads somewhere")
    sys.exit(bool(found))
