# SPDX-License-Identifier: GPL-3.0-or-later
#
# Read by tests of several people on one case, after cli.sh: each has a key of their own.

cli_as () { # person, arguments...
  person=$1
  shift
  mkdir -p "$folder/$person"
  printf 'passphrase of %s\n' "$person" >"$folder/$person/passphrase"
  code=0
  XDG_DATA_HOME="$folder/$person" "$RECOUNT_CLI" "$@" --passphrase-fd 7 7<"$folder/$person/passphrase" >"$folder/out" 2>"$folder/err" </dev/null || code=$?
  out=$(cat "$folder/out")
  err=$(cat "$folder/err")
}

key_of () { # person: the key that signs first in a case of their own
  cli_as "$1" new "$folder/$1.recount" --title Key
  cli custody "$folder/$1.recount" --json
  look each /signers key
}
