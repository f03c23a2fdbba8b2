#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# A bundle that came: opened by somebody else, elsewhere, it gives the verdicts of its maker; what is wrong with it is told, and no case is left behind.
set -eu
. "$(dirname "$0")/tap.sh"
. "$(dirname "$0")/cli.sh"

if ! command -v unzip >/dev/null; then
  skip 'unzip is absent' 'opening a bundle'
  plan
  exit
fi

make_demo "$folder/demo" --inferences 40
make_case "$folder/case.recount" "$folder/demo"
printf 'a passphrase for tests\n' >"$folder/passphrase"
cli verify "$folder/case.recount" --json
verified=$code
look at '' >"$folder/verified"
cli list "$folder/case.recount" --limit 1 --json
event=$(look at /id)
cli export "$folder/case.recount" -o "$folder/bundle.zip" --lineage "$event" --passphrase-fd 3 3<"$folder/passphrase"
is "$code" 0 'export: 0'
unzip -qq -j "$folder/bundle.zip" '*/seal-key.pub' -d "$folder"

# The same verdicts on another machine

elsewhere () { # arguments of open-bundle...
  mkdir -p "$folder/elsewhere"
  code=0
  env HOME="$folder/elsewhere" XDG_DATA_HOME="$folder/elsewhere/data" TZ=Pacific/Kiritimati LANG=de_DE.UTF-8 LC_ALL= \
    "$RECOUNT_CLI" open-bundle "$@" >"$folder/out" 2>"$folder/err" </dev/null || code=$?
  out=$(cat "$folder/out")
  err=$(cat "$folder/err")
}

elsewhere "$folder/bundle.zip" --key "$folder/seal-key.pub" -o "$folder/opened.recount" --json
is "$code" "$verified" 'open-bundle: the exit code of the verdicts'
is "$(look at /verification)" "$(cat "$folder/verified")" 'open-bundle: the verdicts of the maker, byte for byte'
is "$(look at /seal/verdict /differing /bundle/kind)" "VALID	0	full" 'open-bundle: sealed, and nothing differs'
has_members '' bundle,seal,checks,compared,differing,verification 'open-bundle: the members of the contract'
has_members /bundle id,kind,sha256,format,case,evidence_state,maker_version 'open-bundle: of the bundle'
is "$(stat -c %a "$folder/opened.recount")" 400 'the case is to be read'
elsewhere "$folder/bundle.zip" --key "$folder/seal-key.pub" -o "$folder/opened.recount"
is "$code" 2 'where something is already: 2'
is_one_sentence 'told in one sentence'
cli custody "$folder/opened.recount"
matches "$out" '  open-bundle' 'the log of the case tells of the opening'
cli lineage "$folder/opened.recount" "$event"
matches "$out" '.' 'the lineage can be asked for'

# For people

elsewhere "$folder/bundle.zip"
is "$code" 3 'without the key: 3'
matches "$out" 'key-in-bundle-only' 'the key that came with it shows nothing'
matches "$out" 'Confirm it with its owner' 'what to do about it'
lacks "$out" 'As it should be' 'and nothing in it is said to be as it should'
matches "$out" 'files: Nobody outside vouches for it' 'but that nobody vouches for it'
elsewhere "$folder/bundle.zip" --key "$folder/seal-key.pub"
lacks "$out" 'Confirm it with its owner' 'with the key: nothing is left to confirm'
matches "$out" 'files: As it should be' 'and its files are as they should be'
matches "$out" '^Key of the seal: [0-9a-f]{64}\.$' 'and the key is named'

# Chosen decisions: an act of the log that could tell of others is there without its words, and breaks nothing

cli finding "$folder/case.recount" add --title 'Of the whole' --condition 'It is so' --criterion AIA-12-1
cli verify "$folder/case.recount"
cli export "$folder/case.recount" -o "$folder/chosen.zip" --event "$event" --passphrase-fd 3 3<"$folder/passphrase"
is "$code" 0 'export of a decision: 0'
elsewhere "$folder/chosen.zip" --key "$folder/seal-key.pub" --json
is "$(printf '%s' "$out" | tr '{' '\n' | grep -c '"object":"custody entry')" 0 'no entry of the log is called wrong'
matches "$(printf '%s' "$out" | tr '{' '\n' | grep '"object":"custody log"')" ', 2 without their content' 'the entry without its words is counted'
is "$(look at /seal/verdict /differing)" "VALID	0" 'sealed, and nothing differs'

# A key that its owner took back, though it is an accepted one, and no key where a seal of another kind is

if command -v ssh-keygen >/dev/null; then
  ssh-keygen -q -t ed25519 -N '' -C reader -f "$folder/ssh"
  cli export "$folder/case.recount" -o "$folder/ssh.zip" --ssh-key "$folder/ssh" --passphrase-fd 3 3<"$folder/passphrase"
  is "$code" 0 'export with two seals: 0'
  set_up new "$folder/keys.recount" --title Keys --unsigned
  set_up trust "$folder/keys.recount" add "$folder/ssh.pub" --owner Maker --revoked 2020-01-01T00:00:00Z --revoked-for stolen
  cli trust "$folder/keys.recount" export
  cp "$folder/out" "$folder/keys.json"
  elsewhere "$folder/ssh.zip" --trust "$folder/keys.json" --json
  matches "$(printf '%s' "$out" | tr '{' '\n' | grep '"object":"seal by SSH"')" '"verdict":"INVALID","reason":"revoked"' 'a revoked SSH key is none'
  elsewhere "$folder/bundle.zip" --key "$folder/ssh.pub" --json
  matches "$(printf '%s' "$out" | tr '{' '\n' | grep '"object":"seal"' | grep identity)" '"verdict":"INVALID"' 'a key of another kind than the seal: not its seal'
else
  skip 'ssh-keygen is absent' 'seals by SSH'
fi

# What is none

head -c 2000 "$folder/bundle.zip" >"$folder/cut.zip"
elsewhere "$folder/cut.zip" -o "$folder/cut.recount"
is "$code" 2 'a bundle that was cut: 2'
is_one_sentence 'told in one sentence'
elsewhere "$folder/demo" -o "$folder/cut.recount"
is "$code" 2 'a folder: 2'
elsewhere "$folder/none.zip" -o "$folder/cut.recount"
is "$code" 2 'nothing: 2'
is "$(find "$folder" -maxdepth 1 -name 'cut.recount*' -o -maxdepth 1 -name '.recount-*')" '' 'nothing is left behind'
plan
