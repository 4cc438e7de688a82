"""Cases of the scripts that save certificates of virtual TPMs to external disks and bring them back."""

from gates.contract.case import Case, Change
from gates.contract.cases.disk_world import BAG, DISK_A, DISK_B, NO_LETTER, WORLD, marker, put
from gates.contract.changes import host, refused
from migrator.lab.cmdlets.pki import sealed
from migrator.lab.world.model import Certificate, Host
from migrator.ports.host_session import ParameterValue

STORE = "Shielded VM Local Certificates"
KEY, OTHER, LOCKED, PUBLIC = (letter * 40 for letter in "1234")
PHRASE = {"Passphrase": "corr\u00e8ct $(calc) 'horse'"}
WRONG = {"Passphrase": "staple"}


def _stocked(own: Host) -> None:
    subject = "CN=Shielded VM Encryption Certificate (UntrustedGuardian) (HV01)"
    own.certificates += [
        Certificate(STORE, KEY, subject, "UntrustedGuardian"),
        Certificate(STORE, LOCKED, subject, exportable=False),
        Certificate(STORE, PUBLIC, subject, has_private_key=False),
    ]


def _saved(letter: str, content: bytes = b"") -> Change:
    whole = content or sealed(Certificate(STORE, KEY, "CN=x", "UntrustedGuardian"), PHRASE["Passphrase"])
    return put(f"{letter}:\\{BAG}\\migrator\\certificates\\{KEY}.pfx", whole)


def _one(thumbprint: str = KEY, **others: ParameterValue) -> dict[str, ParameterValue]:
    return {"Store": STORE, "Thumbprint": thumbprint, "VolumeId": DISK_A, **others}


def _both(thumbprint: str = KEY, first: str = DISK_A, **others: ParameterValue) -> dict[str, ParameterValue]:
    return {"Store": STORE, "Thumbprint": thumbprint, "VolumeIdA": first, "VolumeIdB": DISK_B, **others}


def _file(thumbprint: str = KEY, volume: str = DISK_A) -> dict[str, ParameterValue]:
    return {"Thumbprint": thumbprint, "VolumeId": volume}


_MARKED = (put("E:\\migrator-disk.json", marker("a")), put("F:\\migrator-disk.json", marker("b")))
_READY = (host(_stocked), *_MARKED)
_EXPORT, _TEST, _IMPORT = "Export-VMCertificate", "Test-VMCertificate", "Import-VMCertificate"
CASES = (
    Case(_EXPORT, "both", WORLD, _READY, _both(), secrets=PHRASE),
    Case(_EXPORT, "one", WORLD, _READY, {"Store": STORE, "Thumbprint": KEY, "VolumeIdA": DISK_A}, secrets=PHRASE),
    Case(_EXPORT, "twice", WORLD, _READY, _both(), secrets=PHRASE, twice=True),
    Case(_EXPORT, "not-exportable", WORLD, _READY, _both(LOCKED), secrets=PHRASE),
    Case(_EXPORT, "no-key", WORLD, _READY, _both(PUBLIC), secrets=PHRASE),
    Case(_EXPORT, "missing", WORLD, _READY, _both(OTHER), secrets=PHRASE),
    Case(_EXPORT, "no-marker", WORLD, (host(_stocked),), _both(), secrets=PHRASE),
    Case(_EXPORT, "no-volume", WORLD, _READY, _both(first="\\\\?\\Volume{x}\\"), secrets=PHRASE),
    Case(_EXPORT, "no-letter", WORLD, _READY, _both(first=NO_LETTER), secrets=PHRASE),
    Case(
        _EXPORT,
        "escaping",
        WORLD,
        (*_READY, put("E:\\migrator-disk.json", marker(bag="..\\x"))),
        _both(),
        secrets=PHRASE,
    ),
    Case(_EXPORT, "hostile-thumbprint", WORLD, _READY, _both("..\\..\\x"), secrets=PHRASE),
    Case(_EXPORT, "hostile-store", WORLD, _READY, _both(Store="..\\My"), secrets=PHRASE),
    Case(_EXPORT, "refused", WORLD, (*_READY, refused("PKI\\Export-PfxCertificate")), _both(), secrets=PHRASE),
    Case(_TEST, "opens", WORLD, (*_READY, _saved("E")), _file(), secrets=PHRASE),
    Case(_TEST, "wrong-passphrase", WORLD, (*_READY, _saved("E")), _file(), secrets=WRONG),
    Case(_TEST, "damaged", WORLD, (*_READY, _saved("E", b"LABPFX1\nshort")), _file(), secrets=PHRASE),
    Case(_TEST, "missing", WORLD, _READY, _file(), secrets=PHRASE),
    Case(_TEST, "no-letter", WORLD, _READY, _file(volume=NO_LETTER), secrets=PHRASE),
    Case(_TEST, "no-volume", WORLD, _READY, _file(volume="\\\\?\\Volume{x}\\"), secrets=PHRASE),
    Case(_TEST, "no-marker", WORLD, (), _file(), secrets=PHRASE),
    Case(_TEST, "escaping", WORLD, (put("E:\\migrator-disk.json", marker(bag="..\\x")),), _file(), secrets=PHRASE),
    Case(_TEST, "hostile-thumbprint", WORLD, _READY, _file("$(calc)"), secrets=PHRASE),
    Case(_IMPORT, "new", WORLD, (*_MARKED, _saved("E")), _one(), secrets=PHRASE),
    Case(_IMPORT, "there-already", WORLD, (*_READY, _saved("E")), _one(), secrets=PHRASE),
    Case(_IMPORT, "without-key", WORLD, (*_READY, _saved("E")), _one(PUBLIC), secrets=PHRASE),
    Case(_IMPORT, "twice", WORLD, (*_MARKED, _saved("E")), _one(), secrets=PHRASE, twice=True),
    Case(_IMPORT, "wrong-passphrase", WORLD, (*_MARKED, _saved("E")), _one(), secrets=WRONG),
    Case(_IMPORT, "file-missing", WORLD, _MARKED, _one(), secrets=PHRASE),
    Case(_IMPORT, "no-marker", WORLD, (), _one(), secrets=PHRASE),
    Case(_IMPORT, "no-letter", WORLD, _MARKED, _one(VolumeId=NO_LETTER), secrets=PHRASE),
    Case(_IMPORT, "no-volume", WORLD, _MARKED, _one(VolumeId="$(calc)"), secrets=PHRASE),
    Case(_IMPORT, "escaping", WORLD, (put("E:\\migrator-disk.json", marker(bag="..\\x")),), _one(), secrets=PHRASE),
    Case(_IMPORT, "hostile-thumbprint", WORLD, _MARKED, _one("-WhatIf"), secrets=PHRASE),
    Case(_IMPORT, "hostile-store", WORLD, _MARKED, _one(Store="My\\x"), secrets=PHRASE),
    Case("Remove-VMCertificate", "there", WORLD, _READY, {"Store": STORE, "Thumbprint": KEY}),
    Case("Remove-VMCertificate", "twice", WORLD, _READY, {"Store": STORE, "Thumbprint": KEY}, twice=True),
    Case("Remove-VMCertificate", "hostile-store", WORLD, _READY, {"Store": "*\\*", "Thumbprint": KEY}),
    Case("Remove-VMCertificate", "hostile-thumbprint", WORLD, _READY, {"Store": STORE, "Thumbprint": "*"}),
    Case("Remove-ExportedCertificate", "there", WORLD, (*_MARKED, _saved("E")), _file()),
    Case("Remove-ExportedCertificate", "twice", WORLD, (*_MARKED, _saved("E")), _file(), twice=True),
    Case("Remove-ExportedCertificate", "no-marker", WORLD, (), _file()),
    Case("Remove-ExportedCertificate", "no-letter", WORLD, _MARKED, _file(volume=NO_LETTER)),
    Case("Remove-ExportedCertificate", "no-volume", WORLD, _MARKED, _file(volume="x")),
    Case(
        "Remove-ExportedCertificate", "escaping", WORLD, (put("E:\\migrator-disk.json", marker(bag="..\\x")),), _file()
    ),
    Case("Remove-ExportedCertificate", "hostile-thumbprint", WORLD, _MARKED, _file("..\\x")),
)
