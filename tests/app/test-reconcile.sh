#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The business's own list of decisions against the log: imported by the verb or before, as lines or as one document, compared by day, and
# told by verify afterwards.
set -eu
. "$(dirname "$0")/tap.sh"
. "$(dirname "$0")/cli.sh"

demo=$folder/demo
case_file=$folder/case.recount
make_demo "$demo" --inferences 300 --seed 9

# Without the bank's list at first. Four of its lines are taken out of the log below: what the log has of April is all there is.
set_up new "$case_file" --title Test --unsigned
set_up import "$case_file" "$demo/evidence/log/decisions-2026-04.jsonl"
cli reconcile "$case_file"
is "$code" 0 'without a list: 0'
matches "$out" 'no list of decisions' 'without a list: said so'
cli reconcile "$case_file" --json
is "$code $(look at /state /both /only_business)" "0 no-list	0	0" 'without a list: no figures that look like an answer'

list=$demo/evidence/core-banking/decisions.jsonl
in_april=$(wc -l <"$demo/evidence/log/decisions-2026-04.jsonl")
sed 3,4d "$list" >"$folder/list.jsonl"
sed -n 1p "$list" >>"$folder/list.jsonl"
echo '{"schema":"corebank.decision/1","application":"KA-2026-999999","decided_at":"2026-04-10T12:00:00Z","final":"grant"}' \
  >>"$folder/list.jsonl"
echo '{"schema":"corebank.decision/1","decided_at":"2026-04-10T12:00:00Z","final":"grant"}' >>"$folder/list.jsonl"
lines=$(wc -l <"$folder/list.jsonl")

cli reconcile "$case_file" --list "$folder/list.jsonl" --controller bank --json
is "$code" 0 'reconcile: 0, also where the two differ'
has_members '' 'list,state,both,only_business,only_log,repeated,outside_period,without_reference,days,exceptions' 'reconcile: keys'
is "$(look at /list/0/lines /state /both /only_log)" "$lines	compared	$((in_april - 2))	2" 'in both, and only in the log'
is "$(look at /only_business)" 1 'only on the list'
is "$(look at /outside_period)" "$((300 - in_april))" 'what was decided after the log ends is no absence'
is "$(look at /repeated/business /repeated/log /without_reference/business /without_reference/log)" "1	0	1	0" \
   'a reference on two lines, and a line without one, are counted'
is "$(look at /exceptions/0/kind /exceptions/0/record)" "decision-missing-from-log	$((lines - 1))" 'the exception tells the place on the list'
is "$(look each /days both | awk '{ n += $1 } END { print n }')" "$((in_april - 2))" 'the days add up: both'
is "$(look each /days only_business | awk '{ n += $1 } END { print n }')" 1 'the days add up: only on the list'
is "$(look each /days outside_period | awk '{ n += $1 } END { print n }')" "$((300 - in_april))" 'the days add up: outside'

cli reconcile "$case_file"
matches "$out" '^2026-04-10 .* 1 ' 'in text: the day'
matches "$out" '^total +' 'in text: the total'
matches "$out" 'KA-2026-999999' 'in text: the decision'
matches "$out" 'Nothing was verified' 'in text: not verified yet'

# A source like any other, met again where it is imported again.
set_up sources "$case_file" --json
before=$(wc -l <"$folder/out")
cli reconcile "$case_file" --list "$folder/list.jsonl" --json
is "$code $(look at /only_business)" '0 1' 'the same list again: the same answer'
set_up sources "$case_file" --json
is "$(wc -l <"$folder/out")" "$before" 'and no second source'

cli verify "$case_file" --json
is "$(look each /exceptions kind | grep -c '^decision-missing-from-log$')" 1 'verify tells it afterwards'
is "$(look each /exceptions kind | grep -c '^decision-not-in-list$')" 0 'what is only in the log is none while nobody calls the list complete'
cli reconcile "$case_file" --complete --json
is "$code $(look at /list_complete)" '0 true' 'a list that is stated to be complete'
is "$(look each /exceptions kind | grep -c '^decision-not-in-list$')" 2 'makes notes of what is only in the log'
cli custody "$case_file" --json
is "$(look at /faults)" '[]' 'and the custody log holds'

# One decision with all that is under its number.
cli list "$case_file" decision --decision KA-2026-000002 --json
is "$code $(look at /name /events /on_list /events_by_kind/inference)" '0 KA-2026-000002	2	true	1' 'list decision: all its events'
cli list "$case_file" decision --decision KA-2026-000003 --json
is "$(look at /name /events /on_list)" 'KA-2026-000003	1	false' 'list decision: known from the log alone'
cli list "$case_file" decision --decision KA-2026-999999 --json
is "$(look at /name /events /events_by_kind/decision)" 'KA-2026-999999	1	1' 'list decision: known from the list alone'
cli list "$case_file" decision --decision NONE --json
is "$code $out" '0 ' 'list decision: unknown'

# Another system's list as one JSON document, by a mapping of its own.
cat >"$folder/bank.mapping" <<'END'
[mapping]
id=bank-array
title=Bank
evidences=What was decided.
version=1
framing=document
[recognise]
has.1=/nr
[kind]
kind=decision
[time]
path=/day
[fields]
decision=/nr
final=/result
END
printf '[{"nr":"KA-2026-000001","day":"2026-04-02","result":"a"},{"nr":"KA-2026-777777","day":"2026-04-03","result":"b"},{"day":"2026-04-03"}]' \
  >"$folder/bank.json"
other=$folder/other.recount
set_up new "$other" --title Test --unsigned
set_up import "$other" "$demo/evidence/log/decisions-2026-04.jsonl"
cli reconcile "$other" --list "$folder/bank.json" --mapping "$folder/bank.mapping" --json
is "$code $(look at /both /only_business /without_reference/business)" '0 1	1	1' 'a list as one document'
is "$(look at /exceptions/0/record)" 1 'its line is a row of its one record'

# What is no list is refused, in one sentence.
cli reconcile "$other" --list "$demo/evidence/policy/retention.json"
is "$code" 2 'a file without decisions: 2'
is_one_sentence 'a file without decisions: one sentence'
cli reconcile "$other" --list "$folder/none.csv"
is "$code" 2 'a file that is not there: 2'
cli reconcile "$other" --mapping "$folder/bank.mapping"
is "$code" 64 'a mapping without a list: 64'

plan
