#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The independent check of bags against the conformance suite of the Library of Congress: what it calls valid is accepted, what it calls invalid is
# refused, what it warns of is accepted with a word.
set -eu
. "$(dirname "$0")/tap.sh"

check=$(dirname "$0")/bagit-check.py
corpus=${RECOUNT_CORPUS:-}/integrity/bagit
make_folder

if ! command -v python3 >/dev/null 2>&1; then
  skip 'no python3' 'the conformance suite'
  plan
  exit
fi
if [ ! -d "$corpus" ]; then
  skip 'no corpus' 'the conformance suite'
  plan
  exit
fi

judge () { # folder; leaves "WORD STATUS" in $found
  status=0
  python3 "$check" "$1" >"$folder/out" 2>&1 || status=$?
  found="$(head -n 1 "$folder/out") $status"
}

for bag in "$corpus"/*/*/*/; do
  bag=${bag%/}
  name=${bag#"$corpus"/}
  case $name in
    */special-system-files)
      # The suite's own bag holds this file, which is empty; its copy here does not.
      cp -R "$bag" "$folder/system"
      : >"$folder/system/data/.DS_Store"
      bag=$folder/system
      ;;
  esac
  judge "$bag"
  case $name in
    */valid/bag-with-leading-dot-slash-in-manifest) is "$found" 'warning 0' "$name" ;;
    */valid/*) is "$found" 'valid 0' "$name" ;;
    */warning/*) is "$found" 'warning 0' "$name" ;;
    *) is "$found" 'invalid 1' "$name" ;;
  esac
done

# The suite fetches what this bag leaves to be fetched; without it the bag is not complete, and nothing was altered.
for bag in "$corpus"/*/valid/holey-bag; do
  rm -rf "$folder/holey"
  cp -R "$bag" "$folder/holey"
  rm -rf "$folder/holey/data/dir1" "$folder/holey/data/dir2"
  judge "$folder/holey"
  is "$found" 'incomplete 3' "${bag#"$corpus"/} with nothing fetched"
  printf 'x' >>"$(find "$folder/holey/data" -type f | head -n 1)"
  judge "$folder/holey"
  is "$found" 'invalid 1' "${bag#"$corpus"/} with nothing fetched, and a byte more"
done

plan
