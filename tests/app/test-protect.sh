#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# A case that is protected at rest: by the auditor's key and by a passphrase, who opens it, what it tells without a key, and how it goes back.
set -eu
. "$(dirname "$0")/tap.sh"
. "$(dirname "$0")/cli.sh"

printf 'key of the auditor\n' >"$folder/auditor"
printf 'own words\n' >"$folder/own"
printf 'other words\n' >"$folder/other"
printf 'no words\n' >"$folder/wrong"
plain=$folder/plain.recount
case_file=$folder/case.recount

lists_the_case () { # descriptor's file, expected code, name
  code=0
  "$RECOUNT_CLI" sources "$case_file" --passphrase-fd 3 >"$folder/out" 2>"$folder/err" 3<"$1" </dev/null || code=$?
  out=$(cat "$folder/out")
  err=$(cat "$folder/err")
  is "$code" "$2" "$3"
}

given () { # file, arguments of the program...
  words=$1
  shift
  code=0
  "$RECOUNT_CLI" "$@" --passphrase-fd 3 >"$folder/out" 2>"$folder/err" 3<"$words" </dev/null || code=$?
  out=$(cat "$folder/out")
  err=$(cat "$folder/err")
}

# The marker stands in a text that no importer reads, and in the title.
mkdir "$folder/evidence"
printf 'Waldemar Mustermann\n' >"$folder/evidence/note.txt"
given "$folder/auditor" new "$plain" --title 'Mustermann 2026'
is "$code" 0 'a signed case'
given "$folder/auditor" import "$plain" "$folder/evidence"
is "$code" 0 'with evidence'
cp "$plain" "$case_file"

# With the auditor's key

given "$folder/auditor" case "$case_file" protect --with-auditor-key --json
is "$code" 0 'protect: 0'
is "$(look at /act)" protect 'protect as JSON'
lacks "$(tr -d '\000' <"$case_file" | grep -ac 'Mustermann\|SQLite format\|CREATE TABLE' || true)" '[1-9]' 'nothing of it is in clear'
is "$(ls "$folder" | grep -c recount)" 2 'nothing is left beside it'
cli sources "$case_file"
is "$code" 2 'without a key: 2'
is_one_sentence 'without a key: one sentence'
lacks "$err" 'Mustermann' 'and nothing told of it'
lists_the_case "$folder/wrong" 2 'a wrong passphrase: 2'
is_one_sentence 'a wrong passphrase: one sentence'
matches "$err" 'this passphrase does not open it' 'which says so'
lists_the_case "$folder/auditor" 0 'the passphrase of the auditor opens it'
matches "$out" 'note.txt' 'and it is the same case'
given "$folder/auditor" verify "$case_file"
is "$code" 0 'verify: 0'
given "$folder/auditor" custody "$case_file"
is "$code" 0 'the custody log holds, signed to its end'
matches "$out" 'protect .*signed' 'with the entry of the protection'
given "$folder/auditor" case "$case_file" protect
is "$code" 2 'protected twice: 2'
is_one_sentence 'protected twice: one sentence'

# Slots

given "$folder/auditor" case "$case_file" protect --list --json
is "$code $(look at /protected)" '0 true' 'list: 0'
is "$(look at /slots/0/kind)" auditor 'the auditor has a slot'
own_key=$(look at /auditor_key)
is "$(look at /slots/0/public_key)" "$own_key" 'with the public key'

code=0
"$RECOUNT_CLI" case "$case_file" protect --change-passphrase --passphrase-fd 3 --new-passphrase-fd 4 >"$folder/out" 2>"$folder/err" \
  3<"$folder/auditor" 4<"$folder/own" </dev/null || code=$?
is "$code $(cat "$folder/err")" '0 ' 'a passphrase of its own'
mv "$folder/home/data/recount/auditor.key" "$folder/elsewhere.key"
lists_the_case "$folder/own" 0 'opens it where there is no auditor'
lists_the_case "$folder/auditor" 2 'where the other one does not'
[ -e "$folder/home/data/recount/auditor.key" ] && fail 'no key is made on the way' || pass 'no key is made on the way'

# A second auditor, with a key of his own
given "$folder/other" new "$folder/his.recount" --title His
is "$code" 0 'a second auditor'
cli case "$folder/his.recount" protect --list --json
his_key=$(look at /auditor_key)
given "$folder/own" case "$case_file" protect --add-key "$his_key" --label 'Second auditor' --json
is "$code $(look at /slot)" '0 3' 'is let in'
lists_the_case "$folder/other" 0 'and opens it'
given "$folder/own" case "$case_file" protect --add-key "$his_key" --label 'Second auditor'
is "$code" 2 'twice: 2'
given "$folder/own" case "$case_file" protect --add-key 1234 --label X
is "$code" 2 'no key: 2'
given "$folder/own" case "$case_file" protect --withdraw 3 --reason 'left the engagement' --rotate
is "$code" 0 'and withdrawn, with a new key for the others'
lists_the_case "$folder/other" 2 'opens it no more'
lists_the_case "$folder/own" 0 'as the passphrase still does'

# A copy is protected as well
given "$folder/own" case "$case_file" backup -o "$folder/copy.recount"
is "$code" 0 'backup: 0'
lacks "$(tr -d '\000' <"$folder/copy.recount" | grep -ac 'Mustermann\|SQLite format' || true)" '[1-9]' 'nothing of the copy is in clear'
given "$folder/own" sources "$folder/copy.recount"
is "$code" 0 'the copy opens with the same'

# Back
given "$folder/own" case "$case_file" protect --remove
is "$code" 64 'remove without a reason: 64'
given "$folder/own" case "$case_file" protect --remove --reason 'handed to the archive'
is "$code" 0 'remove: 0'
cli sources "$case_file"
is "$code" 0 'the case is in clear again'
cli custody "$case_file"
lacks "$out" 'DOES NOT HOLD' 'and its custody log holds'

# From its first page on
given "$folder/other" new "$folder/new.recount" --title 'Mustermann 2027' --protect
is "$code $err" '0 ' 'new --protect: 0'
lacks "$(tr -d '\000' <"$folder/new.recount" | grep -ac 'Mustermann\|SQLite format' || true)" '[1-9]' 'nothing of it is in clear'
given "$folder/other" sources "$folder/new.recount"
is "$code" 0 'and it opens'

# A damaged page is told with its place
size=$(stat -c %s "$folder/new.recount")
printf 'x' | dd of="$folder/new.recount" bs=1 seek=$((size - 9000)) conv=notrunc 2>/dev/null
given "$folder/other" verify "$folder/new.recount"
[ "$code" -ne 0 ] && pass 'an altered page is no case that passes' || fail 'an altered page is no case that passes'

plan
