/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "exception.h"

#include "words.h"

static const struct
{
  const char *kind;
  int         exit_code;    /* of the verdict that the kind stands for, design.md section 3; contradictions count as 1 */
  const char *title;
} titles[] = {
  { RC_EXCEPTION_UNREADABLE_RECORD, 1, N_("Record set aside: unreadable") },
  { RC_EXCEPTION_DUPLICATE_MEMBER, 1, N_("Record can be read two ways") },
  { RC_EXCEPTION_LIMIT, 3, N_("Larger than the program reads") },
  { RC_EXCEPTION_FILE_REFUSED, 3, N_("File refused") },
  { RC_EXCEPTION_SOURCE_CHANGED, 3, N_("File changed while it was read") },
  { RC_EXCEPTION_CONTAINER_MALFORMED, 1, N_("Archive not readable under its own rules") },
  { RC_EXCEPTION_UNFILLED_TEMPLATE, 0, N_("Template not filled in") },
  { RC_EXCEPTION_REGISTRY_MALFORMED, 1, N_("Registry snapshot is not what it says") },
  { RC_EXCEPTION_LOG_MALFORMED, 1, N_("Log cut, or put together wrongly") },
  { RC_EXCEPTION_RECORD_ALTERED, 1, N_("Record changed after it was hashed") },
  { RC_EXCEPTION_RECORD_REHASHED, 1, N_("Record changed and hashed again") },
  { RC_EXCEPTION_CHAIN_GAP, 3, N_("Records absent within the chain") },
  { RC_EXCEPTION_CHAIN_FORK, 1, N_("Two versions of one record") },
  { RC_EXCEPTION_CHAIN_RESTART, 1, N_("Chain begins anew") },
  { RC_EXCEPTION_CHAIN_TAIL_MISSING, 3, N_("Records absent at the end of the chain") },
  { RC_EXCEPTION_CHAIN_PARTIAL, 0, N_("Chain does not start at its beginning") },
  { RC_EXCEPTION_HEAD_DISAGREES, 1, N_("Stated head of the chain is not the chain's") },
  { RC_EXCEPTION_RECORD_REPLAYED, 0, N_("Record appears more than once") },
  { RC_EXCEPTION_RULE_UNKNOWN, 3, N_("Hashes present, rule unknown") },
  { RC_EXCEPTION_HEAD_UNSIGNED, 3, N_("Stated head of the chain without a signature") },
  { RC_EXCEPTION_SIGNATURE_INVALID, 1, N_("Signature does not fit") },
  { RC_EXCEPTION_KEY_UNKNOWN, 3, N_("Signed by a key that nobody accepted") },
  { RC_EXCEPTION_KEY_IN_BUNDLE_ONLY, 3, N_("Key known only from the evidence itself") },
  { RC_EXCEPTION_TOO_FEW_KEYS, 1, N_("Signed by fewer keys than must sign") },
  { RC_EXCEPTION_DIGEST_MISMATCH, 1, N_("File is not the one on the list") },
  { RC_EXCEPTION_LISTED_ABSENT, 3, N_("Listed, but not received") },
  { RC_EXCEPTION_NOT_LISTED, 3, N_("Present, but not on the list") },
  { RC_EXCEPTION_PATH_REFUSED, 1, N_("List names a path outside its folder") },
  { RC_EXCEPTION_LIST_AMBIGUOUS, 1, N_("List names one file twice with different digests") },
  { RC_EXCEPTION_SEAL_MALFORMED, 1, N_("Integrity protection not readable under its own rules") },
  { RC_EXCEPTION_PROOF_INVALID, 1, N_("Proof does not lead to the head of the log") },
  { RC_EXCEPTION_LOG_FORK, 1, N_("Log with two histories") },
  { RC_EXCEPTION_LOG_ROLLBACK, 1, N_("Log smaller than it was") },
  { RC_EXCEPTION_PROTECTION_WEAKER, 3, N_("Weaker protected than before") },
  { RC_EXCEPTION_ID_CONFLICT, 1, N_("One id, two different records") },
  { RC_EXCEPTION_TIME_AMBIGUOUS, 1, N_("Time that does not tell which instant it means") },
  { RC_EXCEPTION_TIME_UNREADABLE, 1, N_("No time where a time should stand") },
  { RC_EXCEPTION_PAYLOAD_UNREADABLE, 3, N_("Part of a record not readable in the form that its format has") },
  { RC_EXCEPTION_CLOCK_BACK, 1, N_("Time goes backward") },
  { RC_EXCEPTION_NAME_DECEPTIVE, 3, N_("Name looks like another than it is") },
  { RC_EXCEPTION_CLEAR_DATA, 0, N_("Personal data in clear") },
  { RC_EXCEPTION_SCHEMA_MISMATCH, 1, N_("Record is not in the form that its schema says") },
  { RC_EXCEPTION_SCHEMA_NOT_CHECKED, 3, N_("Form of records could not be checked") },
  { RC_EXCEPTION_CARD_EDITED, 1, N_("Model card dated after the model's first use") },
  { RC_EXCEPTION_DIGEST_DISAGREES, 1, N_("Registry and log name different artefacts") },
  { RC_EXCEPTION_SYSTEMS_DISAGREE, 1, N_("Two systems say different things of one thing") },
  { RC_EXCEPTION_VANISHED, 3, N_("No more in a later snapshot of the registry") },
  { RC_EXCEPTION_APPROVAL_LATE, 1, N_("Approved after deployment") },
  { RC_EXCEPTION_DEPLOYMENTS_OVERLAP, 1, N_("Two versions deployed at one endpoint at one time") },
  { RC_EXCEPTION_DEPLOYMENT_GAP, 3, N_("Answers while no deployment is on record") },
  { RC_EXCEPTION_APPROVAL_ENDED, 1, N_("Answers after the approval had ended") },
  { RC_EXCEPTION_PERIOD_BACKWARD, 1, N_("Ends before it begins") },
  { RC_EXCEPTION_JOIN_AMBIGUOUS, 3, N_("Cannot be told which record belongs to which") },
  { RC_EXCEPTION_REQUEST_UNANSWERED, 3, N_("Request without an answer") },
  { RC_EXCEPTION_FOLLOWER_ALONE, 3, N_("Speaks of an answer that was not received") },
  { RC_EXCEPTION_DECISION_MISSING, 3, N_("Decision absent from the log") },
  { RC_EXCEPTION_DECISION_UNLISTED, 0, N_("Decision in the log, but not on the business's list") },
  { RC_EXCEPTION_DECISIONS_LEFT_OUT, 0, N_("Decisions that the log may have left out by its own rules") },
  { RC_EXCEPTION_RECORDS_WITHHELD, 3, N_("Records withheld from this copy") },
  { RC_EXCEPTION_ROWS_STATED, 3, N_("Told by the maker of the bundle alone") },
  { RC_EXCEPTION_VAULT_DAMAGED, 1, N_("Evidence stored in the case is damaged") },
  { RC_EXCEPTION_TABLE_EDITED, 1, N_("Case edited behind the program's back") },
  { RC_EXCEPTION_CUSTODY_BROKEN, 1, N_("Custody log does not hold") },
};

/**
 * rc_exception_new:
 * @kind: one of the RC_EXCEPTION_ kinds
 * @source: id of the source it is about, or 0
 * @record: number of the record from 1, or 0
 * @offset: byte in the source, or -1
 * @expected: (nullable): what had to be there
 * @found: (nullable): what is there
 * @message_format: one plain sentence
 *
 * Returns: (transfer full): a root exception; its number is given by the list that takes it
 */
RcException *
rc_exception_new (const char *kind,
                  gint64      source,
                  gint64      record,
                  gint64      offset,
                  const char *expected,
                  const char *found,
                  const char *message_format,
                  ...)
{
  RcException *self = g_new0 (RcException, 1);
  va_list arguments;

  self->kind = g_strdup (kind);
  self->source = source;
  self->record = record;
  self->offset = offset;
  self->expected = g_strdup (expected != NULL ? expected : "");
  self->found = g_strdup (found != NULL ? found : "");

  va_start (arguments, message_format);
  self->message = g_strdup_vprintf (message_format, arguments);
  va_end (arguments);

  return self;
}

void
rc_exception_free (RcException *self)
{
  if (self == NULL)
    return;

  g_free (self->kind);
  g_free (self->expected);
  g_free (self->found);
  g_free (self->message);
  g_free (self);
}

/**
 * rc_exception_kind_title:
 * @kind: an exception's kind; one of a newer program's case is allowed
 *
 * Returns: (transfer none): plain words for people; @kind itself where it is not known here
 */
const char *
rc_exception_kind_title (const char *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    {
      if (g_strcmp0 (titles[i].kind, kind) == 0)
        return _(titles[i].title);
    }

  return kind;
}

/**
 * rc_exception_is_of_case:
 * @kind: one of the RC_EXCEPTION_ kinds
 *
 * Returns: whether it says that the case file itself was edited: what was derived from the evidence may then not be what the
 *   evidence says, whichever source it is of
 */
gboolean
rc_exception_is_of_case (const char *kind)
{
  return g_strcmp0 (kind, RC_EXCEPTION_TABLE_EDITED) == 0 || g_strcmp0 (kind, RC_EXCEPTION_CUSTODY_BROKEN) == 0;
}

/**
 * rc_exception_exit_code:
 * @kind: one of the RC_EXCEPTION_ kinds
 *
 * Returns: what an exception of the kind means for the exit code of `verify`; 1 for a kind that is not known
 */
int
rc_exception_exit_code (const char *kind)
{
  for (gsize i = 0; i < G_N_ELEMENTS (titles); i++)
    {
      if (g_strcmp0 (titles[i].kind, kind) == 0)
        return titles[i].exit_code;
    }
  return 1;
}
