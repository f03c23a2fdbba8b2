/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/custody-page.h"

#include "core/custody-list.h"
#include "core/date-words.h"
#include "core/life/case-stamp.h"
#include "core/words.h"
#include "ui/array-model.h"
#include "ui/parts.h"
#include "ui/state-mark.h"
#include "ui/data-table.h"

#define MAX_FAULTS 20u

/* What is loaded: the log, and the time stamps over it. */
typedef struct
{
  RcCustodyList *list;
  GPtrArray     *stamps;      /* of RcCaseStamp */
} Loaded;

struct _RcCustodyPage
{
  RcPage     parent_instance;
  GtkWidget *head;
  GtkWidget *table;
};

G_DEFINE_FINAL_TYPE (RcCustodyPage, rc_custody_page, RC_TYPE_PAGE)

static void
loaded_free (gpointer data)
{
  Loaded *self = data;

  rc_custody_list_free (self->list);
  g_clear_pointer (&self->stamps, g_ptr_array_unref);
  g_free (self);
}

static char *
cell_number (gpointer data,
             gpointer user_data)
{
  return rc_count_words ((guint64) ((const RcCustodyLine *) data)->id);
}

static char *
cell_time (gpointer data,
           gpointer user_data)
{
  return rc_date_words_moment (((const RcCustodyLine *) data)->time_us, "UTC");
}

static char *
cell_words (gpointer data,
            gpointer user_data)
{
  return g_strdup (((const RcCustodyLine *) data)->words);
}

/* Of a signature only the key is told here: whether it holds, the sentence above the table says. */
static char *
cell_signer (gpointer data,
             gpointer user_data)
{
  const RcCustodyLine *line = data;

  return line->signer != NULL ? g_strdup_printf (_("Key %s…"), line->signer) : g_strdup (_("No signature of its own"));
}

static void
add_faults (GtkWidget *box,
            GPtrArray *faults)
{
  for (guint i = 0; i < MIN (faults->len, MAX_FAULTS); i++)
    {
      const RcCustodyFault *fault = g_ptr_array_index (faults, i);
      g_autofree char *message = rc_parts_dup_name (fault->message);
      GtkWidget *mark = rc_state_mark_new (RC_SHAPE_FAILED, message);

      rc_state_mark_set_wrap (RC_STATE_MARK (mark), TRUE);
      gtk_box_append (GTK_BOX (box), mark);
    }
}

/* Whether an accepted authority vouches for any part of the log. */
static gboolean
add_stamps (GtkWidget *box,
            GPtrArray *stamps)
{
  gboolean any = FALSE;

  for (guint i = 0; i < stamps->len; i++)
    {
      const RcCaseStamp *stamp = g_ptr_array_index (stamps, i);
      g_autofree char *words = rc_case_stamp_words (stamp);
      GtkWidget *mark = rc_state_mark_new (rc_shape_of_verdict (stamp->verdict), words);

      rc_state_mark_set_wrap (RC_STATE_MARK (mark), TRUE);
      gtk_box_append (GTK_BOX (box), mark);
      any = any || stamp->verdict == RC_VERDICT_VALID;
    }
  return any;
}

static RcShape
shape_of_log (const RcCustodyList *list)
{
  if (list->report->faults->len + list->edited->len > 0)
    return RC_SHAPE_FAILED;
  return list->report->signed_entries == list->report->entries ? RC_SHAPE_PASSED : RC_SHAPE_NOBODY_VOUCHES;
}

static void
fill_head (RcCustodyPage       *self,
           const RcCustodyList *list,
           GPtrArray           *stamps)
{
  g_autofree char *words = rc_custody_list_words (list);
  GtkWidget *mark = rc_state_mark_new (shape_of_log (list), words);

  rc_parts_clear (self->head);
  rc_state_mark_set_wrap (RC_STATE_MARK (mark), TRUE);
  gtk_box_append (GTK_BOX (self->head), rc_parts_heading (_("What Was Done"), 1));
  gtk_box_append (GTK_BOX (self->head), mark);
  add_faults (self->head, list->report->faults);
  add_faults (self->head, list->edited);
  if (add_stamps (self->head, stamps))
    gtk_box_append (GTK_BOX (self->head),
                    rc_parts_text (_("The log is kept by this program. Of what was done after the entry that was stamped, nobody else attests anything. Whose a "
                                     "signing key is must be known from elsewhere."), "rc-muted"));
  else
    gtk_box_append (GTK_BOX (self->head),
                    rc_parts_text (_("The log is kept by this program and attested by nobody else. Whose a signing key is must be known from "
                                     "elsewhere."), "rc-muted"));
}

static gpointer
load (RcCase          *case_file,
      RcRecordReader  *reader,
      gpointer         data,
      GCancellable    *cancellable,
      GError         **error)
{
  Loaded *loaded = g_new0 (Loaded, 1);

  loaded->list = rc_custody_list_load (case_file, error);
  loaded->stamps = loaded->list != NULL ? rc_case_stamp_list (case_file, error) : NULL;
  if (loaded->stamps != NULL)
    return loaded;
  loaded_free (loaded);
  return NULL;
}

static void
show (RcPage   *page,
      gpointer  result)
{
  RcCustodyPage *self = RC_CUSTODY_PAGE (page);
  Loaded *loaded = result;
  const RcCustodyList *list = loaded->list;
  g_autofree char *shown = rc_count_words (list->lines->len);
  g_autofree char *partial = NULL;

  if (list->lines->len == 0)
    {
      loaded_free (loaded);
      rc_page_show_empty (page, _("No Entries"),
                          _("The custody log of this case is empty, though making a case is its first entry: somebody else emptied it."),
                          NULL, NULL);
      return;
    }

  fill_head (self, list, loaded->stamps);
  if (list->report->entries > (gint64) list->lines->len)
    partial = g_strdup_printf (_("The newest %s entries are shown. “recount-cli custody” lists them all."), shown);
  rc_data_table_set_model (self->table, G_LIST_MODEL (rc_array_model_new (list->lines, NULL, NULL)));
  rc_page_show_content (page, partial);
  loaded_free (loaded);
}

static void
rc_custody_page_class_init (RcCustodyPageClass *klass)
{
  RcPageClass *page_class = RC_PAGE_CLASS (klass);

  page_class->load = load;
  page_class->result_free = loaded_free;
  page_class->show = show;
}

static void
rc_custody_page_init (RcCustodyPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scroller;
  GtkColumnViewColumn *column;

  self->head = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  rc_parts_set_margins (self->head, 16);
  self->table = rc_data_table_new (_("Custody log"), &scroller);
  column = rc_data_table_add_text (self->table, _("Entry"), RC_DATA_TABLE_NUMBER, cell_number, NULL, NULL);
  rc_parts_set_column_width (column, 64);
  column = rc_data_table_add_text (self->table, _("When"), RC_DATA_TABLE_PLAIN, cell_time, NULL, NULL);
  rc_parts_set_column_width (column, 230);
  rc_data_table_add_text (self->table, _("What was done"), RC_DATA_TABLE_EXPAND, cell_words, NULL, NULL);
  column = rc_data_table_add_text (self->table, _("Signed by"), RC_DATA_TABLE_PLAIN, cell_signer, NULL, NULL);
  rc_parts_set_column_width (column, 180);
  gtk_box_append (GTK_BOX (box), self->head);
  gtk_box_append (GTK_BOX (box), scroller);
  rc_page_set_content (RC_PAGE (self), box);
}

GtkWidget *
rc_custody_page_new (RcSession *session)
{
  return g_object_new (RC_TYPE_CUSTODY_PAGE, "session", session, NULL);
}
