#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# What verify says of the form of records and of clear personal data in them, on the command line; and that none of these data is told, in any
# answer. Persons, addresses and numbers are invented.
set -eu
. "$(dirname "$0")/tap.sh"
. "$(dirname "$0")/cli.sh"

case_file=$folder/case.recount
mkdir "$folder/evidence"
cat >"$folder/evidence/decision.schema.json" <<'END'
{"$schema":"https://json-schema.org/draft/2020-12/schema","$id":"https://bank.example/decision","title":"Decision",
 "type":"object","required":["event_id"],"properties":{"note":{"maxLength":30},"output":{"required":["score"]}}}
END
record () { # number, note, output
  printf '{"schema":"kreditcheck.decision/1","event_id":"E-%s","timestamp":"2026-04-01T10:00:0%sZ","event":"inference","system":"S",' "$1" "$1"
  printf '"application":"A-%s","applicant":"P-%s","model":{"name":"m","version":"1"},"note":"%s","output":%s}\n' "$1" "$1" "$2" "$3"
}
{
  record 1 'nothing' '{"score":1,"proposal":"grant"}'
  record 2 'write to zelda.quint@example.org or +49 30 9876543' '{"score":1,"proposal":"grant"}'
  record 3 'DE89 3704 0044 0532 0130 00' '{"proposal":"grant"}'
} >"$folder/evidence/log.jsonl"
values='zelda|quint|example\.org|9876543|3704'

set_up new "$case_file" --title Test --unsigned
set_up import "$case_file" "$folder/evidence"
cli sources "$case_file" --json
is "$(look at /name /importer | sed 's|.*/||' | sort)" 'decision.schema.json	json-schema
log.jsonl	kreditcheck-decision' 'the schema is a source of its own'
schema=$(look at /id /importer | sed -n 's/	json-schema$//p')
log=$(look at /id /importer | sed -n 's/	kreditcheck-decision$//p')

# Nobody said anything

cli verify "$case_file" --json
is "$code" 3 'nobody vouches for the log; clear data alone are told, and are no failure'
is "$(look at /schemas)" '[]' 'no record was held against a schema that nobody named'
is "$(look each /exceptions kind record found)" \
  'clear-personal-data	2	e-mail addresses in 1 of 3 records, account numbers (IBAN) in 1 of 3 records, telephone numbers in 1 of 3 records' \
  'one exception for the member, with counts'
lacks "$out" "$values" 'the JSON tells none of them'
cli verify "$case_file"
matches "$out" 'The member /note of .*log\.jsonl held personal data in clear' 'as text, with the member'
lacks "$out$err" "$values" 'the text tells none of them'

# The auditor says it

cli source "$case_file" "$log" --schema "$schema" --json
is "$code $(look at /schema)" "0 $schema" 'the auditor says which schema'
cli source "$case_file" "$log"
matches "$out" "Schema +source $schema, as the auditor said" 'as text'
cli custody "$case_file"
matches "$out" ' schema ' 'the custody log has the act'
cli verify "$case_file" --json
is "$code" 1 'records differ: 1'
is "$(look each /schemas source schema said_by records conforming differing cannot_tell)" "$log	$schema	auditor	3	1	2	0" 'N of M'
is "$(look each /exceptions kind record expected found | grep schema)" \
  'schema-mismatch	2	at most 30 characters	a text of 50 characters
schema-mismatch	3	the member "score"	no such member' 'with record, expected and found'
matches "$out" '/output' 'with the place'
lacks "$out" "$values" 'and without what was found'
cli verify "$case_file"
matches "$out" '1 of 3 records are as the schema .*decision\.schema\.json says, 2 are not, of 0 it could not be told' 'as text'
lacks "$out$err" "$values" 'without what was found'

# Other answers

for kind in '' exceptions inferences sources; do
  # shellcheck disable=SC2086
  cli list "$case_file" $kind
  lacks "$out$err" "$values" "list $kind tells none of them"
  # shellcheck disable=SC2086
  cli list "$case_file" $kind --json
  lacks "$out$err" "$values" "list $kind --json tells none of them"
done
cli report "$case_file" sheet A-2 -o "$folder/sheet.txt"
is "$code" 0 'a sheet'
lacks "$(cat "$folder/sheet.txt")" "$values" 'the sheet tells none of them'

# Taken back, and wrong uses

cli source "$case_file" "$log" --schema none --json
is "$code $(look at /schema)" '0 null' 'taken back'
for wrong in "$log" 99; do
  cli source "$case_file" "$log" --schema "$wrong"
  is "$code" 2 "--schema $wrong: 2"
  is_one_sentence 'and one sentence'
done
for wrong in nothing 0; do
  cli source "$case_file" "$log" --schema "$wrong"
  is "$code" 64 "--schema $wrong: 64"
done

plan
