"""Somebody at the keyboard and the mouse, whose every action counts."""

from playwright.sync_api import Locator, Page


class Hand:
    """Each field that is filled in, each choice, each press and each drag is one action."""

    def __init__(self, page: Page) -> None:
        self.page, self.actions = page, 0

    def type(self, label: str, text: str, *, nth: int = 0, exact: bool = False) -> None:
        self.actions += 1
        self.page.get_by_label(label, exact=exact).nth(nth).fill(text)

    def choose(self, label: str, option: str, *, nth: int = 0, exact: bool = False) -> None:
        self.actions += 1
        self.page.get_by_label(label, exact=exact).nth(nth).select_option(label=option)

    def tick(self, label: str) -> None:
        self.actions += 1
        self.page.get_by_label(label).check()

    def press(self, button: str) -> None:
        self.actions += 1
        self.page.get_by_role("button", name=button).first.click()

    def follow(self, link: str) -> None:
        self.actions += 1
        self.page.get_by_role("link", name=link).first.click()

    def drag(self, what: Locator, right: int, down: int) -> None:
        self.actions += 1
        what.scroll_into_view_if_needed()
        box = what.bounding_box()
        assert box is not None
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        mouse = self.page.mouse
        mouse.move(x, y)
        mouse.down()
        mouse.move(x + right, y + down, steps=4)
        mouse.up()
