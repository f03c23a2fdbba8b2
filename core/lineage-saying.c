/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "lineage-saying.h"

#include "registers/register.h"
#include "words.h"

void
rc_lineage_saying_free (RcLineageSaying *self)
{
  if (self == NULL)
    return;

  g_free (self->page);
  g_free (self->quote);
  g_free (self->by);
  g_free (self->words);
  g_free (self);
}

RcLineageSaying *
rc_lineage_saying_new_read (gint64      entry,
                            gint64      source,
                            const char *page,
                            const char *quote,
                            const char *by)
{
  RcLineageSaying *self = g_new0 (RcLineageSaying, 1);
  g_autofree char *exhibit = rc_register_dup_exhibit (source);

  self->standing = RC_STANDING_READ;
  self->entry = entry;
  self->source = source;
  self->page = g_strdup (page);
  self->quote = g_strdup (quote);
  self->by = g_strdup (by);
  if (page != NULL)
    self->words = g_strdup_printf (_("Read by %1$s in exhibit %2$s, page %3$s."), by, exhibit, page);
  else
    self->words = g_strdup_printf (_("Read by %1$s in exhibit %2$s."), by, exhibit);
  return self;
}

RcLineageSaying *
rc_lineage_saying_new_stated (gint64      entry,
                              const char *by,
                              char       *words)
{
  RcLineageSaying *self = g_new0 (RcLineageSaying, 1);

  self->standing = RC_STANDING_STATED;
  self->entry = entry;
  self->by = g_strdup (by);
  self->words = words;
  return self;
}
