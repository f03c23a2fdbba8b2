#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# AI systems as an officer and files state them, at the command line.
set -eu
. "$(dirname "$0")/tap.sh"
. "$(dirname "$0")/cli.sh"

case_file=$folder/case.recount
make_demo "$folder/demo" --inferences 100
set_up new "$case_file" --title Test --unsigned
set_up import "$case_file" "$folder/demo/evidence"

cli list "$case_file" system --json
is "$(look at /name)" 'KreditCheck' 'right after the import the list names the system'
has_members '' id,name,kind,stated_by_officer,stated_in_file 'list system: members'
is "$(look at /stated_by_officer)" 'false' 'no officer stated anything of it'
cli list "$case_file" --system KreditCheck --json
listed=$(look at /id | wc -l)
cli list "$case_file" --json
is "$listed" "$(look at /id | wc -l)" 'all inferences belong to it'
cli system "$case_file" show NB-AIS-007 --json
is "$(look at /name)" 'KreditCheck' 'an identifier finds it'
matches "$(look each /statements attribute values)" 'annex-iii.*III-5b' 'show: the point of Annex III'

# What the officer states stands beside it.
cli system "$case_file" set KreditCheck --provider 'Musterwerk (fictitious)' --risk-class T2,T3 --by 'O. Officer (fictitious)'
is "$code" 0 'set: 0'
cli system "$case_file" show KreditCheck --json
matches "$(look at /differs)" '"provider"' 'file and officer differ on the provider'
cli system "$case_file" show KreditCheck
matches "$out" 'stated by O. Officer \(fictitious\) on ' 'show: who states it, and when'
matches "$out" 'Recount has checked none of it' 'show: nobody checked it'
lacks "$out" 'compliant|proven' 'show: no word too much'

# One model, two products.
cli system "$case_file" bind Cars --model kreditcheck --where /input/fields/purpose=vehicle
cli list "$case_file" --system Cars --json
cars=$(look at /id | wc -l)
is "$cars" "$(cat "$folder"/demo/evidence/log/*.jsonl | grep '"event":"inference"' | grep -c '"purpose":"vehicle"')" 'bound by the value of a field'
cli system "$case_file" list --json
is "$(look at /several | tail -n 1)" "$cars" 'those of two systems are counted'
is "$(look at /none | tail -n 1)" 0 'none belongs to no system'

# A sample of what belongs to it.
cli sample "$case_file" --system Cars --confidence 90 --tolerable 10 --seed 7 --unit inference --json
is "$code" 0 'sample: 0'
is "$(head -n 1 "$folder/out" | "$RECOUNT_JSON_LOOK" at /population)" "$cars" 'sample: the population is what belongs to the system'
cli sample "$case_file" show 1
matches "$out" 'system as described Cars' 'sample: the draw says of which system'

cli system "$case_file" unbind Cars --where /input/fields/purpose=vehicle --model kreditcheck
cli system "$case_file" show Cars --json
is "$(look at /inferences)" 0 'taken back'

# One axis.
cli timeline "$case_file" KreditCheck --json
is "$code" 0 'timeline: 0'
has_members '' system,from,to,bin_seconds,inferences,undated,bands,marks,marks_far,holes,bins 'timeline: members'
is "$(look at /inferences)" "$listed" 'timeline: all inferences of the system'
cli timeline "$case_file"
matches "$out" 'Evaluations +6 evaluation results for kreditcheck/4' 'timeline: an evaluation'
cli timeline "$case_file" Nobody
is "$code" 2 'timeline of no such system: 2'

# How long logs are kept.
cli retention "$case_file" KreditCheck --json
is "$code" 0 'retention: 0'
has_members '' system,answers,rules,conflicts,logs,holes,deletions,documents,holds,cut 'retention: members'
is "$(look each /answers question answer | tr '\t\n' '  ')" 'floor MET kept NO_EVIDENCE sector JUDGE holds NA ' 'retention: an export alone shows no more'
cat >"$folder/deletions.jsonl" <<END
{"schema":"records.deletion/1","deletion_id":"DL-1","system":"KreditCheck","records":"inference log","action":"delete","from":"2025-09-15T00:00:00Z","to":"2025-12-31T23:59:59Z","deleted_at":"2026-05-02T08:00:00Z","rule_id":"RP-14","certificate":"DC-1 (fictitious)","basis":"clean-up"}
END
set_up import "$case_file" "$folder/deletions.jsonl"
cli retention "$case_file" KreditCheck --json
matches "$(look each /answers question answer)" '^kept.NOT_MET$' 'retention: deleted too early'
cli hold "$case_file" set --system KreditCheck --since 2026-03-01 --reason 'Complaint 12 (fictitious)'
is "$code" 0 'hold set: 0'
cli retention "$case_file" KreditCheck
matches "$out" 'YOUNGER than its minimum; recorded in DC-1 \(fictitious\); UNDER hold 1' 'retention: deleted on hold'
cli hold "$case_file" release 1 --on 2026-04-01 --reason 'settled'
is "$code" 0 'hold release: 0'
cli hold "$case_file" list --json
has_members '' id,name,system,from,to,since,released,released_for 'hold list: members'
cli retention "$case_file" KreditCheck --json
matches "$(look each /answers question answer)" '^holds.MET$' 'retention: released before the deletion'
cli hold "$case_file" release 1 --reason 'again'
is "$code" 2 'released already: 2'
is_one_sentence 'released already: one sentence'
for wrong in 'set' 'release --reason x' 'release one --reason x' 'lift' 'list 1'; do
  # shellcheck disable=SC2086
  cli hold "$case_file" $wrong
  is "$code" 64 "hold $wrong: usage"
done

# A certificate on paper is for people.
printf '%%PDF-1.4 certificate (fictitious)' >"$folder/certificate.pdf"
cli document "$case_file" add "$folder/certificate.pdf" --kind E13 --about system:Cars
is "$code" 0 'document add: 0'
cli retention "$case_file" Cars --json
matches "$(look each /documents document title)" 'certificate.pdf' 'retention: the document is named'
cli retention "$case_file" KreditCheck --json
lacks "$(look each /documents document title)" 'certificate.pdf' 'retention: not that of another system'

# Wrong things.
cli system "$case_file" set KreditCheck --risk-class high
is "$code" 2 'an unknown class: 2'
is_one_sentence 'an unknown class: one sentence'
matches "$err" 'T0, T1, T2' 'which classes there are'
printf '{"system":"X","annex_iii":"5(b)"}' >"$folder/wrong.json"
cli system "$case_file" add "$folder/wrong.json"
is "$code" 2 'a wrong file: 2'
matches "$err" '/annex_iii' 'the place in the wrong file'
cli system "$case_file" add "$folder/absent.json"
is "$code" 2 'no file: 2'
cli system "$case_file" show Nobody
is "$code" 2 'no such system: 2'
is_one_sentence 'no such system: one sentence'
for wrong in 'set KreditCheck' 'bind KreditCheck' 'bind KreditCheck --where novalue' 'show' 'list KreditCheck' 'sell KreditCheck' 'add'; do
  # shellcheck disable=SC2086
  cli system "$case_file" $wrong
  is "$code" 64 "system $wrong: usage"
done
printf '{"system":"Y","purpose":"none","member_states":[],"bindings":{"sources":["1"]}}' >"$folder/right.json"
cli system "$case_file" add "$folder/right.json" --json
is "$code" 0 'add: 0'
chmod a-w "$case_file" "$folder"
if [ "$(id -u)" -ne 0 ]; then
  cli system "$case_file" set Y --id 1
  is "$code" 2 'a case that is only read: 2'
fi
cli custody "$case_file"
is "$code" 0 'the custody log holds'

plan
