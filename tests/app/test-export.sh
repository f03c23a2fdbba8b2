#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The handover bundle at the command line: written, checked with public tools, and refused where it cannot be sealed or would replace something.
set -eu
. "$(dirname "$0")/tap.sh"
. "$(dirname "$0")/cli.sh"

case_file=$folder/case.recount
printf 'correct horse battery staple\n' >"$folder/passphrase"

with_key () { # arguments...
  code=0
  "$RECOUNT_CLI" "$@" --passphrase-fd 7 7<"$folder/passphrase" >"$folder/out" 2>"$folder/err" </dev/null || code=$?
  out=$(cat "$folder/out")
  err=$(cat "$folder/err")
}

make_demo "$folder/demo" --inferences 30
with_key new "$case_file" --title Handover
with_key import "$case_file" "$folder/demo/evidence"
with_key trust "$case_file" add "$folder/demo/keys/nordhafen-log.pub" --owner 'Demo bank'
cli list "$case_file" --limit 1 --json
event=$(look at /id)

cli export "$case_file" -o "$folder/bundle.zip"
is "$code" 2 'without the key: 2'
is_one_sentence 'without the key: one sentence'
if [ -e "$folder/bundle.zip" ]; then fail 'without the key nothing is written'; else pass 'without the key nothing is written'; fi

with_key export "$case_file" -o "$folder/bundle.zip" --lineage "$event" --json
is "$code" 0 'export: 0'
has_members '' file,id,kind,sha256,bytes,files,sealed 'export: keys'
is "$(look at /kind /sealed)" "full	true" 'export: a full, sealed one'
is "$(look at /sha256)" "$(sha256sum "$folder/bundle.zip" | cut -d ' ' -f 1)" 'export: its digest'

(cd "$folder" && unzip -qq bundle.zip)
cd "$folder"/recount-????????????????
is "$(sha256sum -c --quiet manifest-sha256.txt 2>&1)" '' 'the manifest holds'
is "$(sha256sum -c --quiet tagmanifest-sha256.txt 2>&1)" '' 'the tag manifest holds'
is "$(minisign -V -q -p seal-key.pub -m tagmanifest-sha256.txt >/dev/null 2>&1 && echo good)" good 'the seal holds'
cp data/verification.json "$folder/verification.json"
cd "$folder"

with_key export "$case_file" -o "$folder/bundle.zip"
is "$code" 2 'a file that is there is not replaced'
is_one_sentence 'and one sentence says so'
with_key export "$case_file" -o "$folder/again.zip" --lineage "$event"
is "$(sha256sum <"$folder/again.zip")" "$(sha256sum <"$folder/bundle.zip")" 'the same state gives the same bytes'

cli export "$case_file" -o "$folder/unsealed.zip" --unsealed --language de --json
is "$code" 0 'without a seal: 0'
is "$(look at /sealed)" false 'and it says so'

ssh-keygen -q -t ed25519 -N '' -f "$folder/ssh"
with_key export "$case_file" -o "$folder/ssh.zip" --ssh-key "$folder/ssh"
is "$code" 0 'with a second seal: 0'
rm -r "$folder"/recount-????????????????
unzip -qq "$folder/ssh.zip"
printf 'auditor %s\n' "$(cat "$folder/ssh.pub")" >"$folder/allowed"
is "$(cd "$folder"/recount-???????????????? && ssh-keygen -q -Y verify -f "$folder/allowed" -I auditor -n file -s tagmanifest-sha256.txt.sig <tagmanifest-sha256.txt >/dev/null 2>&1 && echo good)" \
  good 'the second seal holds'

cli export "$case_file"
is "$code" 64 'without -o: usage'
cli export "$case_file" -o "$folder/x.zip" --event 1:1 --lineage 1:1
is "$code" 64 '--event with --lineage: usage'
cli export "$case_file" -o "$folder/x.zip" --language tlh
is "$code" 64 'a language that there is not: usage'

cli custody "$case_file" --json
is "$code" 0 'the custody log holds'
plan
