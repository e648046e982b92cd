"""What the browser tells a screen reader: its accessibility tree, shadow roots included."""

from typing import Any

from playwright.async_api import Page

# What may take the focus without being called anything: the page itself.
UNCALLED = {"RootWebArea"}
# What a person can do something with has one of these roles, never a mere box.
CONTROLS = {
    *("button", "link", "textbox", "combobox", "checkbox", "Date", "log", "DisclosureTriangle", "heading"),
    *("menuitem", "option", "spinbutton", "article", "dialog"),
}


async def tree(page: Page) -> list[dict[str, Any]]:
    """Return the nodes that are told, in order."""
    session = await page.context.new_cdp_session(page)
    nodes: list[dict[str, Any]] = (await session.send("Accessibility.getFullAXTree"))["nodes"]
    await session.detach()
    return [node for node in nodes if not node["ignored"]]


def role(node: dict[str, Any]) -> str:
    """Return the role of a node."""
    return str(node.get("role", {}).get("value", ""))


def name(node: dict[str, Any]) -> str:
    """Return the name a node is called by."""
    return str(node.get("name", {}).get("value", "")).strip()


def states(node: dict[str, Any]) -> dict[str, Any]:
    """Return the properties of a node, such as whether it takes the focus."""
    return {one["name"]: one["value"].get("value") for one in node.get("properties", [])}


async def nameless(page: Page) -> list[str]:
    """Return what takes the focus and has no name, or no role that says what it is."""
    focusable = [node for node in await tree(page) if states(node).get("focusable")]
    return [
        f"focusable {role(node)} {name(node)!r}"
        for node in focusable
        if role(node) not in UNCALLED
        and (role(node) not in CONTROLS or not (name(node) or role(node) == "article"))
    ]
