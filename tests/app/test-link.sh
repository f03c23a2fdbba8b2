#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Links made by hand between things, who controls a source, and when it stood so: said, told, taken back, and kept in the custody log.
set -eu
. "$(dirname "$0")/tap.sh"
. "$(dirname "$0")/cli.sh"

case_file=$folder/case.recount
set_up new "$case_file" --title Test --unsigned --auditor 'A. Auditor (fictitious)'
make_demo "$folder/one" --inferences 20 --seed 1
make_demo "$folder/two" --inferences 20 --seed 2
set_up import "$case_file" "$folder/one/evidence/registry" --as-of 2026-03-01T10:00:00Z
set_up import "$case_file" "$folder/two/evidence/registry" --controller cloud

# When it stood so

cli sources "$case_file"
matches "$out" 'registry/mlflow.db  \(as of: 2026-03-01T10:00:00Z, as the auditor said\)' 'the auditor says when it stood so'
matches "$out" 'registry/mlflow.db  \(as of: 20.*, (when the file was changed last|the newest time in it)\)' 'else what came'
cli source "$case_file" 1 --json
is "$(look at /as_of /as_of_how)" '2026-03-01T10:00:00Z	auditor' 'as JSON'
cli custody "$case_file"
matches "$out" 'import' 'the custody log has the import'
cli import "$case_file" "$folder/one" --as-of yesterday
is "$code" 2 'a time that is none: 2'
is_one_sentence 'and one sentence'

# Who controls it

cli source "$case_file" 1 --controller provider --json
is "$code $(look at /controller)" '0 provider' 'the provider controls it'
cli source "$case_file" 1 --json
is "$(look at /controller)" 'provider' 'which stays'
cli source "$case_file" 1 --controller ' '
is "$code" 2 'nobody is nobody: 2'
is_one_sentence 'and one sentence'
cli source "$case_file" 99 --controller provider
is "$code" 2 'no such source: 2'
cli source "$case_file" 1 --controller unknown --json
is "$code $(look at /controller)" '0 null' 'it is not known any more'

# Links

cli link "$case_file"
is "$code $out" '0 Nothing was linked by hand.' 'nothing is linked'
cli link "$case_file" model:kreditcheck 1 --reason 'the same model'
is "$code" 2 'a name of two things: 2'
is_one_sentence 'and one sentence'
matches "$err" 'is the name of 2 things; give the number of one: [0-9]+ \(in .*mlflow.db.*\), [0-9]+ \(in .*mlflow.db.*\)' \
  'which names both'
first=$(printf '%s\n' "$err" | sed 's/.*one: \([0-9]*\) (in .*/\1/')
second=$(printf '%s\n' "$err" | sed 's/.*), \([0-9]*\) (in .*/\1/')
cli link "$case_file" "$first" "$second" --reason ''
is "$code" 64 'without a reason: 64'
cli link "$case_file" "$first" --reason R
is "$code" 64 'one thing alone: 64'
cli link "$case_file" "$first" "$first" --reason R
is "$code" 2 'a thing with itself: 2'
cli link "$case_file" "$first" model:nobody --reason R
is "$code" 2 'a thing that is not there: 2'
cli link "$case_file" "$first" thing:nobody --reason R
is "$code" 2 'a kind that is none: 2'
cli link "$case_file" "$first" "$second" --reason 'the same model, says the provider' --json
is "$code $(look at /link)" '0 1' 'two things are linked'
cli link "$case_file" "$second" "$first" --reason 'again'
is "$code" 2 'linked already: 2'
cli link "$case_file" --json
is "$(look at /id /kind /entity/id /other/id /by /reason)" \
  "1	model	$first	$second	A. Auditor (fictitious)	the same model, says the provider" 'the list tells it'
cli unlink "$case_file" 1
is "$code" 64 'not taken back without a reason: 64'
cli unlink "$case_file" one --reason R
is "$code" 64 'no number: 64'
cli unlink "$case_file" 7 --reason R
is "$code" 2 'no such link: 2'
cli unlink "$case_file" 1 --reason 'two editions' --json
is "$code $(look at /unlinked)" '0 1' 'taken back'
cli link "$case_file"
matches "$out" 'taken back 20.*: two editions' 'it stays in the list'
cli unlink "$case_file" 1 --reason R
is "$code" 2 'once only: 2'
# What was live

cli live "$case_file" 2026-04-15
is "$code" 0 'what was live then'
matches "$out" '^registry  kreditcheck/[0-9]+: ' 'the registry tells of its versions'
cli live "$case_file" 2026-04-15 --json
matches "$out" '"what":"stage","certainty":"[a-z]+"' 'as JSON'
cli live "$case_file" 'last summer'
is "$code" 64 'no time: 64'
cli live "$case_file"
is "$code" 64 'a time is missing: 64'

cli custody "$case_file"
for act in controller link unlink; do
  matches "$out" " $act " "the custody log has $act"
done
is "$code" 0 'and holds'

plan
