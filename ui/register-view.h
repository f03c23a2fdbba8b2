/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/session.h"

G_BEGIN_DECLS

/**
 * RcRegisterAct:
 * @name: unique among the registers: "finding-respond"
 * @label: key of words.h, on its button
 * @applies: whether it can be done to the entry as it stands; %NULL: it needs no entry, and stands above the list
 * @begin: asks for what it needs, in a dialog; with an entry, or %NULL. @part: number of what within the entry it is about; 0: all of it
 * @is_view: it changes what is shown, and nothing in the case: it can be done where the case is open for reading only
 */
typedef struct
{
  const char *name;
  const char *label;
  gboolean  (*applies) (gconstpointer  entry);
  void      (*begin)   (GtkWindow     *parent,
                        RcSession     *session,
                        gpointer       entry,
                        gint64         part);
  gboolean    is_view;
} RcRegisterAct;

/**
 * RcRegisterKind:
 * @name: of the list, for those who look for it
 * @title: key of words.h, as all texts are
 * @empty_title: said where the register has no entry, with @empty_sentence
 * @acts: the first one is the next step of an empty register. Where each of them needs an entry, the list has no bar above it
 * @load: (nullable): in the reader's thread: the entries, in their order; an array that frees them. %NULL: the page that shows it knows them
 * @keeps_place: the list is a form: where something is added to it, the selection stays
 * @add_columns: to the list
 * @fill_head: says what the entry is and how it stands; @detail is a box, and what can be done to it stands below that
 * @fill: says all else that is known of it
 *
 * What tells one register of the engagement from the others.
 */
typedef struct
{
  const char          *name;
  const char          *title;
  const char          *empty_title;
  const char          *empty_sentence;
  const RcRegisterAct *acts;
  guint                n_acts;
  gboolean             keeps_place;
  GPtrArray         *(*load)        (RcCase     *case_file,
                                     GError    **error);
  void               (*add_columns) (GtkWidget  *table);
  void               (*fill_head)   (GtkWidget  *detail,
                                     gpointer    entry);
  void               (*fill)        (GtkWidget  *detail,
                                     gpointer    entry);
} RcRegisterKind;

/**
 * RcRegisterView:
 *
 * One register: the list of its entries and what is known of the selected one, with the acts that can be done to it; or, where it has none,
 * what it is for and the next step.
 */
#define RC_TYPE_REGISTER_VIEW (rc_register_view_get_type ())
G_DECLARE_FINAL_TYPE (RcRegisterView, rc_register_view, RC, REGISTER_VIEW, GtkWidget)

GtkWidget *rc_register_view_new         (RcSession            *session,
                                         const RcRegisterKind *kind);
/* What @kind's load answered; a reference is taken. An entry that was added since is selected. */
void       rc_register_view_set_entries (RcRegisterView       *self,
                                         GPtrArray            *entries);
/* A button in the detail of an entry for an act on a part of it; (transfer floating). */
GtkWidget *rc_register_view_part_button (const char           *label,
                                         const char           *act,
                                         gint64                part);

G_END_DECLS
