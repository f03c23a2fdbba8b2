/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "anchor-store.h"

#include <string.h>

#include "json.h"
#include "json-writer.h"

/* --- Identities, as one JSON array --- */

static void
write_identities (RcJsonWriter   *writer,
                  const RcAnchor *anchor)
{
  rc_json_writer_begin_array (writer);
  for (guint i = 0; anchor->identities != NULL && anchor->identities[i] != NULL; i++)
    rc_json_writer_string (writer, anchor->identities[i]);
  rc_json_writer_end_array (writer);
}

/* %NULL: none. */
static char *
dup_identities_text (const RcAnchor *anchor)
{
  g_autoptr (RcJsonWriter) writer = NULL;

  if (anchor->identities == NULL)
    return NULL;

  writer = rc_json_writer_new ();
  write_identities (writer, anchor);
  return rc_json_writer_finish (writer);
}

/* A limit that cannot be read must not be passed over: the key would then be accepted for more than was meant. */
static gboolean
read_identities (RcAnchor   *anchor,
                 const char *text)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (RcJson) json;
  RcJsonFault fault;

  rc_json_init (&json);
  if (text == NULL)
    return TRUE;
  if (!rc_json_parse (&json, text, strlen (text), &fault) || json.nodes[0].type != RC_JSON_ARRAY || json.nodes[0].count == 0)
    return FALSE;
  for (guint32 node = 1; node < json.nodes[0].next; node = json.nodes[node].next)
    {
      g_autofree char *identity = NULL;
      gsize length = 0;

      if (json.nodes[node].type != RC_JSON_STRING)
        return FALSE;
      identity = rc_json_dup_text (&json, node, &length);
      if (identity == NULL || strlen (identity) != length)
        return FALSE;
      g_strv_builder_add (builder, identity);
    }

  anchor->identities = g_strv_builder_end (builder);
  return TRUE;
}

/* --- A row --- */

static gboolean
refuse (sqlite3_stmt  *statement,
        const char    *what,
        GError       **error)
{
  g_set_error (error, RC_TRUST_ERROR, RC_TRUST_ERROR_NOT_A_KEY, "Accepted key %" G_GINT64_FORMAT " of the case %s",
               (gint64) sqlite3_column_int64 (statement, 0), what);
  return FALSE;
}

static void
take_text (char         **text,
           sqlite3_stmt  *statement,
           int            column)
{
  g_free (*text);
  *text = rc_database_column_dup (statement, column);
}

static gboolean
read_terms (RcAnchor      *anchor,
            sqlite3_stmt  *statement,
            GError       **error)
{
  g_autofree char *identities = rc_database_column_dup (statement, 12);

  anchor->id = sqlite3_column_int64 (statement, 0);
  take_text (&anchor->kind, statement, 1);
  take_text (&anchor->owner, statement, 5);
  take_text (&anchor->purpose, statement, 6);
  anchor->from_us = rc_database_column_time (statement, 7);
  anchor->to_us = rc_database_column_time (statement, 8);
  take_text (&anchor->how, statement, 9);
  anchor->added_us = rc_database_column_time (statement, 10);
  take_text (&anchor->label, statement, 11);
  anchor->revoked_us = rc_database_column_time (statement, 13);
  take_text (&anchor->revoked_for, statement, 14);
  take_text (&anchor->group, statement, 15);
  anchor->threshold = (guint) CLAMP (sqlite3_column_int64 (statement, 16), 0, G_MAXINT);
  take_text (&anchor->by, statement, 17);
  anchor->obtained_us = rc_database_column_time (statement, 18);

  if (!read_identities (anchor, identities))
    return refuse (statement, "has identities that cannot be read", error);
  if ((anchor->group == NULL) != (anchor->threshold == 0))
    return refuse (statement, "is of a group without a number", error);
  return TRUE;
}

RcAnchor *
rc_anchor_from_row (sqlite3_stmt  *statement,
                    GError       **error)
{
  g_autofree char *kind = rc_database_column_dup (statement, 1);
  g_autofree char *material = rc_database_column_dup (statement, 2);
  g_autoptr (RcAnchor) anchor = rc_anchor_parse_as (kind, material, strlen (material), error);
  RcDigest stored;

  if (anchor == NULL)
    {
      g_prefix_error (error, "Accepted key %" G_GINT64_FORMAT " of the case: ", (gint64) sqlite3_column_int64 (statement, 0));
      return NULL;
    }
  if (!rc_database_column_digest (statement, 4, &stored) || !rc_digest_equal (&stored, &anchor->fingerprint))
    {
      refuse (statement, "is not the key of its fingerprint", error);
      return NULL;
    }

  return read_terms (anchor, statement, error) ? g_steal_pointer (&anchor) : NULL;
}

static void
bind_terms (const RcAnchor *self,
            sqlite3_stmt   *statement)
{
  g_autofree char *identities = dup_identities_text (self);

  rc_database_bind_text (statement, 5, self->owner);
  rc_database_bind_text (statement, 6, self->purpose);
  rc_database_bind_time (statement, 7, self->from_us);
  rc_database_bind_time (statement, 8, self->to_us);
  rc_database_bind_text (statement, 9, self->how);
  rc_database_bind_time (statement, 10, self->added_us);
  rc_database_bind_text (statement, 11, self->label);
  rc_database_bind_text (statement, 12, identities);
  rc_database_bind_time (statement, 13, self->revoked_us);
  rc_database_bind_text (statement, 14, self->revoked_for);
  rc_database_bind_text (statement, 15, self->group);
  if (self->group != NULL)
    sqlite3_bind_int64 (statement, 16, self->threshold);
  rc_database_bind_text (statement, 17, self->by);
  rc_database_bind_time (statement, 18, self->obtained_us);
}

gboolean
rc_anchor_insert (RcAnchor    *self,
                  RcDatabase  *database,
                  GError     **error)
{
  sqlite3_stmt *statement;

  statement = rc_database_prepare (database,
                                   "INSERT INTO anchor (kind, material, key_id, fingerprint, owner, purpose, from_us, to_us, how, "
                                   "added_us, label, identities, revoked_us, revoked_for, threshold_group, threshold, obtained_by, "
                                   "obtained_us) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, "
                                   "?18)", error);
  if (statement == NULL)
    return FALSE;

  self->added_us = g_get_real_time ();
  rc_database_bind_text (statement, 1, self->kind);
  rc_database_bind_text (statement, 2, self->material);
  rc_database_bind_text (statement, 3, self->key_id);
  rc_database_bind_digest (statement, 4, &self->fingerprint);
  bind_terms (self, statement);
  if (!rc_database_run (database, statement, error))
    return FALSE;

  self->id = sqlite3_last_insert_rowid (rc_database_peek (database));
  return TRUE;
}

/* --- The custody log --- */

static void
write_time (RcJsonWriter *writer,
            const char   *name,
            gint64        time_us)
{
  g_autofree char *text = time_us == RC_TIME_NONE ? NULL : rc_time_format_utc (time_us);

  rc_json_writer_member_string (writer, name, text);
}

/* Only what was said. */
static void
write_further (RcJsonWriter   *writer,
               const RcAnchor *anchor)
{
  if (anchor->label != NULL)
    rc_json_writer_member_string (writer, "label", anchor->label);
  if (anchor->identities != NULL)
    {
      rc_json_writer_name (writer, "identities");
      write_identities (writer, anchor);
    }
  if (anchor->revoked_us != RC_TIME_NONE)
    write_time (writer, "revoked", anchor->revoked_us);
  if (anchor->revoked_for != NULL)
    rc_json_writer_member_string (writer, "revoked_for", anchor->revoked_for);
  if (anchor->group != NULL)
    {
      rc_json_writer_member_string (writer, "group", anchor->group);
      rc_json_writer_member_integer (writer, "threshold", anchor->threshold);
    }
  if (anchor->by != NULL)
    rc_json_writer_member_string (writer, "by", anchor->by);
  if (anchor->obtained_us != RC_TIME_NONE)
    write_time (writer, "obtained", anchor->obtained_us);
}

char *
rc_anchor_dup_detail (const RcAnchor *self,
                      gint64          source,
                      const char     *source_name)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();
  char hex[RC_DIGEST_HEX_SIZE];

  rc_digest_to_hex (&self->fingerprint, hex);
  rc_json_writer_begin_object (writer);
  rc_json_writer_member_integer (writer, "anchor", self->id);
  rc_json_writer_member_string (writer, "kind", self->kind);
  rc_json_writer_member_string (writer, "key_id", self->key_id);
  rc_json_writer_member_string (writer, "fingerprint", hex);
  rc_json_writer_member_string (writer, "owner", self->owner);
  rc_json_writer_member_string (writer, "purpose", self->purpose);
  write_time (writer, "from", self->from_us);
  write_time (writer, "to", self->to_us);
  rc_json_writer_member_string (writer, "how", self->how);
  write_further (writer, self);
  if (source_name != NULL)
    {
      rc_json_writer_member_integer (writer, "source", source);
      rc_json_writer_member_string (writer, "name", source_name);
    }
  rc_json_writer_end_object (writer);
  return rc_json_writer_finish (writer);
}
