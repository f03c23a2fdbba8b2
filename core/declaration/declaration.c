/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/declaration/declaration-parts.h"

#include <string.h>

G_DEFINE_QUARK (rc-declaration-error-quark, rc_declaration_error)

void
rc_declaration_version_free (RcDeclarationVersion *self)
{
  g_free (self->name);
  g_free (self->sha256);
  g_free (self);
}

void
rc_declaration_act_free (RcDeclarationAct *self)
{
  g_free (self->number);
  g_free (self->title);
  g_free (self->amended_by);
  g_free (self);
}

void
rc_declaration_standard_free (RcDeclarationStandard *self)
{
  g_free (self->reference);
  g_free (self->title);
  g_free (self->dated);
  g_free (self->oj_reference);
  g_free (self->oj_date);
  g_free (self);
}

void
rc_declaration_language_free (RcDeclarationLanguage *self)
{
  g_free (self->language);
  g_free (self->title);
  g_free (self->tree);
  for (guint i = 0; i <= RC_DECLARATION_ITEMS; i++)
    g_free (self->statements[i]);
  g_free (self);
}

RcDeclaration *
rc_declaration_new (gboolean is_received)
{
  RcDeclaration *self = g_new0 (RcDeclaration, 1);

  self->is_received = is_received;
  self->versions = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_declaration_version_free);
  self->acts = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_declaration_act_free);
  self->standards = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_declaration_standard_free);
  self->languages = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_declaration_language_free);
  self->checked = g_ptr_array_new_with_free_func (g_free);
  self->remarks = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
rc_declaration_free (RcDeclaration *self)
{
  if (self == NULL)
    return;

  for (guint i = 0; i < RC_N_DECLARATION_FIELDS; i++)
    {
      g_free (self->values[i].value);
      g_free (self->values[i].by);
      g_free (self->values[i].differs);
    }
  g_ptr_array_unref (self->versions);
  g_ptr_array_unref (self->acts);
  g_ptr_array_unref (self->standards);
  g_ptr_array_unref (self->languages);
  g_ptr_array_unref (self->checked);
  g_ptr_array_unref (self->remarks);
  g_free (self);
}

const char *
rc_declaration_peek (const RcDeclaration *self,
                     RcDeclarationField   field)
{
  return self->values[field].value;
}

gboolean
rc_declaration_says (const RcDeclaration *self,
                     RcDeclarationField   field,
                     const char          *value)
{
  return g_strcmp0 (self->values[field].value, value) == 0;
}

/* Around the items comes last: what Annex V asks for is told first. */
GPtrArray *
rc_declaration_list_missing (const RcDeclaration *self)
{
  GPtrArray *missing = g_ptr_array_new ();

  for (guint field = 0; field < RC_N_DECLARATION_FIELDS; field++)
    {
      if (self->values[field].value == NULL && rc_declaration_field_is_needed (self, field))
        g_ptr_array_add (missing, GUINT_TO_POINTER (field));
    }
  return missing;
}

/* A harmonised standard gives its presumption from the day on which its reference is published (Article 40). */
gboolean
rc_declaration_standard_is_harmonised (const RcDeclarationStandard *self,
                                       const char                  *day)
{
  return self->oj_reference != NULL && self->oj_date != NULL && day != NULL && strcmp (self->oj_date, day) <= 0;
}

gboolean
rc_declaration_claims_harmonised (const RcDeclaration         *self,
                                  const RcDeclarationStandard *standard)
{
  if (self->is_received)
    return standard->is_claimed_harmonised;
  return rc_declaration_standard_is_harmonised (standard, rc_declaration_peek (self, RC_DECLARATION_DATE));
}

gboolean
rc_declaration_is_character (gunichar character)
{
  if (character < 0x20)
    return character == '\t' || character == '\n' || character == '\r';
  if (character >= 0x7f && character <= 0x9f)
    return FALSE;
  return character != 0xfffe && character != 0xffff;
}

gboolean
rc_declaration_split_replaced (const char  *value,
                               char       **out_number,
                               char       **out_day)
{
  const char *blank = value != NULL ? strrchr (value, ' ') : NULL;

  if (blank == NULL)
    return FALSE;

  *out_number = g_strndup (value, (gsize) (blank - value));
  *out_day = g_strdup (blank + 1);
  return TRUE;
}
