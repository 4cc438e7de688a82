"""The scenario `unpleasant` with names that attack: shells, pages, paths, terminals, eyes."""

from pathlib import Path
from typing import Final

from ruamel.yaml import YAML

from migrator.cli.demo_person import People

SCENARIOS: Final = Path(__file__).resolve().parents[2] / "migrator" / "lab" / "scenarios"

SCRIPT: Final = "</script></title><img src=x onerror=alert(1)>"
TURNED: Final = "\u202egpj.exe\u2066\u200b"
SWITCH: Final = "`whoami`; Stop-Computer -Force -WhatIf:$false & {0} %s 100%25"

PEOPLE: Final = People(
    first=f"$(Remove-Item C:\\ -Recurse) `whoami` \"Ada\" 'O''Neill' -WhatIf {SCRIPT}",
    second=f"Ben\r\nBoss {TURNED} 🚀 {{{{ 7*7 }}}} " + "x" * 300,
    reason=f'first line\nsecond: `$(exit 1)` -Confirm:$false "; rm -rf ~ #\r\n{SCRIPT} {TURNED} | [a](javascript:alert(2)) 100%25.vhdx',
)


def hostile_scenario(folder: Path) -> Path:
    """Write it as a file that the lab takes, with three more machines and a switch."""
    yaml = YAML(typ="safe")
    world = yaml.load((SCENARIOS / "unpleasant.yaml").read_text(encoding="utf-8"))
    below = world["source"]["vms_below"]
    world["source"]["switches"].append({"name": SWITCH, "type": "Internal", "management": [{}]})
    world["source"]["vms"] += [
        {
            "name": f"{SCRIPT} {TURNED}",
            "home": f"{below}\\100%25",
            "disks": [{"size": "1 GB", "used": "1 MB", "path": f"{below}\\100%25\\100%25.vhdx"}],
            "adapters": [{"switch": SWITCH}],
            "checkpoints": [{"name": f"before `$(exit 1)` {SCRIPT}"}],
            "notes": f"{SCRIPT}\r\n{TURNED}\x1b[2J",
        },
        {
            "name": "CON",
            "home": f"{below}\\-WhatIf",
            "disks": [{"size": "1 GB", "used": "1 MB", "path": f"{below}\\-WhatIf\\..%2f..%5c {TURNED}.vhdx"}],
            "adapters": [{"switch": SWITCH}],
        },
        {
            "name": "../../../../tmp/" + "\U0001f480" * 80,
            "home": f"{below}\\'; exit; '",
            "disks": [{"size": "1 GB", "used": "1 MB"}],
        },
    ]
    file = folder / "hostile.yaml"
    with file.open("w", encoding="utf-8") as stream:
        yaml.dump(world, stream)
    return file
