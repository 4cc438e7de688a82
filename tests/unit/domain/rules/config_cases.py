"""Cases of the rules about names in the config."""

from migrator.domain.concern import Severity
from migrator.domain.config import Config
from tests.unit.domain.builders import APP_ID, DC_ID, config, inventory, vm
from tests.unit.domain.rules.cases import Told, case, undeclared

TWINS = inventory(virtual_machines=(vm(APP_ID, "app"), vm(DC_ID, "APP")))


def _left_out(said: str) -> Config:
    return config(left_out=[{"vm": said, "reason": "test system", "person": "K. Berg"}])


def _home_of(said: str) -> Config:
    return config(homes={"declared": [{"vm": said, "folders": ["D:\\VMs\\app"]}]})


def _mapped(said: str) -> Config:
    mapped = {"switch": "LAN", "adapters": ["onboard-1"]}
    return config(switches=[mapped, {"switch": said}])


CASES: dict[str, Told] = {
    "config.unknown-vm": Told(
        case(declared=_left_out("apq")),
        "apq",
        {"place": "left_out", "similar": ("app",)},
        (
            case(),
            case(declared=_left_out("APP")),
            case(declared=_left_out(str(APP_ID))),
            case(declared=_home_of("app")),
            undeclared(case()),
        ),
    ),
    "config.ambiguous-vm": Told(
        case(TWINS, _left_out("App")),
        "App",
        {"place": "left_out", "ids": tuple(sorted((str(APP_ID), str(DC_ID))))},
        (case(TWINS), case(TWINS, _left_out(str(APP_ID))), case(declared=_left_out("app")), undeclared(case(TWINS))),
        Severity.BLOCKER,
    ),
    "config.unknown-switch": Told(
        case(declared=_mapped("LAN2")),
        "LAN2",
        {"place": "switches", "similar": ("LAN",)},
        (case(), case(declared=config(switches=[{"switch": "lan", "adapters": ["onboard-1"]}])), undeclared(case())),
    ),
}
