#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The mapping assistant: a log that no importer knows, looked at, mapped, shown and imported.
set -eu
. "$(dirname "$0")/tap.sh"
. "$(dirname "$0")/cli.sh"

log=$folder/unknown.jsonl
case_file=$folder/case.recount
mapping=$folder/acme.mapping

cat >"$log" <<'END'
{"sort":"bewertung","ref":"A-17","at":"2026-05-04T09:12:31+02:00","who":"c-552","by":{"model":"risk","model_version":"7"},"answer":"no","p":0.81,"body":"{\"income\":1}"}
{"sort":"bewertung","ref":"A-18","at":"2026-05-04T09:13:31+02:00","who":"c-553","by":{"model":"risk","model_version":"7"},"answer":"yes","p":0.2,"body":"{\"income\":2}"}
{"sort":"bewertung","ref":"A-19","at":"2026-05-04T09:14:31+02:00","who":"c-554","by":{"model":"risk","model_version":"7"},"answer":"yes","p":0.1,"body":"{\"income\":3}"}
END

set_up new "$case_file" --title Test --unsigned
cli import "$case_file" "$log" --json
is "$(look at /sources/0/importer)" 'null' 'no importer knows the log'

# What is proposed

cli map "$log" --json
is "$code" 0 'it is looked at'
is "$(look at /records /framing)" '3	lines' 'its form is found'
is "$(look each /fields field path | tr '\n' ' ')" \
  'time	/at decision	/ref subject	/who model-name	/by/model model-version	/by/model_version output	/answer score	null ' 'fields are proposed, a score is not'
matches "$(look each /fields field reason | grep score)" 'only you can say that it is /p' 'the score is named as a candidate'
is "$(look at /preview/0/events/0/decision /preview/0/events/0/model-version)" 'A-17	7' 'the first record is shown as it will be'
matches "$(look each /paths path | tr '\n' ' ')" '/body/=json/income ' 'JSON inside a text is seen'
matches "$out" 'No score: it is taken only from where you say that it stands' 'what will be missing is said'

# What the auditor decides

cli map "$log" --save "$mapping" --id acme-scores --title 'Scores of ACME' --set score=/p --set input=/body/=json/income --unset subject \
  --sign 'equals /sort bewertung' --sign 'has /by/model_version'
is "$code" 0 'it is saved'
matches "$out" 'becomes inference' 'and shown'
matches "$(cat "$mapping")" 'equals.1=/sort bewertung' 'with the sign that was said'
cli import "$case_file" "$log" --mapping "$mapping" --json
is "$(look at /sources/0/importer /sources/0/events)" 'acme-scores	3' 'imported by it'
cli list "$case_file" --decision A-18 --json
is "$(look at /model)" 'risk/7' 'its events are events like any other'
cli lineage "$case_file" "$(look at /id)"
matches "$out" '0.2' 'the declared score is in the lineage'

# Other forms

printf 'Vorgang;Datum;Ergebnis\nA-1;14.03.2026 09:26;ja\nA-2;15.03.2026 10:00;nein\n' >"$folder/list.csv"
cli map "$folder/list.csv" --kind decision --json
is "$(look at /framing /preview/1/events/0/final)" 'csv	nein' 'a table'
matches "$out" 'no zone' 'a missing zone is said'
printf '{"items":[{"id":"a","ts":1773480371482},{"id":"b","ts":1773480372482}],"from":"x"}' >"$folder/rows.json"
cli map "$folder/rows.json" --json
is "$(look at /preview/0/events/1/id /preview/0/events/1/time)" 'b	1773480372482' 'rows of one record'
matches "$out" 'epoch-ms is the only unit' 'the unit of a number is said'
printf '10:00 x\n2026-03-14T09:26:15Z /predict 200\n' >"$folder/text.log"
cli map "$folder/text.log" --line '{time} {path} {status}' --json
is "$(look at /framing /unread /preview/1/events/0/status)" 'text	1	200' 'lines of a text'

# The example of the README: no program is needed for a new format

readme=$(dirname "$0")/../../README.md
section=$(sed -n '/^## A log that no importer knows/,/^## What each/p' "$readme")
printf '%s\n' "$section" | sed -n '/^```json$/,/^```$/p' | grep -v '```' >"$folder/readme.jsonl"
printf '%s\n' "$section" | sed -n '/^\[mapping\]/,/^```$/p' | grep -v '```' >"$folder/readme.mapping"
is "$(grep -c = "$folder/readme.mapping")" 15 'the README shows a mapping'
set_up new "$folder/readme.recount" --title Test --unsigned
cli import "$folder/readme.recount" "$folder/readme.jsonl" --mapping "$folder/readme.mapping" --json
is "$(look at /sources/0/importer /sources/0/events /sources/0/set_aside)" 'acme-scores	1	0' 'which reads its line'
cli list "$folder/readme.recount" --json
is "$(look at /decision /model)" 'A-17	risk/7' 'as the README says'
matches "$(sqlite3 "$folder/readme.recount" "SELECT detail FROM custody WHERE act = 'import'")" "$(sha256sum <"$folder/readme.mapping" | cut -d' ' -f1)" 'and the custody log names the digest of the mapping'

# What cannot be

cli map "$folder/none.log"
is "$code" 2 'no such file: 2'
is_one_sentence 'and one sentence'
: >"$folder/empty.log"
cli map "$folder/empty.log"
is "$code" 2 'nothing in it: 2'
is_one_sentence 'and one sentence'
cli map "$folder"
is "$code" 2 'a folder: 2'
is_one_sentence 'and one sentence'
cli map "$log" --set colour=/x
is "$code" 2 'no such field: 2'
cli map "$log" --set score=p
is "$code" 2 'no path: 2'
is_one_sentence 'and one sentence'
cli map "$log" --kind thought
is "$code" 64 'no such kind: 64'
cli map "$log" --save "$folder/no/such/folder/x.mapping"
is "$code" 2 'it cannot be saved: 2'
head -c 3000 /dev/urandom >"$folder/noise"
cli map "$folder/noise"
is "$code" 2 'noise: 2'

plan
