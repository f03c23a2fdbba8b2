/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "verdict-advice.h"

#include <string.h>

#include "words.h"

typedef struct
{
  RcVerdict   verdict;
  const char *reason;       /* NULL: of the verdict where no other row fits */
  RcAdvice    advice;
} AdviceRow;

/* The verdicts and reasons of design.md section 3. */
static const AdviceRow rows[] = {
  { RC_VERDICT_INVALID, NULL, {
    N_("A check was carried out to its end and failed: what is here is not what was protected."),
    N_("A copy, a conversion or a repair that was made in good faith may have changed what the check looks at."),
    N_("Ask for the untouched original, as it left the system, and for a note of what was done with it since.") } },
  { RC_VERDICT_INVALID, "digest", {
    N_("The content is not the one that was protected: at least one byte differs."),
    N_("Opening and saving a file, a change of line ends or of character encoding, or a broken transfer changes bytes without any "
       "intent."),
    N_("Ask for a fresh copy, byte for byte, directly from the system of origin, and for its digest by another way.") } },
  { RC_VERDICT_INVALID, "signature", {
    N_("The signature does not belong to this content: one of the two is not what it was when it was signed."),
    N_("The file may have been saved again after it was signed, or the signature of another version may have been packed beside it."),
    N_("Ask for the file exactly as it was signed, together with the signature that was made over it.") } },
  { RC_VERDICT_INVALID, "proof", {
    N_("The proof that the entry stands in the log does not lead to the state of the log that was signed."),
    N_("The proof may belong to another entry or to another state of the log, or was cut off when it was copied."),
    N_("Ask the operator of the log for a new proof of this entry, for a state of the log that is signed.") } },
  { RC_VERDICT_INVALID, "link", {
    N_("An entry does not continue the one before it, so the order of the entries is broken at this place."),
    N_("Two exports may have been joined, an entry corrected in place, or lines sorted by another program."),
    N_("Ask for the entries around this place from the original system, and for the record of corrections made there.") } },
  { RC_VERDICT_INVALID, "path", {
    N_("A list names a file outside the folder that it stands in; such a file was not looked at."),
    N_("The list may have been made on another computer, with the full paths of that computer."),
    N_("Ask for a list whose file names begin at the folder that was delivered.") } },
  { RC_VERDICT_INVALID, "algorithm", {
    N_("The protection uses a method that is not permitted for this purpose, or another one than the accepted key is made for."),
    N_("Older software or a setting that nobody looked at may have chosen the method."),
    N_("Ask which software made this protection, and for one that is made with the agreed method.") } },
  { RC_VERDICT_INVALID, "time", {
    N_("The key was out of date when the record was signed, or was not valid yet."),
    N_("A certificate may have been renewed too late, or the clock of the signing system was wrong."),
    N_("Ask which certificate was in force on that day, and for the record of its renewal.") } },
  { RC_VERDICT_INVALID, "revoked", {
    N_("The key had been withdrawn when the record was signed."),
    N_("A key is also withdrawn when staff or systems change, and a service may have gone on using it for a while."),
    N_("Ask when and why the key was withdrawn, and for a signature by the key that replaced it.") } },
  { RC_VERDICT_INVALID, "identity", {
    N_("The signature is sound in itself, but somebody else made it than the one who was expected."),
    N_("A subsidiary, a service provider or a renamed account may have signed on behalf of the provider."),
    N_("Ask who holds this key and by which authority they signed; accept the name only once that is confirmed.") } },
  { RC_VERDICT_INVALID, "namespace", {
    N_("The signature was made for another purpose than the one for which it is presented."),
    N_("A tool signs under its usual purpose, such as source code, when nobody sets another one."),
    N_("Ask for a signature over the same content that was made for this purpose.") } },
  { RC_VERDICT_INVALID, "threshold", {
    N_("Fewer different persons or systems signed than the accepted rule demands."),
    N_("A signature may have been delivered later or in another file, or the same one was packed twice."),
    N_("Ask for the missing signatures, or for the rule that applied on the day of signing.") } },
  { RC_VERDICT_FORK, NULL, {
    N_("The same place in a sequence holds two different entries."),
    N_("A restore from a backup, or two servers that wrote at the same time, can produce two versions."),
    N_("Ask which of the two is in force, where the other one came from, and for the log of any restore.") } },
  { RC_VERDICT_ROLLBACK, NULL, {
    N_("What was delivered is older than a state of the same log that was seen before: later entries are not in it."),
    N_("An older export may have been sent by mistake, or the server answered from a copy that lagged behind."),
    N_("Ask for the present state of the log, with the proof that it continues the one seen before.") } },
  { RC_VERDICT_AMBIGUOUS, NULL, {
    N_("Two correct programs could read different values from the same bytes, so none of them is taken as the meaning."),
    N_("A program that joins data from several places may write the same name twice."),
    N_("Ask which value is meant, which program wrote it, and for an export in which each name stands once.") } },
  { RC_VERDICT_MALFORMED, NULL, {
    N_("The file does not follow the rules of its own format, so nothing can be concluded from it."),
    N_("The transfer may have broken off, or a mail gateway or an editor altered the text."),
    N_("Ask for the file again, packed in an archive or on a medium, with its size and digest.") } },
  { RC_VERDICT_GAP, NULL, {
    N_("A sequence has a hole: entries between two that are present are absent."),
    N_("An export may have been limited to a period or a system, or a storage rule removed entries as planned."),
    N_("Ask for the absent entries, or for the rule and the date by which they were removed.") } },
  { RC_VERDICT_INCOMPLETE, NULL, {
    N_("Something that a list or a signature names was not received."),
    N_("Large or confidential files are often left out of a delivery, or sent separately."),
    N_("Ask for what is named and absent, or for the reason why it is not handed over.") } },
  { RC_VERDICT_NOT_COVERED, NULL, {
    N_("Something is present that the list which ought to name it does not name: a change to it would not show."),
    N_("A file may have been added after the list was made, or the list leaves out a kind of file on purpose."),
    N_("Ask for a list that names it, or who added it and when.") } },
  { RC_VERDICT_ERASED, NULL, {
    N_("An entry was erased, and the source itself says so in the way that its rules provide for."),
    N_("Erasure is often a duty, for example at the request of the person concerned or at the end of the storage period."),
    N_("Ask for the request or the rule that led to the erasure, and for the date on which it was carried out.") } },
  { RC_VERDICT_UNVERIFIABLE, NULL, {
    N_("The check could not be carried out here, so nothing is known either way."),
    N_("Something that the check needs may simply not have been delivered."),
    N_("Ask what this check needs and how it is usually carried out.") } },
  { RC_VERDICT_UNVERIFIABLE, "key-missing", {
    N_("The check needs the public key of the signer, and no accepted key fits."),
    N_("Public keys are rarely packed with the data: they ought to be handed over separately."),
    N_("Ask for the public key by another way than the data, have its fingerprint read to you, and accept it under Accepted Keys.") } },
  { RC_VERDICT_UNVERIFIABLE, "key-in-bundle-only", {
    N_("The signature fits a key that came in the same delivery: whoever prepared the delivery could have made both."),
    N_("Many tools pack the public key beside the signature for convenience."),
    N_("Have the fingerprint of the key confirmed by telephone or on paper, then accept the key under Accepted Keys.") } },
  { RC_VERDICT_UNVERIFIABLE, "chain-untrusted", {
    N_("The certificate of the signer was issued by an authority that has not been accepted."),
    N_("The issuing certificates may be absent from the delivery, or the company runs an authority of its own."),
    N_("Ask for the certificate of the issuing authority by another way, and accept it under Accepted Keys if you rely on it.") } },
  { RC_VERDICT_UNVERIFIABLE, "algorithm-unsupported", {
    N_("The protection uses a method that this program does not compute."),
    N_("The method may be newer than this program, or in use in one trade only."),
    N_("Ask for a check with the maker's tool and for its output, and record it as a check done elsewhere.") } },
  { RC_VERDICT_UNVERIFIABLE, "format-unsupported", {
    N_("The protection is recognised, but is written in a form that this program does not read."),
    N_("The software of the provider may be newer or older than what is read here, or use a form of its own."),
    N_("Ask for an export in a published format, or check it with the tool of its maker and record that as a check done elsewhere.") } },
  { RC_VERDICT_UNVERIFIABLE, "signature-absent", {
    N_("A signature is announced, but did not come with the delivery."),
    N_("Signatures often lie in a file of their own that an export or a filter leaves out."),
    N_("Ask for the signature file that belongs to it.") } },
  { RC_VERDICT_UNVERIFIABLE, "metadata-lost", {
    N_("What the check needs was kept beside the content and was lost when the content was copied."),
    N_("An ordinary download keeps the content of a file, but not what the storage service has noted about it."),
    N_("Ask for a copy that keeps what the storage service has noted for each file.") } },
  { RC_VERDICT_UNVERIFIABLE, "time-not-established", {
    N_("The key is valid for a period only, and nothing independent shows when the signing took place."),
    N_("Most signatures carry no time stamp of a third party, and certificates expire as a matter of course."),
    N_("Ask for a time stamp or a receipt that was made at the time, or when a copy was handed to somebody else.") } },
  { RC_VERDICT_UNVERIFIABLE, "payload-withheld", {
    N_("What was signed is not part of the delivery: only the signature is."),
    N_("The content may be confidential, personal or too large to be handed over."),
    N_("Ask for the content itself, or to have it compared in your presence where it is kept.") } },
  { RC_VERDICT_UNVERIFIABLE, "bytes-not-held", {
    N_("The content is not held in this case, or cannot be read from it, so it could not be compared again."),
    N_("Very large files such as model weights are held outside the case by choice."),
    N_("Ask for the file again, or for access to the place where it is held.") } },
  { RC_VERDICT_UNVERIFIABLE, "rule-unknown", {
    N_("The entries carry digests, but the rule by which these are made is not known, so none could be computed again."),
    N_("Loggers that a company has written itself seldom describe this rule."),
    N_("Ask for the written rule: which parts of an entry, in which order and spelling, enter its digest.") } },
  { RC_VERDICT_UNVERIFIABLE, "witnesses", {
    N_("Fewer independent witnesses confirmed this state of the log than the accepted rule demands."),
    N_("Witnesses confirm with a delay, and the export may have been made before that."),
    N_("Ask for the same state of the log with the confirmations of the witnesses whom the rule names.") } },
  { RC_VERDICT_UNVERIFIABLE, "consistency-not-shown", {
    N_("A later state of the log is at hand, but nothing shows that it holds all of the earlier one unchanged."),
    N_("Exports often carry a state of the log without the proof that leads from one state to the next."),
    N_("Ask the operator of the log for the proof that connects the two states.") } },
  { RC_VERDICT_UNVERIFIABLE, "limit", {
    N_("It is larger or deeper than this program reads, so the check was not begun or was stopped."),
    N_("Bulk exports can be large without anything being wrong with them."),
    N_("Ask for the same content in smaller parts, or check it with another tool and record that as a check done elsewhere.") } },
  { RC_VERDICT_NOT_CHECKED, NULL, {
    N_("No check has been carried out yet: whether it holds is not known."),
    N_("The evidence or the accepted keys may have changed since the last check."),
    N_("Ask for nothing yet: run “Check Everything” first.") } },
  { RC_VERDICT_ELSEWHERE, NULL, {
    N_("This program could not check it; a named person checked it by other means and attached the output."),
    N_("Some methods need a tool or a service that this program does not have."),
    N_("Ask the person named for the exact steps, and judge for yourself whether the attached output is enough.") } },
  { RC_VERDICT_UNANCHORED, NULL, {
    N_("It is consistent in itself, but nobody outside vouches for it: whoever could write all of it could also make it anew."),
    N_("Most systems log without a signature, and a list of digests is often meant only to find faults of transfer."),
    N_("Ask for a signature, a time stamp or a receipt of a third party, or for a digest that somebody else received at the time.") } },
  { RC_VERDICT_WEAK, NULL, {
    N_("The content fits, but the method is outdated: with effort, other content could be made to fit as well."),
    N_("Older archives and tools still use such methods by default."),
    N_("Ask for the same protection with a present-day method such as SHA-256.") } },
  { RC_VERDICT_UNSIGNED, NULL, {
    N_("Nothing that came protects it: a later change would leave no trace."),
    N_("Most exports carry no protection, and none may have been asked for."),
    N_("Ask for a signed list of digests, or for a second copy from somebody else who received it at the time.") } },
  { RC_VERDICT_PARTIAL, NULL, {
    N_("It is an extract: it does not begin at the beginning of the sequence."),
    N_("An export of one period is usually an extract."),
    N_("Ask for the last entry before the extract, or for a statement of where the sequence begins.") } },
  { RC_VERDICT_END_NOT_PROVEN, NULL, {
    N_("Nothing shows that the sequence ends here: later entries could be absent unnoticed."),
    N_("This holds for every log that is still being written."),
    N_("Ask for the number and the digest of the last entry, signed or confirmed by somebody else.") } },
  { RC_VERDICT_DUPLICATE, NULL, {
    N_("The same entry appears more than once and was counted once."),
    N_("Overlapping exports and repeated deliveries hold the same entries."),
    N_("Ask for nothing, unless the count matters: then ask how many entries the system itself holds.") } },
};

/* A limit carries its name and value: "limit(RC_LIMIT_RECORD_BYTES,1048576)". */
static gboolean
is_reason (const char *known,
           const char *reason)
{
  gsize length = strlen (known);

  return strncmp (known, reason, length) == 0 && (reason[length] == '\0' || reason[length] == '(');
}

/**
 * rc_verdict_advice:
 * @verdict: a verdict
 * @reason: (nullable): why it is that
 *
 * Returns: (transfer none) (nullable): the words for people; %NULL only where there is nothing to explain
 */
const RcAdvice *
rc_verdict_advice (RcVerdict   verdict,
                   const char *reason)
{
  const RcAdvice *general = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      if (rows[i].verdict != verdict)
        continue;
      if (rows[i].reason == NULL)
        general = &rows[i].advice;
      else if (reason != NULL && is_reason (rows[i].reason, reason))
        return &rows[i].advice;
    }
  return general;
}

/**
 * rc_verdict_advice_pair:
 *
 * Returns: whether there are so many; then both are set
 */
gboolean
rc_verdict_advice_pair (guint        index,
                        RcVerdict   *out_verdict,
                        const char **out_reason)
{
  if (index >= G_N_ELEMENTS (rows))
    return FALSE;

  *out_verdict = rows[index].verdict;
  *out_reason = rows[index].reason;
  return TRUE;
}
