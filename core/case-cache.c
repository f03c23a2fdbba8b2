/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "case-cache.h"

typedef struct
{
  RcDatabaseChange made_at;
  gpointer         value;
  GDestroyNotify   free_value;
} Kept;

static void
kept_free (gpointer data)
{
  Kept *self = data;

  self->free_value (self->value);
  g_free (self);
}

gpointer
rc_case_cache_get (RcCase            *case_file,
                   const char        *static_name,
                   RcDatabaseChange  *out_now)
{
  const Kept *kept = g_object_get_data (G_OBJECT (case_file), static_name);

  if (!rc_database_get_change (rc_case_get_database (case_file), out_now, NULL))
    out_now->by_others = G_MININT64;
  if (kept == NULL || out_now->by_others == G_MININT64 || !rc_database_change_equal (&kept->made_at, out_now))
    return NULL;

  return kept->value;
}

void
rc_case_cache_put (RcCase                  *case_file,
                   const char              *static_name,
                   const RcDatabaseChange  *made_at,
                   gpointer                 value,
                   GDestroyNotify           free_value)
{
  Kept *kept = g_new0 (Kept, 1);

  kept->made_at = *made_at;
  kept->value = value;
  kept->free_value = free_value;
  g_object_set_data_full (G_OBJECT (case_file), static_name, kept, kept_free);
}
