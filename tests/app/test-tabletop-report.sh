#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The report of a tabletop audit: each number in it is the one that the other verbs tell, and a stranger's tools find the records that it cites.
# The persons in it are fictitious.
set -eu
. "$(dirname "$0")/tap.sh"
. "$(dirname "$0")/cli.sh"

demo=$folder/demo
case_file=$folder/case.recount
make_demo "$demo" --inferences 200 --seed 3 --faults
make_case "$case_file" "$demo"
cli verify "$case_file"

exercise () {
  set_up exercise "$case_file" "$@"
}

# In words, without the lines that they are broken into.
report () { # arguments...
  set_up report "$case_file" tabletop "$@" -o "$folder/report.txt" --replace
  words=$(tr '\n' ' ' <"$folder/report.txt" | sed "s/$(printf '\302\240')/ /g" | tr -s ' ')
}

says () { # words, name
  case $words in
    *"$1"*) pass "$2" ;;
    *) fail "$2"; explain "does not say: $1" ;;
  esac
}

# --- Without an exercise ---
cli report "$case_file" matrix -o "$folder/none.csv"
is "$code" 2 'without an exercise there is no matrix: 2'
is_one_sentence 'without an exercise: one sentence'
cli report "$case_file" tabletop 1 -o "$folder/none.pdf"
is "$code" 2 'nor a report of it'
is_one_sentence 'no report: one sentence'
is "$(ls "$folder"/none.* 2>/dev/null || echo none)" none 'and nothing is written'
report
says 'No exercise was held in this case' 'but one of the case, which says so'

# --- A draw, an exercise, findings ---
set_up sample "$case_file" --confidence 95 --tolerable 20 --seed 'said in the room' --json
cp "$folder/out" "$folder/sample.json"
exercise new --purpose 'Can each decision be rebuilt?
Who allowed it?' --draw 1 --exclusions 'The mobile app' --client 'Board (fictitious)' --team 'L. Lead (fictitious)' \
  --distribution 'Data protection officer' --minutes 14
exercise show --json
is "$(look at /setup/exclusions /setup/client /setup/team /setup/distribution)" \
  'The mobile app	Board (fictitious)	L. Lead (fictitious)	Data protection officer' 'the set-up says what it is not about, and for whom'
exercise open --present 'model-owner: O. Owner (fictitious)'
exercise start 1
exercise ask Q03
exercise answer --status record --text '17 fields' --source E-007 --record 24 --elapsed 1:30
exercise lock --read-back
exercise reveal --comparison agree
exercise ask Q05
exercise answer --status said --text 'it was refused' --elapsed 2:00
exercise lock --read-back
exercise note --text 'hesitatedprivately' --private
exercise close
exercise conclude --text 'O1: In part.' --reason 'no time'
set_up finding "$case_file" add --title 'Grave one' --condition 'It is so.' --severity critical
set_up finding "$case_file" add --title 'Small one' --condition 'It is so.' --severity low
set_up finding "$case_file" add --title 'Other small one' --condition 'It is so.' --severity low
report

# --- The numbers are those of the other verbs ---
exercise show --json
shown=$(look at /outcome/shown)
total=$(look at /outcome/total)
is "$shown" 1 'one answer was shown'
says "$shown of $total answers shown from records or documents." 'the answers that were shown'
open=$(look each /outcome/not_shown question | wc -l)
is "$((shown + open))" "$total" 'the others were not'
decisions=$(look each /decisions number | wc -l)
is "$(grep -c '^ *9\.[0-9]*\(\.[0-9]*\)\{0,1\}  Decision [0-9]*: ' "$folder/report.txt")" "$((2 * decisions))" 'each decision is told, and listed in the contents'
is "$(grep -c 'Reconstruction: ' "$folder/report.txt")" "$decisions" 'and rebuilt'
lacks "$(cat "$folder/report.txt")" hesitatedprivately 'no private note'
says 'The case holds 1 private note of its auditors' 'but that there is one'

cli check "$case_file" --system KreditCheck --json
counts=$(look at /counts/MET /counts/NOT_MET /counts/NO_EVIDENCE /counts/JUDGE /counts/NA | tr '\t' ' ')
requirements=$(look each /results requirement | wc -l)
is "$(grep '^KreditCheck  *[0-9]' "$folder/report.txt" | tr -s ' ' | sed 's/ *$//')" "KreditCheck $counts" 'what the evidence shows of the requirements'
says "Of $requirements requirements evidence supports" 'of all requirements'
look each /results requirement | sort >"$folder/expected"
grep -o '^[A-Z][A-Z]*-[A-Za-z0-9-]*' "$folder/report.txt" | sort | uniq -c | awk '$1 >= 2 { print $2 }' >"$folder/found"
is "$(comm -23 "$folder/expected" "$folder/found" | tr '\n' ' ')" '' 'each stands among the criteria and in the matrix'

is "$(grep -E '^(Critical|High|Medium|Low|Observation)  ' "$folder/report.txt" | head -5 | awk '{ print $1 $2 }' | tr '\n' ' ')" \
  'Critical1 High– Medium– Low2 Observation– ' 'findings by severity'
says 'The most serious findings: – F-001 · Critical' 'the worst first'

head -1 "$folder/sample.json" >"$folder/out"
digest=$(look at /digest)
n=$(look at /n)
is "$(grep -c "$digest" "$folder/report.txt")" 1 'the digest of the population, whole'
says "Decisions out of draws: $n." 'the size of the sample'
says '“said in the room”' 'and its seed'

# --- Citations, for strangers ---
set_up report "$case_file" tabletop -o "$folder/report.pdf"
if command -v pdfdetach >/dev/null; then
  mkdir "$folder/attached"
  pdfdetach -saveall -o "$folder/attached" "$folder/report.pdf"
  table=$folder/attached/citations.csv
  rows=$(($(grep -c . "$table") - 1))
  says "$rows records; all of them are attached to this file as a table too." 'all citations are attached'
  cli sources "$case_file" --json
  checked=0
  wrong=0
  grep '^E-007,' "$table" | tr -d '\r' | awk -F, '{ print $2, $(NF - 1), $NF }' >"$folder/cited"
  log=$(look at /name <"$folder/out" | sed -n 7p)
  while read -r line record leaf; do
    checked=$((checked + 1))
    [ "$(sed -n "${line}p" "$demo/$log" | tr -d '\r\n' | sha256sum | cut -c 1-64)" = "$record" ] || wrong=$((wrong + 1))
    [ "$({ printf '\0'; sed -n "${line}p" "$demo/$log"; } | sha256sum | cut -c 1-64)" = "$leaf" ] || wrong=$((wrong + 1))
  done <"$folder/cited"
  is "$((checked > 3)) $wrong" '1 0' 'and have the digests of the evidence'
else
  skip 'there is no pdfdetach here' 'the citations as an attached table'
fi

# --- The same bytes ---
(TZ=Pacific/Auckland LC_ALL=C "$RECOUNT_CLI" report "$case_file" tabletop 1 -o "$folder/again.pdf") >"$folder/out" 2>"$folder/err" </dev/null
is "$(cmp "$folder/report.pdf" "$folder/again.pdf" && echo same)" same 'in another zone and locale the same bytes, and after it was printed'

# --- The matrix ---
set_up report "$case_file" matrix 1 -o "$folder/matrix.csv"
is "$(sed -n 2p "$folder/matrix.csv" | cut -d , -f 7-12)" 'shown from the record,room and record agree,90,not asked,,' 'a line for each decision'
is "$(grep -c . "$folder/matrix.csv")" "$((decisions + 1))" 'and for all of them'
set_up report "$case_file" matrix -o "$folder/matrix.txt" --language de
lacks "$(cat "$folder/matrix.txt")" 'shown from the record' 'in German its words are German'
cli report "$case_file" tabletop -o "$folder/x.csv"
is "$code" 64 'of the report itself there is no table: 64'
cli report "$case_file" tabletop one -o "$folder/x.pdf"
is "$code" 2 'what is no number: 2'
is_one_sentence 'what is no number: one sentence'

plan
