"""Municipal English from a small grammar: many different sentences, always the same for a seed.

A pattern holds names in braces, replaced by one of that name's own patterns, and number
ranges such as `{5-30}`, replaced by a number between the two, both included.
"""

import random
import re

_SLOT = re.compile(r"\{(?:([a-z_]+)|(\d+)-(\d+))\}")


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


GRAMMAR: dict[str, tuple[str, ...]] = {
    "sentence": (
        "You can ask for {a_thing} at {place}, by post or on this page.",
        "The {office} answers within {5-30} working days of receiving {document}.",
        "Bring {document} and {document} when you come to {place}.",
        "If you live {where}, ask at {place} instead.",
        "The charge is {money} and can be paid {payment}.",
        "People who receive {benefit} pay {money} less.",
        "{person} of the {office} explains the rules every {weekday} at {hour}.",
        "We keep your {thing} request for {2-9} years and then destroy it.",
        "You do not need an appointment {where} before {hour}.",
        "Someone else may collect the papers if they carry {document}.",
        "Last year the {office} dealt with {120-4800} requests, {6-45} of them {where}.",
        "Ring {phone} if nothing has arrived after {6-40} days.",
        "{a_thing} is valid for {3-36} months and is not renewed by itself.",
        "Tell us within {7-28} days when you move {where}.",
        "Copies made at {place} cost {money} a sheet.",
        "Staff at {place} can fill in the form with you and speak {language} and {language}.",
        "We refuse about {2-19} requests in a hundred, mostly because {document} is missing.",
        "The council agreed these charges on {1-28} {month} after a meeting at {place}.",
        "Parking beside {place} is free for the first {20-90} minutes.",
        "When {document} was issued abroad, have it translated before you write to us.",
        "Your payment shows on your statement as number {10000-99999}.",
        "Works {where} may close the counter at {place} until {1-28} {month}.",
        "You will get a letter with the number {1000-9999} and the name of the person in charge.",
        "Children under {5-16} need the signature of one parent and {document}.",
        "The bus from {street} stops {40-400} metres from {place}.",
    ),
    "long_sentence": (
        (
            "Where a person who has asked for {a_thing} has, in the opinion of the {office}, not "
            "handed in {document} within the period of {7-28} days that is named in the letter of "
            "confirmation, the request is, unless that person had been prevented by circumstances "
            "that they could not reasonably have foreseen, regarded as withdrawn, and the charge "
            "of {money} that was paid for its handling is not returned."
        ),
        (
            "Without prejudice to the provisions that apply to residents {where}, the holder of "
            "{a_thing} is under an obligation to notify the {office}, in writing and with {document} "
            "attached, of every change in the particulars on the basis of which it was granted, "
            "including but not limited to those which concern the address, the composition of the "
            "household and the receipt of {benefit}, no later than {7-28} days after its occurrence."
        ),
        (
            "In the event that {document} cannot be produced at {place} by reason of loss, theft or "
            "destruction, a declaration signed in the presence of an officer and accompanied by "
            "{document} may, on payment of a supplementary charge of {money}, be accepted in its "
            "stead, provided always that no earlier declaration to the same effect has been "
            "submitted in the course of the {12-48} months that precede the request."
        ),
    ),
    "step": (
        "Collect {document} and {document}.",
        "Fill in the request for {a_thing} and sign it at {place}.",
        "Pay {money} {payment} and keep the receipt.",
        "Wait {4-25} working days for a letter from the {office}.",
        "Show {document} to {person} at {place}.",
        "Pick up the papers at {place} on a {weekday} before {hour}.",
    ),
    "item": (
        "{document}, not older than {2-12} months",
        "{document} of everyone who lives at the address, {2-4} copies",
        "{document} in {language} or with a translation ({money})",
        "proof that {money} was paid {payment}",
        "{document} if you live {where}",
    ),
    "question": (
        "What if I have lost {document} in {month} {where}?",
        "Can I pay {price} {payment}, and who tells {person}?",
        "Who decides after {1-28} {month} {where}?",
        "Do I have to come to {place} before {hour} myself?",
        "What changes when I move from {street} after {9-40} days?",
        "Why does a household of {2-9} {where} wait {9-40} days?",
    ),
    "heading": (
        "Before you start, {where}",
        "What it costs {where}",
        "When {document} is missing for {9-90} days",
        "{benefit} of more than {price}",
        "Help at {place}",
        "Your rights after {7-60} days {where}",
        "How {person} decides on {a_thing}",
        "For people who live {where}",
        "Paying {price} {payment}",
    ),
    "headline": (
        "{place} opens again on {1-28} {month}",
        "{office}: {120-900} requests answered in {month}",
        "Shorter wait {where} from {1-28} {month}",
        "Charge rises to {price} after {1-28} {month}",
        "Residents {where} can now pay {payment}",
    ),
    "hint": (
        "As printed on {document}, {6-12} characters.",
        "For example {street}, flat {2-88}.",
        "We only write to you about number {1000-9999}.",
        "Leave empty if you live {where}.",
    ),
    "row_label": (
        "First request, {month}, {district}",
        "Renewal after {3-36} months {where}",
        "Copy for {person}, {2-9} sheets",
        "Urgent, within {1-6} days {where}",
        "Household of {2-9} {where}",
        "With {benefit}, from {1-28} {month}",
    ),
    "document": (
        "your identity card",
        "your residence card",
        "a recent rent contract",
        "a water bill",
        "an electricity bill",
        "the letter of confirmation",
        "a birth certificate",
        "a doctor's statement",
        "two passport photographs",
        "a bank statement",
        "a wage slip",
        "the insurance policy",
        "a signed letter of consent",
        "the plan of the plot",
    ),
    "benefit": (
        "a state pension",
        "income support",
        "a student grant",
        "a carer allowance",
        "housing support",
        "a disability pension",
    ),
    "place": (
        "the counter in {street}",
        "the {district} library",
        "the {district} service point",
        "the town hall, room {2-180}",
        "the office at {2-160} {street}",
        "the {district} community house",
    ),
    "where": (
        "in {district}",
        "near {street}",
        "on the {side} side of {street}",
        "between {street} and {street}",
        "outside {district}",
    ),
    "street": ("{tree} {way}", "{trade} {way}", "{family} {way}"),
    "tree": _words("Alder Birch Cherry Elm Hazel Juniper Larch Maple Pear Quince Rowan Spruce Willow"),
    "trade": _words("Baker Cooper Dyer Ferryman Glover Mason Miller Potter Ropemaker Saddler Tanner Weaver"),
    "family": _words("Adeyemi Ashdown Bexley Corliss Dunmore Fenwright Haddad Kettleby Lorne Nowak Padgett"),
    "way": _words("Street Lane Road Square Walk Terrace Court Row Hill Close"),
    "district": (
        "Northgate",
        "Saltmarsh",
        "Old Quay",
        "Millfield",
        "Upper Weir",
        "Castle Hill",
        "Eastmoor",
        "Priory Green",
        "Station Ward",
        "Brickworks",
    ),
    "side": _words("north south east west"),
    "payment": (
        "by card at the counter",
        "in cash at {place}",
        "by bank transfer",
        "in {2-10} parts",
        "at any post office",
    ),
    "money": ("£{2-19}.{10-95}", "£{20-240}", "{20-90} pence"),
    "price": ("£{2-380}.{10-95}",),
    "hour": ("{8-12}:{10-55}", "{1-6}:{10-55} in the afternoon"),
    "opening": ("{weekday}, {8-12}:{10-55} to {1-6}:{10-55}",),
    "date": ("{weekday} {1-28} {month}, {hour}",),
    "weekday": _words("Monday Tuesday Wednesday Thursday Friday Saturday"),
    "month": _words("January February March April May June July August September October November December"),
    "language": _words("English Polish Arabic Urdu Portuguese Welsh Somali Turkish"),
    "person": ("{first_name} {family}",),
    "first_name": _words(
        "Amira Bernard Chidi Dilys Edwin Farah Gwen Henry Iona Jakub Keziah Leon Mona Nadia Owen"
    ),
    # 020 7946 0000 to 0999 are kept free for drama, so nobody is ever rung up.
    "phone": ("020 7946 0{100-999}",),
}


class Writer:
    """Writes about one subject; the same seed, subject and office give the same words."""

    def __init__(self, seed: str, thing: str, office: str) -> None:
        self.random = random.Random(seed)  # noqa: S311 - words, not secrets
        self._subject = {"thing": thing, "a_thing": with_article(thing), "office": office}

    def write(self, name: str) -> str:
        """Expand one of the patterns under `name`, with a capital first."""
        text = self._expand(name)
        return text[0].upper() + text[1:]

    def paragraph(self, sentences: int) -> str:
        """Write several sentences, joined by spaces."""
        return " ".join(self.write("sentence") for _ in range(sentences))

    def _expand(self, name: str) -> str:
        if name in self._subject:
            return self._subject[name]
        return _SLOT.sub(self._fill, self.random.choice(GRAMMAR[name]))

    def _fill(self, slot: re.Match[str]) -> str:
        name, low, high = slot.groups()
        return self._expand(name) if name else str(self.random.randint(int(low), int(high)))


def with_article(noun: str) -> str:
    """Put "a" or "an" before a noun; good for the words that this grammar uses."""
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"
