"""What axe, a checker of accessibility, finds on a page that stands open in a browser."""

from axe_playwright_python.base import AXE_SCRIPT

# Every rule of WCAG 2.2 A and AA, and what axe calls best practice; without this list the size of targets is left out.
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
EVERYTHING = {"type": "tag", "values": TAGS}
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}  # all that another theme changes
FOLDED = "document.querySelectorAll('main details:not([open])').forEach((part) => { part.open = true; })"
DIALOGS = "[...document.querySelectorAll('dialog')].map((part) => part.id)"
RUN = """async ([where, rules]) => {
  const found = await axe.run(where ?? document, { resultTypes: ["violations"], runOnly: rules });
  return found.violations.map((each) => [each.id, each.nodes.map((node) => node.html.slice(0, 160))]);
}"""


def violations(page, where=None, rules=EVERYTHING):
    """Rule and elements of each violation, of every degree."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(AXE_SCRIPT)
    return dict(page.evaluate(RUN, [where, rules]))


def violations_with_dialogs(page, rules=EVERYTHING):
    """The same of the page with everything unfolded, then of each dialog as it opens."""
    page.evaluate(FOLDED)
    found = violations(page, None, rules)
    for name in page.evaluate(DIALOGS):
        page.evaluate(f"document.getElementById('{name}').showModal()")
        found |= {f"{rule} in {name}": nodes for rule, nodes in violations(page, f"#{name}", rules).items()}
        page.evaluate(f"document.getElementById('{name}').close()")
    return found
