"""The page of what was never seen on Windows is made from the recordings, so it cannot flatter."""

from pathlib import Path

from gates.contract.observed import Observed
from gates.contract.recording import Engine, Recording, read_all
from gates.never_seen import PAGE, page, scripts_of
from migrator.ports.host_session import Script

REPOSITORY = Path(__file__).parents[2]

SCRIPT = Script(
    "Get-Sample",
    "$a = 1\n$b = 2  # never-in-lab: only a cluster has it\nHyper-V\\Get-VM -Name 'x'\n"
    "ServerManager\\Get-WindowsFeature -Name 'x'\n",
)


def recording(sha256: str) -> Recording:
    engine = Engine("pwsh", "7.6.5", "Linux", "1.25.0")
    return Recording(
        "Get-Sample", "one", {}, sha256, engine, Observed((), (), failed=False), (), (1, 2, 3, 4), (1, 3, 4)
    )


def test_the_page_is_up_to_date() -> None:
    """Run `python -m gates never-seen` after recording."""
    text = page(scripts_of(REPOSITORY), list(read_all()))
    assert (REPOSITORY / PAGE).read_text(encoding="utf-8") == text


def test_it_says_what_ran_in_which_version() -> None:
    text = page([SCRIPT], [recording(SCRIPT.sha256)])
    assert "| Get-Sample | 1 | pwsh 7.6.5 on Linux | 1.25.0 | 4 | 3 | 1 |" in text


def test_a_recording_of_another_text_counts_for_nothing() -> None:
    assert "| Get-Sample | none | never ran | never ran | | | |" in page([SCRIPT], [recording("0" * 64)])


def test_a_marked_line_is_listed_with_its_reason() -> None:
    assert "- `Get-Sample.ps1` line 2, `$b = 2`: only a cluster has it" in page([SCRIPT], [])


def test_a_command_without_a_listing_is_listed() -> None:
    text = page([SCRIPT], [])
    assert "- `ServerManager\\Get-WindowsFeature` on 2016, 2019, 2022, 2025 (Get-Sample)" in text
    assert "- `Hyper-V\\Get-VM` on 2016 (Get-Sample)" not in text
