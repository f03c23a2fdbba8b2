/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "source-controller.h"

#include <string.h>

#include "bounds.h"
#include "custody.h"
#include "json-writer.h"

G_DEFINE_QUARK (rc-source-controller-error-quark, rc_source_controller_error)

#define UNKNOWN "unknown"

/* Bytes met again under another name came by another way: who controls that one is a question of its own. */
#define FAMILY \
  "WITH RECURSIVE family (id) AS (SELECT ?1 UNION SELECT source.id FROM source JOIN family ON source.parent = family.id " \
  "WHERE source.derivation <> '" RC_DERIVATION_SAME "')"

const char * const *
rc_source_controllers (void)
{
  static const char * const names[] = { "provider", "deployer", "cloud", "third-party", "public", NULL };

  return names;
}

static char *
fold (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *folded = g_utf8_casefold (valid, -1);
  g_auto (GStrv) words = g_strsplit_set (folded, " \t\n\r", -1);
  GString *joined = g_string_new (NULL);

  for (gsize i = 0; words[i] != NULL; i++)
    {
      if (*words[i] != '\0')
        g_string_append_printf (joined, "%s%s", joined->len > 0 ? " " : "", words[i]);
    }
  return g_string_free (joined, FALSE);
}

gboolean
rc_source_controller_is_known (const char *controller)
{
  g_autofree char *folded = controller != NULL ? fold (controller) : NULL;

  return folded != NULL && *folded != '\0' && strcmp (folded, UNKNOWN) != 0;
}

gboolean
rc_source_controller_equal (const char *a,
                            const char *b)
{
  g_autofree char *first = fold (a);
  g_autofree char *second = fold (b);

  return strcmp (first, second) == 0;
}

static gboolean
check (const RcSource  *source,
       const char      *controller,
       GError         **error)
{
  g_autofree char *folded = NULL;

  if (controller == NULL || strlen (controller) > RC_LIMIT_NAME_BYTES || !g_utf8_validate (controller, -1, NULL))
    {
      g_set_error (error, RC_SOURCE_CONTROLLER_ERROR, RC_SOURCE_CONTROLLER_ERROR_WORDS,
                   "It must be said who controls the source, in at most %u bytes", RC_LIMIT_NAME_BYTES);
      return FALSE;
    }
  folded = fold (controller);
  if (*folded == '\0')
    {
      g_set_error (error, RC_SOURCE_CONTROLLER_ERROR, RC_SOURCE_CONTROLLER_ERROR_WORDS,
                   "It must be said who controls the source; “" UNKNOWN "” where nobody knows");
      return FALSE;
    }
  if (strcmp (source->state, "published") != 0)
    {
      g_set_error (error, RC_SOURCE_CONTROLLER_ERROR, RC_SOURCE_CONTROLLER_ERROR_SOURCE,
                   "Source %" G_GINT64_FORMAT " was removed from the case", source->id);
      return FALSE;
    }

  return TRUE;
}

static gboolean
update (RcDatabase  *database,
        gint64       id,
        const char  *controller,
        GError     **error)
{
  sqlite3_stmt *statement = rc_database_prepare (database, FAMILY " UPDATE source SET controller = ?2 WHERE id IN family", error);

  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, id);
  rc_database_bind_text (statement, 2, controller);
  return rc_database_run (database, statement, error);
}

static gboolean
note_act (RcCase          *case_file,
          const RcSource  *source,
          const char      *controller,
          GError         **error)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_integer (writer, "source", source->id);
  rc_json_writer_member_string (writer, "name", source->name);
  rc_json_writer_member_string (writer, "controller", controller);
  rc_json_writer_member_string (writer, "before", source->controller);
  rc_json_writer_end_object (writer);
  return rc_custody_append (case_file, "controller", rc_json_writer_peek (writer), error);
}

/**
 * rc_source_set_controller:
 * @controller: the party; "unknown" for none
 */
gboolean
rc_source_set_controller (RcCase      *case_file,
                          gint64       id,
                          const char  *controller,
                          GError     **error)
{
  RcDatabase *database = rc_case_get_database (case_file);
  g_autoptr (RcSource) source = NULL;
  const char *kept;

  if (!rc_case_require_writable (case_file, error))
    return FALSE;
  source = rc_source_load (database, id, error);
  if (source == NULL || !check (source, controller, error))
    return FALSE;

  kept = rc_source_controller_is_known (controller) ? controller : NULL;
  if (!rc_case_begin (case_file, error))
    return FALSE;
  if (update (database, id, kept, error) && note_act (case_file, source, kept, error) && rc_case_commit (case_file, error))
    return TRUE;

  rc_case_rollback (case_file);
  return FALSE;
}
