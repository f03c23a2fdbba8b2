/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/settings.h"

/* (nullable) (transfer none) */
static GSettings *
get_settings (void)
{
  static GSettings *settings;
  static gboolean is_looked_up;
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = NULL;

  if (is_looked_up)
    return settings;

  is_looked_up = TRUE;
  schema = source != NULL ? g_settings_schema_source_lookup (source, RC_APPLICATION_ID, TRUE) : NULL;
  if (schema != NULL)
    settings = g_settings_new_full (schema, NULL, NULL);
  return settings;
}

/* A key that an older schema does not have would end the program. */
static GSettings *
settings_with (const char *key)
{
  GSettings *settings = get_settings ();
  g_autoptr (GSettingsSchema) schema = NULL;

  if (settings == NULL)
    return NULL;
  g_object_get (settings, "settings-schema", &schema, NULL);
  return g_settings_schema_has_key (schema, key) ? settings : NULL;
}

/**
 * rc_settings_dup_string:
 * @otherwise: where nothing can be remembered
 *
 * Also the name of a value of an enumeration. Returns: (transfer full):
 */
char *
rc_settings_dup_string (const char *key,
                        const char *otherwise)
{
  GSettings *settings = settings_with (key);

  return settings != NULL ? g_settings_get_string (settings, key) : g_strdup (otherwise);
}

int
rc_settings_get_int (const char *key,
                     int         otherwise)
{
  GSettings *settings = settings_with (key);

  return settings != NULL ? g_settings_get_int (settings, key) : otherwise;
}

gboolean
rc_settings_get_boolean (const char *key,
                         gboolean    otherwise)
{
  GSettings *settings = settings_with (key);

  return settings != NULL ? g_settings_get_boolean (settings, key) : otherwise;
}

static void
set_value (const char *key,
           GVariant   *value)
{
  GSettings *settings = settings_with (key);
  g_autoptr (GVariant) taken = g_variant_ref_sink (value);
  g_autoptr (GSettingsSchema) schema = NULL;
  g_autoptr (GSettingsSchemaKey) schema_key = NULL;

  if (settings == NULL)
    return;
  g_object_get (settings, "settings-schema", &schema, NULL);
  schema_key = g_settings_schema_get_key (schema, key);
  if (g_settings_schema_key_range_check (schema_key, taken))
    g_settings_set_value (settings, key, taken);
}

void
rc_settings_set_string (const char *key,
                        const char *value)
{
  set_value (key, g_variant_new_string (value));
}

void
rc_settings_set_int (const char *key,
                     int         value)
{
  set_value (key, g_variant_new_int32 (value));
}

void
rc_settings_set_boolean (const char *key,
                         gboolean    value)
{
  set_value (key, g_variant_new_boolean (value));
}
