/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/life/case-disposal.h"

#include "core/auditor-key.h"
#include "core/custody.h"
#include "core/digest.h"
#include "core/entry.h"
#include "core/json-writer.h"
#include "core/life/obstacle.h"
#include "core/registers/engagement.h"
#include "core/rest/protect.h"
#include "core/retention.h"
#include "core/team/hand-out.h"
#include "core/team/team-member.h"
#include "core/timestamp.h"
#include "core/words.h"

static void
copy_free (gpointer data)
{
  RcDisposalCopy *self = data;

  g_free (self->act);
  g_free (self->name);
  g_free (self->sha256);
  g_free (self);
}

void
rc_disposal_facts_free (RcDisposalFacts *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self->id);
  g_free (self->title);
  g_free (self->type);
  g_free (self->organisation);
  g_free (self->auditor);
  g_free (self->head);
  g_free (self->state);
  g_free (self->sha256);
  g_clear_pointer (&self->copies, g_ptr_array_unref);
  g_free (self->reason);
  g_free (self->by);
  g_free (self->kept_under);
  g_free (self);
}

/* --- What forbids it --- */

static gboolean
check_holds (RcCase  *case_file,
             GError **error)
{
  g_autoptr (RcHold) hold = NULL;

  if (!rc_obstacle_find_hold (case_file, &hold, error))
    return FALSE;
  if (hold == NULL)
    return TRUE;

  g_set_error (error, RC_LIFE_ERROR, RC_LIFE_ERROR_HELD, _("The case is not destroyed while legal hold %1$lld stands: %2$s"),
               (long long) hold->number, hold->reason);
  return FALSE;
}

/* A hold may have been taken out, and a certificate would repeat what somebody wrote into the tables. */
static gboolean
check_untouched (RcCase  *case_file,
                 GError **error)
{
  g_autofree char *fault = NULL;

  if (!rc_obstacle_find_fault (case_file, &fault, error))
    return FALSE;
  if (fault == NULL)
    return TRUE;

  g_set_error (error, RC_LIFE_ERROR, RC_LIFE_ERROR_STATE, _("No certificate is given for a case that was edited, and it was not destroyed: %s"), fault);
  return FALSE;
}

static const RcTeamMember *
find_own (GPtrArray *members)
{
  guint8 signature[64], public_key[RC_DIGEST_BYTES];
  g_autofree char *key = NULL;

  if (!rc_auditor_key_sign ((const guint8 *) "", 0, signature, public_key))
    return NULL;
  key = rc_bytes_dup_hex (public_key, sizeof public_key);
  return rc_team_member_find_key (members, key);
}

/* Whoever works on a case without a key is told of by its log; after this act there is none. */
static gboolean
check_member (RcCase  *case_file,
              GError **error)
{
  g_autoptr (GPtrArray) members = rc_team_member_list (case_file, error);
  const RcTeamMember *own = members != NULL ? find_own (members) : NULL;

  if (members == NULL)
    return FALSE;
  if (members->len == 0 || (own != NULL && own->role == RC_ROLE_OWNER))
    return TRUE;

  g_set_error_literal (error, RC_LIFE_ERROR, RC_LIFE_ERROR_STATE,
                       _("This case has members: an owner destroys it, with their key unlocked, or makes another one an owner first."));
  return FALSE;
}

static gboolean
refuse_until (gint64       end_us,
              const char  *rule,
              GError     **error)
{
  g_autofree char *end = rc_time_format_utc (end_us);

  g_set_error (error, RC_LIFE_ERROR, RC_LIFE_ERROR_HELD, _("The case is to be kept until %1$s: %2$s"), end, rule);
  return FALSE;
}

/* Other cases hold copies of logs, whose keeping is the duty of whoever keeps the originals; what the provider's own file holds may be the original. */
static gboolean
check_logs (RcCase  *case_file,
            GError **error)
{
  g_autoptr (RcRecordReader) reader = rc_record_reader_new (rc_case_get_database (case_file));
  g_autoptr (RcRetention) retention = rc_retention_load (case_file, reader, NULL, NULL, error);
  gint64 last_us = RC_TIME_NONE;

  if (retention == NULL)
    return FALSE;
  for (guint i = 0; i < retention->logs->len; i++)
    {
      const RcRetentionLog *log = g_ptr_array_index (retention->logs, i);

      if (log->last_us != RC_TIME_NONE)
        last_us = last_us == RC_TIME_NONE ? log->last_us : MAX (last_us, log->last_us);
    }
  for (guint i = 0; last_us != RC_TIME_NONE && i < retention->rules->len; i++)
    {
      const RcRetentionRule *rule = g_ptr_array_index (retention->rules, i);
      gint64 end_us;

      if (rule->origin == RC_RETENTION_OF_LAW && rule->has_duration && rc_duration_add (&rule->duration, last_us, &end_us) &&
          end_us > g_get_real_time ())
        return refuse_until (end_us, rule->words, error);
    }
  return TRUE;
}

/**
 * rc_disposal_check:
 *
 * A hold is never overruled by a reason: it is released, which is an act of its own with a reason of its own. Nor does a reason shorten a period that
 * somebody states or the law sets.
 */
gboolean
rc_disposal_check (RcCase                 *case_file,
                   const RcDisposalTerms  *terms,
                   GError                **error)
{
  RcCaseType type;

  if (!rc_entry_require_words (_("why the case is destroyed"), terms->reason, error) || !check_holds (case_file, error) ||
      !check_untouched (case_file, error) || !check_member (case_file, error))
    return FALSE;
  if (terms->kept_until_us != RC_TIME_NONE && terms->kept_until_us > g_get_real_time ())
    return refuse_until (terms->kept_until_us, terms->kept_under != NULL ? terms->kept_under : terms->reason, error);
  if (!rc_engagement_get_type (case_file, &type) || type != RC_CASE_TYPE_PROVIDER)
    return TRUE;
  if (terms->kept_under != NULL && terms->kept_until_us != RC_TIME_NONE)
    return check_logs (case_file, error);

  g_set_error_literal (error, RC_LIFE_ERROR, RC_LIFE_ERROR_HELD,
                       _("This is the provider’s own file, and Article 18 of Regulation (EU) 2024/1689 has documentation kept for ten years: it must be said "
                         "under which rule it was kept, and until when."));
  return FALSE;
}

/* --- What there is --- */

/* Of what an act that copies says, its file, name or id, and its digest. A copy for a member has an entry of its own kind that says whose it is: that is
 * no copy of it. */
static const char copies_query[] =
  "SELECT act, time_us, coalesce (detail ->> '$.file', detail ->> '$.name', detail ->> '$.id'), detail ->> '$.sha256' FROM custody "
  "WHERE act IN ('backup', 'export', '" RC_HAND_OUT_ACT "') AND json_valid (detail) AND (act <> '" RC_HAND_OUT_ACT "' OR detail ->> '$.sha256' IS NOT NULL) "
  "ORDER BY id";

static gboolean
load_copies (RcCase           *case_file,
             RcDisposalFacts  *self,
             GError          **error)
{
  RcDatabase *database = rc_case_get_database (case_file);
  sqlite3_stmt *statement = rc_database_prepare (database, copies_query, error);
  gboolean row;

  if (statement == NULL)
    return FALSE;

  for (;;)
    {
      RcDisposalCopy *copy;

      if (!rc_database_step (database, statement, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      copy = g_new0 (RcDisposalCopy, 1);
      copy->act = rc_database_column_dup (statement, 0);
      copy->time_us = sqlite3_column_int64 (statement, 1);
      copy->name = rc_database_column_dup (statement, 2);
      copy->sha256 = rc_database_column_dup (statement, 3);
      g_ptr_array_add (self->copies, copy);
    }
}

static gboolean
load_counts (RcCase           *case_file,
             RcDisposalFacts  *self,
             GError          **error)
{
  RcDatabase *database = rc_case_get_database (case_file);
  gint64 bytes = 0;

  if (!rc_database_get_integer (database, "SELECT count (*) FROM source WHERE state = 'published'", &self->sources, error) ||
      !rc_database_get_integer (database, "SELECT count (*) FROM source WHERE state = 'removed'", &self->removed, error) ||
      !rc_database_get_integer (database, "SELECT sum (length) FROM block", &bytes, error) ||
      !rc_database_get_integer (database, "SELECT count (*) FROM event", &self->events, error) ||
      !rc_database_get_integer (database, "SELECT count (*) FROM custody WHERE act = 'report'", &self->documents, error))
    return FALSE;
  self->source_bytes = (guint64) MAX (bytes, 0);
  return TRUE;
}

static char *
describe (const RcDisposalFacts *self)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "reason", self->reason);
  rc_json_writer_member_string (writer, "by", self->by);
  rc_json_writer_end_object (writer);
  return rc_json_writer_finish (writer);
}

static gboolean
mark (RcCase           *case_file,
      RcDisposalFacts  *self,
      GError          **error)
{
  g_autoptr (RcCustodyReport) report = NULL;
  g_autofree char *detail = describe (self);
  RcDigest state;

  if (!rc_custody_append (case_file, "dispose", detail, error) || !rc_custody_evidence_state (case_file, &state, NULL, error))
    return FALSE;
  report = rc_custody_verify (case_file, error);
  if (report == NULL)
    return FALSE;
  self->entries = report->entries;
  self->head = rc_digest_dup_hex (&report->head);
  self->state = rc_digest_dup_hex (&state);
  return TRUE;
}

RcDisposalFacts *
rc_disposal_mark (RcCase                 *case_file,
                  const RcDisposalTerms  *terms,
                  GError                **error)
{
  g_autoptr (RcDisposalFacts) self = g_new0 (RcDisposalFacts, 1);

  self->name = g_path_get_basename (rc_case_peek_path (case_file));
  self->id = rc_case_dup_setting (case_file, "case.id");
  self->title = rc_case_dup_setting (case_file, "case.title");
  self->type = rc_case_dup_setting (case_file, "case.type");
  self->organisation = rc_case_dup_setting (case_file, "case.organisation");
  self->auditor = rc_case_dup_setting (case_file, "auditor.name");
  self->is_protected = rc_protect_get_keys (case_file) != NULL;
  self->copies = g_ptr_array_new_with_free_func (copy_free);
  self->reason = g_strdup (terms->reason);
  self->by = g_strdup (terms->by != NULL ? terms->by : self->auditor);
  self->kept_under = g_strdup (terms->kept_under);
  self->kept_until_us = terms->kept_until_us;
  self->at_us = g_get_real_time ();
  if (!rc_entry_require_words (_("who decides that the case is destroyed"), self->by, error) || !load_counts (case_file, self, error) ||
      !load_copies (case_file, self, error) || !mark (case_file, self, error))
    return NULL;
  return g_steal_pointer (&self);
}

char *
rc_disposal_facts_to_json (const RcDisposalFacts *self)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();
  g_autofree char *at = rc_time_format_utc (self->at_us);
  g_autofree char *until = self->kept_until_us != RC_TIME_NONE ? rc_time_format_utc (self->kept_until_us) : NULL;

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "auditor", self->auditor);
  rc_json_writer_member_string (writer, "by", self->by);
  rc_json_writer_member_integer (writer, "bytes", (gint64) self->bytes);
  rc_json_writer_name (writer, "copies");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < self->copies->len; i++)
    {
      const RcDisposalCopy *copy = g_ptr_array_index (self->copies, i);
      g_autofree char *time = rc_time_format_utc (copy->time_us);

      rc_json_writer_begin_object (writer);
      rc_json_writer_member_string (writer, "act", copy->act);
      rc_json_writer_member_string (writer, "name", copy->name);
      rc_json_writer_member_string (writer, "sha256", copy->sha256);
      rc_json_writer_member_string (writer, "time", time);
      rc_json_writer_end_object (writer);
    }
  rc_json_writer_end_array (writer);
  rc_json_writer_member_string (writer, "custody_head", self->head);
  rc_json_writer_member_integer (writer, "documents", self->documents);
  rc_json_writer_member_integer (writer, "entries", self->entries);
  rc_json_writer_member_integer (writer, "events", self->events);
  rc_json_writer_member_string (writer, "evidence_state", self->state);
  rc_json_writer_member_string (writer, "file", self->name);
  rc_json_writer_member_string (writer, "id", self->id);
  rc_json_writer_member_string (writer, "kept_under", self->kept_under);
  rc_json_writer_member_string (writer, "kept_until", until);
  rc_json_writer_member_string (writer, "marked", at);
  rc_json_writer_member_string (writer, "organisation", self->organisation);
  rc_json_writer_member_boolean (writer, "protected", self->is_protected);
  rc_json_writer_member_string (writer, "reason", self->reason);
  rc_json_writer_member_integer (writer, "removed_sources", self->removed);
  rc_json_writer_member_string (writer, "sha256", self->sha256);
  rc_json_writer_member_integer (writer, "source_bytes", (gint64) self->source_bytes);
  rc_json_writer_member_integer (writer, "sources", self->sources);
  rc_json_writer_member_string (writer, "title", self->title);
  rc_json_writer_member_string (writer, "type", self->type);
  rc_json_writer_end_object (writer);
  return rc_json_writer_finish (writer);
}
