#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# A report that leaves the house: drafts, comments of the auditee, freezing, what comes back signed, and the next revision.
set -eu
. "$(dirname "$0")/tap.sh"
. "$(dirname "$0")/cli.sh"

case_file=$folder/case.recount
set_up new "$case_file" --title Test --type external --auditor 'A. Auditor (fictitious)' --unsigned
set_up finding "$case_file" add --title 'No gate' --condition 'Versions go live without a gate.' --severity high

# --- The house ---
cli case "$case_file" set --numbering 'findings=NH-{year}-{number}' --disclaimer 'For the addressee alone.' --json
is "$code $(look at /numbering/0 /disclaimers/0)" '0 findings=NH-{year}-{number}	For the addressee alone.' 'a house has numbers and disclaimers of its own'
cli case "$case_file" set --numbering 'findings=NH'
is "$code" 2 'a scheme without a number is none'
is_one_sentence 'and one sentence'

# --- Drafts ---
cli issued "$case_file" list
is "$code $out" '0 Nothing was drafted to be issued.' 'nothing is issued at first'
cli issued "$case_file" draft findings
is "$code" 2 'a draft needs a file'
cli issued "$case_file" draft nothing -o "$folder/one.txt"
is "$code" 2 'and a kind of report'
is_one_sentence 'in one sentence'
cli issued "$case_file" draft findings -o "$folder/one.txt" --language xx
is "$code" 64 'a language that nobody writes: 64'
cli issued "$case_file" draft findings -o "$folder/one.txt" --json
is "$code $(look at /id /state /kind /revision /drafts/0/language)" '0 I-01	draft	findings	0	en' 'a draft is made'
matches "$(cat "$folder/one.txt")" 'DRAFT 1' 'and says that it is one'
matches "$(cat "$folder/one.txt")" 'For the addressee alone' 'with the disclaimer of the house'
cli issued "$case_file" list --json
is "$(look at /id /name)" 'I-01	Findings' 'list knows it'
cli issued "$case_file" freeze I-01 -o "$folder/none" --language en --language en
is "$code" 2 'no language twice'

# --- Comments ---
cli issued "$case_file" comment I-01 'The gate is described.' --section F-001
is "$code" 2 'a comment is somebody’s'
cli issued "$case_file" comment I-01 'The gate is described.' --section F-001 --by 'C. Auditee (fictitious)' --json
is "$code $(look at /open_comments /comments/0/by)" '0 1	C. Auditee (fictitious)' 'the auditee comments'
cli issued "$case_file" freeze I-01 -o "$folder/handed-out"
is "$code" 2 'nothing is frozen while a comment is not answered'
cli issued "$case_file" answer I-01 1 --outcome perhaps --with 'x'
is "$code" 2 'an outcome is one of three'
cli issued "$case_file" answer I-01 1 --outcome declined --with 'No record shows that it was used.' --json
is "$code $(look at /open_comments /comments/0/outcome)" '0 0	declined' 'and is answered'
set_up finding "$case_file" change F-001 --cause 'Nobody owns the process'
cli issued "$case_file" draft findings -o "$folder/two.txt" --json
is "$code $(look at /changes/0)" '0 Changed: “F-001  No gate”.' 'a second draft tells what changed'
matches "$(cat "$folder/two.txt")" 'No record shows that it was used' 'and what was answered'

# --- Review ---
set_up review "$case_file" begin I-01 --by 'A. Auditor (fictitious)'
set_up review "$case_file" note V-01 'Which criterion?' --by 'R. Reviewer (fictitious)'
cli issued "$case_file" freeze I-01 -o "$folder/handed-out"
is "$code" 2 'nothing is frozen while a note of its review is open, where the review names it by its number alone'
matches "$err" 'review notes are open' 'and that is why'
set_up review "$case_file" clear V-01 1 --with 'It is named'
set_up review "$case_file" sign V-01 --by 'R. Reviewer (fictitious)'

# --- Freezing ---
cli issued "$case_file" freeze I-01 -o "$folder/handed-out" --language de --language en --json
year=$(date -u +%Y)
is "$code $(look at /state /designation /files/0/language /files/2/name)" "0 for-signature	NH-$year-001	de	SHA256SUMS" 'it is frozen and numbered'
frozen=$folder/handed-out/NH-$year-001-en.pdf
is "$(cd "$folder/handed-out" && sha256sum -c SHA256SUMS 2>&1 | grep -c ': OK$')" 2 'everybody can check the files by their digests'
is "$(look at /files/1/sha256)" "$(sha256sum "$frozen" | cut -d ' ' -f 1)" 'which the case holds, too'
cli issued "$case_file" draft findings -o "$folder/three.txt"
is "$code" 2 'what is frozen is not drafted any more'
cli issued "$case_file" comment I-01 'Late' --by 'C. Auditee (fictitious)'
is "$code" 2 'nor commented on'
cli issued "$case_file" replace I-01
is "$code" 2 'nor replaced before it is signed'
cli issued "$case_file" show I-09
is "$code" 2 'what there is not is not shown'
cli issued "$case_file" show R-01
is "$code" 2 'nor what is none'

# --- Signing ---
today=$(date -u +%F)
sign () { # what comes back, options...
  file=$1
  shift
  cli issued "$case_file" sign I-01 "$file" --on "$today" "$@"
}
sign "$frozen" --signatory 'O. Officer (fictitious)' --how 'smart card'
is "$code" 2 'what comes back as it was handed out is not signed'
is_one_sentence 'in one sentence'
sign "$frozen" --how 'smart card'
is "$code" 2 'somebody signs'
{ cat "$frozen"; printf 'junk\n'; } >"$folder/junk.pdf"
sign "$folder/junk.pdf" --signatory 'O. Officer (fictitious)' --how 'smart card'
is "$code" 2 'nor is what has something else behind it'
sign "$frozen" --signatory 'O. Officer (fictitious)' --how ink --stated --case-key
is "$code" 64 'what is stated is not signed here: 64'
cli issued "$case_file" show I-01 --json
is "$(look at /state)" for-signature 'it is not signed by any of that'
cli issued "$case_file" sign I-01 "$folder/handed-out/SHA256SUMS" --case-key --passphrase-fd 3 --signatory 'A. Auditor (fictitious)' \
  -o "$folder/SHA256SUMS.minisig" --json 3<<END
a passphrase
END
is "$code $(look at /state /signatures/0/match /signatures/0/file)" '0 signed	detached	SHA256SUMS' 'the auditor signs the list of digests'
cli issued "$case_file" sign I-01 "$folder/handed-out/SHA256SUMS" --case-key --passphrase-fd 3 --signatory 'A. Auditor (fictitious)' \
  -o "$folder/SHA256SUMS.minisig" 3<<END
a passphrase
END
is "$code" 2 'and writes over nothing'
printf 'a scan of a paper\n' >"$folder/scan.jpg"
sign "$folder/scan.jpg" --signatory 'O. Officer (fictitious)' --function 'Head of Audit' --how 'in ink' --stated --keep
is "$code" 2 'of two languages it is said which was signed'
sign "$folder/scan.jpg" --signatory 'O. Officer (fictitious)' --function 'Head of Audit' --how 'in ink' --stated --keep \
  --file "NH-$year-001-de.pdf" --json
is "$code $(look at /signatures/1/match /signatures/1/found /signatures/1/exhibit)" '0 stated	null	E-001' 'a scan is stated, and kept'
if command -v openssl >/dev/null; then
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout "$folder/key.pem" -out "$folder/certificate.pem" -days 30 \
    -subj '/CN=O. Officer (fictitious)' -addext keyUsage=critical,digitalSignature 2>/dev/null
  openssl pkcs12 -export -inkey "$folder/key.pem" -in "$folder/certificate.pem" -out "$folder/officer.p12" -passout pass:secret
  cli issued "$case_file" sign I-01 "$frozen" --pkcs12 "$folder/officer.p12" --pkcs12-passphrase-fd 3 --signatory 'O. Officer (fictitious)' \
    -o "$folder/signed.pdf" 3<<END
wrong
END
  is "$code" 2 'a wrong passphrase signs nothing'
  cli issued "$case_file" sign I-01 "$frozen" --pkcs12 "$folder/officer.p12" --pkcs12-passphrase-fd 3 --signatory 'O. Officer (fictitious)' \
    -o "$folder/signed.pdf" --json 3<<END
secret
END
  is "$code $(look at /signatures/2/match /signatures/2/how)" '0 bytes	CMS' 'the officer signs in the PDF'
  matches "$(look at /signatures/2/found)" 'CN=O. Officer \(fictitious\)' 'and it is told with which key'
  matches "$(look at /signatures/2/found)" 'not shown' 'and that whose it is, is not shown'
  lacks "$out" '[Qq]ualified' 'and nothing is called qualified'
  sign "$folder/signed.pdf" --signatory 'O. Officer (fictitious)' --how CMS
  is "$code" 2 'the same signature is entered once'
else
  skip 'openssl is not there' 'the officer signs in the PDF'
fi

# --- The next revision ---
cli issued "$case_file" replace I-01 --json
is "$code $(look at /id /revision /replaces)" '0 I-02	1	I-01' 'what is signed is replaced by a further revision'
cli issued "$case_file" draft findings -o "$folder/r1.txt" --json
is "$code $(look at /id)" '0 I-02' 'which is drafted from then on'
cli issued "$case_file" freeze I-02 -o "$folder/second" --json
is "$code $(look at /designation /files/0/name)" "0 NH-$year-001	NH-$year-001-r1-en.pdf" 'keeps its number'
cli issued "$case_file" show I-01 --json
is "$(look at /state)" signed 'the first stands until the second is signed'
cli issued "$case_file" sign I-02 "$folder/scan.jpg" --on "$today" --signatory 'O. Officer (fictitious)' --how 'in ink' --stated
is "$code" 0 'it is signed'
cli issued "$case_file" show I-01 --json
is "$(look at /state /replaced_by)" 'replaced	I-02' 'and replaces the first'
cli issued "$case_file" withdraw I-01 --reason 'wrong'
is "$code" 2 'which is withdrawn no more'
cli issued "$case_file" withdraw I-02
is "$code" 2 'a reason is needed'
cli issued "$case_file" withdraw I-02 --reason 'A finding was wrong' --json
is "$code $(look at /state /withdrawn_for)" '0 withdrawn	A finding was wrong' 'the second is withdrawn'
cli custody "$case_file" --json
is "$code" 0 'the custody log holds'
cli issued "$case_file" show I-02 --json
is "$code $(look at /case_edited)" '0 false' 'and nothing was edited'

# --- Edited behind the program's back ---
# As who is held to be the one who withdrew it, which every other digest of the row leaves as it was.
sqlite3 "$case_file" "UPDATE entry SET by = 'Somebody else' WHERE kind = 'issued' AND body LIKE '%withdraw%'"
cli issued "$case_file" list
matches "$out" 'edited outside the program' 'a row edited by another program is told in the list'
cli issued "$case_file" show I-02
matches "$out" 'WARNING: the case is not as its log says' 'and with the document'
cli issued "$case_file" show I-02 --json
is "$code $(look at /case_edited)" '0 true' 'and to programs'

plan
