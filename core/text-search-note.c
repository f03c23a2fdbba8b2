/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "text-search-note.h"

#include <string.h>

#include <sodium.h>

#include "custody.h"
#include "json-writer.h"

#define KEY_DOMAIN "recount search key"

/**
 * rc_text_search_dup_digest:
 * @case_file: the case; its id is the key
 * @text: what was looked for
 *
 * Returns: (transfer full): a digest that is another one in every case, in hexadecimal
 */
char *
rc_text_search_dup_digest (RcCase     *case_file,
                           const char *text)
{
  g_autofree char *id = rc_case_dup_setting (case_file, "case.id");
  guint8 key[crypto_generichash_KEYBYTES];
  guint8 hash[crypto_generichash_BYTES];

  crypto_generichash (key, sizeof key, (const guint8 *) id, id != NULL ? strlen (id) : 0,
                      (const guint8 *) KEY_DOMAIN, strlen (KEY_DOMAIN));
  crypto_generichash (hash, sizeof hash, (const guint8 *) text, strlen (text), key, sizeof key);
  return rc_bytes_dup_hex (hash, sizeof hash);
}

static void
write_filter (RcJsonWriter      *writer,
              const RcTextQuery *query)
{
  if (query->source != 0)
    rc_json_writer_member_integer (writer, "source", query->source);
  if (query->filter.kind != 0)
    rc_json_writer_member_string (writer, "kind", rc_event_kind_to_name (query->filter.kind));
  if (query->filter.from_us != RC_TIME_NONE)
    rc_json_writer_member_integer (writer, "from_us", query->filter.from_us);
  if (query->filter.to_us != RC_TIME_NONE)
    rc_json_writer_member_integer (writer, "to_us", query->filter.to_us);
  if (query->after != NULL)
    rc_json_writer_member_string (writer, "after", query->after);
}

/* Each record once: hits come in their order. */
static void
write_shown (RcJsonWriter *writer,
             GPtrArray    *shown,
             const char   *reason)
{
  const RcTextHit *last = NULL;
  gint64 n_records = 0;

  rc_json_writer_name (writer, "records");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < shown->len; i++)
    {
      const RcTextHit *hit = g_ptr_array_index (shown, i);
      g_autofree char *record = g_strdup_printf ("%" G_GINT64_FORMAT ":%" G_GUINT64_FORMAT, hit->source, hit->record);

      if (last != NULL && last->source == hit->source && last->record == hit->record)
        continue;
      rc_json_writer_string (writer, record);
      last = hit;
      n_records++;
    }
  rc_json_writer_end_array (writer);
  rc_json_writer_member_integer (writer, "revealed", n_records);
  rc_json_writer_member_string (writer, "reason", reason != NULL ? reason : "");
}

/**
 * rc_text_search_note:
 *
 * Appends the entry "search" to the custody log, in a transaction of its own.
 *
 * Returns: %FALSE with @error where the entry could not be made; then nothing of what was found may be shown in clear
 */
gboolean
rc_text_search_note (RcCase              *case_file,
                     const RcTextQuery   *query,
                     const RcTextCounts  *counts,
                     GPtrArray           *shown,
                     const char          *reason,
                     GError             **error)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();
  g_autofree char *digest = rc_text_search_dup_digest (case_file, query->text);

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "text_blake2b", digest);
  rc_json_writer_member_boolean (writer, "ignore_case", (query->flags & RC_TEXT_PATTERN_IGNORE_CASE) != 0);
  rc_json_writer_member_boolean (writer, "as_written", (query->flags & RC_TEXT_PATTERN_ESCAPED) == 0);
  write_filter (writer, query);
  rc_json_writer_member_integer (writer, "sources", (gint64) counts->sources);
  rc_json_writer_member_integer (writer, "bytes", (gint64) counts->bytes);
  rc_json_writer_member_integer (writer, "unreadable", (gint64) counts->unreadable);
  if (counts->in_part > 0)
    rc_json_writer_member_integer (writer, "in_part", (gint64) counts->in_part);
  rc_json_writer_member_integer (writer, "hits", (gint64) counts->hits);
  rc_json_writer_member_boolean (writer, "complete", counts->is_complete);
  if (shown != NULL && shown->len > 0)
    write_shown (writer, shown, reason);
  rc_json_writer_end_object (writer);
  return rc_custody_append (case_file, "search", rc_json_writer_peek (writer), error);
}
