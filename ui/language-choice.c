/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/language-choice.h"

#include "core/declaration/declaration-text.h"
#include "core/words.h"
#include "ui/folio.h"

GtkWidget *
rc_language_choice_new (void)
{
  const char * const *languages = rc_words_list_languages ();
  GtkStringList *names = gtk_string_list_new (NULL);
  GtkWidget *choice;
  guint preferred = 0;

  for (guint i = 0; languages[i] != NULL; i++)
    {
      gtk_string_list_append (names, rc_declaration_text_language_name (languages[i]));
      if (strcmp (languages[i], rc_folio_default_language ()) == 0)
        preferred = i;
    }
  choice = gtk_drop_down_new (G_LIST_MODEL (names), NULL);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (choice), preferred);
  return choice;
}

const char *
rc_language_choice_get (GtkWidget *choice)
{
  return rc_words_list_languages ()[gtk_drop_down_get_selected (GTK_DROP_DOWN (choice))];
}
