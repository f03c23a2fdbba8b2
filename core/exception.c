/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "exception.h"

static const struct
{
  const char *kind;
  const char *title;
} titles[] = {
  { RC_EXCEPTION_UNREADABLE_RECORD, "Record set aside: unreadable" },
  { RC_EXCEPTION_DUPLICATE_MEMBER, "Record can be read two ways" },
  { RC_EXCEPTION_LIMIT, "Larger than the program reads" },
  { RC_EXCEPTION_FILE_REFUSED, "File refused" },
  { RC_EXCEPTION_SOURCE_CHANGED, "File changed while it was read" },
  { RC_EXCEPTION_CONTAINER_MALFORMED, "Archive not readable under its own rules" },
  { RC_EXCEPTION_UNFILLED_TEMPLATE, "Template not filled in" },
  { RC_EXCEPTION_REGISTRY_MALFORMED, "Registry snapshot is not what it says" },
  { RC_EXCEPTION_RECORD_ALTERED, "Record changed after it was hashed" },
  { RC_EXCEPTION_RECORD_REHASHED, "Record changed and hashed again" },
  { RC_EXCEPTION_CHAIN_GAP, "Records absent within the chain" },
  { RC_EXCEPTION_CHAIN_FORK, "Two versions of one record" },
  { RC_EXCEPTION_CHAIN_RESTART, "Chain begins anew" },
  { RC_EXCEPTION_CHAIN_TAIL_MISSING, "Records absent at the end of the chain" },
  { RC_EXCEPTION_CHAIN_PARTIAL, "Chain does not start at its beginning" },
  { RC_EXCEPTION_HEAD_DISAGREES, "Stated head of the chain is not the chain's" },
  { RC_EXCEPTION_RECORD_REPLAYED, "Record appears more than once" },
  { RC_EXCEPTION_RULE_UNKNOWN, "Hashes present, rule unknown" },
  { RC_EXCEPTION_HEAD_UNSIGNED, "Stated head of the chain without a signature" },
  { RC_EXCEPTION_SIGNATURE_INVALID, "Signature does not fit" },
  { RC_EXCEPTION_KEY_UNKNOWN, "Signed by a key that nobody accepted" },
  { RC_EXCEPTION_KEY_IN_BUNDLE_ONLY, "Key known only from the evidence itself" },
  { RC_EXCEPTION_DIGEST_MISMATCH, "File is not the one on the list" },
  { RC_EXCEPTION_LISTED_ABSENT, "Listed, but not received" },
  { RC_EXCEPTION_NOT_LISTED, "Present, but not on the list" },
  { RC_EXCEPTION_PATH_REFUSED, "List names a path outside its folder" },
  { RC_EXCEPTION_LIST_AMBIGUOUS, "List names one file twice with different digests" },
  { RC_EXCEPTION_SEAL_MALFORMED, "Integrity protection not readable under its own rules" },
  { RC_EXCEPTION_ID_CONFLICT, "One id, two different records" },
  { RC_EXCEPTION_CLOCK_BACK, "Time goes backward" },
  { RC_EXCEPTION_CARD_EDITED, "Model card dated after the model's first use" },
  { RC_EXCEPTION_DIGEST_DISAGREES, "Registry and log name different artefacts" },
  { RC_EXCEPTION_APPROVAL_LATE, "Approved after deployment" },
  { RC_EXCEPTION_DEPLOYMENTS_OVERLAP, "Two versions deployed at one endpoint at one time" },
  { RC_EXCEPTION_VAULT_DAMAGED, "Evidence stored in the case is damaged" },
  { RC_EXCEPTION_TABLE_EDITED, "Case edited behind the program's back" },
  { RC_EXCEPTION_CUSTODY_BROKEN, "Custody log does not hold" },
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
        return titles[i].title;
    }

  return kind;
}
