"""Writes the JSON Schema of portal.toml, for docs/portal.schema.json."""

import sys

from auditor.settings import portal_schema

sys.stdout.write(portal_schema())
