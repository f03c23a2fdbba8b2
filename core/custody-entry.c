/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "custody-entry.h"
#include "canonical.h"
#include "custody.h"
#include "json-writer.h"

#include <string.h>

/* Members of a detail that only the program itself writes. */
static const char *const own_members[] = { "tables", "state", "edited" };

static void
write_member_digest (RcJsonWriter   *writer,
                     const char     *name,
                     const RcDigest *digest)
{
  char hex[RC_DIGEST_HEX_SIZE];

  rc_digest_to_hex (digest, hex);
  rc_json_writer_member_string (writer, name, hex);
}

void
rc_custody_entry_hash (const char     *act,
                       const char     *detail,
                       gint64          id,
                       const RcDigest *previous,
                       gint64          time_us,
                       RcDigest       *out_hash)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();
  const char *text;

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "act", act);
  rc_json_writer_name (writer, "detail");
  rc_json_writer_raw (writer, detail);
  rc_json_writer_member_integer (writer, "id", id);
  write_member_digest (writer, "previous", previous);
  rc_json_writer_member_integer (writer, "time_us", time_us);
  rc_json_writer_end_object (writer);
  text = rc_json_writer_peek (writer);
  rc_digest_compute (text, strlen (text), out_hash);
}

static gboolean
refuse_detail (GError     **error,
               const char  *found)
{
  g_set_error (error, RC_CUSTODY_ERROR, RC_CUSTODY_ERROR_DETAIL,
               "the detail of a custody entry: expected one JSON object without members of the log's own, found %s", found);
  return FALSE;
}

/* Writes the members of the caller's object as they are. */
static gboolean
write_given_members (RcJsonWriter  *writer,
                     const char    *detail_json,
                     GError       **error)
{
  g_auto (RcJson) json;
  RcJsonFault fault;

  rc_json_init (&json);
  if (!rc_json_parse (&json, detail_json, strlen (detail_json), &fault))
    return refuse_detail (error, rc_json_fault_code (fault.kind));
  if (json.nodes[0].type != RC_JSON_OBJECT || json.has_duplicate)
    return refuse_detail (error, json.has_duplicate ? "a member twice" : "another value");
  for (gsize i = 0; i < G_N_ELEMENTS (own_members); i++)
    if (rc_json_member (&json, 0, own_members[i]) != RC_JSON_NO_NODE)
      return refuse_detail (error, own_members[i]);

  for (guint32 name = 1; name < json.nodes[0].next; name = json.nodes[name + 1].next)
    {
      const RcJsonNode *value = &json.nodes[name + 1];
      g_autofree char *text = rc_json_dup_text (&json, name, NULL);
      g_autofree char *raw = g_strndup (detail_json + value->offset, value->length);

      rc_json_writer_name (writer, text);
      rc_json_writer_raw (writer, raw);
    }

  return TRUE;
}

static void
write_tables (RcJsonWriter          *writer,
              const RcCustodyTables *tables)
{
  rc_json_writer_name (writer, "tables");
  rc_json_writer_begin_object (writer);
  for (gsize i = 0; i < RC_CUSTODY_N_TABLES; i++)
    if (tables->known[i])
      write_member_digest (writer, rc_custody_tables_get_name (i), &tables->digests[i]);
  rc_json_writer_end_object (writer);
}

static void
write_edited (RcJsonWriter          *writer,
              const RcCustodyTables *from,
              const RcCustodyTables *to)
{
  rc_json_writer_name (writer, "edited");
  rc_json_writer_begin_array (writer);
  for (gsize i = 0; i < RC_CUSTODY_N_TABLES; i++)
    if (from->known[i])
      {
        rc_json_writer_begin_object (writer);
        rc_json_writer_member_string (writer, "table", rc_custody_tables_get_name (i));
        write_member_digest (writer, "expected", &from->digests[i]);
        write_member_digest (writer, "found", &to->digests[i]);
        rc_json_writer_end_object (writer);
      }
  rc_json_writer_end_array (writer);
}

static char *
canonicalise (const char  *text,
              GError     **error)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_auto (RcJson) json;
  RcJsonFault fault;

  rc_json_init (&json);
  if (!rc_json_parse (&json, text, strlen (text), &fault))
    return refuse_detail (error, rc_json_fault_code (fault.kind)), NULL;
  if (rc_canonical_append (out, &json, 0, RC_CANONICAL_JCS, NULL) != RC_CANONICAL_OK)
    return refuse_detail (error, "a number that JSON does not hold exactly"), NULL;
  return g_string_free (g_steal_pointer (&out), FALSE);
}

char *
rc_custody_detail_format (const char             *detail_json,
                          const RcCustodyDetail  *own,
                          GError                **error)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();

  rc_json_writer_begin_object (writer);
  if (detail_json != NULL && !write_given_members (writer, detail_json, error))
    return NULL;
  if (own->tables != NULL)
    write_tables (writer, own->tables);
  if (own->state != NULL)
    write_member_digest (writer, "state", own->state);
  if (own->edited_from != NULL)
    write_edited (writer, own->edited_from, own->edited_to);
  rc_json_writer_end_object (writer);
  return canonicalise (rc_json_writer_peek (writer), error);
}
