/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "declaration-text-parts.h"

#include <string.h>

#include "core/date-words.h"
#include "core/words.h"

typedef struct
{
  guint year;
  guint month;
  guint day;
} Day;

static gboolean
read_number (const char *digits,
             gsize       n_digits,
             guint      *out_number)
{
  *out_number = 0;
  for (gsize i = 0; i < n_digits; i++)
    {
      if (!g_ascii_isdigit (digits[i]))
        return FALSE;
      *out_number = *out_number * 10 + (guint) g_ascii_digit_value (digits[i]);
    }
  return TRUE;
}

/* "2026-11-30", a day that there is, and nothing else. */
static gboolean
read_day (const char *text,
          Day        *out_day)
{
  return strlen (text) == strlen ("YYYY-MM-DD") && text[4] == '-' && text[7] == '-' && read_number (text, 4, &out_day->year)
         && read_number (text + 5, 2, &out_day->month) && read_number (text + 8, 2, &out_day->day)
         && g_date_valid_dmy ((GDateDay) out_day->day, (GDateMonth) out_day->month, (GDateYear) out_day->year);
}

/* A language that documents are written in has its days there. */
static char *
dup_day_of_documents (const char *language,
                      const Day  *day)
{
  g_autoptr (GDateTime) begin = g_date_time_new_utc ((int) day->year, (int) day->month, (int) day->day, 0, 0, 0);
  char *words;

  if (!rc_words_push (language))
    return NULL;

  words = rc_date_words_day (g_date_time_to_unix (begin) * G_USEC_PER_SEC, "UTC");
  rc_words_pop ();
  return words;
}

/**
 * rc_declaration_text_dup_day:
 * @language: one of the official languages
 * @day: "2026-11-30"
 *
 * Returns: (transfer full): the day as the language writes it in a document; @day itself where it is no such day, or the language none of them
 */
char *
rc_declaration_text_dup_day (const char *language,
                             const char *day)
{
  const RcDeclarationWords *words = rc_declaration_words_find (language);
  g_autofree char *number = NULL;
  g_autofree char *year = NULL;
  const char *form;
  Day read;

  if (words == NULL || !read_day (day, &read))
    return g_strdup (day);
  if (words->day_form == NULL)
    return dup_day_of_documents (language, &read);

  form = read.day == 1 && words->first_form != NULL ? words->first_form : words->day_form;
  number = g_strdup_printf ("%u", read.day);
  year = g_strdup_printf ("%u", read.year);
  return rc_declaration_text_dup_filled (form, (const char * const[]) { "day", number, "month", words->months[read.month - 1], "year", year, NULL });
}
