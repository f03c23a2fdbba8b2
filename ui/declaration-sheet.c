/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/declaration-sheet.h"

#include <string.h>

#include "core/declaration/declaration-text.h"
#include "core/registers/engagement.h"
#include "core/registers/register.h"
#include "core/systems/system.h"
#include "core/words.h"
#include "ui/act-words.h"
#include "ui/parts.h"

void
rc_declaration_sheet_free (RcDeclarationSheet *self)
{
  if (self == NULL)
    return;

  g_free (self->refusal);
  g_free (self->system);
  g_free (self->issued);
  g_clear_pointer (&self->systems, g_ptr_array_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->points, g_ptr_array_unref);
  g_clear_pointer (&self->tongues, g_ptr_array_unref);
  g_clear_pointer (&self->folder, rc_declaration_folder_free);
  g_free (self);
}

char **
rc_declaration_sheet_dup_languages (const RcDeclarationSheet *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; self->folder != NULL && i < self->folder->declaration->languages->len; i++)
    g_strv_builder_add (builder, ((const RcDeclarationLanguage *) g_ptr_array_index (self->folder->declaration->languages, i))->language);
  return g_strv_builder_end (builder);
}

guint
rc_declaration_sheet_count (const RcDeclarationSheet *self,
                            RcLintOutcome             outcome)
{
  guint n = 0;

  for (guint i = 0; i < self->points->len; i++)
    n += ((const RcDeclarationPoint *) g_ptr_array_index (self->points, i))->lint->outcome == outcome;
  return n;
}

/* --- Of which system --- */

static gboolean
list_systems (RcDeclarationSheet  *self,
              RcCase              *case_file,
              RcRecordReader      *reader,
              const char          *wanted,
              GError             **error)
{
  g_autoptr (GPtrArray) systems = rc_system_list (case_file, reader, NULL, error);

  if (systems == NULL)
    return FALSE;

  self->systems = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < systems->len; i++)
    {
      const char *name = ((const RcSystem *) g_ptr_array_index (systems, i))->name;

      g_ptr_array_add (self->systems, g_strdup (name));
      if (i == 0 || g_strcmp0 (name, wanted) == 0)
        {
          g_free (self->system);
          self->system = g_strdup (name);
        }
    }
  return TRUE;
}

/* --- In which languages --- */

static void
add_language (GPtrArray  *languages,
              const char *code)
{
  if (!g_ptr_array_find_with_equal_func (languages, code, g_str_equal, NULL))
    g_ptr_array_add (languages, (gpointer) code);
}

/* Those that are official where it is placed on the market, behind @first; NULL-terminated (transfer container). */
static const char **
list_demanded (const RcDeclaration *declaration,
               const char          *first)      /* (nullable) */
{
  const char *states = rc_declaration_peek (declaration, RC_DECLARATION_MEMBER_STATES);
  g_auto (GStrv) codes = g_strsplit (states != NULL ? states : "", ",", -1);
  GPtrArray *languages = g_ptr_array_new ();

  if (first != NULL)
    add_language (languages, first);
  for (guint i = 0; codes[i] != NULL; i++)
    {
      const char * const *of_state = rc_declaration_text_list_of_state (codes[i]);

      for (guint k = 0; of_state != NULL && of_state[k] != NULL; k++)
        add_language (languages, of_state[k]);
    }
  g_ptr_array_add (languages, NULL);
  return (const char **) g_ptr_array_free (languages, FALSE);
}

static void
tongue_free (gpointer data)
{
  RcDeclarationTongue *tongue = data;

  g_free (tongue->system);
  g_free (tongue);
}

static void
list_tongues (RcDeclarationSheet *self)
{
  const RcDeclaration *declaration = self->folder->declaration;
  const char * const *codes = rc_declaration_text_list_languages ();
  g_auto (GStrv) written = rc_declaration_sheet_dup_languages (self);
  g_autofree const char **demanded = list_demanded (declaration, NULL);

  self->tongues = g_ptr_array_new_with_free_func (tongue_free);
  for (guint i = 0; codes[i] != NULL; i++)
    {
      RcDeclarationTongue *tongue = g_new0 (RcDeclarationTongue, 1);

      tongue->code = codes[i];
      tongue->system = g_strdup (self->system);
      tongue->is_written = g_strv_contains ((const char * const *) written, codes[i]);
      tongue->is_original = g_strcmp0 (written[0], codes[i]) == 0;
      tongue->is_demanded = g_strv_contains (demanded, codes[i]);
      tongue->is_confirmed = g_ptr_array_find_with_equal_func (declaration->checked, codes[i], g_str_equal, NULL);
      tongue->awaits_check = rc_declaration_awaits_check (declaration, codes[i]);
      g_ptr_array_add (self->tongues, tongue);
    }
}

/* --- All of it --- */

static gboolean
find_issued (RcDeclarationSheet  *self,
             RcCase              *case_file,
             GError             **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (RcIssued) issued = rc_issued_find_current (case_file, RC_DECLARATION_ISSUED_KIND, self->system, &local_error);
  g_autofree char *number = NULL;
  g_autofree char *designation = NULL;

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (issued == NULL)
    return TRUE;
  number = rc_register_dup_number (RC_ENTRY_ISSUED, issued->number);
  designation = rc_parts_dup_name (issued->designation);
  self->issued = issued->designation != NULL
                   ? g_strdup_printf (_("%1$s, %2$s, revision %3$u: %4$s"), number, designation, issued->revision,
                                      rc_issued_state_words (issued->state))
                   : g_strdup_printf (_("%1$s, not numbered yet: %2$s"), number, rc_issued_state_words (issued->state));
  return TRUE;
}

static gboolean
examine (RcDeclarationSheet  *self,
         RcCase              *case_file,
         RcRecordReader      *reader,
         const char * const  *languages,
         GError             **error)
{
  g_autoptr (RcDeclaration) declaration = languages == NULL ? rc_declaration_fill (case_file, reader, self->system, error) : NULL;
  g_autofree const char **demanded = declaration != NULL
                                       ? list_demanded (declaration, rc_declaration_peek (declaration, RC_DECLARATION_ORIGINAL_LANGUAGE)) : NULL;
  const RcDeclarationOrder order = {
    .system = self->system,
    .languages = languages != NULL ? languages : demanded,
    .state = RC_ISSUED_DRAFT,
  };

  if (languages == NULL && declaration == NULL)
    return FALSE;
  self->folder = rc_declaration_folder_examine (case_file, &order, error);
  return self->folder != NULL;
}

RcDeclarationSheet *
rc_declaration_sheet_load (RcCase              *case_file,
                           RcRecordReader      *reader,
                           const char          *system,
                           const char * const  *languages,
                           GError             **error)
{
  g_autoptr (RcDeclarationSheet) self = g_new0 (RcDeclarationSheet, 1);
  g_autoptr (GError) refusal = NULL;

  if (!rc_engagement_may_declare (case_file, &refusal))
    {
      self->refusal = rc_act_words_of_error (refusal);
      return g_steal_pointer (&self);
    }
  if (!list_systems (self, case_file, reader, system, error))
    return NULL;
  if (self->system == NULL)
    return g_steal_pointer (&self);

  /* Languages that were chosen for another system are not those of this one. */
  if (!examine (self, case_file, reader, g_strcmp0 (self->system, system) == 0 ? languages : NULL, error) ||
      !find_issued (self, case_file, error))
    return NULL;
  self->rows = rc_declaration_rows_new (case_file, self->system, self->folder->declaration, self->folder->lints);
  self->points = rc_declaration_points_new (case_file, self->folder->lints, self->folder->formal);
  list_tongues (self);
  return g_steal_pointer (&self);
}
