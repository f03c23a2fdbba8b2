/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/registers-page.h"

#include <string.h>

#include "core/date-words.h"
#include "core/words.h"
#include "ui/finding-register.h"
#include "ui/paper-register.h"
#include "ui/register-handovers.h"
#include "ui/register-issued.h"
#include "ui/register-notes.h"
#include "ui/register-reviews.h"
#include "ui/request-register.h"

/* In the order of their tabs. */
static const RcRegisterKind * const kinds[] = {
  &rc_finding_register, &rc_request_register, &rc_paper_register, &rc_register_handovers, &rc_register_reviews, &rc_register_issued,
  &rc_register_notes,
};

#define N_KINDS G_N_ELEMENTS (kinds)

struct _RcRegistersPage
{
  RcPage     parent_instance;
  GtkWidget *notebook;
  GtkWidget *views[N_KINDS];
  GtkWidget *tabs[N_KINDS];
};

G_DEFINE_FINAL_TYPE (RcRegistersPage, rc_registers_page, RC_TYPE_PAGE)

void
rc_registers_page_show_register (RcRegistersPage *self,
                                 const char      *name)
{
  g_return_if_fail (RC_IS_REGISTERS_PAGE (self));

  for (guint i = 0; i < N_KINDS; i++)
    {
      if (strcmp (kinds[i]->name, name) == 0)
        gtk_notebook_set_current_page (GTK_NOTEBOOK (self->notebook), (int) i);
    }
}

static gpointer
load (RcCase          *case_file,
      RcRecordReader  *reader,
      gpointer         data,
      GCancellable    *cancellable,
      GError         **error)
{
  g_autoptr (GPtrArray) registers = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);

  for (guint i = 0; i < N_KINDS; i++)
    {
      GPtrArray *entries = kinds[i]->load (case_file, error);

      if (entries == NULL)
        return NULL;
      g_ptr_array_add (registers, entries);
    }
  return g_steal_pointer (&registers);
}

/* How many entries it has stands beside its name. */
static void
word_tab (RcRegistersPage *self,
          guint            index,
          guint            n_entries)
{
  g_autofree char *count = rc_count_words (n_entries);
  g_autofree char *words = n_entries > 0 ? g_strdup_printf ("%s  %s", _(kinds[index]->title), count) : g_strdup (_(kinds[index]->title));

  gtk_label_set_text (GTK_LABEL (self->tabs[index]), words);
}

static void
show (RcPage   *page,
      gpointer  result)
{
  RcRegistersPage *self = RC_REGISTERS_PAGE (page);
  g_autoptr (GPtrArray) registers = result;

  for (guint i = 0; i < N_KINDS; i++)
    {
      GPtrArray *entries = g_ptr_array_index (registers, i);

      word_tab (self, i, entries->len);
      rc_register_view_set_entries (RC_REGISTER_VIEW (self->views[i]), entries);
    }
  rc_page_show_content (page, NULL);
}

static void
rc_registers_page_constructed (GObject *object)
{
  RcRegistersPage *self = RC_REGISTERS_PAGE (object);

  G_OBJECT_CLASS (rc_registers_page_parent_class)->constructed (object);
  for (guint i = 0; i < N_KINDS; i++)
    {
      self->views[i] = rc_register_view_new (rc_page_get_session (RC_PAGE (self)), kinds[i]);
      self->tabs[i] = gtk_label_new (_(kinds[i]->title));
      gtk_notebook_append_page (GTK_NOTEBOOK (self->notebook), self->views[i], self->tabs[i]);
    }
}

static void
rc_registers_page_class_init (RcRegistersPageClass *klass)
{
  RcPageClass *page_class = RC_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = rc_registers_page_constructed;
  page_class->load = load;
  page_class->result_free = (GDestroyNotify) g_ptr_array_unref;
  page_class->show = show;
}

static void
rc_registers_page_init (RcRegistersPage *self)
{
  self->notebook = gtk_notebook_new ();
  gtk_widget_set_name (self->notebook, "registers");
  gtk_notebook_set_scrollable (GTK_NOTEBOOK (self->notebook), TRUE);
  gtk_notebook_set_show_border (GTK_NOTEBOOK (self->notebook), FALSE);
  rc_page_set_content (RC_PAGE (self), self->notebook);
}

GtkWidget *
rc_registers_page_new (RcSession *session)
{
  return g_object_new (RC_TYPE_REGISTERS_PAGE, "session", session, NULL);
}
