#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Several auditors on one case: who is a member with which key, what each has to do, and whose signatures the custody log bears.
set -eu
. "$(dirname "$0")/tap.sh"
. "$(dirname "$0")/cli.sh"
. "$(dirname "$0")/team.sh"

case_file=$folder/case.recount
printf 'A letter.\n' >"$folder/letter"

anna=$(key_of anna)
olga=$(key_of olga)
cli_as anna new "$case_file" --title Test
cli team "$case_file" list
matches "$out" 'Nobody is entered' 'without members that is said'
cli_as anna team "$case_file" add 'Anna Owner' --role owner --key "$anna" --json
is "$code $(look at /id /role | tr '\t' ' ')" '0 1 owner' 'the first member is the owner'
cli_as anna team "$case_file" add 'Olga Observer' --role observer --key "$olga"
is "$code" 0 'an observer'
cli_as anna team "$case_file" add 'Nobody' --role boss
is "$code" 2 'no such role'
is_one_sentence 'no such role: one sentence'

cli_as olga import "$case_file" "$folder/letter"
is "$code" 2 'an observer imports nothing'
is_one_sentence 'an observer: one sentence'
matches "$err" 'observer' 'an observer: the sentence says why'
cli_as anna import "$case_file" "$folder/letter"
is "$code" 0 'the owner imports'
cli custody "$case_file" --json
is "$code $(look each /signers name)" '0 Anna Owner' 'custody names the signers'

cli_as anna team "$case_file" assign 1 'Read the letter' --about E01 --due 2026-01-01
is "$code" 0 'work is assigned'
cli team "$case_file" work
matches "$out" 'OVERDUE: Read the letter' 'and told, with what is overdue'
cli_as anna team "$case_file" done 1 'Read, nothing in it'
is "$code" 0 'and done'
cli team "$case_file" work --json
is "$(look at /state)" done 'and told so'

cli_as stranger import "$case_file" "$folder/passphrase" --passphrase-fd 7
cli_as stranger case "$case_file" set --zone Europe/Berlin
cli custody "$case_file" --json
is "$code" 1 'a signature of nobody who is entered: 1'
matches "$(look each /faults message)" "no member's then" 'and it is said'

plan
