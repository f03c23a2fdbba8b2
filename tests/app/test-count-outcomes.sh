#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The count that ends `tests/run`: a log of each outcome that a test program can have.
set -eu
. "$(dirname "$0")/tap.sh"
make_folder

log () { # result, what the program wrote (\n for line ends), return code
  printf '{"name": "core / x", "stdout": "%s", "result": "%s", "starttime": 1.5, "duration": 0.1, "returncode": %s}\n' "$2" "$1" "$3" \
    >>"$folder/log.json"
}

count () { # expected, name
  is "$(sh "$RECOUNT_SOURCE/tests/count-outcomes" "$folder/log.json")" "$1" "$2"
  rm -f "$folder/log.json"
}

count '0 1' 'no log: nothing was tested, which is a failure'

: >"$folder/log.json"
count '0 1' 'an empty log, too'

log OK '1..2\nok 1 /a\nok 2 /b\n' 0
count '2 0' 'subtests are counted'

log FAIL '1..3\nok 1 /a\nnot ok 2 /b\nok 3 /c\n' 1
count '2 1' 'a subtest that failed'

log OK '1..2\nok 1 /a # SKIP not here\nok 2 /b\n' 0
count '1 0' 'a skipped subtest counts neither way'

log SKIP '1..1\nok 1 /a # SKIP not here\n' 0
count '0 0' 'nor does a program that skipped everything'

log OK '' 0
count '1 0' 'a program without subtests'

log ERROR '1..3\nok 1 /a\n' -11
count '1 1' 'a program that crashed half-way'

log TIMEOUT '1..3\nok 1 /a\nok 2 /b\n' -9
count '2 1' 'a program that ran out of time'

log INTERRUPT '1..3\n' -2
count '0 1' 'a program that was interrupted'

log UNEXPECTEDPASS '1..1\nok 1 /a\n' 0
count '1 1' 'a program that should have failed'

log OK '# \"quoted\\nnot ok 9 this is text\", \"result\": \"FAIL\"\nok 1 /a\n1..1\n' 0
count '1 0' 'what a program writes about results is not a result'

log OK '1..1\nok 1 /a\n' 0
log FAIL '1..1\nnot ok 1 /a\n' 1
count '1 1' 'several programs are added up'

plan
