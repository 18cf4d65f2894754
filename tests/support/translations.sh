#!/bin/bash
# Collect every sentence of pages and mails, and bring the catalogues up to it; what is new there is to be translated.
set -eu
cd "$(dirname "$0")/../.."
catalogues=webapp/translations
found=$(mktemp)
trap 'rm -f "$found"' EXIT
.venv/bin/pybabel -q extract -F $catalogues/babel.cfg -k _l -k mark --no-wrap --sort-by-file --add-location=file --project=Lodge -o "$found" .
for language in "$@"; do
    [ -f "$catalogues/$language/LC_MESSAGES/messages.po" ] || .venv/bin/pybabel -q init -i "$found" -d $catalogues -l "$language" --no-wrap
done
for po in $catalogues/*/LC_MESSAGES/messages.po; do
    language=$(basename "$(dirname "$(dirname "$po")")")
    .venv/bin/pybabel -q update -i "$found" -o "$po" -l "$language" --no-fuzzy-matching --ignore-obsolete --no-wrap --ignore-pot-creation-date
done
