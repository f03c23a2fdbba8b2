/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Looks into the JSON that recount-cli prints, with the project's own strict reader: one document, or one a line.
 *
 *   json-look at POINTER...          of each document a line: the values, parted by tabs
 *   json-look names POINTER          of each document a line: the names of the members, in order, parted by commas
 *   json-look each POINTER NAME...   of each item of the array a line: the values of its members, parted by tabs
 *
 * What is absent shows as "absent", texts without their quotes, all else as written. Exits 1 where stdin is no strict JSON.
 */

#include "config.h"

#include <stdio.h>
#include <string.h>

#include <gio/gio.h>

#include "core/json.h"

typedef struct
{
  const char  *act;
  char       **arguments;
} Look;

static void
print_value (const RcJson *json,
             guint32       node)
{
  if (node == RC_JSON_NO_NODE)
    {
      fputs ("absent", stdout);
    }
  else if (json->nodes[node].type == RC_JSON_STRING)
    {
      g_autofree char *text = rc_json_dup_text (json, node, NULL);

      fputs (text, stdout);
    }
  else
    {
      fwrite (json->text + json->nodes[node].offset, 1, json->nodes[node].length, stdout);
    }
}

static void
print_names (const RcJson *json,
             guint32       object)
{
  if (object == RC_JSON_NO_NODE || json->nodes[object].type != RC_JSON_OBJECT)
    {
      puts ("absent");
      return;
    }

  for (guint32 i = object + 1; i < json->nodes[object].next; i = json->nodes[i].next)
    {
      g_autofree char *name = rc_json_dup_text (json, i, NULL);

      printf ("%s%s", i == object + 1 ? "" : ",", name);
    }
  putchar ('\n');
}

static void
print_items (const RcJson *json,
             guint32       array,
             char        **names)
{
  if (array == RC_JSON_NO_NODE || json->nodes[array].type != RC_JSON_ARRAY)
    return;

  for (guint32 i = array + 1; i < json->nodes[array].next; i = json->nodes[i].next)
    {
      for (guint name = 0; names[name] != NULL; name++)
        {
          fputs (name > 0 ? "\t" : "", stdout);
          print_value (json, json->nodes[i].type == RC_JSON_OBJECT ? rc_json_member (json, i, names[name]) : RC_JSON_NO_NODE);
        }
      putchar ('\n');
    }
}

static gboolean
look (const Look  *self,
      const char  *text,
      gsize        length,
      RcJsonFault *out_fault)
{
  g_auto (RcJson) json;

  rc_json_init (&json);
  if (!rc_json_parse (&json, text, length, out_fault))
    return FALSE;

  if (strcmp (self->act, "names") == 0)
    {
      print_names (&json, rc_json_pointer (&json, self->arguments[0]));
    }
  else if (strcmp (self->act, "each") == 0)
    {
      print_items (&json, rc_json_pointer (&json, self->arguments[0]), self->arguments + 1);
    }
  else
    {
      for (guint i = 0; self->arguments[i] != NULL; i++)
        {
          fputs (i > 0 ? "\t" : "", stdout);
          print_value (&json, rc_json_pointer (&json, self->arguments[i]));
        }
      putchar ('\n');
    }
  return TRUE;
}

static gboolean
look_at_lines (const Look *self,
               char       *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL && (*lines[i] != '\0' || lines[i + 1] != NULL); i++)
    {
      RcJsonFault fault = { 0 };

      if (!look (self, lines[i], strlen (lines[i]), &fault))
        {
          fprintf (stderr, "json-look: line %u, byte %" G_GSIZE_FORMAT ": expected %s\n", i + 1, fault.offset, fault.expected);
          return FALSE;
        }
    }
  return TRUE;
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (GString) input = g_string_new (NULL);
  Look self = { argc > 1 ? argv[1] : "", argv + 2 };
  RcJsonFault fault = { 0 };
  char buffer[65536];
  gsize got;

  if (argc < 3 || !g_strv_contains ((const char * const[]) { "at", "names", "each", NULL }, self.act))
    {
      fputs ("Usage: json-look at|names|each POINTER...\n", stderr);
      return 64;
    }

  while ((got = fread (buffer, 1, sizeof buffer, stdin)) > 0)
    g_string_append_len (input, buffer, (gssize) got);
  if (look (&self, input->str, input->len, &fault))
    return 0;
  return fault.kind == RC_JSON_FAULT_TRAILING && look_at_lines (&self, input->str) ? 0 : 1;
}
