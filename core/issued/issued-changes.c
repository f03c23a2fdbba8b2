/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/issued/issued.h"

#include <string.h>

#include "core/display-text.h"
#include "core/words.h"

#define SHOWN_BYTES 300u

/* Headings may repeat ("Evidence" under each finding): which one of the same heading it is belongs to its name. */
static char *
dup_key (const RcIssuedSection *section,
         GHashTable            *counts)
{
  guint nth = GPOINTER_TO_UINT (g_hash_table_lookup (counts, section->heading)) + 1;

  g_hash_table_insert (counts, section->heading, GUINT_TO_POINTER (nth));
  return g_strdup_printf ("%u:%s", nth, section->heading);
}

/* (element-type utf8 RcIssuedSection) */
static GHashTable *
index_sections (GPtrArray *sections)
{
  g_autoptr (GHashTable) counts = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTable *index = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < sections->len; i++)
    g_hash_table_insert (index, dup_key (g_ptr_array_index (sections, i), counts), g_ptr_array_index (sections, i));
  return index;
}

static char *
dup_shown (const RcIssuedSection *section)
{
  return rc_display_text (section->heading, -1, SHOWN_BYTES);
}

GPtrArray *
rc_issued_compare_sections (GPtrArray *before,
                            GPtrArray *after)
{
  GPtrArray *changes = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) old = index_sections (before);
  g_autoptr (GHashTable) new = index_sections (after);
  g_autoptr (GHashTable) counts = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < after->len; i++)
    {
      const RcIssuedSection *section = g_ptr_array_index (after, i);
      g_autofree char *key = dup_key (section, counts);
      g_autofree char *shown = dup_shown (section);
      const RcIssuedSection *known = g_hash_table_lookup (old, key);

      if (known == NULL)
        g_ptr_array_add (changes, g_strdup_printf (_("Added: “%s”."), shown));
      else if (strcmp (known->sha256, section->sha256) != 0)
        g_ptr_array_add (changes, g_strdup_printf (_("Changed: “%s”."), shown));
    }
  g_hash_table_remove_all (counts);
  for (guint i = 0; i < before->len; i++)
    {
      const RcIssuedSection *section = g_ptr_array_index (before, i);
      g_autofree char *key = dup_key (section, counts);
      g_autofree char *shown = dup_shown (section);

      if (!g_hash_table_contains (new, key))
        g_ptr_array_add (changes, g_strdup_printf (_("Dropped: “%s”."), shown));
    }
  return changes;
}

GPtrArray *
rc_issued_list_changes (const RcIssued *self)
{
  const RcIssuedDraft *newest = self->drafts->len > 0 ? g_ptr_array_index (self->drafts, self->drafts->len - 1) : NULL;

  for (guint i = self->drafts->len; i > 1; i--)
    {
      const RcIssuedDraft *before = g_ptr_array_index (self->drafts, i - 2);

      if (strcmp (before->language, newest->language) == 0)
        return rc_issued_compare_sections (before->sections, newest->sections);
    }
  return g_ptr_array_new_with_free_func (g_free);
}
