#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# A sample of the demonstration's decisions: its size, the draw made again with public tools, the count of draws, and what follows.
set -eu
. "$(dirname "$0")/tap.sh"
. "$(dirname "$0")/cli.sh"

redraw=$(dirname "$0")/redraw.sh
case_file=$folder/case.recount
make_demo "$folder/demo" --faults
make_case "$case_file" "$folder/demo"
# Evidence with planted faults: its worst verdict is told by the exit code.
cli verify "$case_file"

draw () { # options...
  set_up sample "$case_file" --confidence 95 --tolerable 5 --json "$@"
  head -n 1 "$folder/out" >"$folder/head"
  tail -n +2 "$folder/out" >"$folder/drawn"
}

of_head () { # POINTER
  "$RECOUNT_JSON_LOOK" at "$1" <"$folder/head"
}

# --- The contract ---

draw --seed 'Room 3'
names=,$("$RECOUNT_JSON_LOOK" names '' <"$folder/head"),
absent=
for member in population digest n allowed seed draw algorithm unit model confidence tolerable exclusions coverage strata key_items; do
  case $names in
    *",$member,"*) ;;
    *) absent="$absent $member" ;;
  esac
done
is "$absent" '' 'the first line tells the terms of the draw'
is "$(of_head /n)" 59 'ninety-five per cent and five per cent need fifty-nine'
is "$(wc -l <"$folder/drawn")" 59 'a line for each that is drawn'
is "$(grep -c '^{"event":"' "$folder/drawn")" 59 'each names its event'
is "$(sort -u "$folder/drawn" | wc -l)" 59 'none is drawn twice'
is "$(of_head /unit)" decision 'the unit is the decision'
event=$(sed -n '1s/^{"event":"\([^"]*\)".*/\1/p' "$folder/drawn")
cli lineage "$case_file" "$event" --json
is "$(look at /event)" "$event" 'what is drawn has a lineage'

# --- The draw made again by others ---

references () {
  sed 's/.*"decision":"\([^"]*\)".*/\1/' "$folder/drawn"
}

set_up sample "$case_file" population
cp "$folder/out" "$folder/population"
is "$(wc -l <"$folder/population")" "$(of_head /population)" 'the population has as many lines as it has members'
is "$(sha256sum <"$folder/population" | cut -c 1-64)" "$(of_head /digest)" 'its digest is that of the lines'
sh "$redraw" 'Room 3' 59 <"$folder/population" >"$folder/redrawn"
is "$(tail -n +2 "$folder/redrawn" | cut -f 2)" "$(references)" 'public tools draw the same decisions in the same order'
sh "$redraw" 'Room 4' 59 <"$folder/population" >"$folder/redrawn"
if [ "$(tail -n +2 "$folder/redrawn" | cut -f 2)" != "$(references)" ]; then
  pass 'another seed draws others'
else
  fail 'another seed draws others'
fi

cli sample --algorithm
matches "$out" 'recount-draw-1' 'the algorithm is told'
# The commands that it tells, taken out of the text and run.
printf '%s\n' "$out" | sed -n '/^  key=/,/^        *at\[p\]/p' >"$folder/told.sh"
SEED='Room 3' N=$(of_head /population) n=59 sh "$folder/told.sh" >"$folder/places"
is "$(while read -r place; do sed -n "${place}p" "$folder/population"; done <"$folder/places" | cut -f 2)" "$(references)" \
  'its commands draw the same'

draw --seed 'Sitzungssaal Süd' --stratify model
set_up sample "$case_file" population --stratify model
cp "$folder/out" "$folder/population"
is "$(cut -f 1-3 "$folder/population" | sha256sum | cut -c 1-64)" "$(of_head /digest)" 'strata do not change the population'
: >"$folder/both"
for stratum in kreditcheck/3 kreditcheck/4; do
  n=$(grep -c "\"stratum\":\"$stratum\"" "$folder/drawn")
  sh "$redraw" 'Sitzungssaal Süd' "$n" "$stratum" <"$folder/population" | tail -n +2 | cut -f 2 >>"$folder/both"
done
is "$(cat "$folder/both")" "$(references)" 'each stratum is drawn again by itself'
is "$(of_head /n)" 59 'the size is shared among the strata'

# --- Every draw counts ---

is "$(of_head /draw)" 2 'draws are numbered over the case'
is "$(of_head /draw_of_population)" 2 'and over the population'
set_up sample "$case_file" --discard 1 --reason 'the seed had been chosen before'
cli sample "$case_file" list
matches "$out" 'draw 1 of 2 over this population' 'a discarded draw stays counted'
matches "$out" 'discarded: the seed had been chosen before' 'with its reason'
cli sample "$case_file" evaluate 1 --deviations 0
is "$code" 2 'nothing follows from a discarded draw'
is_one_sentence 'and it is told in a sentence'
cli sample "$case_file" --confidence 95 --tolerable 5 --plan
is "$code" 0 'a plan'
cli sample "$case_file" list --json
is "$(wc -l <"$folder/out")" 2 'is no draw'
cli custody "$case_file"
matches "$out" 'sample' 'the custody log has the draws'

# --- What follows ---

set_up sample "$case_file" --confidence 95 --tolerable 5 --seed 'third'
cli sample "$case_file" evaluate 3 --deviations 0
matches "$out" 'at most [0-9.]+ % of all deviate: the tolerable rate of 5 % is supported' 'a clean sample supports the rate'
matches "$out" 'of the records exported' 'of the records exported'
cli sample "$case_file" evaluate 3 --deviations 2
matches "$out" 'the tolerable rate of 5 % is not supported' 'two deviations do not'
set_up sample "$case_file" evaluate 3 --deviations 0 --json
is "$(look at /results/0/supports)" true 'the same in JSON'
cli sample "$case_file" evaluate 3 --deviations 60
is "$code" 2 'more deviations than members are refused'
cli sample "$case_file" evaluate 2 --deviations 0
is "$code" 2 'strata are never pooled'
cli sample "$case_file" evaluate 2 --deviations kreditcheck/3=0 --deviations kreditcheck/4=0
matches "$out" 'kreditcheck/4: [0-9]+ decisions without a deviation allow no statement' 'each stratum has its own limit'

cli sample "$case_file" list
matches "$out" 'said 3 times; the last word counts' 'the list of draws tells what followed'

# Five of many: nothing about all.
set_up sample "$case_file" --confidence 95 --tolerable 45.1 --rule binomial --json
is "$(tail -n +2 "$folder/out" | wc -l)" 5 'five are enough only where nearly half may deviate'
set_up sample "$case_file" --judgemental 5 --why 'ninety minutes'
lacks "$out" 'confidence' 'a selection by judgement has no confidence'
matches "$out" 'Nothing may be concluded' 'and says so'
cli sample "$case_file" evaluate 5 --deviations 0
lacks "$out" 'confidence' 'nor after testing'

# --- Wrong uses ---

cli sample "$case_file"
is "$code" 64 'a draw without terms'
cli sample "$case_file" --judgemental 5
is "$code" 64 'a judgement without a reason'
cli sample "$case_file" --judgemental 5 --why x --confidence 95
is "$code" 64 'a judgement with a confidence'
cli sample "$case_file" --confidence 0.95 --tolerable 5
is "$code" 2 'a confidence that is written as a share'
matches "$err" 'write 95 for 95 %' 'is explained'
cli sample "$case_file" --confidence 95 --tolerable 5 --from tomorrow
is "$code" 2 'a time that is none'
cli sample "$case_file" --confidence 95 --tolerable 5 --model nothing
is "$code" 2 'an empty population'
is_one_sentence 'is told in a sentence'
cli sample "$case_file" --confidence 95 --tolerable 5 --stratify subject
is "$code" 2 'persons are no strata'
cli sample "$case_file" show 99
is "$code" 2 'a draw that was never made'
cli sample "$case_file" frobnicate
is "$code" 64 'an act that there is none of'

# What is in no population is told beside it: what could not be read, and what was taken out of the case.
printf '{"schema":"kreditcheck.decision/1","event":"inference",\n' >"$folder/part.jsonl"
head -n 3 "$folder/demo/evidence/log/decisions-2026-04.jsonl" >>"$folder/part.jsonl"
set_up import "$case_file" "$folder/part.jsonl"
set_up sources "$case_file" --json
july=$(look at /id /name | awk -F '\t' '$2 ~ /decisions-2026-07.jsonl$/ { print $1 }')
set_up remove "$case_file" "$july" --reason 'for the test'
cli sample "$case_file" --confidence 95 --tolerable 5
matches "$out" 'Left out: 1 record that was set aside as unreadable\.' 'a population tells what could not be read'
matches "$out" 'Left out: 1 file with events that was taken out of the case\.' 'and what was taken out of the case'
cli sample "$case_file" list
matches "$out" 'draw 1 of 1 over this population' 'which is another population'

chmod a-w "$case_file"
if [ "$(id -u)" -ne 0 ]; then
  cli sample "$case_file" --confidence 95 --tolerable 5
  is "$code" 2 'nothing is drawn that cannot be recorded'
else
  skip 'root may write everywhere' 'nothing is drawn that cannot be recorded'
fi
cli sample "$case_file" --confidence 95 --tolerable 5 --plan
is "$code" 0 'a plan needs no writing'

plan
