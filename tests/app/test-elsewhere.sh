#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Checks done outside the program: recorded for a seal that could not be checked here, told by the next verification, taken back.
set -eu
. "$(dirname "$0")/tap.sh"
. "$(dirname "$0")/cli.sh"

demo=$folder/demo
case_file=$folder/case.recount
make_demo "$demo" --inferences 200 --seed 3
set_up new "$case_file" --title Test --unsigned
set_up import "$case_file" "$demo/evidence"
printf 'Signature and comment signature verified\n' >"$folder/output.txt"

cli elsewhere "$case_file" 1 --by 'M. Berger' --on 2026-11-21 --with 'minisign 0.11' --output "$folder/output.txt"
is "$code" 2 'without a verification there is no such seal: 2'
is_one_sentence 'and one sentence'

cli verify "$case_file" --json
is "$code $(look at /seals/0/kind /seals/0/worst /seals/0/reason)" '3 minisign	UNVERIFIABLE	key-missing' 'nobody accepted the key'
matches "$(look at /seals/0/meaning)" '^The check needs the public key' 'what that means is said'
matches "$(look at /seals/0/innocent)" 'separately' 'what can have caused it'
matches "$(look at /seals/0/ask)" '^Ask for the public key' 'and what to ask for'
cli verify "$case_file"
matches "$out" 'The check needs the public key of the signer' 'people read it too'
is "$(grep -c 'Next step: Ask for the public key' "$folder/out")" 1 'what to do about it once'

cli elsewhere "$case_file" 1 --by 'M. Berger' --on 2026-11-21 --with 'minisign 0.11' --output "$folder/output.txt" --json
is "$code $(look at /elsewhere)" '0 1' 'a check is recorded'
cli elsewhere "$case_file" --json
is "$(look at /by /on /with /output)" 'M. Berger	2026-11-21	minisign 0.11	output.txt' 'and listed'
is "$(look at /output_sha256)" "$(sha256sum <"$folder/output.txt" | cut -d ' ' -f 1)" 'with the digest of its output'
cli elsewhere "$case_file" --extract 1 --output "$folder/again.txt"
is "$code $(cmp "$folder/output.txt" "$folder/again.txt" && echo same)" '0 same' 'which is kept'
cli elsewhere "$case_file" --extract 1 --output "$folder/again.txt"
is "$code" 2 'and writes over nothing'

cli verify "$case_file" --json
is "$(look at /seals/0/worst /seals/0/reason /seals/1/worst)" 'ELSEWHERE	null	UNVERIFIABLE' 'the seal was checked elsewhere, others were not'
matches "$(look at /seals/0/notes/0)" 'by M. Berger on 2026-11-21 with minisign 0.11' 'its note says by whom, when and with what'
cli custody "$case_file"
matches "$out" ' elsewhere ' 'the custody log says so'

cli elsewhere "$case_file" --withdraw 1 --reason 'wrong version of the file'
is "$code" 0 'it is taken back'
cli verify "$case_file" --json
is "$(look at /seals/0/worst)" UNVERIFIABLE 'and counts no more'
cli elsewhere "$case_file"
matches "$out" 'taken back: wrong version of the file' 'but stays in the list'

set_up trust "$case_file" add "$demo/keys/nordhafen-log.pub" --owner 'Demo bank'
cli verify "$case_file" --json
is "$(look at /seals/0/worst)" VALID 'checked here'
cli elsewhere "$case_file" 1 --by B --on 2026-11-21 --with W --output "$folder/output.txt"
is "$code" 2 'what was checked here is not checked elsewhere: 2'
is_one_sentence 'and one sentence'

for wrong in '1 --by B' '1 --by B --on 2026-11-21 --with W' 'one --by B --on D --with W --output F' '--withdraw 1' '--extract 1' \
             '1 --withdraw 1 --reason R' '1 2'; do
  # shellcheck disable=SC2086
  cli elsewhere "$case_file" $wrong
  is "$code" 64 "elsewhere $wrong: 64"
done
plan
