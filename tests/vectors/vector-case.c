/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "tests/vectors/vector-case.h"

#include <string.h>

#include "core/trust-file.h"

#define EVERYBODY "Publisher of the vectors (test)"

/* --- What is imported --- */

static void
copy_file (VectorCase *self,
           const char *from,
           const char *name)
{
  g_autofree char *content = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  g_file_get_contents (from, &content, &length, &error);
  g_assert_no_error (error);
  import_fixture_put (&self->fixture, name, content, (gssize) length);
}

static void
copy_folder (VectorCase *self,
             const char *from,
             const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = g_dir_open (from, 0, &error);
  const char *entry;

  g_assert_no_error (error);
  while ((entry = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (from, entry, NULL);
      g_autofree char *inner = name[0] != '\0' ? g_build_filename (name, entry, NULL) : g_strdup (entry);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        copy_folder (self, path, inner);
      else
        copy_file (self, path, inner);
    }
}

static char *
dup_corpus_path (const char *root,
                 const char *path)
{
  return path[0] == '/' ? g_build_filename (root, "..", path + 1, NULL) : g_build_filename (root, path, NULL);
}

static void
lay_out (VectorCase   *self,
         const char   *root,
         const Vector *vector)
{
  const char *files = vector->files != NULL ? vector->files : vector->vector != NULL ? vector->vector : "";
  g_auto (GStrv) items = g_strsplit (files, "|", -1);

  for (guint i = 0; items[i] != NULL; i++)
    {
      g_auto (GStrv) parts = g_strsplit (items[i], "=", 2);
      g_autofree char *path = NULL;
      g_autofree char *base = NULL;

      if (parts[0] == NULL)
        continue;
      path = dup_corpus_path (root, parts[0]);
      base = g_path_get_basename (parts[0]);
      if (g_str_has_suffix (parts[0], "/"))
        copy_folder (self, path, parts[1] != NULL ? parts[1] : "");
      else
        copy_file (self, path, parts[1] != NULL ? parts[1] : base);
    }

  if (vector->make != NULL)
    vector->make (self->fixture.evidence);
}

/* --- What is accepted --- */

static void
add_identity (RcAnchor   *anchor,
              const char *identity)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  if (anchor->identities != NULL)
    g_strv_builder_addv (builder, (const char **) anchor->identities);
  g_strv_builder_add (builder, identity);
  g_strfreev (anchor->identities);
  anchor->identities = g_strv_builder_end (builder);
}

static gint64
read_time (const char *text)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (text, utc);

  g_assert_nonnull (time);
  return g_date_time_to_unix (time) * G_USEC_PER_SEC;
}

static void
take_option (RcAnchor   *anchor,
             const char *name,
             const char *value)
{
  if (strcmp (name, "purpose") == 0)
    g_free (anchor->purpose), anchor->purpose = g_strdup (value);
  else if (strcmp (name, "identity") == 0)
    add_identity (anchor, value);
  else if (strcmp (name, "from") == 0)
    anchor->from_us = read_time (value);
  else if (strcmp (name, "to") == 0)
    anchor->to_us = read_time (value);
  else if (strcmp (name, "revoked") == 0)
    anchor->revoked_us = read_time (value);
  else if (strcmp (name, "group") == 0)
    {
      g_auto (GStrv) parts = g_strsplit (value, ":", 2);

      anchor->group = g_strdup (parts[0]);
      anchor->threshold = (guint) g_ascii_strtoull (parts[1], NULL, 10);
    }
  else
    g_assert_cmpstr (name, ==, "kind");
}

/* "path;kind=K;purpose=P;identity=NAME=VALUE" */
static RcAnchor *
read_anchor (VectorCase *self,
             const char *root,
             const char *item)
{
  g_auto (GStrv) parts = g_strsplit (item, ";", -1);
  g_autofree char *path = parts[0][0] == '@' ? g_build_filename (self->fixture.folder, parts[0] + 1, NULL) : dup_corpus_path (root, parts[0]);
  g_autofree char *content = NULL;
  g_autoptr (GError) error = NULL;
  const char *kind = NULL;
  RcAnchor *anchor;
  gsize length;

  if (g_str_has_prefix (parts[0], "text:"))
    {
      content = g_strdup (parts[0] + strlen ("text:"));
      length = strlen (content);
    }
  else
    g_file_get_contents (path, &content, &length, &error);
  g_assert_no_error (error);
  for (guint i = 1; parts[i] != NULL; i++)
    {
      if (g_str_has_prefix (parts[i], "kind="))
        kind = parts[i] + strlen ("kind=");
    }

  anchor = rc_anchor_parse_as (kind, content, length, &error);
  g_assert_no_error (error);
  g_free (anchor->owner);
  anchor->owner = g_strdup (EVERYBODY);
  for (guint i = 1; parts[i] != NULL; i++)
    {
      char *value = strchr (parts[i], '=');

      g_assert_nonnull (value);
      *value++ = '\0';
      take_option (anchor, parts[i], value);
    }
  return anchor;
}

static void
accept_anchors (VectorCase   *self,
                const char   *root,
                const Vector *vector)
{
  g_autoptr (GPtrArray) anchors = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_anchor_free);
  g_auto (GStrv) items = vector->anchors != NULL ? g_strsplit (vector->anchors, "|", -1) : NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; items != NULL && items[i] != NULL; i++)
    g_ptr_array_add (anchors, read_anchor (self, root, items[i]));
  if (anchors->len > 0)
    (void) rc_trust_add_anchors (self->fixture.case_file, anchors, &error);
  g_assert_no_error (error);
}

/* --- The case --- */

void
vector_case_set_up (VectorCase   *self,
                    const char   *root,
                    const Vector *vector)
{
  g_autoptr (RcImportResult) result = NULL;
  g_autoptr (GError) error = NULL;

  import_fixture_set_up (&self->fixture, NULL);
  lay_out (self, root, vector);
  accept_anchors (self, root, vector);
  result = import_fixture_import (&self->fixture, NULL);
  self->judgement = rc_verify_case (self->fixture.case_file, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

void
vector_case_tear_down (VectorCase *self)
{
  g_clear_pointer (&self->judgement, rc_judgement_free);
  if (self->fixture.folder != NULL)
    import_fixture_tear_down (&self->fixture, NULL);
  memset (&self->fixture, 0, sizeof self->fixture);
}

const RcSeal *
vector_case_find_seal (VectorCase   *self,
                       const Vector *vector)
{
  const RcSeal *worst = NULL;

  for (guint i = 0; i < self->judgement->seals->len; i++)
    {
      const RcSeal *seal = g_ptr_array_index (self->judgement->seals, i);

      if ((vector->kind != NULL && strcmp (seal->kind, vector->kind) != 0)
          || (vector->object != NULL && !g_str_has_suffix (seal->name, vector->object)))
        continue;
      if (worst == NULL || rc_seal_worst (seal) < rc_seal_worst (worst))
        worst = seal;
    }
  return worst;
}

gboolean
vector_case_tells (VectorCase   *self,
                   const RcSeal *seal,
                   const char   *text)
{
  for (guint i = 0; i < seal->notes->len; i++)
    {
      if (strstr (g_ptr_array_index (seal->notes, i), text) != NULL)
        return TRUE;
    }
  for (guint i = 0; i < self->judgement->exceptions->len; i++)
    {
      const RcException *exception = g_ptr_array_index (self->judgement->exceptions, i);

      if (strcmp (exception->kind, text) == 0 || strstr (exception->message, text) != NULL)
        return TRUE;
    }
  return FALSE;
}

char *
vector_case_describe (VectorCase *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->judgement->seals->len; i++)
    {
      const RcSeal *seal = g_ptr_array_index (self->judgement->seals, i);

      g_string_append_printf (text, "\n#   %s “%s”: integrity %s, signature %s, anchor %s, completeness %s, reason %s", seal->kind, seal->name,
                              rc_verdict_to_code (seal->integrity), rc_verdict_to_code (seal->signature),
                              rc_verdict_to_code (seal->anchor), rc_verdict_to_code (seal->completeness),
                              seal->reason != NULL ? seal->reason : "-");
      for (guint j = 0; j < seal->notes->len; j++)
        g_string_append_printf (text, "\n#     %s", (const char *) g_ptr_array_index (seal->notes, j));
    }
  for (guint i = 0; i < self->judgement->exceptions->len; i++)
    {
      const RcException *exception = g_ptr_array_index (self->judgement->exceptions, i);

      g_string_append_printf (text, "\n#   ! %s: %s", exception->kind, exception->message);
    }
  return g_string_free (text, FALSE);
}
