/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "exception-advice.h"

#include <string.h>

#include "exception.h"
#include "words.h"

typedef struct
{
  const char *kind;
  RcVerdict   verdict;      /* explained like this verdict where it has no words of its own */
  const char *reason;
  RcAdvice    advice;
} AdviceRow;

static const AdviceRow rows[] = {
  { RC_EXCEPTION_UNREADABLE_RECORD, RC_VERDICT_VALID, NULL, {
    N_("A record could not be read and was set aside: nothing of it is in any list or answer."),
    N_("A writing program that was interrupted often leaves half a line behind."),
    N_("Ask for this record again from the system of origin, or why it was broken off.") } },
  { RC_EXCEPTION_DUPLICATE_MEMBER, RC_VERDICT_AMBIGUOUS, NULL, { NULL } },
  { RC_EXCEPTION_LIMIT, RC_VERDICT_UNVERIFIABLE, "limit", { NULL } },
  { RC_EXCEPTION_FILE_REFUSED, RC_VERDICT_VALID, NULL, {
    N_("A file could not be taken in, so nothing is known about it."),
    N_("Missing permissions, shortcuts and files of the operating system are often packed by accident."),
    N_("Ask what this file is, and for an ordinary copy of it if it belongs to the delivery.") } },
  { RC_EXCEPTION_SOURCE_CHANGED, RC_VERDICT_VALID, NULL, {
    N_("The file was still changing while it was read, so it was not taken in as one state."),
    N_("A system that is running goes on writing to its log, and a shared folder may be synchronised."),
    N_("Ask for a copy that is made while nothing writes to it.") } },
  { RC_EXCEPTION_CONTAINER_MALFORMED, RC_VERDICT_MALFORMED, NULL, { NULL } },
  { RC_EXCEPTION_UNFILLED_TEMPLATE, RC_VERDICT_VALID, NULL, {
    N_("A document still holds the empty fields of its template, so it says nothing on those points."),
    N_("Drafts and examples are easily delivered in place of the finished document."),
    N_("Ask for the finished document, and since when it has been finished.") } },
  { RC_EXCEPTION_REGISTRY_MALFORMED, RC_VERDICT_MALFORMED, NULL, { NULL } },
  { RC_EXCEPTION_LOG_MALFORMED, RC_VERDICT_VALID, NULL, {
    N_("The records of a log are not put together as its format asks: the file was cut, or something stands between them."),
    N_("A writing program that was interrupted leaves its list open, and some programs never close it."),
    N_("Ask whether records are missing at this place, and for a complete export.") } },
  { RC_EXCEPTION_RECORD_ALTERED, RC_VERDICT_INVALID, "digest", { NULL } },
  { RC_EXCEPTION_RECORD_REHASHED, RC_VERDICT_INVALID, "link", { NULL } },
  { RC_EXCEPTION_CHAIN_GAP, RC_VERDICT_GAP, NULL, { NULL } },
  { RC_EXCEPTION_CHAIN_FORK, RC_VERDICT_FORK, NULL, { NULL } },
  { RC_EXCEPTION_CHAIN_RESTART, RC_VERDICT_VALID, NULL, {
    N_("A chain of records ends and another one begins: nothing shows what lay between the two."),
    N_("A restart, an update or a move of the logging system often begins a new chain."),
    N_("Ask when and why the chain began anew, and how many entries the system counted up to then.") } },
  { RC_EXCEPTION_CHAIN_TAIL_MISSING, RC_VERDICT_VALID, NULL, {
    N_("A statement from elsewhere names later entries than those that came: the end was not delivered."),
    N_("The statement may have been made after the export was drawn."),
    N_("Ask for the entries up to the one that the statement names.") } },
  { RC_EXCEPTION_CHAIN_PARTIAL, RC_VERDICT_PARTIAL, NULL, { NULL } },
  { RC_EXCEPTION_HEAD_DISAGREES, RC_VERDICT_VALID, NULL, {
    N_("A statement gives another digest for this place of the chain than the chain itself."),
    N_("The statement may be about another system, or about the chain before a repair."),
    N_("Ask to which export the statement belongs, and for the chain as it was when the statement was made.") } },
  { RC_EXCEPTION_RECORD_REPLAYED, RC_VERDICT_DUPLICATE, NULL, { NULL } },
  { RC_EXCEPTION_RULE_UNKNOWN, RC_VERDICT_UNVERIFIABLE, "rule-unknown", { NULL } },
  { RC_EXCEPTION_HEAD_UNSIGNED, RC_VERDICT_VALID, NULL, {
    N_("The stated end of the chain carries no signature: anybody could have written it."),
    N_("Many systems state the end for their own use and never sign it."),
    N_("Ask for a signed statement of the end, or for a copy of it that somebody else received at the time.") } },
  { RC_EXCEPTION_SIGNATURE_INVALID, RC_VERDICT_INVALID, "signature", { NULL } },
  { RC_EXCEPTION_KEY_UNKNOWN, RC_VERDICT_UNVERIFIABLE, "key-missing", { NULL } },
  { RC_EXCEPTION_KEY_IN_BUNDLE_ONLY, RC_VERDICT_UNVERIFIABLE, "key-in-bundle-only", { NULL } },
  { RC_EXCEPTION_TOO_FEW_KEYS, RC_VERDICT_INVALID, "threshold", { NULL } },
  { RC_EXCEPTION_DIGEST_MISMATCH, RC_VERDICT_INVALID, "digest", { NULL } },
  { RC_EXCEPTION_LISTED_ABSENT, RC_VERDICT_INCOMPLETE, NULL, { NULL } },
  { RC_EXCEPTION_NOT_LISTED, RC_VERDICT_NOT_COVERED, NULL, { NULL } },
  { RC_EXCEPTION_PATH_REFUSED, RC_VERDICT_INVALID, "path", { NULL } },
  { RC_EXCEPTION_LIST_AMBIGUOUS, RC_VERDICT_AMBIGUOUS, NULL, { NULL } },
  { RC_EXCEPTION_SEAL_MALFORMED, RC_VERDICT_MALFORMED, NULL, { NULL } },
  { RC_EXCEPTION_PROOF_INVALID, RC_VERDICT_INVALID, "proof", { NULL } },
  { RC_EXCEPTION_LOG_FORK, RC_VERDICT_FORK, NULL, { NULL } },
  { RC_EXCEPTION_LOG_ROLLBACK, RC_VERDICT_ROLLBACK, NULL, { NULL } },
  { RC_EXCEPTION_PROTECTION_WEAKER, RC_VERDICT_VALID, NULL, {
    N_("A file is protected by less than earlier files of this kind and name were."),
    N_("An export may have been made by hand, or with other settings, and its signature left out."),
    N_("Ask for the same protection as before, or why and since when it is no longer made.") } },
  { RC_EXCEPTION_ID_CONFLICT, RC_VERDICT_VALID, NULL, {
    N_("Two different records carry the same number, so a reference to it does not say which is meant."),
    N_("Numbers are given again after a reset, or by two systems that do not know of each other."),
    N_("Ask which of the two records is meant, and how the system gives its numbers.") } },
  { RC_EXCEPTION_TIME_AMBIGUOUS, RC_VERDICT_VALID, NULL, {
    N_("A time is written so that it cannot be told which instant it means: a number that counts other units than was said, a date "
       "without its year, or one whose day and month can be exchanged."),
    N_("Systems write time in different units and orders, and one export may hold records of several of them."),
    N_("Ask how the system writes its times, in which unit, order and zone, and whether it was ever changed.") } },
  { RC_EXCEPTION_TIME_UNREADABLE, RC_VERDICT_VALID, NULL, {
    N_("Where the time of a record should stand there is something else, so that nothing shows when it was made."),
    N_("A program may have left its template unfilled, or joined two spellings of a zone; the record itself can be right."),
    N_("Ask for the time of these records from another source, such as the log of the machine that wrote them.") } },
  { RC_EXCEPTION_PAYLOAD_UNREADABLE, RC_VERDICT_VALID, NULL, {
    N_("A record was read, but a part that it carries inside, such as the request or the answer, is not in the form that its format has."),
    N_("Bodies are cut at a limit of the logging, or written in another form than the mapping of this format expects."),
    N_("Ask in which form the bodies are logged and whether they are cut; another mapping may read them.") } },
  { RC_EXCEPTION_CLOCK_BACK, RC_VERDICT_VALID, NULL, {
    N_("A later entry carries an earlier time than the one before it."),
    N_("Clocks are set back when they are corrected, and several servers seldom agree to the second."),
    N_("Ask how the clocks are set, and whether one was corrected at that moment.") } },
  { RC_EXCEPTION_NAME_DECEPTIVE, RC_VERDICT_VALID, NULL, {
    N_("A name is written so that it can be taken for another one, for example with letters of another script."),
    N_("Keyboards for other languages, and copying from a document, put such letters in unnoticed."),
    N_("Ask whether both names stand for the same thing, and which spelling the system itself uses.") } },
  { RC_EXCEPTION_CLEAR_DATA, RC_VERDICT_VALID, NULL, {
    N_("Records of a log name persons in clear: by e-mail address, account number, telephone number or name. They were counted by their "
       "form alone, and are not shown."),
    N_("Customers write such data into free text themselves, and logs of test systems hold invented ones."),
    N_("Ask whether this log is meant to be pseudonymised, which member carries the data, and who has access to it.") } },
  { RC_EXCEPTION_SCHEMA_MISMATCH, RC_VERDICT_VALID, NULL, {
    N_("A record does not have the form that the provider’s own description of its records says: something is absent, added, or of another "
       "sort."),
    N_("A description is often of an earlier or a later version of the program than the one that wrote the record."),
    N_("Ask which version of the description was in force when the record was written, and for that version.") } },
  { RC_EXCEPTION_SCHEMA_NOT_CHECKED, RC_VERDICT_VALID, NULL, {
    N_("Of some records it could not be told whether they have the form that the provider’s description says. They do not count as "
       "having it."),
    N_("Descriptions refer to further documents that were not delivered, or use rules that this program does not know."),
    N_("Ask for the description complete in one document, or have the records checked with the provider’s own tool and record that.") } },
  { RC_EXCEPTION_CARD_EDITED, RC_VERDICT_VALID, NULL, {
    N_("The description of the model is dated later than its first use: it is not the one that was known then."),
    N_("Descriptions are kept up to date, and the export gives the latest edition."),
    N_("Ask for the edition that was in force on the day of first use, with its date.") } },
  { RC_EXCEPTION_DIGEST_DISAGREES, RC_VERDICT_VALID, NULL, {
    N_("The registry and the log name different model files for the same version."),
    N_("A model may be packed or converted before it is deployed, which gives it another digest."),
    N_("Ask for both files, or for the record of the step that turned one into the other.") } },
  { RC_EXCEPTION_SYSTEMS_DISAGREE, RC_VERDICT_VALID, NULL, {
    N_("Two sources say different things of what is one thing by its digest, its name or your own link: one of them is wrong, or they are "
       "two things."),
    N_("Two systems may use one name for different things, and an entry may have been made again after the other system copied it."),
    N_("Ask which of the two is right and since when; where they are two things, take back the link, or note that only the name is "
       "shared.") } },
  { RC_EXCEPTION_VANISHED, RC_VERDICT_VALID, NULL, {
    N_("A run or a version that an earlier snapshot of the registry has is not in a later one: it was deleted in between."),
    N_("Registries are tidied up, and failed runs are deleted for good after a while."),
    N_("Ask who deleted it, when and why, and for the registry’s own log of deletions or a backup that still has it.") } },
  { RC_EXCEPTION_APPROVAL_LATE, RC_VERDICT_VALID, NULL, {
    N_("The approval is dated after the deployment that it is about."),
    N_("An approval given by word may have been entered in the system later."),
    N_("Ask for minutes, mails or tickets of the days before the deployment.") } },
  { RC_EXCEPTION_DEPLOYMENTS_OVERLAP, RC_VERDICT_VALID, NULL, {
    N_("Two versions are recorded as deployed at one endpoint at the same time, so which one answered is not shown."),
    N_("New versions are often tried on a share of the requests while the old one still answers."),
    N_("Ask for the record of how requests were shared between the two versions.") } },
  { RC_EXCEPTION_DEPLOYMENT_GAP, RC_VERDICT_VALID, NULL, {
    N_("An endpoint answered at a time for which no deployment is on record there, though for other times there is one: what answered is not "
       "shown by the deployment records."),
    N_("The deployment records may begin later or end earlier than the log, and a clock may be wrong."),
    N_("Ask for the deployment records of that time, and what ran at the endpoint then.") } },
  { RC_EXCEPTION_APPROVAL_ENDED, RC_VERDICT_VALID, NULL, {
    N_("A version answered after the approval of it had ended or had been taken back, as the records of approvals say."),
    N_("An approval is often prolonged by mail or in a meeting, and the record of it is made later or in another system."),
    N_("Ask for the prolongation, or why the version still answered.") } },
  { RC_EXCEPTION_PERIOD_BACKWARD, RC_VERDICT_VALID, NULL, {
    N_("A record says that something ended before it began, so from when to when it held is not shown."),
    N_("Day and month, or the two times, are easily exchanged when they are entered by hand."),
    N_("Ask for both times from another record.") } },
  { RC_EXCEPTION_JOIN_AMBIGUOUS, RC_VERDICT_VALID, NULL, {
    N_("Several records carry the key by which the parts of one call are put together, so which of them belong together is not shown."),
    N_("Callers often send a fixed text as the key, repeat a call after a failure, or count anew each day."),
    N_("Ask how the key is made, and for an export with one that is different for every call.") } },
  { RC_EXCEPTION_REQUEST_UNANSWERED, RC_VERDICT_VALID, NULL, {
    N_("Requests were logged to which no answer was received: what the system said to them is not in this case."),
    N_("A call may have failed or been broken off, and answers are often written to a file of their own that was not delivered."),
    N_("Ask for the answers of the same days, and for the record of calls that failed.") } },
  { RC_EXCEPTION_FOLLOWER_ALONE, RC_VERDICT_VALID, NULL, {
    N_("Reviews, ratings or outcomes speak of answers that are not in this case."),
    N_("The export of the reviews may cover more days, or other systems, than the export of the log."),
    N_("Ask for the log of the days and systems that these records speak of.") } },
  { RC_EXCEPTION_DECISION_MISSING, RC_VERDICT_VALID, NULL, {
    N_("The business’s own list has a decision that no record of the log is about. An unbroken chain cannot show that: it only covers what "
       "was written."),
    N_("A decision may have been made without the system, booked under another number, or answered shortly before the log received begins."),
    N_("Ask how this decision came about, whether the system was asked, and for its record, or why none was written.") } },
  { RC_EXCEPTION_DECISION_UNLISTED, RC_VERDICT_VALID, NULL, {
    N_("The log tells of a decision that is not on the business’s list, although the list is said to be complete for its time."),
    N_("Tests, trials and applications that were withdrawn are answered by the system and never booked."),
    N_("Ask what became of this application, and whether the list leaves anything out.") } },
  { RC_EXCEPTION_DECISIONS_LEFT_OUT, RC_VERDICT_VALID, NULL, {
    N_("Decisions on the business’s list are not in the log, but the format of the log may leave calls out, so that this shows nothing."),
    N_("Platforms record a share of the calls only, or leave out large ones, as they were set up to do."),
    N_("Ask which share of the calls was recorded at that time, and for a log that leaves nothing out.") } },
  { RC_EXCEPTION_RECORDS_WITHHELD, RC_VERDICT_UNVERIFIABLE, "payload-withheld", { NULL } },
  { RC_EXCEPTION_ROWS_STATED, RC_VERDICT_VALID, NULL, {
    N_("What these records tell was taken over from whoever made the bundle: their format can only be read as a whole, which is not in it."),
    N_("A selective bundle withholds the rest of a source on purpose."),
    N_("Ask for the whole source, or for a full bundle, where something depends on these records.") } },
  { RC_EXCEPTION_VAULT_DAMAGED, RC_VERDICT_VALID, NULL, {
    N_("Part of the evidence that is stored in this case is damaged and cannot be read as it was taken in."),
    N_("A failing disk or an interrupted copy of the case file damages bytes."),
    N_("Do not ask the provider yet: restore a backup of the case, or import the delivery again.") } },
  { RC_EXCEPTION_TABLE_EDITED, RC_VERDICT_VALID, NULL, {
    N_("Something in this case file is not what was written into it by the program: what is derived from it may be wrong."),
    N_("Another program that opens and repairs databases may have written to the file."),
    N_("Do not ask the provider: go back to a backup of the case, and find out who had access to the file.") } },
  { RC_EXCEPTION_CUSTODY_BROKEN, RC_VERDICT_VALID, NULL, {
    N_("The log of what was done with this case does not hold: acts may be absent from it or altered in it."),
    N_("The file may have been put back to an earlier state in part, for example by a synchronised folder."),
    N_("Do not ask the provider: compare the case with its backups and with the heads printed on earlier documents.") } },
};

/**
 * rc_exception_advice:
 * @kind: one of the RC_EXCEPTION_ kinds
 *
 * Returns: (transfer none) (nullable): the words for people
 */
const RcAdvice *
rc_exception_advice (const char *kind)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      if (strcmp (rows[i].kind, kind) != 0)
        continue;
      return rows[i].advice.meaning != NULL ? &rows[i].advice : rc_verdict_advice (rows[i].verdict, rows[i].reason);
    }
  return NULL;
}
