"""The plan as one HTML file that needs no network."""

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from migrator.report.plan_view import PlanView


def plan_page(view: PlanView) -> str:
    """Return the page; every value in it is escaped, nothing in it is loaded from elsewhere."""
    environment = Environment(
        loader=PackageLoader("migrator.report", "templates"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("plan.html.j2").render(view=view, plan=view.plan)
