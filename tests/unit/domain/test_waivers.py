"""A waiver covers one finding, exactly as it was found."""

from migrator.domain.concern import Concern, Severity, Subject, SubjectKind
from migrator.domain.decisions import Waiver
from migrator.domain.waivers import digest_of, judge

LOUD = Concern(
    rule="host.disk-errors",
    severity=Severity.WARNING,
    subject=Subject(kind=SubjectKind.HOST, id="guid", name="HV01"),
    found={"events": ("disk 153",)},
    source="own judgement",
    waivable=True,
)


def _waiver(concern: Concern) -> Waiver:
    return Waiver(
        rule=concern.rule, subject=concern.subject.id, found=digest_of(concern), person="K. Berg", reason="old cable"
    )


def test_waived_concern_no_longer_stands_and_is_kept_with_its_waiver() -> None:
    """It closes no gate, and every report still shows it."""
    judgement = judge([LOUD], [_waiver(LOUD)])
    assert judgement.standing == ()
    assert [entry.concern for entry in judgement.waived] == [LOUD]
    assert judgement.unused == ()


def test_worse_finding_is_not_waived() -> None:
    """More errors than were accepted are a new question, and the old waiver is shown as unused."""
    worse = LOUD.model_copy(update={"found": {"events": ("disk 153", "disk 7")}})
    judgement = judge([worse], [_waiver(LOUD)])
    assert judgement.standing == (worse,)
    assert judgement.unused == (_waiver(LOUD),)


def test_higher_severity_is_not_waived() -> None:
    """A warning that was accepted may be a blocker with other hardware."""
    blocker = LOUD.model_copy(update={"severity": Severity.BLOCKER})
    assert judge([blocker], [_waiver(LOUD)]).blockers == (blocker,)


def test_what_cannot_be_waived_stays() -> None:
    """No name and no reason make a missing disk come back."""
    firm = LOUD.model_copy(update={"waivable": False})
    assert judge([firm], [_waiver(firm)]).standing == (firm,)


def test_new_name_of_a_subject_keeps_the_waiver() -> None:
    """The digest is bound to the id: a renamed virtual machine is the same one."""
    renamed = LOUD.model_copy(update={"subject": LOUD.subject.model_copy(update={"name": "HV02"})})
    assert digest_of(renamed) == digest_of(LOUD)
    assert judge([renamed], [_waiver(LOUD)]).standing == ()
