"""Localised words of Hyper-V, and the GUIDs that stand for integration services in every language.

Origin: string table of a-schild/Zabbix-HyperV-Templates (MIT); GUIDs from real configuration files.
"""

from types import MappingProxyType
from uuid import UUID

INTEGRATION_SERVICES = MappingProxyType(
    {
        "guest-service-interface": ("Guest Service Interface", UUID("6C09BB55-D683-4DA0-8931-C9BF705F6480")),
        "heartbeat": ("Heartbeat", UUID("84EAAE65-2F2E-45F5-9BB5-0E857DC8EB47")),
        "key-value-pair-exchange": ("Key-Value Pair Exchange", UUID("2A34B1C2-FD73-4043-8A5B-DD2159BC743F")),
        "shutdown": ("Shutdown", UUID("9F8233AC-BE49-4C79-8EE3-E7E1985B2077")),
        "time-synchronization": ("Time Synchronization", UUID("2497F4DE-E9FA-4204-80E4-4B75C46419C0")),
        "vss": ("VSS", UUID("5CED1297-4598-4915-A5FC-AD21BB4D02A4")),
    }
)

_WORDS = MappingProxyType(
    {
        ("de", "Operating normally"): "Normaler Betrieb",
        ("fr", "Operating normally"): "Fonctionnement normal",
        ("es", "Operating normally"): "Funcionamiento normal",
        ("it", "Operating normally"): "Funzionamento normale",
        ("de", "Network Adapter"): "Netzwerkkarte",
        ("fr", "Network Adapter"): "Carte r\u00e9seau",
        ("es", "Network Adapter"): "Adaptador de red",
        ("it", "Network Adapter"): "Scheda di rete",
        ("de", "Legacy Network Adapter"): "\u00c4ltere Netzwerkkarte",
        ("de", "Guest Service Interface"): "Gastdienstschnittstelle",
        ("fr", "Guest Service Interface"): "Interface de service invit\u00e9",
        ("de", "Heartbeat"): "Takt",
        ("fr", "Heartbeat"): "Pulsation",
        ("de", "Key-Value Pair Exchange"): "Austausch von Schl\u00fcsselwertepaaren",
        ("fr", "Key-Value Pair Exchange"): "\u00c9change de paires cl\u00e9-valeur",
        ("de", "Shutdown"): "Herunterfahren",
        ("fr", "Shutdown"): "Arr\u00eat",
        ("de", "Time Synchronization"): "Zeitsynchronisierung",
        ("fr", "Time Synchronization"): "Synchronisation de l'heure",
        ("de", "No contact"): "Kein Kontakt",
        ("fr", "No contact"): "Aucun contact",
        ("de", "Could not find Ethernet switch '{0}'."): 'Der Ethernet-Switch "{0}" wurde nicht gefunden.',
        ("de", "Virtual hard disk file not found."): "Die Datei der virtuellen Festplatte wurde nicht gefunden.",
        ("de", "ISO image file not found."): "Die ISO-Abbilddatei wurde nicht gefunden.",
    }
)


def localised(english: str, language: str) -> str:
    """Give the word in the language of an IETF tag, in English where none is known."""
    return _WORDS.get((language.split("-", 1)[0].lower(), english), english)
