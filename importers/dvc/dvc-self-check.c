/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "dvc-self-check.h"

#include <string.h>

/*
 * The digest is MD5 of the file's content written as JSON as Python's json.dumps (…, sort_keys=True) does it: names in ascending order,
 * ", " and ": " between them, all but ASCII escaped. It shows that a pointer was edited by hand; whoever edits on purpose writes it anew.
 */

/* Never part of it. */
static const char * const left_out_at_top[] = { "md5", "meta", "desc", NULL };

/* By the newer rule also these, at any depth. */
static const char * const left_out_anywhere[] = {
  "frozen", "locked", "size", "nfiles", "isexec", "metric", "persist", "type", "labels", "meta", "desc", NULL
};

typedef struct
{
  const RcYaml *yaml;
  GString      *json;
  gboolean      is_new;
  gboolean      is_certain;    /* all values so far have one spelling in JSON */
} Writer;

static void
write_text (Writer     *self,
            const char *text,
            gsize       length)
{
  const char *end = text + length;

  g_string_append_c (self->json, '"');
  for (const char *c = text; c < end; c = g_utf8_next_char (c))
    {
      gunichar unicode = g_utf8_get_char (c);

      if (unicode == '"' || unicode == '\\')
        g_string_append_printf (self->json, "\\%c", (char) unicode);
      else if (unicode == '\n')
        g_string_append (self->json, "\\n");
      else if (unicode == '\r')
        g_string_append (self->json, "\\r");
      else if (unicode == '\t')
        g_string_append (self->json, "\\t");
      else if (unicode == '\b')
        g_string_append (self->json, "\\b");
      else if (unicode == '\f')
        g_string_append (self->json, "\\f");
      else if (unicode >= 0x20 && unicode < 0x7f)
        g_string_append_c (self->json, (char) unicode);
      else if (unicode < 0x10000)
        g_string_append_printf (self->json, "\\u%04x", unicode);
      else
        g_string_append_printf (self->json, "\\u%04x\\u%04x", 0xd800 + ((unicode - 0x10000) >> 10),
                                0xdc00 + ((unicode - 0x10000) & 0x3ff));
    }
  g_string_append_c (self->json, '"');
}

static gboolean
is_one_of (const char         *text,
           const char * const *words)
{
  return g_strv_contains (words, text);
}

/* Numbers with a fraction have many spellings, and words of YAML 1.1 two readings: with these nothing can be recomputed. */
static void
write_scalar (Writer     *self,
              guint       node)
{
  static const char * const doubtful[] = { "yes", "no", "on", "off", "Yes", "No", "On", "Off", "YES", "NO", "ON", "OFF", "y", "n", "Y",
                                           "N", NULL };
  gsize length = 0;
  const char *text = rc_yaml_peek_text (self->yaml, node, &length);
  const char *digits;

  if (text == NULL || rc_yaml_is_null (self->yaml, node))
    {
      g_string_append (self->json, "null");
      return;
    }
  if (!rc_yaml_peek_node (self->yaml, node)->is_plain)
    {
      write_text (self, text, length);
      return;
    }

  digits = text + (text[0] == '-');
  if (g_ascii_strcasecmp (text, "true") == 0 || g_ascii_strcasecmp (text, "false") == 0)
    {
      g_string_append (self->json, g_ascii_tolower (text[0]) == 't' ? "true" : "false");
    }
  else if (digits[0] != '\0' && strspn (digits, "0123456789") == strlen (digits))
    {
      self->is_certain = self->is_certain && (digits[0] != '0' || digits[1] == '\0');
      g_string_append (self->json, text);
    }
  else
    {
      self->is_certain = self->is_certain && !is_one_of (text, doubtful) && !(g_ascii_isdigit (digits[0]) && strspn (digits, "0123456789.eE+-_") == strlen (digits));
      write_text (self, text, length);
    }
}

static void write_node (Writer *self, guint node, gboolean at_top);

typedef struct
{
  const char *key;
  guint       value;
} Pair;

static int
compare_pairs (gconstpointer a,
               gconstpointer b)
{
  return strcmp (((const Pair *) a)->key, ((const Pair *) b)->key);
}

static void
write_mapping (Writer   *self,
               guint     node,
               gboolean  at_top)
{
  g_autoptr (GArray) pairs = g_array_new (FALSE, FALSE, sizeof (Pair));

  for (guint key = rc_yaml_first_child (self->yaml, node); key != RC_YAML_NO_NODE; key = rc_yaml_next_sibling (self->yaml, node, key))
    {
      Pair pair = { .key = rc_yaml_peek_text (self->yaml, rc_yaml_resolve (self->yaml, key), NULL) };

      key = rc_yaml_next_sibling (self->yaml, node, key);
      pair.value = key;
      if (pair.key == NULL)
        self->is_certain = FALSE;
      else if (!(at_top && is_one_of (pair.key, left_out_at_top)) && !(self->is_new && is_one_of (pair.key, left_out_anywhere)))
        g_array_append_val (pairs, pair);
    }
  g_array_sort (pairs, compare_pairs);

  g_string_append_c (self->json, '{');
  for (guint i = 0; i < pairs->len; i++)
    {
      const Pair *pair = &g_array_index (pairs, Pair, i);

      if (i > 0)
        g_string_append (self->json, ", ");
      write_text (self, pair->key, strlen (pair->key));
      g_string_append (self->json, ": ");
      write_node (self, pair->value, FALSE);
    }
  g_string_append_c (self->json, '}');
}

/* As deep as the reader of YAML lets a document be; an alias is not followed, so that nothing grows. */
static void
write_node (Writer   *self,
            guint     node,
            gboolean  at_top)
{
  gboolean is_first = TRUE;

  switch (rc_yaml_peek_node (self->yaml, node)->type)
    {
    case RC_YAML_MAPPING:
      write_mapping (self, node, at_top);
      break;
    case RC_YAML_SEQUENCE:
      g_string_append_c (self->json, '[');
      for (guint item = rc_yaml_first_child (self->yaml, node); item != RC_YAML_NO_NODE;
           item = rc_yaml_next_sibling (self->yaml, node, item))
        {
          g_string_append (self->json, is_first ? "" : ", ");
          is_first = FALSE;
          write_node (self, item, FALSE);
        }
      g_string_append_c (self->json, ']');
      break;
    case RC_YAML_SCALAR:
      write_scalar (self, node);
      break;
    case RC_YAML_ALIAS:
    default:
      self->is_certain = FALSE;
      break;
    }
}

/* (nullable) (transfer full): NULL where it cannot be said for certain. */
static char *
dup_digest (const RcYaml *yaml,
            gboolean      is_new)
{
  Writer self = { .yaml = yaml, .json = g_string_new (NULL), .is_new = is_new, .is_certain = TRUE };
  char *digest = NULL;

  write_node (&self, 0, TRUE);
  if (self.is_certain)
    digest = g_compute_checksum_for_string (G_CHECKSUM_MD5, self.json->str, (gssize) self.json->len);
  g_string_free (self.json, TRUE);
  return digest;
}

RcDvcSelfCheck
rc_dvc_self_check (const RcDvcDocument  *document,
                   char                **out_found)
{
  const char *stated = rc_dvc_document_peek (document, 0, "md5");
  g_autofree char *old = NULL, *new = NULL;

  *out_found = NULL;
  if (stated == NULL)
    return RC_DVC_SELF_CHECK_NONE;

  old = dup_digest (document->yaml, FALSE);
  new = dup_digest (document->yaml, TRUE);
  if (g_strcmp0 (stated, new) == 0)
    return RC_DVC_SELF_CHECK_FITS;
  if (g_strcmp0 (stated, old) == 0)
    return RC_DVC_SELF_CHECK_FITS_OLD;
  if (old == NULL || new == NULL)
    return RC_DVC_SELF_CHECK_NONE;

  *out_found = g_steal_pointer (&new);
  return RC_DVC_SELF_CHECK_DIFFERS;
}
