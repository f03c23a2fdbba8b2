/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/register-issued.h"

#include "core/date-words.h"
#include "core/issued/issued.h"
#include "core/registers/register.h"
#include "core/words.h"
#include "ui/data-table.h"
#include "ui/parts.h"
#include "ui/register-parts.h"

static GPtrArray *
load (RcCase  *case_file,
      GError **error)
{
  return rc_issued_list (case_file, error);
}

/* --- How it stands --- */

/* What a person says of a scan is never more than that. */
static gboolean
is_shown (const RcIssued *issued)
{
  for (guint i = 0; i < issued->signatures->len; i++)
    {
      if (((const RcIssuedSignature *) g_ptr_array_index (issued->signatures, i))->match != RC_ISSUED_MATCH_STATED)
        return TRUE;
    }
  return FALSE;
}

static RcShape
find_shape (const RcIssued *issued)
{
  switch (issued->state)
    {
    case RC_ISSUED_SIGNED:
      return is_shown (issued) ? RC_SHAPE_READ : RC_SHAPE_STATED;
    case RC_ISSUED_FOR_SIGNATURE:
      return RC_SHAPE_UNCHECKED;
    case RC_ISSUED_REPLACED:
      return RC_SHAPE_NOT_APPLICABLE;
    case RC_ISSUED_WITHDRAWN:
      return RC_SHAPE_ABSENT;
    case RC_ISSUED_DRAFT:
    case RC_ISSUED_N_STATES:
    default:
      return RC_SHAPE_NOTE;
    }
}

/* A scan of which somebody says that it is signed is called no more than that. */
static const char *
find_words (const RcIssued *issued)
{
  if (issued->state == RC_ISSUED_SIGNED && !is_shown (issued))
    return _("Signed, as a person states");
  return rc_issued_state_words (issued->state);
}

/* --- The list --- */

static char *
cell_number (gpointer data,
             gpointer user_data)
{
  return rc_register_dup_number (RC_ENTRY_ISSUED, ((const RcIssued *) data)->number);
}

static char *
cell_designation (gpointer data,
                  gpointer user_data)
{
  const RcIssued *issued = data;

  return issued->designation != NULL ? rc_register_parts_dup_first (issued->designation) : g_strdup ("–");
}

static char *
cell_title (gpointer data,
            gpointer user_data)
{
  return rc_register_parts_dup_first (((const RcIssued *) data)->title);
}

static char *
cell_state (gpointer  data,
            RcShape  *out_shape,
            gpointer  user_data)
{
  const RcIssued *issued = data;

  *out_shape = find_shape (issued);
  return g_strdup (find_words (issued));
}

static void
add_columns (GtkWidget *table)
{
  GtkColumnViewColumn *column;

  column = rc_data_table_add_text (table, _("No."), RC_DATA_TABLE_PLAIN, cell_number, NULL, NULL);
  rc_parts_set_column_width (column, 64);
  rc_data_table_add_text (table, _("Document"), RC_DATA_TABLE_EXPAND, cell_title, NULL, NULL);
  column = rc_data_table_add_text (table, _("Issued As"), RC_DATA_TABLE_PLAIN, cell_designation, NULL, NULL);
  rc_parts_set_column_width (column, 120);
  column = rc_data_table_add_state (table, _("How It Stands"), RC_DATA_TABLE_EXPAND, cell_state, NULL, NULL);
  rc_parts_set_column_width (column, 190);
}

/* --- One document --- */

static void
add_chain (GtkWidget      *detail,
           const RcIssued *issued)
{
  g_autofree char *before = issued->replaces != 0 ? rc_register_dup_number (RC_ENTRY_ISSUED, issued->replaces) : NULL;
  g_autofree char *after = issued->replaced_by != 0 ? rc_register_dup_number (RC_ENTRY_ISSUED, issued->replaced_by) : NULL;

  rc_register_parts_add_text (detail, _("Replaces"), before);
  rc_register_parts_add_text (detail, _("Replaced by"), after);
  rc_register_parts_add_words (detail, _("Withdrawn, because"), issued->withdrawn_for);
  rc_register_parts_add_words (detail, _("Withdrawn by"), issued->withdrawn_by);
}

static void
fill_head (GtkWidget *detail,
           gpointer   entry)
{
  const RcIssued *issued = entry;
  g_autofree char *number = rc_register_dup_number (RC_ENTRY_ISSUED, issued->number);
  guint n_open = rc_issued_count_open (issued);
  g_autofree char *open = g_strdup_printf (rc_words_plural ("%u comment is not answered", "%u comments are not answered", n_open), n_open);

  rc_register_parts_add_head (detail, number, issued->title);
  rc_register_parts_add_state (detail, find_shape (issued), find_words (issued));
  if (n_open > 0)
    rc_register_parts_add_state (detail, RC_SHAPE_UNCHECKED, open);
  if (issued->unreadable > 0)
    rc_register_parts_add_state (detail, RC_SHAPE_FAILED, _("Acts on it cannot be read: they were edited behind the program’s back. Nothing more is "
                                                            "entered on it."));
}

static void
add_file (GtkWidget          *detail,
          const RcIssuedFile *file)
{
  g_autofree char *name = rc_parts_dup_name (file->name);
  g_autofree char *size = rc_count_words (file->bytes);
  g_autofree char *digest = rc_parts_dup_grouped (file->sha256);
  g_autofree char *words = g_strdup_printf (_("%1$s bytes, SHA-256 %2$s"), size, digest);

  rc_register_parts_add_text (detail, name, words);
}

static void
add_frozen (GtkWidget      *detail,
            const RcIssued *issued)
{
  g_autofree char *who = rc_parts_dup_name (issued->frozen_by);
  g_autofree char *moment = issued->frozen_us > 0 ? rc_date_words_moment (issued->frozen_us, "UTC") : g_strdup ("–");
  g_autofree char *words = g_strdup_printf (_("%1$s, revision %2$u"), issued->designation != NULL ? issued->designation : "–", issued->revision);
  g_autofree char *frozen = g_strdup_printf ("%s, %s", who, moment);
  g_autofree char *state = issued->evidence_state != NULL ? rc_parts_dup_grouped (issued->evidence_state) : NULL;

  if (issued->files->len == 0)
    return;
  gtk_box_append (GTK_BOX (detail), rc_parts_heading (_("What Was Frozen"), 3));
  rc_register_parts_add_words (detail, _("Issued as"), words);
  rc_register_parts_add_text (detail, _("Frozen by"), frozen);
  rc_register_parts_add_text (detail, _("From the evidence state"), state);
  for (guint i = 0; i < issued->files->len; i++)
    add_file (detail, g_ptr_array_index (issued->files, i));
}

static void
add_signature (GtkWidget               *detail,
               const RcIssuedSignature *signature)
{
  g_autofree char *who = rc_parts_dup_name (signature->signatory);
  g_autofree char *function = signature->function != NULL ? rc_parts_dup_name (signature->function) : NULL;
  g_autofree char *on = rc_parts_dup_name (signature->on);
  g_autofree char *how = rc_parts_dup_name (signature->how);
  g_autofree char *words = function != NULL ? g_strdup_printf (_("%1$s, %2$s, on %3$s, %4$s"), who, function, on, how)
                                            : g_strdup_printf (_("%1$s, on %2$s, %3$s"), who, on, how);
  g_autofree char *exhibit = signature->source != 0 ? rc_register_dup_exhibit (signature->source) : NULL;

  rc_register_parts_add_text (detail, _("Signed by, as stated"), words);
  rc_register_parts_add_state (detail, signature->match == RC_ISSUED_MATCH_STATED ? RC_SHAPE_STATED : RC_SHAPE_READ,
                               rc_issued_match_words (signature->match));
  rc_register_parts_add_words (detail, _("Of the file"), signature->file);
  rc_register_parts_add_words (detail, _("What was found in it"), signature->found);
  rc_register_parts_add_text (detail, _("Kept as"), exhibit);
  rc_register_parts_add_entered (detail, signature->by, signature->at_us);
}

static void
add_comment (GtkWidget             *detail,
             const RcIssued        *issued,
             const RcIssuedComment *comment)
{
  g_autofree char *title = g_strdup_printf (_("Comment %1$u, on draft %2$u"), comment->number, comment->draft);

  rc_register_parts_add_words (detail, title, comment->words);
  rc_register_parts_add_words (detail, _("On the section"), comment->section);
  rc_register_parts_add_entered (detail, comment->by, comment->at_us);
  if (comment->outcome != NULL)
    {
      rc_register_parts_add_text (detail, _("What became of it"), rc_issued_outcome_words (comment->outcome));
      rc_register_parts_add_words (detail, _("Answer"), comment->answer);
      rc_register_parts_add_words (detail, _("Answered by"), comment->answered_by);
      return;
    }
  rc_register_parts_add_state (detail, RC_SHAPE_UNCHECKED, _("Not answered: it must be before this is frozen"));
  if (issued->state == RC_ISSUED_DRAFT && issued->unreadable == 0)
    gtk_box_append (GTK_BOX (detail), rc_register_view_part_button (_("Answer It…"), "issued-answer", comment->number));
}

static void
add_drafts (GtkWidget      *detail,
            const RcIssued *issued)
{
  g_autoptr (GPtrArray) changes = rc_issued_list_changes (issued);

  if (issued->drafts->len > 0)
    gtk_box_append (GTK_BOX (detail), rc_parts_heading (_("Drafts"), 3));
  for (guint i = 0; i < issued->drafts->len; i++)
    {
      const RcIssuedDraft *draft = g_ptr_array_index (issued->drafts, i);
      g_autofree char *title = g_strdup_printf (_("Draft %u"), draft->number);
      g_autofree char *who = rc_parts_dup_name (draft->by);
      g_autofree char *moment = rc_date_words_moment (draft->at_us, "UTC");
      g_autofree char *words = g_strdup_printf ("%s · %s · %s", draft->language, who, moment);

      rc_register_parts_add_words (detail, title, words);
    }
  if (changes->len > 0)
    rc_register_parts_add_names (detail, _("What the last draft changed"), changes);
}

static void
fill (GtkWidget *detail,
      gpointer   entry)
{
  const RcIssued *issued = entry;

  add_chain (detail, issued);
  add_frozen (detail, issued);
  if (issued->signatures->len > 0)
    gtk_box_append (GTK_BOX (detail), rc_parts_heading (_("What Came Back Signed"), 3));
  for (guint i = 0; i < issued->signatures->len; i++)
    add_signature (detail, g_ptr_array_index (issued->signatures, i));
  if (issued->comments->len > 0)
    gtk_box_append (GTK_BOX (detail), rc_parts_heading (_("Comments on Its Accuracy"), 3));
  for (guint i = 0; i < issued->comments->len; i++)
    add_comment (detail, issued, g_ptr_array_index (issued->comments, i));
  add_drafts (detail, issued);
  rc_register_parts_add_entered (detail, issued->begun_by, issued->begun_us);
}

const RcRegisterKind rc_register_issued = {
  .name = "issued",
  .title = N_("Issued Documents"),
  .empty_title = N_("No Document Was Issued"),
  .empty_sentence = N_("A report that leaves the house goes through drafts and comments on their accuracy, is frozen with a number, and is signed. What "
                       "comes back is held against what was frozen. The program signs nothing by itself."),
  .acts = rc_register_issued_acts,
  .n_acts = RC_REGISTER_ISSUED_N_ACTS,
  .load = load,
  .add_columns = add_columns,
  .fill_head = fill_head,
  .fill = fill,
};
