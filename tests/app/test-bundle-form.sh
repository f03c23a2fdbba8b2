#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Real bundles, full and selective, of a case with faults: the same bytes by another process in another place, and each part held against the rules
# of its form by other programs: BagIt, RO-Crate, PROV, JSON Schema.
set -eu
. "$(dirname "$0")/tap.sh"
. "$(dirname "$0")/cli.sh"

here=$(cd "$(dirname "$0")" && pwd)
case_file=$folder/case.recount
printf 'correct horse battery staple\n' >"$folder/passphrase"
for tool in unzip python3 xmllint; do
  if ! command -v "$tool" >/dev/null 2>&1; then
    skip "no $tool" 'the form of bundles'
    plan
    exit
  fi
done
# The interpreter itself: what stands in front of it on some machines takes longer than the checks.
python=$(python3 -c 'import sys; print(sys.executable)')

with_key () { # arguments...
  code=0
  "$RECOUNT_CLI" "$@" --passphrase-fd 7 7<"$folder/passphrase" >"$folder/out" 2>"$folder/err" </dev/null || code=$?
}

# Another person's session: other time zone, language, home, working folder and mask of new files; the auditor's key alone is carried over.
with_key_elsewhere () { # arguments...
  code=0
  mkdir -p "$folder/other/home" "$folder/other/place"
  cp -R "$HOME/data" "$folder/other/"
  (
    cd "$folder/other/place"
    umask 077
    env HOME="$folder/other/home" XDG_DATA_HOME="$folder/other/data" XDG_CONFIG_HOME="$folder/other/config" TZ=Pacific/Kiritimati LANG=de_DE.UTF-8 LC_ALL= LANGUAGE=de \
      "$RECOUNT_CLI" "$@" --passphrase-fd 7 7<"$folder/passphrase" >"$folder/out" 2>"$folder/err" </dev/null
  ) || code=$?
}

check_bag () { # zip, name
  rm -rf "$folder/unpacked"
  unzip -q "$1" -d "$folder/unpacked"
  bag=$(echo "$folder"/unpacked/recount-*)
  is "$("$python" "$here/bagit-check.py" "$bag" 2>&1)" valid "$2: a valid bag"
  matches "$("$python" "$here/crate-check.py" "$bag" 2>&1)" '^[0-9]+ files$' "$2: the crate keeps the rules of RO-Crate 1.1"
  lineages=0
  for xml in "$bag"/data/prov/*.xml; do
    lineages=$((lineages + 1))
    is "$(xmllint --nonet --noout --schema "$here/prov-xml.xsd" "$xml" 2>&1 | grep -v ' validates$' | head -n 1)" '' "$2: PROV-XML $lineages is as the schema says"
    matches "$("$python" "$here/prov-check.py" "${xml%.xml}.json" "$xml" 2>&1)" '^[0-9]+ statements$' "$2: PROV $lineages keeps the rules, and both forms say the same"
  done
  is "$lineages" 2 "$2: the provenance of both decisions"
  if "$python" -c 'import jsonschema' 2>/dev/null; then
    matches "$("$python" "$here/schema-check.py" "$bag" 2>&1)" '^[0-9]+ files, [0-9]+ texts$' "$2: each JSON is as its schema says"
  else
    skip 'no python3-jsonschema' "$2: each JSON is as its schema says"
  fi
}

# That the check can fail: a member more, one of another type, one less.
check_spoilt_schemas () {
  cp "$bag/data/bundle.json" "$folder/kept"
  while IFS='|' read -r name script; do
    sed -E -e "$script" "$folder/kept" >"$bag/data/bundle.json"
    matches "$("$python" "$here/schema-check.py" "$bag" 2>&1)" '^data/bundle.json: ' "schemas, $name: refused"
  done <<'TABLE'
a member of another type|s/"counts":\{/"counts":7,"other":{/
a member less|s/"format":/"forms":/
TABLE
  cp "$folder/kept" "$bag/data/bundle.json"
  cp "$bag/data/custody.jsonl" "$folder/kept"
  sed '2s/"hash":"[0-9a-f]*"/"hash":"x"/' "$folder/kept" >"$bag/data/custody.jsonl"
  matches "$("$python" "$here/schema-check.py" "$bag" 2>&1)" '^data/custody.jsonl:2: ' "schemas, a line that is another: refused"
  cp "$folder/kept" "$bag/data/custody.jsonl"
}

make_demo "$folder/demo" --inferences 200 --faults
with_key new "$case_file" --title Form
with_key import "$case_file" "$folder/demo/evidence"
with_key trust "$case_file" add "$folder/demo/keys/nordhafen-log.pub" --owner 'Demo bank'
with_key verify "$case_file"
is "$code" 1 'the case has faults'

set -- KA-2026-000001 KA-2026-000003
with_key export "$case_file" -o "$folder/full.zip" --lineage "$1" --lineage "$2"
is "$code" 0 'full: written'
with_key_elsewhere export "$case_file" -o "$folder/full-again.zip" --lineage "$1" --lineage "$2"
is "$code" 0 'full: written elsewhere'
is "$(cmp "$folder/full.zip" "$folder/full-again.zip" 2>&1)" '' 'full: the same bytes by another process in another place'
with_key export "$case_file" -o "$folder/one.zip" --event "$1" --event "$2"
is "$code" 0 'selective: written'
with_key_elsewhere export "$case_file" -o "$folder/one-again.zip" --event "$1" --event "$2"
is "$code" 0 'selective: written elsewhere'
is "$(cmp "$folder/one.zip" "$folder/one-again.zip" 2>&1)" '' 'selective: the same bytes by another process in another place'

# The same verdicts wherever it is opened.
with_key open-bundle "$folder/one.zip" --json
verdicts=$(look at /verification)
opened=$code
matches "$verdicts" '"seals":\[\{' 'selective: opened, with verdicts'
with_key_elsewhere open-bundle "$folder/one.zip" --json
is "$code" "$opened" 'selective: opened elsewhere, with the same exit code'
is "$(look at /verification)" "$verdicts" 'selective: the same verdicts elsewhere, byte for byte'
with_key open-bundle "$folder/one.zip"
matches "$(cat "$folder/out")" '^  [0-9]+ × Records withheld' 'selective: what its exceptions are is said'

check_bag "$folder/full.zip" full
check_bag "$folder/one.zip" selective

# What the dossier of an extract tells its reader to do can be done with what the reader has.
if command -v pdftotext >/dev/null 2>&1; then
  dossier=$(pdftotext -raw "$(echo "$bag"/data/documents/000007-1-lineage.pdf)" - | tr '\n' ' ')
  matches "$dossier" 'python3 check-records.py' 'selective: the dossier leads to the proofs'
  lacks "$dossier" 'recount-cli' 'selective: the dossier asks for no case'
  matches "$dossier" 'cat data/records/000007-1\.bin' 'selective: the dossier names the file of the record'
  is "$(ls "$bag/data/records/000007-1.bin")" "$bag/data/records/000007-1.bin" 'selective: and the file is there'
else
  skip 'no pdftotext' 'selective: what the dossier tells to do'
fi
if "$python" -c 'import jsonschema' 2>/dev/null; then
  check_spoilt_schemas
fi
plan
