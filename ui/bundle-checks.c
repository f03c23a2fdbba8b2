/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/bundle-checks.h"

#include <string.h>

#include "core/words.h"
#include "ui/data-table.h"
#include "ui/parts.h"
#include "ui/register-parts.h"

/* --- Lines --- */

static void
line_free (gpointer data)
{
  RcBundleLine *self = data;

  g_ptr_array_unref (self->checks);
  g_free (self);
}

GPtrArray *
rc_bundle_lines_new (const RcOpenedBundle *bundle)
{
  GPtrArray *checks = bundle->opening->checks;
  GPtrArray *lines = g_ptr_array_new_with_free_func (line_free);

  for (guint i = 0; i < checks->len; i++)
    {
      RcBundleLine *line = g_new0 (RcBundleLine, 1);

      line->checks = g_ptr_array_ref (checks);
      line->check = g_ptr_array_index (checks, i);
      line->is_vouched = bundle->is_vouched;
      g_ptr_array_add (lines, line);
    }
  return lines;
}

RcVerdict
rc_bundle_line_verdict (const RcBundleLine *self)
{
  return rc_bundle_check_verdict (self->check, self->is_vouched);
}

/* --- What was looked at, in words --- */

/* The command line names it in English. What is no word of the program, as a path or a digest, stays as it is. */
static const char *
find_words (const char *text)
{
  return text != NULL && *text != '\0' ? _(text) : text;
}

/* One of several: what stands before its number or name. */
static const char *const heads[] = {
  N_("custody entry"),
  N_("custody log,"),
  N_("entry"),
  N_("exception"),
  N_("record"),
  N_("setting"),
  N_("source"),
  N_("table"),
  N_("verdict of seal"),
};

#define SEAL     "seal "
#define BY_YOURS " by your keys"

/* (transfer full): safe to show only by what makes texts so. */
static char *
dup_object (const char *object)
{
  if (g_str_has_prefix (object, SEAL) && g_str_has_suffix (object, BY_YOURS) && strlen (object) > strlen (SEAL BY_YOURS))
    {
      g_autofree char *number = g_strndup (object + strlen (SEAL), strlen (object) - strlen (SEAL BY_YOURS));

      /* Translators: a number */
      return g_strdup_printf (_("seal %s by your keys"), number);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (heads); i++)
    if (g_str_has_prefix (object, heads[i]) && object[strlen (heads[i])] == ' ')
      return g_strconcat (_(heads[i]), object + strlen (heads[i]), NULL);
  return g_strdup (find_words (object));
}

/* --- The list --- */

static char *
cell_object (gpointer data,
             gpointer user_data)
{
  g_autofree char *object = dup_object (((const RcBundleLine *) data)->check->object);

  return rc_register_parts_dup_first (object);
}

static char *
cell_verdict (gpointer  data,
              RcShape  *out_shape,
              gpointer  user_data)
{
  RcVerdict verdict = rc_bundle_line_verdict (data);

  *out_shape = rc_shape_of_verdict (verdict);
  return g_strdup (rc_verdict_word (verdict));
}

static char *
cell_message (gpointer data,
              gpointer user_data)
{
  return rc_register_parts_dup_first (((const RcBundleLine *) data)->check->message);
}

static int
compare_verdicts (gconstpointer a,
                  gconstpointer b)
{
  RcVerdict left = rc_bundle_line_verdict (a);
  RcVerdict right = rc_bundle_line_verdict (b);

  if (left == right)
    return 0;
  return rc_verdict_worst (left, right) == left ? -1 : 1;
}

static void
add_columns (GtkWidget *table)
{
  GtkColumnViewColumn *column;

  column = rc_data_table_add_state (table, _("What Came of It"), RC_DATA_TABLE_PLAIN, cell_verdict, NULL, compare_verdicts);
  rc_parts_set_column_width (column, 296);
  column = rc_data_table_add_text (table, _("What Was Looked At"), RC_DATA_TABLE_PATH, cell_object, NULL, NULL);
  rc_parts_set_column_width (column, 184);
  rc_data_table_add_text (table, _("In Words"), RC_DATA_TABLE_EXPAND, cell_message, NULL, NULL);
}

/* --- One line --- */

static void
fill_head (GtkWidget *detail,
           gpointer   entry)
{
  RcVerdict verdict = rc_bundle_line_verdict (entry);
  g_autofree char *named = dup_object (((const RcBundleLine *) entry)->check->object);
  g_autofree char *object = rc_register_parts_dup_words (named);

  gtk_box_append (GTK_BOX (detail), rc_parts_heading (object, 3));
  rc_register_parts_add_state (detail, rc_shape_of_verdict (verdict), rc_verdict_sentence (verdict));
}

static void
fill (GtkWidget *detail,
      gpointer   entry)
{
  const RcBundleLine *line = entry;

  rc_register_parts_add_words (detail, _("In words"), line->check->message);
  rc_register_parts_add_words (detail, _("Expected"), find_words (line->check->expected));
  rc_register_parts_add_words (detail, _("Found"), find_words (line->check->found));
  rc_register_parts_add_words (detail, _("Reason, as the command line names it"), line->check->reason);
  if (line->check->verdict == RC_VERDICT_VALID && !line->is_vouched)
    rc_register_parts_add_note (detail, _("It holds within the bundle. Since no key of yours vouches for the seal, whoever made the bundle could have made "
                                          "all of it so."));
}

const RcRegisterKind rc_bundle_checks = {
  .name = "bundle-checks",
  .title = N_("What Was Held Against What"),
  .empty_title = N_("Nothing Was Looked At"),
  .empty_sentence = N_("The bundle could not be read so far that anything in it could be held against anything."),
  .keeps_place = TRUE,
  .add_columns = add_columns,
  .fill_head = fill_head,
  .fill = fill,
};
