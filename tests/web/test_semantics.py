"""The accessibility tree of the widget: what stands there, in which role, by which name, and how often it is told."""

import pytest
from playwright.async_api import expect

from tests.web.conftest import OpenPage, OpenWidget
from tests.web.semantics import name, role, states, tree
from tests.web.widget import ANSWER_WITHIN, Widget

pytestmark = pytest.mark.browser
FRAME = """
- dialog "Vejviser Havneby Kommune (fiktiv)":
  - heading "Vejviser Havneby Kommune (fiktiv)" [level=2]
  - button "Menu"
  - button "Luk"
  - text: Du er ikke logget ind.
  - link "Log ind"
  - heading "Samtale" [level=3]
  - log "Samtale":
    - article:
      - paragraph: /Jeg er Vejviser/
      - paragraph
      - paragraph
      - list "Svarmuligheder":
        - listitem:
          - button "Hvad skal jeg gøre?"
        - listitem:
          - button "Book en samtale"
        - listitem:
          - button
        - listitem:
          - button
  - status
  - alert
  - text: Skriv din besked
  - textbox "Skriv din besked"
  - button "Send"
  - button "Vis alle emner"
  - button "Tal med et menneske"
  - paragraph: Svarene er automatiske. Kommunen afgør din sag. Skriv ikke dit CPR-nummer.
  - status
"""


async def test_the_frame_by_role_and_name(open_widget: OpenWidget) -> None:
    widget = await open_widget()
    await expect(widget.panel).to_match_aria_snapshot(FRAME, timeout=ANSWER_WITHIN)


async def test_the_button_tells_what_it_opens(open_page: OpenPage) -> None:
    page = await open_page()
    button = next(
        node for node in await tree(page) if name(node) == "Spørg Vejviser" and role(node) == "button"
    )
    assert states(button)["hasPopup"] == "dialog"
    assert states(button)["expanded"] is False


async def test_live_regions_are_few_and_each_of_its_kind(open_widget: OpenWidget) -> None:
    widget = await open_widget()
    live = [
        (role(node), states(node)["live"], states(node).get("atomic", False))
        for node in await tree(widget.page)
        if states(node).get("live") and states(node).get("root") in (None, "")
    ]
    assert sorted(set(live)) == [
        ("alert", "assertive", True),
        ("log", "polite", False),
        ("status", "polite", True),
    ]


async def test_the_calendar_is_a_grid_of_days_and_times(open_widget: OpenWidget) -> None:
    widget = await open_widget(persona="young-ready")
    await widget.say("book en samtale")
    grid = widget.last.get_by_role("grid", name="Ledige tider")
    row = grid.get_by_role("row").first
    await expect(row.get_by_role("rowheader")).to_have_count(1)
    cell = row.get_by_role("gridcell").first.get_by_role("button")
    label = await cell.get_attribute("aria-label")
    assert label
    assert " kl. " in label
    assert "fremmøde" in label, "the whole of what one chooses"


async def test_the_plan_is_a_list_with_one_step_next(open_widget: OpenWidget) -> None:
    widget = await open_widget(persona="case-6")
    await widget.say("vis min plan")
    steps = widget.last.get_by_role("listitem")
    await expect(widget.last.locator("[aria-current=step]")).to_have_count(1)
    await expect(steps.first).to_contain_text("Næste skridt")
    await expect(steps.first.locator("strong")).to_have_attribute("lang", "da")


async def test_a_message_says_who_speaks(open_widget: OpenWidget) -> None:
    widget = await open_widget()
    await widget.say("hvad skal jeg")
    said = [name(node) for node in await tree(widget.page) if role(node) == "StaticText"]
    assert said.index("Du:") < said.index("hvad skal jeg")
    assert said.count("hvad skal jeg") == 1


async def test_an_answer_says_nothing_twice(open_widget: OpenWidget) -> None:
    widget = await open_widget(persona="young-ready")
    await widget.say("book en samtale")
    await expect(widget.last.locator(".times")).to_be_visible()
    text = await widget.last.inner_text()
    assert "De næste ledige tider" not in text, "the calendar says it"
    await widget.say("hvad skal jeg gøre")
    await expect(widget.last.locator(".overview")).to_be_visible()
    items = await widget.last.locator(".due button").all_inner_texts()
    text = await widget.last.inner_text()
    assert items
    assert [item for item in items if text.count(item) != 1] == []


async def test_a_telephone_number_can_be_pressed(open_page: OpenPage) -> None:
    page = await open_page()
    widget = Widget(page)
    await widget.open()
    await widget.say("jeg vil ikke leve mere")
    await expect(widget.last.get_by_role("link", name="112")).to_have_attribute("href", "tel:112")
    await expect(widget.last.get_by_role("link", name="70 20 12 01")).to_have_attribute(
        "href", "tel:70201201"
    )
