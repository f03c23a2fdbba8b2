/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli-declaration.h"

#include <string.h>

/* What the two verbs on declarations of conformity share. */

gboolean
rc_cli_parse_settings (char    **texts,
                       GArray   *out_settings,
                       GError  **error)
{
  for (gsize i = 0; texts != NULL && texts[i] != NULL; i++)
    {
      char *equals = strchr (texts[i], '=');
      RcDeclarationSetting setting;

      if (equals != NULL)
        *equals = '\0';
      if (equals == NULL || !rc_declaration_field_from_name (texts[i], &setting.field))
        {
          g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "--set takes FIELD=VALUE, and “%s” is no field of a declaration", texts[i]);
          return FALSE;
        }
      setting.value = equals + 1;
      g_array_append_val (out_settings, setting);
    }
  return TRUE;
}

void
rc_cli_write_lints (RcJsonWriter *writer,
                    const char   *name,
                    GPtrArray    *lints)
{
  rc_json_writer_name (writer, name);
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < lints->len; i++)
    {
      const RcLint *lint = g_ptr_array_index (lints, i);

      rc_json_writer_begin_object (writer);
      rc_json_writer_member_string (writer, "id", lint->id);
      rc_json_writer_member_integer (writer, "item", lint->item);
      rc_json_writer_member_string (writer, "outcome", rc_lint_outcome_to_name (lint->outcome));
      rc_json_writer_member_string (writer, "expected", lint->expected);
      rc_json_writer_member_string (writer, "found", lint->found);
      if (lint->source != 0)
        {
          rc_json_writer_member_integer (writer, "source", lint->source);
          rc_json_writer_member_integer (writer, "record", (gint64) lint->record);
        }
      rc_json_writer_end_object (writer);
    }
  rc_json_writer_end_array (writer);
}

/* Behind what stands there, as a sentence. */
static void
add_sentence (GString    *words,
              const char *label,
              const char *sentence)
{
  if (*sentence == '\0')
    return;
  g_string_append_printf (words, "%s%s%s%s", words->len > 0 ? " " : "", label, sentence, g_str_has_suffix (sentence, ".") ? "" : ".");
}

static char *
dup_words (const RcLint *lint)
{
  g_autofree char *expected = rc_cli_show (lint->expected);
  g_autofree char *found = rc_cli_show (lint->found);
  g_autoptr (GString) words = g_string_new (NULL);

  add_sentence (words, "", rc_lint_words (lint));
  if (lint->outcome == RC_LINT_FAILED)
    add_sentence (words, "Expected: ", expected);
  add_sentence (words, "Found: ", found);
  return g_string_free (g_steal_pointer (&words), FALSE);
}

void
rc_cli_print_lints (GPtrArray     *lints,
                    RcLintOutcome  outcome)
{
  for (guint i = 0; i < lints->len; i++)
    {
      const RcLint *lint = g_ptr_array_index (lints, i);
      g_autofree char *words = NULL;

      if (lint->outcome != outcome)
        continue;
      words = dup_words (lint);
      rc_cli_print ("  %-11s %s\n", lint->id, words);
    }
}
