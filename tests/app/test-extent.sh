#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# From each exception of the demonstration with its faults: how many other decisions? The digest of the list is computed again with
# sha256sum.
set -eu
. "$(dirname "$0")/tap.sh"
. "$(dirname "$0")/cli.sh"

demo=$folder/demo
case_file=$folder/case.recount
set_up demo "$demo" --inferences 1000 --seed 5 --faults
make_case "$case_file" "$demo"

cli extent "$case_file" 1
is "$code" 2 'before verify: nothing is known of an exception'
cli verify "$case_file" --json
look each /exceptions id kind caused_by >"$folder/exceptions"

number () { # kind
  awk -F '\t' -v kind="$1" '$2 == kind { print $1; exit }' "$folder/exceptions"
}

# Each of them has an answer, whose list is as long as it says and has the digest that it says.
bad=
while read -r id kind rest; do
  cli extent "$case_file" "$id" --limit 0 --json
  [ "$code" = 0 ] || bad="$bad $kind:$code"
  head -n 1 "$folder/out" >"$folder/summary"
  sed 1d "$folder/out" >"$folder/list"
  cp "$folder/list" "$folder/out"
  [ ! -s "$folder/list" ] || look at /reference >"$folder/references"
  [ -s "$folder/list" ] || : >"$folder/references"
  cp "$folder/summary" "$folder/out"
  [ "$(look at /digest)" = "$(sha256sum <"$folder/references" | cut -d ' ' -f 1)" ] || bad="$bad $kind:digest"
  [ "$(look at /inferences)" = "$(wc -l <"$folder/references" | tr -d ' ')" ] || bad="$bad $kind:count"
  [ -n "$(look at /rule)" ] || bad="$bad $kind:rule"
done <"$folder/exceptions"
is "$bad" '' 'each exception: as many as listed, and the digest is that of the list'

cli extent "$case_file" "$(number deployments-overlap)" --json --limit 3
is "$code $(wc -l <"$folder/out" | tr -d ' ')" '0 4' 'a page'
sed 1d "$folder/out" >"$folder/page"
cp "$folder/page" "$folder/out"
cursor=$(look at /cursor | tail -n 1)
is "$(look at /model | sort -u)" 'kreditcheck/4' 'overlap: what answered while both were deployed'
cli extent "$case_file" "$(number deployments-overlap)" --json --limit 1 --after "$cursor"
sed 1d "$folder/out" >"$folder/next"
is "$(grep -cxFf "$folder/next" "$folder/page")" 0 'the next page goes on behind it'

cli extent "$case_file" "$(number chain-tail-missing)" --json --limit 1
head -n 1 "$folder/out" >"$folder/summary"
cp "$folder/summary" "$folder/out"
is "$(look at /delimited)" false 'what is absent cannot be counted'
matches "$(look at /rule)" '^Cannot be delimited' 'and that is said'

cli extent "$case_file" "$(number record-altered)"
is "$code" 0 'in text'
matches "$(cat "$folder/out")" '1 answer ' 'one altered record: one answer'

cli live "$case_file" 2026-05-10 --json
is "$(look at /what /together /recorded/documents/yes | head -n 1)" 'deployment	true	true' 'live: of each deployment whether everything is on record together'

cli extent "$case_file" 100000
is "$code" 2 'an exception that is none: 2'
cli extent "$case_file" x
is "$code" 64 'no number: usage'

plan
