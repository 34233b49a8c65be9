"""The site of the documentation: its links are checked, and lead to pages of either language."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]


def loaded(name: str) -> ModuleType:
    """A module of `website`, which is no package."""
    spec = importlib.util.spec_from_file_location(name, ROOT / "website" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_link_that_leads_nowhere_is_named(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "index.html").write_text('<h2 id="a">A</h2>')
    (tmp_path / "index.html").write_text(
        '<a href="there/">1</a><a href="there/#a">2</a><a href="https://example.org">3</a>'
        '<a href="nowhere/">4</a><a href="there/#b">5</a><img src="no.png">'
    )
    assert sorted(loaded("links").broken(tmp_path)) == [
        "index.html: no.png: there is no such page",
        "index.html: nowhere/: there is no such page",
        "index.html: there/#b: the page has no such place",
    ]


@pytest.mark.parametrize(
    ("path", "lang", "place"),
    [
        ("docs/diff.md", "en", "diff.md"),
        ("docs/diff.md", "zh", "../diff/"),
        ("docs/zh/compare.md", "zh", "compare.md"),
        ("docs/zh/compare.md", "en", "zh/compare/"),
        ("README.zh-CN.md", "zh", "index.md"),
        ("README.zh-CN.md", "en", "zh/"),
        ("README.md", "zh", "../"),
        ("tests/spec/gaps.md", "en", "spec/gaps.md"),
        ("docs/page.png", "zh", "../page.png"),
        ("samples/README.md", "en", None),
    ],
)
def test_what_the_repository_has_is_found_on_the_site(
    path: str, lang: str, place: str | None
) -> None:
    pytest.importorskip("mkdocs")
    assert loaded("pages")._on_site(path, lang) == place


def test_lines_of_chinese_are_put_together_without_a_blank() -> None:
    pytest.importorskip("mkdocs")
    text = "以替换符 U+FFFD 表示。\n前后文字\n“不变”：\n\n- 甲\n- 乙\nabc\n丙\n"
    shown = loaded("pages")._BROKEN_LINE.sub("", text)
    assert shown == "以替换符 U+FFFD 表示。前后文字“不变”：\n\n- 甲\n- 乙\nabc\n丙\n"
