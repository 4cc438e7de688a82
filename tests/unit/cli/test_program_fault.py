"""A fault of the program ends in words, not in a stack trace, and gives away no secret."""

from pathlib import Path

import pytest

from migrator.cli import app


def test_a_fault_of_the_program_is_said_and_written_down(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """The person reads what to do; the file tells us where, without the values of variables."""

    def broken(_arguments: list[str]) -> int:
        password = "sentinel-" + "secret"
        raise KeyError(len(password))

    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr(app, "run", broken)
    with pytest.raises(SystemExit) as ended:
        app.main(["plan"])
    assert ended.value.code == 1
    said = capsys.readouterr().err
    assert "Traceback" not in said
    (written,) = tmp_path.glob("migrator-fault-*.txt")
    assert str(written) in said
    assert "KeyError" in written.read_text()
    assert "sentinel-secret" not in written.read_text()
