/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli.h"

#include <string.h>

#include "core/identity-link.h"
#include "core/timestamp.h"

#define MAX_CANDIDATES 20u

/* --- Which thing is meant --- */

static char *
list_candidates (RcDatabase  *database,
                 GPtrArray   *candidates,
                 GError     **error)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < MIN (candidates->len, MAX_CANDIDATES); i++)
    {
      const RcEntity *entity = g_ptr_array_index (candidates, i);
      g_autofree char *source = NULL;

      if (!rc_entity_find_source_name (database, entity->id, &source, error))
        return NULL;
      g_string_append_printf (text, "%s%" G_GINT64_FORMAT " (in %s)", i > 0 ? ", " : "", entity->id, source != NULL ? source : "no source");
    }
  if (candidates->len > MAX_CANDIDATES)
    g_string_append_printf (text, " and %u more", candidates->len - MAX_CANDIDATES);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gint64
choose_only (RcDatabase  *database,
             const char  *text,
             GPtrArray   *candidates,
             GError     **error)
{
  g_autofree char *list = NULL;

  if (candidates->len == 1)
    return ((const RcEntity *) g_ptr_array_index (candidates, 0))->id;
  if (candidates->len == 0)
    {
      g_set_error (error, RC_IDENTITY_LINK_ERROR, RC_IDENTITY_LINK_ERROR_NOT_FOUND, "Nothing in the case is called “%s”", text);
      return 0;
    }

  list = list_candidates (database, candidates, error);
  if (list != NULL)
    g_set_error (error, RC_IDENTITY_LINK_ERROR, RC_IDENTITY_LINK_ERROR_ENTITY,
                 "“%s” is the name of %u things; give the number of one: %s", text, candidates->len, list);
  return 0;
}

/* A number, or "kind:name". */
static gint64
find_entity (RcDatabase  *database,
             const char  *text,
             GError     **error)
{
  const char *colon = strchr (text, ':');
  g_autofree char *kind_name = colon != NULL ? g_strndup (text, (gsize) (colon - text)) : NULL;
  g_autoptr (GPtrArray) candidates = NULL;
  RcEntityKind kind;
  gint64 id;

  if (g_ascii_string_to_signed (text, 10, 1, G_MAXINT64, &id, NULL))
    {
      g_autoptr (RcEntity) entity = rc_entity_load (database, id, error);

      return entity != NULL ? id : 0;
    }
  if (kind_name == NULL || !rc_entity_kind_from_name (kind_name, &kind))
    {
      g_set_error (error, RC_IDENTITY_LINK_ERROR, RC_IDENTITY_LINK_ERROR_ENTITY,
                   "“%s” names nothing: expected a number, or a kind and a name like model-version:kreditcheck/4", text);
      return 0;
    }

  candidates = rc_entity_find (database, kind, colon + 1, error);
  return candidates != NULL ? choose_only (database, text, candidates, error) : 0;
}

/* --- Telling --- */

static void
write_entity (RcJsonWriter   *writer,
              const char     *member,
              const RcEntity *entity,
              const char     *source)
{
  rc_json_writer_name (writer, member);
  rc_json_writer_begin_object (writer);
  rc_json_writer_member_integer (writer, "id", entity->id);
  rc_json_writer_member_string (writer, "name", entity->name);
  rc_json_writer_member_string (writer, "source", source);
  rc_json_writer_end_object (writer);
}

static void
write_link (const RcIdentityLink *link,
            const RcEntity       *first,
            const char           *first_source,
            const RcEntity       *second,
            const char           *second_source)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();
  g_autofree char *added = rc_time_format_utc (link->added_us);

  rc_json_writer_begin_object (writer);
  rc_json_writer_member_integer (writer, "id", link->id);
  rc_json_writer_member_string (writer, "name", first->name);
  rc_json_writer_member_string (writer, "kind", rc_entity_kind_to_name (first->kind));
  write_entity (writer, "entity", first, first_source);
  write_entity (writer, "other", second, second_source);
  rc_json_writer_member_string (writer, "reason", link->reason);
  rc_json_writer_member_string (writer, "by", link->by);
  rc_json_writer_member_string (writer, "added", added);
  if (link->withdrawn_us != RC_TIME_NONE)
    {
      g_autofree char *withdrawn = rc_time_format_utc (link->withdrawn_us);

      rc_json_writer_member_string (writer, "withdrawn", withdrawn);
      rc_json_writer_member_string (writer, "withdrawn_for", link->withdrawn_for);
    }
  rc_json_writer_end_object (writer);
  rc_cli_print_json (writer);
}

static void
print_link (const RcIdentityLink *link,
            const RcEntity       *first,
            const char           *first_source,
            const RcEntity       *second,
            const char           *second_source)
{
  g_autofree char *added = rc_time_format_utc (link->added_us);
  g_autofree char *first_name = rc_cli_show (first->name);
  g_autofree char *second_name = rc_cli_show (second->name);
  g_autofree char *first_in = rc_cli_show (first_source);
  g_autofree char *second_in = rc_cli_show (second_source);
  g_autofree char *reason = rc_cli_show (link->reason);
  g_autofree char *by = rc_cli_show (link->by);
  g_autofree char *withdrawn_for = rc_cli_show (link->withdrawn_for);

  rc_cli_print ("%4" G_GINT64_FORMAT "  %s %" G_GINT64_FORMAT " “%s” in %s\n      is %" G_GINT64_FORMAT " “%s” in %s\n      by %s, %s: %s\n",
                link->id, rc_entity_kind_to_name (first->kind), first->id, first_name, first_in, second->id, second_name, second_in, by,
                added, reason);
  if (link->withdrawn_us != RC_TIME_NONE)
    {
      g_autofree char *withdrawn = rc_time_format_utc (link->withdrawn_us);

      rc_cli_print ("      taken back %s: %s\n", withdrawn, withdrawn_for);
    }
}

static gboolean
tell_link (RcCli                 *cli,
           RcCase                *case_file,
           const RcIdentityLink  *link,
           GError               **error)
{
  RcDatabase *database = rc_case_get_database (case_file);
  g_autoptr (RcEntity) first = rc_entity_load (database, link->entity, error);
  g_autoptr (RcEntity) second = first != NULL ? rc_entity_load (database, link->other, error) : NULL;
  g_autofree char *first_source = NULL;
  g_autofree char *second_source = NULL;

  if (second == NULL || !rc_entity_find_source_name (database, first->id, &first_source, error) ||
      !rc_entity_find_source_name (database, second->id, &second_source, error))
    return FALSE;

  (cli->json ? write_link : print_link) (link, first, first_source, second, second_source);
  return TRUE;
}

static int
list (RcCli  *cli,
      RcCase *case_file)
{
  GError *error = NULL;
  g_autoptr (GPtrArray) links = rc_identity_link_list (case_file, &error);

  if (links == NULL)
    return rc_cli_fail (error);

  for (guint i = 0; i < links->len; i++)
    if (!tell_link (cli, case_file, g_ptr_array_index (links, i), &error))
      return rc_cli_fail (error);
  if (links->len == 0 && !cli->json)
    rc_cli_print ("Nothing was linked by hand.\n");
  return RC_EXIT_OK;
}

static int
tell_change (RcCli      *cli,
             const char *member,
             gint64      id,
             const char *words)
{
  if (cli->json)
    {
      g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();

      rc_json_writer_begin_object (writer);
      rc_json_writer_member_integer (writer, member, id);
      rc_json_writer_end_object (writer);
      rc_cli_print_json (writer);
    }
  else
    {
      rc_cli_print ("Link %" G_GINT64_FORMAT " %s\n", id, words);
    }
  return RC_EXIT_OK;
}

/* --- The verbs --- */

static gint64
add (RcCase       *case_file,
     char        **arguments,
     const char   *reason,
     const char   *by,
     GError      **error)
{
  RcDatabase *database = rc_case_get_database (case_file);
  gint64 entity = find_entity (database, arguments[1], error);
  gint64 other = entity != 0 ? find_entity (database, arguments[2], error) : 0;
  gint64 id = other != 0 ? rc_identity_link_add (case_file, entity, other, reason, by, error) : 0;

  return id != 0 && rc_case_close (case_file, error) ? id : 0;
}

int
rc_cli_link (RcCli *cli,
             int    argc,
             char **argv)
{
  g_autofree char *reason = NULL;
  g_autofree char *by = NULL;
  const GOptionEntry entries[] = {
    { "reason", 0, 0, G_OPTION_ARG_STRING, &reason, "Why the two are one thing; stands in the custody log", "R" },
    { "by", 0, 0, G_OPTION_ARG_STRING, &by, "Who says so, where it is not the auditor of the case", "NAME" },
    G_OPTION_ENTRY_NULL
  };
  g_auto (GStrv) arguments = NULL;
  g_autoptr (RcCase) case_file = NULL;
  GError *error = NULL;
  gboolean is_list;
  gint64 id;
  int exit_code;

  if (!rc_cli_parse (cli, "link", entries, argc, argv, 1, 3, &arguments, &exit_code))
    return exit_code;
  is_list = g_strv_length (arguments) == 1;
  if (g_strv_length (arguments) == 2)
    return rc_cli_usage ("link", "two things are linked: one is missing");
  if (!is_list && (reason == NULL || *reason == '\0'))
    return rc_cli_usage ("link", "--reason is missing");

  case_file = rc_cli_open_case (arguments[0], !is_list, &error);
  if (case_file == NULL)
    return rc_cli_fail (error);
  if (is_list)
    return list (cli, case_file);

  id = rc_cli_unlock_key (cli, case_file, &error) ? add (case_file, arguments, reason, by, &error) : 0;
  return id != 0 ? tell_change (cli, "link", id, "is recorded.") : rc_cli_fail (error);
}

int
rc_cli_unlink (RcCli *cli,
               int    argc,
               char **argv)
{
  g_autofree char *reason = NULL;
  const GOptionEntry entries[] = {
    { "reason", 0, 0, G_OPTION_ARG_STRING, &reason, "Why it is taken back; stands in the custody log", "R" },
    G_OPTION_ENTRY_NULL
  };
  g_auto (GStrv) arguments = NULL;
  g_autoptr (RcCase) case_file = NULL;
  GError *error = NULL;
  gint64 id;
  int exit_code;

  if (!rc_cli_parse (cli, "unlink", entries, argc, argv, 2, 2, &arguments, &exit_code))
    return exit_code;
  if (!g_ascii_string_to_signed (arguments[1], 10, 1, G_MAXINT64, &id, NULL))
    return rc_cli_usage ("unlink", "“%s” is no number of a link", arguments[1]);
  if (reason == NULL || *reason == '\0')
    return rc_cli_usage ("unlink", "--reason is missing");

  case_file = rc_cli_open_case (arguments[0], TRUE, &error);
  if (case_file == NULL || !rc_cli_unlock_key (cli, case_file, &error) ||
      !rc_identity_link_withdraw (case_file, id, reason, &error) || !rc_case_close (case_file, &error))
    return rc_cli_fail (error);
  return tell_change (cli, "unlinked", id, "was taken back; it stays in the case and counts no more.");
}
