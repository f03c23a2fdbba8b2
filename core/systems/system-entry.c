/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/systems/system.h"

#include <string.h>

#include "core/bounds.h"
#include "core/display-text.h"
#include "core/entry.h"
#include "core/json-writer.h"
#include "core/words.h"

/* What an officer enters of a system. Nothing that cannot be read is taken, so that no typing error stands as a statement. */

static gboolean
refuse (GError     **error,
        const char  *locator,
        const char  *expected,
        const char  *found)
{
  g_autofree char *shown = rc_display_text (locator, -1, 0);

  g_set_error (error, RC_SYSTEM_ERROR, RC_SYSTEM_ERROR_DESCRIPTION, _("The description of a system, at “%s”: expected %s, found %s"), shown,
               expected, found);
  return FALSE;
}

static gboolean
refuse_json (GError             **error,
             const RcJsonFault   *fault)
{
  g_autofree char *place = g_strdup_printf ("byte %" G_GSIZE_FORMAT, fault->offset);
  g_autofree char *limit = g_strdup_printf ("no more than the limit %s allows", fault->expected);

  if (fault->kind == RC_JSON_FAULT_LIMIT)
    return refuse (error, place, limit, "more");
  return refuse (error, place, fault->expected != NULL ? fault->expected : "one JSON object", rc_json_fault_code (fault->kind));
}

static gboolean
check_description (const RcSystemDescription  *description,
                   GError                    **error)
{
  if (description->faults->len > 0)
    {
      const RcSystemFault *fault = g_ptr_array_index (description->faults, 0);

      return refuse (error, fault->locator, fault->expected, fault->found);
    }
  if (description->is_cut)
    return refuse (error, "", "at most 100 members without a meaning here (RC_LIMIT_SYSTEM_REMARKS)", "more");
  if (description->name == NULL || *description->name == '\0' || strlen (description->name) > RC_LIMIT_NAME_BYTES)
    return refuse (error, "/system", "the system's name, of at most 4096 bytes (RC_LIMIT_NAME_BYTES)",
                   description->name == NULL || *description->name == '\0' ? "none" : "a longer one");
  return TRUE;
}

/* 0 where no officer said anything of it yet. */
static gboolean
find_thread (RcCase      *case_file,
             const char  *name,
             gint64      *out_id,
             GError     **error)
{
  g_autoptr (GPtrArray) entries = rc_entry_list (case_file, RC_ENTRY_SYSTEM, error);

  *out_id = 0;
  if (entries == NULL)
    return FALSE;
  for (guint i = 0; i < entries->len && *out_id == 0; i++)
    {
      const RcEntry *entry = g_ptr_array_index (entries, i);
      g_autofree char *other = rc_entry_dup_text (entry, "system");

      if (g_strcmp0 (other, name) == 0)
        *out_id = entry->id;
    }
  return TRUE;
}

static gint64
enter (RcCase      *case_file,
       const char  *act,
       const char  *json,
       gsize        length,
       const char  *by,
       GError     **error)
{
  RcEntryTerms terms = { .kind = RC_ENTRY_SYSTEM, .act = act, .by = by };
  g_autoptr (RcSystemDescription) description = NULL;
  g_autofree char *body = NULL;
  g_auto (RcJson) parsed = { 0 };
  RcJsonFault fault;

  rc_json_init (&parsed);
  if (length > RC_LIMIT_ENTRY_BYTES)
    return refuse (error, "", "at most 4 MiB (RC_LIMIT_ENTRY_BYTES)", "more");
  if (!rc_json_parse (&parsed, json, length, &fault))
    return refuse_json (error, &fault);

  description = rc_system_description_read (&parsed, 0, TRUE);
  if (!check_description (description, error) || !find_thread (case_file, description->name, &terms.about, error))
    return 0;
  terms.body = body = g_strndup (json, length);
  return rc_entry_add (case_file, &terms, error);
}

/**
 * rc_system_add:
 * @json: a description in the form of importers/systems/README.md, as an officer's statement; not NUL-terminated
 *
 * Where an officer described the system before, what this one says takes the place of that; what it does not say stays.
 *
 * Returns: number of the entry; 0 with %RC_SYSTEM_ERROR_DESCRIPTION where anything of it cannot be read
 */
gint64
rc_system_add (RcCase      *case_file,
               const char  *json,
               gsize        length,
               const char  *by,
               GError     **error)
{
  return enter (case_file, "system add", json, length, by, error);
}

static void
write_value (RcJsonWriter      *writer,
             RcSystemAttribute  attribute,
             const char        *value)
{
  g_auto (GStrv) items = NULL;

  if (rc_system_attribute_type (attribute) == RC_SYSTEM_VALUE_TRUTH && rc_system_attribute_accepts (attribute, value, NULL))
    {
      rc_json_writer_boolean (writer, *value == 't');
      return;
    }
  if (!rc_system_attribute_is_list (attribute))
    {
      rc_json_writer_string (writer, value);
      return;
    }

  items = g_strsplit (value, ",", -1);
  rc_json_writer_begin_array (writer);
  for (guint i = 0; items[i] != NULL; i++)
    {
      /* "" is an empty list: none. */
      if (*g_strstrip (items[i]) != '\0')
        rc_json_writer_string (writer, items[i]);
    }
  rc_json_writer_end_array (writer);
}

/* Attributes of one group ("/provider/name", "/provider/address") stand together in the table, and so do their members. */
static void
write_settings (RcJsonWriter          *writer,
                const RcSystemSetting *settings,
                guint                  n_settings)
{
  g_autofree char *open_group = NULL;

  for (guint attribute = 0; attribute < RC_N_SYSTEM_ATTRIBUTES; attribute++)
    {
      const char *pointer = rc_system_attribute_pointer (attribute) + 1;
      const char *slash = strchr (pointer, '/');
      g_autofree char *group = slash != NULL ? g_strndup (pointer, (gsize) (slash - pointer)) : NULL;

      for (guint i = 0; i < n_settings; i++)
        {
          if (settings[i].attribute != attribute)
            continue;
          if (open_group != NULL && g_strcmp0 (open_group, group) != 0)
            {
              rc_json_writer_end_object (writer);
              g_clear_pointer (&open_group, g_free);
            }
          if (group != NULL && open_group == NULL)
            {
              rc_json_writer_name (writer, group);
              rc_json_writer_begin_object (writer);
              open_group = g_strdup (group);
            }
          rc_json_writer_name (writer, slash != NULL ? slash + 1 : pointer);
          write_value (writer, attribute, settings[i].value);
        }
    }
  if (open_group != NULL)
    rc_json_writer_end_object (writer);
}

/**
 * rc_system_set:
 * @name: of the system, described before or not
 * @settings: an attribute at most once
 *
 * Returns: number of the entry; 0 with %RC_SYSTEM_ERROR_DESCRIPTION where an attribute cannot have its value
 */
gint64
rc_system_set (RcCase                *case_file,
               const char            *name,
               const RcSystemSetting *settings,
               guint                  n_settings,
               const char            *by,
               GError               **error)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();
  g_autofree char *json = NULL;

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "system", name);
  write_settings (writer, settings, n_settings);
  rc_json_writer_end_object (writer);
  json = rc_json_writer_finish (writer);
  return enter (case_file, "system set", json, strlen (json), by, error);
}

static void
write_bindings (RcJsonWriter *writer,
                GPtrArray    *bindings)
{
  for (guint kind = 0; kind < RC_N_SYSTEM_BINDINGS; kind++)
    {
      rc_json_writer_name (writer, rc_system_binding_kind_to_name (kind));
      rc_json_writer_begin_array (writer);
      for (guint i = 0; i < bindings->len; i++)
        {
          const RcSystemBinding *binding = g_ptr_array_index (bindings, i);

          if (binding->kind != kind)
            continue;
          if (kind != RC_SYSTEM_BINDING_WHERE)
            {
              rc_json_writer_string (writer, binding->value);
              continue;
            }
          rc_json_writer_begin_object (writer);
          rc_json_writer_member_string (writer, "field", binding->field);
          rc_json_writer_member_string (writer, "value", binding->value);
          rc_json_writer_end_object (writer);
        }
      rc_json_writer_end_array (writer);
    }
}

gint64
rc_system_bind (RcCase      *case_file,
                const char  *name,
                GPtrArray   *bindings,
                gboolean     withdraw,
                const char  *by,
                GError     **error)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();
  g_autofree char *json = NULL;

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "system", name);
  rc_json_writer_name (writer, withdraw ? "unbind" : "bindings");
  rc_json_writer_begin_object (writer);
  write_bindings (writer, bindings);
  rc_json_writer_end_object (writer);
  rc_json_writer_end_object (writer);
  json = rc_json_writer_finish (writer);
  return enter (case_file, withdraw ? "system unbind" : "system bind", json, strlen (json), by, error);
}
