/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/declaration/declaration-parts.h"

#include <string.h>

#include "core/bounds.h"
#include "core/custody.h"
#include "core/display-text.h"
#include "core/systems/system.h"
#include "core/words.h"

/*
 * What a case says for a declaration. It is put down where it stands as stated or recorded, never as found out; what cannot stand in a
 * declaration is left out and told.
 */

#define DAY_BYTES 10

typedef struct
{
  RcDeclaration  *declaration;
  RcCase         *case_file;
  const RcSystem *system;
} Filling;

/* --- What is stated of the system --- */

static const struct
{
  RcSystemAttribute  attribute;
  RcDeclarationField field;
} stated[] = {
  { RC_SYSTEM_PURPOSE, RC_DECLARATION_SYSTEM_TYPE },
  { RC_SYSTEM_VERSION, RC_DECLARATION_SYSTEM_VERSION },
  { RC_SYSTEM_ID, RC_DECLARATION_SYSTEM_REFERENCE },
  { RC_SYSTEM_PROVIDER, RC_DECLARATION_PROVIDER_NAME },
  { RC_SYSTEM_PROVIDER_ADDRESS, RC_DECLARATION_PROVIDER_ADDRESS },
  { RC_SYSTEM_REPRESENTATIVE, RC_DECLARATION_REPRESENTATIVE_NAME },
  { RC_SYSTEM_REPRESENTATIVE_ADDRESS, RC_DECLARATION_REPRESENTATIVE_ADDRESS },
  { RC_SYSTEM_PERSONAL_DATA, RC_DECLARATION_PERSONAL_DATA },
  { RC_SYSTEM_MEMBER_STATES, RC_DECLARATION_MEMBER_STATES },
  { RC_SYSTEM_FIRST_PLACED, RC_DECLARATION_PLACED_ON_MARKET },
};

static char *
dup_value (const RcSystemStatement *statement)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < statement->values->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "," : "", (const char *) g_ptr_array_index (statement->values, i));
  if (rc_system_attribute_type (statement->attribute) == RC_SYSTEM_VALUE_DATE && text->len > DAY_BYTES)
    g_string_truncate (text, DAY_BYTES);
  return g_strstrip (g_string_free (g_steal_pointer (&text), FALSE));
}

/* What others say who did not take it back; (transfer full) (nullable). */
static char *
dup_others (Filling                 *self,
            const RcSystemStatement *counting)
{
  g_autofree char *value = dup_value (counting);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < self->system->statements->len; i++)
    {
      const RcSystemStatement *other = g_ptr_array_index (self->system->statements, i);
      g_autofree char *said = NULL;
      g_autofree char *shown = NULL;
      g_autofree char *word = NULL;

      if (other == counting || other->attribute != counting->attribute || other->is_superseded)
        continue;
      said = dup_value (other);
      if (strcmp (said, value) == 0)
        continue;
      shown = rc_display_text (said, -1, RC_LIMIT_SHOWN_BYTES);
      word = rc_system_word_dup_words (other->word, self->case_file);
      g_string_append_printf (text, "%s%s (%s)", text->len > 0 ? "; " : "", shown, word);
    }
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

static void
remark_unfit (Filling            *self,
              RcDeclarationField  field,
              const GError       *error)
{
  /* Translators: the title of a field, and why what is stated is not taken. */
  g_ptr_array_add (self->declaration->remarks, g_strdup_printf (_("%1$s: what is stated cannot stand in a declaration (%2$s)"),
                                                                rc_declaration_field_title (field), error->message));
}

static void
take_stated (Filling            *self,
             RcDeclarationField  field,
             RcSystemAttribute   attribute)
{
  const RcSystemStatement *statement = rc_system_peek (self->system, attribute);
  RcDeclarationValue *value = &self->declaration->values[field];
  g_autofree char *text = statement != NULL ? dup_value (statement) : NULL;
  g_autoptr (GError) error = NULL;

  if (text == NULL || *text == '\0')
    return;
  if (!rc_declaration_field_check (field, text, &error))
    {
      remark_unfit (self, field, error);
      return;
    }

  value->value = g_steal_pointer (&text);
  value->origin = RC_DECLARATION_STATED;
  value->by = g_strdup (statement->word->by);
  value->at_us = statement->word->said_us;
  value->source = statement->word->source;
  value->record = statement->word->record;
  value->differs = dup_others (self, statement);
}

/* Systems are known by their names: whoever spoke of it first said so. */
static void
take_name (Filling *self)
{
  RcDeclarationValue *value = &self->declaration->values[RC_DECLARATION_SYSTEM_NAME];
  const RcSystemWord *word = self->system->words->len > 0 ? g_ptr_array_index (self->system->words, 0) : NULL;
  g_autoptr (GError) error = NULL;

  if (!rc_declaration_field_check (RC_DECLARATION_SYSTEM_NAME, self->system->name, &error))
    {
      remark_unfit (self, RC_DECLARATION_SYSTEM_NAME, error);
      return;
    }

  value->value = g_strdup (self->system->name);
  value->origin = RC_DECLARATION_STATED;
  if (word == NULL)
    return;
  value->by = g_strdup (word->by);
  value->at_us = word->said_us;
  value->source = word->source;
  value->record = word->record;
}

/* A number of the EU database identifies it too. */
static void
take_registration (Filling *self)
{
  RcDeclarationValue *value = &self->declaration->values[RC_DECLARATION_SYSTEM_REFERENCE];
  const char *registration = rc_system_peek_value (self->system, RC_SYSTEM_REGISTRATION);
  g_autofree char *both = NULL;

  if (registration == NULL)
    return;
  if (value->value == NULL)
    {
      take_stated (self, RC_DECLARATION_SYSTEM_REFERENCE, RC_SYSTEM_REGISTRATION);
      return;
    }
  both = g_strdup_printf ("%s, %s", value->value, registration);
  if (rc_declaration_field_check (RC_DECLARATION_SYSTEM_REFERENCE, both, NULL))
    {
      g_free (value->value);
      value->value = g_steal_pointer (&both);
    }
}

/* The language that the system is stated to speak, where that is but one. */
static void
take_language (Filling *self)
{
  const RcSystemStatement *statement = rc_system_peek (self->system, RC_SYSTEM_LANGUAGES);

  if (statement != NULL && statement->values->len == 1)
    take_stated (self, RC_DECLARATION_ORIGINAL_LANGUAGE, RC_SYSTEM_LANGUAGES);
}

/* --- What records say --- */

/* The covered versions in words, where nobody stated them. */
static void
take_version (Filling *self)
{
  RcDeclarationValue *value = &self->declaration->values[RC_DECLARATION_SYSTEM_VERSION];
  GPtrArray *versions = self->declaration->versions;
  g_autoptr (GString) text = g_string_new (NULL);

  if (value->value != NULL || versions->len == 0)
    return;

  for (guint i = 0; i < versions->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", ((const RcDeclarationVersion *) g_ptr_array_index (versions, i))->name);
  if (!rc_declaration_field_check (RC_DECLARATION_SYSTEM_VERSION, text->str, NULL))
    return;
  value->value = g_string_free (g_steal_pointer (&text), FALSE);
  value->origin = RC_DECLARATION_RECORDED;
  value->source = ((const RcDeclarationVersion *) g_ptr_array_index (versions, 0))->source;
  value->record = ((const RcDeclarationVersion *) g_ptr_array_index (versions, 0))->record;
}

/* What stands in the case may then be nobody's word, and its records may not be what came. */
static gboolean
see_edits (Filling  *self,
           GError  **error)
{
  g_autoptr (GPtrArray) edits = rc_custody_compare_short_tables (self->case_file, error);

  if (edits == NULL)
    return FALSE;
  self->declaration->is_edited = edits->len > 0;
  if (edits->len > 0)
    g_ptr_array_add (self->declaration->remarks, g_strdup (_("The case file itself was edited outside the program: what is shown here may not be what "
                                                             "the evidence says.")));
  return TRUE;
}

/**
 * rc_declaration_fill:
 * @system: its name, or an identifier that only one has
 *
 * Returns: (transfer full): what the case says, what is missing left out: rc_declaration_list_missing()
 */
RcDeclaration *
rc_declaration_fill (RcCase          *case_file,
                     RcRecordReader  *reader,
                     const char      *system,
                     GError         **error)
{
  g_autoptr (RcSystem) found = rc_system_find (case_file, reader, system, error);
  g_autoptr (RcDeclaration) declaration = NULL;
  Filling self = { .case_file = case_file, .system = found };

  if (found == NULL)
    return NULL;

  self.declaration = declaration = rc_declaration_new (FALSE);
  take_name (&self);
  for (gsize i = 0; i < G_N_ELEMENTS (stated); i++)
    take_stated (&self, stated[i].field, stated[i].attribute);
  take_registration (&self);
  take_language (&self);
  rc_declaration_fill_route (declaration, found);
  if (!see_edits (&self, error) ||
      !rc_declaration_fill_number (declaration, case_file, found->name, error) ||
      !rc_declaration_take_entries (declaration, case_file, found->name, error) ||
      !rc_declaration_fill_versions (declaration, case_file, reader, found, error))
    return NULL;
  take_version (&self);
  rc_declaration_fill_retention (declaration);
  return g_steal_pointer (&declaration);
}
