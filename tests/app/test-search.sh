#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Searching a case for a text: where it stands, with its record, masked until it is revealed with a reason; and what the custody log keeps.
set -eu
. "$(dirname "$0")/tap.sh"
. "$(dirname "$0")/cli.sh"

case_file=$folder/case.recount
demo=$folder/demo
make_demo "$demo" --inferences 40
printf '%s\n' '{"n":"Frau M\u00fcller","secret":"Aktenzeichen 4711"}' 'kein JSON: Müller' >"$demo/evidence/notes.txt"
set_up new "$case_file" --title Test --unsigned
set_up import "$case_file" "$demo/evidence"
source=$("$RECOUNT_CLI" sources "$case_file" | sed -n 's/^ *\([0-9]*\) .*notes.txt.*/\1/p')

# Where it stands

cli search "$case_file" Müller
is "$code $err" '0 ' 'a search: 0, nothing on stderr'
matches "$out" "^$source:1 +byte 11 +.no event. +.*evidence/notes.txt /n\$" 'a hit in an escaped spelling, with its place'
matches "$out" "^$source:2 +byte 11 +.no event. +.*evidence/notes.txt\$" 'a hit in what is no JSON'
matches "$out" '^2 places in [0-9]+ sources; [0-9,]+ bytes were searched' 'how much was searched'
lacks "$out" '4711|Frau|kein' 'nothing of the records is shown'

cli search "$case_file" Müller --json
has_members '' source,name,record,offset,source_offset,length,escaped,locator,event,kind,time,cursor 'the members of a hit'
is "$(look at /source /record /offset /source_offset /length /escaped /locator /event | head -1)" \
  "$source	1	11	11	11	true	/n	null" 'a hit as JSON'
lacks "$out" 'excerpt' 'without what is around it'

cli search "$case_file" Müller --as-written --json
is "$(look at /record)" '2' 'only as written'
cli search "$case_file" MÜLLER
matches "$out" '^0 places' 'capital letters are others'
is "$code" 0 'no hit: 0'
cli search "$case_file" MÜLLER --ignore-case --json
is "$(look at /record | tr '\n' ' ')" '1 2 ' 'unless case is ignored'
cli search "$case_file" Müller --source 1 --json
is "$code$out$err" 0 'only in another source: nothing'

# Events

cli search "$case_file" KA-2026 --kind inference --limit 3 --json
is "$(look at /kind | sort -u) $(printf '%s\n' "$out" | wc -l | tr -d ' ')" 'inference 3' 'hits of a kind, as many as were asked for'
matches "$err" 'go on with --after [0-9]+:[0-9]+' 'how to go on'
first=$(look at /event | head -1)
cli lineage "$case_file" "$first" --json
matches "$(look at /event)" '^[0-9]+:[0-9]+$' 'the event of a hit is one'
cli search "$case_file" KA-2026 --kind inference --json
all=$out
after=
found=
while :; do
  cli search "$case_file" KA-2026 --kind inference --json --limit 7 ${after:+--after "$after"}
  [ -n "$out" ] || break
  found="$found$out
"
  after=$(look at /cursor | tail -1)
done
is "$found" "$all
" 'page by page the same is found'
cli search "$case_file" KA-2026 --kind inference --from 2090-01-01 --json
is "$code$out" 0 'nothing from another time'

# In clear

cli search "$case_file" Müller --reveal --reason 'a request of the person'
matches "$out" 'Frau M.u00fcller.*4711' 'with a reason what is around it is shown'
cli search "$case_file" Müller --reveal --reason 'a request of the person' --json
matches "$(look at /excerpt)" 'kein JSON: Müller' 'also as JSON'
cli search "$case_file" Müller --reveal
is "$code" 64 'not without a reason: 64'
is_one_sentence 'and one sentence'

# The custody log

cli custody "$case_file"
matches "$out" ' search ' 'the custody log has the searches'
is "$code" 0 'and holds'
details=$(sqlite3 "$case_file" "SELECT detail FROM custody WHERE act = 'search'")
matches "$details" '"reason":"a request of the person"' 'it says why something was shown'
matches "$details" "\"records\":\\[\"$source:1\",\"$source:2\"\\]" 'and what'
lacks "$details" 'üller|ÜLLER|KA-2026' 'but not the text'

# What cannot be searched for

refused () { # exit code, name, arguments...
  wanted=$1
  name=$2
  shift 2
  cli search "$case_file" "$@"
  is "$code" "$wanted" "$name: $wanted"
  is_one_sentence 'and one sentence'
}
refused 2 'nothing' ''
refused 2 'too much' "$(printf '%1025s' x)"
refused 2 'a cursor that is none' Müller --after here
refused 2 'a source that is not there' Müller --source 4711
refused 2 'a time that is none' Müller --from yesterday
refused 64 'a kind that is none' Müller --kind rumour
refused 64 'a negative limit' Müller --limit -1
refused 64 'too many in clear' Müller --reveal --reason R --limit 5000

# A case that can only be read

chmod a-w "$case_file"
if [ -w "$case_file" ]; then
  skip 'this user may write everything' 'a search of a case that can only be read says that it is not logged'
else
  cli search "$case_file" Müller
  matches "$code $err" '^0 .*not in its custody log' 'a search of a case that can only be read says that it is not logged'
fi

plan
