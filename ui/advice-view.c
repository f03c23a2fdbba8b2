/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/advice-view.h"

#include "core/words.h"
#include "ui/parts.h"

static void
add (GtkWidget  *box,
     const char *name,
     const char *sentence)
{
  GtkWidget *text = rc_parts_text (sentence, NULL);

  gtk_label_set_selectable (GTK_LABEL (text), TRUE);
  gtk_box_append (GTK_BOX (box), rc_parts_text (name, "rc-muted"));
  gtk_box_append (GTK_BOX (box), text);
}

void
rc_advice_view_add (GtkWidget      *box,
                    const RcAdvice *advice)
{
  if (advice == NULL)
    return;

  add (box, _("What it means"), _(advice->meaning));
  add (box, _("What can have caused it innocently"), _(advice->innocent));
  add (box, _("What to ask the provider for"), _(advice->ask));
}
