#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The auditor's key at the command line: made on first use, never asked for without a terminal, and what was done without it is
# signed at the next chance.
set -eu
. "$(dirname "$0")/tap.sh"
. "$(dirname "$0")/cli.sh"

case_file=$folder/case.recount
printf 'correct horse battery staple\n' >"$folder/passphrase"
printf 'something else\n' >"$folder/wrong"
: >"$folder/nothing"
printf 'A letter.\n' >"$folder/letter"

cli_with_key () { # file with the passphrase, arguments...
  passphrase=$1
  shift
  code=0
  "$RECOUNT_CLI" "$@" --passphrase-fd 7 7<"$passphrase" >"$folder/out" 2>"$folder/err" </dev/null || code=$?
  out=$(cat "$folder/out")
  err=$(cat "$folder/err")
}

custody () { # leaves "EXIT SIGNED OF ALL" in $found
  cli custody "$case_file" --json
  found="$code $(look at /signed /entries | sed 's/	/ of /')"
}

cli_with_key "$folder/passphrase" new "$case_file" --title Test
is "$code" 0 'a case made with a key'
matches "$err" 'key' 'a new key is told of'
is "$(find "$XDG_DATA_HOME" -type f -printf '%m\n' | sort -u)" 600 'the key lies in the data folder, for its owner alone'
custody
matches "$found" '^0 ([0-9]+) of \1$' 'every entry is signed'

cli import "$case_file" "$folder/letter"
is "$code $err" '0 ' 'without a terminal nobody asks for the key'
custody
lacks "$found" '^0 ([0-9]+) of \1$' 'what was done without the key is not signed'

dump () {
  sqlite3 "$case_file" .dump
}

dump >"$folder/before"
cli_with_key "$folder/wrong" verify "$case_file"
is "$code" 2 'a wrong passphrase: 2'
is_one_sentence 'a wrong passphrase: one sentence'
cli_with_key "$folder/nothing" verify "$case_file"
is "$code" 2 'an empty passphrase: 2'
is_one_sentence 'an empty passphrase: one sentence'
code=0
"$RECOUNT_CLI" verify "$case_file" --passphrase-fd 9 >"$folder/out" 2>"$folder/err" </dev/null || code=$?
is "$code" 2 'a descriptor that is not open: 2'
if dump | cmp -s - "$folder/before"; then
  pass 'a refused passphrase changes nothing'
else
  fail 'a refused passphrase changes nothing'
fi

cli_with_key "$folder/passphrase" verify "$case_file"
lacks "$code" '^2$' 'the next act with the key'
custody
matches "$found" '^0 ([0-9]+) of \1$' 'signs what was done without it'

cli_with_key "$folder/passphrase" new "$folder/second.recount" --title Second
is "$code" 0 'a second case with the same key'
lacks "$err" 'new' 'makes no second key'

plan
