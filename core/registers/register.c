/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/registers/register.h"

#include <string.h>

#include "core/bounds.h"
#include "core/timestamp.h"
#include "core/words.h"

G_DEFINE_QUARK (rc-register-error-quark, rc_register_error)

#define DAY_BYTES 10

/* --- Numbers --- */

typedef struct
{
  const char *kind;
  char        letter;
  int         digits;
} Form;

static const Form forms[] = {
  { RC_ENTRY_FINDING, 'F', 3 },
  { RC_ENTRY_REQUEST, 'R', 2 },
  { RC_ENTRY_DOCUMENT, 'D', 3 },
  { RC_ENTRY_ACQUISITION, 'A', 2 },
  { RC_ENTRY_REVIEW, 'V', 2 },
  { RC_ENTRY_NOTE, 'N', 3 },
  { RC_ENTRY_ISSUED, 'I', 2 },
};

static const Form *
find_form (const char *kind)
{
  for (gsize i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      if (strcmp (forms[i].kind, kind) == 0)
        return &forms[i];
    }
  return NULL;
}

gboolean
rc_register_has_numbers (const char *kind)
{
  return find_form (kind) != NULL;
}

char *
rc_register_dup_number (const char *kind,
                        gint64      number)
{
  const Form *form = find_form (kind);

  if (form == NULL)
    return g_strdup_printf ("%" G_GINT64_FORMAT, number);
  return g_strdup_printf ("%c-%0*" G_GINT64_FORMAT, form->letter, form->digits, number);
}

char *
rc_register_dup_exhibit (gint64 source)
{
  return g_strdup_printf ("E-%03" G_GINT64_FORMAT, source);
}

gboolean
rc_register_parse_exhibit (const char *text,
                           gint64     *out_source)
{
  const char *digits = g_ascii_toupper (text[0]) == 'E' && text[1] == '-' ? text + 2 : text;

  return g_ascii_isdigit (*digits) && g_ascii_string_to_signed (digits, 10, 1, G_MAXINT64, out_source, NULL);
}

gboolean
rc_register_parse_number (const char *kind,
                          const char *text,
                          gint64     *out_number)
{
  const Form *form = find_form (kind);

  if (form != NULL && g_ascii_toupper (text[0]) == form->letter && text[1] == '-')
    text += 2;
  return g_ascii_isdigit (text[0]) && g_ascii_string_to_signed (text, 10, 1, G_MAXINT64, out_number, NULL);
}

/* --- Days --- */

gboolean
rc_register_is_day (const char *text)
{
  static const char pattern[] = "0000-00-00";
  guint year, month, day;

  for (gsize i = 0; i < sizeof pattern; i++)
    {
      if (pattern[i] == '0' ? !g_ascii_isdigit (text[i]) : text[i] != pattern[i])
        return FALSE;
    }
  year = (guint) strtoul (text, NULL, 10);
  month = (guint) strtoul (text + 5, NULL, 10);
  day = (guint) strtoul (text + 8, NULL, 10);
  return year >= 1970 && g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year);
}

char *
rc_register_dup_day (gint64 time_us)
{
  g_autofree char *time = rc_time_format_utc (time_us);

  return g_strndup (time, DAY_BYTES);
}

/* --- Words --- */

gboolean
rc_register_allow_words (const char  *what,
                         const char  *words,
                         GError     **error)
{
  if (words == NULL || (strlen (words) <= RC_LIMIT_ENTRY_WORDS_BYTES && g_utf8_validate (words, -1, NULL)))
    return TRUE;

  g_set_error (error, RC_REGISTER_ERROR, RC_REGISTER_ERROR_WORDS, _("%1$s: expected text of at most %2$u bytes"), what,
               RC_LIMIT_ENTRY_WORDS_BYTES);
  return FALSE;
}

gboolean
rc_register_allow_day (const char  *what,
                       const char  *day,
                       GError     **error)
{
  if (day == NULL || rc_register_is_day (day))
    return TRUE;

  g_set_error (error, RC_REGISTER_ERROR, RC_REGISTER_ERROR_WORDS,
               _("%1$s: “%2$s” is no day; expected year, month and day like 2026-11-21"), what, day);
  return FALSE;
}

void
rc_register_write_words (RcJsonWriter *writer,
                         const char   *name,
                         const char   *words)
{
  if (words != NULL && *words != '\0')
    rc_json_writer_member_string (writer, name, words);
}

/* --- Entering --- */

gint64
rc_register_begin (RcCase        *case_file,
                   const char    *kind,
                   const char    *act,
                   RcJsonWriter  *writer,
                   const char    *by,
                   GError       **error)
{
  const RcEntryTerms terms = { .kind = kind, .act = act, .body = rc_json_writer_peek (writer), .by = by };
  gint64 id = rc_entry_add (case_file, &terms, error);
  g_autoptr (RcEntry) entry = id != 0 ? rc_entry_load (case_file, id, error) : NULL;

  return entry != NULL ? entry->number : 0;
}

gboolean
rc_register_add (RcCase        *case_file,
                 const char    *kind,
                 gint64         number,
                 const char    *act,
                 RcJsonWriter  *writer,
                 const char    *by,
                 GError       **error)
{
  g_autoptr (RcEntry) first = rc_entry_find (case_file, kind, number, error);
  RcEntryTerms terms = { .kind = kind, .act = act, .body = rc_json_writer_peek (writer), .by = by };

  if (first == NULL)
    return FALSE;

  terms.about = first->id;
  return rc_entry_add (case_file, &terms, error) != 0;
}

/* --- Reading --- */

char *
rc_register_dup_member (const RcJson *json,
                        guint32       node,
                        const char   *name)
{
  guint32 member;

  if (node == RC_JSON_NO_NODE || json->n_nodes == 0 || !rc_json_is (json, node, RC_JSON_OBJECT))
    return NULL;

  member = rc_json_member (json, node, name);
  return member != RC_JSON_NO_NODE && rc_json_is (json, member, RC_JSON_STRING) ? rc_json_dup_text (json, member, NULL) : NULL;
}

GPtrArray *
rc_register_dup_list (const RcJson *json,
                      guint32       node,
                      const char   *name)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (g_free);
  guint32 array;

  if (node == RC_JSON_NO_NODE || json->n_nodes == 0 || !rc_json_is (json, node, RC_JSON_OBJECT))
    return list;
  array = rc_json_member (json, node, name);
  if (array == RC_JSON_NO_NODE || !rc_json_is (json, array, RC_JSON_ARRAY))
    return list;

  for (guint32 item = array + 1; item < json->nodes[array].next; item = json->nodes[item].next)
    {
      if (rc_json_is (json, item, RC_JSON_STRING))
        g_ptr_array_add (list, rc_json_dup_text (json, item, NULL));
    }
  return list;
}

guint
rc_register_find_name (const char         *text,
                       const char * const *names,
                       guint               n_names,
                       guint               otherwise)
{
  for (guint i = 0; text != NULL && i < n_names; i++)
    {
      if (strcmp (names[i], text) == 0)
        return i;
    }
  return otherwise;
}
