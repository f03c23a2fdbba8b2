#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The life of a case as a whole: a backup, the erasing of what was removed, a time stamp by an authority of openssl's, and its end.
set -eu
. "$(dirname "$0")/tap.sh"
. "$(dirname "$0")/cli.sh"

case_file=$folder/case.recount
make_demo "$folder/demo" --inferences 60
make_case "$case_file" "$folder/demo"
set_up verify "$case_file"

# --- Backup ---
cli case "$case_file" backup -o "$folder/backup.recount" --json
is "$code $(look at /recorded)" '0 true' 'a backup, which the custody log knows'
has_members '' file,bytes,sha256,entries,head,recorded 'its members'
is "$(look at /sha256)" "$(sha256sum "$folder/backup.recount" | cut -c1-64)" 'by its digest'
cli verify "$folder/backup.recount" --json
copy=$out
cli verify "$case_file" --json
is "$copy" "$out" 'the copy answers as the case'
cli case "$case_file" backup -o "$folder/backup.recount"
is "$code" 2 'never over a file'
is_one_sentence 'in one sentence'
is "$(ls -A "$folder" | grep -c '^\.recount-' || true)" 0 'nothing is left behind'

# --- Compacting ---
head -c 3000 /dev/urandom >"$folder/secret.bin"
marker=$(head -c 48 "$folder/secret.bin" | od -An -v -tx1 | tr -d ' \n')
stands () {
  od -An -v -tx1 "$case_file" | tr -d ' \n' | grep -c "$marker" || true
}
cli import "$case_file" "$folder/secret.bin" --json
id=$(look at /sources/0/id)
is "$(stands)" 1 'what was received stands in the file'
set_up remove "$case_file" "$id" --reason 'sent by mistake'
cli hold "$case_file" set --reason 'An incident'
is "$code" 0 'a legal hold'
cli case "$case_file" compact --scrub
is "$code $(stands)" '2 1' 'while it stands nothing is erased'
matches "$err" 'legal hold 1' 'and that is why'
set_up hold "$case_file" release 1 --reason 'Closed'
cli case "$case_file" compact --scrub --json
is "$code $(look at /erased /settled)" '0 3000	true' 'then it is'
is "$(stands)" 0 'and stands nowhere in the file'
cli record "$case_file" "$id:1" --reason R
is "$code" 2 'its record is not to be had'
matches "$err" 'was removed and its bytes were erased' 'and that is said'
cli source "$case_file" "$id" --json
is "$code $(look at /state /removed_for /erased)" '0 removed	sent by mistake	3000' 'the source tells it too'
cli sources "$case_file" --removed --json
is "$code $(look at /id /removed_for /erased)" "0 $id	sent by mistake	3000" 'and the list of what was taken out'
cli verify "$case_file" --json
is "$(look at /records/failed)" 0 'verify is as good as before'
cli custody "$case_file"
matches "$out" ' scrub ' 'the custody log knows'
matches "$out" ' compact ' 'both acts'

# --- Time stamps ---
tsa=$folder/tsa
mkdir "$tsa"
cat >"$tsa/tsa.cnf" <<CNF
[ca]
basicConstraints=critical,CA:TRUE
keyUsage=critical,keyCertSign
[stamp]
extendedKeyUsage=critical,timeStamping
keyUsage=critical,digitalSignature
[tsa]
default_tsa=tsa1
[tsa1]
serial=$tsa/serial
signer_cert=$tsa/clock.pem
signer_key=$tsa/clock.key
signer_digest=sha256
default_policy=1.2.3.4.1
digests=sha256
ess_cert_id_alg=sha256
CNF
echo 01 >"$tsa/serial"
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout "$tsa/root.key" -out "$tsa/root.pem" -days 30 \
  -subj '/CN=Root of time' -config "$tsa/tsa.cnf" -extensions ca 2>"$folder/log" ||
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout "$tsa/root.key" -out "$tsa/root.pem" -days 30 \
    -subj '/CN=Root of time' -addext basicConstraints=critical,CA:TRUE 2>"$folder/log"
openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout "$tsa/clock.key" -out "$tsa/clock.csr" -subj '/CN=Clock' 2>"$folder/log"
openssl x509 -req -in "$tsa/clock.csr" -CA "$tsa/root.pem" -CAkey "$tsa/root.key" -CAcreateserial -days 20 -extfile "$tsa/tsa.cnf" \
  -extensions stamp -out "$tsa/clock.pem" 2>"$folder/log"

cli case "$case_file" stamp --request "$folder/log.tsq" --json
is "$code" 0 'a request for a time stamp'
entry=$(look at /entry)
head=$(look at /head)
matches "$(openssl ts -query -in "$folder/log.tsq" -text 2>/dev/null | tr -d '\n')" 'sha256' 'openssl reads it'
openssl ts -reply -config "$tsa/tsa.cnf" -queryfile "$folder/log.tsq" -out "$folder/log.tsr" 2>"$folder/log" || explain "$(cat "$folder/log")"
openssl ts -verify -queryfile "$folder/log.tsq" -in "$folder/log.tsr" -CAfile "$tsa/root.pem" >"$folder/log" 2>&1 &&
  pass 'openssl accepts the answer' || fail 'openssl accepts the answer'
cli case "$case_file" stamp --response "$folder/log.tsr" --json
is "$code $(look at /stamps/0/entry /stamps/0/head /stamps/0/verdict /stamps/0/reason)" "0 $entry	$head	UNVERIFIABLE	chain-untrusted" \
  'the answer is kept, and nobody vouches for it yet'
cli case "$case_file" stamp --response "$folder/log.tsr"
is "$code" 2 'the same answer is kept once'
matches "$err" 'has it already' 'and that is why'
cli custody "$case_file" --json
is "$code $(look at /stamps/0/verdict)" '3 UNVERIFIABLE' 'custody says so'
cli report "$case_file" integrity -o "$folder/before.txt"
matches "$(cat "$folder/before.txt")" 'Time stamps over the custody log' 'and the integrity report'
matches "$(tr '\n' ' ' <"$folder/before.txt")" 'Sources taken out.*sent by mistake' 'which tells what was taken out, too'
set_up trust "$case_file" add "$tsa/root.pem" --owner 'Time Office (fictitious)' --kind tsa-root
cli custody "$case_file" --json
is "$(look at /stamps/0/verdict)" 'VALID' 'once its authority is accepted, it holds'
cli custody "$case_file"
matches "$out" "up to entry $entry existed not later than" 'and says until when'
printf 'x' | cat "$folder/log.tsr" - >"$folder/spoilt.tsr"
cli case "$case_file" stamp --response "$folder/spoilt.tsr"
is "$code" 2 'a spoilt answer is not kept'
is_one_sentence 'in one sentence'
cli case "$folder/backup.recount" stamp --response "$folder/log.tsr"
is "$code" 2 'nor one over another log'
matches "$err" 'something else' 'and that is why'

# --- Disposal ---
gone=$folder/gone.recount
cp "$folder/backup.recount" "$gone"
cli case "$gone" dispose --reason 'The engagement has ended' --by 'M. Head (fictitious)' -o "$folder/gone.pdf"
is "$code" 64 'nothing is destroyed without being asked twice'
cli case "$gone" dispose --reason R --by B --yes -o "$folder/gone.pdf"
is "$code" 2 'nor the provider’s own file without a rule'
matches "$err" 'Article 18' 'and that is why'
set_up new "$folder/other.recount" --title Other --type external --auditor 'A. Auditor (fictitious)' --unsigned
set_up import "$folder/other.recount" "$folder/secret.bin"
set_up case "$folder/other.recount" backup -o "$folder/kept.recount"
cli case "$folder/other.recount" dispose --reason 'The engagement has ended' --by 'M. Head (fictitious)' --yes -o "$folder/other.pdf" --json
is "$code $(look at /destroyed /signed /resumed)" '0 other.recount	false	false' 'a case is destroyed'
has_members '' destroyed,bytes,sha256,certificate,signed,resumed 'its members'
sha=$(look at /sha256)
is "$(ls -A "$folder" | grep -c 'other\.recount' || true)" 0 'nothing is left of it'
is "$(ls -A "$folder" | grep -c '\.plan$' || true)" 0 'nor of the plan'
pdftotext -raw "$folder/other.pdf" "$folder/other.txt"
matches "$(tr -d '\n ' <"$folder/other.txt")" "$sha" 'the certificate names it by its digest'
matches "$(tr -d '\n ' <"$folder/other.txt")" 'kept.recount' 'and the backup that stays'
matches "$(tr '\n' ' ' <"$folder/other.txt")" 'The engagement has ended' 'and the reason'

odd=$(printf 'odd\033name.recount')
cp "$folder/kept.recount" "$folder/$odd"
cli case "$folder/$odd" dispose --reason 'The engagement has ended' --yes -o "$folder/odd.pdf"
is "$code" 0 'a case with an odd name'
is "$(printf %s "$out" | tr -d '\40-\176\200-\377' | wc -c)" 0 'no control character of it reaches the terminal'

plan
