#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# A tabletop exercise from its plan to the signed conclusion, verb by verb, and its JSON field by field. The persons in it are fictitious.
set -eu
. "$(dirname "$0")/tap.sh"
. "$(dirname "$0")/cli.sh"

demo=$folder/demo
case_file=$folder/case.recount
printf 'correct horse battery staple\n' >"$folder/passphrase"
make_demo "$demo" --inferences 200 --seed 3

with_key () {
  code=0
  "$RECOUNT_CLI" "$@" --passphrase-fd 7 7<"$folder/passphrase" >"$folder/out" 2>"$folder/err" </dev/null || code=$?
  out=$(cat "$folder/out")
  err=$(cat "$folder/err")
}

with_key new "$case_file" --title Test --auditor 'A. Auditor (fictitious)'
set_up import "$case_file" "$demo/evidence"
set_up trust "$case_file" add "$demo/keys/nordhafen-log.pub" --owner 'Demo bank'
set_up verify "$case_file"

exercise () { # verb, arguments...: where only 0 is right
  set_up exercise "$case_file" "$@"
}

refused () { # words of the sentence, name, verb, arguments...
  words=$1
  name=$2
  shift 2
  cli exercise "$case_file" "$@"
  is "$code" 2 "$name: 2"
  is_one_sentence "$name: one sentence"
  matches "$err" "$words" "$name: says why"
}

# --- What there is ---
exercise list
is "$out" 'The case has no exercise.' 'a case without exercises says so'
refused 'no exercise' 'nothing can be shown of none' show
exercise packs --json
is "$(look at /id | head -1)" core 'the core eight come first'
matches "$(look at /id)" '^all$' 'all 32 are a pack'
matches "$(look at /id)" '^role-' 'there are packs of roles'
exercise cards --json
matches "$(look at /id | head -1)" '.' 'there are surprise cards'
card=$(look at /id | head -1)
exercise can --pack core --json
is "$(look at /id | tr '\n' ' ')" 'Q03 Q06 Q05 Q16 Q08 Q11 Q25 Q26 ' 'each question of the pack is told'
is "$(look at /ability | sort -u)" answers 'the demo case can answer the core eight'

# --- Set-up ---
refused 'no pack of questions' 'an unknown pack' new --purpose P --pack nonsense
refused 'No event of the case' 'an unknown decision' new --purpose P --events KA-2026-999999
refused 'there twice' 'a decision twice' new --purpose P --events KA-2026-000024,KA-2026-000024
exercise new --purpose 'Readiness for an authority' --criteria 'AI Act, Article 12' --scope 'KreditCheck, April to July 2026' \
  --facilitator 'F. Facilitator (fictitious)' --events KA-2026-000024,KA-2026-000025 --key-items KA-2026-000026 --minutes 14 \
  --roles internal-audit --replacement 'The next number' --json
is "$(look at /exercise /decisions /questions)" '1	3	8' 'an exercise is planned'
exercise room --json
is "$(look at /screen /decisions /examined)" 'welcome	3	0' 'the room is welcomed'
lacks "$out" 'fictitious' 'without names'
exercise paper --json
is "$(look at /cards/0/handle /cards/2/origin /questions/0/id)" 'KA-2026-000024	key item, beside the sample	Q03' 'on paper there are cards and sheets'
refused 'not been opened' 'nothing starts before the opening' start 1

# --- Opening, and the first decision ---
exercise open --present 'mlops-engineer: E. Engineer (fictitious)' --present 'model-owner: O. Owner (fictitious)'
refused 'opened already' 'it is opened once' open
exercise start 1 --json
is "$(look at /state /decision)" 'in-decision	1' 'a decision is begun'
exercise ask Q03 --json
is "$(look at /state /question)" 'question	Q03' 'a question is open'
refused 'no other is open' 'one question at a time' ask Q06
exercise pause --elapsed 0:20
exercise resume --elapsed 0:20
exercise pass model-owner --elapsed 0:40
exercise attach E-007 --text 'the log of April'
printf '{"limit": 5000}\n' >"$folder/limit.json"
exercise attach "$folder/limit.json" --text 'the limit, fetched now'
# What comes in is checked before anything is said of it.
set_up verify "$case_file"
refused 'no number' 'an exhibit has a number' attach nonsense
refused 'which source' 'what is shown from a record names it' answer --status record --text 'seventeen fields'
refused 'no source 999' 'and one that there is' answer --status record --text 'seventeen fields' --source E-999
refused 'no document of the register' 'a document is registered first' answer --status document --text 'seventeen fields' --document E-003
exercise answer --status record --text '17 fields' --source E-007 --record 24 --elapsed 1:30
refused 'read back' 'an answer is read back before it is locked' lock
exercise read-back
exercise lock
refused 'correction' 'what is locked stays' answer --status said --text 'eighteen'
exercise reveal --comparison agree
matches "$out" 'The record: 17 fields' 'the record says it too'
exercise room --json
is "$(look at /screen /answer /comparison)" 'reveal	17 fields	room and record agree' 'the room sees both'
exercise correct Q03 --text 'Seventeen, without the address'

exercise ask Q05
exercise answer --status said --text "refuse
The record   refuse" --elapsed 2:00
exercise room
lacks "$out" '^The record' 'no line of an answer is taken for the record in the room'
exercise answer --status said --text refuse --elapsed 2:00
exercise lock --read-back
exercise reveal --json
exercise ask Q08
exercise answer --status promised --role model-owner --due 2026-12-05 --text 'the minutes of the approval' --elapsed 9:00
exercise lock --read-back
exercise ask Q11
exercise answer --status could-not --elapsed 3:00
exercise lock --read-back
exercise skip Q16 --reason 'asked of the next decision'
exercise card "$card"
refused 'waits for its answer' 'a surprise card is answered first' ask Q25
exercise answer --status said --text 'The deputy knows it' --elapsed 0:30
exercise note --text 'a good deputy'
exercise note --text 'hesitated' --private
exercise promise --text 'the list of deputies' --role business-owner --due 2026-12-31
exercise close

# --- The others ---
refused 'rule|comes in' 'a replacement names the decision that comes in' replace 2 --reason 'locked by a lawsuit'
exercise replace 2 --with KA-2026-000027 --reason 'locked by a lawsuit'
exercise cannot 4 --reason 'nobody knows the product'
refused 'closed, replaced' 'what is out stays out' start 2
exercise start 3 --paper-by 'P. Paper (fictitious)' --paper-on 2026-11-30
exercise ask Q26 --paper-by 'P. Paper (fictitious)' --paper-on 2026-11-30
exercise answer --status said --text 'two years' --elapsed 4:00 --paper-by 'P. Paper (fictitious)' --paper-on 2026-11-30
exercise lock --read-back --paper-by 'P. Paper (fictitious)' --paper-on 2026-11-30
refused 'close it before' 'a decision that is begun is closed first' conclude --text 'Done'
exercise close
with_key exercise "$case_file" conclude --text 'One of the answers could be shown.' --follow-up 2027-06-01
is "$code" 0 'it is concluded'
matches "$out" 'signed with the auditor' 'and signed'
refused 'is concluded' 'then only notes and corrections are added' start 3

# --- Field by field ---
exercise show --json
has_members '' exercise,state,by,planned,opened,setup,attendance,questions,decisions,cards,promises,attachments,notes,private_notes,now,outcome,conclusion,faults \
  'the whole exercise'
is "$(look at /exercise /state /by)" '1	concluded	F. Facilitator (fictitious)' 'which, how it stands, by whom'
is "$(look at /setup/purpose /setup/criteria /setup/scope)" 'Readiness for an authority	AI Act, Article 12	KreditCheck, April to July 2026' 'its plan'
is "$(look at /setup/facilitator /setup/replacement /setup/minutes /setup/rehearsal)" 'F. Facilitator (fictitious)	The next number	14	false' 'its terms'
is "$(look at /setup/pack/id /setup/pack/name /setup/roles/0/id /setup/roles/0/name)" 'core	Core eight	internal-audit	internal-audit' 'its pack and roles'
is "$(look at /attendance/0 /attendance/1)" 'mlops-engineer: E. Engineer (fictitious)	model-owner: O. Owner (fictitious)' 'the attendance list'
is "$(look each /questions id role | head -2 | tr '\n' ' ')" 'Q03	mlops-engineer Q06	mlops-engineer ' 'the questions'
is "$(look at /questions/0/slots/0)" input 'and what of the lineage answers them'
is "$(look each /decisions number handle origin state | tr '\n' ' ')" \
  '1	KA-2026-000024	named	closed 2	KA-2026-000025	named	replaced 3	KA-2026-000026	key-item	closed 4	KA-2026-000027	replacement	not-examinable ' \
  'the decisions, all counted'
is "$(look at /decisions/0/event /decisions/0/product /decisions/0/time)" '7:24	KreditCheck	2026-04-15T08:21:45.932Z' 'what a decision is'
is "$(look at /decisions/0/elapsed_seconds /decisions/0/over_minutes)" '930	true' 'the minutes of a decision, and that they were exceeded'
is "$(look at /decisions/1/rule /decisions/1/reason /decisions/1/replaced_by)" 'The next number	locked by a lawsuit	4' 'a replacement with its rule'
is "$(look at /decisions/3/reason /decisions/3/replaces)" 'nobody knows the product	2' 'a deviation with its reason'
is "$(look at /decisions/0/questions/0/question /decisions/0/questions/0/state /decisions/0/questions/0/status)" 'Q03	locked	record' 'a question'
is "$(look at /decisions/0/questions/0/elapsed_seconds /decisions/0/questions/0/pauses)" '90	1' 'its time'
is "$(look each /decisions/0/questions/0/roles role elapsed_seconds | tr '\n' ' ')" 'mlops-engineer	40 model-owner	50 ' 'by role'
is "$(look at /decisions/0/questions/0/answers/0/text /decisions/0/questions/0/answers/0/source /decisions/0/questions/0/answers/0/record)" '17 fields	7	24' 'its answer'
is "$(look at /decisions/0/questions/0/answers/0/elapsed_is_stated)" true 'that the time was stated'
is "$(look at /decisions/0/questions/0/corrections/0/text)" 'Seventeen, without the address' 'the correction beside it'
matches "$(look at /decisions/0/questions/0/reveal/record)" '^17 fields' 'what the record says'
is "$(look at /decisions/0/questions/0/reveal/comparison /decisions/0/questions/0/reveal/standing)" 'agree	SEALED' 'how it compares, and how that is known'
is "$(look at /decisions/0/questions/2/reveal/comparison)" none 'without the facilitator nothing is compared'
is "$(look at /decisions/0/questions/3/state /decisions/0/questions/3/status /decisions/0/questions/3/left_out_for)" 'left-out	not-asked	asked of the next decision' 'a question left out'
is "$(look at /decisions/0/questions/6/state /decisions/0/questions/6/status)" 'not-asked	not-asked' 'a question never put'
is "$(look at /decisions/2/questions/7/answers/0/paper_by /decisions/2/questions/7/answers/0/paper_on)" 'P. Paper (fictitious)	2026-11-30' 'recorded on paper, by whom and when'
is "$(look at /decisions/2/questions/7/elapsed_seconds)" 240 'with the time taken by hand'
is "$(look at /cards/0/id /cards/0/decision /cards/0/answer/status /cards/0/answer/elapsed_seconds)" "$card	1	said	30" 'the surprise card'
is "$(look each /promises question role due | tr '\n' ' ')" 'Q08	model-owner	2026-12-05 null	business-owner	2026-12-31 ' 'the promises'
is "$(look at /attachments/0/source /attachments/0/question /attachments/0/text)" '7	Q03	the log of April' 'the evidence that came in'
is "$(look at /attachments/1/text)" 'the limit, fetched now' 'also what was imported in mid-session'
set_up source "$case_file" "$(look at /attachments/1/source)"
matches "$out" 'in the middle of an exercise' 'and its source says so'
exercise show --json
is "$(look at /notes/0/text /private_notes)" 'a good deputy	1' 'notes, and that there is a private one'
lacks "$out" 'hesitated' 'which is not told'
is "$(look at /outcome/words)" '1 of 24 answers shown from records or documents.' 'what came of it, in words'
is "$(look at /outcome/total /outcome/shown)" '24	1' 'and in numbers'
is "$(look at /outcome/statuses/record /outcome/statuses/said /outcome/statuses/promised /outcome/statuses/could-not /outcome/statuses/not-asked)" \
  '1	2	1	1	19' 'by status'
is "$(look at /outcome/comparisons/agree /outcome/comparisons/none)" '1	23' 'by comparison'
is "$(look at /outcome/decisions/closed /outcome/decisions/replaced /outcome/decisions/not-examinable)" '2	1	1' 'by decision'
is "$(look each /outcome/not_shown decision question | wc -l | tr -d ' ')" 23 'which were not shown'
is "$(look at /outcome/rows/1/counted /outcome/rows/0/statuses/0)" 'false	record' 'the matrix'
is "$(look at /outcome/question_seconds/0 /outcome/question_seconds/7)" '90	240' 'the time of each question'
matches "$(look at /outcome/remarks)" 'no conformity assessment' 'what it is not'
lacks "$(look names /outcome)" 'score' 'and no score'
is "$(look at /conclusion/text /conclusion/follow_up /conclusion/by)" 'One of the answers could be shown.	2027-06-01	F. Facilitator (fictitious)' 'the conclusion'
matches "$(look at /conclusion/signed_by)" '^[0-9a-f]{8}$' 'with its signature'
is "$(look at /faults)" '[]' 'and nothing was edited'

# --- Afterwards ---
exercise show
matches "$out" '1 of 24 answers shown' 'people read it too'
lacks "$out" 'hesitated' 'without the private note'
set_up custody "$case_file"
is "$(grep -c ' exercise answered' "$folder/out")" 6 'each answer stands in the custody log'
printf '{"name":"Own","questions":[{"id":"Q03"},{"id":"C1","text":"Which limit was applied?","role":"risk","slots":["score"]}]}' >"$folder/own.json"
exercise new --purpose Again --pack "$folder/own.json" --events KA-2026-000030
exercise show --json
is "$(look at /exercise /questions/1/text /setup/pack/id)" '2	Which limit was applied?	own' 'own questions are put too; the newest exercise is meant'
is "$(look at /then_and_now/exercise /then_and_now/questions/0/id /then_and_now/questions/0/then/words)" '1	Q03	1 of 3 shown' 'beside the one before'
exercise compare 1 --json
is "$(look at /id /then/words /now/words | head -2 | tr '\n' ' ')" 'Q03	1 of 3 shown	not asked C1	not in the pack	not asked ' 'then and now, question by question'
exercise add KA-2026-000031
refused 'already' 'a decision comes in once' add KA-2026-000031
exercise list --json
is "$(look at /id /state | tr '\n' ' ')" '1	concluded 2	planned ' 'both are listed'
cp "$case_file" "$folder/other.recount"
exercise compare 1 --exercise 1 --other "$folder/other.recount" --json
is "$(look at /then/shown /now/shown | head -1)" '1	1' 'also with an exercise of another case'

# --- Out of a draw ---
set_up sample "$case_file" --confidence 95 --tolerable 20 --seed one
set_up sample "$case_file" --confidence 95 --tolerable 20 --seed two
set_up sample "$case_file" --discard 1 --reason 'drawn by mistake'
refused 'no draw 1 that was not given up' 'a draw that was given up gives no decisions' new --purpose P --draw 1
exercise new --purpose 'Out of a draw' --draw 2
exercise show --json
is "$(look each /setup/draws draw of used discarded | tr '\n' ' ')" '1	2	false	true 2	2	true	false ' 'every draw is counted'
is "$(look each /decisions origin draw | sort -u | grep -c '^draw	2$')" 1 'the decisions say from which they come'
matches "$(look at /outcome/remarks)" 'Draws made in this case: 2' 'and so does what came of it'

for wrong in '' 'dance' 'new' 'start' 'open 1' 'show --text T' 'ask Q03 --elapsed 1:00' 'compare'; do
  # shellcheck disable=SC2086
  cli exercise "$case_file" $wrong
  is "$code" 64 "exercise $wrong: 64"
done
chmod a-w "$case_file"
[ "$(id -u)" -eq 0 ] || refused 'writ|read' 'a case that may only be read' open
plan
