#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Every word that people read can be translated, and is.
set -eu
. "$(dirname "$0")/tap.sh"
make_folder

cd "$RECOUNT_SOURCE"

# Which files have words

sort po/POTFILES.in >"$folder/listed"
{
  find core importers reports ui app -name '*.c' -exec grep -lE '(^|[^A-Za-z0-9_])(N?_|C_|rc_words_plural) ?\("' {} + || true
  find ui app -name '*.ui' -exec grep -lE 'translatable="(yes|true|1)"' {} + || true
  find app/data -name '*.desktop.in' -o -name '*.metainfo.xml.in' -o -name '*.mime.xml.in' -o -name '*.gschema.xml'
} | LC_ALL=C sort >"$folder/found"
LC_ALL=C sort -o "$folder/listed" "$folder/listed"
is "$(comm -13 "$folder/listed" "$folder/found")" '' 'po/POTFILES.in lists every file with words'
is "$(comm -23 "$folder/listed" "$folder/found")" '' 'po/POTFILES.in lists no file without words'
is "$(LC_ALL=C sort po/POTFILES.in)" "$(cat po/POTFILES.in)" 'po/POTFILES.in is in order'
lacks "$(find ui -name '*.ui' -exec grep -HE '<property name="(label|title|tooltip-text|placeholder-text|subtitle)">[^<]' {} + | grep -v '>Recount<' || true)" \
  '.' 'no text of a .ui file is left untranslatable'

# GLib's names of formats end a sentence for xgettext, and the rest of it stays English.
lacks "$(find core importers reports ui app -name '*.c' -exec grep -HnE '(N?_|C_|rc_words_plural) ?\("[^,]*" G_G(U?INT64|SIZE|SSIZE)' {} + || true)" '.' \
  'no sentence is cut by a macro'

sed -n 's/^title=//p; s/^evidences=//p; s/^sampling=//p' importers/mappings/*.mapping | LC_ALL=C sort >"$folder/said-by-mappings"
sed -n 's/^  N_("\(.*\)"),$/\1/p' importers/mappings/words.c | LC_ALL=C sort >"$folder/listed-of-mappings"
is "$(diff "$folder/said-by-mappings" "$folder/listed-of-mappings" || true)" '' 'importers/mappings/words.c says what the mappings say'

# Whether each has its words in every language

if ! command -v xgettext >/dev/null 2>&1 || ! command -v msgmerge >/dev/null 2>&1; then
  skip 'no gettext here' 'the catalogues are complete'
  plan
  exit
fi

# The options of po/meson.build, and what its preset stands for.
xgettext --from-code=UTF-8 --files-from=po/POTFILES.in --output="$folder/recount.pot" --package-name=recount \
  --keyword=_ --keyword=N_ --keyword=C_:1c,2 --keyword=rc_words_plural:1,2 \
  --flag=_:1:pass-c-format --flag=C_:2:pass-c-format --flag=rc_words_plural:1:pass-c-format --flag=rc_words_plural:2:pass-c-format \
  2>"$folder/said" || true
lacks "$(grep -v 'extension .* is unknown' "$folder/said" || true)" 'error' 'xgettext reads every file'

while read -r language; do
  catalogue=po/$language.po
  msgmerge --quiet --no-fuzzy-matching "$catalogue" "$folder/recount.pot" --output-file="$folder/$language.po"
  is "$(LC_ALL=C msgattrib --untranslated --no-obsolete "$folder/$language.po" | sed -n 's/^msgid "\(..*\)"$/\1/p' | head -n 20)" '' \
    "$language: nothing is left untranslated"
  is "$(LC_ALL=C msgattrib --only-fuzzy "$catalogue")" '' "$language: nothing is only a guess"
  is "$(LC_ALL=C msgattrib --only-obsolete "$catalogue")" '' "$language: nothing of earlier days is left"
  if answer=$(LC_ALL=C msgfmt --check --output-file=/dev/null "$catalogue" 2>&1); then
    pass "$language: placeholders agree"
  else
    fail "$language: placeholders agree"
    explain "$answer"
  fi
done <po/LINGUAS

# What stands in a lineage goes to people together with evidence, in which a no-break space is shown by its number.
grep -E '^core/slots?[-/]' po/POTFILES.in >"$folder/slots"
xgettext --from-code=UTF-8 --files-from="$folder/slots" --output="$folder/slots.pot" \
  --keyword=_ --keyword=N_ --keyword=C_:1c,2 --keyword=rc_words_plural:1,2
while read -r language; do
  msgmerge --quiet --no-fuzzy-matching "po/$language.po" "$folder/slots.pot" --output-file="$folder/slots-$language.po"
  lacks "$(msgattrib --translated --no-obsolete "$folder/slots-$language.po")" "$(printf '\302\240')" \
    "$language: no answer of a lineage has a no-break space"
done <po/LINGUAS

is "$(tr '\n' ' ' <po/LINGUAS)" "$(sed -n 's/.*<file>\(.*\)\.mo<.*/\1/p' po/catalogues.gresource.xml | tr '\n' ' ')" \
  'documents know the languages that the window knows'

plan
