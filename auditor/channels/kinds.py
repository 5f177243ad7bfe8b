"""Which channel a phrase of the lexicon speaks of, and which variant of it."""

from collections.abc import Mapping
from types import MappingProxyType

from auditor.channels.lexicon import Concept
from auditor.service import Channel

BY_CONCEPT: Mapping[Concept, Channel] = MappingProxyType({
    Concept.PHONE: Channel.PHONE,
    Concept.CALL_BACK: Channel.PHONE,
    Concept.SMS: Channel.SMS,
    Concept.MESSAGING: Channel.MESSAGING,
    Concept.USSD: Channel.USSD,
    Concept.IVR: Channel.IVR,
    Concept.EMAIL: Channel.EMAIL,
    Concept.POST: Channel.POST,
    Concept.FORM: Channel.FORM,
    Concept.COUNTER: Channel.COUNTER,
    Concept.AGENT: Channel.AGENT,
    Concept.KIOSK: Channel.AGENT,
    Concept.LIBRARY: Channel.AGENT,
    Concept.COMMUNITY: Channel.AGENT,
    Concept.MOBILE_OFFICE: Channel.AGENT,
    Concept.HOME_VISIT: Channel.AGENT,
    Concept.RELAY: Channel.RELAY,
    Concept.TEXT_TELEPHONE: Channel.RELAY,
    Concept.SIGN_VIDEO: Channel.SIGN_LANGUAGE,
    Concept.SIGN_INTERPRETER: Channel.SIGN_LANGUAGE,
    Concept.BROADCAST: Channel.BROADCAST,
    Concept.REPRESENTATIVE: Channel.REPRESENTATIVE,
})  # fmt: skip

KINDS: Mapping[Concept, str] = MappingProxyType({
    Concept.CALL_BACK: "call-back",
    Concept.AGENT: "agent",
    Concept.KIOSK: "kiosk",
    Concept.LIBRARY: "library",
    Concept.COMMUNITY: "community",
    Concept.MOBILE_OFFICE: "mobile office",
    Concept.HOME_VISIT: "home visit",
    Concept.RELAY: "relay service",
    Concept.TEXT_TELEPHONE: "text telephone",
    Concept.SIGN_VIDEO: "video",
    Concept.SIGN_INTERPRETER: "interpreter",
})  # fmt: skip

# What a number beside such a phrase is for; the others have no number of their own.
NUMBERED = frozenset({
    Concept.PHONE, Concept.SMS, Concept.MESSAGING, Concept.IVR, Concept.RELAY, Concept.TEXT_TELEPHONE,
})  # fmt: skip

# Ways that need a place, a time or a page to be acted on. Their words are common in other matters too, so
# that they count only in a page's own sentences.
HELPERS = frozenset({
    Concept.CALL_BACK, Concept.AGENT, Concept.KIOSK, Concept.LIBRARY, Concept.COMMUNITY,
    Concept.MOBILE_OFFICE, Concept.HOME_VISIT, Concept.RELAY, Concept.TEXT_TELEPHONE, Concept.SIGN_VIDEO,
    Concept.SIGN_INTERPRETER, Concept.BROADCAST, Concept.REPRESENTATIVE, Concept.IVR,
})  # fmt: skip
