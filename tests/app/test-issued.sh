#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# A report that leaves the house: drafts, comments of the auditee, freezing, what comes back signed, and the next revision.
set -eu
. "$(dirname "$0")/tap.sh"
. "$(dirname "$0")/cli.sh"

case_file=$folder/case.recount
set_up new "$case_file" --title Test --type external --auditor 'A. Auditor (fictitious)' --unsigned
set_up finding "$case_file" add --title 'No gate' --condition 'Versions go live without a gate.' --severity high

# --- The house ---
cli case "$case_file" set --numbering 'findings=NH-{year}-{number}' --disclaimer 'For the addressee alone.' --json
is "$code $(look at /numbering/0 /disclaimers/0)" '0 findings=NH-{year}-{number}	For the addressee alone.' 'a house has numbers and disclaimers of its own'
cli case "$case_file" set --numbering 'findings=NH'
is "$code" 2 'a scheme without a number is none'
is_one_sentence 'and one sentence'

# --- Drafts ---
cli issued "$case_file" list
is "$code $out" '0 Nothing was drafted to be issued.' 'nothing is issued at first'
cli issued "$case_file" draft findings
is "$code" 2 'a draft needs a file'
cli issued "$case_file" draft nothing -o "$folder/one.txt"
is "$code" 2 'and a kind of report'
is_one_sentence 'in one sentence'
cli issued "$case_file" draft findings -o "$folder/one.txt" --language xx
is "$code" 64 'a language that nobody writes: 64'
cli issued "$case_file" draft findings -o "$folder/one.txt" --json
is "$code $(look at /id /state /kind /revision /drafts/0/language)" '0 I-01	draft	findings	0	en' 'a draft is made'
matches "$(cat "$folder/one.txt")" 'DRAFT 1' 'and says that it is one'
matches "$(cat "$folder/one.txt")" 'For the addressee alone' 'with the disclaimer of the house'
cli issued "$case_file" list --json
is "$(look at /id /name)" 'I-01	Findings' 'list knows it'
cli issued "$case_file" freeze I-01 -o "$folder/none" --language en --language en
is "$code" 2 'no language twice'

# --- Comments ---
cli issued "$case_file" comment I-01 'The gate is described.' --section F-001
is "$code" 2 'a comment is somebody’s'
cli issued "$case_file" comment I-01 'The gate is described.' --section F-001 --by 'C. Auditee (fictitious)' --json
is "$code $(look at /open_comments /comments/0/by)" '0 1	C. Auditee (fictitious)' 'the auditee comments'
cli issued "$case_file" freeze I-01 -o "$folder/handed-out"
is "$code" 2 'nothing is frozen while a comment is not answered'
cli issued "$case_file" answer I-01 1 --outcome perhaps --with 'x'
is "$code" 2 'an outcome is one of three'
cli issued "$case_file" answer I-01 1 --outcome declined --with 'No record shows that it was used.' --json
is "$code $(look at /open_comments /comments/0/outcome)" '0 0	declined' 'and is answered'
set_up finding "$case_file" change F-001 --cause 'Nobody owns the process'
cli issued "$case_file" draft findings -o "$folder/two.txt" --json
is "$code $(look at /changes/0)" '0 Changed: “F-001  No gate”.' 'a second draft tells what changed'
matches "$(cat "$folder/two.txt")" 'No record shows that it was used' 'and what was answered'

# --- Freezing ---
cli issued "$case_file" freeze I-01 -o "$folder/handed-out" --language de --language en --json
year=$(date -u +%Y)
is "$code $(look at /state /designation /files/0/language /files/2/name)" "0 for-signature	NH-$year-001	de	SHA256SUMS" 'it is frozen and numbered'
frozen=$folder/handed-out/NH-$year-001-en.pdf
is "$(cd "$folder/handed-out" && sha256sum -c SHA256SUMS 2>&1 | grep -c ': OK$')" 2 'everybody can check the files by their digests'
is "$(look at /files/1/sha256)" "$(sha256sum "$frozen" | cut -d ' ' -f 1)" 'which the case holds, too'
cli issued "$case_file" draft findings -o "$folder/three.txt"
is "$code" 2 'what is frozen is not drafted any more'
cli issued "$case_file" comment I-01 'Late' --by 'C. Auditee (fictitious)'
is "$code" 2 'nor commented on'
cli issued "$case_file" replace I-01
is "$code" 2 'nor replaced before it is signed'
cli issued "$case_file" show I-09
is "$code" 2 'what there is not is not shown'
cli issued "$case_file" show R-01
is "$code" 2 'nor what is none'

plan
