/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "custody-list.h"

#include <string.h>

#include "custody-words.h"
#include "date-words.h"
#include "display-text.h"
#include "entry-words.h"
#include "json.h"
#include "words.h"

#define SIGNER_DIGITS 8

static void
line_free (gpointer data)
{
  RcCustodyLine *line = data;

  g_free (line->act);
  g_free (line->words);
  g_free (line->signer);
  g_free (line);
}

void
rc_custody_list_free (RcCustodyList *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->lines, g_ptr_array_unref);
  g_clear_pointer (&self->report, rc_custody_report_free);
  g_clear_pointer (&self->edited, g_ptr_array_unref);
  g_free (self);
}

static RcCustodyLine *
line_from_row (sqlite3_stmt *statement)
{
  RcCustodyLine *line = g_new0 (RcCustodyLine, 1);
  const char *detail = (const char *) sqlite3_column_text (statement, 3);
  const guint8 *signer = sqlite3_column_blob (statement, 4);

  line->id = line->last_id = sqlite3_column_int64 (statement, 0);
  line->time_us = line->last_us = sqlite3_column_int64 (statement, 1);
  line->act = g_strdup ((const char *) sqlite3_column_text (statement, 2));
  line->words = rc_custody_words (line->act != NULL ? line->act : "", detail != NULL ? detail : "");
  if (signer != NULL && sqlite3_column_bytes (statement, 4) * 2 >= SIGNER_DIGITS)
    line->signer = g_strdup_printf ("%02x%02x %02x%02x", signer[0], signer[1], signer[2], signer[3]);
  return line;
}

static gboolean
load_lines (RcCustodyList  *self,
            RcDatabase     *database,
            GError        **error)
{
  sqlite3_stmt *statement = rc_database_prepare (database, "SELECT id, time_us, act, detail, signer FROM custody ORDER BY id DESC LIMIT ?1",
                                                 error);
  gboolean row = FALSE;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, RC_CUSTODY_LIST_MAX);
  while (TRUE)
    {
      if (!rc_database_step (database, statement, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      g_ptr_array_add (self->lines, line_from_row (statement));
    }
}

RcCustodyList *
rc_custody_list_load (RcCase  *case_file,
                      GError **error)
{
  g_autoptr (RcCustodyList) self = g_new0 (RcCustodyList, 1);

  self->lines = g_ptr_array_new_with_free_func (line_free);
  self->report = rc_custody_verify (case_file, error);
  self->edited = self->report != NULL ? rc_custody_compare_tables (case_file, error) : NULL;
  if (self->edited == NULL || !load_lines (self, rc_case_get_database (case_file), error))
    return NULL;
  return g_steal_pointer (&self);
}

/* --- In a document --- */

/* Plan, opening and conclusion of an exercise are told one by one, as everything is that changes the evidence or lets it out. */
static gboolean
is_step (const char *act)
{
  return g_str_has_prefix (act, "exercise ") && strcmp (act, "exercise new") != 0 && strcmp (act, "exercise opened") != 0 &&
         strcmp (act, "exercise concluded") != 0;
}

static gboolean
continues (const RcCustodyLine *run,
           const RcCustodyLine *line)
{
  if (run == NULL || run->act == NULL || line->act == NULL)
    return FALSE;
  return (is_step (run->act) && is_step (line->act)) || (rc_entry_act_is_known (line->act) && strcmp (run->act, line->act) == 0);
}

static void
word_run (RcCustodyLine *run)
{
  guint64 further = (guint64) (run->last_id - run->id);
  g_autofree char *first = run->words;
  g_autofree char *count = rc_count_words (further + 1);
  g_autofree char *rest = rc_count_words (further);

  if (is_step (run->act))
    run->words = g_strdup_printf (rc_words_plural ("%s step of the exercise.", "%s steps of the exercise, one after the other.", further + 1), count);
  else
    /* Translators: what was done first; how many entries of the same kind follow. */
    run->words = g_strdup_printf (rc_words_plural ("%1$s %2$s further entry of this kind follows.",
                                                   "%1$s %2$s further entries of this kind follow.", further), first, rest);
}

/* FALSE: there are @most lines already. */
static gboolean
take_line (GPtrArray    *lines,
           sqlite3_stmt *statement,
           guint         most)
{
  RcCustodyLine *run = lines->len > 0 ? g_ptr_array_index (lines, lines->len - 1) : NULL;
  RcCustodyLine *line = line_from_row (statement);
  gboolean is_taken = TRUE;

  if (continues (run, line))
    {
      run->last_id = line->last_id;
      run->last_us = line->last_us;
      line_free (line);
    }
  else if (lines->len < most)
    {
      g_ptr_array_add (lines, line);
    }
  else
    {
      line_free (line);
      is_taken = FALSE;
    }
  return is_taken;
}

GPtrArray *
rc_custody_list_until (RcCase          *case_file,
                       const RcDigest  *head,
                       guint            most,
                       guint64         *out_rest,
                       GError         **error)
{
  RcDatabase *database = rc_case_get_database (case_file);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (line_free);
  sqlite3_stmt *statement = rc_database_prepare (database, "SELECT id, time_us, act, detail, signer FROM custody WHERE id <= "
                                                 "(SELECT max (id) FROM custody WHERE hash = ?1) ORDER BY id", error);
  gboolean row = FALSE;

  *out_rest = 0;
  if (statement == NULL)
    return NULL;
  rc_database_bind_digest (statement, 1, head);
  for (;;)
    {
      if (!rc_database_step (database, statement, &row, error))
        return NULL;
      if (!row)
        break;
      if (*out_rest > 0 || !take_line (lines, statement, most))
        ++*out_rest;
    }

  for (guint i = 0; i < lines->len; i++)
    if (((const RcCustodyLine *) g_ptr_array_index (lines, i))->last_id != ((const RcCustodyLine *) g_ptr_array_index (lines, i))->id)
      word_run (g_ptr_array_index (lines, i));
  return g_steal_pointer (&lines);
}

/**
 * rc_custody_list_words:
 *
 * Returns: (transfer full): whether the log's own links and signatures hold, and whether the case is as it says
 */
char *
rc_custody_list_words (const RcCustodyList *self)
{
  g_autofree char *entries = rc_count_words ((guint64) self->report->entries);
  g_autofree char *covered = rc_count_words ((guint64) self->report->signed_entries);

  if (self->report->faults->len > 0)
    return g_strdup (_("The log does not hold: it was edited outside the program. What it says of the case can no longer be relied on."));
  if (self->edited->len > 0)
    return g_strdup (_("The log holds, but the case is not as it says: something was edited outside the program."));
  if (self->report->signed_entries == self->report->entries)
    return g_strdup_printf (_("All %s entries follow each other without a break, each is covered by a signature, and the case is as they "
                              "say."), entries);
  if (self->report->signed_entries == 0)
    return g_strdup_printf (_("All %s entries follow each other without a break, and the case is as they say. None is signed: whoever can "
                              "write the file could write the log anew, and it would not show."), entries);
  return g_strdup_printf (_("All %1$s entries follow each other without a break, and the case is as they say. %2$s of them are covered by "
                            "a signature; the others are signed by the next act with the auditor’s key."), entries, covered);
}
