#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The demo with its planted faults, as somebody meets it at the command line: verify answers 1 and finds each of them at its place,
# and no others; lineage and list tell of them. (The tests of the importers do the same with more seeds.)
set -eu
. "$(dirname "$0")/tap.sh"
. "$(dirname "$0")/cli.sh"

demo=$folder/demo
case_file=$folder/case.recount
set_up demo "$demo" --inferences 2000 --seed 5 --faults
make_case "$case_file" "$demo"

cp "$demo/FAULTS.json" "$folder/out"
look each '' kind source place | sed 's/{"record":\([0-9]*\)}/\1/; s/{"offset":\([0-9]*\)}/at \1/' | sort >"$folder/planted"
matches "$(wc -l <"$folder/planted")" '^1[4-9]$' 'at least fourteen faults are planted'
is "$(look each '' verb | sort -u)" verify 'verify shows them all first'

set_up sources "$case_file" --json
look at /id /name >"$folder/names"
cli verify "$case_file" --json
is "$code" 1 'verify: 1'
has_members /exceptions/0 'id,kind,caused_by,source,record,offset,expected,found,message' 'verify: keys of an exception'
is "$(look each /exceptions expected found message | grep -cE '(^|	)(absent|null)?(	|$)' || true)" 0 \
   'each exception tells what was expected and found'
look each /exceptions caused_by kind source record offset >"$folder/exceptions"
awk -F '\t' 'NR == FNR { name[$1] = $2; next }
             $1 == "null" { print $2 "\t" name[$3] "\t" ($4 != "null" ? $4 : "at " $5) }' \
  "$folder/names" "$folder/exceptions" | sort >"$folder/found"
is "$(cat "$folder/found")" "$(cat "$folder/planted")" 'the planted faults and no others'

cli list "$case_file" exception --json
is "$code $(wc -l <"$folder/out")" "0 $(wc -l <"$folder/exceptions")" 'list exception: all of them, one object a line'
cli list "$case_file" exception --limit 2 --after 1 --json
is "$(look at /id | tr '\n' ' ')" '2 3 ' 'list exception: a page of them'
cli list "$case_file" exception --model kreditcheck/4
is "$code" 64 'list exception: no filter that is not heeded'
cli verify "$case_file"
is "$code" 1 'verify in text: 1'
is "$(grep -c '^[0-9]*\. ' "$folder/out")" "$(wc -l <"$folder/planted")" 'verify in text numbers the root causes'

# The altered record: its lineage answers 1 and tells of the exception.
place=$(awk -F '\t' '$2 == "record-altered" { print $3 ":" $4 }' "$folder/exceptions")
cli lineage "$case_file" "$place" --json
is "$code" 1 'lineage of an altered record: 1'
matches "$(look each /exceptions kind)" '^record-altered$' 'lineage of an altered record tells of it'
is "$(look at /slots/0/answers/0/citations/0/protection)" INVALID 'what an altered record says is not shown as protected'
cli record "$case_file" "$place" --proof --json
is "$code $(look at /proof/holds)" '0 true' 'but its bytes are those that were received'

# The same faults in the law's catalogue: under the requirement that FAULTS.json names, the record of each is cited.
cp "$demo/FAULTS.json" "$folder/out"
look each '' check source place | sed 's/{"record":\([0-9]*\)}/\1/' | sort >"$folder/expected-in-checks"
look each '' check | sort -u >"$folder/requirements"
: >"$folder/cited"
while read -r requirement; do
  cli check "$case_file" --requirement "$requirement" --json
  matches "$(look at /results/0/verdict)" '^(NOT_MET|JUDGE)$' "$requirement is not told to be supported"
  look each /results/0/citations source record | while IFS='	' read -r source record; do
    printf '%s\t%s\t%s\n' "$requirement" "$(awk -F '\t' -v id="$source" '$1 == id { print $2 }' "$folder/names")" "$record"
  done >>"$folder/cited"
done <"$folder/requirements"
sort -o "$folder/cited" "$folder/cited"
is "$(comm -23 "$folder/expected-in-checks" "$folder/cited")" '' 'each planted fault is cited under its requirement'
cli check "$case_file"
is "$code" 1 'check of a case with faults: 1'
cli check "$case_file" "$place" --requirement AIA-15-5 --json
is "$code $(look at /results/0/verdict)" '1 NOT_MET' 'check of the altered record tells of it'
set_up list "$case_file" --limit 1 --json
cli check "$case_file" "$(look at /id)" --requirement AIA-15-5 --json
is "$code $(look at /results/0/verdict)" '3 JUDGE' 'a record of the same chain, which no fault touches, is not contradicted'

# Each planted fault is met again in the lineage of a decision that it concerns: of its own record, or of one that rests on it. What is
# missing from the log altogether has no lineage, and a record that came twice is no second decision.
tells () { # kind, decision or place
  cli lineage "$case_file" "$2" --json
  matches "$(look each /exceptions kind)" "^$1\$" "the lineage of $2 tells of $1"
}
for kind in record-altered record-rehashed chain-fork chain-gap clock-back; do
  tells "$kind" "$(awk -F '\t' -v kind="$kind" '$2 == kind { print $3 ":" $4; exit }' "$folder/exceptions")"
done
april=KA-2026-000153 may=KA-2026-000700 overlap=KA-2026-001030 june=KA-2026-001221 july=KA-2026-001700
tells digest-disagrees $april
tells key-unknown $may
tells deployments-overlap $overlap
tells approval-after-deployment $overlap
tells head-unsigned $june
tells card-edited-after-use $june
tells chain-tail-missing $july

# And in its answers.
says () { # question, decision, standing, name
  cli lineage "$case_file" "$2" --json
  is "$(look each /slots slot standing | awk -F '\t' -v slot="$1" '$1 == slot { print $2 }')" "$3" "$4"
}
says artefact $april DISAGREE 'another file in the registry: records disagree on which ran'
says deployment $overlap DISAGREE 'two deployments at once: records disagree on what was deployed'
says approval $june DISAGREE 'an approval that came late contradicts the deployment'
says card $june NOTHING 'a card dated later was not current'
says card $july SINGLE 'and is once it is dated before'

cli custody "$case_file" --json
is "$(look at /faults)" '[]' 'faults of the evidence are none of the custody log'

plan
