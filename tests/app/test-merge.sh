#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Two auditors on one case: a part is handed out, both go on, and the part is merged.
set -eu
. "$(dirname "$0")/tap.sh"
. "$(dirname "$0")/cli.sh"
. "$(dirname "$0")/team.sh"

case_file=$folder/case.recount
part=$folder/part.recount
printf 'A letter.\n' >"$folder/letter"
printf 'Minutes of a meeting.\n' >"$folder/minutes"
printf 'A memo.\n' >"$folder/memo"

anna=$(key_of anna)
ben=$(key_of ben)
olga=$(key_of olga)
cli_as anna new "$case_file" --title 'Merge test'
cli_as anna team "$case_file" add 'Anna Owner' --role owner --key "$anna"
cli_as anna team "$case_file" add 'Ben Auditor' --role auditor --key "$ben"
cli_as anna team "$case_file" add 'Olga Observer' --role observer --key "$olga"
cli_as anna import "$case_file" "$folder/letter"
cli_as anna finding "$case_file" add --title 'Known to both' --condition 'As seen'
cli_as anna note "$case_file" add 'whisperedonly'
cli_as anna team "$case_file" assign 2 'Read the minutes'

cli_as anna team "$case_file" hand-out 3 -o "$part"
is "$code" 2 'an observer is handed out nothing'
is_one_sentence 'an observer: one sentence'
cli_as anna team "$case_file" hand-out 2 -o "$part" --json
is "$code $(look at /assigned /withheld | tr '\t' ' ')" '0 1 1' 'a part: what is assigned, and what is not in it'
is "$(look at /sha256)" "$(sha256sum "$part" | cut -d ' ' -f 1)" 'a part: its digest'
if grep -q whisperedonly "$part"; then fail 'a private note is in no part'; else pass 'a private note is in no part'; fi
cli note "$part" list --json
is "$code $(look at /withheld /text | tr '\t' ' ')" '0 true null' 'that it is withheld is told'

cli_as ben import "$part" "$folder/minutes"
cli_as ben finding "$part" add --title 'Of Ben' --condition 'In the minutes' --evidence 'E-002, line 1'
is "$code" 0 'Ben works in his part'
cli_as anna import "$case_file" "$folder/memo"
cli_as anna finding "$case_file" add --title 'Of Anna' --condition 'In the memo' --evidence 'E-002'
cp "$part" "$folder/part-of-then.recount"

cli_as olga case "$case_file" merge "$part"
is "$code" 2 'an observer merges nothing'
cli_as anna case "$case_file" merge "$part" --json
is "$code $(look at /part /new /known/sources | tr '\t' ' ')" '0 true true 1' 'the part comes in'
is "$(look each /entries kind here | tr '\t' ' ')" 'finding 3' 'its finding gets a number of its own here'
is "$(look each /sources name)" 'minutes' 'its source comes in'
cli finding "$case_file" show F-003 --json
matches "$out" 'E-003, line 1' 'and names the exhibit by its number here'
cli custody "$case_file" --json
is "$code" 0 'the custody log holds'
cli verify "$case_file" --json
matches "$out" 'recount-custody|custody log of' 'the log of the part is judged by its own rule'
lacks "$(look each /exceptions kind)" 'table-edited' 'nothing is told as edited'

cli custody "$case_file" --json
before=$(look at /head)
cli_as anna case "$case_file" merge "$part"
matches "$out" 'nothing new' 'the same part again: nothing new'
cli custody "$case_file" --json
is "$(look at /head)" "$before" 'and nothing is changed'

cli_as anna team "$case_file" key 2 --reason 'Lost'
cli_as ben finding "$part" add --title 'Later' --condition 'Once more'
cli_as anna case "$case_file" merge "$part" --json
is "$code" 0 'a part of a key that is a member’s no more comes in'
matches "$(look at /warnings/0) $(look at /warnings/1)" 'Ben Auditor' 'and that is told'

sqlite3 "$folder/part-of-then.recount" "UPDATE custody SET detail = replace (detail, 'Of Ben', 'Of Eve') WHERE act = 'finding add'"
cli_as anna case "$case_file" merge "$folder/part-of-then.recount"
is "$code" 2 'a part whose log was edited is refused'
is_one_sentence 'an edited part: one sentence'
matches "$err" 'does not hold' 'an edited part: why'
cli_as anna case "$case_file" merge "$folder/letter"
is "$code" 2 'what is no case and no bundle is refused'
is_one_sentence 'no case: one sentence'

plan
