/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "identity-link.h"

#include <string.h>

#include "bounds.h"
#include "custody.h"
#include "json-writer.h"
#include "timestamp.h"

G_DEFINE_QUARK (rc-identity-link-error-quark, rc_identity_link_error)

#define COLUMNS "id, entity, other, reason, linked_by, added_us, withdrawn_for, withdrawn_us"

void
rc_identity_link_free (RcIdentityLink *self)
{
  if (self == NULL)
    return;

  g_free (self->reason);
  g_free (self->by);
  g_free (self->withdrawn_for);
  g_free (self);
}

static GPtrArray *
collect (RcDatabase    *database,
         sqlite3_stmt  *statement,
         GError       **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_identity_link_free);
  gboolean row;

  while (TRUE)
    {
      RcIdentityLink *link;

      if (!rc_database_step (database, statement, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&list);
      link = g_new0 (RcIdentityLink, 1);
      link->id = sqlite3_column_int64 (statement, 0);
      link->entity = sqlite3_column_int64 (statement, 1);
      link->other = sqlite3_column_int64 (statement, 2);
      link->reason = rc_database_column_dup (statement, 3);
      link->by = rc_database_column_dup (statement, 4);
      link->added_us = sqlite3_column_int64 (statement, 5);
      link->withdrawn_for = rc_database_column_dup (statement, 6);
      link->withdrawn_us = rc_database_column_time (statement, 7);
      g_ptr_array_add (list, link);
    }
}

GPtrArray *
rc_identity_link_list (RcCase  *case_file,
                       GError **error)
{
  RcDatabase *database = rc_case_get_database (case_file);
  sqlite3_stmt *statement = rc_database_prepare (database, "SELECT " COLUMNS " FROM identity_link ORDER BY id", error);

  return statement != NULL ? collect (database, statement, error) : NULL;
}

GPtrArray *
rc_identity_link_list_of (RcCase  *case_file,
                          gint64   entity,
                          GError **error)
{
  RcDatabase *database = rc_case_get_database (case_file);
  sqlite3_stmt *statement = rc_database_prepare (database,
                                                 "SELECT " COLUMNS " FROM identity_link WHERE (entity = ?1 OR other = ?1) "
                                                 "AND withdrawn_us IS NULL ORDER BY id",
                                                 error);

  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, entity);
  return collect (database, statement, error);
}

/* --- Linking --- */

static gboolean
check_words (const char  *what,
             const char  *words,
             GError     **error)
{
  g_autofree char *stripped = words != NULL ? g_strstrip (g_strdup (words)) : NULL;

  if (stripped != NULL && *stripped != '\0' && strlen (words) <= RC_LIMIT_NAME_BYTES && g_utf8_validate (words, -1, NULL))
    return TRUE;

  g_set_error (error, RC_IDENTITY_LINK_ERROR, RC_IDENTITY_LINK_ERROR_WORDS, "It must be said %s, in at most %u bytes", what,
               RC_LIMIT_NAME_BYTES);
  return FALSE;
}

static gboolean
check_pair (RcCase         *case_file,
            const RcEntity *entity,
            const RcEntity *other,
            GError        **error)
{
  g_autoptr (GPtrArray) links = NULL;

  if (entity->id == other->id)
    {
      g_set_error (error, RC_IDENTITY_LINK_ERROR, RC_IDENTITY_LINK_ERROR_ENTITY, "“%s” is one thing already: expected two", entity->name);
      return FALSE;
    }
  if (entity->kind != other->kind)
    {
      g_set_error (error, RC_IDENTITY_LINK_ERROR, RC_IDENTITY_LINK_ERROR_ENTITY,
                   "“%s” is of the kind %s and “%s” of the kind %s: only things of one kind can be one thing", entity->name,
                   rc_entity_kind_to_name (entity->kind), other->name, rc_entity_kind_to_name (other->kind));
      return FALSE;
    }

  links = rc_identity_link_list_of (case_file, entity->id, error);
  if (links == NULL)
    return FALSE;
  for (guint i = 0; i < links->len; i++)
    {
      const RcIdentityLink *link = g_ptr_array_index (links, i);

      if (link->entity != other->id && link->other != other->id)
        continue;
      g_set_error (error, RC_IDENTITY_LINK_ERROR, RC_IDENTITY_LINK_ERROR_ENTITY,
                   "“%s” and “%s” are linked already, by link %" G_GINT64_FORMAT, entity->name, other->name, link->id);
      return FALSE;
    }

  return TRUE;
}

/* Who links: as said, else the auditor whom the case names, else who uses the program. */
static char *
dup_by (RcCase     *case_file,
        const char *by)
{
  g_autofree char *auditor = NULL;

  if (by != NULL)
    return g_strdup (by);

  auditor = rc_case_dup_setting (case_file, "auditor.name");
  if (auditor != NULL && *auditor != '\0')
    return g_steal_pointer (&auditor);
  return g_strdup (g_get_user_name ());
}

static void
write_entity (RcJsonWriter   *writer,
              const char     *member,
              const RcEntity *entity)
{
  rc_json_writer_name (writer, member);
  rc_json_writer_begin_object (writer);
  rc_json_writer_member_integer (writer, "id", entity->id);
  rc_json_writer_member_string (writer, "scope", entity->scope);
  rc_json_writer_member_string (writer, "name", entity->name);
  rc_json_writer_end_object (writer);
}

static gboolean
note_act (RcCase               *case_file,
          const char           *act,
          const RcIdentityLink *link,
          const RcEntity       *entity,
          const RcEntity       *other,
          GError              **error)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_integer (writer, "link", link->id);
  rc_json_writer_member_string (writer, "kind", rc_entity_kind_to_name (entity->kind));
  write_entity (writer, "entity", entity);
  write_entity (writer, "other", other);
  rc_json_writer_member_string (writer, "by", link->by);
  rc_json_writer_member_string (writer, "reason", link->withdrawn_for != NULL ? link->withdrawn_for : link->reason);
  rc_json_writer_end_object (writer);
  return rc_custody_append (case_file, act, rc_json_writer_peek (writer), error);
}

static gboolean
insert (RcDatabase      *database,
        RcIdentityLink  *link,
        GError         **error)
{
  sqlite3_stmt *statement = rc_database_prepare (database,
                                                 "INSERT INTO identity_link (entity, other, reason, linked_by, added_us) "
                                                 "VALUES (?1, ?2, ?3, ?4, ?5)",
                                                 error);

  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, link->entity);
  sqlite3_bind_int64 (statement, 2, link->other);
  rc_database_bind_text (statement, 3, link->reason);
  rc_database_bind_text (statement, 4, link->by);
  sqlite3_bind_int64 (statement, 5, link->added_us);
  return rc_database_run (database, statement, error) &&
         rc_database_get_integer (database, "SELECT last_insert_rowid ()", &link->id, error);
}

/**
 * rc_identity_link_add:
 *
 * Records that two things are one, in one act of the custody log.
 */
gint64
rc_identity_link_add (RcCase      *case_file,
                      gint64       entity,
                      gint64       other,
                      const char  *reason,
                      const char  *by,
                      GError     **error)
{
  RcDatabase *database = rc_case_get_database (case_file);
  g_autoptr (RcIdentityLink) link = g_new0 (RcIdentityLink, 1);
  g_autoptr (RcEntity) first = NULL;
  g_autoptr (RcEntity) second = NULL;

  link->entity = MIN (entity, other);
  link->other = MAX (entity, other);
  link->reason = g_strdup (reason);
  link->by = dup_by (case_file, by);
  link->added_us = g_get_real_time ();
  link->withdrawn_us = RC_TIME_NONE;
  if (!rc_case_require_writable (case_file, error) || !check_words ("why the two are one thing", reason, error) ||
      !check_words ("who says so", link->by, error))
    return 0;
  first = rc_entity_load (database, link->entity, error);
  second = first != NULL ? rc_entity_load (database, link->other, error) : NULL;
  if (second == NULL || !check_pair (case_file, first, second, error) || !rc_case_begin (case_file, error))
    return 0;

  if (insert (database, link, error) && note_act (case_file, "link", link, first, second, error) && rc_case_commit (case_file, error))
    return link->id;
  rc_case_rollback (case_file);
  return 0;
}

/* --- Taking back --- */

static RcIdentityLink *
find (GPtrArray  *list,
      gint64      id,
      GError    **error)
{
  for (guint i = 0; i < list->len; i++)
    {
      RcIdentityLink *link = g_ptr_array_index (list, i);

      if (link->id != id)
        continue;
      if (link->withdrawn_us == RC_TIME_NONE)
        return link;
      g_set_error (error, RC_IDENTITY_LINK_ERROR, RC_IDENTITY_LINK_ERROR_NOT_FOUND, "Link %" G_GINT64_FORMAT " was taken back already", id);
      return NULL;
    }

  g_set_error (error, RC_IDENTITY_LINK_ERROR, RC_IDENTITY_LINK_ERROR_NOT_FOUND, "No link has the number %" G_GINT64_FORMAT, id);
  return NULL;
}

static gboolean
mark_withdrawn (RcDatabase            *database,
                const RcIdentityLink  *link,
                GError               **error)
{
  sqlite3_stmt *statement = rc_database_prepare (database, "UPDATE identity_link SET withdrawn_for = ?2, withdrawn_us = ?3 WHERE id = ?1",
                                                 error);

  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, link->id);
  rc_database_bind_text (statement, 2, link->withdrawn_for);
  sqlite3_bind_int64 (statement, 3, link->withdrawn_us);
  return rc_database_run (database, statement, error);
}

/**
 * rc_identity_link_withdraw:
 * @reason: why it is taken back
 *
 * The link stays in the case, and counts no more.
 */
gboolean
rc_identity_link_withdraw (RcCase      *case_file,
                           gint64       id,
                           const char  *reason,
                           GError     **error)
{
  RcDatabase *database = rc_case_get_database (case_file);
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (RcEntity) first = NULL;
  g_autoptr (RcEntity) second = NULL;
  RcIdentityLink *link;

  if (!rc_case_require_writable (case_file, error) || !check_words ("why the link is taken back", reason, error))
    return FALSE;
  list = rc_identity_link_list (case_file, error);
  link = list != NULL ? find (list, id, error) : NULL;
  first = link != NULL ? rc_entity_load (database, link->entity, error) : NULL;
  second = first != NULL ? rc_entity_load (database, link->other, error) : NULL;
  if (second == NULL)
    return FALSE;

  link->withdrawn_for = g_strdup (reason);
  link->withdrawn_us = g_get_real_time ();
  if (!rc_case_begin (case_file, error))
    return FALSE;
  if (mark_withdrawn (database, link, error) && note_act (case_file, "unlink", link, first, second, error) &&
      rc_case_commit (case_file, error))
    return TRUE;

  rc_case_rollback (case_file);
  return FALSE;
}
