/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "kubeflow-tree.h"

#include "core/exception.h"
#include "importers/json-document.h"
#include "importers/json-value.h"

#include <stdarg.h>
#include <string.h>

void
rc_kubeflow_tree_init (RcKubeflowTree *self)
{
  *self = (RcKubeflowTree) { .text = NULL };
  rc_json_init (&self->json);
}

void
rc_kubeflow_tree_clear (RcKubeflowTree *self)
{
  rc_json_clear (&self->json);
  g_clear_pointer (&self->yaml, rc_yaml_free);
}

static gsize
line_end (const char *text,
          gsize       length,
          gsize       place)
{
  const char *end = memchr (text + place, '\n', length - place);

  return end != NULL ? (gsize) (end - text) + 1 : length;
}

static gboolean
is_separator (const char *line,
              gsize       length)
{
  return length >= 3 && memcmp (line, "---", 3) == 0 && (length == 3 || strchr (" \t\r\n", line[3]) != NULL);
}

/* Blank lines, comments and directives stand before a document and are none. */
static gboolean
is_before_content (const char *line,
                   gsize       length)
{
  gsize blanks = 0;

  while (blanks < length && strchr (" \t\r\n", line[blanks]) != NULL && line[blanks] != '\0')
    blanks++;
  return blanks == length || line[blanks] == '#' || line[0] == '%';
}

/* Three hyphens at the beginning of a line part documents wherever they stand, also in a block of text. */
static gsize
find_end (const char *text,
          gsize       length,
          gsize       start)
{
  gboolean has_content = FALSE;
  gboolean has_separator = FALSE;
  gsize next;

  for (gsize place = start; place < length; place = next)
    {
      next = line_end (text, length, place);
      if (is_separator (text + place, next - place))
        {
          if (has_content || has_separator)
            return place;
          has_separator = TRUE;
        }
      else if (!is_before_content (text + place, next - place))
        {
          has_content = TRUE;
        }
    }

  return length;
}

static gboolean
set_aside (RcImportSink  *sink,
           gsize          offset,
           const char    *kind,
           const char    *expected,
           const char    *found,
           const char    *message,
           GError       **error)
{
  return rc_import_sink_set_aside (sink, RC_IMPORT_SOURCE, 1, (gint64) offset, kind, expected, found, message, error);
}

/* Whether the document was read; one that was not is set aside, @error where that could not be told. */
static gboolean
read_yaml (RcKubeflowTree  *self,
           gsize            end,
           RcImportSink    *sink,
           const char      *message,
           GError         **error)
{
  RcYamlFault fault = { 0 };

  g_clear_pointer (&self->yaml, rc_yaml_free);
  self->yaml = rc_yaml_new ();
  if (!rc_yaml_parse (self->yaml, self->text + self->start, end - self->start, &fault))
    {
      (void) set_aside (sink, self->start + fault.offset, fault.kind, fault.expected, fault.found, message, error);
      return FALSE;
    }
  if (rc_yaml_count_duplicates (self->yaml) > 0)
    {
      guint key = rc_yaml_nth_duplicate (self->yaml, 0);

      (void) set_aside (sink, self->start + rc_yaml_peek_node (self->yaml, key)->offset, RC_EXCEPTION_DUPLICATE_MEMBER,
                        "each member named once", rc_yaml_peek_text (self->yaml, key, NULL), message, error);
      return FALSE;
    }

  return rc_yaml_count_nodes (self->yaml) > 0;
}

static gboolean
is_json (const RcKubeflowTree *self)
{
  gsize place = 0;

  while (place < self->length && strchr (" \t\r\n", self->text[place]) != NULL && self->text[place] != '\0')
    place++;
  return place < self->length && (self->text[place] == '{' || self->text[place] == '[');
}

gboolean
rc_kubeflow_tree_next (RcKubeflowTree       *self,
                       const RcImportInput  *input,
                       RcImportSink         *sink,
                       const char           *message,
                       GError              **error)
{
  g_autoptr (GError) local_error = NULL;
  gboolean is_read = FALSE;

  if (self->text == NULL && input->bytes != NULL)
    {
      self->text = g_bytes_get_data (input->bytes, &self->length);
      self->text = self->text != NULL ? self->text : "";
    }
  if (self->text == NULL || is_json (self))
    {
      if (self->place > 0)
        return FALSE;
      self->place = 1;
      return rc_json_document_read (&self->json, input, sink, message, error);
    }

  while (!is_read && self->place < self->length && local_error == NULL)
    {
      self->start = self->place;
      self->place = find_end (self->text, self->length, self->start);
      is_read = read_yaml (self, self->place, sink, message, &local_error);
    }
  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));

  return is_read;
}

/**
 * rc_kubeflow_import_documents:
 * @scope: (nullable): in which the names of things hold, as of RcRegistryWriter
 * @message: one sentence for people: what cannot be read
 */
gboolean
rc_kubeflow_import_documents (const RcImportInput  *input,
                              RcImportSink         *sink,
                              const char           *scope,
                              const char           *message,
                              RcKubeflowFunc        func,
                              GError              **error)
{
  g_auto (RcKubeflowTree) tree = { .text = NULL };
  g_autoptr (GError) local_error = NULL;
  RcRegistryWriter writer;
  gboolean good = TRUE;

  rc_kubeflow_tree_init (&tree);
  rc_registry_writer_init (&writer, sink, RC_IMPORT_SOURCE);
  writer.scope = scope;
  while (good && rc_kubeflow_tree_next (&tree, input, sink, message, &local_error))
    good = func (&tree, &writer, error);
  good = good && local_error == NULL && rc_registry_writer_finish (&writer, error);
  rc_registry_writer_clear (&writer);
  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));

  return good;
}

gboolean
rc_kubeflow_tree_is_map (const RcKubeflowTree *self,
                         guint32               node)
{
  if (self->yaml == NULL)
    return rc_json_is (&self->json, node, RC_JSON_OBJECT);

  return node != RC_JSON_NO_NODE && rc_yaml_peek_node (self->yaml, node) != NULL &&
         rc_yaml_peek_node (self->yaml, node)->type == RC_YAML_MAPPING;
}

gboolean
rc_kubeflow_tree_is_list (const RcKubeflowTree *self,
                          guint32               node)
{
  if (self->yaml == NULL)
    return rc_json_is (&self->json, node, RC_JSON_ARRAY);

  return node != RC_JSON_NO_NODE && rc_yaml_peek_node (self->yaml, node) != NULL &&
         rc_yaml_peek_node (self->yaml, node)->type == RC_YAML_SEQUENCE;
}

guint32
rc_kubeflow_tree_member (const RcKubeflowTree *self,
                         guint32               map,
                         const char           *name)
{
  if (!rc_kubeflow_tree_is_map (self, map))
    return RC_JSON_NO_NODE;
  if (self->yaml == NULL)
    return rc_json_member (&self->json, map, name);

  return rc_yaml_resolve (self->yaml, rc_yaml_member (self->yaml, map, name));
}

guint32
rc_kubeflow_tree_find (const RcKubeflowTree *self,
                       guint32               map,
                       ...)
{
  const char *name;
  va_list names;

  va_start (names, map);
  while (map != RC_JSON_NO_NODE && (name = va_arg (names, const char *)) != NULL)
    map = rc_kubeflow_tree_member (self, map, name);
  va_end (names);

  return map;
}

static gboolean
iterate_json (const RcJson   *json,
              guint32         container,
              RcKubeflowIter *iter)
{
  gboolean is_map = rc_json_is (json, container, RC_JSON_OBJECT);

  if (iter->next == 0)
    iter->next = container + 1;
  if (iter->next >= json->nodes[container].next)
    return FALSE;

  iter->name = is_map ? iter->next : RC_JSON_NO_NODE;
  iter->value = is_map ? iter->next + 1 : iter->next;
  iter->next = json->nodes[iter->next].next;
  return TRUE;
}

static gboolean
iterate_yaml (const RcYaml   *yaml,
              guint32         container,
              RcKubeflowIter *iter)
{
  gboolean is_map = rc_yaml_peek_node (yaml, container)->type == RC_YAML_MAPPING;
  guint child = iter->next == 0 ? rc_yaml_first_child (yaml, container) : iter->next;

  if (child == RC_YAML_NO_NODE)
    return FALSE;

  iter->name = is_map ? child : RC_JSON_NO_NODE;
  iter->value = is_map ? rc_yaml_next_sibling (yaml, container, child) : child;
  if (iter->value == RC_YAML_NO_NODE)
    return FALSE;
  iter->next = rc_yaml_next_sibling (yaml, container, iter->value);
  iter->value = rc_yaml_resolve (yaml, iter->value);
  return TRUE;
}

gboolean
rc_kubeflow_tree_iterate (const RcKubeflowTree *self,
                          guint32               container,
                          RcKubeflowIter       *iter)
{
  gboolean is_first = iter->next == 0;

  if ((is_first && !rc_kubeflow_tree_is_map (self, container) && !rc_kubeflow_tree_is_list (self, container)) ||
      !(self->yaml == NULL ? iterate_json (&self->json, container, iter) : iterate_yaml (self->yaml, container, iter)))
    return FALSE;

  iter->index = is_first ? 0 : iter->index + 1;
  return TRUE;
}

static char *
dup_yaml (const RcYaml *yaml,
          guint32       node)
{
  gsize length;
  const char *text = rc_yaml_peek_text (yaml, node, &length);

  if (text == NULL || rc_yaml_is_null (yaml, node) || memchr (text, '\0', length) != NULL)
    return NULL;
  return g_strndup (text, length);
}

char *
rc_kubeflow_tree_dup (const RcKubeflowTree *self,
                      guint32               node)
{
  if (node == RC_JSON_NO_NODE)
    return NULL;
  if (self->yaml != NULL)
    return dup_yaml (self->yaml, node);

  if (self->json.nodes[node].type == RC_JSON_NAME)
    return rc_json_dup_text (&self->json, node, NULL);
  return rc_json_value_is_present (&self->json, node) ? rc_json_value_dup (&self->json, node) : NULL;
}

char *
rc_kubeflow_tree_dup_member (const RcKubeflowTree *self,
                             guint32               map,
                             const char           *name)
{
  guint32 node = rc_kubeflow_tree_member (self, map, name);
  g_autofree char *text = NULL;

  if (rc_kubeflow_tree_is_map (self, node) || rc_kubeflow_tree_is_list (self, node))
    return NULL;

  text = rc_kubeflow_tree_dup (self, node);
  return text != NULL && text[0] != '\0' ? g_steal_pointer (&text) : NULL;
}

static char *
dup_camel (const char *snake)
{
  GString *camel = g_string_new (NULL);

  for (; *snake != '\0'; snake++)
    if (*snake == '_' && snake[1] != '\0')
      g_string_append_c (camel, g_ascii_toupper (*++snake));
    else
      g_string_append_c (camel, *snake);

  return g_string_free (camel, FALSE);
}

guint32
rc_kubeflow_tree_either (const RcKubeflowTree *self,
                         guint32               map,
                         const char           *snake)
{
  guint32 node = rc_kubeflow_tree_member (self, map, snake);
  g_autofree char *camel = NULL;

  if (node != RC_JSON_NO_NODE)
    return node;

  camel = dup_camel (snake);
  return rc_kubeflow_tree_member (self, map, camel);
}

char *
rc_kubeflow_tree_dup_either (const RcKubeflowTree *self,
                             guint32               map,
                             const char           *snake)
{
  char *text = rc_kubeflow_tree_dup_member (self, map, snake);
  g_autofree char *camel = NULL;

  if (text != NULL)
    return text;

  camel = dup_camel (snake);
  return rc_kubeflow_tree_dup_member (self, map, camel);
}

gint64
rc_kubeflow_read_time (const char  *text,
                       RcTimestamp *out_time)
{
  RcTimestamp time = { 0 };

  if (text == NULL || text[0] == '\0')
    return RC_TIME_NONE;
  if (strspn (text, "0123456789") == strlen (text) ? !rc_timestamp_from_epoch (text, strlen (text), 1000, &time)
                                                   : !rc_timestamp_parse (text, strlen (text), RC_ZONE_UNKNOWN, 0, &time))
    return RC_TIME_NONE;
  if (time.from_us == 0)
    return RC_TIME_NONE;

  if (out_time != NULL)
    *out_time = time;
  return time.from_us;
}
