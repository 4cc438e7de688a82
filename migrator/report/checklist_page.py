"""The checklist as one HTML file that needs no network and prints on A4."""

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from migrator.report.catalogue import Catalogue, Parameter
from migrator.report.checklist_view import ChecklistView


def checklist_page(view: ChecklistView, catalogue: Catalogue) -> str:
    """Return the page; every value in it is escaped, nothing in it is loaded from elsewhere."""
    environment = Environment(
        loader=PackageLoader("migrator.report", "templates"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )

    def say(name: str, **words: Parameter) -> str:
        return catalogue.text("checklist.frame", name, words)

    return environment.get_template("checklist.html.j2").render(view=view, say=say)
