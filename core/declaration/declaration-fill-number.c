/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/declaration/declaration-parts.h"

#include "core/issued/issued.h"

/* Number, revision and what is replaced follow from what was issued for the system before. */

static void
set_counted (RcDeclaration      *self,
             RcDeclarationField  field,
             const char         *text)
{
  RcDeclarationValue *value = &self->values[field];

  if (text == NULL || !rc_declaration_field_check (field, text, NULL))
    return;
  value->value = g_strdup (text);
  value->origin = RC_DECLARATION_FIXED;
}

/* The day of the last signature under it: it was issued then. */
static void
set_replaced (RcDeclaration  *self,
              const RcIssued *replaced)
{
  g_autofree char *text = NULL;

  if (replaced->designation == NULL || replaced->signatures->len == 0)
    return;
  text = g_strdup_printf ("%s %s", replaced->designation,
                          ((const RcIssuedSignature *) g_ptr_array_index (replaced->signatures, replaced->signatures->len - 1))->on);
  set_counted (self, RC_DECLARATION_REPLACES, text);
}

static void
set_number (RcDeclaration *self,
            const char    *designation,
            guint          revision)
{
  g_autofree char *digits = g_strdup_printf ("%u", revision);

  set_counted (self, RC_DECLARATION_NUMBER, designation);
  set_counted (self, RC_DECLARATION_REVISION, digits);
}

/* One that is not signed yet is the one that is drawn up. */
static gboolean
fill_from_open (RcDeclaration   *self,
                RcCase          *case_file,
                const RcIssued  *open,
                GError         **error)
{
  g_autofree char *designation = rc_issued_dup_designation (case_file, open, error);
  g_autoptr (RcIssued) replaced = NULL;

  if (designation == NULL)
    return FALSE;

  set_number (self, designation, open->revision);
  if (open->replaces == 0)
    return TRUE;
  replaced = rc_issued_find (case_file, open->replaces, error);
  if (replaced == NULL)
    return FALSE;
  set_replaced (self, replaced);
  return TRUE;
}

gboolean
rc_declaration_fill_number (RcDeclaration  *self,
                            RcCase         *case_file,
                            const char     *system,
                            GError        **error)
{
  g_autoptr (GError) fault = NULL;
  g_autoptr (RcIssued) current = rc_issued_find_current (case_file, RC_DECLARATION_ISSUED_KIND, system, &fault);
  g_autofree char *next = NULL;

  if (fault != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&fault));
      return FALSE;
    }
  if (current != NULL && current->state != RC_ISSUED_SIGNED)
    return fill_from_open (self, case_file, current, error);
  if (current != NULL)
    {
      set_number (self, current->designation, current->revision + 1);
      set_replaced (self, current);
      return TRUE;
    }

  next = rc_issued_dup_next_designation (case_file, RC_DECLARATION_ISSUED_KIND, error);
  if (next == NULL)
    return FALSE;
  set_number (self, next, 0);
  return TRUE;
}
