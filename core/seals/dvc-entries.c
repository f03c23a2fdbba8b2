/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/dvc-entries.h"

#include <string.h>

#include "core/bounds.h"
#include "core/json.h"

/* Lists in lists: a folder in a versioned bucket in a stage. */
#define MAX_ITEMS 8u

/* An item of a list that is being read. */
typedef struct
{
  gsize     indent;      /* of its keys */
  gsize     offset;
  char     *path;
  char     *below;       /* relpath, in a list of the item above */
  char     *md5;
  gboolean  is_raw;
} Item;

typedef struct
{
  Item        items[MAX_ITEMS];
  guint       n_items;
  GPtrArray  *entries;
  GHashTable *seen;      /* "path\nmd5" */
} Reader;

void
rc_dvc_entry_free (RcDvcEntry *self)
{
  if (self == NULL)
    return;

  g_free (self->path);
  g_free (self);
}

/* "0123…", or with ".dir" behind it. */
static gboolean
read_md5 (const char *text,
          char        out_digits[33],
          gboolean   *out_is_folder)
{
  gsize digits = strspn (text, "0123456789abcdef");

  if (digits != 32 || (text[32] != '\0' && strcmp (text + 32, ".dir") != 0))
    return FALSE;
  memcpy (out_digits, text, 32);
  out_digits[32] = '\0';
  *out_is_folder = text[32] != '\0';
  return TRUE;
}

static RcDvcEntry *
entry_new (const char *path,
           const char *md5,
           gboolean    is_raw,
           gsize       offset)
{
  RcDvcEntry *self = g_new0 (RcDvcEntry, 1);

  if (!read_md5 (md5, self->digits, &self->is_folder))
    {
      g_free (self);
      return NULL;
    }
  self->path = g_strdup (path);
  self->is_raw = is_raw;
  self->offset = offset;
  return self;
}

/* --- Locks and pointers --- */

static void
item_clear (Item *self)
{
  g_free (self->path);
  g_free (self->below);
  g_free (self->md5);
  memset (self, 0, sizeof *self);
}

static void
take_entry (Reader     *self,
            const Item *item,
            const Item *above)
{
  g_autofree char *path = NULL;
  g_autofree char *key = NULL;
  RcDvcEntry *entry;

  if (item->md5 == NULL || self->entries->len >= RC_LIMIT_DVC_ENTRIES)
    return;
  if (item->path != NULL)
    path = g_strdup (item->path);
  else if (item->below != NULL && above != NULL && above->path != NULL)
    path = g_strdup_printf ("%s/%s", above->path, item->below);
  if (path == NULL)
    return;

  key = g_strdup_printf ("%s\n%s", path, item->md5);
  if (!g_hash_table_add (self->seen, g_steal_pointer (&key)))
    return;
  entry = entry_new (path, item->md5, item->is_raw, item->offset);
  if (entry != NULL)
    g_ptr_array_add (self->entries, entry);
}

/* Ends every item whose keys stand further right than @indent. */
static void
close_items (Reader *self,
             gsize   indent)
{
  while (self->n_items > 0 && self->items[self->n_items - 1].indent > indent)
    {
      Item *item = &self->items[self->n_items - 1];

      take_entry (self, item, self->n_items > 1 ? item - 1 : NULL);
      item_clear (item);
      self->n_items--;
    }
}

/* A scalar on one line as DVC writes it; (nullable): another form. */
static char *
dup_scalar (const char *text)
{
  g_autofree char *value = g_strstrip (g_strdup (text));
  gsize length = strlen (value);

  if (length >= 2 && value[0] == '\'' && value[length - 1] == '\'')
    {
      g_auto (GStrv) parts = NULL;

      value[length - 1] = '\0';
      parts = g_strsplit (value + 1, "''", -1);
      return g_strjoinv ("'", parts);
    }
  if (length >= 2 && value[0] == '"' && value[length - 1] == '"' && strchr (value, '\\') == NULL)
    return g_strndup (value + 1, length - 2);
  if (length == 0 || strchr ("'\"|>&*![{%@`#", value[0]) != NULL || strstr (value, " #") != NULL)
    return NULL;
  return g_steal_pointer (&value);
}

/* (nullable): the value of the key where it stands on that line; else it is left out. */
static char *
dup_value (const char *line,
           const char *key)
{
  gsize length = strlen (key);

  if (strncmp (line, key, length) != 0 || line[length] != ':' || (line[length + 1] != ' ' && line[length + 1] != '\0'))
    return NULL;
  return dup_scalar (line + length + 1);
}

static void
replace (char **text,
         char  *value)
{
  if (value == NULL)
    return;
  g_free (*text);
  *text = value;
}

static void
take_key (Item       *item,
          const char *line)
{
  g_autofree char *hash = dup_value (line, "hash");

  replace (&item->path, dup_value (line, "path"));
  replace (&item->below, dup_value (line, "relpath"));
  replace (&item->md5, dup_value (line, "md5"));
  item->is_raw = item->is_raw || g_strcmp0 (hash, "md5") == 0;
}

static void
take_line (Reader     *self,
           const char *line,
           gsize       offset)
{
  gsize indent = strspn (line, " ");

  if (line[indent] == '\0' || line[indent] == '#')
    return;
  if (line[indent] == '-' && line[indent + 1] == ' ')
    {
      close_items (self, indent);
      if (self->n_items == MAX_ITEMS)
        return;
      indent += 2 + strspn (line + indent + 2, " ");
      self->items[self->n_items++] = (Item) { .indent = indent, .offset = offset };
    }
  else
    {
      close_items (self, indent);
    }

  if (self->n_items > 0 && self->items[self->n_items - 1].indent == indent)
    take_key (&self->items[self->n_items - 1], line + indent);
}

GPtrArray *
rc_dvc_entries_read (const char *text,
                     gsize       length)
{
  Reader reader = { .entries = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_dvc_entry_free) };

  reader.seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (gsize offset = 0; offset < length;)
    {
      const char *end = memchr (text + offset, '\n', length - offset);
      gsize line_length = end != NULL ? (gsize) (end - text) - offset : length - offset;
      g_autofree char *line = g_strchomp (g_strndup (text + offset, line_length));

      take_line (&reader, line, offset);
      offset += line_length + 1;
    }
  close_items (&reader, 0);
  /* Items at the left margin have keys at two. */
  g_hash_table_unref (reader.seen);
  return reader.entries;
}

gboolean
rc_dvc_entries_recognise (const char *text,
                          gsize       length)
{
  g_autofree char *copy = g_strndup (text, length);
  const char *md5 = strstr (copy, "md5: ");

  if (copy[0] == '{' || copy[0] == '[' || copy[0] == '<')
    return FALSE;
  for (; md5 != NULL; md5 = strstr (md5 + 1, "md5: "))
    {
      const char *digits = md5 + strlen ("md5: ") + strspn (md5 + strlen ("md5: "), "'\"");

      if (strspn (digits, "0123456789abcdef") == 32)
        break;
    }
  return md5 != NULL && (g_str_has_prefix (copy, "outs:") || strstr (copy, "\nouts:") != NULL || strstr (copy, "\n    outs:\n") != NULL ||
                         strstr (copy, "\n  outs:\n") != NULL || strstr (copy, "\n    deps:\n") != NULL);
}

/* --- The list of a folder --- */

gboolean
rc_dvc_folder_recognise (const char *text,
                         gsize       length)
{
  static const char begin[] = "[{\"md5\": \"";

  return length > strlen (begin) && memcmp (text, begin, strlen (begin)) == 0;
}

static gboolean
take_file (GPtrArray    *entries,
           const RcJson *json,
           guint32       item)
{
  guint32 md5 = rc_json_is (json, item, RC_JSON_OBJECT) ? rc_json_member (json, item, "md5") : RC_JSON_NO_NODE;
  guint32 path = rc_json_is (json, item, RC_JSON_OBJECT) ? rc_json_member (json, item, "relpath") : RC_JSON_NO_NODE;
  g_autofree char *digest = rc_json_is (json, md5, RC_JSON_STRING) ? rc_json_dup_string (json, md5) : NULL;
  g_autofree char *name = rc_json_is (json, path, RC_JSON_STRING) ? rc_json_dup_string (json, path) : NULL;
  RcDvcEntry *entry = digest != NULL && name != NULL ? entry_new (name, digest, FALSE, json->nodes[item].offset) : NULL;

  if (entry == NULL)
    return FALSE;
  g_ptr_array_add (entries, entry);
  return TRUE;
}

GPtrArray *
rc_dvc_folder_read (const char *text,
                    gsize       length)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_dvc_entry_free);
  g_auto (RcJson) json = { 0 };
  RcJsonFault fault;

  rc_json_init (&json);
  if (!rc_json_parse (&json, text, length, &fault) || json.has_duplicate || !rc_json_is (&json, 0, RC_JSON_ARRAY) ||
      json.nodes[0].count > RC_LIMIT_DVC_ENTRIES)
    return NULL;

  for (guint32 item = 1; item < json.nodes[0].next; item = json.nodes[item].next)
    if (!take_file (entries, &json, item))
      return NULL;
  return g_steal_pointer (&entries);
}
