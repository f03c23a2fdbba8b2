#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# One person's decisions, found by the identifier in clear and by the provider's key, which leaves no trace; the act is recorded.
set -eu
. "$(dirname "$0")/tap.sh"
. "$(dirname "$0")/cli.sh"

case_file=$folder/case.recount
set_up new "$case_file" --title Test --unsigned
key='provider secret of the test'
printf '%s\n' "$key" >"$folder/key"
pseudonym=$(printf '%s' 'erika@example.org' | openssl dgst -sha256 -hmac "$key" -r | cut -d ' ' -f 1)
cut=$(printf '%s' 'erika@example.org' | openssl dgst -sha256 -hmac "$key" -r | cut -c 1-16)
plain=$(printf '%s' 'P-77' | sha256sum | cut -d ' ' -f 1)
line () { # subject, number
  printf '{"k":"call","id":"i-%s","at":"2026-05-0%sT09:12:31Z","ref":"A-%s","who":"%s","out":"no","model":"risk","rev":"7","system":"scores"}\n' \
    "$2" "$2" "$2" "$1"
}
{
  line "$pseudonym" 1
  line "$cut" 2
  line "$plain" 3
  line someone-else 4
  line P-77 5
  printf '{"k":"act","id":"h-4","at":"2026-05-04T10:00:00Z","ref":"A-4","of":"i-4","by":"P-77","action":"override","final":"yes"}\n'
} >"$folder/log.jsonl"
cat >"$folder/log.mapping" <<'MAPPING'
[mapping]
id=test-subject
title=A log of pseudonyms
evidences=Nothing but what this test needs.
version=1
framing=lines
[recognise]
has.1=/k
[kind]
from=/k
map.call=inference
map.act=human-action
default=other
[time]
path=/at
[fields]
id=/id
decision=/ref
subject=/who
actor=/by
output=/out
final=/final
target=/of
action=/action
model-name=/model
model-version=/rev
system=/system
MAPPING
set_up import "$case_file" "$folder/log.jsonl" --mapping "$folder/log.mapping"

# In clear

cli subject "$case_file" P-77 --reason 'asked on 1 June' --json
is "$code $(look at /n_events /n_decisions /complete /plain_digest)" '0 3	3	true	true' 'found in clear, by a plain digest, and as the one who acted'
is "$(look at /decisions/0/decision /decisions/0/events/0/as /decisions/1/events/0/as /decisions/1/events/0/kind)" \
   'A-3	subject	actor	human-action' 'each told as what'
is "$(look at /decisions/2/answers/0/system /decisions/2/answers/0/model /decisions/2/answers/0/answer /decisions/2/answers/0/human_action)" \
   'scores; no endpoint is recorded	risk/7	no	null' 'what its lineage answers'
cli subject "$case_file" P-77 --reason R
matches "$out" '^3 events of 3 decisions; 7 forms of the identifier were looked for\.' 'in text'
matches "$out" '1 by: identifier as written; plain digest \(SHA-256\); hex$' 'how it was found'
matches "$out" 'plain digest of the identifier: anyone who holds the log can test guesses' 'and how weak that is'
matches "$out" '→ 1:5: 2026-05-05T09:12:31Z; system: scores.*; model: risk/7; answer: no; human action: not received' 'in one line'
lacks "$out" 'P-77|erika' 'masked as in every list'
printf 'P-77\n' >"$folder/asker"
code=0
out=$("$RECOUNT_CLI" subject "$case_file" - --reason R <"$folder/asker" 2>"$folder/err") || code=$?
matches "$code $out" '^0 3 events of 3 decisions' 'the identifier from the standard input'

# With the provider's key

cli subject "$case_file" ' Erika@Example.org' --key-file "$folder/key" --reason R --json
is "$code $(look at /n_events /decisions/0/decision)" '0 1	A-1' 'found by the key'
cli subject "$case_file" Erika@Example.org --key-file "$folder/key" --reason R
matches "$out" '1 by: identifier in small letters; digest made with the key \(HMAC-SHA-256\); key without its line end; hex' 'how: told'
code=0
out=$("$RECOUNT_CLI" subject "$case_file" Erika@Example.org --key-fd 3 --method hmac-sha256 --length 8 --reason R 3<"$folder/key" 2>&1 </dev/null) \
  || code=$?
matches "$code $out" 'Decision A-2' 'cut digests where that is declared, the key from a descriptor'
cli subject "$case_file" Erika@Example.org --reason R
matches "$code $out" '^0 0 events of 0 decisions' 'without the key: not found'

# Recorded, without the person and without the key

cli custody "$case_file"
is "$code $(grep -c 'subject-lookup' "$folder/out")" '0 7' 'each is an act'
sqlite3 "$case_file" 'SELECT detail FROM custody' >"$folder/details"
is "$(grep -ciE 'erika|P-77' "$folder/details" || true)" 0 'which does not say who'
is "$(grep -c "$key" "$case_file" || true)" 0 'the key stands nowhere in the case'
is "$(grep -c "$pseudonym" "$folder/details" || true)" 0 'nor does the log of acts hold the pseudonym'
matches "$(cat "$folder/details")" '"decisions":3,"events":3,"key":false,"methods":\["clear","sha256"\],"person":"[0-9a-f]{64}","reason":"asked on 1 June"' 'but how and why'

# Refused

for arguments in 'P-77' "P-77 --reason ''" 'P-77 --reason R --method magic' 'P-77 --reason R --method hmac-sha256' 'P-77 --reason R --length 7' \
                 'P-77 --reason R --length 33' "P-77 --reason R --key-file $folder/key --key-fd 3" '--reason R'; do
  eval "cli subject \"\$case_file\" $arguments"
  is "$code" 64 "subject $(echo "$arguments" | sed "s|$folder||"): 64"
done
cli subject "$case_file" ' ' --reason R
is "$code" 2 'nobody: 2'
is_one_sentence 'and one sentence'
cli subject "$case_file" P-77 --key-file "$folder/none" --reason R
is "$code" 2 'no key: 2'
is_one_sentence 'and one sentence'
cli custody "$case_file"
is "$(grep -c 'subject-lookup' "$folder/out")" 7 'what was refused found nothing out'

plan
