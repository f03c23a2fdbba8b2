#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Every case of the threat model, C01 to C77, is a test that carries its id.
set -eu
. "$(dirname "$0")/tap.sh"

make_folder
for program in "$RECOUNT_TESTS"/core/test-* "$RECOUNT_TESTS"/importers/test-* "$RECOUNT_TESTS"/reports/test-bundle-* "$RECOUNT_TESTS"/vectors/test-*; do
  [ -f "$program" ] && [ -x "$program" ] || continue
  "$program" -l </dev/null >>"$folder/listed" 2>/dev/null || explain "$program does not list its tests"
done

number=1
while [ "$number" -le 77 ]; do
  id=$(printf 'C%02d' "$number")
  matches "$(grep "[/-]$id\\([^0-9]\\|\$\\)" "$folder/listed" || true)" '.' "$id has a test of its name"
  number=$((number + 1))
done
plan
