#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The demo with its planted faults, by three seeds: verify answers 1 and finds each of them at its place, and no others.
set -eu
. "$(dirname "$0")/tap.sh"
. "$(dirname "$0")/cli.sh"

for seed in 1 2 3; do
  demo=$folder/demo-$seed
  case_file=$folder/case-$seed.recount
  make_demo "$demo" --inferences 2000 --seed "$seed" --faults
  make_case "$case_file" "$demo"

  cp "$demo/FAULTS.json" "$folder/out"
  look each '' kind source place | sed 's/{"record":\([0-9]*\)}/\1/; s/{"offset":\([0-9]*\)}/at \1/' | sort >"$folder/planted"
  matches "$(wc -l <"$folder/planted")" '^1[3-9]$' "seed $seed: at least thirteen faults are planted"
  is "$(look each '' verb | sort -u)" verify "seed $seed: verify shows them all first"

  set_up sources "$case_file" --json
  look at /id /name >"$folder/names"
  cli verify "$case_file" --json
  is "$code" 1 "seed $seed: verify: 1"
  is "$(look names /exceptions/0)" 'id,kind,caused_by,source,record,offset,expected,found,message' "seed $seed: keys of an exception"
  is "$(look each /exceptions expected found message | grep -cE '(^|	)(absent|null)?(	|$)' || true)" 0 \
     "seed $seed: each tells what was expected and found"
  look each /exceptions caused_by kind source record offset >"$folder/exceptions"
  awk -F '\t' 'NR == FNR { name[$1] = $2; next }
               $1 == "null" { print $2 "\t" name[$3] "\t" ($4 != "null" ? $4 : "at " $5) }' \
    "$folder/names" "$folder/exceptions" | sort >"$folder/found"
  is "$(cat "$folder/found")" "$(cat "$folder/planted")" "seed $seed: the planted faults and no others"

  cli custody "$case_file" --json
  is "$(look at /faults)" '[]' "seed $seed: faults of the evidence are none of the custody log"
done

plan
