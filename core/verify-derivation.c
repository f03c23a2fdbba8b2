/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "verify-derivation.h"

#include <string.h>

#include "bounds.h"
#include "container.h"
#include "import-act.h"
#include "import-sink.h"

/* What the case keeps of the members of one container. A name may stand in it twice. */
typedef struct
{
  GHashTable *members;       /* digest and name → RcSource: those not yet met */
  GHashTable *found;         /* name → RcDigest: of a member that is none of them; NULL: none such was met */
} Family;

typedef struct
{
  const RcVerifyScan *scan;
  const RcSource     *parent;
  Family             *family;
} Walk;

static Family *
family_new (void)
{
  Family *self = g_new0 (Family, 1);

  self->members = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->found = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  return self;
}

static void
family_free (gpointer data)
{
  Family *self = data;

  g_hash_table_unref (self->members);
  g_hash_table_unref (self->found);
  g_free (self);
}

static char *
dup_key (const RcDigest *digest,
         const char     *name)
{
  g_autofree char *hex = rc_digest_dup_hex (digest);

  return g_strdup_printf ("%s %s", hex, name);
}

static void
family_add (Family   *self,
            RcSource *child)
{
  g_hash_table_insert (self->members, dup_key (&child->sha256, child->name), child);
  g_hash_table_insert (self->found, child->name, NULL);
}

static gboolean
digest_stream (const RcVerifyScan  *scan,
               RcStream            *content,
               RcDigest            *out_digest,
               GError             **error)
{
  g_autoptr (RcHasher) hasher = rc_hasher_new ();
  g_autofree guint8 *buffer = g_malloc (RC_LIMIT_BLOCK_BYTES);
  gssize got;

  while ((got = rc_stream_read (content, buffer, RC_LIMIT_BLOCK_BYTES, error)) > 0)
    {
      rc_hasher_update (hasher, buffer, (gsize) got);
      if (g_cancellable_set_error_if_cancelled (scan->cancellable, error))
        return FALSE;
    }

  /* A member that broke off at import breaks off at the same place again. */
  if (got < 0 && (*error)->domain == RC_STREAM_ERROR)
    g_clear_error (error);
  else if (got < 0)
    return FALSE;

  rc_hasher_finish (hasher, out_digest);
  return TRUE;
}

static void
tell_difference (const RcVerifyScan *scan,
                 const RcSource     *child,
                 const RcSource     *parent,
                 const RcDigest     *found)
{
  g_autofree char *expected_hex = rc_digest_dup_hex (&child->sha256);
  g_autofree char *found_hex = found != NULL ? rc_digest_dup_hex (found) : g_strdup ("nothing of this name");

  rc_judgement_add_exception (scan->judgement,
                              rc_exception_new (RC_EXCEPTION_VAULT_DAMAGED, child->id, 0, -1, expected_hex, found_hex,
                                                "Taken again out of %s, %s is not what the case keeps.", parent->name,
                                                child->name));
}

static gboolean
compare_member (const RcMember  *member,
                RcStream        *content,
                gpointer         user_data,
                GError         **error)
{
  Walk *walk = user_data;
  g_autofree char *member_name = rc_import_name_make_valid (member->name, member->name_length);
  g_autofree char *name = g_strdup_printf ("%s!%s", walk->parent->name, member_name);
  g_autofree char *key = NULL;
  g_autoptr (GError) local_error = NULL;
  gpointer kept_name;
  RcDigest digest;

  /* Others are bytes met before, which are checked where they stand. */
  if (!g_hash_table_lookup_extended (walk->family->found, name, &kept_name, NULL))
    return TRUE;
  if (!digest_stream (walk->scan, content, &digest, &local_error))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  key = dup_key (&digest, name);
  if (!g_hash_table_remove (walk->family->members, key))
    g_hash_table_insert (walk->family->found, kept_name, g_memdup2 (&digest, sizeof digest));
  return TRUE;
}

/* Faults of the container were told at import. */
static void
ignore_fault (gint64      offset,
              const char *kind,
              const char *expected,
              const char *found,
              const char *message,
              gpointer    user_data)
{
}

static gboolean
check_container (const RcVerifyScan  *scan,
                 const RcSource      *parent,
                 Family              *family,
                 GError             **error)
{
  const RcContainer *container = rc_container_by_id (parent->importer);
  g_autoptr (RcVault) vault = rc_vault_new (rc_case_get_database (scan->case_file));
  g_autoptr (RcStream) stream = rc_vault_new_stream (vault, parent->start, parent->size);
  g_autoptr (GError) local_error = NULL;
  RcExpansionBudget budget = { .bytes_left = RC_LIMIT_EXPANDED_BYTES, .members_left = RC_LIMIT_CONTAINER_MEMBERS };
  Walk walk = { .scan = scan, .parent = parent, .family = family };
  GHashTableIter iter;
  gpointer child;

  if (container == NULL)
    return TRUE;
  if (!container->walk (container, stream, parent->name, &budget, compare_member, ignore_fault, &walk, scan->cancellable, &local_error)
      && local_error->domain != RC_VAULT_ERROR)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  g_hash_table_iter_init (&iter, family->members);
  while (g_hash_table_iter_next (&iter, NULL, &child))
    tell_difference (scan, child, parent, g_hash_table_lookup (family->found, ((const RcSource *) child)->name));
  return TRUE;
}

/* --- Rows: the importer runs again, and only its rows are looked at. --- */

typedef struct
{
  RcImportSink  sink;      /* first */
  RcHasher     *hasher;
  guint64       n_rows;
} RowSink;

static gboolean
begin_rows (RcImportSink  *sink,
            GError       **error)
{
  return TRUE;
}

static guint64
add_row (RcImportSink  *sink,
         const char    *json,
         gsize          length,
         GError       **error)
{
  RowSink *self = (RowSink *) sink;

  rc_hasher_update (self->hasher, json, length);
  rc_hasher_update (self->hasher, "\n", 1);
  return ++self->n_rows;
}

static gboolean
check_rows (const RcVerifyScan  *scan,
            const RcSource      *parent,
            const RcSource      *rows,
            GError             **error)
{
  g_autoptr (RcHasher) hasher = rc_hasher_new ();
  g_autoptr (RcVault) vault = rc_vault_new (rc_case_get_database (scan->case_file));
  g_autoptr (RcStream) stream = rc_vault_new_stream (vault, parent->start, parent->size);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) local_error = NULL;
  const RcImporter *importer = rc_importer_for_source (scan->case_file, parent, NULL);
  RowSink sink = {
    .sink = { .begin_rows = begin_rows, .add_row = add_row },
    .hasher = hasher,
  };
  RcImportInput input = {
    .name = parent->name, .size = parent->size, .sha256 = parent->sha256, .stream = stream, .modified_us = RC_TIME_NONE,
  };
  RcDigest digest;

  if (importer == NULL || importer->import == NULL)
    return TRUE;

  /* A whole document was read only where it was within the limit of its import. */
  if (parent->size <= (parent->framing == RC_FRAMING_WHOLE ? RC_LIMIT_RECORD_RAISED_BYTES : RC_LIMIT_RECORD_BYTES))
    {
      guint8 *data = g_malloc (parent->size + 1);

      data[parent->size] = 0;
      bytes = g_bytes_new_take (data, parent->size);
      if (!rc_vault_read (vault, parent->start, data, parent->size, NULL))
        return TRUE;      /* told by the scan */
      input.bytes = bytes;
    }

  if (!importer->import (importer, &input, &sink.sink, scan->cancellable, &local_error)
      && local_error->domain != RC_VAULT_ERROR)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  rc_hasher_finish (hasher, &digest);
  if (!rc_digest_equal (&digest, &rows->sha256))
    tell_difference (scan, rows, parent, &digest);
  return TRUE;
}

/* The sources come by id. */
static const RcSource *
find_source (GPtrArray *sources,
             gint64     id)
{
  guint low = 0, high = sources->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      const RcSource *source = g_ptr_array_index (sources, middle);

      if (source->id == id)
        return source;
      if (source->id < id)
        low = middle + 1;
      else
        high = middle;
    }
  return NULL;
}

/* What a repeat stands for is the source that it repeats: the digests of both rows must agree. */
static void
check_repeat (const RcVerifyScan *scan,
              GPtrArray          *sources,
              const RcSource     *repeat)
{
  const RcSource *first = find_source (sources, repeat->parent);

  scan->judgement->records_total += rc_source_is_incomplete (repeat) ? repeat->excerpts : repeat->records;
  scan->judgement->records_checked += rc_source_is_incomplete (repeat) ? repeat->excerpts : repeat->records;
  if (first == NULL || !rc_digest_equal (&first->sha256, &repeat->sha256) || first->start != repeat->start)
    {
      scan->judgement->records_failed += MAX (1, repeat->records);
      tell_difference (scan, repeat, first != NULL ? first : repeat, first != NULL ? &first->sha256 : NULL);
    }
}

/**
 * rc_verify_derivations:
 * @sources: (element-type RcSource): all published sources
 *
 * Runs every derivation again from the stored bytes. Differences go into the judgement.
 */
gboolean
rc_verify_derivations (const RcVerifyScan  *scan,
                       GPtrArray           *sources,
                       GError             **error)
{
  g_autoptr (GHashTable) families = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, family_free);

  for (guint i = 0; i < sources->len; i++)
    {
      RcSource *source = g_ptr_array_index (sources, i);
      const RcSource *parent;
      Family *family;

      if (rc_source_is_repeat (source))
        {
          check_repeat (scan, sources, source);
          continue;
        }
      /* What is not here whole cannot be taken again out of anything, nor anything out of it. */
      parent = source->parent != 0 ? find_source (sources, source->parent) : NULL;
      if (source->parent == 0 || rc_source_is_incomplete (source) || (parent != NULL && rc_source_is_incomplete (parent)))
        continue;

      if (g_strcmp0 (source->derivation, RC_DERIVATION_ROWS) == 0)
        {
          if (parent != NULL && !check_rows (scan, parent, source, error))
            return FALSE;
          continue;
        }

      family = g_hash_table_lookup (families, &source->parent);
      if (family == NULL)
        {
          family = family_new ();
          g_hash_table_insert (families, &source->parent, family);
        }
      family_add (family, source);
    }

  for (guint i = 0; i < sources->len; i++)
    {
      const RcSource *source = g_ptr_array_index (sources, i);
      Family *family = g_hash_table_lookup (families, &source->id);

      if (family != NULL && !check_container (scan, source, family, error))
        return FALSE;
    }
  return TRUE;
}
