#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# What belongs to an answer without standing in its own record: halves, reviews, ratings; what is an override and what is none.
set -eu
. "$(dirname "$0")/tap.sh"
. "$(dirname "$0")/cli.sh"

case_file=$folder/case.recount
mapping=$folder/acme.mapping
log=$folder/log.jsonl

cat >"$mapping" <<'END'
[mapping]
id=acme-calls
title=Calls of the ACME gateway
evidences=Answers, and what was said of them.
version=1
framing=lines

[recognise]
has.1=/what
has.2=/no

[kind]
from=/what
map.answer=inference
map.question=request-part
map.review=human-action
map.rating=feedback
map.outcome=ground-truth
default=other

[time]
path=/at

[fields]
id=/no
correlation=/call
target=/of
actor=/who
action=/did
output=/said
final=/instead
score=/stars
model-version=/rev
END

cat >"$log" <<'END'
{"what":"answer","no":"a-1","call":"c-1","at":"2026-05-04T09:00:01Z","said":"refuse","rev":"sklearn_v1"}
{"what":"answer","no":"a-2","call":"c-2","at":"2026-05-04T09:00:02Z","said":"refuse"}
{"what":"answer","no":"a-3","call":"c-3","at":"2026-05-04T09:00:03Z","said":"refuse"}
{"what":"answer","no":"a-4","call":"c-4","at":"2026-05-04T09:00:04Z","said":"refuse"}
{"what":"review","no":"h-1","of":"a-1","at":"2026-05-05T09:00:00Z","who":"R-1","instead":"grant"}
{"what":"review","no":"h-2","of":"a-2","at":"2026-05-05T09:00:00Z","who":"R-1","instead":"refuse"}
{"what":"review","no":"h-3","of":"a-3","at":"2026-05-05T09:00:00Z","who":"R-1","did":"override","instead":"grant"}
{"what":"review","no":"h-4","of":"a-3","at":"2026-05-05T10:00:00Z","who":"R-2","did":"override","instead":"grant"}
{"what":"rating","no":"f-4","of":"a-4","at":"2026-05-05T09:00:00Z","stars":1,"instead":"grant"}
{"what":"outcome","no":"g-4","of":"a-4","at":"2026-06-05T09:00:00Z","said":"repaid"}
{"what":"rating","no":"f-9","of":"nobody","at":"2026-05-05T09:00:00Z","stars":5}
END

set_up new "$case_file" --title Test --unsigned
set_up import "$case_file" "$log" --mapping "$mapping"

# Overrides

cli lineage "$case_file" a-1 --explain human-action
matches "$out" 'override by ' 'two answers that differ are an override'
matches "$out" "the answers differ: the person's replaced the machine's" 'which is said to be derived'
matches "$out" 'One person only acted on it' 'by one person'
cli lineage "$case_file" a-1 --explain output
matches "$out" '→ refuse' 'and the machine’s own answer stays'
cli lineage "$case_file" a-2 --explain human-action
matches "$out" 'review, the answer kept by ' 'two answers that are equal are none'
cli lineage "$case_file" a-3 --explain human-action
matches "$out" 'override by ' 'a declared override is one'
matches "$out" '2 persons acted on it' 'of two persons'
lacks "$out" "answers differ" "and needs no derivation"
cli lineage "$case_file" a-4 --explain human-action
matches "$out" 'A rating is no override' 'a rating is none'
lacks "$out" "override by" "whatever it says"
cli lineage "$case_file" a-4 --explain final-decision
matches "$out" 'It turned out \(1:10\): repaid' 'and an outcome is told'

# Halves, and what leads to an answer

cli lineage "$case_file" a-1 --explain input
matches "$out" 'No request was received for this answer' 'a half is told as one'
cli lineage "$case_file" h-1 --json
is "$(look at /event)" '1:1' 'a review leads to its answer'
matches "$(look at /led_by)" 'The record 1:5 speaks of an answer' 'and says so'
cli lineage "$case_file" f-9
is "$code" 2 'a rating of what was not received: 2'
is_one_sentence 'and one sentence'

# The model version

cli lineage "$case_file" a-1 --explain model-version
matches "$out" 'cannot be proven from these files: it names “sklearn_v1”' 'a name that only the log knows proves nothing'

# What a verification counts

cli verify "$case_file" --json
is "$(look at /joins/followers /joins/followers_joined /joins/followers_alone)" '7	6	1' 'reviews, ratings and outcomes are counted'
cli list "$case_file" exception
matches "$out" 'follower-without-inference' 'and what speaks of no answer is an exception'
cli verify "$case_file"
matches "$out" 'What belongs together:' 'which people read too'

plan
