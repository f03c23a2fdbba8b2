#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Five decisions of the demonstration with its planted faults, of five characters: every question with its value, its places, the rung
# that led there and the standing, against a table that was made from the demonstration's own files without the program
# (decision-table.py). Where there is Python, the table is made again and must come out the same.
set -eu
. "$(dirname "$0")/tap.sh"
. "$(dirname "$0")/cli.sh"

here=$(cd "$(dirname "$0")" && pwd)
demo=$folder/demo
case_file=$folder/case.recount
set_up demo "$demo" --inferences 2000 --seed 5 --faults
make_case "$case_file" "$demo"
set_up sources "$case_file" --json
look at /id /name | sed 's/	evidence\//	/' >"$folder/names"
cli verify "$case_file"

# Number of a source into its name; rows of the registry are known by their table and key.
name_places () {
  awk -F '\t' 'NR == FNR { name[$1] = $2; next }
               { place = name[$1] ~ /!rows$/ ? name[$1] : name[$1] ":" $2
                 line = line (FNR > 1 ? " ; " : "") place ($3 != "" ? " " $3 : "") }
               END { print line }' "$folder/names" -
}

# The lineage of a decision in the form of the table.
tell () { # decision
  cli lineage "$case_file" "$1" --json
  slot=0
  look each /slots slot standing rung | sed 's/	null$/	/' >"$folder/slots"
  while IFS= read -r line; do
    look each "/slots/$slot/answers" standing value | sed 's/••••[0-9a-f]\{8\}/••••/g' >"$folder/answers"
    [ -s "$folder/answers" ] || printf '%s\t%s\n' "$1" "$line"
    answer=0
    while IFS= read -r known; do
      places=$(look each "/slots/$slot/answers/$answer/citations" source record locator | name_places)
      printf '%s\t%s\t%s\t%s\n' "$1" "$line" "$known" "$places"
      answer=$((answer + 1))
    done <"$folder/answers"
    slot=$((slot + 1))
  done <"$folder/slots"
}

if command -v python3 >/dev/null 2>&1; then
  python3 "$here/decision-table.py" "$demo" >"$folder/again" 2>&1 || true
  is "$(diff "$here/decision-table.tsv" "$folder/again")" '' 'the table comes out of the files again'
else
  pass 'the table comes out of the files again # SKIP there is no Python'
fi

questions=$(cut -f 2 "$here/decision-table.tsv" | sort -u | wc -l)
for decision in $(cut -f 1 "$here/decision-table.tsv" | uniq); do
  grep "^$decision	" "$here/decision-table.tsv" >"$folder/expected"
  tell "$decision" >"$folder/told"
  is "$(cut -f 2 "$folder/told" | sort -u | wc -l)" "$questions" "$decision: every question is in the table"
  for question in $(cut -f 2 "$folder/expected" | uniq); do
    is "$(awk -F '\t' -v q="$question" '$2 == q' "$folder/told")" "$(awk -F '\t' -v q="$question" '$2 == q' "$folder/expected")" \
       "$decision: $question"
  done
done

plan
