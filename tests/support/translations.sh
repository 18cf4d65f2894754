#!/bin/bash
# Collect every sentence of the pages and mails, and bring the catalogues up to it; what is new there is to be translated.
set -eu
cd "$(dirname "$0")/../.."
catalogues=webapp/translations
found=$(mktemp)
trap 'rm -f "$found"' EXIT
.venv/bin/pybabel -q extract -F "$catalogues/babel.cfg" -k _l -k mark -k ngettext:1,2 --no-wrap --sort-by-file --add-location=file --omit-header -o "$found" .
for po in "$catalogues"/*/LC_MESSAGES/messages.po; do
    language=$(basename "$(dirname "$(dirname "$po")")")
    .venv/bin/pybabel -q update -i "$found" -o "$po" -l "$language" --no-fuzzy-matching --ignore-obsolete --no-wrap --omit-header
done
