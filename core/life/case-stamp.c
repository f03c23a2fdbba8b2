/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/life/case-stamp.h"

#include <string.h>

#include "core/base64.h"
#include "core/bounds.h"
#include "core/custody.h"
#include "core/display-text.h"
#include "core/entry.h"
#include "core/json-writer.h"
#include "core/record.h"
#include "core/seals/cms-signed.h"
#include "core/seals/seal-work.h"
#include "core/seals/time-stamp-judge.h"
#include "core/seals/time-stamp-request.h"
#include "core/timestamp.h"
#include "core/trust.h"
#include "core/words.h"

#define MAX_SHOWN_BYTES 300u

void
rc_case_stamp_free (RcCaseStamp *self)
{
  if (self == NULL)
    return;

  g_free (self->head);
  g_free (self->authority);
  g_free (self->reason);
  g_clear_pointer (&self->notes, g_ptr_array_unref);
  g_free (self);
}

static void
refuse (GError     **error,
        const char  *why)
{
  g_set_error (error, RC_LIFE_ERROR, RC_LIFE_ERROR_STAMP, _("The time stamp was not taken: %s."), why);
}

/* --- Asking for one --- */

/**
 * rc_case_stamp_request:
 * @out_entry: (out): the last entry of the log
 * @out_head: (out): its hash
 *
 * Asking is no act: nothing of the case leaves it but a hash. What comes back is stamped for this entry, however far the log has grown by then.
 *
 * Returns: (transfer full) (nullable): a TimeStampReq; %NULL with @error set
 */
GBytes *
rc_case_stamp_request (RcCase    *case_file,
                       gint64    *out_entry,
                       RcDigest  *out_head,
                       GError   **error)
{
  g_autoptr (RcCustodyReport) report = rc_custody_verify (case_file, error);

  if (report == NULL)
    return NULL;
  /* A stamp says nothing of whether a log holds; over one that does not it would only mislead. */
  if (report->faults->len > 0)
    {
      const RcCustodyFault *fault = g_ptr_array_index (report->faults, 0);

      g_set_error (error, RC_LIFE_ERROR, RC_LIFE_ERROR_STATE, _("The custody log does not hold, and is not to be stamped so: %s"),
                   fault->message);
      return NULL;
    }

  *out_entry = report->entries;
  *out_head = report->head;
  return rc_time_stamp_request_new (&report->head);
}

/* --- Judging one --- */

static gboolean
find_entry (RcDatabase  *database,
            GBytes      *digest,
            gint64      *out_entry,
            GError     **error)
{
  sqlite3_stmt *statement = rc_database_prepare (database, "SELECT id FROM custody WHERE hash = ?1", error);
  gboolean row = FALSE;
  gsize length;
  const void *bytes = g_bytes_get_data (digest, &length);

  *out_entry = 0;
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_blob64 (statement, 1, bytes, length, SQLITE_TRANSIENT);
  if (!rc_database_step (database, statement, &row, error))
    return FALSE;
  if (row)
    {
      *out_entry = sqlite3_column_int64 (statement, 0);
      sqlite3_reset (statement);
    }
  return TRUE;
}

static void
take_seal (RcCaseStamp       *self,
           const RcSeal      *seal,
           const RcJudgement *judgement)
{
  self->verdict = rc_seal_worst (seal);
  self->reason = g_strdup (seal->reason);
  for (guint i = 0; i < seal->notes->len; i++)
    g_ptr_array_add (self->notes, g_strdup (g_ptr_array_index (seal->notes, i)));
  for (guint i = 0; i < judgement->exceptions->len; i++)
    g_ptr_array_add (self->notes, g_strdup (((const RcException *) g_ptr_array_index (judgement->exceptions, i))->message));
}

static const char *
find_owner (GPtrArray    *anchors,
            const RcSeal *seal)
{
  for (guint i = 0; seal->proof != NULL && i < anchors->len; i++)
    {
      const RcAnchor *anchor = g_ptr_array_index (anchors, i);

      if (anchor->id == seal->proof->anchor)
        return anchor->owner;
    }
  return NULL;
}

static void
take_authority (RcCaseStamp             *self,
                const RcTimeStampToken  *token,
                const char              *owner)      /* (nullable) */
{
  const RcCertificate *signer = rc_time_stamp_token_get_signer (token);

  self->authority = rc_display_text (owner != NULL ? owner : signer != NULL ? rc_certificate_get_subject (signer) : "?", -1, MAX_SHOWN_BYTES);
}

/* The same judge as of time stamps among the evidence, before which this one stands as a file of its own. */
static gboolean
judge (RcCase            *case_file,
       RcCaseStamp       *self,
       RcTimeStampToken  *token,
       GBytes            *digest,
       GError           **error)
{
  g_autoptr (GPtrArray) anchors = rc_trust_list (case_file, error);
  g_autoptr (GPtrArray) sources = g_ptr_array_new ();
  g_autoptr (RcJudgement) judgement = rc_judgement_new ();
  g_autoptr (RcRecordReader) reader = rc_record_reader_new (rc_case_get_database (case_file));
  RcSource carrier = { .name = (char *) "time stamp of the custody log", .derivation = (char *) RC_DERIVATION_FILE };
  RcSealContext context = { .case_file = case_file, .reader = reader, .sources = sources, .anchors = anchors };
  g_autoptr (RcSealWork) work = anchors != NULL ? rc_seal_work_new (&context, judgement, error) : NULL;
  g_autoptr (RcSeal) seal = NULL;

  if (work == NULL)
    return FALSE;

  seal = rc_seal_work_begin (work, "time-stamp", NULL, &carrier);
  (void) rc_time_stamp_judge (work, seal, NULL, &carrier, token, digest);
  take_seal (self, seal, judgement);
  take_authority (self, token, find_owner (anchors, seal));
  return TRUE;
}

/* An entry cannot have been seen before it was written: one of the two clocks was wrong. */
static gboolean
note_earlier (RcCase       *case_file,
              RcCaseStamp  *self,
              GError      **error)
{
  RcDatabase *database = rc_case_get_database (case_file);
  sqlite3_stmt *statement = rc_database_prepare (database, "SELECT time_us FROM custody WHERE id = ?1", error);
  gboolean row = FALSE;
  gint64 written_us;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, self->entry);
  if (!rc_database_step (database, statement, &row, error))
    return FALSE;
  written_us = row ? sqlite3_column_int64 (statement, 0) : self->time_us;
  sqlite3_reset (statement);
  if (written_us > self->time_us)
    {
      g_autofree char *written = rc_time_format_utc (written_us);

      g_ptr_array_add (self->notes, g_strdup_printf ("The entry itself says that it was written later, at %s: the clock of this machine or that of the "
                                                     "authority was wrong", written));
    }
  return TRUE;
}

/* @self: with its number, if it has one by now. */
static gboolean
look (RcCase            *case_file,
      RcCaseStamp       *self,
      RcTimeStampToken  *token,
      GError           **error)
{
  g_autoptr (GBytes) digest = rc_time_stamp_token_dup_digest (token);

  self->time_us = rc_time_stamp_token_time_us (token);
  self->head = rc_bytes_dup_hex (g_bytes_get_data (digest, NULL), g_bytes_get_size (digest));
  if (!find_entry (rc_case_get_database (case_file), digest, &self->entry, error) || !note_earlier (case_file, self, error) ||
      !judge (case_file, self, token, digest, error))
    return FALSE;
  if (self->entry != 0)
    return TRUE;

  /* Whatever the authority is worth: it is not this log that it saw. */
  self->verdict = RC_VERDICT_INVALID;
  g_free (self->reason);
  self->reason = g_strdup ("digest");
  g_ptr_array_add (self->notes, g_strdup_printf ("The custody log has no entry with the hash %s that was stamped", self->head));
  return TRUE;
}

static RcCaseStamp *
stamp_new (void)
{
  RcCaseStamp *self = g_new0 (RcCaseStamp, 1);

  self->notes = g_ptr_array_new_with_free_func (g_free);
  self->added_us = self->time_us = RC_TIME_NONE;
  return self;
}

/* --- Keeping one --- */

static RcTimeStampToken *
read_answer (const void  *bytes,
             gsize        length,
             GBytes     **out_der,
             GError     **error)
{
  g_autoptr (RcTimeStampToken) token = NULL;
  g_autoptr (GBytes) der = NULL;
  const char *fault = NULL;

  if (length > RC_LIMIT_TIME_STAMP_BYTES)
    return refuse (error, "it is too large"), NULL;
  if (rc_cms_peek (bytes, length, length) == RC_CMS_TIME_STAMP_REFUSAL)
    return refuse (error, "the authority refused it"), NULL;

  der = rc_cms_decode (bytes, length);
  if (der != NULL)
    token = rc_time_stamp_token_parse (g_bytes_get_data (der, NULL), g_bytes_get_size (der), &fault);
  if (token == NULL)
    return refuse (error, fault != NULL ? fault : "it is no time stamp"), NULL;

  *out_der = g_steal_pointer (&der);
  return g_steal_pointer (&token);
}

static gboolean
check_answer (const RcCaseStamp       *self,
              const RcTimeStampToken  *token,
              GError                 **error)
{
  if (rc_time_stamp_token_get_hash (token) != RC_HASH_SHA256 || self->entry == 0)
    refuse (error, "it was made for something else than an entry of this custody log");
  else if (self->verdict == RC_VERDICT_INVALID)
    refuse (error, self->notes->len > 0 ? g_ptr_array_index (self->notes, self->notes->len - 1) : "it does not hold");
  else if (self->time_us > g_get_real_time () + G_GINT64_CONSTANT (86400) * G_USEC_PER_SEC)
    refuse (error, "it states a time that has not come yet");
  else
    return TRUE;
  return FALSE;
}

static char *
make_body (const RcCaseStamp *self,
           GBytes            *der)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();
  g_autofree char *token = rc_base64_encode (g_bytes_get_data (der, NULL), g_bytes_get_size (der));
  g_autofree char *time = rc_time_format_utc (self->time_us);

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_integer (writer, "entry", self->entry);
  rc_json_writer_member_string (writer, "head", self->head);
  rc_json_writer_member_string (writer, "time", time);
  rc_json_writer_member_string (writer, "authority", self->authority);
  rc_json_writer_member_string (writer, "verdict", rc_verdict_to_code (self->verdict));
  rc_json_writer_member_string (writer, "reason", self->reason);
  rc_json_writer_member_string (writer, "token", token);
  rc_json_writer_end_object (writer);
  return rc_json_writer_finish (writer);
}

/* An answer that is given twice is kept once: what counts is when it was first there. */
static gboolean
refuse_known (RcCase  *case_file,
              GBytes  *der,
              GError **error)
{
  g_autoptr (GPtrArray) entries = rc_entry_list (case_file, RC_ENTRY_STAMP, error);
  g_autofree char *token = rc_base64_encode (g_bytes_get_data (der, NULL), g_bytes_get_size (der));

  for (guint i = 0; entries != NULL && i < entries->len; i++)
    {
      g_autofree char *known = rc_entry_dup_text (g_ptr_array_index (entries, i), "token");

      if (g_strcmp0 (known, token) == 0)
        return refuse (error, "the case has it already"), FALSE;
    }
  return entries != NULL;
}

/**
 * rc_case_stamp_add:
 * @case_file: open for writing
 * @bytes: tainted
 *
 * Returns: (transfer full) (nullable): as it was judged; %NULL with @error set: nothing was kept
 */
RcCaseStamp *
rc_case_stamp_add (RcCase      *case_file,
                   const void  *bytes,
                   gsize        length,
                   GError     **error)
{
  g_autoptr (RcCaseStamp) self = stamp_new ();
  g_autoptr (RcTimeStampToken) token = NULL;
  g_autoptr (GBytes) der = NULL;
  g_autoptr (RcEntry) entry = NULL;
  g_autofree char *body = NULL;
  RcEntryTerms terms = { .kind = RC_ENTRY_STAMP, .act = "stamp" };
  gint64 id;

  if (!rc_case_require_writable (case_file, error))
    return NULL;
  token = read_answer (bytes, length, &der, error);
  if (token == NULL || !look (case_file, self, token, error) || !check_answer (self, token, error) || !refuse_known (case_file, der, error))
    return NULL;

  terms.body = body = make_body (self, der);
  id = rc_entry_add (case_file, &terms, error);
  entry = id != 0 ? rc_entry_load (case_file, id, error) : NULL;
  if (entry == NULL)
    return NULL;
  self->number = entry->number;
  self->added_us = entry->added_us;
  return g_steal_pointer (&self);
}

/* --- Telling of them --- */

/* What was judged when it came is of no account: the token is judged again, by the keys that are accepted now. */
static RcCaseStamp *
load (RcCase         *case_file,
      const RcEntry  *entry,
      GError        **error)
{
  g_autoptr (RcCaseStamp) self = stamp_new ();
  g_autofree char *text = rc_entry_dup_text (entry, "token");
  g_autoptr (GBytes) der = text != NULL ? rc_base64_decode (text, strlen (text), RC_BASE64_STANDARD) : NULL;
  g_autoptr (RcTimeStampToken) token = NULL;
  const char *fault = NULL;

  self->number = entry->number;
  self->added_us = entry->added_us;
  if (der != NULL)
    token = rc_time_stamp_token_parse (g_bytes_get_data (der, NULL), g_bytes_get_size (der), &fault);
  if (token != NULL)
    return look (case_file, self, token, error) ? g_steal_pointer (&self) : NULL;

  self->verdict = RC_VERDICT_MALFORMED;
  self->head = g_strdup ("");
  self->authority = g_strdup ("?");
  g_ptr_array_add (self->notes, g_strdup (fault != NULL ? fault : "what is kept is no time stamp"));
  return g_steal_pointer (&self);
}

GPtrArray *
rc_case_stamp_list (RcCase  *case_file,
                    GError **error)
{
  g_autoptr (GPtrArray) stamps = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_case_stamp_free);
  g_autoptr (GPtrArray) entries = rc_entry_list (case_file, RC_ENTRY_STAMP, error);

  for (guint i = 0; entries != NULL && i < entries->len; i++)
    {
      RcCaseStamp *stamp = load (case_file, g_ptr_array_index (entries, i), error);

      if (stamp == NULL)
        return NULL;
      g_ptr_array_add (stamps, stamp);
    }
  return entries != NULL ? g_steal_pointer (&stamps) : NULL;
}

/**
 * rc_case_stamp_words:
 *
 * Returns: (transfer full): a sentence; it never says more than the verdict does
 */
char *
rc_case_stamp_words (const RcCaseStamp *self)
{
  g_autofree char *time = self->time_us != RC_TIME_NONE ? rc_time_format_utc (self->time_us) : g_strdup ("–");

  if (self->verdict == RC_VERDICT_MALFORMED)
    return g_strdup (_("A time stamp of the custody log cannot be read any more."));
  if (self->entry == 0)
    return g_strdup_printf (_("%1$s stamped another custody log than this one at %2$s: entries of that time were changed or are missing."),
                            self->authority, time);
  if (self->verdict == RC_VERDICT_VALID)
    return g_strdup_printf (_("The custody log up to entry %1$lld existed not later than %2$s, says %3$s, whose key is accepted."),
                            (long long) self->entry, time, self->authority);
  if (self->verdict == RC_VERDICT_WEAK)
    return g_strdup_printf (_("The custody log up to entry %1$lld existed not later than %2$s, says %3$s, whose key is accepted, by an outdated method."),
                            (long long) self->entry, time, self->authority);
  if (self->verdict == RC_VERDICT_UNVERIFIABLE && g_strcmp0 (self->reason, "chain-untrusted") == 0)
    return g_strdup_printf (_("A time stamp over the custody log up to entry %1$lld states %2$s; it could not be checked here: no key of its authority is "
                              "accepted (%3$s)."), (long long) self->entry, time, self->authority);
  if (self->verdict != RC_VERDICT_INVALID)
    return g_strdup_printf (_("A time stamp over the custody log up to entry %1$lld states %2$s; it could not be checked here (%3$s)."),
                            (long long) self->entry, time, self->reason != NULL ? self->reason : rc_verdict_to_code (self->verdict));
  return g_strdup_printf (_("A time stamp over the custody log up to entry %1$lld does not hold (%2$s)."), (long long) self->entry,
                          self->reason != NULL ? self->reason : rc_verdict_to_code (self->verdict));
}
