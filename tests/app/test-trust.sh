#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Accepted keys at the command line: on which terms, handed on as one file, and the one act by which a key out of the evidence is accepted.
set -eu
. "$(dirname "$0")/tap.sh"
. "$(dirname "$0")/cli.sh"

case_file=$folder/case.recount
key=79a561e70ee08cd3e754c63e9bd6b9c3520a1d4204cd104da2e7ef763b1853b7
other=d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a
mkdir "$folder/evidence"
printf '%s\n' "$key" >"$folder/evidence/vendor.pub"
printf 'A letter.\n' >"$folder/evidence/letter.txt"
printf '%s\n' "$other" >"$folder/own.pub"
set_up new "$case_file" --title Test --unsigned
set_up import "$case_file" "$folder/evidence"

# --- Terms
set_up trust "$case_file" add "$folder/own.pub" --owner 'Nord Bank' --purpose files,log-head --id nord-2026 \
  --identity 'origin=log.example' --identity 'namespace=file' --from 2026-01-01 --to 2026-12-31 --revoked 2026-07-01 \
  --revoked-for 'key lost' --group release:2 --how 'read out by telephone' --by 'A. Auditor' --obtained 2026-02-03 --json
is "$(look at /act /id)" 'add	1' 'add answers the number'
cli trust "$case_file" list --json
is "$(look at /label /kind /purpose /from /revoked /revoked_for)" \
   'nord-2026	ed25519-raw	files,log-head	2026-01-01T00:00:00Z	2026-07-01T00:00:00Z	key lost' 'list: the terms'
is "$(look at /identities/0 /identities/1 /group /threshold /by /obtained)" \
   'origin=log.example	namespace=file	release	2	A. Auditor	2026-02-03T00:00:00Z' 'list: who, for what, in which group'
matches "$(look at /accepted)" '^20[0-9]{2}-.*Z$' 'list: since when it is accepted'
cli trust "$case_file" list
matches "$out" 'Signatures over files' 'list for people: purposes in words'
matches "$out" 'Ed25519 key' 'list for people: the kind in words'
matches "$out" 'release, of which 2 must sign' 'list for people: the group'
matches "$out" 'accepted on +20[0-9]{2}-' 'list for people: since when'

# --- What cannot be
for wrong in '--identity nothing' '--identity =x' '--group release' '--group release:0' '--group :2' '--revoked-for lost' \
  '--kind nonsense' '--purpose everything' '--from 2026-02-01 --to 2026-01-01' '--id two+words' '--obtained yesterday'; do
  # shellcheck disable=SC2086
  cli trust "$case_file" add "$folder/evidence/vendor.pub" --owner O $wrong
  is "$code" 2 "add with $wrong: 2"
  is_one_sentence "add with $wrong: one sentence"
done
cli trust "$case_file" add "$folder/own.pub" --owner O --kind x509-root
is "$code" 2 'a bare key is no certificate'

# --- A key that came with the evidence
cli trust "$case_file" candidates --json
is "$(look at /name /kind)" 'evidence/vendor.pub	ed25519-raw' 'candidates: the key in the evidence'
source=$(look at /id)
fingerprint=$(look at /fingerprint)
cli trust "$case_file" promote "$source" --owner Vendor
is "$code" 64 'promote without --how is refused'
cli trust "$case_file" promote "$source" --owner Vendor --how ' '
is "$code" 2 'promote with an empty --how is refused'
cli trust "$case_file" promote 99 --owner Vendor --how x
is "$code" 2 'promote of no source is refused'
letter=$(sqlite3 "$case_file" "SELECT id FROM source WHERE name LIKE '%letter.txt'")
cli trust "$case_file" promote "$letter" --owner Vendor --how x
is "$code" 2 'promote of a letter is refused'
is_one_sentence 'promote of a letter: one sentence'
set_up trust "$case_file" promote "$source" --owner Vendor --how 'fingerprint read out in person' --json
is "$(look at /act /id)" 'promote	2' 'promote answers the number'
cli trust "$case_file" candidates --json
is "$out" '' 'what is accepted is no candidate any more'
is "$(sqlite3 "$case_file" "SELECT act || ' ' || json_extract (detail, '\$.source') || ' ' || json_extract (detail, '\$.name') || ' ' ||
      json_extract (detail, '\$.fingerprint') || ' ' || json_extract (detail, '\$.how') FROM custody ORDER BY id DESC LIMIT 1")" \
   "trust promote $source evidence/vendor.pub $fingerprint fingerprint read out in person" 'the custody log keeps the promotion'
cli custody "$case_file"
is "$code" 0 'and holds'

# --- Handing on
set_up trust "$case_file" export
cp "$folder/out" "$folder/trust-anchors.json"
second=$folder/second.recount
set_up new "$second" --title Second --unsigned
set_up trust "$second" import "$folder/trust-anchors.json" --json
is "$(look at /added)" 2 'import: two keys'
set_up trust "$second" export
if cmp -s "$folder/out" "$folder/trust-anchors.json"; then
  pass 'what is exported again is the same, byte for byte'
else
  fail 'what is exported again is the same, byte for byte'
fi
set_up trust "$second" import "$folder/trust-anchors.json" --json
is "$(look at /added)" 0 'import again: nothing new'

# --- A list that names a file
named () { # SHA-256
  cat >"$folder/named.json" <<EOF
{"format":"recount.trust-anchors/2","anchors":[{"kind":"ed25519-raw","material":{"file":"keys/n.pub","sha256":"$1"},"owner":"N",
"purposes":["any"]}]}
EOF
}
mkdir "$folder/keys"
printf '%s\n' 3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c >"$folder/keys/n.pub"
named 0000000000000000000000000000000000000000000000000000000000000000
cli trust "$second" import "$folder/named.json"
is "$code" 2 'a list that names another file than it says is refused'
named "$(sha256sum <"$folder/keys/n.pub" | cut -d ' ' -f 1)"
set_up trust "$second" import "$folder/named.json" --json
is "$(look at /added)" 1 'a list may name the file of a key, with its SHA-256'
sed 's,keys/n.pub,../n.pub,' "$folder/named.json" >"$folder/out-of-folder.json"
cli trust "$second" import "$folder/out-of-folder.json"
is "$code" 2 'but none outside its folder'

plan
