"""Random worlds, the same for the same seed: hostile names, many virtual machines, checkpoints, chains, missing files."""

import random
from typing import Final

from migrator.lab.world.scenario_schema import Scenario

_NAMES: Final = (
    "web",
    "Größe & 'Maße'",
    "$(Remove-Item C -Recurse)",
    "`whoami`; exit 1",
    "虚拟机 🚀",
    "  spaces  around",
    "web [1]",
    "%TEMP% {0} {{x}}",
    "-rf --force",
    "It's @(1,2) #no",
    "émoji\u202etxt",
    "[bold red]markup[/]",
    "CON",
    "null",
    "true",
    "0x1F",
    "x" * 90,
)
_TEXTS: Final = (
    "",
    "line 1\r\nline 2\ttab",
    'said "so"',
    "{braces} %s \\n \\\\server\\share",
    "\u0000 \u001b[31m ü",
    "</script>",
)
_RELEASES: Final = {"2016": ("5.0", "8.0"), "2019": ("8.0", "9.0"), "2022": ("9.0", "10.0"), "2025": ("10.0", "12.0")}


class Worlds:
    """Draws the parts of one world; `vm_count` bounds how many virtual machines it has."""

    def __init__(self, seed: int, vm_count: int = 12) -> None:
        self._draw = random.Random(seed)  # noqa: S311 - the same seed must give the same world
        self._vm_count = vm_count
        self._release = self._draw.choice([*_RELEASES])
        self._letters = "DEF"[: self._draw.randint(1, 3)]
        self._switches = [
            f"{name} {n}" for n, name in enumerate(self._draw.sample(_NAMES[:-1], self._draw.randint(0, 3)))
        ]

    def scenario(self) -> Scenario:
        """Draw the whole world."""
        draw = self._draw
        volumes = [
            {"name": f"Array {one}", "size": "40 TB", "volumes": [{"letter": one, "label": self._name()[:32]}]}
            for one in self._letters
        ]
        system = {"name": "System", "size": "240 GB", "volumes": [{"letter": "C", "windows": True}]}
        adapters = [{"name": f"Ethernet {n} [{self._name()[:8]}]"} for n in range(len(self._switches) + 1)]
        host = {
            "name": draw.choice(("HV01", "MÜLLER-HV", "hv-x")),
            "release": self._release,
            "settings": {"language": draw.choice(("en-US", "de-DE"))},
            "memory": f"{draw.choice((8, 64, 512))} GiB",
            "disks": [system, *volumes],
            "adapters": adapters,
            "switches": [self._switch(n, name) for n, name in enumerate(self._switches)],
            "vms": [self._vm(n) for n in range(draw.randint(0, self._vm_count))],
            "files": [{"path": f"D:\\{self._folder()}\\{n}.iso", "size": "3 GB"} for n in range(draw.randint(0, 3))],
            "shares": [{"name": "Büro$", "path": "D:\\Büro 'alt'"}],
            "users": [{"name": "Jörg O'Neill"}],
        }
        new = {
            "name": "NEW",
            "release": draw.choice(("2022", "2025")),
            "disks": [system, *volumes],
            "adapters": [{"name": "Ethernet"}],
        }
        return Scenario.model_validate(
            {
                "title": "random",
                "clock": "2026-03-14T08:00:00Z",
                "source": host,
                "destination": new,
                "external_disks": [
                    {"name": f"USB {n}", "bus": "USB", "size": "20 TB", "volumes": [{"label": n}]} for n in "AB"
                ],
                "plugged": draw.random() < 0.7,
            }
        )

    def _name(self) -> str:
        return self._draw.choice(_NAMES)

    def _folder(self) -> str:
        r"""Make a name that NTFS takes: nothing of `<>:"/\|?*`, no blank or dot at the end."""
        return self._name().strip().replace("/", "") + str(self._draw.randint(1, 9))

    def _switch(self, number: int, name: str) -> dict[str, object]:
        kind = self._draw.choice(("External", "Internal", "Private"))
        if kind != "External":
            return {"name": name, "type": kind}
        own = self._draw.random() < 0.5
        return {"name": name, "adapters": [], "management": [{}] if own else [], "settings": {"notes": str(number)}}

    def _vm(self, number: int) -> dict[str, object]:
        draw = self._draw
        home = f"{draw.choice(self._letters)}:\\{self._folder()}\\{self._folder()} {number}"
        generation = draw.choice((1, 2))
        chain = self._chain(home, number)
        disks = [*chain, *(self._disk(home, n) for n in range(draw.randint(0, 2)))]
        adapters = [
            {
                "switch": draw.choice([*self._switches, None]),
                "vlan": draw.choice((None, 7)),
                "mac": draw.choice((None, f"00155D00{number:02X}{n:02X}")),
            }
            for n in range(draw.randint(0, 3))
        ]
        return {
            "name": self._name(),
            "home": home,
            "generation": generation,
            "version": draw.choice(_RELEASES[self._release]),
            "state": draw.choice(("Off", "Running", "Saved", "Paused")),
            "cpus": draw.choice((1, 4, 64)),
            "memory": f"{draw.choice((1, 16, 96))} GiB",
            "disks": disks,
            "adapters": adapters,
            # A disk that is missing has nothing that a checkpoint's disk could build on.
            "checkpoints": []
            if any(disk.get("missing") for disk in disks)
            else [
                {"name": f"{self._name()} {n}", "memory": draw.random() < 0.3}
                for n in range(draw.choice((0, 0, 0, 1, 4)))
            ],
            "vtpm": generation == 2 and draw.random() < 0.2,
            "guest": {"fqdn": f"{number}.company.test", "domain_controller": draw.random() < 0.2}
            if draw.random() < 0.5
            else None,
            "notes": draw.choice(_TEXTS),
        }

    def _chain(self, home: str, number: int) -> list[dict[str, object]]:
        """Make one disk; sometimes it is the last of a chain whose parents lie elsewhere."""
        draw = self._draw
        parent: str | None = None
        if draw.random() < 0.3:
            parent = f"{draw.choice(self._letters)}:\\Parents\\{self._folder()} {draw.randint(0, 2)}.vhdx"
        disk: dict[str, object] = {
            "path": f"{home}\\{self._folder()} {number}.vhdx",
            "size": "200 GB",
            "used": f"{draw.randint(1, 90)} GB",
        }
        return [{**disk, "type": "Differencing", "parent": parent} if parent else disk]

    def _disk(self, home: str, number: int) -> dict[str, object]:
        draw = self._draw
        below = draw.choice((home, f"{draw.choice(self._letters)}:\\Scattered"))
        disk: dict[str, object] = {
            "path": f"{below}\\{self._folder()}-{draw.randint(0, 10**6)}-{number}.vhdx",
            "size": f"{draw.randint(1, 4000)} GB",
            "type": draw.choice(("Dynamic", "Fixed")),
            "missing": draw.random() < 0.1,
        }
        return (
            disk if disk["missing"] else {**disk, "used": "1 GB", "attributes": draw.choice(([], [], ["Compressed"]))}
        )
