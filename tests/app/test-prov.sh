#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Lineages as W3C PROV: PROV-XML against a schema of what the W3C's asks (prov-xml.xsd), both serialisations against the rules that no schema tells
# (prov-check.py), and the one against the other. Documents that are spoilt in one place each must be refused.
set -eu
. "$(dirname "$0")/tap.sh"
. "$(dirname "$0")/cli.sh"

here=$(cd "$(dirname "$0")" && pwd)
if ! command -v python3 >/dev/null 2>&1 || ! command -v xmllint >/dev/null 2>&1; then
  skip 'no python3 or no xmllint' 'PROV'
  plan
  exit
fi

# The interpreter itself: what stands in front of it on some machines takes longer than the checks.
python=$(python3 -c 'import sys; print(sys.executable)')

validate () { # file
  xmllint --nonet --noout --schema "$here/prov-xml.xsd" "$1" 2>&1 | grep -v ' validates$' | head -n 1
}

check () { # files
  "$python" "$here/prov-check.py" "$@" 2>&1 || true
}

write_prov () { # case, event, name
  "$RECOUNT_PROV_LOOK" "$1" "$2" json >"$folder/$3.json"
  "$RECOUNT_PROV_LOOK" "$1" "$2" xml >"$folder/$3.xml"
}

# --- Good ones: with a human action, without, with contradictions ---

demo=$folder/demo
case_file=$folder/case.recount
make_demo "$demo" --inferences 200 --seed 5 --faults
make_case "$case_file" "$demo"
cli verify "$case_file"
cli list "$case_file" human-action --limit 2 --json
events=$(look at /target)
cli list "$case_file" --limit 3 --json
events="$events $(look at /id)"

number=0
for event in $events; do
  number=$((number + 1))
  write_prov "$case_file" "$event" "$number"
  is "$(validate "$folder/$number.xml")" '' "lineage $number: PROV-XML is as the schema says"
  matches "$(check "$folder/$number.json" "$folder/$number.xml")" '^[0-9]+ statements$' "lineage $number: both keep the rules, and say the same"
done
[ "$number" -gt 4 ] || fail 'too few lineages'

set -- $events
write_prov "$case_file" "$1" again
is "$(cmp "$folder/1.xml" "$folder/again.xml" 2>&1)$(cmp "$folder/1.json" "$folder/again.json" 2>&1)" '' 'the same lineage gives the same bytes'
lacks "$(cat "$folder/1.xml")" 'credit-reviewer-[0-9]|@nordhafen' 'no person is named in the clear'

# --- Spoilt ones ---

# name; by which of the two it is refused, with some words of why; what sed does to it
spoil () { # ending
  while IFS='|' read -r name by words script; do
    sed -E -e "$script" "$folder/1.$1" >"$folder/spoilt.$1"
    if cmp -s "$folder/1.$1" "$folder/spoilt.$1"; then
      fail "$1, $name: nothing was spoilt"
      continue
    fi
    case $by in
      schema) found=$(validate "$folder/spoilt.$1") ;;
      *) found=$(check "$folder/spoilt.$1") ;;
    esac
    matches "$found" "$words" "$1, $name: refused"
  done
}

spoil xml <<'TABLE'
an element that PROV has not|schema|wasMadeBy|s/prov:wasInformedBy/prov:wasMadeBy/g
ends in the wrong order|schema|not expected|/<prov:used /,/<\/prov:used>/{/<prov:activity /d}
a type before the label|schema|not expected|s/<prov:label xml:lang="en">/<prov:type>x<\/prov:type>&/
the end before the start|schema|not expected|s/<prov:startTime>(.*)<\/prov:startTime>/<prov:endTime>\1<\/prov:endTime><prov:startTime>\1<\/prov:startTime>/
two starts|schema|not expected|s/<prov:startTime>.*<\/prov:startTime>/&&/
a time that is none|schema|dateTime|s/<prov:startTime>.*<\/prov:startTime>/<prov:startTime>yesterday<\/prov:startTime>/
an end without a name|schema|required|s/<prov:informant prov:ref="[^"]*"\/>/<prov:informant\/>/
an informant that is left out|schema|Expected|/<prov:informant /d
a role of an entity|schema|not expected|/<prov:entity /,/<\/prov:entity>/s/<prov:type /<prov:role>x<\/prov:role>&/
text between statements|schema|[Cc]haracter content|s/<prov:document [^>]*>/&hearsay/
a time of a relation that has none|schema|not expected|s/<prov:informant .*>/&<prov:time>2026-01-01T00:00:00Z<\/prov:time>/
an undeclared prefix in a reference|rules|name: 'elsewhere:x'|s/prov:ref="lineage:input-1"/prov:ref="elsewhere:x"/
an undeclared prefix in a type|rules|name: 'elsewhere:Input'|s/recount:Input</elsewhere:Input</
a name that is no name|rules|name: 'lineage:1 input'|s/prov:id="lineage:input-1"/prov:id="lineage:1 input"/
a reference to nothing|rules|declared: the entity of .*used-1|s/prov:ref="lineage:input-1"/prov:ref="lineage:input-9"/
a citation of no record|rules|declared: .*cites of .*input-1|s/>evidence:record-[0-9-]+</>evidence:record-0-0</
an id that stands twice|rules|unique: .*output-1|s/prov:id="lineage:input-1"/prov:id="lineage:output-1"/
an end before the start|rules|time: .*human-action-1 ends before|/prov:id="lineage:human-action-1"/,/endTime/s/endTime>20/endTime>19/g
an activity that is used|rules|kind: the entity of .*used-1 is an activity|s/(prov:entity) prov:ref="lineage:input-1"/\1 prov:ref="lineage:human-action-1"/
an entity that is informed|rules|kind: the informant of .* is an entity|s/<prov:informant prov:ref="[^"]*"/<prov:informant prov:ref="lineage:input-1"/
made by an entity|rules|kind: the activity of .*wasGeneratedBy-1 is an entity|/prov:id="lineage:wasGeneratedBy-1"/,/wasGeneratedBy>/s/activity prov:ref="[^"]*"/activity prov:ref="lineage:input-1"/
attributed to an activity|rules|kind: the agent of .*wasAssociatedWith-1 is an activity|/prov:id="lineage:wasAssociatedWith-1"/,/wasAssociatedWith>/s/agent prov:ref="[^"]*"/agent prov:ref="lineage:inference"/
used before it was made|rules|time: .* uses what was not made yet|/prov:id="lineage:inference"/,/startTime/s/startTime>20/startTime>21/g
told by what had not begun|rules|time: .* is told by what was not begun yet|/prov:id="lineage:inference"/,/startTime/s/startTime>20/startTime>21/g
made twice|rules|kind: .*output-1 is generated by two activities|/prov:id="lineage:wasGeneratedBy-2"/,/wasGeneratedBy>/{s/entity prov:ref="[^"]*"/entity prov:ref="lineage:output-1"/;s/activity prov:ref="[^"]*"/activity prov:ref="lineage:human-action-1"/}
TABLE

spoil json <<'TABLE'
an undeclared prefix|rules|name: 'elsewhere:x'|s/"lineage:input-1"/"elsewhere:x"/
a kind that PROV has not|rules|kind: no such kind|s/"wasInformedBy":/"wasMadeBy":/
a reference to nothing|rules|declared: |s/"prov:entity":"lineage:input-1"/"prov:entity":"lineage:input-9"/
a name space of PROV that is another|rules|name: prov or xsd|s/ns\/prov#/ns\/other#/
a member twice|rules|unique: lineage:used-1|s/"lineage:used-2"/"lineage:used-1"/
an activity that is used|rules|kind: the entity of|s/"prov:entity":"lineage:input-1"/"prov:entity":"lineage:inference"/
no prefixes|rules|form: |s/"prefix":/"prefixes":/
TABLE

# The two say the same, or it is told where they do not.
sed '/prov:id="lineage:output-1"/,/<recount:value/s/<recount:value [^>]*>/&not /' "$folder/1.xml" >"$folder/other.xml"
sed 's/lineage:used-1"/lineage:used-99"/' "$folder/1.json" >"$folder/other.json"
matches "$(check "$folder/1.json" "$folder/other.xml")" 'same: .*output-1 is not said alike' 'an answer that differs between the two is found'
matches "$(check "$folder/other.json" "$folder/1.xml")" 'same: .*used-99 is not said alike' 'a relation that only one has is found'

# --- The description of a bundle ---

bag=$folder/bag
mkdir -p "$bag/data/prov" "$bag/data/sources/000001"
cp "$folder/1.json" "$bag/data/prov/000007-1.json"
cp "$folder/1.xml" "$bag/data/prov/000007-1.xml"
echo text >"$bag/data/sources/000001/50 %, #1 & C:ä.txt"
: >"$bag/bagit.txt"
echo later >"$bag/tagmanifest-sha256.txt"
"$RECOUNT_PROV_LOOK" crate "$bag" data/prov/000007-1.json data/prov/000007-1.xml 'data/sources/000001/50 %, #1 & C:ä.txt' bagit.txt \
  >"$bag/ro-crate-metadata.json"
is "$("$python" "$here/crate-check.py" "$bag" 2>&1)" '4 files' 'the crate keeps the rules of RO-Crate 1.1'

cp "$bag/ro-crate-metadata.json" "$folder/crate.json"
while IFS='|' read -r name words script; do
  sed -E -e "$script" "$folder/crate.json" >"$bag/ro-crate-metadata.json"
  matches "$("$python" "$here/crate-check.py" "$bag" 2>&1)" "$words" "crate, $name: refused"
done <<'TABLE'
no root|root: there is none|s/"@type":"Dataset"/"@type":"Thing"/
a descriptor of something else|descriptor: |s/"about":\{"@id":".\/"\}/"about":{"@id":"data\/"}/
no date|root: it has no datePublished|s/"datePublished"/"dateMade"/
a file that is no part|parts: the files are not|s/"hasPart":\[\{[^}]*\},/"hasPart":[/
another digest|digest: |s/"sha256":"[0-9a-f]/"sha256":"x/
another size|size: |s/"contentSize":"0"/"contentSize":"1"/
an id of no file|file: .*no file of the bag|s/50%20/51%20/g
a path out of the bag|file: .*no file of the bag|s/"bagit.txt"/"..\/bag\/bagit.txt"/g
an entity twice|graph: .*stands twice|s/"@id":"#program","@type"/"@id":".\/","@type"/
a form that is not described|graph: conformsTo|s/"@id":"https:[^"]*prov-xml[^"]*","@type"/"@id":"#x","@type"/
TABLE
cp "$folder/crate.json" "$bag/ro-crate-metadata.json"
echo more >"$bag/data/more.txt"
matches "$("$python" "$here/crate-check.py" "$bag" 2>&1)" 'parts: data/more.txt is no part' 'crate, a file beside: refused'

plan
