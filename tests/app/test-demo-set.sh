#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The whole job on the demo's evidence set without faults: what each verb answers, its exit code and its JSON keys.
set -eu
. "$(dirname "$0")/tap.sh"
. "$(dirname "$0")/cli.sh"

demo=$folder/demo
log=$demo/evidence/log
case_file=$folder/case.recount

make_demo "$demo" --inferences 600 --json
is "$(look at /evidence /keys)" "$demo/evidence	$demo/keys" 'demo --json tells where it wrote'
is "$(cat "$demo/FAULTS.json" | tr -d ' \n')" '[]' 'without --faults the list of faults is empty'
set_up new "$case_file" --title 'A test' --type internal --unsigned --json
is "$(look at /case /title /type)" "$case_file	A test	internal" 'new --json tells what it made'

# import

set_up import "$case_file" "$demo/evidence" --json
has_members '' 'sources,refused,seconds' 'import: keys of the answer'
has_members /sources/0 'id,name,importer,bytes,sha256,records,events,set_aside,state' 'import: keys of a source'
is "$(look each /sources importer | grep -c null || true)" 0 'import: every file of the set is understood'
is "$(look each /sources set_aside | sort -u)" 0 'import: nothing is set aside'
is "$(look each /sources importer records events | awk '$1 == "kreditcheck-decision" { r += $2; e += $3 } END { print r, e }')" \
   '600 600' 'import: every line of the log is a record and an event'
look each /sources name sha256 | grep -v '!' | sed 's/^evidence\///' | awk -F '\t' '{ print $2 "  " $1 }' >"$folder/sums"
if (cd "$demo/evidence" && sha256sum --check --strict --quiet "$folder/sums") >/dev/null 2>&1; then
  pass 'import: the digests are those of sha256sum'
else
  fail 'import: the digests are those of sha256sum'
fi
is "$(wc -l <"$folder/sums")" "$(find "$demo/evidence" -type f | wc -l)" 'import: every file is a source'
is "$(ls "$folder" | grep -c '^case\.recount')" 1 'nothing lies beside the closed case'
is "$(dd if="$case_file" bs=1 skip=68 count=4 2>/dev/null | od -An -tx1 | tr -d ' \n' | grep -c 00000000 || true)" 0 \
   'the case has an application id of its own'

set_up import "$case_file" "$demo/evidence" --json
is "$(look each /sources state | sort -u)" 'recognised' 'a second import recognises every file'
cli list "$case_file" --json
is "$(wc -l <"$folder/out")" 600 'a second import makes no events'

# An overlapping export: the end of April and the beginning of May once more, under another name.
mkdir "$folder/later"
tail -n 20 "$log/decisions-2026-04.jsonl" >"$folder/later/export.jsonl"
head -n 20 "$log/decisions-2026-05.jsonl" >>"$folder/later/export.jsonl"
cp "$case_file" "$folder/overlap.recount"
set_up import "$folder/overlap.recount" "$folder/later/export.jsonl" --json
is "$(look at /sources/0/records /sources/0/state)" '40	published' 'an overlapping export is a source of its own'
cli list "$folder/overlap.recount" --json
is "$(wc -l <"$folder/out")" 600 'the same records met again are occurrences, not further events'

# list

cli list "$case_file" --limit 5 --json
is "$code $(wc -l <"$folder/out")" '0 5' 'list --limit: one object a line'
matches "$(look names '' | sort -u)" '^id,name,' 'list: every object begins with id and name'
cursor=$(look at /cursor | tail -n 1)
fifth=$(look at /id | tail -n 1)
cli list "$case_file" --limit 6 --json
sixth=$(look at /id | tail -n 1)
cli list "$case_file" --limit 1 --after "$cursor" --json
is "$(look at /id)" "$sixth" 'list --after goes on where the page before ended'
cli list "$case_file" --id "$fifth" --json
is "$(look at /id)" "$fifth" 'list --id'
decision=$(look at /decision)
cli list "$case_file" --decision "$decision" --json
is "$(look at /id)" "$fifth" 'list --decision'
cli list "$case_file" decision --decision "$decision" --json
is "$(look at /kind /decision)" "decision	$decision" "list decision: the bank's own list"
cli list "$case_file" --from 2026-06-01 --json
is "$(look at /model | sort -u)" 'kreditcheck/4' 'list --from: the later model only'
later=$(wc -l <"$folder/out")
cli list "$case_file" --to 2026-05-31 --json
is "$((later + $(wc -l <"$folder/out")))" 600 'list --to: the rest'
cli list "$case_file" --model kreditcheck/3 --json
is "$((later + $(wc -l <"$folder/out")))" 600 'list --model'
cli list "$case_file" --sort -time --limit 1 --json
is "$(look at /time | cut -c 1-7)" 2026-07 'list --sort -time: the newest first'
for kind in deployment approval human-action anomaly system model-version run dataset card; do
  cli list "$case_file" "$kind" --json
  matches "$code $(wc -l <"$folder/out") $(look names '' | sort -u | head -n 1)" '^0 [1-9][0-9]* id,name' "list $kind has some"
done
cli list "$case_file" --json
lacks "$out" '"(subject|actor)":"(P|R)-' 'list shows people masked'

# verify

cli list "$case_file" exception
is "$code" 2 'exceptions of a case that was not verified: 2'

cli verify "$case_file" --json
is "$code" 3 'verify without an accepted key: 3'
is "$(look each /seals kind signature | sort -u)" "chain	UNVERIFIABLE
digest-list	UNVERIFIABLE
minisign	UNVERIFIABLE" 'verify without an accepted key: no signature is taken on its own word'

set_up trust "$case_file" add "$demo/keys/nordhafen-log.pub" --owner 'Demo bank' --json
is "$(look at /act /id)" 'add	1' 'trust add --json'
set_up trust "$case_file" list --json
is "$(look at /id /name /owner /purpose)" '1	Demo bank	Demo bank	any' 'trust list --json'

cli verify "$case_file" --json
is "$code" 0 'verify: 0'
has_members '' 'seals,records,exceptions,unprotected,not_understood' 'verify: keys of the answer'
has_members /seals/0 'id,kind,name,sources,integrity,signature,anchor,completeness,worst,reason,checked,total,notes' \
   'verify: keys of a seal'
has_members /records 'checked,total,failed' 'verify: keys of the records'
is "$(look each /exceptions kind source record)" '' 'verify: no exception'
is "$(look each /seals kind integrity signature anchor completeness worst | sort | uniq -c | tr -s ' ')" \
" 1 chain	VALID	VALID	VALID	VALID	VALID
 1 digest-list	VALID	VALID	VALID	VALID	VALID
 9 minisign	VALID	VALID	VALID	VALID	VALID" 'verify: the table of seals'
is "$(look each /seals checked total | awk '$1 != $2 || $2 == 0' | wc -l)" 0 'verify: each seal tells what it counted, and counted all'
is "$(look each /seals kind checked total | grep '^chain')" 'chain	600	600' 'verify: the chain covers the whole log'
matches "$(look at /records/checked /records/total /records/failed)" '^([0-9]{3,})	\1	0$' 'verify: every record was read again'
cli verify "$case_file"
is "$code" 0 'verify in text: 0'
lacks "$out" '✗|\?' 'verify in text: no mark of a failure'
lacks "$out" 'under no seal|no importer' 'verify in text: nothing of the set is unprotected or not understood'
cli list "$case_file" exception --json
is "$code $out" '0 ' 'list exception after verify: none'

# lineage

cli list "$case_file" human-action --limit 1 --json
acted=$(look at /target)
cli lineage "$case_file" "$acted" --json
matches "$code" '^(0|3)$' 'lineage: 0 or 3'
has_members '' 'event,time,decision,verified,slots,exceptions' 'lineage: keys of the answer'
is "$(look at /verified)" true 'lineage: it was verified as it is'
has_members /slots/0 'slot,question,standing,rung,note,answers' 'lineage: keys of a slot'
has_members /slots/0/answers/0 'value,standing,entity,identity,masked,citations' 'lineage: keys of an answer'
has_members /slots/0/answers/0/citations/0 'source,record,offset,length,locator,record_sha256,leaf_sha256,protection' \
   'lineage: keys of a citation'
for slot in input output deployment model-version artefact run dataset commit approval card human-action final-decision retention; do
  cli lineage "$case_file" "$acted" --explain "$slot" --json
  lacks "$(look at /slots/0/slot /slots/0/standing)" '(NOTHING|DISAGREE|absent)' "lineage: $slot is answered"
done
cli lineage "$case_file" "$acted" --json
known=$code
cli lineage "$case_file" "$acted"
is "$code" "$known" 'lineage in text answers as in JSON'
matches "$out" '^Lineage of decision KA-2026-' 'lineage in text names the decision'
lacks "$out" '(^|[^a-z])(proven|compliant|corroborated)' 'lineage claims no more than the evidence shows'
cli lineage "$case_file" "$acted" --known-at 2026-03-01 --json
matches "$code" '^(0|1|3)$' 'lineage --known-at answers'
cli lineage "$case_file" "$decision" --json
matches "$code" '^(0|2|3)$' 'lineage of a business reference: answered, or refused with its candidates'

# record

source=$(sed -n 's/.*"reference":"\([0-9]*\):.*/\1/p' <<REFERENCE
$("$RECOUNT_CLI" list "$case_file" --limit 1 --json </dev/null)
REFERENCE
)
sed -n 7p "$log/decisions-2026-04.jsonl" >"$folder/line"
cli record "$case_file" "$source:7" --reason 'A test'
if [ "$code" -eq 0 ] && cmp -s "$folder/out" "$folder/line"; then
  pass 'record: the exact bytes'
else
  fail 'record: the exact bytes'
fi
cli record "$case_file" "$source:7" --proof --json
is "$code $(look at /record_sha256 | wc -c) $(look at /bytes_base64 /text)" '0 65 absent	absent' 'record --proof: digests without a reason, but no bytes'
cli record "$case_file" "$source:7" --proof
is "$code $out" '0 ' 'record --proof in text: nor there'
cli record "$case_file" "$source:7" --proof --json --reason 'Another test'
is "$code" 0 'record --proof: 0'
is "$(look at /bytes_base64)" "$(base64 -w 0 "$folder/line")" 'record --proof with a reason: the bytes'
is "$(look at /record_sha256)" "$(tr -d '\n' <"$folder/line" | sha256sum | cut -d ' ' -f 1)" 'record: SHA-256 without the line end'
is "$(look at /leaf_sha256 /proof/leaf_sha256 /proof/holds)" \
   "$({ printf '\0'; cat "$folder/line"; } | sha256sum | cut -d ' ' -f 1 | sed 's/.*/&	&	true/')" 'record: the leaf of the RFC 6962 tree'
has_members /proof 'leaf_sha256,index,size,path,root,holds' 'record: keys of the proof'
is "$(look at /content_offset /content_length)" "$(look at /offset)	$(tr -d '\n' <"$folder/line" | wc -c)" 'record: the bytes that its SHA-256 is over'

# custody

cli custody "$case_file" --json
has_members '' 'entries,signed,verdict,head,faults' 'custody: keys of the answer'
is "$(look at /faults /signed)" '[]	0' 'custody: no fault, and no signature where none was wanted'
matches "$code $(look at /verdict)" '^(0|3) ' 'custody: answers by its verdict'
cli custody "$case_file"
matches "$out" 'reveal' 'custody: showing a record in clear is an act'

# sources, source, remove

cli sources "$case_file" --json
count=$(wc -l <"$folder/out")
is "$code $(look at /state | sort -u)" '0 published' 'sources: one object a line'
cli source "$case_file" "$source" --json
is "$(look at /id /name)" "$source	evidence/log/decisions-2026-04.jsonl" 'source: in full'
cp "$case_file" "$folder/without.recount"
set_up remove "$folder/without.recount" "$source" --reason 'Not ours'
cli sources "$folder/without.recount" --json
is "$(wc -l <"$folder/out")" "$((count - 1))" "remove: it is listed no more"
cli custody "$folder/without.recount"
matches "$out" " remove " "remove: an act of the custody log"
cli list "$folder/without.recount" --to 2026-04-30 --json
is "$code $out" '0 ' 'remove: its events are in no answer'
cli verify "$folder/without.recount" --json
matches "$code" '^(1|3)$' 'remove: verify tells that something of the chain is absent'

# what no seal covers: stripped of its list, the set still passes what is left to check, and verify says what that is not

cp -R "$demo" "$folder/stripped"
rm "$folder/stripped/evidence/SHA256SUMS" "$folder/stripped/evidence/SHA256SUMS.minisig"
printf 'one\ntwo\n' >"$folder/stripped/evidence/oversight/notes"
make_case "$folder/stripped.recount" "$folder/stripped"
cli verify "$folder/stripped.recount"
is "$code" 0 'verify without the list: 0'
matches "$out" '^13 of 33 sources, with .* records, are under no seal: a change of them would not show:$' \
   'verify without the list counts what is under no seal'
matches "$out" '^  ▽ evidence/oversight/actions.jsonl$' 'verify without the list names what is under no seal'
lacks "$out" '^  ▽ evidence/log/' 'verify without the list does not count the chain there'
matches "$out" '^1 of 33 sources, .* understood by no importer' 'verify tells what was not understood'
cli verify "$folder/stripped.recount" --json
set -- "$(look each /unprotected '' | wc -l)" "$(look each /not_understood '' | wc -l)"
is "$1 $2" '13 1' 'verify --json has the same'

# importers, mappings

cli importers --json
matches "$(look names '' | sort -u)" '^id,name,system,evidences,framing,chain$' 'importers: keys'
cli mappings --json
matches "$(look at /id)" '^kreditcheck-decision$' 'mappings: the built-in ones'

plan
