#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The EU declaration of conformity from the command line: a draft right after the first import, what it lacks, the copy for signature, the files and their
# digests; and the check of one that was received.
set -eu
. "$(dirname "$0")/tap.sh"
. "$(dirname "$0")/cli.sh"

demo=$folder/demo
case_file=$folder/case.recount
schema=$RECOUNT_SOURCE/core/declaration/declaration.xsd
set_up demo "$demo" --inferences 400 --seed 5
make_case "$case_file" "$demo"

# A draft, right away

cli declare "$case_file" -o "$folder/draft" --language en
is "$code $err" '0 ' 'a draft of the only system: 0'
is "$(ls "$folder/draft" | tr '\n' ' ')" 'SHA256SUMS annexes-en.pdf declaration-en.pdf declaration.xml ' 'its files'
matches "$out" 'DRAFT, which is no declaration' 'it is said to be a draft'
matches "$out" '^Still missing:' 'what is missing is told'
matches "$out" 'item 6 .*--standard …, or --set no-harmonised-standards=' 'also of standards, of which the program knows nothing'
matches "$out" '^  DOC-6 ' 'which is a mistake'
lacks "$(cat "$folder/draft/declaration.xml")" 'item="6"' 'and says nothing of them by itself'
matches "$out" 'item 8 +Date of issue +--set date=' 'and how it is entered'
matches "$out" '^  DOC-8 ' 'mistakes are told by their ids'
is "$(cd "$folder/draft" && sha256sum --quiet -c SHA256SUMS && wc -l <SHA256SUMS)" 3 'the digest list holds, and names each file'
cli declare "$case_file" KreditCheck -o "$folder/again" --language en --json
is "$code $(look at /system /state /number)" '0 KreditCheck	draft	DoC-2026-001' 'the same by its name, as JSON'
matches "$out" '"missing":\["provider-country","no-harmonised-standards","place","date"' 'with what is missing by the names of the fields'
is "$(diff -r "$folder/draft" "$folder/again" && echo same)" same 'the same state gives the same bytes'
TZ=Pacific/Auckland LC_ALL=C cli declare "$case_file" -o "$folder/elsewhere" --language en
is "$(diff -r "$folder/draft" "$folder/elsewhere" && echo same)" same 'also in another zone and locale'
cli custody "$case_file"
is "$(grep -c ' report ' "$folder/out")" 3 'each draft is an entry of the custody log'

# Its twin

if command -v xmllint >/dev/null; then
  is "$(xmllint --noout --nonet --schema "$schema" "$folder/draft/declaration.xml" 2>&1)" "$folder/draft/declaration.xml validates" 'the twin is of its schema'
else
  skip 'no xmllint' 'the twin is of its schema'
fi
if command -v pdfdetach >/dev/null && command -v pdftotext >/dev/null; then
  pdfdetach -savefile declaration.xml -o "$folder/carried.xml" "$folder/draft/declaration-en.pdf"
  matches "$(cat "$folder/carried.xml")" 'draft="true"' 'the twin says that it is a draft'
  is "$(cmp "$folder/carried.xml" "$folder/draft/declaration.xml" && echo same)" same 'the PDF carries the twin'
  pdfdetach -savefile record.json -o "$folder/record.json" "$folder/draft/declaration-en.pdf"
  matches "$(cat "$folder/draft/declaration.xml")" "$(sha256sum <"$folder/record.json" | cut -d ' ' -f 1)" 'the twin names the digest of the record of the page'
  pdftotext "$folder/draft/declaration-en.pdf" "$folder/page.txt"
  page=$(tr -d ' \n' <"$folder/page.txt")
  matches "$page" "$(sha256sum <"$folder/draft/declaration.xml" | cut -d ' ' -f 1)" 'the page prints the digest of the twin'
  matches "$page" 'DRAFT:notsigned;notanEUdeclarationofconformity' 'a draft says so on its page'
  for number in $(grep -o '[0-9a-f]\{64\}' "$folder/draft/declaration.xml" | head -1) DoC-2026-001 NB-AIS-007 2026.1 2035-09-15; do
    matches "$page" "$number" "the page has $number of the twin"
  done
else
  skip 'no pdfdetach or pdftotext' 'what the PDF carries'
fi

# Refused

cli declare "$case_file" -o "$folder/draft" --language en
is "$code" 2 'files that are there: 2'
is_one_sentence 'files that are there: one sentence'
cli declare "$case_file" -o "$folder/draft" --language en --replace
is "$code" 0 'unless they are to be replaced'
cli declare "$case_file" -o "$folder/no/such"
is "$code" 2 'a folder in a folder that is not there: 2'
: >"$folder/file"
cli declare "$case_file" -o "$folder/file"
is "$code" 2 'a file in the place of the folder: 2'
is_one_sentence 'a file in the place of the folder: one sentence'
for wrong in '--language tlh' '--set date=30.11.2026' '--set provider-country=Germany' '--translation-checked tlh' '--act |' '--standard A|B|C|OJ'; do
  # shellcheck disable=SC2086
  cli declare "$case_file" -o "$folder/wrong" $wrong
  is "$code" 2 "declare $wrong: 2"
  is_one_sentence "declare $wrong: one sentence"
done
cli declare "$case_file" NoSuchSystem -o "$folder/wrong"
is "$code" 2 'a system that nobody states: 2'
cli declare "$case_file"
is "$code" 64 'no folder: 64'
cli declare "$case_file" -o "$folder/wrong" --set colour=red
is "$code" 64 'no such field: 64'
cli declare "$case_file" -o "$folder/wrong" --for-signature
is "$code" 2 'for signature while something is missing: 2'
is_one_sentence 'for signature while something is missing: one sentence'
matches "$err" 'not stated yet: Date of issue' 'it names what is missing'
is "$(ls -d "$folder/wrong" 2>/dev/null || echo none)" none 'and nothing is written'
set_up new "$folder/audit.recount" --title Audit --type external --unsigned
cli declare "$folder/audit.recount" KreditCheck -o "$folder/wrong"
is "$code" 2 'in a case that is no provider’s own file: 2'
is_one_sentence 'in a case that is no provider’s own file: one sentence'
matches "$err" 'provider' 'with the reason'
set_up new "$folder/empty.recount" --title Empty --unsigned
cli declare "$folder/empty.recount" -o "$folder/wrong"
is "$code" 2 'in a case without a system: 2'

# For signature

printf 'correct horse battery staple\n' >"$folder/passphrase"
complete () { # options...
  code=0
  "$RECOUNT_CLI" declare "$case_file" --language de --language en --language el "$@" --passphrase-fd 7 7<"$folder/passphrase" \
    >"$folder/out" 2>"$folder/err" </dev/null || code=$?
  out=$(cat "$folder/out")
  err=$(cat "$folder/err")
}
complete -o "$folder/filled" --set provider-country=DE --set place=Nordhafen --set date=2026-11-30 --set 'signatory=Zoë Ångström (fictitious)' \
  --set 'function=Head of Model Risk' --set 'on-behalf-of=Nordhafen Bank AG (fictitious)' --standard 'EN 18286:2026|Quality management system|2026' \
  --act 'Regulation (EU) 2099/1 (fictitious)|Fictitious Act' --by 'A. Officer (fictitious)'
is "$code" 0 'what the officer enters is taken'
lacks "$out" 'Still missing' 'nothing is missing then'
matches "$out" '“el” await a check' 'a translation that nobody checked is told'
complete -o "$folder/final" --for-signature
is "$code" 2 'and is not given out for signature'
matches "$err" '“de”.*“el”' 'with the languages concerned'
complete -o "$folder/final" --translation-checked de --translation-checked el --for-signature --sign-list
is "$code" 0 'for signature, the digest list signed'
is "$(ls "$folder/final" | tr '\n' ' ')" \
  'SHA256SUMS SHA256SUMS.minisig SHA256SUMS.pub annexes-de.pdf declaration-de.pdf declaration-el.pdf declaration-en.pdf declaration.xml ' 'its files'
is "$(cd "$folder/final" && sha256sum --quiet -c SHA256SUMS && echo holds)" holds 'the digest list holds'
if command -v minisign >/dev/null; then
  matches "$(cd "$folder/final" && minisign -V -p SHA256SUMS.pub -m SHA256SUMS 2>&1)" 'Signature and comment signature verified' 'minisign verifies it'
else
  skip 'no minisign' 'minisign verifies it'
fi
if command -v pdftotext >/dev/null; then
  for language in de en el; do
    pdftotext "$folder/final/declaration-$language.pdf" "$folder/page.txt"
    is "$(grep -c "$(printf '\f')" "$folder/page.txt")" 1 "one page in $language"
    page=$(tr -d ' \n' <"$folder/page.txt")
    matches "$page" "DoC-2026-001.*2026-11-30.*$(sha256sum <"$folder/final/declaration.xml" | cut -d ' ' -f 1)" "the same numbers in $language"
    lacks "$page" 'E-0|ENTWURF|DRAFT|notstatedyet' "no mark of a draft in $language"
  done
else
  skip 'no pdftotext' 'the pages'
fi
if command -v xmllint >/dev/null; then
  matches "$(xmllint --noout --nonet --schema "$schema" "$folder/final/declaration.xml" 2>&1)" 'validates$' 'the twin is of its schema'
else
  skip 'no xmllint' 'the twin is of its schema'
fi
complete -o "$folder/second" --for-signature
is "$code" 2 'a second one while the first is out for signature: 2'
matches "$err" 'DoC-2026-001' 'with its number'

# One that was received

cli check-declaration "$folder/final/declaration.xml" --json
is "$code $(look at /from /system /number)" '3 xml	KreditCheck	DoC-2026-001' 'a twin is checked'
is "$(look at /sha256)" "$(sha256sum <"$folder/final/declaration.xml" | cut -d ' ' -f 1)" 'by its digest'
cli check-declaration "$folder/final/declaration-el.pdf" --case "$case_file" --signed-seen -o "$folder/result.pdf" --language de
is "$code $(head -c 5 "$folder/result.pdf")" '3 %PDF-' 'a PDF that carries it is checked, with the result on a page'
matches "$out" 'compare it by eye' 'the page itself is left to a person'
matches "$out" 'digest that the twin names for the language “el”' 'the record of its text is the one that the twin names'
lacks "$out" '^Mistake found' 'no mistake in it'
if command -v pdftotext >/dev/null; then
  pdftotext "$folder/result.pdf" "$folder/page.txt"
  is "$(grep -c "$(printf '\f')" "$folder/page.txt")" 1 'the result is one page'
  matches "$(cat "$folder/page.txt")" 'Artikel 83' 'with the formal points, in the language that was asked for'
else
  skip 'no pdftotext' 'the result is one page'
fi
cli check-declaration "$folder/draft/declaration.xml" -o "$folder/result.txt"
is "$code" 1 'a draft that lacks something: 1'
matches "$(tr '\n' ' ' <"$folder/result.txt")" 'Whether the system is in conformity was not examined' 'the result claims no more than it says'
cli check-declaration --set system-name=X --set provider-name=Y --set body-number=12 --set route=annex-vi
is "$code" 1 'keyed in beside the page: checked too'
matches "$out" 'read nothing of the page' 'and said to be keyed in'
printf '{"system-name":"KreditCheck","date":"2026-11-30","acts":[{"number":"Regulation (EU) 2099/1"}],"languages":[{"language":"en","title":"EC declaration"}]}' \
  >"$folder/keyed.json"
cli check-declaration "$folder/keyed.json" --json
is "$code $(look at /from)" '1 keyed' 'the same as JSON'
matches "$out" '"id":"DL-01","item":[0-9],"outcome":"failed"' 'an EC declaration is found'

printf 'no declaration' >"$folder/nonsense"
printf '%%PDF-1.7 nonsense' >"$folder/nonsense.pdf"
printf '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>' >"$folder/entity.xml"
printf '{"system-name":{}}' >"$folder/type.json"
printf '{"colour":"red"}' >"$folder/member.json"
mkfifo "$folder/pipe"
for file in nonsense nonsense.pdf entity.xml type.json member.json none pipe; do
  cli check-declaration "$folder/$file"
  is "$code" 2 "check-declaration $file: 2"
  is_one_sentence "check-declaration $file: one sentence"
done
cli check-declaration "$folder/draft/annexes-en.pdf"
is "$code" 2 'a PDF that carries none: 2'
matches "$err" 'carries no file' 'with the reason'
cli check-declaration
is "$code" 64 'nothing to check: 64'
cli check-declaration "$folder/keyed.json" -o "$folder/x.odt"
is "$code" 64 'a result in an unknown form: 64'
cli check-declaration "$folder/keyed.json" --language el
is "$code" 64 'a result in a language without words: 64'

# Hostile words

huge=$(head -c 8000 /dev/zero | tr '\0' W)
second=$folder/second.recount
make_case "$second" "$demo"
cli declare "$second" -o "$folder/hostile" --language en --set "signatory=$(printf '\342\200\256')<b>&amp;%s</b>" --set "function=$huge"
is "$code" 0 'bidi controls, markup and long words are set'
if command -v pdftotext >/dev/null; then
  pdftotext "$folder/hostile/declaration-en.pdf" "$folder/page.txt"
  is "$(tr -cd W <"$folder/page.txt" | wc -c)" 8000 'nothing is dropped'
  matches "$(cat "$folder/page.txt")" '<b>&amp;%s</b>' 'markup is shown'
  lacks "$(cat "$folder/page.txt")" "$(printf '\342\200\256')" 'nothing turns the direction'
else
  skip 'no pdftotext' 'hostile words on the page'
fi
if command -v xmllint >/dev/null; then
  matches "$(xmllint --noout --nonet --schema "$schema" "$folder/hostile/declaration.xml" 2>&1)" 'validates$' 'and in the twin'
else
  skip 'no xmllint' 'and in the twin'
fi
cli declare "$second" -o "$folder/hostile" --language en --set "function=${huge}${huge}"
is "$code" 2 'words beyond the limit: 2'
cli declare "$second" -o "$folder/hostile" --language en --set "place=$(printf 'a\001b')"
is "$code" 2 'control characters: 2'

# On read-only media

mkdir "$folder/media" "$folder/closed"
cp "$second" "$folder/media/case.recount"
chmod 444 "$folder/media/case.recount"
chmod 555 "$folder/media" "$folder/closed"
cli declare "$folder/media/case.recount" -o "$folder/from-media" --language en
is "$code" 0 'a case that can only be read gives a draft'
if [ "$(id -u)" -ne 0 ]; then
  cli declare "$second" -o "$folder/closed/declaration" --language en
  is "$code" 2 'a folder that cannot be written to: 2'
  is_one_sentence 'a folder that cannot be written to: one sentence'
else
  skip 'root may write anywhere' 'a folder that cannot be written to'
fi

# A case that was edited outside the program

if command -v sqlite3 >/dev/null; then
  cp "$second" "$folder/edited.recount"
  sqlite3 "$folder/edited.recount" "UPDATE entry SET by = 'Somebody else' WHERE kind = 'declaration'"
  cli declare "$folder/edited.recount" -o "$folder/edited" --language en
  matches "$out" 'Remark: The case file itself was edited outside the program' 'an edited case: the draft is written, and it is told'
  cli declare "$folder/edited.recount" -o "$folder/edited-final" --language en --for-signature
  is "$code" 2 'for signature it is refused'
  matches "$err" 'the case file itself was edited outside the program' 'with the reason'
  is "$(ls "$folder/edited-final" 2>/dev/null || echo none)" none 'and nothing is written'
else
  skip 'no sqlite3' 'an edited case'
fi

plan
