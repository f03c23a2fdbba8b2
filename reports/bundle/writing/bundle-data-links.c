/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/bundle/writing/bundle-parts.h"

#include "core/elsewhere.h"
#include "core/identity-link.h"
#include "core/words.h"

static gboolean
write_entity (RcBundleWork  *work,
              RcJsonWriter  *writer,
              const char    *name,
              gint64         id,
              GError       **error)
{
  g_autoptr (RcEntity) entity = rc_entity_load (rc_case_get_database (work->case_file), id, error);

  if (entity == NULL)
    return FALSE;

  rc_json_writer_name (writer, name);
  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "kind", rc_entity_kind_to_name (entity->kind));
  rc_json_writer_member_string (writer, "scope", entity->scope);
  rc_json_writer_member_string (writer, "name", entity->name);
  rc_json_writer_end_object (writer);
  return TRUE;
}

static gboolean
add_link (RcBundleWork          *work,
          const RcIdentityLink  *link,
          gboolean              *is_first,
          GError               **error)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_integer (writer, "id", link->id);
  if (!write_entity (work, writer, "entity", link->entity, error) || !write_entity (work, writer, "other", link->other, error))
    return FALSE;
  rc_json_writer_member_string (writer, "reason", link->reason);
  rc_json_writer_member_string (writer, "by", link->by);
  rc_bundle_write_time (writer, "added", link->added_us);
  rc_json_writer_member_string (writer, "withdrawn_for", link->withdrawn_for);
  rc_bundle_write_time (writer, "withdrawn", link->withdrawn_us);
  rc_json_writer_end_object (writer);
  return rc_bundle_array_add (work, is_first, writer, error);
}

static gboolean
write_links (RcBundleWork  *work,
             GError       **error)
{
  g_autoptr (GPtrArray) links = rc_identity_link_list (work->case_file, error);
  gboolean is_first = TRUE;

  if (links == NULL || !rc_bundle_array_begin (work, "data/links.json", _("Things that people say are one"), "links", error))
    return FALSE;
  for (guint i = 0; rc_bundle_work_is_full (work) && i < links->len; i++)
    if (!add_link (work, g_ptr_array_index (links, i), &is_first, error))
      return FALSE;
  return rc_bundle_array_end (work, error);
}

/* --- Checks done elsewhere --- */

static char *
output_path (const RcElsewhere *check)
{
  g_autofree char *name = rc_bundle_safe_name (check->output_name);

  return g_strdup_printf ("data/elsewhere/%06" G_GINT64_FORMAT "/%s", check->id, name);
}

static gboolean
add_check (RcBundleWork       *work,
           const RcElsewhere  *check,
           gboolean           *is_first,
           GError            **error)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();
  g_autofree char *path = output_path (check);

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_integer (writer, "id", check->id);
  rc_bundle_write_digest (writer, "subject", &check->subject);
  rc_json_writer_member_string (writer, "kind", check->kind);
  rc_json_writer_member_string (writer, "name", check->name);
  rc_json_writer_member_string (writer, "done_by", check->done_by);
  rc_json_writer_member_string (writer, "done_on", check->done_on);
  rc_json_writer_member_string (writer, "tool", check->tool);
  rc_json_writer_member_string (writer, "output_name", check->output_name);
  rc_bundle_write_digest (writer, "output_sha256", &check->output_sha256);
  rc_json_writer_member_string (writer, "output", path);
  rc_bundle_write_time (writer, "added", check->added_us);
  rc_json_writer_member_string (writer, "withdrawn_for", check->withdrawn_for);
  rc_json_writer_end_object (writer);
  return rc_bundle_array_add (work, is_first, writer, error);
}

static gboolean
add_output (RcBundleWork       *work,
            const RcElsewhere  *check,
            GError            **error)
{
  g_autoptr (GBytes) output = rc_elsewhere_read_output (work->case_file, check->id, error);
  g_autofree char *path = output_path (check);

  return output != NULL
         && rc_bundle_writer_add (work->writer, path, "application/octet-stream", check->output_name, g_bytes_get_data (output, NULL),
                                  g_bytes_get_size (output), error);
}

static gboolean
write_elsewhere (RcBundleWork  *work,
                 GError       **error)
{
  g_autoptr (GPtrArray) checks = rc_elsewhere_list (work->case_file, error);
  guint n = checks != NULL && rc_bundle_work_is_full (work) ? checks->len : 0;
  gboolean is_first = TRUE;

  if (checks == NULL || !rc_bundle_array_begin (work, "data/elsewhere.json", _("Checks that people did elsewhere"), "checks", error))
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (!add_check (work, g_ptr_array_index (checks, i), &is_first, error))
      return FALSE;
  if (!rc_bundle_array_end (work, error))
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (!add_output (work, g_ptr_array_index (checks, i), error))
      return FALSE;
  return TRUE;
}

/**
 * rc_bundle_write_links:
 *
 * Writes what people say of identities, and what they checked elsewhere. Neither is in a bundle of chosen decisions: it may name what is withheld.
 */
gboolean
rc_bundle_write_links (RcBundleWork  *work,
                       GError       **error)
{
  return write_links (work, error) && write_elsewhere (work, error);
}
