#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# A bundle of one decision: opened as a case that says what it has not, and merged into another one.
set -eu
. "$(dirname "$0")/tap.sh"
. "$(dirname "$0")/cli.sh"

case_file=$folder/case.recount
make_demo "$folder/demo" --inferences 60
make_case "$case_file" "$folder/demo"
set_up verify "$case_file"
set_up list "$case_file" --limit 1 --json
head -n 1 "$folder/out" >"$folder/line"
mv "$folder/line" "$folder/out"
event=$(look at /id)
cli lineage "$case_file" "$event" --json
source=$(look at /slots/0/answers/0/citations/0/source)
record=$(look at /slots/0/answers/0/citations/0/record)
set_up export "$case_file" -o "$folder/one.zip" --event "$event" --unsealed

# --- Opened ---
cli open-bundle "$folder/one.zip" -o "$folder/opened.recount"
is "$code" 3 'what is withheld could not be checked'
cli record "$folder/opened.recount" "$source:$record" --proof --json
is "$code" 0 'the record of the decision is there, with its proof'
other=$((record + 1))
cli record "$folder/opened.recount" "$source:$other" --reason test
is "$code" 2 'its neighbour is not'
matches "$err" 'withheld from this copy' 'and it is said why'
is_one_sentence 'in one sentence'
cli verify "$folder/opened.recount"
is "$code" 3 'verify says that not all could be checked'
matches "$out" 'Withheld from this copy: [0-9]' 'and how much is withheld'
cli sources "$folder/opened.recount"
matches "$out" 'of its records are in this copy' 'the sources say what is here of them'

# --- Merged ---
set_up new "$folder/other.recount" --title Other --unsigned
cli case "$folder/other.recount" merge "$folder/one.zip" --json
is "$code $(look at /records/known)" '0 0' 'all of it is new to another case'
has_members '' bundle,kind,sha256,sources,records,exceptions 'its members'
new=$(look at /records/new)
cli case "$folder/other.recount" merge "$folder/one.zip" --json
is "$code $(look at /records/known) $(look at /records/new)" "0 $new 0" 'the second time all of it is known'
cli case "$folder/other.recount" merge "$folder/none.zip"
is "$code" 2 'no bundle, no merge'
is_one_sentence 'in one sentence'
cli export "$folder/other.recount" -o "$folder/all.zip" --unsealed
is "$code" 2 'what is not here whole cannot be handed over whole'
is_one_sentence 'in one sentence'

plan
