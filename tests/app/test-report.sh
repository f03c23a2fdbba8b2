#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Documents from the command line: what is written, what is refused, what the custody log says of it; and the style of the house.
set -eu
. "$(dirname "$0")/tap.sh"
. "$(dirname "$0")/cli.sh"

demo=$folder/demo
case_file=$folder/case.recount
set_up demo "$demo" --inferences 400 --seed 5 --faults
make_case "$case_file" "$demo"
cli verify "$case_file"
is "$code" 1 'the evidence has faults'

# Writing

cli report "$case_file" sheet KA-2026-000003 -o "$folder/sheet.pdf"
is "$code $err" '0 ' 'a sheet as PDF: 0'
is "$(head -c 5 "$folder/sheet.pdf")" '%PDF-' 'it is one'
cli report "$case_file" sheet KA-2026-000003 -o "$folder/sheet.txt" --json
is "$code $(look at /kind /language)" '0 sheet	en' 'a sheet as text'
is "$(look at /sha256)" "$(sha256sum <"$folder/sheet.txt" | cut -d ' ' -f 1)" 'its digest is told'
matches "$(cat "$folder/sheet.txt")" '^Reconstruction of decision KA-2026-000003' 'it is the decision asked for'
cli report "$case_file" lineage KA-2026-000003 -o "$folder/dossier.pdf"
is "$code" 0 'a dossier as PDF'
cli report "$case_file" lineage KA-2026-000003 -o "$folder/dossier.txt" --language de
is "$code" 0 'a dossier in German'
lacks "$(cat "$folder/dossier.txt")" '^Lineage of decision' 'its title is not English'

# The log

cli custody "$case_file"
is "$code $(grep -c ' report ' "$folder/out")" '0 4' 'each document is an entry of the custody log'

# The same again

cli report "$case_file" sheet KA-2026-000003 -o "$folder/again.pdf"
is "$(cmp "$folder/sheet.pdf" "$folder/again.pdf" && echo same)" same 'the same evidence state gives the same bytes'

# Refused

cli report "$case_file" sheet KA-2026-000003 -o "$folder/sheet.pdf"
is "$code" 2 'a file that is there: 2'
is_one_sentence 'a file that is there: one sentence'
cli report "$case_file" sheet KA-2026-000003 -o "$folder/sheet.pdf" --replace
is "$code" 0 'unless it is to be replaced'
cli report "$case_file" sheet NO-SUCH -o "$folder/none.pdf"
is "$code" 2 'no such decision: 2'
is_one_sentence 'no such decision: one sentence'
is "$(ls "$folder/none.pdf" 2>/dev/null || echo none)" none 'and nothing is written'
cli report "$case_file" sheet KA-2026-000003 -o "$folder/no/such/folder/x.pdf"
is "$code" 2 'no such folder: 2'
for wrong in 'poem KA-2026-000003 -o x.pdf' 'integrity KA-2026-000003 -o x.pdf' 'sheet KA-2026-000003' 'sheet KA-2026-000003 -o x.odt' 'sheet -o x.pdf' \
             'sheet KA-2026-000003 -o x.pdf --language tlh'; do
  # shellcheck disable=SC2086
  cli report "$case_file" $wrong
  is "$code" 64 "report $wrong: 64"
  is_one_sentence "report $wrong: one sentence"
done
matches "$err" 'en, de' 'a language that is not there: those that are'

# The integrity of the whole

cli report "$case_file" integrity -o "$folder/integrity.pdf"
is "$code $(head -c 5 "$folder/integrity.pdf")" '0 %PDF-' 'the integrity report as PDF'
cli report "$case_file" integrity -o "$folder/integrity.txt" --json
is "$code $(look at /kind /event)" '0 integrity	null' 'and as text, of no decision'
matches "$(cat "$folder/integrity.txt")" 'It may have been: in [0-9]+ places what was received is not what was protected' 'it says what was found'
matches "$(cat "$folder/integrity.txt")" "accepted keys $("$RECOUNT_CLI" trust "$case_file" export | sha256sum | cut -d ' ' -f 1)" \
  'and names the digest of the accepted keys'
cli report "$case_file" integrity -o "$folder/again.integrity.pdf"
is "$(cmp "$folder/integrity.pdf" "$folder/again.integrity.pdf" && echo same)" same 'the same evidence state gives the same bytes'
cli report "$case_file" integrity -o "$folder/integrity-de.txt" --language de
matches "$(cat "$folder/integrity-de.txt")" '^Unversehrtheit der Nachweise' 'in German'
cli report "$case_file" integrity -o "$folder/integrity-fr.txt" --language fr
matches "$(cat "$folder/integrity-fr.txt")" '^Intégrité des éléments probants' 'in French'

# The timeline

cli report "$case_file" timeline -o "$folder/timeline.pdf"
is "$code $(head -c 5 "$folder/timeline.pdf")" '0 %PDF-' 'the timeline as PDF'
cli report "$case_file" timeline KreditCheck -o "$folder/timeline.txt"
matches "$(cat "$folder/timeline.txt")" 'Timeline of the system KreditCheck' 'and of one system as text'
cli report "$case_file" timeline Nobody -o "$folder/none.pdf"
is "$code" 2 'a timeline of no such system: 2'
cli report "$case_file" timeline -o "$folder/timeline.csv"
is "$code $(head -c 3 "$folder/timeline.csv")" '0 No.' 'and as a table, without a byte order mark'
cli report "$case_file" timeline -o "$folder/marked.csv" --bom
is "$(head -c 3 "$folder/marked.csv" | od -An -tx1 | tr -d ' ')" efbbbf 'which stands there where it is asked for'
is "$(tail -c +4 "$folder/marked.csv" | cmp - "$folder/timeline.csv" && echo same)" same 'before the same bytes'
for wrong in 'timeline -o x.pdf --bom' 'integrity -o x.csv' 'timeline KreditCheck -o x.csv'; do
  # shellcheck disable=SC2086
  cli report "$case_file" $wrong
  is "$code" 64 "report $wrong: 64"
  is_one_sentence "report $wrong: one sentence"
done

# The style of the house

cli case "$case_file" set --letterhead 'Audit House North' --letterhead 'Kontorgasse 1' --classification Confidential \
  --zone Europe/Berlin --number 2026-14
is "$code" 0 'the style of the house is set'
cli case "$case_file" show --json
is "$(look at /letterhead/1 /zone /number)" 'Kontorgasse 1	Europe/Berlin	2026-14' 'and shown'
cli report "$case_file" sheet KA-2026-000003 -o "$folder/styled.txt"
matches "$(cat "$folder/styled.txt")" 'Audit House North' 'the letterhead stands on the sheet'
matches "$(cat "$folder/styled.txt")" 'CEST' 'times are told in the zone'
matches "$(cat "$folder/styled.txt")" 'house style [0-9a-f]{8}' 'the foot line names the style'
lacks "$(cat "$folder/styled.txt")" 'was not checked as it is now' 'and the evidence need not be checked again'
cli custody "$case_file"
matches "$out" ' house ' 'the custody log says so'

printf 'no picture' >"$folder/logo.png"
cli case "$case_file" set --logo "$folder/logo.png"
is "$code" 2 'a logo that is no PNG: 2'
is_one_sentence 'a logo that is no PNG: one sentence'
cli case "$case_file" set --zone Nowhere/Land
is "$code" 2 'no such zone: 2'
cli case "$case_file" set
is "$code" 64 'nothing to set: 64'
cli case "$case_file" paint
is "$code" 64 'no such act: 64'

base64 -d >"$folder/logo.png" <<'END'
iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==
END
cli case "$case_file" set --logo "$folder/logo.png"
is "$code" 0 'a small PNG is taken'
cli report "$case_file" sheet KA-2026-000003 -o "$folder/logo.pdf"
is "$code" 0 'and stands on the sheet'
cli case "$case_file" set --letterhead '' --logo '' --classification '' --zone '' --number ''
cli case "$case_file" show --json
is "$(look at /logo /zone)" 'false	null' 'all of it can be taken away'
cli report "$case_file" sheet KA-2026-000003 -o "$folder/plain.pdf"
is "$(cmp "$folder/sheet.pdf" "$folder/plain.pdf" && echo same)" same 'and then the sheet is what it was'

# On read-only media

mkdir "$folder/media"
cp "$case_file" "$folder/media/case.recount"
chmod 444 "$folder/media/case.recount"
chmod 555 "$folder/media"
cli report "$folder/media/case.recount" sheet KA-2026-000003 -o "$folder/media.pdf"
is "$code" 0 'a case that can only be read is reported on'

plan
