"""Test cases of ACT rules (W3C's Accessibility Conformance Testing) run through this program's own rules."""
