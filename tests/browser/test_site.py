"""The commands of the page: the folder is whole, the server serves it and nothing else."""

import os
import re
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.conftest import heed_interrupts

Planparse = Callable[..., subprocess.CompletedProcess[bytes]]
DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))


@pytest.fixture
def planparse(environment: dict[str, str]) -> Planparse:
    def run(*words: str) -> subprocess.CompletedProcess[bytes]:
        command = [sys.executable, "-m", "planparse", *words]
        return subprocess.run(
            command, capture_output=True, check=False, env=environment
        )

    return run


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A page that was built, as small as one can be."""
    site = tmp_path / "built"
    (site / "parts").mkdir(parents=True)
    (site / "index.html").write_text(
        "<!DOCTYPE html><title>页</title>", encoding="utf-8"
    )
    (site / "parts" / "a.js").write_text("1", encoding="utf-8")
    (site / "__init__.py").write_text("", encoding="utf-8")
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    return site


@contextmanager
def served(
    site: Path, environment: dict[str, str]
) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    words = ["serve", "--no-open", "--from", str(site)]
    with subprocess.Popen(
        [sys.executable, "-m", "planparse", *words],
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env=environment,
        preexec_fn=heed_interrupts,
    ) as process:
        try:
            assert process.stderr is not None
            found = re.search(r"http://127\.0\.0\.1:\d+/", process.stderr.readline())
            assert found
            yield found[0], process
        finally:
            process.kill()


def status(address: str, **headers: str) -> int:
    try:
        with DIRECT.open(urllib.request.Request(address, headers=headers)) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as fault:
        with fault:
            return fault.code


def test_the_server_serves_the_page_and_nothing_else(
    site: Path, environment: dict[str, str]
) -> None:
    with served(site, environment) as (address, _):
        with DIRECT.open(address) as answer:
            assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert "页" in answer.read().decode()
        assert status(f"{address}parts/a.js") == 200
        for name in (
            "parts/",
            "__init__.py",
            "../secret.txt",
            "%2e%2e/secret.txt",
            "none",
        ):
            assert status(f"{address}{name}") == 404
        assert status(address, Host="evil.example") == 404


@pytest.mark.skipif(os.name != "posix", reason="interrupts are POSIX's")
def test_an_interrupt_ends_the_server(site: Path, environment: dict[str, str]) -> None:
    with served(site, environment) as (_, process):
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=60) == 130
        assert process.stderr is not None
        assert "Traceback" not in process.stderr.read()


def test_a_port_that_is_taken_is_told(
    site: Path, environment: dict[str, str], planparse: Planparse
) -> None:
    with served(site, environment) as (address, _):
        port = address.rstrip("/").rpartition(":")[2]
        done = planparse("serve", "--no-open", "--from", str(site), "--port", port)
        assert done.returncode == 2
        assert f"cannot listen on port {port}" in done.stderr.decode()


def test_the_folder_is_written_whole(
    site: Path, tmp_path: Path, planparse: Planparse
) -> None:
    out = tmp_path / "a" / "页面"
    assert planparse("page", "--from", str(site), "-o", str(out)).returncode == 0
    written = {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in out.rglob("*")
        if path.is_file()
    }
    assert written == {
        name: (site / name).read_bytes() for name in ("index.html", "parts/a.js")
    }


def test_without_a_built_page_the_way_to_one_is_told(
    tmp_path: Path, planparse: Planparse
) -> None:
    for words in (["page", "-o", str(tmp_path / "out")], ["serve", "--no-open"]):
        done = planparse(*words, "--from", str(tmp_path))
        assert done.returncode == 2
        assert "is not the built page" in done.stderr.decode()
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_written_is_told(
    site: Path, tmp_path: Path, planparse: Planparse
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    done = planparse("page", "--from", str(site), "-o", str(tmp_path / "file"))
    assert done.returncode == 2
    assert "cannot write" in done.stderr.decode()
