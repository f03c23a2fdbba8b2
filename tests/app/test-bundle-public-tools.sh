#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# A stranger checks a bundle without the program: the commands are taken out of HOW-TO-CHECK.txt as they stand and run in the unpacked bundle. Each must
# print what the page says; and where one byte of the bundle is another, one of them must not.
set -eu
. "$(dirname "$0")/tap.sh"
. "$(dirname "$0")/cli.sh"

tests=$(cd "$(dirname "$0")" && pwd)
case_file=$folder/case.recount
printf 'correct horse battery staple\n' >"$folder/passphrase"

for tool in unzip sha256sum minisign xmllint jq python3 openssl; do
  if ! command -v "$tool" >/dev/null 2>&1; then
    skip "no $tool" 'the page of checks'
    plan
    exit
  fi
done

set_up_with_key () { # arguments...
  code=0
  "$RECOUNT_CLI" "$@" --passphrase-fd 7 7<"$folder/passphrase" >"$folder/out" 2>"$folder/err" </dev/null || code=$?
  if [ "$code" -ne 0 ]; then
    explain "$(cat "$folder/err")"
    echo "Bail out! recount-cli $* answered $code"
    exit 1
  fi
}

# --- Following the page ---

take_commands () { # page, folder: NUMBER.command and NUMBER.printed for each line that begins with "$ "; all of "PS> " in one file
  rm -rf "$2"
  mkdir "$2"
  awk -v out="$2" '
    /^\$ / { n++; file = sprintf("%s/%02d", out, n); print substr($0, 3) >(file ".command"); printf "" >(file ".printed"); unix = 1; next }
    /^PS> / { print substr($0, 5) >(out "/windows"); unix = 0; next }
    /^= / { if (unix) print substr($0, 3) >(file ".printed"); else print substr($0, 3) >(out "/windows-printed") }
  ' "$1"
}

agrees () { # found, expected: line by line; one that ends in "…" goes on
  awk -v other="$2" '
    function rest(text) { return index(text, "…") > 0 && substr(text, length(text) - length("…") + 1) == "…" }
    { if ((getline expected <other) <= 0) exit 1
      if (rest(expected)) { head = substr(expected, 1, length(expected) - length("…")); if (substr($0, 1, length(head)) != head) exit 1 }
      else if ($0 "" != expected "") exit 1 }
    END { if ((getline expected <other) > 0) exit 1 }
  ' "$1"
}

follow () { # bag, commands, "all" or "one": leaves the numbers of those that did not print what they must in $refused; one is enough
  refused=
  for command in "$2"/*.command; do
    number=$(basename "$command" .command)
    status=0
    (cd "$1" && sh "$command") >"$2/$number.found" 2>"$2/$number.errors" </dev/null || status=$?
    if [ "$status" -ne 0 ] || ! agrees "$2/$number.found" "$2/$number.printed"; then
      refused="$refused $number"
      if [ "$3" = one ]; then
        break
      fi
    fi
  done
}

check_page () { # zip, name
  rm -rf "$folder/unpacked"
  unzip -q "$1" -d "$folder/unpacked"
  bag=$(echo "$folder"/unpacked/recount-*)
  take_commands "$bag/HOW-TO-CHECK.txt" "$folder/commands"
  for needed in unzip 'sha256sum -c' 'minisign -V' xmllint 'jq ' 'python3 check-records.py' 'openssl ts'; do
    if grep -qF "$needed" "$bag/HOW-TO-CHECK.txt"; then
      pass "$2: the page tells of $needed"
    else
      fail "$2: the page tells of $needed"
    fi
  done
  follow "$bag" "$folder/commands" all
  is "$refused" '' "$2: every command prints what the page says"
  for number in $refused; do
    explain "$(cat "$folder/commands/$number.command")"
    explain "expected: $(cat "$folder/commands/$number.printed")"
    explain "found: $(cat "$folder/commands/$number.found" "$folder/commands/$number.errors")"
  done
  is "$(python3 "$tests/bagit-check.py" "$bag")" valid "$2: a valid bag"
}

# --- What Windows would do ---

# PowerShell is not here: each of its lines must be one of these, letter by letter, and what it computes is computed by other means.
check_windows () { # bag, commands, name
  compare_all () { # list
    printf '%s' "Get-Content -Encoding UTF8 $1 | ForEach-Object { \$digest, \$name = \$_ -split '  ', 2; " \
      "if ((Get-FileHash -Algorithm SHA256 -LiteralPath \$name).Hash -ne \$digest) { \$name } }"
  }
  manifest=$(sha256sum <"$1/manifest-sha256.txt" | cut -c 1-64)
  {
    echo "(Get-FileHash -Algorithm SHA256 manifest-sha256.txt).Hash -eq '$manifest'"
    echo 'certutil -hashfile manifest-sha256.txt SHA256'
    compare_all manifest-sha256.txt
    echo
    echo '(Get-ChildItem -Recurse -Force -File data).Count'
    compare_all tagmanifest-sha256.txt
    echo
  } >"$folder/windows"
  {
    echo True
    echo '…'
    echo "$manifest"
    echo '…'
    find "$1/data" -type f | wc -l
  } >"$folder/windows-printed"
  is "$(cat "$2/windows")" "$(cat "$folder/windows")" "$3: the lines for PowerShell"
  is "$(cat "$2/windows-printed")" "$(cat "$folder/windows-printed")" "$3: what they print"
  for list in manifest-sha256.txt tagmanifest-sha256.txt; do
    while IFS= read -r line; do
      name=${line#*'  '}
      if [ "$(sha256sum <"$1/$name" | cut -c 1-64)" != "${line%%'  '*}" ]; then
        echo "$name"
      fi
    done <"$1/$list" >"$folder/differing"
    is "$(cat "$folder/differing")" '' "$3: comparing all of $list prints nothing"
  done
  # A name that PowerShell or Windows would take for something else.
  lacks "$(cut -c 67- "$1/manifest-sha256.txt")" '[<>:"|?*\\]|[. ](/|$)' "$3: names that Windows has no other meaning for"
}

# --- One byte ---

alter () { # file: one byte in its middle, and none of a line end, so that a signature is hit and not the comment before it
  python3 - "$1" <<'PYTHON'
import sys
with open(sys.argv[1], "rb") as file:
    data = bytearray(file.read() or b"\0")
place = len(data) // 2
while place < len(data) - 1 and data[place] in b"\r\n":
    place += 1
data[place] ^= 1
with open(sys.argv[1], "wb") as file:
    file.write(data)
PYTHON
}

check_altered () { # bag, commands, name, files...
  altered=$1
  commands=$2
  name=$3
  shift 3
  missed=
  for file; do
    cp "$altered/$file" "$folder/original"
    alter "$altered/$file"
    follow "$altered" "$commands" one
    if [ -z "$refused" ]; then
      missed="$missed $file"
    fi
    cp "$folder/original" "$altered/$file"
  done
  is "$missed" '' "$name: one byte changed in one of $# files, and a command says so"

  echo more >"$altered/data/more.txt"
  follow "$altered" "$commands" one
  lacks "$refused" '^$' "$name: a file more"
  rm "$altered/data/more.txt"
  mv "$altered/data/custody.jsonl" "$folder/custody"
  follow "$altered" "$commands" one
  lacks "$refused" '^$' "$name: a file less"
  mv "$folder/custody" "$altered/data/custody.jsonl"
}

# One file of each class: all beside data, all in data itself, the first of each folder in it.
list_classes () { # bag
  (cd "$1" && { find . -maxdepth 2 -type f; for part in data/*/; do find "$part" -type f | LC_ALL=C sort | head -n 1; done; })
}

# --- The program for the records ---

check=$RECOUNT_SOURCE/reports/bundle/pages/check-records.py
if [ "$(wc -l <"$check")" -le 60 ]; then
  pass 'check-records.py has at most sixty lines'
else
  fail 'check-records.py has at most sixty lines'
fi
is "$(grep -E '^(import|from) ' "$check" | LC_ALL=C sort | tr '\n' ' ')" 'import hashlib import json import os import sys ' 'and nothing but the standard library'

make_demo "$folder/demo" --inferences 300
set_up_with_key new "$case_file" --title 'Test <of> "pages"' --auditor 'A. Auditor (fictitious)'
set_up_with_key import "$case_file" "$folder/demo/evidence"
set_up_with_key trust "$case_file" add "$folder/demo/keys/nordhafen-log.pub" --owner 'Demo bank' --how 'by telephone'
set_up_with_key verify "$case_file"

set_up_with_key export "$case_file" -o "$folder/full.zip" --lineage KA-2026-000012
check_page "$folder/full.zip" 'a full bundle'
check_windows "$bag" "$folder/commands" 'a full bundle'
# Names in a bundle have no blanks.
# shellcheck disable=SC2046
check_altered "$bag" "$folder/commands" 'a full bundle' $(list_classes "$bag")

set_up_with_key export "$case_file" -o "$folder/selective.zip" --event KA-2026-000012
check_page "$folder/selective.zip" 'an extract'
check_windows "$bag" "$folder/commands" 'an extract'
check_altered "$bag" "$folder/commands" 'an extract' data/records.json data/withheld.json data/events.jsonl \
  "$(cd "$bag" && find data/records -type f | head -n 1)"

set_up export "$case_file" -o "$folder/unsealed.zip" --unsealed --language fr
rm -rf "$folder/unpacked"
unzip -q "$folder/unsealed.zip" -d "$folder/unpacked"
bag=$(echo "$folder"/unpacked/recount-*)
take_commands "$bag/HOW-TO-CHECK.txt" "$folder/commands"
follow "$bag" "$folder/commands" all
is "$refused" '' 'an unsealed bundle in French: every command prints what the page says'
lacks "$(cat "$folder"/commands/*.command)" 'minisign|seal-key' 'no command asks for a seal that is not there'

plan
