"""What a worker does beside converting."""

import gc
from pathlib import Path

import pytest

from planparse.batch import worker
from planparse.batch.messages import Asked, Setting, Task


def test_a_worker_freezes_what_the_first_file_loads_and_collects_now_and_then(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[tuple[str, int]] = []
    asked = Asked(
        "json", None, "auto", True, False, False, "en", "auto", None, False, None
    )
    setting = Setting(asked, ".json", str(tmp_path), "", str(tmp_path), 1000)
    converter = worker.Converter(setting)
    monkeypatch.setattr(worker, "_SWEEP", 3)
    monkeypatch.setattr(gc, "freeze", lambda: calls.append(("freeze", number)))
    monkeypatch.setattr(gc, "collect", lambda: calls.append(("collect", number)))
    for number in range(1, 8):
        name = f"{number}.txt"
        task = Task(name, name, "", "9.0.0.0", name, "", "一、清漂\n".encode(), "")
        (answer,) = converter.answers([task])
        assert answer.status == "done", answer
    assert calls == [("freeze", 1), ("collect", 3), ("collect", 6)]
