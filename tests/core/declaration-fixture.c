/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "declaration-fixture.h"

#include <string.h>

void
declaration_fixture_set (RcDeclaration *declaration,
                         const char    *name,
                         const char    *value)
{
  RcDeclarationField field;

  g_assert_true (rc_declaration_field_from_name (name, &field));
  g_clear_pointer (&declaration->values[field].value, g_free);
  declaration->values[field].value = *value != '\0' ? g_strdup (value) : NULL;
}

static char *
take (char **parts,
      guint  index)
{
  return index < g_strv_length (parts) && *parts[index] != '\0' ? g_strdup (parts[index]) : NULL;
}

static void
add_version (RcDeclaration *declaration,
             const char    *words)
{
  g_auto (GStrv) parts = g_strsplit (words, " ", 2);
  RcDeclarationVersion *version;

  if (*words == '\0')
    {
      g_ptr_array_set_size (declaration->versions, 0);
      return;
    }
  version = g_new0 (RcDeclarationVersion, 1);
  version->name = take (parts, 0);
  version->sha256 = take (parts, 1);
  g_ptr_array_add (declaration->versions, version);
}

static void
add_act (RcDeclaration *declaration,
         const char    *words)
{
  g_auto (GStrv) parts = g_strsplit (words, ";", -1);
  RcDeclarationAct *act = g_new0 (RcDeclarationAct, 1);

  act->number = take (parts, 0);
  act->title = take (parts, 1);
  act->amended_by = take (parts, 2);
  g_ptr_array_add (declaration->acts, act);
}

static void
add_standard (RcDeclaration *declaration,
              const char    *words)
{
  g_auto (GStrv) parts = g_strsplit (words, ";", -1);
  RcDeclarationStandard *standard = g_new0 (RcDeclarationStandard, 1);
  g_autofree char *harmonised = take (parts, 4);
  g_autofree char *withdrawn = take (parts, 5);

  standard->reference = take (parts, 0);
  standard->dated = take (parts, 1);
  standard->oj_reference = take (parts, 2);
  standard->oj_date = take (parts, 3);
  standard->is_claimed_harmonised = harmonised != NULL;
  standard->is_withdrawn = withdrawn != NULL;
  g_ptr_array_add (declaration->standards, standard);
}

static void
edit_language (RcDeclaration *declaration,
               const char    *words)
{
  const char *value = strchr (words, '=') + 1;
  RcDeclarationLanguage *language = NULL;
  char **text;

  for (guint i = 0; i < declaration->languages->len; i++)
    {
      RcDeclarationLanguage *other = g_ptr_array_index (declaration->languages, i);

      if (g_str_has_prefix (words, other->language))
        language = other;
    }
  g_assert_nonnull (language);
  if (words[3] == 'o')
    {
      language->is_original = *value == 'y';
      return;
    }
  text = words[3] == 't' ? &language->title : words[3] == 'x' ? &language->tree : &language->statements[words[3] - '0'];
  g_free (*text);
  *text = *value != '\0' ? g_strdup (value) : NULL;
}

static void
edit (RcDeclaration *declaration,
      const char    *words)
{
  g_auto (GStrv) parts = NULL;

  if (words[1] == ' ' || words[1] == '\0')
    {
      const char *rest = words[1] != '\0' ? words + 2 : "";

      if (*words == 'V')
        add_version (declaration, rest);
      else if (*words == 'A')
        add_act (declaration, rest);
      else if (*words == 'S')
        add_standard (declaration, rest);
      return;
    }
  parts = g_strsplit (words, "=", 2);
  declaration_fixture_set (declaration, parts[0], parts[1]);
}

static const char * const whole[] = {
  "system-name=KreditCheck", "system-type=Evaluates applications for loans", "system-version=2026.1", "system-reference=NB-AIS-007",
  "provider-name=Nordhafen Bank (fictitious)", "provider-address=Am Südkai 1, 00000 Nordhafen (fictitious)", "provider-country=DE",
  "personal-data=true", "no-harmonised-standards=true", "route=annex-vi", "place=Nordhafen", "date=2026-11-30", "signatory=A. Signer (fictitious)", "function=Head of Models",
  "on-behalf-of=Nordhafen Bank (fictitious)", "number=DoC-2026-001", "revision=0", "member-states=DE", "original-language=de",
  "placed-on-market=2026-10-01", "retention-end=2036-10-01", "V k/1 " SHA,
};

static void
edit_words (RcDeclaration      *declaration,
            const char * const *edits)
{
  gboolean has_none = FALSE;

  for (guint i = 0; i < N_EDITS && edits[i] != NULL; i++)
    has_none |= strcmp (edits[i], "L") == 0;
  if (!has_none)
    g_assert_true (rc_declaration_add_language (declaration, "de", TRUE, NULL));
  for (guint i = 0; i < N_EDITS && edits[i] != NULL; i++)
    {
      if (g_str_has_prefix (edits[i], "L "))
        g_assert_true (rc_declaration_add_language (declaration, edits[i] + 2, FALSE, NULL));
    }
  for (guint i = 0; i < N_EDITS && edits[i] != NULL; i++)
    {
      if (*edits[i] == '@')
        edit_language (declaration, edits[i] + 1);
    }
}

RcDeclaration *
declaration_fixture_make (gboolean            is_received,
                          const char * const *edits)
{
  RcDeclaration *declaration = rc_declaration_new (is_received);

  for (gsize i = 0; i < G_N_ELEMENTS (whole); i++)
    edit (declaration, whole[i]);
  for (guint i = 0; i < N_EDITS && edits[i] != NULL; i++)
    {
      if (*edits[i] != '@')
        edit (declaration, edits[i]);
    }
  edit_words (declaration, edits);
  return declaration;
}

const RcLint *
declaration_fixture_find (GPtrArray  *lints,
                          const char *id)
{
  for (guint i = 0; i < lints->len; i++)
    {
      const RcLint *one = g_ptr_array_index (lints, i);

      if (strcmp (one->id, id) == 0)
        return one;
    }
  g_error ("there is no lint %s", id);
}

void
declaration_fixture_assert (GPtrArray *lints,
                            const Row *row,
                            gsize      number)
{
  const RcLint *one = declaration_fixture_find (lints, row->id);

  if (one->outcome != row->outcome)
    g_error ("row %" G_GSIZE_FORMAT ": %s (%s …) is %s, not %s: %s", number, row->id, row->edits[0] != NULL ? row->edits[0] : "",
             rc_lint_outcome_to_name (one->outcome), rc_lint_outcome_to_name (row->outcome), one->found);
  g_assert_nonnull (one->expected);
  g_assert_cmpuint (strlen (one->found), >, 0);
}
