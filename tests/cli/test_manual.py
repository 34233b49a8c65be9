"""The manual, made of the commands: all of them, in both languages."""

import re
import shutil
import subprocess

import pytest

from planparse.cli.commands import COMMANDS, DEFAULT
from planparse.cli.manual import as_man, as_markdown, described


@pytest.fixture(autouse=True)
def language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "")  # is set where Chinese is spoken


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_command_is_described(lang) -> None:
    paths = [one.path for one in described(lang)]
    named = [f"planparse {name}" for name in COMMANDS if name != DEFAULT]
    assert set(named) < set(paths)
    assert paths[0] == "planparse"
    assert "planparse grammar check" in paths


def test_options_say_what_the_help_says() -> None:
    (check,) = (one for one in described("zh") if one.path == "planparse check")
    options = dict(check.options)
    assert options["-q, --quiet"] == "只提示未能完成的事项。"
    assert options["--lang [zh|en]"].endswith("（默认：依系统区域设置）")
    assert check.usage == "planparse check [选项] 文件…"


@pytest.mark.parametrize(
    ("lang", "heading", "option"),
    [("en", "SYNOPSIS", "--strict"), ("zh", "用法", "只列出将要进行的操作")],
)
def test_man_reads_the_page(tmp_path, lang, heading, option) -> None:
    page = as_man(lang)
    assert f".SH {heading}\n" in page
    assert not [line for line in page.splitlines() if line.startswith("'")]
    groff = shutil.which("groff")
    if groff is None:
        pytest.skip("there is no groff")
    file = tmp_path / "planparse.1"
    file.write_text(page, encoding="utf-8")
    asked = [groff, "-k", "-man", "-Tutf8", "-ww", str(file)]
    done = subprocess.run(asked, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    assert option in re.sub(r"\x1b\[[0-9;]*m|.\x08|\s", "", done.stdout)


def test_the_page_of_the_site_has_a_section_for_each_command() -> None:
    page = as_markdown("zh")
    assert page.count("\n## `planparse") == len(list(described("zh")))
    assert "| <code>-q, --quiet</code> | 只提示未能完成的事项。 |" in page
    assert "| <code>--level 层级&#124;leaf</code> |" in page
    assert "完成时限&#60;2024年6月" in page
