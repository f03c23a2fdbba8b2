/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "duration.h"

#include "words.h"

#define MAX_COUNT 10000u

/**
 * rc_duration_parse:
 * @text: "P6M"; the units in the order of ISO 8601, each at most once
 *
 * Returns: %FALSE where it is another form
 */
gboolean
rc_duration_parse (const char *text,
                   RcDuration *out_duration)
{
  static const char units[] = "YMWD";
  guint *counts[] = { &out_duration->years, &out_duration->months, &out_duration->weeks, &out_duration->days };
  guint next = 0;

  *out_duration = (RcDuration) { 0 };
  if (*text++ != 'P' || *text == '\0')
    return FALSE;

  while (*text != '\0')
    {
      char *unit = NULL;
      guint64 count = g_ascii_isdigit (*text) ? g_ascii_strtoull (text, &unit, 10) : G_MAXUINT64;

      if (count > MAX_COUNT)
        return FALSE;
      while (next < G_N_ELEMENTS (counts) && units[next] != *unit)
        next++;
      if (next == G_N_ELEMENTS (counts))
        return FALSE;
      *counts[next++] = (guint) count;
      text = unit + 1;
    }

  return TRUE;
}

gboolean
rc_duration_add (const RcDuration *self,
                 gint64            from_us,
                 gint64           *out_end_us)
{
  g_autoptr (GDateTime) from = g_date_time_new_from_unix_utc (from_us / G_USEC_PER_SEC);
  g_autoptr (GDateTime) end = NULL;

  if (from != NULL)
    end = g_date_time_add_full (from, (int) self->years, (int) self->months, (int) (self->weeks * 7 + self->days), 0, 0, 0);
  if (end == NULL || g_date_time_get_year (end) > 9999)
    return FALSE;

  *out_end_us = g_date_time_to_unix (end) * G_USEC_PER_SEC;
  return TRUE;
}

gboolean
rc_duration_is_less (const RcDuration *self,
                     const RcDuration *other,
                     gint64            from_us)
{
  gint64 end_us, other_end_us;

  if (!rc_duration_add (self, from_us, &end_us))
    return FALSE;
  return !rc_duration_add (other, from_us, &other_end_us) || end_us < other_end_us;
}

char *
rc_duration_dup_words (const RcDuration *self)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  if (self->years > 0)
    g_ptr_array_add (parts, g_strdup_printf (rc_words_plural ("%u year", "%u years", self->years), self->years));
  if (self->months > 0)
    g_ptr_array_add (parts, g_strdup_printf (rc_words_plural ("%u month", "%u months", self->months), self->months));
  if (self->weeks > 0)
    g_ptr_array_add (parts, g_strdup_printf (rc_words_plural ("%u week", "%u weeks", self->weeks), self->weeks));
  if (self->days > 0 || parts->len == 0)
    g_ptr_array_add (parts, g_strdup_printf (rc_words_plural ("%u day", "%u days", self->days), self->days));

  g_ptr_array_add (parts, NULL);
  return g_strjoinv (_(" and "), (char **) parts->pdata);
}
