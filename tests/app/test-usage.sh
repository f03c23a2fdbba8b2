#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# How every verb answers help, wrong usage, and a case that is absent or none: 0, 64 and 2, with one clear sentence.
set -eu
. "$(dirname "$0")/tap.sh"
. "$(dirname "$0")/cli.sh"

verbs='new import sources source remove trust verify acquisition document request finding review note list search lineage sample record report export case map mappings importers custody open-bundle demo'

cli --help
is "$code" 0 'help: 0'
for verb in $verbs; do
  matches "$out" "^  $verb +[A-Z]" "help tells of $verb"
done

cli --version
is "$code $out" "0 recount-cli $RECOUNT_VERSION" 'the version'

for verb in $verbs; do
  cli "$verb" --help
  is "$code $err" '0 ' "$verb --help: 0, nothing on stderr"
  matches "$out" "^Usage:" "$verb --help tells the usage"
  matches "$out" "--json" "$verb --help tells the options"
done

for act in set show backup compact dispose merge protect stamp; do
  cli case --help
  matches "$out" "^  $act +[A-Z]" "case --help tells of $act"
  cli case "$folder/none" "$act" --help
  is "$code $err" '0 ' "case CASE $act --help: 0, nothing on stderr"
  matches "$out" "^Usage:" "case CASE $act --help tells the usage"
done

# Wrong usage

wrong () { # name, arguments...
  name=$1
  shift
  cli "$@"
  is "$code" 64 "$name: 64"
  is_one_sentence "$name: one sentence"
}

case_file=$folder/case.recount
set_up new "$case_file" --title Test --unsigned

wrong 'no verb'
wrong 'an unknown verb' prove
for verb in $verbs; do
  wrong "$verb with an unknown option" "$verb" --no-such-option
done
for verb in new import sources source remove trust verify acquisition document request finding review note list search lineage sample record custody demo; do
  wrong "$verb without an argument" "$verb"
done
for verb in sources verify custody; do
  wrong "$verb with an argument too many" "$verb" "$case_file" x
done
wrong 'mappings with an argument' mappings x
wrong 'importers with an argument' importers x
wrong 'new without a title' new "$folder/other.recount"
wrong 'new with an empty title' new "$folder/other.recount" --title ''
wrong 'new of an unknown type' new "$folder/other.recount" --title T --type court
wrong 'new both unsigned and signed' new "$folder/other.recount" --title T --unsigned --passphrase-fd 0
wrong 'import without a path' import "$case_file"
wrong 'import with a record limit beyond the bound' import "$case_file" "$folder/letter.recount" --record-limit 513
wrong 'import with a record limit below nothing' import "$case_file" "$folder/letter.recount" --record-limit -1
wrong 'source without an id' source "$case_file"
wrong 'a source that is no number' source "$case_file" one
wrong 'remove without a reason' remove "$case_file" 1
wrong 'an unknown act of trust' trust "$case_file" believe
wrong 'trust add without a file' trust "$case_file" add --owner O
wrong 'trust add without an owner' trust "$case_file" add "$case_file"
wrong 'trust remove of no number' trust "$case_file" remove one
wrong 'trust promote without how' trust "$case_file" promote 1 --owner O
wrong 'trust promote of no number' trust "$case_file" promote one --owner O --how H
wrong 'lineage without an event' lineage "$case_file"
wrong 'record without a citation' record "$case_file"
wrong 'record without a reason' record "$case_file" 1:1
wrong 'record with a blank reason' record "$case_file" 1:1 --reason '  '
wrong 'record and proof with a blank reason' record "$case_file" 1:1 --proof --reason ''
wrong 'a case without an act' case "$case_file"
wrong 'protect with two acts' case "$case_file" protect --list --remove --reason R
wrong 'protect withdrawing without a reason' case "$case_file" protect --withdraw 1
wrong 'protect adding a key without whose it is' case "$case_file" protect --add-key 00
wrong 'an unknown act of a case' case "$case_file" burn
wrong 'an option before the act of a case' case --zone UTC "$case_file" set
wrong 'nothing to set' case "$case_file" set
wrong 'an option of another act' case "$case_file" show --zone UTC
wrong 'a merge of nothing' case "$case_file" merge
wrong 'a backup to nowhere' case "$case_file" backup
wrong 'neither request nor answer' case "$case_file" stamp
wrong 'a disposal without a reason' case "$case_file" dispose -o "$folder/x.pdf" --yes
wrong 'a disposal without a certificate' case "$case_file" dispose --reason R --yes
wrong 'an unknown kind of list' list "$case_file" opinion
wrong 'a number that is none' list "$case_file" --limit many
wrong 'a negative number' list "$case_file" --limit -1
wrong 'an unknown order' list "$case_file" --sort beauty
wrong 'a negative number of inferences' demo "$folder/demo" --inferences -5
if [ -e "$folder/other.recount" ] || [ -e "$folder/demo" ]; then
  fail 'wrong usage makes no file'
else
  pass 'wrong usage makes no file'
fi

# A case that is absent, and files that are no case

refused () { # name, arguments...
  name=$1
  shift
  cli "$@"
  is "$code" 2 "$name: 2"
  is_one_sentence "$name: one sentence"
}

printf 'This is a letter, not a case.\n' >"$folder/letter.recount"
: >"$folder/empty.recount"
sqlite3 "$folder/foreign.recount" 'CREATE TABLE t (a); INSERT INTO t VALUES (1)'
for kind in absent letter empty foreign; do
  file=$folder/$kind.recount
  [ "$kind" = absent ] || cp "$file" "$folder/before"
  refused "import into the $kind case" import "$file" "$folder"
  refused "sources of the $kind case" sources "$file"
  refused "source of the $kind case" source "$file" 1
  refused "remove from the $kind case" remove "$file" 1 --reason R
  refused "trust list of the $kind case" trust "$file" list
  refused "trust add to the $kind case" trust "$file" add "$folder/letter.recount" --owner O
  refused "verify of the $kind case" verify "$file"
  refused "list of the $kind case" list "$file"
  refused "lineage in the $kind case" lineage "$file" x
  refused "record of the $kind case" record "$file" 1:1 --reason R
  refused "search of the $kind case" search "$file" x
  refused "custody of the $kind case" custody "$file"
  if [ "$kind" = absent ]; then
    is "$(ls "$folder" | grep -c absent || true)" 0 'an absent case is not made'
  elif cmp -s "$file" "$folder/before"; then
    pass "what is no case stays as it is: $kind"
  else
    fail "what is no case stays as it is: $kind"
  fi
done

refused 'new over a file' new "$folder/letter.recount" --title T
refused 'new over a case' new "$case_file" --title T
refused 'new in no folder' new "$folder/none/case.recount" --title T
refused 'demo into a folder with something in it' demo "$folder"
refused 'import of an absent mapping' import "$case_file" "$folder/letter.recount" --mapping "$folder/none.mapping"
refused 'import by an unknown importer' import "$case_file" "$folder/letter.recount" --as oracle
refused 'trust in a file that is no key' trust "$case_file" add "$folder/letter.recount" --owner O
refused 'a source that is not there' source "$case_file" 99
refused 'a record that is not there' record "$case_file" 99:1 --reason R
refused 'an event that is not there' lineage "$case_file" no-such-event

# An answer that could not be written is no answer.
code=0
"$RECOUNT_CLI" importers >/dev/full 2>"$folder/err" </dev/null || code=$?
is "$code $(wc -l <"$folder/err")" '2 1' 'a full device: 2 and one sentence'

plan
