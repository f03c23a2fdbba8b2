/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/team/hand-out.h"

#include <string.h>

#include "core/custody.h"
#include "core/life/case-copy.h"
#include "core/rest/protect.h"
#include "core/team/assignment.h"
#include "core/team/team-signers.h"
#include "core/words.h"

void
rc_hand_out_free (RcHandOut *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self->key);
  g_free (self->head);
  g_free (self->sha256);
  g_free (self);
}

/* --- To whom --- */

static gboolean
check_member (const RcTeamMember  *member,
              GError         **error)
{
  if (member->left_us != RC_TIME_NONE)
    g_set_error (error, RC_TEAM_ERROR, RC_TEAM_ERROR_STATE, _("%s has left"), member->name);
  else if (member->role == RC_ROLE_OBSERVER)
    g_set_error (error, RC_TEAM_ERROR, RC_TEAM_ERROR_STATE, _("%s is an observer, who is handed out no copy to work in"), member->name);
  else if (rc_team_member_peek_key (member) == NULL)
    g_set_error (error, RC_TEAM_ERROR, RC_TEAM_ERROR_STATE, _("%s has no key: what is done in the copy could not be told to be theirs"),
                 member->name);
  else
    return TRUE;
  return FALSE;
}

/* --- What both logs say --- */

static gboolean
write_assigned (RcHandOut     *self,
                RcCase        *case_file,
                RcJsonWriter  *writer,
                GError       **error)
{
  g_autoptr (GPtrArray) assignments = rc_assignment_list (case_file, error);

  rc_json_writer_name (writer, "assigned");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; assignments != NULL && i < assignments->len; i++)
    {
      const RcAssignment *assignment = g_ptr_array_index (assignments, i);

      if (assignment->member != self->member || assignment->state != RC_ASSIGNMENT_OPEN)
        continue;
      rc_json_writer_integer (writer, assignment->number);
      self->n_assigned++;
    }
  rc_json_writer_end_array (writer);
  return assignments != NULL;
}

/* The members that are the same in both. */
static RcJsonWriter *
describe (RcHandOut  *self,
          RcCase     *case_file,
          GError    **error)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();
  g_autofree char *case_id = rc_case_dup_setting (case_file, "case.id");

  self->n_assigned = 0;
  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "case", case_id);
  rc_json_writer_member_integer (writer, "entries", self->entries);
  rc_json_writer_member_string (writer, "head", self->head);
  rc_json_writer_member_integer (writer, "member", self->member);
  rc_json_writer_member_string (writer, "name", self->name);
  rc_json_writer_member_string (writer, "key", self->key);
  rc_json_writer_member_integer (writer, "withheld", self->n_withheld);
  return write_assigned (self, case_file, writer, error) ? g_steal_pointer (&writer) : NULL;
}

/* --- What is not in the copy --- */

/* What is written over is gone from the pages that were in use; what earlier changes left beside it goes as the file is written anew. */
static gboolean
write_anew (RcDatabase  *database,
            GError     **error)
{
  sqlite3 *connection = rc_database_peek (database);

  for (sqlite3_stmt *statement = sqlite3_next_stmt (connection, NULL); statement != NULL; statement = sqlite3_next_stmt (connection, statement))
    sqlite3_reset (statement);
  return rc_database_exec (database, "VACUUM", error);
}

static gboolean
withhold (RcHandOut  *self,
          RcCase     *copy,
          GError    **error)
{
  RcDatabase *database = rc_case_get_database (copy);
  gint64 n_withheld;

  if (!rc_database_exec (database, "UPDATE entry SET body = '" RC_ENTRY_WITHHELD_BODY "' WHERE private <> 0", error)
      || !rc_database_get_integer (database, "SELECT count (*) FROM entry WHERE private <> 0", &n_withheld, error))
    return FALSE;
  self->n_withheld = (guint) n_withheld;
  return TRUE;
}

static gboolean
say_in_copy (RcHandOut  *self,
             RcCase     *copy,
             GError    **error)
{
  g_autoptr (RcJsonWriter) writer = NULL;

  if (!rc_case_begin (copy, error))
    return FALSE;
  if (withhold (self, copy, error))
    writer = describe (self, copy, error);
  if (writer != NULL)
    {
      rc_json_writer_end_object (writer);
      if (rc_custody_append (copy, RC_HAND_OUT_ACT, rc_json_writer_peek (writer), error) && rc_case_commit (copy, error))
        return TRUE;
    }
  rc_case_rollback (copy);
  return FALSE;
}

/* A protected case gives a protected copy, which the member's own key opens. */
static gboolean
let_open (RcHandOut  *self,
          RcCase     *copy,
          GError    **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *label = g_strdup_printf ("member %" G_GINT64_FORMAT, self->member);
  RcDigest key;

  if (rc_protect_get_keys (copy) == NULL)
    return TRUE;
  if (!rc_digest_from_hex (self->key, strlen (self->key), &key))
    g_return_val_if_reached (FALSE);
  if (rc_protect_add_auditor (copy, key.bytes, label, NULL, &local_error) || g_error_matches (local_error, RC_CASE_ERROR, RC_CASE_ERROR_EXISTS))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
prepare (RcHandOut         *self,
         RcCaseCopy        *made,
         const RcLifeWork  *work,
         GError           **error)
{
  g_autoptr (RcCase) copy = rc_case_open (rc_case_copy_peek_path (made), TRUE, error);
  RcDatabase *database = copy != NULL ? rc_case_get_database (copy) : NULL;

  if (copy == NULL || !rc_case_require_writable (copy, error) || !rc_database_exec (database, "PRAGMA secure_delete = ON", error)
      || !let_open (self, copy, error) || !say_in_copy (self, copy, error) || (self->n_withheld > 0 && !write_anew (database, error)) || !rc_case_close (copy, error))
    return FALSE;
  return rc_case_copy_take_change (made, work, error);
}

/* --- Together --- */

/* The name alone: where it lies is nobody's business but the member's. */
static gboolean
publish (RcHandOut   *self,
         RcCase      *case_file,
         RcCaseCopy  *made,
         const char  *path,
         GError     **error)
{
  g_autoptr (RcJsonWriter) writer = describe (self, case_file, error);
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *file = g_filename_display_name (base);

  if (writer == NULL)
    return FALSE;
  rc_json_writer_member_string (writer, "file", file);
  rc_json_writer_member_string (writer, "sha256", self->sha256);
  rc_json_writer_member_integer (writer, "bytes", (gint64) self->bytes);
  rc_json_writer_end_object (writer);
  return rc_case_copy_publish_recorded (made, case_file, RC_HAND_OUT_ACT, rc_json_writer_peek (writer), error);
}

/**
 * rc_hand_out:
 * @case_file: open for writing
 * @member: number of a member who works on the case and has a key
 * @path: where the copy is to stand; nothing may be there
 * @work: (nullable): to be told how far it is, and to cancel
 *
 * Returns: (transfer full) (nullable): %NULL with @error set, and then there is no copy
 */
RcHandOut *
rc_hand_out (RcCase            *case_file,
             gint64             member_number,
             const char        *path,
             const RcLifeWork  *work,
             GError           **error)
{
  g_autoptr (RcHandOut) self = g_new0 (RcHandOut, 1);
  g_autoptr (RcTeamMember) member = NULL;
  g_autoptr (RcCaseCopy) made = NULL;

  if (!rc_case_require_writable (case_file, error) || !rc_team_allows (case_file, RC_HAND_OUT_ACT, error))
    return NULL;
  member = rc_team_member_find (case_file, member_number, error);
  if (member == NULL || !check_member (member, error))
    return NULL;
  made = rc_case_copy_new (case_file, path, work, error);
  if (made == NULL)
    return NULL;

  self->member = member->number;
  self->name = g_strdup (member->name);
  self->key = g_strdup (rc_team_member_peek_key (member));
  self->entries = rc_case_copy_get_entries (made);
  self->head = rc_digest_dup_hex (rc_case_copy_get_head (made));
  if (!prepare (self, made, work, error))
    return NULL;
  self->sha256 = rc_digest_dup_hex (rc_case_copy_get_sha256 (made));
  self->bytes = rc_case_copy_get_bytes (made);
  return publish (self, case_file, made, path, error) ? g_steal_pointer (&self) : NULL;
}
