"""What of a folder may be read: nothing outside it, whatever it is called or put in the way."""

import os
import threading
from pathlib import Path

import pytest

from planparse.integrations.mcp import folder as folders
from planparse.integrations.mcp.folder import (
    Folder,
    Listing,
    content,
    folder_at,
    listing,
    opened,
)
from planparse.integrations.mcp.refused import RefusedError

POSIX = pytest.mark.skipif(os.name == "nt", reason="links and pipes are POSIX's here")
SECRET = "一、密。\n"


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """A folder of three plans, with something outside that is nobody's business."""
    (tmp_path / "secret.txt").write_text(SECRET, encoding="utf-8")
    plans = tmp_path / "plans"
    (plans / "2024").mkdir(parents=True)
    (plans / ".git").mkdir()
    for name in ("a.txt", "2024/b.md", "c.DOCX", ".git/config.txt", "key.pem", "no"):
        (plans / name).write_text(name, encoding="utf-8")
    return folder_at(str(plans), 1000)


def read(folder: Folder, name: str) -> bytes:
    with opened(folder, name) as (descriptor, _):
        return content(folder, name, descriptor)


def test_files_of_formats_that_are_read_are_listed_in_order(folder: Folder) -> None:
    assert listing(folder) == Listing(("2024/b.md", "a.txt", "c.DOCX"), cut=False)
    assert listing(folder, "2024/").names == ("2024/b.md",)
    for name in listing(folder).names:
        assert read(folder, name) == name.encode()


def test_a_file_is_known_by_any_way_to_spell_its_name(folder: Folder) -> None:
    assert read(folder, "./2024//b.md") == b"2024/b.md"


@pytest.mark.parametrize(
    "name",
    [
        "../secret.txt",
        "2024/../../secret.txt",
        "a.txt/../../secret.txt",
        "2024/../a.txt",
        "/etc/passwd",
        "//etc/passwd",
        "",
        " ",
        ".",
        "..",
        "a.txt\0",
        "\0",
        "a" * 5000,
        "a" * 300 + ".txt",
        "a/" * 2000 + "b.txt",
        "\udcff.txt",
        ".git/config.txt",
        "2024/.hidden.txt",
        "key.pem",
        "no",
        "2024",
        "missing.txt",
        "a.txt/b.txt",
        r"C:\Windows\win.txt",
        r"..\secret.txt",
        r"\\server\share\plan.txt",
        "C:a.txt",
        "a.txt::$DATA",
        "NUL.txt",
        "~/a.txt",
        "file:///etc/passwd.txt",
        "%2e%2e/secret.txt",
        "．．/secret.txt",
    ],
)
def test_other_names_are_refused_in_one_line(folder: Folder, name: str) -> None:
    with pytest.raises(RefusedError) as refused, opened(folder, name):
        pass
    message = str(refused.value)
    assert message
    assert message.isprintable()
    assert len(message) <= 500
    assert os.path.dirname(folder.root) not in message
    if name.strip() not in ("", "2024"):  # which are folders that may be listed
        with pytest.raises(RefusedError):
            listing(folder, name)


@POSIX
def test_links_are_followed_inside_and_nowhere_else(folder: Folder) -> None:
    root = Path(folder.root)
    (root / "inside.txt").symlink_to("2024/b.md")
    (root / "again").symlink_to("2024")
    (root / "out.txt").symlink_to("../secret.txt")
    (root / "absolute.txt").symlink_to(root.parent / "secret.txt")
    (root / "up").symlink_to("..")
    (root / "hidden.txt").symlink_to(".git/config.txt")
    (root / "key.txt").symlink_to("key.pem")
    (root / "loop.txt").symlink_to("loop.txt")
    (root / "gone.txt").symlink_to("nowhere.txt")
    assert read(folder, "inside.txt") == b"2024/b.md"
    assert read(folder, "again/b.md") == b"2024/b.md"
    for name in (
        "out.txt",
        "absolute.txt",
        "up/secret.txt",
        "hidden.txt",
        "key.txt",
        "loop.txt",
        "gone.txt",
    ):
        with pytest.raises(RefusedError):
            read(folder, name)
    assert listing(folder).names == ("2024/b.md", "a.txt", "c.DOCX", "inside.txt")


@POSIX
def test_a_link_that_is_put_in_the_way_is_not_followed(folder: Folder) -> None:
    root = Path(folder.root)
    (root / "link.txt").symlink_to("../secret.txt")
    (root / "up").symlink_to("..")
    for parts in (["link.txt"], ["up", "secret.txt"]):
        with pytest.raises(OSError, match=r"."):
            folders._open(folder.root, parts)
    with pytest.raises(OSError, match=r"."):
        folders._open_and_look_again(str(root / "up" / "secret.txt"))


@POSIX
def test_a_file_that_becomes_a_link_meanwhile_gives_away_nothing(
    folder: Folder,
) -> None:
    root, done = Path(folder.root), threading.Event()

    def swap() -> None:
        """Put a link in place of the file, and the file in place of the link."""
        while not done.is_set():
            (root / "link").symlink_to("../secret.txt")
            os.replace(root / "link", root / "a.txt")
            (root / "file").write_text("a.txt", encoding="utf-8")
            os.replace(root / "file", root / "a.txt")

    swapping = threading.Thread(target=swap)
    swapping.start()
    try:
        seen = set()
        for _ in range(500):
            try:
                seen.add(read(folder, "a.txt"))
            except RefusedError:
                seen.add(b"refused")
    finally:
        done.set()
        swapping.join()
    assert seen <= {b"a.txt", b"refused"}


@POSIX
def test_what_is_no_file_is_refused_without_waiting(folder: Folder) -> None:
    os.mkfifo(os.path.join(folder.root, "pipe.txt"))
    os.mkdir(os.path.join(folder.root, "folder.txt"))
    for name in ("pipe.txt", "folder.txt"):
        with pytest.raises(RefusedError, match=f"{name} is no file"):
            read(folder, name)
    assert "pipe.txt" not in listing(folder).names


def test_a_file_above_the_limit_is_refused_before_it_is_read(folder: Folder) -> None:
    huge = Path(folder.root) / "huge.txt"
    with huge.open("wb") as file:
        file.truncate(10**12)
    with pytest.raises(RefusedError, match="--max-size"):
        read(folder, "huge.txt")


def test_a_file_that_grows_while_it_is_read_is_refused(folder: Folder) -> None:
    path = Path(folder.root) / "a.txt"
    with opened(folder, "a.txt") as (descriptor, stamp):
        path.write_bytes(b"a" * 1001)
        with pytest.raises(RefusedError, match="--max-size"):
            content(folder, "a.txt", descriptor)
    with pytest.raises(RefusedError, match="--max-size"), opened(folder, "a.txt"):
        pass
    path.write_bytes(b"a" * 1000)
    with opened(folder, "a.txt") as (_, now):
        assert now != stamp


def test_names_that_are_hard_to_print_are_listed_and_read(folder: Folder) -> None:
    hard = ["要点（2024年）.txt", "\u3000 x.txt", "a\u202eb.txt", "-f.txt", "%s{0}.txt"]
    if os.name == "posix":
        hard += ["new\nline.txt", "tab\t.txt"]
    for name in hard:
        (Path(folder.root) / name).write_text(name, encoding="utf-8")
    assert set(hard) < set(listing(folder).names)
    for name in hard:
        assert read(folder, name) == name.encode()


@POSIX
def test_a_name_that_is_no_text_is_left_out(folder: Folder) -> None:
    with open(os.fsencode(folder.root) + b"/\xff.txt", "wb") as file:
        file.write(b"x")
    assert all(name.isprintable() for name in listing(folder).names)


def test_more_files_than_the_limit_are_said_to_be_more(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folders, "MOST_FILES", 2)
    assert listing(folder) == Listing(("a.txt", "c.DOCX"), cut=True)


def test_a_folder_that_is_gone_is_said_to_be_so_and_may_come_back(
    folder: Folder,
) -> None:
    root = Path(folder.root)
    away = root.rename(root.with_name("away"))
    for _ in range(2):
        with pytest.raises(RefusedError, match="not there any more"):
            listing(folder)
        with pytest.raises(RefusedError, match="not there any more"):
            read(folder, "a.txt")
    away.rename(root)
    assert read(folder, "a.txt") == b"a.txt"


def test_what_is_no_folder_is_refused(folder: Folder) -> None:
    for path in ("a.txt", "missing"):
        with pytest.raises(RefusedError, match="is no folder"):
            folder_at(os.path.join(folder.root, path), 1000)
