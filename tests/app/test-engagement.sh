#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The engagement around an exercise: documents, requests, findings, handovers, reviews and private notes.
set -eu
. "$(dirname "$0")/tap.sh"
. "$(dirname "$0")/cli.sh"

demo=$folder/demo
case_file=$folder/case.recount
make_demo "$demo" --inferences 200 --seed 3 --faults
set_up new "$case_file" --title Test --type external --auditor 'A. Auditor (fictitious)' --unsigned
set_up import "$case_file" "$demo/evidence"
printf 'Freigegeben am 28. Juli 2026\n' >"$folder/approval.txt"

# --- Documents ---
cli document "$case_file" add "$folder" --kind E06
is "$code" 2 'a folder is no document'
is_one_sentence 'and one sentence'
cli document "$case_file" add "$folder/approval.txt" --kind E06 --about approval --about model:credit-scoring/4.2 --page 2 \
  --quote 'Freigegeben am 28. Juli 2026' --translation 'Approved on 28 July 2026' --says 'Approved 28 July 2026' --language de \
  --by 'B. Reader (fictitious)' --json
is "$code $(look at /id /state /readings/0/says /readings/0/about/0 /readings/0/read_by)" \
  '0 D-001	sound	Approved 28 July 2026	slot:approval	B. Reader (fictitious)' 'a file is registered with what was read in it'
exhibit=$(look at /exhibit)
source=$(look at /source)
cli document "$case_file" add "$folder/approval.txt" --kind E06
is "$code" 2 'once only'
cli document "$case_file" read "$exhibit" --about Q26 --says '24 months' --json
is "$code $(look at /readings/1/about/0)" '0 question:Q26' 'a further reading is an addition'
reading=$(look at /readings/1/id)
cli document "$case_file" withdraw D-001 "$reading" --reason 'other document'
is "$code" 0 'which can be taken back'
cli document "$case_file" show "$exhibit" --json
is "$(look at /readings/1/withdrawn_for)" 'other document' 'and stays in the list'
cli list "$case_file" document --json
is "$(look at /id /name)" 'D-001	approval.txt' 'list knows documents'
cli document "$case_file" add --exhibit E-001 --kind 'list of digests' --json
is "$code $(look at /id /exhibit)" '0 D-002	E-001' 'what was imported can be registered'
cli source "$case_file" "$source" --json
is "$(look at /importer)" document 'a document is not called understood by nobody'

# --- Requests ---
cli request "$case_file" add --about approval --json
is "$code" 2 'a request needs somebody whom it goes to'
cli request "$case_file" add --to 'Change management' --about approval --due 2026-03-31 --json
is "$code $(look at /id /state /due)" '0 R-01	draft	2026-03-31' 'what is missing fills in a request'
matches "$(look at /how)" 'ask for' 'with how to export it'
cli request "$case_file" accept R-01
is "$code" 2 'what was not sent is not accepted'
cli request "$case_file" send R-01 --on 2026-03-01 --json
is "$code $(look at /sent)" '0 2026-03-01' 'it is sent'
cli request "$case_file" list --on 2026-04-01 --json
is "$(look at /overdue)" true 'and overdue a day after'
cli request "$case_file" list --on 2026-03-31 --json
is "$(look at /overdue)" false 'not on the day'
cli request "$case_file" receive R-01 --exhibit "$exhibit" --json
is "$code $(look at /sources/0)" "0 $source" 'what came is an exhibit'
cli request "$case_file" receive R-01 --exhibit E-999
is "$code" 2 'that there is'
cli request "$case_file" close R-01
is "$code" 2 'closing what was not accepted needs a reason'
set_up request "$case_file" accept R-01
cli request "$case_file" close R-01 --json
is "$code $(look at /state)" '0 closed' 'what was accepted is closed'
cli request "$case_file" list --on 31.3.2026
is "$code" 64 'a wrong day: 64'

cli request "$case_file" propose --json
is "$code" 0 'what could be asked for is proposed'
case_type=$("$RECOUNT_CLI" case "$case_file" show)
matches "$case_type" 'External audit' 'the type of the engagement is shown'
matches "$case_type" 'their own statement' 'with how independent it is'

# --- A document is kept whole ---
tar -cf "$folder/minutes.tar" -C "$folder" approval.txt
before=$("$RECOUNT_CLI" sources "$case_file" --json | wc -l)
cli document "$case_file" add "$folder/minutes.tar" --kind minutes --json
after=$("$RECOUNT_CLI" sources "$case_file" --json | wc -l)
source=$(look at /source)
cli source "$case_file" "$source" --json
is "$(look at /importer)" document 'an archive that is a document is not unpacked'
is "$after" "$((before + 1))" 'and is one source'

# --- Findings ---
cli finding "$case_file" promote 1
is "$code" 2 'nothing is promoted before a verification'
cli verify "$case_file"
cli list "$case_file" exception --json
matches "$(look at /exception/kind)" . 'which notices exceptions'
cli finding "$case_file" promote 1 2 --severity HIGH --criterion AIA-12-1 --json
is "$code $(look at /id /severity /criteria/0 /exceptions/0/now)" '0 F-001	high	AIA-12-1	stands' 'two exceptions become a finding'
cli list "$case_file" exception --json
is "$code" 0 'which makes no new verification necessary'
cli finding "$case_file" promote 99999
is "$code" 2 'an exception that there is not: 2'
cli finding "$case_file" promote one
is "$code" 2 'nor one without a number'
cli finding "$case_file" add --title 'No gate' --condition 'Versions go live without a gate.' --sample-size 50 --deviations 2 --upper '12.1 %' --json
is "$code $(look at /id /severity /sample/k /missing/0)" '0 F-002	none	2	criterion' 'a person writes one'
cli finding "$case_file" respond F-002 --response partly
is "$code" 2 'who agrees in part says to what'
cli finding "$case_file" respond F-002 --response agreed --action 'Close the gate' --owner 'M. Muster (fictitious)' --due 2026-03-31 --json
is "$code $(look at /response /due)" '0 agreed	2026-03-31' 'the auditee responds'
cli finding "$case_file" promote-check NO-SUCH
is "$code" 2 'a requirement that there is not: 2'
cli check "$case_file" --json
requirement=$(look at /results/0/requirement)
verdict=$(look at /results/0/verdict)
words=$(look at /results/0/words)
cli finding "$case_file" promote-check "$requirement" --severity medium --json
is "$code $(look at /id /criteria/0 /check /check_verdict)" "0 F-003	$requirement	$requirement	$verdict" 'a check becomes a finding'
matches "$(look at /condition)" "^$(echo "$words" | cut -c 1-30)" 'with what it found'
cli finding "$case_file" list --on 2026-04-01 --json
is "$(grep -c '"overdue":true' "$folder/out")" 1 'one is overdue'
cli finding "$case_file" close F-001
is "$code" 2 'closing needs somebody who looked'
cli finding "$case_file" accept-risk F-001 --by 'Board (fictitious)' --remark 'until the next release' --json
is "$code $(look at /state)" '0 risk-accepted' 'a risk is accepted by somebody'
cli list "$case_file" finding --json
is "$(look at /id | tr "\n" " ")" "F-001 F-002 F-003 " "list knows findings"
cli finding "$case_file" add --title T --condition C --severity fatal
is "$code" 2 'a severity that there is not: 2'

# --- Last year's findings ---
later=$folder/later.recount
set_up new "$later" --title Later --unsigned
cli finding "$later" take-over "$case_file" --json
is "$code $(look at /findings/0 /closed /log_holds)" '0 F-001	1	true' 'open findings are taken over'
cli finding "$later" show F-001 --json
is "$(look at /taken_over/number /taken_over/case /name /repeated)" 'F-002	Test	No gate	null' 'with the number that they had'
cli finding "$later" take-over "$case_file" --json
is "$(look at /known)" 2 'once only'
cli finding "$later" take-over "$later"
is "$code" 2 'not from the case itself'
is_one_sentence 'and one sentence'
cp "$later" "$folder/copy.recount"
cli finding "$later" take-over "$folder/copy.recount"
is "$code" 2 'nor from a copy of it'

# --- Handover ---
printf '# list of contents\r\nSHA256SUMS\r\nlog/\nnothing.db\n\n' >"$folder/contents.txt"
cli acquisition "$case_file" add --from 'M. Muster (fictitious)' --to 'A. Auditor (fictitious)' --medium 'USB stick' --list "$folder/contents.txt" --json
is "$code $(look at /id /compared /declared/2)" '0 A-01	false	nothing.db' 'a handover is entered with its list'
cli acquisition "$case_file" link A-01 E-001 E-010 --json
is "$(look at /compared /declared_but_absent/0)" 'true	nothing.db' 'what is absent is told at once'
matches "$(look at /present_but_not_declared/0/name)" minisig 'so is what nobody declared'
cli acquisition "$case_file" link A-01 1 999
is "$code" 2 'exhibits that there are not: 2'

cli import "$later" "$demo/evidence" --acquisition A-01
is "$code $("$RECOUNT_CLI" sources "$later" | wc -l)" '2 0' 'an import with a handover that there is not: 2, and nothing imported'
cli import "$later" "$demo/evidence" --acquisition one
is "$code" 64 'nor with something else'
set_up acquisition "$later" add --from 'M. Muster (fictitious)' --to 'A. Auditor (fictitious)' --list "$folder/contents.txt"
set_up import "$later" "$demo/evidence" --acquisition A-01
cli acquisition "$later" show A-01 --json
is "$code $(look at /compared /declared_but_absent/0)" '0 true	nothing.db' 'what an import brought is linked to its handover'

# --- The second person ---
set_up review "$case_file" begin report:sheet --by 'A. Auditor (fictitious)'
set_up review "$case_file" note V-01 'Box 7 cites nothing' --by 'B. Reviewer (fictitious)'
set_up review "$case_file" sign V-01 --by 'a. auditor (FICTITIOUS)'
cli review "$case_file" final V-01 --by 'A. Auditor (fictitious)'
is "$code" 2 'nothing is final while notes are open'
set_up review "$case_file" clear V-01 1 --with 'E-003 cited' --by 'A. Auditor (fictitious)'
cli review "$case_file" final V-01 --by 'C. Partner (fictitious)' --json
is "$code $(look at /open_notes)" '0 0' 'then it is'
matches "$(look at /warnings/0)" 'one person' 'one person for two is told'

# --- On paper ---
for kind in receipt requests findings documents; do
  cli report "$case_file" "$kind" -o "$folder/$kind.pdf"
  is "$code $(head -c 5 "$folder/$kind.pdf")" '0 %PDF-' "$kind as PDF"
  cli report "$case_file" "$kind" -o "$folder/$kind.txt" --language de --json
  is "$code $(look at /kind)" "0 $kind" "$kind as text"
done
cli report "$case_file" receipt A-01 -o "$folder/one.txt"
matches "$(cat "$folder/one.txt")" 'nothing.db' 'the receipt of one handover'
cli report "$case_file" findings -o "$folder/findings.csv"
matches "$(head -n 1 "$folder/findings.csv")" '^No.,Finding,Severity' 'findings as a table'
cli report "$case_file" requests -o "$folder/requests.csv"
is "$code $(grep -c '^R-01,' "$folder/requests.csv")" '0 1' 'requests too'
cli report "$case_file" documents -o "$folder/documents.csv"
is "$code $(grep -c '^D-001,' "$folder/documents.csv")" '0 2' 'documents by what was read in them'
cli report "$case_file" findings -o "$folder/findings.csv"
is "$code" 2 'which is never written over'
cli report "$case_file" findings F-999 -o "$folder/none.pdf"
is "$code" 2 'a finding that there is not: 2'
for wrong in 'receipt -o x.csv' 'findings F-001 -o x.csv' 'sheet KA-2026-000003 -o x.csv'; do
  # shellcheck disable=SC2086
  cli report "$case_file" $wrong
  is "$code" 64 "report $wrong: 64"
done

# --- Private notes ---
set_up note "$case_file" add 'They hesitated' --about exercise:1
cli note "$case_file" list --json
is "$(look at /id /text)" 'N-001	They hesitated' 'a private note is the auditor’s'
cli custody "$case_file" --json
is "$(grep -c hesitated "$folder/out")" 0 'and not in the log'
cli verify "$case_file" --json
is "$(grep -c 'table-edited' "$folder/out")" 0 'the case is as its log says'

for wrong in 'document nosuch' 'document show' 'request show' 'request add extra' 'finding promote' 'review begin' 'note add' 'acquisition link 1'; do
  # shellcheck disable=SC2086
  set -- $wrong
  verb=$1
  shift
  cli "$verb" "$case_file" "$@"
  is "$code" 64 "$wrong: 64"
done
chmod 400 "$case_file"
if [ "$(id -u)" -ne 0 ]; then
  cli note "$case_file" add 'no'
  is "$code" 2 'a case that is only read takes nothing'
fi
plan
