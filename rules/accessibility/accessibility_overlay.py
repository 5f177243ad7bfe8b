"""A page should be accessible by itself, and not by a script of others that promises to make it so.

Why it matters: such overlays change pages for people who have tools of their own, and get in the way of their
screen readers and settings. They mend little of what keeps people out. Many block them.

How to fix it: mend the page's own markup and styles, as the other findings say, and take the overlay out.
Nothing that is found here is better for its being there.

Source: European Disability Forum and IAAP, Joint statement on accessibility overlays (2023),
https://www.edf-feph.org/publications/joint-statement-on-accessibility-overlays/. The products are those that
the Overlay Fact Sheet names, https://overlayfactsheet.com/, by the addresses of their scripts. Toolbars that
read aloud or translate and promise no more (ReadSpeaker, Recite Me) are not meant.
"""

from collections.abc import Iterator
from urllib.parse import urlsplit

from auditor.evidence import PageEvidence, Response
from auditor.examples import page, response
from auditor.outcome import Failed, Inapplicable, Outcome, Passed, Place
from auditor.rule import Dimension, Example, Group, Rule, Severity

# The product by the domain that its script comes from.
_DOMAINS = {
    "acsbapp.com": "accessiBe",
    "accessibe.com": "accessiBe",
    "adasitecompliance.com": "ADA Site Compliance",
    "allyable.com": "Allyable",
    "audioeye.com": "AudioEye",
    "equalweb.com": "EqualWeb",
    "equally.ai": "Equally AI",
    "eye-able.com": "Eye-Able",
    "facil-iti.com": "FACIL'iti",
    "maxaccess.io": "MaxAccess",
    "nagich.co.il": "EqualWeb",
    "truabilities.com": "TruAbilities",
    "user1st.info": "User1st",
    "userway.org": "UserWay",
}
# Products that the portal serves itself, by the folder of the plug-in for WordPress.
_PLUGINS = {
    "accessibility-onetap": "OneTap",
    "pojo-accessibility": "One Click Accessibility",
    "sienna-accessibility": "Sienna",
}

_OVERLAY = "The page loads {product}, a script that promises accessibility"


def check(page: PageEvidence) -> Iterator[Outcome]:
    """Look for the scripts of overlays among what the page loaded, or tried to."""
    scripts = [one for one in page.responses or () if one.kind == "script"]
    found = {product: one.url for one in scripts if (product := _product(one))}
    for product, url in found.items():
        address = urlsplit(url)
        place = Place(snippet=f'<script src="{address.scheme}://{address.netloc}{address.path}">')
        yield Failed(_OVERLAY, at=place, product=product)
    if not found:
        yield Passed() if scripts else Inapplicable()


def _product(script: Response) -> str | None:
    try:
        address = urlsplit(script.url)
    except ValueError:
        return None
    host = address.hostname or ""
    for domain, product in _DOMAINS.items():
        if host == domain or host.endswith(f".{domain}"):
            return product
    folders = address.path.split("/")
    return next((product for folder, product in _PLUGINS.items() if folder in folders), None)


def _script(url: str) -> PageEvidence:
    return page(responses=(response(url=url, kind="script"),))


RULE = Rule(
    title="The page relies on an accessibility overlay",
    severity=Severity.MODERATE,
    dimension=Dimension.ACCESS,
    groups=(Group.WITHOUT_VISION, Group.LOW_VISION, Group.LIMITED_MOVEMENT, Group.COGNITION),
    needs=("responses",),
    advice=True,
    check=check,
    examples=(
        Example("a script of the portal", _script("https://portal.example/userway.js"), Passed),
        Example("an overlay", _script("https://cdn.userway.org/widget.js"), Failed),
        Example(
            "a host that only ends in the same letters", _script("https://notuserway.org/widget.js"), Passed
        ),
        Example(
            "an overlay that the portal serves itself",
            _script("https://portal.example/wp-content/plugins/pojo-accessibility/assets/js/app.min.js"),
            Failed,
        ),
        Example("a toolbar that reads aloud", _script("https://api.reciteme.com/asset/js"), Passed),
        Example("no script", page(responses=(response(),)), Inapplicable),
    ),
)
