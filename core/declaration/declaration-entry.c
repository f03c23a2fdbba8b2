/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/declaration/declaration-parts.h"

#include <string.h>

#include "core/bounds.h"
#include "core/declaration/declaration-text.h"
#include "core/display-text.h"
#include "core/entry.h"
#include "core/json-writer.h"
#include "core/registers/engagement.h"
#include "core/registers/register.h"
#include "core/systems/system.h"
#include "core/words.h"

/*
 * What an officer enters for a declaration: one thread for each system. An entry has "values" (the newest of each field counts, "" takes it back),
 * or one act, standard or checked translation that is added or withdrawn.
 */

/* 0 where nothing was entered for it yet. */
static gboolean
find_thread (RcCase      *case_file,
             const char  *system,
             gint64      *out_id,
             GError     **error)
{
  g_autoptr (GPtrArray) entries = rc_entry_list (case_file, RC_ENTRY_DECLARATION, error);

  *out_id = 0;
  if (entries == NULL)
    return FALSE;

  for (guint i = 0; i < entries->len && *out_id == 0; i++)
    {
      const RcEntry *entry = g_ptr_array_index (entries, i);
      g_autofree char *name = rc_entry_dup_text (entry, RC_DECLARATION_MEMBER_SYSTEM);

      if (g_strcmp0 (name, system) == 0)
        *out_id = entry->id;
    }
  return TRUE;
}

/* The name under which the system is known, so that nothing is entered for one that nobody describes; (transfer full) (nullable). */
static char *
dup_system (RcCase      *case_file,
            const char  *system,
            GError     **error)
{
  g_autoptr (RcRecordReader) reader = NULL;
  g_autoptr (RcSystem) found = NULL;

  if (!rc_engagement_may_declare (case_file, error))
    return NULL;

  reader = rc_record_reader_new (rc_case_get_database (case_file));
  found = rc_system_find (case_file, reader, system, error);
  return found != NULL ? g_strdup (found->name) : NULL;
}

static RcJsonWriter *
begin_body (const char *system)
{
  RcJsonWriter *writer = rc_json_writer_new ();

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, RC_DECLARATION_MEMBER_SYSTEM, system);
  return writer;
}

static gboolean
enter (RcCase        *case_file,
       const char    *system,
       const char    *act,
       RcJsonWriter  *writer,
       const char    *by,
       GError       **error)
{
  RcEntryTerms terms = { .kind = RC_ENTRY_DECLARATION, .act = act, .by = by };

  rc_json_writer_end_object (writer);
  terms.body = rc_json_writer_peek (writer);
  return find_thread (case_file, system, &terms.about, error) && rc_entry_add (case_file, &terms, error) != 0;
}

static gboolean
check_settings (const RcDeclarationSetting  *settings,
                guint                        n_settings,
                GError                     **error)
{
  for (guint i = 0; i < n_settings; i++)
    {
      for (guint j = 0; j < i; j++)
        {
          if (settings[j].field == settings[i].field)
            {
              g_set_error (error, RC_DECLARATION_ERROR, RC_DECLARATION_ERROR_FIELD, _("%s: given twice"),
                           rc_declaration_field_title (settings[i].field));
              return FALSE;
            }
        }
      if (*settings[i].value != '\0' && !rc_declaration_field_check (settings[i].field, settings[i].value, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * rc_declaration_set:
 * @system: its name, or an identifier that only one has
 * @settings: (array length=n_settings): each field at most once
 *
 * Enters values for the declaration of a system, all in one act.
 */
gboolean
rc_declaration_set (RcCase                      *case_file,
                    const char                  *system,
                    const RcDeclarationSetting  *settings,
                    guint                        n_settings,
                    const char                  *by,
                    GError                     **error)
{
  g_autofree char *name = dup_system (case_file, system, error);
  g_autoptr (RcJsonWriter) writer = NULL;

  if (name == NULL || !check_settings (settings, n_settings, error))
    return FALSE;

  writer = begin_body (name);
  rc_json_writer_name (writer, RC_DECLARATION_MEMBER_VALUES);
  rc_json_writer_begin_object (writer);
  for (guint i = 0; i < n_settings; i++)
    rc_json_writer_member_string (writer, rc_declaration_field_to_name (settings[i].field), settings[i].value);
  rc_json_writer_end_object (writer);
  return enter (case_file, name, "declaration set", writer, by, error);
}

static gboolean
refuse (const char  *title,
        const char  *expected,
        const char  *found,
        GError     **error)
{
  g_autofree char *shown = rc_display_text (found != NULL ? found : "", -1, RC_LIMIT_SHOWN_BYTES);

  g_set_error (error, RC_DECLARATION_ERROR, RC_DECLARATION_ERROR_FIELD, _("%1$s: expected %2$s, found “%3$s”"), title, expected, shown);
  return FALSE;
}

static gboolean
is_given (const char *words)
{
  return words != NULL && *words != '\0';
}

/* A line as fields have it; @is_needed: it may not be left away. */
static gboolean
check_line (const char  *title,
            const char  *value,
            gboolean     is_needed,
            GError     **error)
{
  if (!is_given (value))
    return !is_needed || refuse (title, _("one line of text"), value, error);

  return rc_declaration_is_line (value) ||
         refuse (title, _("one line of text without control characters and without blanks at its ends"), value, error);
}

static gboolean
check_day (const char  *title,
           const char  *value,
           GError     **error)
{
  if (!is_given (value) || rc_register_is_day (value))
    return TRUE;
  return refuse (title, _("a day like 2026-11-30"), value, error);
}

static gboolean
check_standard (const RcDeclarationStandard  *standard,
                GError                      **error)
{
  if (!check_line (_("Reference of the standard"), standard->reference, TRUE, error) ||
      !check_line (_("Title of the standard"), standard->title, FALSE, error) ||
      !check_line (_("Edition of the standard"), standard->dated, FALSE, error) ||
      !check_line (_("Reference of the Official Journal"), standard->oj_reference, FALSE, error) ||
      !check_day (_("Date of the Official Journal"), standard->oj_date, error))
    return FALSE;
  if (is_given (standard->oj_reference) == is_given (standard->oj_date))
    return TRUE;

  g_set_error_literal (error, RC_DECLARATION_ERROR, RC_DECLARATION_ERROR_FIELD,
                       _("A reference of the Official Journal is given with its date, and a date with its reference"));
  return FALSE;
}

gboolean
rc_declaration_add_act (RcCase                  *case_file,
                        const char              *system,
                        const RcDeclarationAct  *act,
                        gboolean                 withdraw,
                        const char              *by,
                        GError                 **error)
{
  g_autofree char *name = dup_system (case_file, system, error);
  g_autoptr (RcJsonWriter) writer = NULL;

  if (name == NULL || !check_line (_("Number of the act"), act->number, TRUE, error) ||
      !check_line (_("Title of the act"), act->title, !withdraw, error) || !check_line (_("Amending act"), act->amended_by, FALSE, error))
    return FALSE;

  writer = begin_body (name);
  rc_json_writer_name (writer, RC_DECLARATION_MEMBER_ACT);
  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "number", act->number);
  rc_register_write_words (writer, "title", act->title);
  rc_register_write_words (writer, "amended-by", act->amended_by);
  rc_json_writer_end_object (writer);
  rc_json_writer_member_boolean (writer, RC_DECLARATION_MEMBER_WITHDRAWN, withdraw);
  return enter (case_file, name, withdraw ? "declaration act withdraw" : "declaration act add", writer, by, error);
}

gboolean
rc_declaration_add_standard (RcCase                       *case_file,
                             const char                   *system,
                             const RcDeclarationStandard  *standard,
                             gboolean                      withdraw,
                             const char                   *by,
                             GError                      **error)
{
  g_autofree char *name = dup_system (case_file, system, error);
  g_autoptr (RcJsonWriter) writer = NULL;

  if (name == NULL || !check_standard (standard, error))
    return FALSE;

  writer = begin_body (name);
  rc_json_writer_name (writer, RC_DECLARATION_MEMBER_STANDARD);
  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "reference", standard->reference);
  rc_register_write_words (writer, "title", standard->title);
  rc_register_write_words (writer, "dated", standard->dated);
  rc_register_write_words (writer, "oj-reference", standard->oj_reference);
  rc_register_write_words (writer, "oj-date", standard->oj_date);
  rc_json_writer_member_boolean (writer, "standard-withdrawn", standard->is_withdrawn);
  rc_json_writer_end_object (writer);
  rc_json_writer_member_boolean (writer, RC_DECLARATION_MEMBER_WITHDRAWN, withdraw);
  return enter (case_file, name, withdraw ? "declaration standard withdraw" : "declaration standard add", writer, by, error);
}

gboolean
rc_declaration_confirm_translation (RcCase      *case_file,
                                    const char  *system,
                                    const char  *language,
                                    gboolean     withdraw,
                                    const char  *by,
                                    GError     **error)
{
  g_autofree char *name = dup_system (case_file, system, error);
  g_autoptr (RcJsonWriter) writer = NULL;

  if (name == NULL)
    return FALSE;
  if (!g_strv_contains (rc_declaration_text_list_languages (), language))
    {
      g_set_error (error, RC_DECLARATION_ERROR, RC_DECLARATION_ERROR_LANGUAGE, _("“%s” is none of the 24 official languages of the Union"), language);
      return FALSE;
    }

  writer = begin_body (name);
  rc_json_writer_member_string (writer, RC_DECLARATION_MEMBER_TRANSLATION, language);
  rc_json_writer_member_boolean (writer, RC_DECLARATION_MEMBER_WITHDRAWN, withdraw);
  return enter (case_file, name, withdraw ? "declaration translation withdraw" : "declaration translation add", writer, by, error);
}
