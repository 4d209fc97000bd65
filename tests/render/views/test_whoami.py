"""Who records, as it is shown."""

from pathlib import Path

from tests.builders import FORMER, LIAISON, OFFICE
from tests.services.ledgers import Desk
from yiananlib.render.plain import text
from yiananlib.render.views import whoami as view
from yiananlib.services.recording.whoami import forget, remember, whoami

PUBLIC_KEYS = ["by", "org_name", "post", "role", "function", "source", "in_office", "may"]


def test_an_officer_and_what_they_may_do_are_told(desk: Desk) -> None:
    for source, said in view.SOURCES.items():
        found = whoami(desk.ledger, desk.context(LIAISON), source)
        first, second, *may = text(view.whoami(found)).splitlines()
        assert first == f"{LIAISON}  住建局  职务 liaison"
        assert second.endswith(said)
        assert any("add-problem" in line and "住建局" in line for line in may)
    assert "everywhere" in text(view.whoami(whoami(desk.ledger, desk.context(OFFICE), "option")))
    assert "nothing can be recorded" in text(view.whoami(whoami(desk.ledger, desk.context(FORMER), "option")))


def test_its_json_has_fixed_keys(desk: Desk, tmp_path: Path) -> None:
    found = view.whoami_json(whoami(desk.ledger, desk.context(OFFICE), "option"))
    assert list(found) == PUBLIC_KEYS
    assert {"commands": ["add-org", "add-officer", "add-case", "add-prompt", "edit"], "orgs": None} in found["may"]
    kept = remember(desk.ledger, desk.context(None), tmp_path, LIAISON)
    assert view.remembered_json(kept) == {"by": LIAISON, "file": kept.place}
    assert LIAISON in text(view.remembered(kept))
    assert view.remembered_json(forget(desk.ledger, tmp_path))["by"] is None


def test_of_many_organizations_the_number_is_told(desk: Desk) -> None:
    found = whoami(desk.ledger, desk.context(LIAISON), "option")
    many = tuple(f"o{n}" for n in range(13))
    crowded = found._replace(may=(found.may[0]._replace(orgs=many),), names=dict.fromkeys(many, "x"))
    assert "13 organizations" in text(view.whoami(crowded))
