/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "importers/mapping/mapping-assist.h"

#include "core/importer.h"
#include "core/time-form.h"
#include "core/words.h"
#include "importers/mapping/mapping-names.h"
#include "importers/mapping/mapping-path.h"
#include "importers/mapping/mapping-survey.h"

#include <string.h>

/*
 * What is proposed for the places of a sample, by their names and by what their values look like; each with the reason.
 */

static void
set_proposed (RcMappingDraft *draft,
              RcField         field,
              const char     *path,
              char           *reason)     /* (transfer full) */
{
  rc_mapping_draft_set (draft, field, path);
  draft->reasons[field] = reason;
}

static gboolean
is_taken (const RcMappingDraft *draft,
          const char           *path)
{
  for (guint i = 0; i < RC_N_FIELDS; i++)
    if (g_strcmp0 (draft->fields[i], path) == 0)
      return TRUE;
  return FALSE;
}

/* The unit by which digits mean a date of this century; (nullable): none or several. */
static const char *
find_epoch (const char *digits)
{
  static const struct { const char *form; gint64 units; } epochs[] = {
    { "epoch-s", 1 }, { "epoch-ms", 1000 }, { "epoch-us", 1000000 }, { "epoch-ns", 1000000000 },
  };
  const char *found = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (epochs); i++)
    {
      RcTimestamp time;

      if (!rc_timestamp_from_epoch (digits, strlen (digits), epochs[i].units, &time) || !rc_timestamp_is_plausible (&time))
        continue;
      if (found != NULL)
        return NULL;
      found = epochs[i].form;
    }

  return found;
}

/* A layout that dotted dates have; slashes do not tell day and month apart and are not proposed. */
static const char *
find_layout (const char *text)
{
  static const char * const layouts[] = { "DD.MM.YYYY hh:mm:ss", "DD.MM.YYYY hh:mm", "DD.MM.YYYY" };

  for (guint i = 0; i < G_N_ELEMENTS (layouts); i++)
    {
      const RcTimeRule rule = { .form = RC_TIME_FORM_PATTERN, .pattern = layouts[i], .zone_if_absent = RC_ZONE_UNKNOWN };
      RcTimestamp time;

      if (rc_timestamp_parse_form (text, strlen (text), &rule, &time) == RC_TIME_FAULT_NONE)
        return layouts[i];
    }
  return NULL;
}

static gboolean
lacks_zone (const char *text)
{
  RcTimestamp time;

  return rc_timestamp_parse (text, strlen (text), RC_ZONE_UNKNOWN, 0, &time) && time.zone == RC_ZONE_UNKNOWN;
}

static gboolean
propose_time (RcMappingDraft          *draft,
              const RcMappingPathInfo *info)
{
  const char *example = info->examples->len > 0 ? g_ptr_array_index (info->examples, 0) : "";
  const char *epoch = info->looks == RC_MAPPING_LOOKS_NUMBER ? find_epoch (example) : NULL;
  const char *layout = info->looks == RC_MAPPING_LOOKS_TEXT ? find_layout (example) : NULL;

  if (info->looks == RC_MAPPING_LOOKS_TIME)
    {
      set_proposed (draft, RC_FIELD_TIME, info->path, g_strdup (_("named like a time, and read as a date and time")));
      draft->time_form = g_strdup ("rfc3339");
    }
  else if (epoch != NULL)
    {
      set_proposed (draft, RC_FIELD_TIME, info->path,
                    g_strdup_printf (_("named like a time; %s is the only unit by which it is a date from 2000 to 2099"), epoch));
      draft->time_form = g_strdup (epoch);
    }
  else if (layout != NULL)
    {
      set_proposed (draft, RC_FIELD_TIME, info->path, g_strdup_printf (_("named like a time, and laid out as %s"), layout));
      draft->time_form = g_strdup_printf ("pattern %s", layout);
    }
  else
    return FALSE;

  if (layout != NULL || (epoch == NULL && lacks_zone (example)))
    draft->time_note = g_strdup (_("The times name no zone: say which one is meant, or each is read with a day of doubt on each side."));
  return TRUE;
}

static gboolean
propose_version (RcMappingDraft          *draft,
                 const RcMappingPathInfo *info)
{
  for (guint i = 0; i < info->examples->len; i++)
    if (rc_mapping_names_is_alias (g_ptr_array_index (info->examples, i)))
      {
        set_proposed (draft, RC_FIELD_MODEL_ALIAS, info->path,
                      g_strdup (_("named like a version, but its value is a name that moves, so it is no version")));
        return TRUE;
      }

  set_proposed (draft, RC_FIELD_MODEL_VERSION, info->path, g_strdup (_("named like it")));
  return TRUE;
}

static gboolean
propose (RcMappingDraft          *draft,
         RcField                  field,
         const RcMappingPathInfo *info)
{
  if (is_taken (draft, info->path) || info->looks == RC_MAPPING_LOOKS_EMPTY)
    return FALSE;
  if (field == RC_FIELD_TIME)
    return propose_time (draft, info);

  /* What a person answers may be any shape; names of things are texts or numbers. */
  if (field != RC_FIELD_INPUT && field != RC_FIELD_OUTPUT && field != RC_FIELD_ORIGINAL && field != RC_FIELD_FINAL &&
      (info->looks == RC_MAPPING_LOOKS_OBJECT || info->looks == RC_MAPPING_LOOKS_LIST))
    return FALSE;
  if (field == RC_FIELD_MODEL_VERSION)
    return propose_version (draft, info);
  if (field == RC_FIELD_MODEL_DIGEST && info->looks != RC_MAPPING_LOOKS_DIGEST)
    return FALSE;
  if (field == RC_FIELD_ID && info->n_distinct < info->n_present)
    return FALSE;

  set_proposed (draft, field, info->path, g_strdup (field == RC_FIELD_ID ? _("named like it, and different in each record of the sample")
                                                                         : _("named like it")));
  return TRUE;
}

/* Names a path that would fit, and sets nothing: a figure of confidence is only ever one that the auditor declares. */
static void
name_candidates (RcMappingDraft *draft,
                 RcField         field)
{
  g_autoptr (GString) candidates = g_string_new (NULL);

  for (guint i = 0; i < draft->paths->len; i++)
    {
      const RcMappingPathInfo *info = g_ptr_array_index (draft->paths, i);

      if (info->looks == RC_MAPPING_LOOKS_NUMBER && rc_mapping_names_fit (field, info->path))
        g_string_append_printf (candidates, "%s%s", candidates->len > 0 ? ", " : "", info->path);
    }

  if (candidates->len > 0)
    draft->reasons[field] = g_strdup_printf (_("not proposed: only you can say that it is %s"), candidates->str);
}

static void
propose_fields (RcMappingDraft *draft)
{
  for (const RcField *field = rc_mapping_draft_get_asked (draft->kind); *field != RC_N_FIELDS; field++)
    {
      if (*field == RC_FIELD_SCORE || *field == RC_FIELD_THRESHOLD || *field == RC_FIELD_PROPOSAL)
        {
          name_candidates (draft, *field);
          continue;
        }
      for (guint i = 0; i < draft->paths->len && draft->fields[*field] == NULL; i++)
        {
          const RcMappingPathInfo *info = g_ptr_array_index (draft->paths, i);

          if (rc_mapping_names_fit (*field, info->path))
            (void) propose (draft, *field, info);
        }
    }
}

/* Where every record says something, by plain paths. */
static void
propose_signs (RcMappingDraft *draft)
{
  for (guint i = 0; i < draft->paths->len && draft->signs->len < 4; i++)
    {
      const RcMappingPathInfo *info = g_ptr_array_index (draft->paths, i);

      if (info->n_present < draft->n_records || !rc_mapping_path_is_plain (info->path) || strchr (info->path, ' ') != NULL)
        continue;
      g_ptr_array_add (draft->signs, g_strdup_printf ("has %s", info->path));
    }
}

/* Of a record with rows the signs stand around them. */
static void
propose_signs_around_rows (RcMappingDraft *draft)
{
  g_ptr_array_add (draft->signs, g_strdup_printf ("has %.*s", (int) strlen (draft->rows) - 2, draft->rows));
}

/**
 * rc_mapping_propose:
 * @kind: what its records tell of
 * @line_pattern: (nullable): the sample is a text in lines of this form
 *
 * Returns: (transfer full) (nullable): %NULL with RC_IMPORTER_ERROR_MAPPING where @line_pattern is none, or nothing of the sample can be read
 */
RcMappingDraft *
rc_mapping_propose (const char   *sample,
                    gsize         length,
                    gboolean      is_whole,
                    RcEventKind   kind,
                    const char   *line_pattern,
                    GError      **error)
{
  g_autoptr (RcMappingDraft) draft = rc_mapping_draft_new ();

  draft->kind = kind;
  draft->line_pattern = g_strdup (line_pattern);
  if (!rc_mapping_survey (draft, sample, length, is_whole, error))
    return NULL;

  if (draft->n_records == 0)
    {
      g_set_error (error, RC_IMPORTER_ERROR, RC_IMPORTER_ERROR_MAPPING,
                   "no record could be read: expected JSON lines, JSON objects or a table with a header; a text in lines needs a pattern");
      return NULL;
    }

  propose_fields (draft);
  if (draft->rows != NULL)
    propose_signs_around_rows (draft);
  else
    propose_signs (draft);
  return g_steal_pointer (&draft);
}
