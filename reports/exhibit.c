/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/exhibit.h"

#include <string.h>

#include "core/date-words.h"
#include "core/registers/register.h"
#include "core/words.h"

#define SHOWN_DIGITS     8
#define SURELY_A_DIGEST  32    /* digits: so long a number is none that people count with */

char *
rc_exhibit_dup_number (gint64 source)
{
  return rc_register_dup_exhibit (source);
}

/**
 * rc_exhibit_dup_place:
 * @source: (nullable): the source
 * @source_id: its number
 * @record: number of a record, from 1; 0: the exhibit as a whole
 *
 * Returns: (transfer full): exhibit and place in words: a line of a text, a row of a table; the exhibit alone where the record is all of
 *   it
 */
char *
rc_exhibit_dup_place (const RcSource *source,
                      gint64          source_id,
                      guint64         record)
{
  g_autofree char *number = rc_exhibit_dup_number (source_id);
  g_autofree char *count = rc_count_words (record);

  if (record == 0 || (source != NULL && source->records == 1))
    return g_steal_pointer (&number);
  if (source != NULL && strcmp (source->derivation, RC_DERIVATION_ROWS) == 0)
    /* Translators: exhibit and place; keep the no-break space before the number. */
    return g_strdup_printf (_("%1$s, row %2$s"), number, count);
  if (source != NULL && source->framing == RC_FRAMING_LINES)
    return g_strdup_printf (_("%1$s, line %2$s"), number, count);

  return g_strdup_printf (_("%1$s, record %2$s"), number, count);
}

/* A number in decimal digits is no digest unless it is as long as one. */
static gboolean
is_digest (const char *run,
           gsize       length)
{
  if (length <= SHOWN_DIGITS)
    return FALSE;

  return length >= SURELY_A_DIGEST || strspn (run, "0123456789") < length;
}

/**
 * rc_exhibit_shorten_hex:
 *
 * Returns: (transfer full): @text with "…" for what follows the first eight digits of each digest or long id in it
 */
char *
rc_exhibit_shorten_hex (const char *text)
{
  GString *out = g_string_new (NULL);

  while (*text != '\0')
    {
      gsize length = strspn (text, "0123456789abcdefABCDEF");

      if (length == 0)
        {
          g_string_append_c (out, *text++);
          continue;
        }
      if (is_digest (text, length))
        {
          g_string_append_len (out, text, SHOWN_DIGITS);
          g_string_append (out, "…");
        }
      else
        {
          g_string_append_len (out, text, (gssize) length);
        }
      text += length;
    }

  return g_string_free (out, FALSE);
}
