# SPDX-License-Identifier: GPL-3.0-or-later
#
# Read by the shell tests of this folder: each check tells its outcome as a line of TAP, `plan` ends the test.

checks=0
failures=0

pass () {
  checks=$((checks + 1))
  echo "ok $checks - $*"
}

fail () {
  checks=$((checks + 1))
  failures=$((failures + 1))
  echo "not ok $checks - $*"
}

skip () { # why, name
  checks=$((checks + 1))
  echo "ok $checks - $2 # SKIP $1"
}

explain () { # text that a failure leaves behind, as remarks
  printf '%s\n' "$*" | sed 's/^/# /'
}

is () { # found, expected, name
  if [ "$1" = "$2" ]; then
    pass "$3"
  else
    fail "$3"
    explain "expected: $2"
    explain "found: $1"
  fi
}

matches () { # text, pattern for grep -E, name
  if printf '%s\n' "$1" | grep -Eq -e "$2"; then
    pass "$3"
  else
    fail "$3"
    explain "expected something like: $2"
    explain "found: $1"
  fi
}

lacks () { # text, pattern for grep -E, name
  if printf '%s\n' "$1" | grep -Eq -e "$2"; then
    fail "$3"
    explain "expected nothing like: $2"
    explain "found: $1"
  else
    pass "$3"
  fi
}

# A folder that goes when the test ends, however it ends.
make_folder () {
  folder=$(mktemp -d "${TMPDIR:-/tmp}/recount-test.XXXXXX")
  trap 'chmod -R u+w "$folder" 2>/dev/null; rm -rf "$folder"' EXIT
  trap 'exit 1' HUP INT TERM
}

plan () {
  echo "1..$checks"
  [ "$failures" -eq 0 ]
}
