/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "seal-words.h"

#include <string.h>

#include "words.h"

typedef struct
{
  const char *kind;
  const char *title;
  const char *shows;
  const char *not_shown;
} KindRow;

/* What facts about each mechanism allow to be said of it, and no more. */
static const KindRow rows[] = {
  { "chain", N_("Chain of records"),
    N_("Each record carries a digest of the one before it: a record that was changed, taken out or put in later would show."),
    N_("It does not show that a record was true when it was written, nor that everything was logged. Whoever holds the key can write "
       "the chain anew; what is missing at its end shows only where a signed head names it.") },
  { "digest-list", N_("List of digests"),
    N_("A list names the digest of the file: a file that was changed after the list was made would show."),
    N_("It does not show who made the list, unless the list itself is signed, nor that the file was true.") },
  { "bagit", N_("Archive bag (BagIt)"),
    N_("The bag lists every file with its digest: a file that was changed, added or left out after packing would show."),
    N_("It does not show who packed the bag: whoever can change a file can also write its list anew, unless a signature stands over "
       "the list.") },
  { "ro-crate", N_("Description of a research package (RO-Crate)"),
    N_("It describes the files; where it gives a digest, a file that was changed after the description would show."),
    N_("It is a description and no protection: files without a digest may have been changed unnoticed, and nobody has signed it.") },
  { "dvc", N_("Digests of data under DVC"),
    N_("It names the MD5 of the data: data that were spoiled or mixed up by accident since would show."),
    N_("It does not show a change made on purpose: two files with one MD5 can be made, and whoever changes data can write the list anew.") },
  { "time-stamp", N_("Time stamp"),
    N_("A time stamping service confirmed that these bytes existed at the time that it states: a later change would show."),
    N_("It does not show who made the content, that it is true, or how much older than the stamp it is.") },
  { "minisign", N_("Signature"),
    N_("The holder of a key signed the file: a file that was changed after it was signed would show."),
    N_("It does not show when it was signed, unless somebody else stamped the time, nor that what was signed was true.") },
  { "signify", N_("Signature"),
    N_("The holder of a key signed the file: a file that was changed after it was signed would show."),
    N_("It does not show when it was signed, unless somebody else stamped the time, nor that what was signed was true.") },
  { "sshsig", N_("Signature with an SSH key"),
    N_("The holder of an SSH key signed the file for a stated purpose: a file that was changed since would show."),
    N_("It carries no time: it does not show when it was signed, nor that what was signed was true.") },
  { "openpgp", N_("Signature of OpenPGP"),
    N_("The holder of an OpenPGP key signed the file: a file that was changed after it was signed would show."),
    N_("The time and the name in it are what the signer states; nor does it show that what was signed was true.") },
  { "jws", N_("Signed token (JWS)"),
    N_("The holder of a key signed the statement that the token holds: a change to it since would show."),
    N_("The times in it are what the signer states; a token made with a shared secret could come from anybody who knows the secret.") },
  { "jsf", N_("Signature in JSON (JSF)"),
    N_("Someone signed the bill of materials, or a part of it: whether the signature holds is not checked here."),
    N_("Have it checked with a program for the JSON Signature Format, and record that check as one made elsewhere.") },
  { "dsse", N_("Signed statement (DSSE)"),
    N_("The holder of a key signed the statement in the envelope together with its kind: a change to either would show."),
    N_("It does not show when it was signed, nor that the statement is true; the key name written in it is only a hint.") },
  { "in-toto", N_("Statement about files (in-toto)"),
    N_("A signed statement names files by their digests and says how they came about: another file than the one named would show."),
    N_("It does not show that the way described is the one that was gone; file names in it are labels, and only the digests count.") },
  { "oms", N_("Signature of a model (OpenSSF)"),
    N_("The holder of a key signed the list of all files of a model: a file that was changed, added or removed since would show."),
    N_("It does not show which data the model was trained on or that it works as described; files that the signer chose to leave out "
       "are not covered.") },
  { "sigstore", N_("Signature with a log entry (Sigstore)"),
    N_("A named account or key signed the file, and a public log recorded it: a change since would show, and so would a secret "
       "signature."),
    N_("It does not show that the account was used by its owner, nor that the file does what it says; the log is judged by the "
       "accepted copy of its keys.") },
  { "cosign", N_("Signature of a container image (cosign)"),
    N_("The holder of a key signed the digest of an image or package: another content under the same name would show."),
    N_("It does not show that this image was the one in operation, nor what its content does.") },
  { "oci-layout", N_("Container image or package (OCI)"),
    N_("Every part is named by its digest from the manifest down: a part that was changed since it was packed would show."),
    N_("It does not show who packed it: without a signature over the manifest the whole can be packed anew.") },
  { "signed-note", N_("Signed note"),
    N_("The holder of a named key signed the text of the note: a change to the text would show."),
    N_("It does not show that the text is true or, without a witness, when it was signed.") },
  { "checkpoint", N_("Signed state of a log (checkpoint)"),
    N_("The operator of a log signed how many entries it held and what they were, as one digest: an entry that was changed since would "
       "show."),
    N_("It does not show that everybody was given the same state: an operator who shows two states is found out only by comparing them "
       "or by witnesses.") },
  { "tlog-tiles", N_("Copy of a log (tiles)"),
    N_("The entries and their digests are computed up to the signed state of the log: an entry that was changed, removed or moved "
       "would show."),
    N_("It does not show that everything that happened was entered into the log, nor what was entered after the signed state.") },
  { "tlog-proof", N_("Proof of an entry in a log"),
    N_("The entry leads by digests to a signed state of the log: another entry in its place would show."),
    N_("It shows one entry only: it says nothing of the others, nor that the entry was true when it was written.") },
  { "sth", N_("Signed state of a log (RFC 6962)"),
    N_("The operator of a log signed its size, its time and one digest over all entries: an entry that was changed since would show."),
    N_("The time is the operator's own, and it does not show that others were given the same state.") },
  { "cose", N_("Signed statement (COSE)"),
    N_("The holder of a key signed the content: a change to the content or to its protected header would show."),
    N_("It does not show when it was signed, nor that the content is true; what stands in its unprotected header is not signed.") },
  { "scitt", N_("Signed statement with a receipt (SCITT)"),
    N_("The issuer signed the statement, and a register confirmed that it was entered: a change or a later entry in its place would "
       "show."),
    N_("It does not show that the statement is true, nor that no other statement about the same thing was entered.") },
  { "ccf-receipt", N_("Receipt of a ledger (CCF)"),
    N_("The service that runs the ledger confirmed one transaction: a change to what the receipt covers would show."),
    N_("Without the claims of the application it shows only that some transaction took place, and it says nothing of those beside it.") },
  { "xml-signature", N_("Signature in XML"),
    N_("The holder of a certificate signed the parts that the signature names: a change to one of them would show."),
    N_("What it does not name is not protected; the signing time is the signer's word unless a time stamp stands over it.") },
  { "asic", N_("Signed container (ASiC)"),
    N_("The holder of a certificate signed the files in the container: a file that was changed since would show."),
    N_("Whether the certificate is a qualified one is not judged here, and files that the signature does not name are not protected.") },
  { "asic-manifest", N_("Manifest of a signed container (ASiC)"),
    N_("A signed or time-stamped manifest names the files of the container by their digests: a file that was changed since would show."),
    N_("Files that the manifest does not name are not protected, and it does not show that their content is true.") },
  { "xades", N_("Advanced signature in XML (XAdES)"),
    N_("The holder of a certificate signed the named parts together with the certificate used: a change to one of them, or another "
       "certificate, would show."),
    N_("Whether the certificate is a qualified one is not judged here, and the signing time is the signer's word unless a time stamp "
       "stands over it.") },
  { "agent-capsule", N_("Records named by their digests (agent capsules)"),
    N_("Each record's id is a digest of what it says: a record that was changed since the id was given would show."),
    N_("The id does not cover which record it follows, and without a signature anybody can make a record with a fitting id.") },
  { "agent-receipt", N_("Chain of signed receipts (agent receipts)"),
    N_("The holder of a key signed each receipt, and each names the one before it: a receipt that was changed, taken out or put in "
       "since would show."),
    N_("It does not show that each act got a receipt, that a receipt is true, or that the last one received is the last one.") },
  { "cms", N_("Signature with a certificate (CMS)"),
    N_("The holder of a certificate signed the content: a change to it since would show."),
    N_("The signing time in it is the signer's word, and it does not show that the content is true.") },
  { "pades", N_("Signature in a PDF"),
    N_("The holder of a certificate signed the document up to a stated byte: a change before it would show."),
    N_("What was appended to the document after the signature is not covered by it.") },
  { "vc-data-integrity", N_("Signed credential"),
    N_("The holder of a key signed the credential as a whole: a changed value would show."),
    N_("It does not show that what it attests is true or still in force: whether it was withdrawn since is not looked up here.") },
  { "cloudtrail", N_("Hourly digest of AWS CloudTrail"),
    N_("AWS signed each hour which log files it had delivered and what they held: a file that was changed or removed since would show."),
    N_("It does not show what AWS was not told to log, nor what came after the newest digest; whoever administers the account can stop "
       "the logging.") },
  { "cloudtrail-lake", N_("Signed result of a query (AWS CloudTrail Lake)"),
    N_("AWS signed the result files of a query as they were delivered: a file that was changed since would show."),
    N_("The question that was asked, its time and the file names are not signed, so it does not show what the result leaves out.") },
};

/* A kind of a newer program's case. */
static const KindRow unknown = {
  "", N_("Integrity protection"),
  N_("A change after the protection was made would show."),
  N_("It does not show that the content was true, nor that everything was recorded."),
};

static const KindRow *
find_row (const RcSeal *seal)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      if (strcmp (rows[i].kind, seal->kind) == 0)
        return &rows[i];
    }
  return &unknown;
}

const char *
rc_seal_words_kind (const RcSeal *seal)
{
  return _(find_row (seal)->title);
}

const char *
rc_seal_words_shows (const RcSeal *seal)
{
  return _(find_row (seal)->shows);
}

const char *
rc_seal_words_not (const RcSeal *seal)
{
  return _(find_row (seal)->not_shown);
}

gboolean
rc_seal_words_knows (const RcSeal *seal)
{
  return find_row (seal) != &unknown;
}

const RcAdvice *
rc_seal_words_advice (const RcSeal *seal)
{
  return rc_verdict_advice (rc_seal_worst (seal), seal->reason);
}
