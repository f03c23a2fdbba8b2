/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli-system.h"

#include "core/timestamp.h"

/* --- JSON --- */

static void
write_word (RcJsonWriter       *writer,
            const RcSystemWord *word,
            const char         *locator)
{
  g_autofree char *said = word->said_us != RC_TIME_NONE ? rc_time_format_utc (word->said_us) : NULL;

  rc_json_writer_member_string (writer, "stated_in", word->entry != 0 ? "entry" : "file");
  rc_json_writer_member_string (writer, "by", word->by);
  rc_json_writer_member_string (writer, "on", said);
  if (word->entry != 0)
    {
      rc_json_writer_member_integer (writer, "entry", word->entry);
    }
  else
    {
      rc_json_writer_member_integer (writer, "source", word->source);
      rc_json_writer_member_integer (writer, "record", (gint64) word->record);
    }
  rc_json_writer_member_string (writer, "locator", locator);
}

static void
write_statement (RcJsonWriter            *writer,
                 const RcSystemStatement *statement)
{
  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "attribute", rc_system_attribute_to_name (statement->attribute));
  rc_json_writer_name (writer, "values");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < statement->values->len; i++)
    rc_json_writer_string (writer, g_ptr_array_index (statement->values, i));
  rc_json_writer_end_array (writer);
  write_word (writer, statement->word, statement->locator);
  rc_json_writer_member_boolean (writer, "superseded", statement->is_superseded);
  rc_json_writer_end_object (writer);
}

static void
write_binding (RcJsonWriter          *writer,
               const RcSystemBinding *binding,
               const RcSystemFilter  *filter)
{
  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "kind", rc_system_binding_kind_to_name (binding->kind));
  if (binding->field != NULL)
    rc_json_writer_member_string (writer, "field", binding->field);
  rc_json_writer_member_string (writer, "value", binding->value);
  write_word (writer, binding->word, binding->locator);
  rc_json_writer_member_boolean (writer, "withdrawn", binding->is_withdrawn);
  rc_json_writer_member_boolean (writer, "idle", !binding->is_withdrawn && rc_system_filter_is_idle (filter, binding));
  rc_json_writer_end_object (writer);
}

static void
write_head (RcJsonWriter   *writer,
            const RcSystem *system)
{
  const char *id = rc_system_peek_value (system, RC_SYSTEM_ID);
  gboolean by_officer = FALSE, by_file = FALSE;

  for (guint i = 0; i < system->words->len; i++)
    {
      const RcSystemWord *word = g_ptr_array_index (system->words, i);

      by_officer |= word->entry != 0;
      by_file |= word->entry == 0;
    }
  rc_json_writer_member_string (writer, "id", id != NULL ? id : system->name);
  rc_json_writer_member_string (writer, "name", system->name);
  rc_json_writer_member_string (writer, "kind", "system");
  rc_json_writer_member_boolean (writer, "stated_by_officer", by_officer);
  rc_json_writer_member_boolean (writer, "stated_in_file", by_file);
}

static void
write_differing (RcJsonWriter   *writer,
                 const RcSystem *system)
{
  rc_json_writer_name (writer, "differs");
  rc_json_writer_begin_array (writer);
  for (guint attribute = 0; attribute < RC_N_SYSTEM_ATTRIBUTES; attribute++)
    {
      if (rc_system_differs (system, attribute))
        rc_json_writer_string (writer, rc_system_attribute_to_name (attribute));
    }
  rc_json_writer_end_array (writer);
}

static void
write_system (RcJsonWriter         *writer,
              const RcSystem       *system,
              const RcSystemFilter *filter,
              guint64               inferences)
{
  write_head (writer, system);
  rc_json_writer_member_integer (writer, "inferences", (gint64) inferences);
  rc_json_writer_member_boolean (writer, "partly_unreadable", system->has_faults);
  rc_json_writer_name (writer, "statements");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < system->statements->len; i++)
    write_statement (writer, g_ptr_array_index (system->statements, i));
  rc_json_writer_end_array (writer);
  write_differing (writer, system);
  rc_json_writer_name (writer, "bindings");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < system->bindings->len; i++)
    {
      const RcSystemBinding *binding = g_ptr_array_index (system->bindings, i);

      if (!binding->withdraws)
        write_binding (writer, binding, filter);
    }
  rc_json_writer_end_array (writer);
  rc_json_writer_name (writer, "remarks");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < system->remarks->len; i++)
    rc_json_writer_string (writer, g_ptr_array_index (system->remarks, i));
  rc_json_writer_end_array (writer);
}

/* --- Text --- */

/* Who stated it, as a number: the occasions are told once, above. */
static guint
number_of (const RcSystem     *system,
           const RcSystemWord *word)
{
  guint index = 0;

  (void) g_ptr_array_find (system->words, word, &index);
  return index + 1;
}

static void
print_words (RcCase         *case_file,
             const RcSystem *system)
{
  for (guint i = 0; i < system->words->len; i++)
    {
      g_autofree char *word = rc_system_word_dup_words (g_ptr_array_index (system->words, i), case_file);

      rc_cli_print ("[%u] %s\n", i + 1, word);
    }
}

static void
print_statement (const RcSystem          *system,
                 const RcSystemStatement *statement)
{
  g_autoptr (GString) values = g_string_new (NULL);

  for (guint i = 0; i < statement->values->len; i++)
    {
      g_autofree char *words = rc_system_attribute_dup_words (statement->attribute, g_ptr_array_index (statement->values, i));

      g_string_append_printf (values, "%s%s", i > 0 ? "; " : "", words);
    }
  rc_cli_print ("%s: %s [%u]%s\n", rc_system_attribute_title (statement->attribute), values->len > 0 ? values->str : "none",
                number_of (system, statement->word), statement->is_superseded ? ", later stated otherwise" : "");
}

static void
print_binding (const RcSystem        *system,
               const RcSystemBinding *binding,
               const RcSystemFilter  *filter)
{
  g_autofree char *field = rc_cli_show (binding->field);
  g_autofree char *value = rc_cli_show (binding->value);
  const char *state = binding->is_withdrawn                        ? ", taken back since"
                      : rc_system_filter_is_idle (filter, binding) ? ", nothing in the case answers to it"
                                                                   : "";

  rc_cli_print ("%s: %s%s%s [%u]%s\n", rc_system_binding_kind_title (binding->kind), field, binding->field != NULL ? " = " : "", value,
                number_of (system, binding->word), state);
}

static void
print_system (RcCase               *case_file,
              const RcSystem       *system,
              const RcSystemFilter *filter,
              guint64               inferences)
{
  g_autofree char *name = rc_cli_show (system->name);
  g_autofree char *count = rc_cli_group_digits (inferences);
  gboolean has_binding = FALSE;

  rc_cli_print ("%s, as stated; Recount has checked none of it.\n\n", name);
  print_words (case_file, system);
  rc_cli_print ("\n");
  for (guint i = 0; i < system->statements->len; i++)
    print_statement (system, g_ptr_array_index (system->statements, i));
  for (guint attribute = 0; attribute < RC_N_SYSTEM_ATTRIBUTES; attribute++)
    {
      if (rc_system_differs (system, attribute))
        rc_cli_print ("Statements differ on: %s\n", rc_system_attribute_title (attribute));
    }

  rc_cli_print ("\nRecords that belong to it (inferences: %s):\n", count);
  for (guint i = 0; i < system->bindings->len; i++)
    {
      const RcSystemBinding *binding = g_ptr_array_index (system->bindings, i);

      if (binding->withdraws)
        continue;
      print_binding (system, binding, filter);
      has_binding |= !binding->is_withdrawn;
    }
  if (!has_binding)
    rc_cli_print ("Nothing is bound to it: the records that give it its name or its identifier count.\n");
  if (system->has_faults)
    rc_cli_print ("\nA description file could not be read wholly; the exceptions of its source tell which members.\n");
  for (guint i = 0; i < system->remarks->len; i++)
    rc_cli_print ("%s%s\n", i == 0 ? "\nStated beside, without a meaning here:\n" : "", (const char *) g_ptr_array_index (system->remarks, i));
}

void
rc_cli_show_system (RcCli                *cli,
                    RcCase               *case_file,
                    const RcSystem       *system,
                    const RcSystemFilter *filter,
                    guint64               inferences)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();

  if (!cli->json)
    {
      print_system (case_file, system, filter, inferences);
      return;
    }
  rc_json_writer_begin_object (writer);
  write_system (writer, system, filter, inferences);
  rc_json_writer_end_object (writer);
  rc_cli_print_json (writer);
}

void
rc_cli_tell_system (RcCli          *cli,
                    RcCase         *case_file,
                    const RcSystem *system,
                    const guint64  *inferences)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();
  g_autofree char *name = rc_cli_show (system->name);
  g_autofree char *provider = rc_cli_show (rc_system_peek_value (system, RC_SYSTEM_PROVIDER));
  g_autofree char *word = rc_system_word_dup_words (g_ptr_array_index (system->words, 0), case_file);

  if (!cli->json)
    {
      g_autofree char *count = inferences != NULL ? rc_cli_group_digits (*inferences) : g_strdup ("");

      rc_cli_print ("%-24s  %10s%s  %s%s%s\n", name, count, inferences == NULL ? "" : *inferences == 1 ? " inference " : " inferences", provider, *provider != '\0' ? "; " : "", word);
      return;
    }
  rc_json_writer_begin_object (writer);
  write_head (writer, system);
  rc_json_writer_member_string (writer, "provider", rc_system_peek_value (system, RC_SYSTEM_PROVIDER));
  rc_json_writer_member_string (writer, "deployer", rc_system_peek_value (system, RC_SYSTEM_DEPLOYER));
  write_differing (writer, system);
  if (inferences != NULL)
    rc_json_writer_member_integer (writer, "inferences", (gint64) *inferences);
  rc_json_writer_end_object (writer);
  rc_cli_print_json (writer);
}

/* --- What belongs to none --- */

static void
write_unbound (RcJsonWriter         *writer,
               const RcSystemCounts *counts)
{
  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "id", NULL);
  rc_json_writer_member_string (writer, "name", NULL);
  rc_json_writer_member_integer (writer, "inferences", (gint64) counts->inferences);
  rc_json_writer_member_integer (writer, "none", (gint64) counts->none);
  rc_json_writer_member_integer (writer, "several", (gint64) counts->several);
  rc_json_writer_member_integer (writer, "unknown", (gint64) counts->unknown);
  rc_json_writer_name (writer, "unbound");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < counts->unbound->len; i++)
    {
      const RcSystemUnbound *unbound = g_ptr_array_index (counts->unbound, i);

      rc_json_writer_begin_object (writer);
      rc_json_writer_member_string (writer, "system", unbound->name);
      rc_json_writer_member_integer (writer, "inferences", (gint64) unbound->inferences);
      rc_json_writer_end_object (writer);
    }
  rc_json_writer_end_array (writer);
  rc_json_writer_end_object (writer);
}

static void
print_unbound (const RcSystemCounts *counts)
{
  g_autofree char *all = rc_cli_group_digits (counts->inferences);
  g_autofree char *none = rc_cli_group_digits (counts->none);
  g_autofree char *several = rc_cli_group_digits (counts->several);
  g_autofree char *unknown = rc_cli_group_digits (counts->unknown);

  rc_cli_print ("\nOf %s inferences %s belong to no described system, and %s to more than one.\n", all, none, several);
  if (counts->unknown > 0)
    rc_cli_print ("Of %s it is not known: a condition asks for what their records do not let read.\n", unknown);
  for (guint i = 0; i < counts->unbound->len; i++)
    {
      const RcSystemUnbound *unbound = g_ptr_array_index (counts->unbound, i);
      g_autofree char *name = rc_cli_show (unbound->name);
      g_autofree char *count = rc_cli_group_digits (unbound->inferences);

      if (unbound->name != NULL)
        rc_cli_print ("  %s, as records name their system: %s\n", name, count);
      else
        rc_cli_print ("  records that name no system: %s\n", count);
    }
}

void
rc_cli_tell_unbound (RcCli                *cli,
                     const RcSystemCounts *counts)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();

  if (!cli->json)
    {
      print_unbound (counts);
      return;
    }
  write_unbound (writer, counts);
  rc_cli_print_json (writer);
}
