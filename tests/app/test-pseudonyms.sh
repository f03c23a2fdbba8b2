#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Personal values are shown as pseudonyms: no answer of the program but a reveal holds one of them.
set -eu
. "$(dirname "$0")/tap.sh"
. "$(dirname "$0")/cli.sh"

case_file=$folder/case.recount
cat >"$folder/log.mapping" <<'MAPPING'
[mapping]
id=test-people
title=A log that is full of people
evidences=Nothing but what this test needs.
version=1
framing=lines
[recognise]
has.1=/k
[kind]
from=/k
map.call=inference
map.asked=request-part
map.act=human-action
map.leave=approval
map.rated=feedback
map.truth=ground-truth
map.alarm=anomaly
default=other
[time]
path=/at
[fields]
id=/id
decision=/ref
subject=/who
actor=/by
role=/role
input=/in
output=/out
proposal=/proposal
final=/final
original=/original
reason=/why
session=/sitting
target=/of
action=/action
model-name=/model
model-version=/rev
system=/system
MAPPING
answer='{"letter":"MARK-OUTPUT Erika Musterfrau"}'
cat >"$folder/log.jsonl" <<LOG
{"k":"call","id":"c-1","at":"2026-05-04T09:12:31Z","ref":"A-17","who":"MARK-SUBJECT-1","by":"MARK-ACTOR-1","in":{"name":"MARK-INPUT"},"out":$answer,"proposal":$answer,"final":$answer,"sitting":"MARK-SESSION","model":"risk","rev":"7","system":"scores"}
{"k":"call","id":"c-2","at":"2026-05-04T09:13:31Z","ref":"A-18","who":"MARK-ACTOR-1","in":"MARK-INPUT","out":"no","model":"risk","rev":"7","system":"scores"}
{"k":"asked","id":"q-1","at":"2026-05-04T09:12:30Z","ref":"A-17","who":"MARK-SUBJECT-1","in":"MARK-INPUT"}
{"k":"act","id":"h-1","at":"2026-05-04T10:12:31Z","ref":"A-17","of":"c-1","who":"MARK-SUBJECT-1","by":"MARK-ACTOR-1","role":"clerk","action":"override","original":$answer,"final":$answer,"why":"MARK-REASON said so"}
{"k":"leave","id":"l-1","at":"2026-05-01T10:12:31Z","by":"MARK-ACTOR-1","why":"MARK-REASON","action":"approve","model":"risk","rev":"7"}
{"k":"rated","id":"r-1","at":"2026-05-04T11:12:31Z","ref":"A-17","who":"MARK-SUBJECT-1","by":"MARK-ACTOR-2","why":"MARK-REASON"}
{"k":"truth","id":"t-1","at":"2026-05-05T11:12:31Z","ref":"A-17","who":"MARK-SUBJECT-1","final":"paid"}
{"k":"alarm","id":"m-1","at":"2026-05-04T09:20:31Z","system":"scores","by":"MARK-ACTOR-2","why":"MARK-REASON"}
{"k":"sat","id":"s-1","at":"2026-05-04T09:20:31Z","who":"MARK-SUBJECT-1","sitting":"MARK-SESSION"}
{"k":"call","id":"c-1","at":"2026-05-04T09:12:31Z","ref":"A-17","who":"MARK-SUBJECT-2","by":"MARK-ACTOR-2","in":{"name":"MARK-INPUT"},"out":"no","model":"risk","rev":"7","system":"scores"}
{"k":"call","id":"c-4","at":"no time","who":"MARK-SUBJECT-1","in":"MARK-INPUT","out":"no"}
{"k":"call","id":"c-5","who":"MARK-SUBJECT-1","who":"MARK-SUBJECT-2"}
{"k":"call","id":"c-6","who":"MARK-SUBJECT-1"
LOG
set_up new "$case_file" --title Test --unsigned
set_up import "$case_file" "$folder/log.jsonl" --mapping "$folder/log.mapping"
cat "$folder/out" "$folder/err" >"$folder/said"

say () { # arguments...: in text and as JSON, kept for the look at the end
  cli "$@"
  cat "$folder/out" "$folder/err" >>"$folder/said"
  cli "$@" --json
  cat "$folder/out" "$folder/err" >>"$folder/said"
}

say verify "$case_file"
kinds='inference request-part decision human-action approval feedback ground-truth anomaly incident access other person exception'
for kind in $kinds; do
  say list "$case_file" "$kind"
done
say list "$case_file" --subject MARK-SUBJECT-1
say list "$case_file" decision --decision A-17
for place in 1:1 1:2 1:10 1:11; do
  say lineage "$case_file" "$place"
  say record "$case_file" "$place" --proof
done
say lineage "$case_file" c-1
say sources "$case_file"
say source "$case_file" 1
say custody "$case_file"
for kind in integrity sheet lineage; do
  id=
  [ "$kind" = integrity ] || id=1:1
  cli report "$case_file" "$kind" $id -o "$folder/$kind.txt"
  is "$code" 0 "a document: $kind"
  cat "$folder/$kind.txt" "$folder/out" "$folder/err" >>"$folder/said"
done
is "$(grep -c MARK- "$folder/said" || true)" 0 'no personal value in any answer'
grep MARK- "$folder/said" | sed 's/^/# /' || true
matches "$(cat "$folder/said")" '••••[0-9a-f]{8}' 'pseudonyms instead'

# What pseudonyms say

cli list "$case_file" --json --from 2026-05-04T09:12:31Z --limit 3
first=$(look at /actor | tail -n 1)
is "$(look at /subject | sort -u | wc -l)" 3 'three persons have three pseudonyms'
matches "$(look at /actor /subject | sed -n 1p)" '^••••[0-9a-f]{8}	••••[0-9a-f]{8}$' 'of this form'
acting=$(look at /actor | sed -n 1p)
concerned=$(look at /subject | sed -n 3p)
lacks "$acting" "^$concerned$" 'the same name looks different as one who acts and as one concerned'
cli list "$case_file" human-action --json
is "$(look at /actor)" "$acting" 'and the same in every record'

# Two cases tell nothing of each other, and none of its key

key=$(sqlite3 "$case_file" "SELECT value FROM setting WHERE key = 'case.pseudonym-key'")
is "${#key}" 64 'the case has a key'
is "$(grep -c "$key" "$folder/said" || true)" 0 'which is told nowhere'
set_up new "$folder/other.recount" --title Test --unsigned
set_up import "$folder/other.recount" "$folder/log.jsonl" --mapping "$folder/log.mapping"
cli list "$folder/other.recount" human-action --json
lacks "$(look at /actor)" "^$acting$" 'in another case the same person looks different'

# The same case prints the same bytes again

set_up report "$case_file" sheet 1:1 -o "$folder/again.txt"
if cmp -s "$folder/sheet.txt" "$folder/again.txt"; then
  pass 'a document of the same case is the same again'
else
  fail 'a document of the same case is the same again'
fi

plan
