/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/registers/exception-mark.h"

#include <string.h>

#include "core/registers/register.h"
#include "core/verify.h"

void
rc_exception_mark_free (RcExceptionMark *self)
{
  if (self == NULL)
    return;

  g_free (self->kind);
  g_free (self->message);
  g_free (self->source_name);
  g_free (self->source_sha256);
  g_free (self->identity);
  g_free (self);
}

/* Each part with its length before it, so that no two exceptions run together. */
static void
add_part (GString    *out,
          const char *part)    /* (nullable) */
{
  g_string_append_printf (out, "%" G_GSIZE_FORMAT ":%s,", part != NULL ? strlen (part) : 0, part != NULL ? part : "");
}

static char *
dup_identity (const RcException *exception,
              const char        *source_sha256)
{
  g_autoptr (GString) text = g_string_new (NULL);
  RcDigest digest;

  add_part (text, exception->kind);
  add_part (text, source_sha256);
  g_string_append_printf (text, "%" G_GINT64_FORMAT ",%" G_GINT64_FORMAT ",", exception->record, exception->offset);
  add_part (text, exception->expected);
  add_part (text, exception->found);
  rc_digest_compute (text->str, text->len, &digest);
  return rc_digest_dup_hex (&digest);
}

RcExceptionMark *
rc_exception_mark_new (const RcException *exception,
                       const RcSource    *source)
{
  RcExceptionMark *self = g_new0 (RcExceptionMark, 1);

  self->kind = g_strdup (exception->kind);
  self->message = g_strdup (exception->message);
  self->record = exception->record;
  self->offset = exception->offset;
  if (source != NULL)
    {
      self->source = source->id;
      self->source_name = g_strdup (source->name);
      self->source_sha256 = rc_digest_dup_hex (&source->sha256);
    }
  self->identity = dup_identity (exception, self->source_sha256);
  return self;
}

void
rc_exception_mark_write (const RcExceptionMark *self,
                         RcJsonWriter          *writer)
{
  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "kind", self->kind);
  rc_json_writer_member_string (writer, "message", self->message);
  if (self->source != 0)
    rc_json_writer_member_integer (writer, "source", self->source);
  rc_register_write_words (writer, "source_name", self->source_name);
  rc_register_write_words (writer, "source_sha256", self->source_sha256);
  if (self->record != 0)
    rc_json_writer_member_integer (writer, "record", self->record);
  if (self->offset >= 0)
    rc_json_writer_member_integer (writer, "offset", self->offset);
  rc_json_writer_member_string (writer, "identity", self->identity);
  rc_json_writer_end_object (writer);
}

static gint64
read_integer (const RcJson *json,
              guint32       node,
              const char   *name,
              gint64        otherwise)
{
  guint32 member = rc_json_member (json, node, name);
  gint64 value;

  return member != RC_JSON_NO_NODE && rc_json_get_integer (json, member, &value) && value >= 0 ? value : otherwise;
}

static char *
read_text (const RcJson *json,
           guint32       node,
           const char   *name)
{
  char *text = rc_register_dup_member (json, node, name);

  return text != NULL ? text : g_strdup ("");
}

/**
 * rc_exception_mark_read:
 *
 * Returns: (transfer full) (nullable): %NULL where no object stands there
 */
RcExceptionMark *
rc_exception_mark_read (const RcJson *json,
                        guint32       node)
{
  RcExceptionMark *self;

  if (!rc_json_is (json, node, RC_JSON_OBJECT))
    return NULL;

  self = g_new0 (RcExceptionMark, 1);
  self->kind = read_text (json, node, "kind");
  self->message = read_text (json, node, "message");
  self->source = read_integer (json, node, "source", 0);
  self->source_name = rc_register_dup_member (json, node, "source_name");
  self->source_sha256 = rc_register_dup_member (json, node, "source_sha256");
  self->record = read_integer (json, node, "record", 0);
  self->offset = read_integer (json, node, "offset", -1);
  self->identity = read_text (json, node, "identity");
  return self;
}

/* --- What the last verification noticed --- */

void
rc_noticed_free (RcNoticed *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->identities, g_hash_table_unref);
  g_clear_pointer (&self->kinds, g_hash_table_unref);
  g_free (self);
}

static GHashTable *
index_sources (RcCase  *case_file,
               GError **error)
{
  g_autoptr (GPtrArray) sources = rc_source_list (case_file, error);
  GHashTable *index;

  if (sources == NULL)
    return NULL;

  index = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, (GDestroyNotify) rc_source_free);
  while (sources->len > 0)
    {
      RcSource *source = g_ptr_array_steal_index_fast (sources, sources->len - 1);

      g_hash_table_insert (index, &source->id, source);
    }
  return index;
}

/**
 * rc_noticed_load:
 *
 * Returns: (transfer full): empty where there is no verification of the evidence as it is now
 */
RcNoticed *
rc_noticed_load (RcCase  *case_file,
                 GError **error)
{
  g_autoptr (RcNoticed) self = g_new0 (RcNoticed, 1);
  g_autoptr (RcJudgement) judgement = rc_verify_load (case_file, &self->is_current, error);
  g_autoptr (GHashTable) sources = judgement != NULL ? index_sources (case_file, error) : NULL;

  if (sources == NULL)
    return NULL;

  self->identities = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->kinds = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; self->is_current && i < judgement->exceptions->len; i++)
    {
      const RcException *exception = g_ptr_array_index (judgement->exceptions, i);
      g_autoptr (RcExceptionMark) mark = rc_exception_mark_new (exception, g_hash_table_lookup (sources, &exception->source));

      g_hash_table_add (self->identities, g_steal_pointer (&mark->identity));
      g_hash_table_add (self->kinds, g_steal_pointer (&mark->kind));
    }
  return g_steal_pointer (&self);
}

RcMarkState
rc_noticed_find (const RcNoticed       *self,
                 const RcExceptionMark *mark)
{
  if (!self->is_current)
    return RC_MARK_NOT_KNOWN;
  return g_hash_table_contains (self->identities, mark->identity) ? RC_MARK_STANDS : RC_MARK_GONE;
}
