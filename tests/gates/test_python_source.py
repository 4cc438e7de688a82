"""Our own Python never builds script text from values."""

from pathlib import Path

import pytest

from gates.python_source import check_folder, check_module


@pytest.mark.parametrize(
    "code",
    [
        'Script("Get-VM", text)',
        'shell.add_script(f"Get-VM {name}")',
        'shell.add_script("Get-VM " + name)',
        'shell.add_script("Get-VM %s" % name)',
        'shell.add_script("Get-VM {}".format(name))',
        'shell.add_script(text.replace("@", name))',
        'shell.add_script("; ".join(names))',
    ],
)
def test_a_script_text_made_from_values_is_refused(code: str) -> None:
    assert {finding.gate for finding in check_module("migrator/adapters/psrp/session.py", f"{code}\n")} == {
        "no-built-script"
    }


def test_a_script_loaded_whole_is_fine() -> None:
    assert list(check_module("migrator/hyperv/scripts.py", "Script(name, text)\n")) == []
    assert list(check_module("migrator/adapters/psrp/session.py", "shell.add_script(call.script.text)\n")) == []


def test_a_module_that_grew_or_names_nothing_is_refused() -> None:
    findings = list(check_module("tests/unit/utils.py", "x = 1\n" * 301))
    assert [finding.gate for finding in findings] == ["house", "house"]


def test_our_own_python_passes() -> None:
    assert [str(finding) for finding in check_folder(Path(__file__).parents[2])] == []
