/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "trust.h"

#include <string.h>

#include "anchor-store.h"
#include "bounds.h"
#include "custody.h"
#include "record.h"
#include "source.h"
#include "stream.h"
#include "trust-file.h"

/**
 * rc_trust_list:
 *
 * Returns: (element-type RcAnchor) (transfer full): the keys that the auditor accepts, in the order in which they were added;
 *   %NULL on error
 */
GPtrArray *
rc_trust_list (RcCase  *case_file,
               GError **error)
{
  g_autoptr (GPtrArray) anchors = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_anchor_free);
  RcDatabase *database = rc_case_get_database (case_file);
  sqlite3_stmt *statement;
  gboolean row;

  statement = rc_database_prepare (database, "SELECT " RC_ANCHOR_COLUMNS " FROM anchor ORDER BY id", error);
  if (statement == NULL)
    return NULL;

  while (TRUE)
    {
      RcAnchor *anchor;

      if (!rc_database_step (database, statement, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&anchors);

      anchor = rc_anchor_from_row (statement, error);
      if (anchor == NULL)
        {
          sqlite3_reset (statement);
          return NULL;
        }
      g_ptr_array_add (anchors, anchor);
    }
}

/* The columns with which an accepted key must agree: the same key again, another one of the same id, another number for its group. */
static gboolean
check_against (const RcAnchor  *anchor,
               const RcAnchor  *other,
               GError         **error)
{
  g_autofree char *label = rc_anchor_dup_label (anchor);
  g_autofree char *other_label = rc_anchor_dup_label (other);

  if (rc_digest_equal (&anchor->fingerprint, &other->fingerprint) && strcmp (anchor->kind, other->kind) == 0 &&
      strcmp (anchor->key_id, other->key_id) == 0)
    {
      g_set_error (error, RC_TRUST_ERROR, RC_TRUST_ERROR_EXISTS,
                   "This key is accepted already, as number %" G_GINT64_FORMAT " of “%s”", other->id, other->owner);
      return FALSE;
    }
  if (strcmp (label, other_label) == 0)
    {
      g_set_error (error, RC_TRUST_ERROR, RC_TRUST_ERROR_EXISTS, "Another accepted key has the id “%s” already, that of “%s”", label,
                   other->owner);
      return FALSE;
    }
  if (g_strcmp0 (anchor->group, other->group) == 0 && anchor->threshold != other->threshold)
    {
      g_set_error (error, RC_TRUST_ERROR, RC_TRUST_ERROR_TERMS,
                   "Of the keys of the group “%s” %u must sign, as the key of “%s” says; expected the same number, found %u", other->group,
                   other->threshold, other->owner, anchor->threshold);
      return FALSE;
    }
  return TRUE;
}

static gboolean
check_new (const RcAnchor  *anchor,
           GPtrArray       *accepted,
           GError         **error)
{
  if (!rc_anchor_check_terms (anchor, error))
    return FALSE;

  for (guint i = 0; i < accepted->len; i++)
    if (!check_against (anchor, accepted->pdata[i], error))
      return FALSE;
  return TRUE;
}

static gboolean
insert (RcCase          *case_file,
        RcAnchor        *anchor,
        const char      *act,
        const RcSource  *source,
        GError         **error)
{
  g_autofree char *detail = NULL;

  if (!rc_anchor_insert (anchor, rc_case_get_database (case_file), error))
    return FALSE;

  detail = rc_anchor_dup_detail (anchor, source != NULL ? source->id : 0, source != NULL ? source->name : NULL);
  return rc_custody_append (case_file, act, detail, error);
}

static gboolean
insert_all (RcCase          *case_file,
            GPtrArray       *anchors,
            const char      *act,
            const RcSource  *source,
            GError         **error)
{
  g_autoptr (GPtrArray) accepted = rc_trust_list (case_file, error);
  g_autoptr (GPtrArray) all = g_ptr_array_new ();

  if (accepted == NULL)
    return FALSE;

  g_ptr_array_extend (all, accepted, NULL, NULL);
  for (guint i = 0; i < anchors->len; i++)
    {
      if (!check_new (anchors->pdata[i], all, error) || !insert (case_file, anchors->pdata[i], act, source, error))
        return FALSE;
      g_ptr_array_add (all, anchors->pdata[i]);
    }
  return TRUE;
}

/* @source: (nullable): where the keys stood in the evidence */
static gboolean
add_anchors (RcCase          *case_file,
             GPtrArray       *anchors,
             const char      *act,
             const RcSource  *source,
             GError         **error)
{
  if (!rc_case_require_writable (case_file, error) || !rc_case_begin (case_file, error))
    return FALSE;

  if (insert_all (case_file, anchors, act, source, error))
    return rc_case_commit (case_file, error);
  rc_case_rollback (case_file);
  return FALSE;
}

/**
 * rc_trust_add_anchors:
 * @anchors: (element-type RcAnchor): each gets its id
 *
 * Accepts all of these keys in one act, or none.
 *
 * Returns: %FALSE with @error
 */
gboolean
rc_trust_add_anchors (RcCase     *case_file,
                      GPtrArray  *anchors,
                      GError    **error)
{
  return add_anchors (case_file, anchors, "trust add", NULL, error);
}

/**
 * rc_trust_read_file:
 *
 * Returns: (transfer full): the bytes of a small file of the auditor's, %NULL with @error
 */
GBytes *
rc_trust_read_file (const char  *path,
                    GError     **error)
{
  g_autoptr (RcStream) stream = rc_stream_new_file (path, error);
  g_autofree char *buffer = NULL;
  gsize length = 0;

  if (stream == NULL)
    return NULL;

  buffer = g_malloc (RC_LIMIT_SEAL_FILE_BYTES + 1);
  if (!rc_stream_read_full (stream, buffer, RC_LIMIT_SEAL_FILE_BYTES + 1, &length, error))
    return NULL;
  if (length > RC_LIMIT_SEAL_FILE_BYTES)
    {
      g_set_error (error, RC_TRUST_ERROR, RC_TRUST_ERROR_NOT_A_KEY, "%s is larger than any key file", path);
      return NULL;
    }

  return g_bytes_new_take (g_realloc (g_steal_pointer (&buffer), MAX (length, 1)), length);
}

static RcAnchor *
parse_on_terms (GBytes               *bytes,
                const RcAnchorTerms  *terms,
                GError              **error)
{
  RcAnchor *anchor = rc_anchor_parse_as (terms->kind, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), error);

  if (anchor != NULL)
    rc_anchor_set_terms (anchor, terms);
  return anchor;
}

/**
 * rc_trust_accept:
 * @path: a public key file, from outside the evidence
 *
 * Returns: the anchor's id; 0 with @error
 */
gint64
rc_trust_accept (RcCase               *case_file,
                 const char           *path,
                 const RcAnchorTerms  *terms,
                 GError              **error)
{
  g_autoptr (GPtrArray) anchors = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_anchor_free);
  g_autoptr (GBytes) bytes = NULL;
  RcAnchor *anchor;

  if (!rc_case_require_writable (case_file, error))
    return 0;

  bytes = rc_trust_read_file (path, error);
  if (bytes == NULL)
    return 0;
  anchor = parse_on_terms (bytes, terms, error);
  if (anchor == NULL)
    {
      g_prefix_error (error, "%s: ", path);
      return 0;
    }

  g_ptr_array_add (anchors, anchor);
  return rc_trust_add_anchors (case_file, anchors, error) ? anchor->id : 0;
}

gint64
rc_trust_add (RcCase      *case_file,
              const char  *path,
              const char  *owner,
              const char  *purpose,
              gint64       from_us,
              gint64       to_us,
              const char  *how,
              GError     **error)
{
  RcAnchorTerms terms = RC_ANCHOR_TERMS_INIT;

  terms.owner = owner;
  terms.purpose = purpose != NULL ? purpose : "any";
  terms.from_us = from_us;
  terms.to_us = to_us;
  terms.how = how;
  return rc_trust_accept (case_file, path, &terms, error);
}

/* --- Keys that came with the evidence --- */

/* The bytes of a source that could be a key file. */
static GBytes *
read_source (RcCase          *case_file,
             const RcSource  *source,
             GError         **error)
{
  g_autoptr (RcRecordReader) reader = NULL;
  g_autofree char *bytes = NULL;

  if (source->size == 0 || source->size > RC_LIMIT_SEAL_FILE_BYTES)
    {
      g_set_error (error, RC_TRUST_ERROR, RC_TRUST_ERROR_NOT_A_KEY, "“%s” is no key file: it has %" G_GUINT64_FORMAT " bytes", source->name,
                   source->size);
      return NULL;
    }

  reader = rc_record_reader_new (rc_case_get_database (case_file));
  bytes = g_malloc (source->size + 1);
  if (!rc_vault_read (rc_record_reader_peek_vault (reader), source->start, bytes, (gsize) source->size, error))
    return NULL;
  bytes[source->size] = '\0';
  return g_bytes_new_take (g_steal_pointer (&bytes), (gsize) source->size);
}

static RcAnchor *
parse_source (RcCase               *case_file,
              const RcSource       *source,
              const RcAnchorTerms  *terms,
              GError              **error)
{
  g_autoptr (GBytes) bytes = read_source (case_file, source, error);
  RcAnchor *anchor = bytes != NULL ? parse_on_terms (bytes, terms, error) : NULL;

  if (bytes != NULL && anchor == NULL)
    g_prefix_error (error, "%s: ", source->name);
  return anchor;
}

/**
 * rc_trust_promote:
 * @source: a file of the evidence that is a public key, a certificate or a list of keys
 * @terms: "how" must say by which other way than the evidence the fingerprint was confirmed
 *
 * A key that came with the evidence shows no more than that the evidence is unchanged since it was signed (integrity.md section 3): whoever
 * made the evidence could have made the key. This is the one act that accepts it nevertheless. The custody log keeps it as a promotion, with
 * the source and the fingerprint.
 *
 * Returns: the anchor's id; 0 with @error
 */
gint64
rc_trust_promote (RcCase               *case_file,
                  gint64                source,
                  const RcAnchorTerms  *terms,
                  GError              **error)
{
  g_autoptr (GPtrArray) anchors = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_anchor_free);
  g_autofree char *how = g_strstrip (g_strdup (terms->how != NULL ? terms->how : ""));
  g_autoptr (RcSource) place = NULL;
  RcAnchor *anchor;

  if (!rc_case_require_writable (case_file, error))
    return 0;
  if (*how == '\0')
    {
      g_set_error_literal (error, RC_TRUST_ERROR, RC_TRUST_ERROR_TERMS,
                           "A key that came with the evidence is accepted only where it is said how its fingerprint was confirmed on another "
                           "way than the evidence came");
      return 0;
    }

  place = rc_source_load (rc_case_get_database (case_file), source, error);
  anchor = place != NULL ? parse_source (case_file, place, terms, error) : NULL;
  if (anchor == NULL)
    return 0;
  g_ptr_array_add (anchors, anchor);
  return add_anchors (case_file, anchors, "trust promote", place, error) ? anchor->id : 0;
}

/* --- Taking back --- */

static gboolean
delete_anchor (RcCase          *case_file,
               const RcAnchor  *anchor,
               GError         **error)
{
  RcDatabase *database = rc_case_get_database (case_file);
  g_autofree char *detail = rc_anchor_dup_detail (anchor, 0, NULL);
  sqlite3_stmt *statement;

  statement = rc_database_prepare (database, "DELETE FROM anchor WHERE id = ?1", error);
  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, anchor->id);
  if (!rc_database_run (database, statement, error))
    return FALSE;

  return rc_custody_append (case_file, "trust remove", detail, error);
}

/**
 * rc_trust_remove:
 *
 * Accepts the key no more; the custody log keeps what it was.
 *
 * Returns: %FALSE with @error; RC_TRUST_ERROR_NOT_FOUND where there is no such key
 */
gboolean
rc_trust_remove (RcCase  *case_file,
                 gint64   id,
                 GError **error)
{
  g_autoptr (GPtrArray) anchors = NULL;
  const RcAnchor *anchor = NULL;

  if (!rc_case_require_writable (case_file, error))
    return FALSE;
  anchors = rc_trust_list (case_file, error);
  if (anchors == NULL)
    return FALSE;

  for (guint i = 0; i < anchors->len; i++)
    {
      if (((const RcAnchor *) anchors->pdata[i])->id == id)
        anchor = anchors->pdata[i];
    }
  if (anchor == NULL)
    {
      g_set_error (error, RC_TRUST_ERROR, RC_TRUST_ERROR_NOT_FOUND,
                   "No accepted key has the number %" G_GINT64_FORMAT, id);
      return FALSE;
    }

  if (!rc_case_begin (case_file, error))
    return FALSE;
  if (delete_anchor (case_file, anchor, error) && rc_case_commit (case_file, error))
    return TRUE;

  rc_case_rollback (case_file);
  return FALSE;
}
