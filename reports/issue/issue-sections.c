/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/issue/issue-sections.h"

#include <string.h>

#include "core/json.h"
#include "core/registers/register.h"

#define DEEPEST_LEVEL 2

/* One section while its blocks are gone through. */
typedef struct
{
  GPtrArray *sections;
  char      *heading;
  RcHasher  *hasher;
  gboolean   is_empty;
} Walk;

static void
end_section (Walk *self)
{
  g_autofree char *hex = NULL;
  RcDigest digest;

  rc_hasher_finish (self->hasher, &digest);
  hex = rc_digest_dup_hex (&digest);
  if (!self->is_empty)
    g_ptr_array_add (self->sections, rc_issued_section_new (self->heading, hex));
}

static void
begin_section (Walk *self,
               char *heading)      /* (transfer full) */
{
  g_free (self->heading);
  self->heading = heading;
  self->is_empty = TRUE;
}

/* The words of a text: its plain runs, and those with a style. */
static char *
dup_words (const RcJson *json,
           guint32       array)
{
  GString *words = g_string_new (NULL);

  for (guint32 item = array + 1; item < json->nodes[array].next; item = json->nodes[item].next)
    {
      g_autofree char *run = rc_json_is (json, item, RC_JSON_STRING) ? rc_json_dup_text (json, item, NULL)
                             : rc_register_dup_member (json, item, "words");

      if (run != NULL)
        g_string_append (words, run);
    }
  return g_string_free (words, FALSE);
}

/* (nullable): another block, or a deeper heading. */
static char *
dup_heading (const RcJson *json,
             guint32       block)
{
  g_autofree char *kind = rc_register_dup_member (json, block, "kind");
  guint32 level = rc_json_member (json, block, "level");
  guint32 text = rc_json_member (json, block, "text");
  gint64 depth;

  if (g_strcmp0 (kind, "heading") != 0 || level == RC_JSON_NO_NODE || !rc_json_get_integer (json, level, &depth) || depth > DEEPEST_LEVEL ||
      text == RC_JSON_NO_NODE)
    return NULL;
  return dup_words (json, text);
}

static void
take_block (Walk         *self,
            const RcJson *json,
            guint32       block)
{
  char *heading = dup_heading (json, block);

  if (heading != NULL)
    {
      end_section (self);
      rc_hasher_free (self->hasher);
      self->hasher = rc_hasher_new ();
      begin_section (self, heading);
    }
  rc_hasher_update (self->hasher, json->text + json->nodes[block].offset, json->nodes[block].length);
  self->is_empty = FALSE;
}

GPtrArray *
rc_issue_list_sections (const RcDocument *document)
{
  g_autofree char *text = rc_document_to_json (document);
  Walk walk = { .sections = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_issued_section_free) };
  g_auto (RcJson) json;
  RcJsonFault fault;
  guint32 blocks;

  rc_json_init (&json);
  if (!rc_json_parse (&json, text, strlen (text), &fault))
    g_error ("a document's own record cannot be read: %s", rc_json_fault_code (fault.kind));

  walk.hasher = rc_hasher_new ();
  begin_section (&walk, rc_register_dup_member (&json, 0, "title"));
  blocks = rc_json_member (&json, 0, "blocks");
  for (guint32 block = blocks + 1; block < json.nodes[blocks].next; block = json.nodes[block].next)
    take_block (&walk, &json, block);
  end_section (&walk);
  rc_hasher_free (walk.hasher);
  g_free (walk.heading);
  return walk.sections;
}
