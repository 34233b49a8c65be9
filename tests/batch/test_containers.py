"""Zip and tar archives, hostile ones among them."""

import gzip
import io
import os
import random
import tarfile
import time
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from planparse.batch import containers, zip_archive
from planparse.system import reading
from tests.batch.conftest import (
    Batch,
    failures,
    plan,
    tree,
    write,
)


def test_archives_hold_the_same_as_the_folder(here: Path, batch: Batch) -> None:
    with (
        zipfile.ZipFile(here / "plans.zip", "w") as packed,
        tarfile.open(here / "plans.tar.gz", "w:gz") as tarred,
    ):
        for path in sorted((here / "plans").rglob("*.txt")):
            packed.write(path, path.relative_to(here / "plans"))
            tarred.add(path, path.relative_to(here / "plans"))
    assert (
        batch(
            "plans", "plans.zip", "plans.tar.gz", "-o", "out", "-f", "nodes"
        ).returncode
        == 0
    )
    found = tree(here / "out")
    of_folder = {
        name.removeprefix("plans/"): data
        for name, data in found.items()
        if name.startswith("plans/")
    }
    assert len(of_folder) == 13
    for kind in ("plans.zip/", "plans.tar.gz/"):
        assert {
            name.removeprefix(kind): data
            for name, data in found.items()
            if name.startswith(kind)
        } == of_folder


def test_names_in_gbk_are_read(here: Path, batch: Batch) -> None:
    name = "二〇二三/要点.txt"
    with zipfile.ZipFile(here / "a.zip", "w") as packed:
        info = zipfile.ZipInfo("x")
        info.filename = name.encode("gb18030").decode("cp437")
        packed.writestr(info, plan(1).encode("gb18030"))
    data = (
        here / "a.zip"
    ).read_bytes()  # Python writes names beyond ASCII with the flag for UTF-8: take both away
    raw, gbk = info.filename.encode(), name.encode("gb18030")
    with zipfile.ZipFile(here / "a.zip", "w") as packed:
        packed.writestr("x" * len(gbk), plan(1).encode("gb18030"))
    data = (here / "a.zip").read_bytes().replace(b"x" * len(gbk), gbk)
    assert raw not in data
    write(here / "a.zip", data)
    assert batch("a.zip", "-o", "out").returncode == 0
    assert list(tree(here / "out")) == [f"a.zip/{name}.yaml"]


def test_a_zip_that_wants_out(here: Path, batch: Batch) -> None:
    with zipfile.ZipFile(here / "a.zip", "w") as packed:
        for name in (
            "../../out.txt",
            "/etc/out.txt",
            "C:\\out.txt",
            "good.txt",
            "a/./b.txt",
        ):
            packed.writestr(name, plan(1))
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = 0o120777 << 16
        packed.writestr(link, "/etc/passwd")
    done = batch("a.zip", "-o", "out")
    assert done.returncode == 1
    assert failures(done) == [
        "a.zip/out.txt: its name leads out of the archive",
        "a.zip/etc/out.txt: its name leads out of the archive",
        "a.zip/C:/out.txt: its name leads out of the archive",
        "a.zip/link.txt: is a link",
    ]
    assert sorted(tree(here / "out")) == ["a.zip/a/b.txt.yaml", "a.zip/good.txt.yaml"]


def test_a_tar_that_wants_out(here: Path, batch: Batch) -> None:
    def added(
        archive: tarfile.TarFile, name: str, kind: bytes = tarfile.REGTYPE
    ) -> None:
        info, data = tarfile.TarInfo(name), plan(1).encode()
        info.type, info.linkname = kind, "/etc/passwd"
        info.size = len(data) if kind == tarfile.REGTYPE else 0
        archive.addfile(info, io.BytesIO(data))

    with tarfile.open(here / "a.tar.gz", "w:gz") as packed:
        added(packed, "../out.txt")
        added(packed, "soft.txt", tarfile.SYMTYPE)
        added(packed, "hard.txt", tarfile.LNKTYPE)
        added(packed, "pipe", tarfile.FIFOTYPE)
        added(packed, "good.txt")
    done = batch("a.tar.gz", "-o", "out")
    assert done.returncode == 1
    assert failures(done) == [
        "a.tar.gz/out.txt: its name leads out of the archive",
        "a.tar.gz/soft.txt: is a link",
        "a.tar.gz/hard.txt: is a link",
        "a.tar.gz/pipe: is not a file but a pipe or a device",
    ]
    assert sorted(tree(here / "out")) == ["a.tar.gz/good.txt.yaml"]


def test_bombs_are_refused(here: Path, batch: Batch) -> None:
    zeros = bytes(1 << 20)
    with zipfile.ZipFile(
        here / "a.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=1
    ) as packed:
        for number in range(110):
            packed.writestr(f"{number}.txt", zeros)
    with tarfile.open(here / "a.tar.gz", "w:gz") as tarred:
        for number in range(110):
            info = tarfile.TarInfo(f"{number}.txt")
            info.size = len(zeros)
            tarred.addfile(info, io.BytesIO(zeros))
    write(here / "good.txt", plan(1))
    done = batch("a.zip", "a.tar.gz", "good.txt", "-o", "out", "--dry-run")
    refused = [
        line.split("\t")[1:]
        for line in done.stdout.decode().splitlines()
        if line.startswith("refuse")
    ]
    why = (
        "unpacks to more than 200 times its size, as a zip bomb does: "
        "unpack it and name the folder"
    )
    assert refused[0] == ["a.zip", why]
    assert refused[1][0].startswith("a.tar.gz: after its file ")
    assert refused[1][1] == why
    assert len(refused) == 2


@pytest.mark.parametrize(
    ("members", "total", "packed", "why"),
    [
        (containers.MOST_MEMBERS + 1, 0, 1, "holds more than 200,000 files"),
        (
            1,
            containers.MOST_BYTES + 1,
            containers.MOST_BYTES,
            "unpacks to more than 20 GB",
        ),
        (1, containers.RATIO_FROM + 1, 1000, "unpacks to more than 200 times its size"),
    ],
)
def test_limits(members: int, total: int, packed: int, why: str) -> None:
    assert containers.too_much(members, total, packed).startswith(why)
    assert not containers.too_much(containers.MOST_MEMBERS, containers.RATIO_FROM, 1)


@pytest.mark.parametrize("name", ["a.zip", "a.tar.gz", "a.tar"])
@pytest.mark.parametrize("keep", [0, 3, 0.5, 0.7])
def test_archives_that_are_cut_or_none(
    name: str, keep: float, here: Path, batch: Batch
) -> None:
    rng = random.Random(1)
    noise = "".join(chr(rng.randrange(0x4E00, 0x9000)) for _ in range(4000))
    if name == "a.zip":
        with zipfile.ZipFile(here / name, "w") as packed:
            packed.writestr("a.txt", plan(1) + noise)
            packed.writestr("b.txt", plan(1) + noise)
    else:
        with tarfile.open(
            here / name, "w:gz" if name.endswith("gz") else "w"
        ) as tarred:
            for member in "ab":
                data = (plan(1) + noise).encode()
                info = tarfile.TarInfo(f"{member}.txt")
                info.size = len(data)
                tarred.addfile(info, io.BytesIO(data))
    data = (here / name).read_bytes()
    write(here / name, data[: int(keep if keep >= 1 else keep * len(data))])
    done = batch(name, "plans", "-o", "out")
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr
    assert any(line.startswith(name) for line in failures(done))
    assert len([path for path in tree(here / "out") if path.startswith("plans")]) == 13


def test_files_and_lists_of_members_that_are_too_large(
    here: Path, batch: Batch
) -> None:
    with (here / "large.txt").open("wb") as file:
        file.truncate(reading.MOST + 1)  # a hole, which takes no room
    end = (
        b"PK\5\6"
        + bytes(8)
        + (zip_archive.MOST_DIRECTORY + 1).to_bytes(4, "little")
        + bytes(6)
    )
    with (here / "many.zip").open("wb") as file:
        file.truncate(zip_archive.MOST_DIRECTORY + 1)
        file.seek(0, os.SEEK_END)
        file.write(end)
    with (here / "more.zip").open(
        "wb"
    ) as file:  # the same, told as in archives beyond 4 GB
        file.truncate(zip_archive.MOST_DIRECTORY + 1)
        at = file.seek(0, os.SEEK_END)
        file.write(
            b"PK\6\6"
            + bytes(36)
            + (zip_archive.MOST_DIRECTORY + 1).to_bytes(8, "little")
            + bytes(8)
        )
        file.write(b"PK\6\7" + bytes(4) + at.to_bytes(8, "little") + bytes(4))
        file.write(b"PK\5\6" + bytes(8) + b"\xff" * 8 + bytes(2))
    done = batch("large.txt", "many.zip", "more.zip", "-o", "out")
    assert done.returncode == 1
    assert failures(done) == [
        "large.txt: has more than 1 GB, the limit of --max-size",
        "many.zip: holds more than 200,000 files: unpack it and name the folder",
        "more.zip: holds more than 200,000 files: unpack it and name the folder",
    ]


# ── archives that lie, and archives in archives ───────────────────────────────────────


def header(name: str, size: int) -> bytes:
    """Return the header of a tar member that declares a size."""
    info = tarfile.TarInfo(name)
    info.size = size
    return info.tobuf(tarfile.GNU_FORMAT)


@pytest.mark.parametrize("size", [10**18, 8 * 10**9, -1])
@pytest.mark.parametrize("dry", [True, False])
def test_a_tar_member_that_declares_too_much_ends_its_archive_alone(
    size: int, dry: bool, here: Path, batch: Batch
) -> None:
    write(here / "a.tar.gz", gzip.compress(header("huge.txt", size)))
    write(here / "good.txt", plan(1))
    begun = time.monotonic()
    done = batch(
        "a.tar.gz", "good.txt", "-o", "out", *(["--dry-run"] if dry else []), timeout=30
    )
    assert time.monotonic() - begun < 20
    assert b"Traceback" not in done.stderr
    told = (done.stdout if dry else done.stderr).decode()
    assert "a.tar.gz" in told
    if size > 0:
        assert "a.tar.gz/huge.txt" in told
        assert "GB" in told
    assert dry or list(tree(here / "out")) == ["good.txt.yaml"]


def test_the_name_of_a_tar_member_is_not_read_without_limit(
    here: Path, batch: Batch
) -> None:
    info = tarfile.TarInfo("././@LongLink")
    info.type, info.size = tarfile.GNUTYPE_LONGNAME, 90 * 10**6
    data = gzip.compress(info.tobuf(tarfile.GNU_FORMAT) + bytes(info.size), 1)
    write(here / "a.tar.gz", data)
    done = batch("a.tar.gz", "-o", "out")
    assert failures(done) == [
        "a.tar.gz: is not a valid tar archive: a name in it is too long"
    ]


def declared(data: bytes, name: str, size: int) -> bytes:
    """Return a zip archive whose one member declares another size."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(name, data)
    true, false = (number.to_bytes(4, "little") for number in (len(data), size))
    return file.getvalue().replace(true, false)


def test_no_more_is_read_of_a_zip_member_than_it_declares(tmp_path: Path) -> None:
    write(tmp_path / "a.zip", declared(bytes(200 * 10**6), "a.txt", 100))
    tracemalloc.start()
    with zipfile.ZipFile(tmp_path / "a.zip") as packed:
        member = packed.infolist()[0]
        assert member.file_size == 100
        with pytest.raises(zipfile.BadZipFile, match="CRC"):
            zip_archive.unpacked(packed, member)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 10 * 10**6


def nested(depth: int, inside: str = "a.txt") -> bytes:
    """Return so many zip archives in each other, each with a plan beside the next one."""
    data, name = plan(9).encode(), inside
    for level in range(depth, 0, -1):
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w") as packed:
            packed.writestr(name, data)
            packed.writestr(f"{level}.txt", plan(level))
        data, name = file.getvalue(), f"in{level}.zip"
    return data


def zipped(files: dict[str, str | bytes]) -> bytes:
    """Return a zip archive of files by name."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in files.items():
            packed.writestr(name, data)
    return file.getvalue()


def tarred(files: dict[str, str | bytes], mode: str = "w:gz") -> bytes:
    """Return a tar archive of files by name; `mode` is "w" for one that is not packed."""
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode=mode) as packed:  # type: ignore[call-overload]
        for name, content in files.items():
            data = content.encode() if isinstance(content, str) else content
            info = tarfile.TarInfo(name)
            info.size = len(data)
            packed.addfile(info, io.BytesIO(data))
    return file.getvalue()


def test_zips_in_zips_are_read_up_to_a_limit_and_named_beyond(
    here: Path, batch: Batch
) -> None:
    write(here / "nested.zip", nested(5))
    done = batch("nested.zip", "-o", "out")
    assert done.returncode == 1
    assert failures(done) == [
        "nested.zip/in2.zip/in3.zip/in4.zip: is an archive in 3 others, and no more "
        "than 3 in each other are opened: unpack it and name the folder"
    ]
    assert sorted(tree(here / "out")) == [
        "nested.zip/1.txt.yaml",
        "nested.zip/in2.zip/2.txt.yaml",
        "nested.zip/in2.zip/in3.zip/3.txt.yaml",
    ]
    again = batch("nested.zip", "-o", "out")
    assert b"3 unchanged" in again.stderr


def test_an_archive_in_an_archive_that_cannot_be_opened_is_named(
    here: Path, batch: Batch
) -> None:
    with zipfile.ZipFile(here / "a.zip", "w") as packed:
        packed.writestr("cut.zip", nested(1)[:40])
        packed.writestr("good.zip", nested(1))
        packed.writestr("cut.tar.gz", tarred({"a.txt": plan(1)})[:40])
        packed.writestr("none.tar", "一、不是归档\n" * 100)
    done = batch("a.zip", "-o", "out")
    assert failures(done) == [
        "a.zip/cut.zip: is not a valid zip archive: its end is missing, or it is broken",
        "a.zip/cut.tar.gz: is not a valid tar archive: it is cut off",
        "a.zip/none.tar: is not a valid tar archive: its end is missing, or it is broken",
    ]
    assert sorted(tree(here / "out")) == [
        "a.zip/good.zip/1.txt.yaml",
        "a.zip/good.zip/a.txt.yaml",
    ]


def test_what_archives_in_an_archive_hold_counts_together(
    here: Path, batch: Batch
) -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("zeros.txt", bytes(60 * 10**6))
    with zipfile.ZipFile(here / "a.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("1.zip", bomb.getvalue())
        packed.writestr("2.zip", bomb.getvalue())
    done = batch("a.zip", "-o", "out", "--dry-run")
    assert done.stdout.decode().splitlines()[-1].startswith("refuse\ta.zip/2.zip\t")


def test_a_zip_with_one_plan_under_a_gbk_name(here: Path, batch: Batch) -> None:
    name = "要.txt".encode("gbk")
    with zipfile.ZipFile(here / "names.zip", "w") as packed:
        packed.writestr("x" * len(name), plan(1))
    data = (here / "names.zip").read_bytes().replace(b"x" * len(name), name)
    write(here / "names.zip", data)
    done = batch("names.zip", "-o", "out")
    assert done.returncode == 0
    assert list(tree(here / "out")) == ["names.zip/要.txt.yaml"]


def test_the_other_members_of_a_zip_with_one_that_leads_out_are_read(
    here: Path, batch: Batch
) -> None:
    with zipfile.ZipFile(here / "traversal.zip", "w") as packed:
        for name in ("../../escape.txt", "inner/one.txt", "inner/two.txt"):
            packed.writestr(name, plan(1))
    done = batch("traversal.zip", "-o", "out/deep/down")
    assert done.returncode == 1
    assert failures(done) == [
        "traversal.zip/escape.txt: its name leads out of the archive"
    ]
    assert sorted(tree(here / "out/deep/down")) == [
        "traversal.zip/inner/one.txt.yaml",
        "traversal.zip/inner/two.txt.yaml",
    ]
    assert not list(here.rglob("escape*"))


INNER: dict[str, str | bytes] = {f"{n}.txt": plan(n, 2 + n % 7) for n in range(9)}
"""What the archive in the middle holds: as many files as take turns among workers."""


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.zip", zipped({"x.txt": plan(1), "in.tar.gz": tarred(INNER)})),
        ("a.zip", zipped({"in.tgz": tarred(INNER), "x.txt": plan(1)})),
        ("a.zip", zipped({"in.tar": tarred(INNER, "w"), "二/in.TAR": tarred({})})),
        ("a.tar.gz", tarred({"x.txt": plan(1), "in.zip": zipped(INNER)})),
        ("a.tar", tarred({"in.zip": zipped(INNER), "x.txt": plan(1)}, "w")),
        ("a.tgz", tarred({"in.tar.gz": tarred(INNER), "x.txt": plan(1)})),
        ("a.zip", zipped({"b.tar": tarred({"in.zip": zipped(INNER)})})),
        ("a.tar", tarred({"b.zip": zipped({"in.tgz": tarred(INNER)})}, "w")),
    ],
)
def test_archives_of_both_kinds_are_read_in_each_other(
    name: str, data: bytes, here: Path, batch: Batch
) -> None:
    write(here / name, data)
    for file, content in INNER.items():
        write(here / "folder" / file, content)
    batch("folder", "-o", "whole", "-f", "outline")
    done = batch(name, "-o", "out", "-f", "outline", "-j", "2")
    assert done.returncode == 0, done.stderr
    found = tree(here / "out")
    inner = {
        path.rpartition("/")[2]: data for path, data in found.items() if "in." in path
    }
    assert inner == {
        path.rpartition("/")[2]: data for path, data in tree(here / "whole").items()
    }


def test_archives_in_archives_have_one_limit_of_depth(here: Path, batch: Batch) -> None:
    fourth = zipped({"4.txt": plan(4)})
    third = tarred({"fourth.zip": fourth, "3.txt": plan(3)})
    second = zipped({"third.tar.gz": third, "2.txt": plan(2)})
    write(here / "a.tar", tarred({"second.zip": second, "1.txt": plan(1)}, "w"))
    done = batch("a.tar", "-o", "out")
    assert failures(done) == [
        "a.tar/second.zip/third.tar.gz/fourth.zip: is an archive in 3 others, and no "
        "more than 3 in each other are opened: unpack it and name the folder"
    ]
    assert list(tree(here / "out")) == [
        "a.tar/1.txt.yaml",
        "a.tar/second.zip/2.txt.yaml",
        "a.tar/second.zip/third.tar.gz/3.txt.yaml",
    ]


@pytest.mark.parametrize("outer", [zipped, tarred])
def test_a_bomb_in_an_archive_ends_what_holds_it_and_no_more(
    outer: Callable[[dict[str, str | bytes]], bytes], here: Path, batch: Batch
) -> None:
    bomb = gzip.compress(tarred({"zeros.txt": bytes(110 * 10**6)}, "w"), 1)
    twice = zipped({"in.tar.gz": gzip.compress(bytes(0) + bomb, 1), "x.txt": plan(1)})
    write(here / "a.zip", outer({"first.txt": plan(1), "bomb.tar.gz": bomb}))
    write(here / "good.txt", plan(1))
    path = "a.zip" if outer is zipped else "a.tar.gz"
    (here / "a.zip").rename(here / path)
    write(here / "b.zip", twice)
    tracemalloc.start()
    done = batch(path, "b.zip", "good.txt", "-o", "out", timeout=60)
    tracemalloc.stop()
    assert done.returncode == 1
    told = failures(done)
    assert any("unpacks to more than 200 times its size" in line for line in told)
    assert any(line.startswith(f"{path}/bomb.tar.gz") for line in told)
    assert any(line.startswith("b.zip/in.tar.gz") for line in told)
    assert {"good.txt.yaml", "b.zip/x.txt.yaml"} < set(tree(here / "out"))


def test_names_links_and_locks_inside_are_refused_as_outside(
    here: Path, batch: Batch
) -> None:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w:gz") as packed:
        for name, kind in (("loop", tarfile.SYMTYPE), ("hard", tarfile.LNKTYPE)):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, "."
            packed.addfile(info)
        info = tarfile.TarInfo("../../up.txt")
        packed.addfile(info)
    inner = {"../out.txt": plan(1), "/etc/x.txt": plan(1), "good.txt": plan(1)}
    files: dict[str, str | bytes] = {
        "links.tgz": file.getvalue(),
        "up/../../names.zip": zipped({"a.txt": plan(1)}),
        "names.tar": tarred({**inner, ".hidden": "x"}, "w"),
    }
    write(here / "a.zip", zipped(files))
    done = batch("a.zip", "-o", "out/deep")
    assert failures(done) == [
        "a.zip/links.tgz/loop: is a link",
        "a.zip/links.tgz/hard: is a link",
        "a.zip/links.tgz/up.txt: its name leads out of the archive",
        "a.zip/up/names.zip: its name leads out of the archive",
        "a.zip/names.tar/out.txt: its name leads out of the archive",
        "a.zip/names.tar/etc/x.txt: its name leads out of the archive",
    ]
    assert list(tree(here / "out/deep")) == ["a.zip/names.tar/good.txt.yaml"]


def test_an_archive_that_holds_itself_over_and_over_ends(
    here: Path, batch: Batch
) -> None:
    data = zipped({"a.txt": plan(1)})
    for level in range(40):
        name = f"again{level}.{'zip' if level % 2 else 'tar.gz'}"
        made = (tarred if level % 2 else zipped)({name: data, f"{level}.txt": plan(1)})
        data = made
    write(here / "a.tar.gz", data)
    done = batch("a.tar.gz", "-o", "out", timeout=60)
    assert len(failures(done)) == 1
    assert len(tree(here / "out")) == 3


def test_a_member_of_an_archive_inside_that_declares_too_much_ends_that_one(
    here: Path, batch: Batch
) -> None:
    huge = header("huge.txt", 10**18)
    files: dict[str, str | bytes] = {"in.tar": huge, "x.txt": plan(1)}
    write(here / "a.zip", zipped(files))
    write(here / "b.tar", tarred(files, "w"))
    done = batch("a.zip", "b.tar", "-o", "out", timeout=60)
    assert [line.partition(":")[0] for line in failures(done)] == [
        "a.zip/in.tar/huge.txt",
        "b.tar/in.tar/huge.txt",
    ]
    assert list(tree(here / "out")) == ["a.zip/x.txt.yaml", "b.tar/x.txt.yaml"]


def test_an_archive_inside_of_too_many_bytes_is_named_and_not_read(
    here: Path, batch: Batch
) -> None:
    noise = random.Random(2).randbytes(1 << 20) * 101
    write(here / "a.tar", tarred({"in.zip": noise, "x.txt": plan(1)}, "w"))
    done = batch("a.tar", "-o", "out")
    assert failures(done) == [
        "a.tar/in.zip: is an archive of more than 100 MB in an archive: "
        "unpack it and name the folder"
    ]
    assert list(tree(here / "out")) == ["a.tar/x.txt.yaml"]
