/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/integrity/integrity-parts.h"

#include "core/words.h"
#include "reports/exhibit.h"
#include "reports/typesetting/block.h"

#define MAX_REMOVED   200
#define SHOWN_OF_NAME 120
#define SHOWN_OF_REASON 300

static void
add_removed (RcTable      *table,
             sqlite3_stmt *statement)
{
  g_autofree char *number = rc_exhibit_dup_number (sqlite3_column_int64 (statement, 0));
  g_autofree char *found = rc_database_column_dup (statement, 1);
  g_autofree char *given = rc_database_column_dup (statement, 2);
  g_autofree char *name = rc_frame_dup_quoted (found, SHOWN_OF_NAME, NULL);
  g_autofree char *reason = rc_frame_dup_quoted (given != NULL ? given : "", SHOWN_OF_REASON, NULL);

  rc_table_add_row (table, (RcText *[]) { rc_text_new_small (number), rc_text_new_small (name), rc_text_new_small (reason) });
}

/* What was received and taken out of every answer since. Where nothing was, there is nothing to say. */
gboolean
rc_integrity_add_removed (RcIntegrity  *self,
                          GError      **error)
{
  const RcColumn columns[] = {
    { _("Exhibit"), 11, RC_COLUMN_TEXT, TRUE },
    { _("Name as found"), 42, RC_COLUMN_TEXT },
    { _("Reason given"), 47, RC_COLUMN_TEXT },
  };
  RcDatabase *database = rc_case_get_database (self->sheet.frame->case_file);
  sqlite3_stmt *statement = rc_database_prepare (database, "SELECT id, name, removed_for FROM source WHERE state = 'removed' ORDER BY id", error);
  RcTable *table = NULL;
  gboolean row = FALSE;
  guint rest = 0;
  int shown = 0;

  if (statement == NULL)
    return FALSE;

  for (;;)
    {
      if (!rc_database_step (database, statement, &row, error))
        {
          rc_table_free (table);
          return FALSE;
        }
      if (!row)
        break;
      if (table == NULL)
        table = rc_table_new (columns, G_N_ELEMENTS (columns), NULL);
      if (shown < MAX_REMOVED)
        add_removed (table, statement);
      else
        rest++;
      shown += shown < MAX_REMOVED;
    }
  if (table == NULL)
    return TRUE;

  rc_sections_add (&self->sheet.sections, self->sheet.document, 1, NULL, _("Sources taken out"));
  rc_document_add_table (self->sheet.document, table);
  rc_integrity_add_rest (self, rest);
  rc_dossier_add_small (&self->sheet, _("These were received, and no answer rests on them any more. Their digests and the acts stay in the case."));
  return TRUE;
}
