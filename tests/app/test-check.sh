#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The requirements of the law, held against a case and against one inference: verdicts, exit codes, words and JSON.
set -eu
. "$(dirname "$0")/tap.sh"
. "$(dirname "$0")/cli.sh"

demo=$folder/demo
case_file=$folder/case.recount
make_demo "$demo" --inferences 500 --seed 3
make_case "$case_file" "$demo"
cli verify "$case_file"

cli check "$case_file" --json
is "$code" 3 'check: 3, since much was not received'
has_members '' 'event,system,time,law,mode,verified,inferences,all_inferences,set_aside,not_understood,removed,counts,results' 'check: keys'
has_members /results/0 \
  'requirement,place,group,demand,verdict,words,checked,total,of,applies_from,not_yet_applicable,evidence,citations,more_citations,papers,notes,missing,judgements' \
  'check: keys of a result'
is "$(look at /counts/NOT_MET)" 0 'nothing contradicts a requirement'
is "$(look each /results words | grep -cE '^(null)?$' || true)" 0 'each result has a sentence'
is "$(look each /results verdict | sort -u | grep -vcE '^(MET|NOT_MET|NO_EVIDENCE|NA|JUDGE)$' || true)" 0 'the five verdicts and no others'

cli check "$case_file"
is "$code" 3 'in text: 3'
matches "$out" 'assessed against requirements applicable from 2 December 2027 \(readiness\)' 'in text: the mode'
matches "$out" 'not yet applicable at the time' 'in text: the mark'
matches "$out" 'Of [0-9]+ requirements evidence supports' 'in text: the counts'
lacks "$out" 'compliant|high-risk system$' 'in text: no statement of conformity'

cli check "$case_file" --requirement AIA-12-1 --json
is "$code $(look at /results/0/verdict)" '3 JUDGE' 'a deployment outside the log that came: for a person to judge'
cli check "$case_file" --requirement AIA-14-4d --json
is "$code $(look at /results/0/verdict)" '0 MET' 'one requirement: 0 where evidence supports it'
cli check "$case_file" --requirement AIA-99 --json
is "$code $(look at /results/0/verdict)" '0 NA' 'one requirement: 0 where it does not apply'
cli check "$case_file" --requirement AIA-12-1 --law-as-of 2026-06-01 --json
matches "$(look at /results/0/applies_from)" '^2026-08-02' 'the law as it stood before its amendment'
cli check "$case_file" --requirement AIA-0
is "$code" 64 'no such requirement: 64'
cli check "$case_file" --law-as-of soon
is "$code" 2 'no such day: 2'

set_up list "$case_file" --limit 1 --json
event=$(look at /id)
cli check "$case_file" "$event" --json
is "$(look at /results/0/requirement)" AIA-12-1 'of one inference: the same catalogue'
matches "$(look at /event)" '^[0-9]+:1$' 'of one inference: its place'
is "$(look at /system)" KreditCheck 'of one inference: the system that it belongs to'
# Of a system: what a person states of it decides what applies to it.
set_up check "$case_file" --system KreditCheck --requirement AIA-14-4d --json
is "$(look at /system /results/0/verdict /results/0/total)" 'KreditCheck	MET	43' 'of a system: what speaks of its inferences belongs to it'
cli check "$case_file" --system Nobody
is "$code" 2 'no such system: 2'

# A person's judgement stands beside what the machine found.
cli check "$case_file" --requirement AIA-9-9 --judge MET --words 'Minors cannot apply' --json
is "$code $(look at /results/0/verdict)" '3 NO_EVIDENCE' 'judging changes nothing of what was found'
is "$(look at /results/0/judgements/0/verdict /results/0/judgements/0/words)" 'MET	Minors cannot apply' 'and is told'
cli check "$case_file" --requirement AIA-9-9
matches "$out" 'Judged by .*Evidence supports\. Minors cannot apply' 'in text too'
cli check "$case_file" --requirement AIA-9-9 --judge MET
is "$code" 2 'a judgement needs words: 2'
cli check "$case_file" --requirement AIA-9-9 --judge FINE --words x
is "$code" 2 'no such verdict: 2'
cli check "$case_file" --judge MET --words x
is "$code" 64 'a judgement needs a requirement: 64'
set_up custody "$case_file"
matches "$out" 'requirement judge' 'a judgement is an entry of the custody log'

cli check "$case_file" nothing
is "$code" 2 'no such inference: 2'

# A role that one person states takes no requirement away while a file states another.
set_up system "$case_file" set KreditCheck --role importer
cli check "$case_file" --system KreditCheck --requirement AIA-14-4d --json
is "$(look at /results/0/verdict)" MET 'different statements on the role exclude nothing'
matches "$(look at /results/0/notes/0)" 'state different things' 'and are told'
set_up system "$case_file" set Alone --role importer
cli check "$case_file" --system Alone --requirement AIA-14-4d --json
is "$(look at /results/0/verdict)" NA 'where all state one role it does'

# What is in no count is told beside the counts: a described system may be a small part of the log, and some of it may be unreadable.
set_up system "$case_file" set Part --role deployer
set_up system "$case_file" bind Part --log-system KreditCheck --where /application=KA-2026-000003
printf '{"schema":"kreditcheck.decision/1","event":"inference",\n' >"$folder/part.jsonl"
head -n 3 "$demo/evidence/log/decisions-2026-04.jsonl" >>"$folder/part.jsonl"
printf 'nobody reads this\n' >"$folder/unknown.bin"
set_up import "$case_file" "$folder/part.jsonl" "$folder/unknown.bin"
cli check "$case_file" --system Part --json
is "$(look at /inferences /all_inferences /set_aside /not_understood)" '1	500	1	1' 'the basis of the counts'
cli check "$case_file" --system Part
matches "$out" 'Inferences of the case that belong to it: 1 of 500\.' 'in text: how much of the log it is'
matches "$out" 'set aside as unreadable, and are in no count: 1' 'in text: what was set aside'

plan
