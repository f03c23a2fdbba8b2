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

#define MEMBER_SYSTEM            "system"
#define MEMBER_VALUES            "values"
#define MEMBER_ACT               "act"
#define MEMBER_STANDARD          "standard"
#define MEMBER_TRANSLATION       "translation"
#define MEMBER_WITHDRAWN         "withdrawn"

/* --- Entering --- */

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
      g_autofree char *name = rc_entry_dup_text (entry, MEMBER_SYSTEM);

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
  rc_json_writer_member_string (writer, MEMBER_SYSTEM, system);
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
  rc_json_writer_name (writer, MEMBER_VALUES);
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

  return rc_declaration_field_check (RC_DECLARATION_NUMBER, value, NULL) ||
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
  rc_json_writer_name (writer, MEMBER_ACT);
  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "number", act->number);
  rc_register_write_words (writer, "title", act->title);
  rc_register_write_words (writer, "amended-by", act->amended_by);
  rc_json_writer_end_object (writer);
  rc_json_writer_member_boolean (writer, MEMBER_WITHDRAWN, withdraw);
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
  rc_json_writer_name (writer, MEMBER_STANDARD);
  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "reference", standard->reference);
  rc_register_write_words (writer, "title", standard->title);
  rc_register_write_words (writer, "dated", standard->dated);
  rc_register_write_words (writer, "oj-reference", standard->oj_reference);
  rc_register_write_words (writer, "oj-date", standard->oj_date);
  rc_json_writer_member_boolean (writer, "standard-withdrawn", standard->is_withdrawn);
  rc_json_writer_end_object (writer);
  rc_json_writer_member_boolean (writer, MEMBER_WITHDRAWN, withdraw);
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
  rc_json_writer_member_string (writer, MEMBER_TRANSLATION, language);
  rc_json_writer_member_boolean (writer, MEMBER_WITHDRAWN, withdraw);
  return enter (case_file, name, withdraw ? "declaration translation withdraw" : "declaration translation add", writer, by, error);
}

/* --- Reading what was entered --- */

/* No node: of an entry that was changed behind the program's back nothing can be read. */
static guint32
find_member (const RcJson *json,
             const char   *name)
{
  return json->n_nodes > 0 ? rc_json_member (json, 0, name) : RC_JSON_NO_NODE;
}

/* (transfer full) (nullable): what is no line is as left away. */
static char *
dup_line (const RcJson *json,
          guint32       node,
          const char   *name)
{
  g_autofree char *text = rc_register_dup_member (json, node, name);

  return check_line ("", text, TRUE, NULL) ? g_steal_pointer (&text) : NULL;
}

static char *
dup_origin_words (const RcDeclarationValue *value)
{
  g_autofree char *shown = rc_display_text (value->value, -1, RC_LIMIT_SHOWN_BYTES);

  if (value->origin == RC_DECLARATION_FIXED)
    return g_strdup_printf (_("by the law or by counting: %s"), shown);
  return g_strdup_printf (_("as stated or recorded: %s"), shown);
}

static void
take_value (RcDeclaration      *self,
            RcDeclarationField  field,
            char               *entered,         /* (transfer full) */
            const RcEntry      *entry)
{
  RcDeclarationValue *value = &self->values[field];

  if (value->value != NULL && strcmp (value->value, entered) != 0)
    {
      g_free (value->differs);
      value->differs = dup_origin_words (value);
    }
  g_free (value->value);
  g_free (value->by);
  value->value = entered;
  value->origin = RC_DECLARATION_ENTERED;
  value->by = g_strdup (entry->by);
  value->at_us = entry->added_us;
  value->source = 0;
  value->record = 0;
}

/* The newest entry that has the field decides. */
static void
take_field (RcDeclaration       *self,
            const RcEntryThread *thread,
            RcDeclarationField   field)
{
  for (guint i = thread->additions->len + 1; i > 0; i--)
    {
      const RcEntry *entry = i > 1 ? g_ptr_array_index (thread->additions, i - 2) : thread->first;
      const RcJson *json = rc_entry_peek_json (entry);
      g_autofree char *text = rc_register_dup_member (json, find_member (json, MEMBER_VALUES), rc_declaration_field_to_name (field));

      if (text == NULL)
        continue;
      if (rc_declaration_field_check (field, text, NULL))
        take_value (self, field, g_steal_pointer (&text), entry);
      return;
    }
}

static void
take_act (RcDeclaration *self,
          const RcJson  *json,
          guint32        node,
          gboolean       withdrawn)
{
  g_autofree char *number = dup_line (json, node, "number");
  RcDeclarationAct *act;

  if (number == NULL)
    return;

  for (guint i = self->acts->len; i > 0; i--)
    {
      if (strcmp (((const RcDeclarationAct *) g_ptr_array_index (self->acts, i - 1))->number, number) == 0)
        g_ptr_array_remove_index (self->acts, i - 1);
    }
  if (withdrawn || self->acts->len >= RC_LIMIT_DECLARATION_ITEMS)
    return;

  act = g_new0 (RcDeclarationAct, 1);
  act->number = g_steal_pointer (&number);
  act->title = dup_line (json, node, "title");
  act->amended_by = dup_line (json, node, "amended-by");
  act->origin = RC_DECLARATION_ENTERED;
  g_ptr_array_add (self->acts, act);
}

static void
take_standard (RcDeclaration *self,
               const RcJson  *json,
               guint32        node,
               gboolean       withdrawn)
{
  g_autofree char *reference = dup_line (json, node, "reference");
  RcDeclarationStandard *standard;

  if (reference == NULL)
    return;

  for (guint i = self->standards->len; i > 0; i--)
    {
      if (strcmp (((const RcDeclarationStandard *) g_ptr_array_index (self->standards, i - 1))->reference, reference) == 0)
        g_ptr_array_remove_index (self->standards, i - 1);
    }
  if (withdrawn || self->standards->len >= RC_LIMIT_DECLARATION_ITEMS)
    return;

  standard = g_new0 (RcDeclarationStandard, 1);
  standard->reference = g_steal_pointer (&reference);
  standard->title = dup_line (json, node, "title");
  standard->dated = dup_line (json, node, "dated");
  standard->oj_reference = dup_line (json, node, "oj-reference");
  standard->oj_date = dup_line (json, node, "oj-date");
  standard->is_withdrawn = rc_json_is (json, rc_json_member (json, node, "standard-withdrawn"), RC_JSON_TRUE);
  standard->origin = RC_DECLARATION_ENTERED;
  g_ptr_array_add (self->standards, standard);
}

static void
take_translation (RcDeclaration *self,
                  char          *language,       /* (transfer full) */
                  gboolean       withdrawn)
{
  guint index;

  if (g_ptr_array_find_with_equal_func (self->checked, language, g_str_equal, &index))
    g_ptr_array_remove_index (self->checked, index);
  if (!withdrawn && self->checked->len < RC_LIMIT_DECLARATION_LANGUAGES)
    g_ptr_array_add (self->checked, g_steal_pointer (&language));
  g_free (language);
}

gboolean
rc_declaration_awaits_check (const RcDeclaration *self,
                             const char          *language)
{
  return rc_declaration_text_awaits_check (language) && !g_ptr_array_find_with_equal_func (self->checked, language, g_str_equal, NULL);
}

static void
take_items (RcDeclaration *self,
            const RcEntry *entry)
{
  const RcJson *json = rc_entry_peek_json (entry);
  guint32 act = find_member (json, MEMBER_ACT);
  guint32 standard = find_member (json, MEMBER_STANDARD);
  gboolean withdrawn = rc_json_is (json, find_member (json, MEMBER_WITHDRAWN), RC_JSON_TRUE);
  char *language = rc_entry_dup_text (entry, MEMBER_TRANSLATION);

  if (language != NULL)
    take_translation (self, language, withdrawn);
  if (act != RC_JSON_NO_NODE)
    take_act (self, json, act, withdrawn);
  if (standard != RC_JSON_NO_NODE)
    take_standard (self, json, standard, withdrawn);
}

gboolean
rc_declaration_take_entries (RcDeclaration  *self,
                             RcCase         *case_file,
                             const char     *system,
                             GError        **error)
{
  g_autoptr (GPtrArray) threads = rc_entry_thread_list (case_file, RC_ENTRY_DECLARATION, error);

  if (threads == NULL)
    return FALSE;

  for (guint i = 0; i < threads->len; i++)
    {
      const RcEntryThread *thread = g_ptr_array_index (threads, i);
      g_autofree char *name = rc_entry_dup_text (thread->first, MEMBER_SYSTEM);

      if (g_strcmp0 (name, system) != 0)
        continue;
      for (guint field = 0; field < RC_N_DECLARATION_FIELDS; field++)
        take_field (self, thread, field);
      take_items (self, thread->first);
      for (guint j = 0; j < thread->additions->len; j++)
        take_items (self, g_ptr_array_index (thread->additions, j));
    }
  return TRUE;
}
