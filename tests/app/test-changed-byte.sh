#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# One byte changed in any file of the evidence before it is imported: verify answers 1 and names that file. In a line of the log
# it names that line.
set -eu
. "$(dirname "$0")/tap.sh"
. "$(dirname "$0")/cli.sh"

demo=$folder/demo
make_demo "$demo" --inferences 300

# Turns the lowest bit of a byte.
change_byte () { # file, offset
  byte=$(od -An -tu1 -j "$2" -N 1 "$1" | tr -d ' ')
  printf "\\$(printf '%03o' $((byte ^ 1)))" | dd of="$1" bs=1 seek="$2" conv=notrunc status=none
}

# Imports the set with one byte of a file changed; leaves the lines "name record kind" of the root exceptions in $folder/found.
judge_change () { # file, offset
  cp "$1" "$folder/kept"
  change_byte "$1" "$2"
  rm -f "$folder/case.recount"
  make_case "$folder/case.recount" "$demo"
  set_up sources "$folder/case.recount" --json
  look at /id /name >"$folder/names"
  cli verify "$folder/case.recount" --json
  look each /exceptions source record kind >"$folder/exceptions"
  awk -F '\t' 'NR == FNR { name[$1] = $2; next } { print name[$1] "\t" $2 "\t" $3 }' "$folder/names" "$folder/exceptions" >"$folder/found"
  cp "$folder/kept" "$1"
}

find "$demo/evidence" -type f | LC_ALL=C sort >"$folder/files"
while read -r file; do
  name=evidence/${file#"$demo"/evidence/}
  size=$(stat -c %s "$file")
  judge_change "$file" $((size * 2 / 3))
  # What protects a file may itself be what was changed: then the file whose protection fails may be the one that is named.
  if [ "$code" -eq 1 ] && grep -q -F -e "$name" -e "${name%.minisig}	" "$folder/found"; then
    pass "a byte of $name"
  else
    fail "a byte of $name"
    explain "verify answered $code; $(cat "$folder/found")"
  fi
done <"$folder/files"

log=$demo/evidence/log/decisions-2026-05.jsonl
for line in 1 2 17 $(($(wc -l <"$log") / 2)) "$(wc -l <"$log")"; do
  begin=$(head -n $((line - 1)) "$log" | wc -c)
  # A digit of the score: the line stays good JSON, and only the chain can tell.
  offset=$((begin + $(sed -n "${line}p" "$log" | grep -ob '"score":0\.' | cut -d : -f 1) + 10))
  judge_change "$log" "$offset"
  if [ "$code" -eq 1 ] && grep -q "^evidence/log/decisions-2026-05.jsonl	$line	record-altered$" "$folder/found"; then
    pass "a digit in line $line of the log is found in that line"
  else
    fail "a digit in line $line of the log is found in that line"
    explain "verify answered $code; $(cat "$folder/found")"
  fi
done

plan
