#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# A bundle that is closed to everybody but its reader: written, opened with public tools, and opened again.
set -eu
. "$(dirname "$0")/tap.sh"
. "$(dirname "$0")/cli.sh"

printf 'zwölf Boxkämpfer jagen Viktor\n' >"$folder/words"
printf 'too short\n' >"$folder/short"
printf 'file passphrase\n' >"$folder/p12-passphrase"
printf 'another passphrase of some length\n' >"$folder/wrong"

make_demo "$folder/demo" --inferences 20
make_case "$folder/case.recount" "$folder/demo"

# A reader with a certificate, and somebody else with another one.
make_reader () { # name
  openssl req -x509 -newkey rsa:2048 -nodes -keyout "$folder/$1.key" -out "$folder/$1.pem" -days 30 -subj "/CN=$1 (fictitious)" \
    -addext keyUsage=critical,keyEncipherment >/dev/null 2>&1
  openssl pkcs12 -export -inkey "$folder/$1.key" -in "$folder/$1.pem" -out "$folder/$1.p12" -passout "file:$folder/p12-passphrase" >/dev/null 2>&1
}

seal () { # file with the passphrase, bundle, options...
  words=$1
  bundle=$2
  shift 2
  code=0
  "$RECOUNT_CLI" export "$folder/case.recount" -o "$bundle" --unsealed "$@" 8<"$words" >"$folder/out" 2>"$folder/err" </dev/null || code=$?
  out=$(cat "$folder/out")
  err=$(cat "$folder/err")
}

unseal () { # file with the passphrase, bundle, options...
  words=$1
  bundle=$2
  shift 2
  code=0
  "$RECOUNT_CLI" open-bundle "$bundle" "$@" 8<"$words" >"$folder/out" 2>"$folder/err" </dev/null || code=$?
  out=$(cat "$folder/out")
  err=$(cat "$folder/err")
}

make_reader authority
make_reader somebody

seal "$folder/words" "$folder/to.p7m" --to "$folder/authority.pem" --json
is "$code" 0 'a bundle closed to a certificate'
inner=$(look at /sha256)
is "$(look at /envelope_sha256)" "$(sha256sum <"$folder/to.p7m" | cut -d ' ' -f 1)" 'the envelope has the digest that is told'
openssl cms -decrypt -binary -inform DER -in "$folder/to.p7m" -inkey "$folder/authority.key" -recip "$folder/authority.pem" -out "$folder/to.zip"
is "$(sha256sum <"$folder/to.zip" | cut -d ' ' -f 1)" "$inner" 'openssl takes the bundle out of it'
unseal "$folder/p12-passphrase" "$folder/to.p7m" --reader-key "$folder/authority.p12" --reader-key-passphrase-fd 8 --json
is "$(look at /bundle/sha256)" "$inner" 'the reader opens it'
is "$(look at /differing)" 0 'and it is what it says'
opened=$out
unseal "$folder/p12-passphrase" "$folder/to.zip" --json
is "$out" "$opened" 'as without the envelope'
unseal "$folder/p12-passphrase" "$folder/to.p7m" --reader-key "$folder/somebody.p12" --reader-key-passphrase-fd 8
is "$code" 2 'somebody else: 2'
is_one_sentence 'somebody else: one sentence'
unseal "$folder/words" "$folder/to.p7m"
is "$code" 2 'without a key: 2'
matches "$err" 'sealed to certificates' 'and it is said what is needed'

seal "$folder/words" "$folder/by.zip" --reader-passphrase-fd 8 --json
is "$code" 0 'a bundle closed by a passphrase'
inner=$(look at /sha256)
unseal "$folder/words" "$folder/by.zip" --reader-passphrase-fd 8 --json
is "$(look at /bundle/sha256)" "$inner" 'is opened by it'
unseal "$folder/wrong" "$folder/by.zip" --reader-passphrase-fd 8
is "$code" 2 'by another one: 2'
is_one_sentence 'by another one: one sentence'
seal "$folder/short" "$folder/short.zip" --reader-passphrase-fd 8
is "$code" 2 'a short passphrase: 2'
is_one_sentence 'a short passphrase: one sentence'
is "$(find "$folder" -name 'short.zip*' -o -name '.recount*')" '' 'and nothing is left behind'
seal "$folder/words" "$folder/none.p7m" --to "$folder/words"
is "$code" 2 'no certificate: 2'
is_one_sentence 'no certificate: one sentence'
seal "$folder/words" "$folder/both.p7m" --to "$folder/authority.pem" --reader-passphrase-fd 8
is "$code" 64 'both at once: 64'

# To whom it went is in the custody log.
sqlite3 "$folder/case.recount" "SELECT detail FROM custody WHERE act = 'export'" >"$folder/acts"
is "$(grep -c 'authority (fictitious)' "$folder/acts")" 1 'the log says to whose certificate'
is "$(grep -c '"kind":"passphrase"' "$folder/acts")" 1 'and that a passphrase closed the other'

plan
