/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "row-digester.h"

struct _RcRowDigester
{
  GArray     *rows;     /* of RcRowDigest */
  RcHasher   *hasher;
  GHashTable *known;    /* node → RcDigest of what stands there */
  RcRowDigest row;      /* being made */
};

static void
clear_row (gpointer data)
{
  RcRowDigest *row = data;

  g_clear_pointer (&row->id, g_free);
  g_clear_pointer (&row->ended, g_free);
  g_clear_pointer (&row->updated, g_free);
}

RcRowDigester *
rc_row_digester_new (void)
{
  RcRowDigester *self = g_new0 (RcRowDigester, 1);

  self->rows = g_array_new (FALSE, FALSE, sizeof (RcRowDigest));
  g_array_set_clear_func (self->rows, clear_row);
  self->hasher = rc_hasher_new ();
  self->known = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  return self;
}

void
rc_row_digester_free (RcRowDigester *self)
{
  if (self == NULL)
    return;

  clear_row (&self->row);
  g_array_unref (self->rows);
  rc_hasher_free (self->hasher);
  g_hash_table_unref (self->known);
  g_free (self);
}

static void
add_digest (RcRowDigester  *self,
            guint32         field,
            const RcDigest *digest)
{
  guint32 number = GUINT32_TO_LE (field);

  rc_hasher_update (self->hasher, &number, sizeof number);
  rc_hasher_update (self->hasher, digest->bytes, sizeof digest->bytes);
}

void
rc_row_digester_begin (RcRowDigester *self,
                       const char    *text,
                       gsize          length)
{
  RcDigest digest;

  clear_row (&self->row);
  rc_hasher_reset (self->hasher);
  rc_digest_compute (text, length, &digest);
  add_digest (self, RC_N_FIELDS, &digest);
}

void
rc_row_digester_begin_at (RcRowDigester *self,
                          const RcJson  *json,
                          guint32        node)
{
  rc_row_digester_begin (self, json->text + json->nodes[node].offset, json->nodes[node].length);
}

void
rc_row_digester_add (RcRowDigester *self,
                     RcField        field,
                     const char    *text,
                     gsize          length)
{
  RcDigest digest;

  rc_digest_compute (text, length, &digest);
  add_digest (self, field, &digest);
}

void
rc_row_digester_add_at (RcRowDigester *self,
                        RcField        field,
                        const RcJson  *json,
                        guint32        node)
{
  RcDigest *digest = g_hash_table_lookup (self->known, GUINT_TO_POINTER (node));

  if (digest == NULL)
    {
      digest = g_new (RcDigest, 1);
      rc_digest_compute (json->text + json->nodes[node].offset, json->nodes[node].length, digest);
      g_hash_table_insert (self->known, GUINT_TO_POINTER (node), digest);
    }
  add_digest (self, field, digest);
}

void
rc_row_digester_say (RcRowDigester *self,
                     RcField        field,
                     const char    *text,
                     gsize          length)
{
  char **place = field == RC_FIELD_ID ? &self->row.id : field == RC_FIELD_ENDED ? &self->row.ended :
                 field == RC_FIELD_UPDATED ? &self->row.updated : NULL;

  /* What was decoded may be any bytes. */
  if (place != NULL && *place == NULL)
    *place = g_utf8_make_valid (text, (gssize) length);
}

void
rc_row_digester_end (RcRowDigester *self,
                     guint32        row)
{
  self->row.row = row;
  rc_hasher_finish (self->hasher, &self->row.digest);
  g_array_append_val (self->rows, self->row);
  self->row = (RcRowDigest) { 0 };
}

GArray *
rc_row_digester_finish (RcRowDigester *self)
{
  return g_array_ref (self->rows);
}
