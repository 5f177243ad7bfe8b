"""The languages of reports: gettext catalogues, and numbers and dates by Unicode CLDR."""
