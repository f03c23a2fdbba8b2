/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "yaml-reader.h"

#include "core/bounds.h"
#include "core/exception.h"

#include <string.h>

#include <yaml.h>

/* Characters between two entries of the table from characters to bytes. */
#define PLACE_STRIDE 256

typedef struct
{
  char  *name;
  guint  node;
} Anchor;

struct _RcYaml
{
  GArray     *nodes;        /* of RcYamlNode */
  GByteArray *store;        /* the scalars' texts, each with a NUL behind it */
  GArray     *duplicates;   /* of guint: key nodes that repeat an earlier key of their mapping */
  GArray     *anchors;      /* of Anchor, in document order */
  GArray     *places;       /* of gsize: byte of every 256th character; empty for a text of ASCII only */
  GArray     *open;         /* of guint: containers not yet ended, outermost first */
  guint       n_events;
  guint       n_aliases;

  /* The text being read; not kept afterwards. */
  const char *text;
  gsize       length;
  gsize       start;        /* of the document, behind a byte order mark */
};

static void
anchor_clear (gpointer data)
{
  Anchor *anchor = data;

  g_free (anchor->name);
}

/**
 * rc_yaml_new:
 *
 * Returns: (transfer full): a reader, which can be used for one document after another
 */
RcYaml *
rc_yaml_new (void)
{
  RcYaml *self = g_new0 (RcYaml, 1);

  self->nodes = g_array_new (FALSE, TRUE, sizeof (RcYamlNode));
  self->store = g_byte_array_new ();
  self->duplicates = g_array_new (FALSE, FALSE, sizeof (guint));
  self->anchors = g_array_new (FALSE, FALSE, sizeof (Anchor));
  self->places = g_array_new (FALSE, FALSE, sizeof (gsize));
  self->open = g_array_new (FALSE, FALSE, sizeof (guint));
  g_array_set_clear_func (self->anchors, anchor_clear);

  return self;
}

void
rc_yaml_free (RcYaml *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->nodes);
  g_byte_array_unref (self->store);
  g_array_unref (self->duplicates);
  g_array_unref (self->anchors);
  g_array_unref (self->places);
  g_array_unref (self->open);
  g_free (self);
}

static void
reset (RcYaml *self)
{
  g_array_set_size (self->nodes, 0);
  g_byte_array_set_size (self->store, 0);
  g_array_set_size (self->duplicates, 0);
  g_array_set_size (self->anchors, 0);
  g_array_set_size (self->places, 0);
  g_array_set_size (self->open, 0);
  self->n_events = 0;
  self->n_aliases = 0;
}

static gboolean
refuse (RcYamlFault *out_fault,
        const char  *kind,
        gsize        offset,
        const char  *expected,
        const char  *found)
{
  out_fault->kind = kind;
  out_fault->offset = offset;
  out_fault->expected = expected;
  g_strlcpy (out_fault->found, found, sizeof out_fault->found);
  return FALSE;
}

/* libyaml's marks count characters; a citation needs bytes. */
static void
index_places (RcYaml *self)
{
  const char *begin = self->text + self->start;
  const char *end = self->text + self->length;
  guint64 n_characters = 0;

  for (const char *c = begin; c < end; c = g_utf8_next_char (c), n_characters++)
    {
      gsize place = (gsize) (c - self->text);

      if (n_characters % PLACE_STRIDE == 0)
        g_array_append_val (self->places, place);
    }

  if (n_characters == self->length - self->start)
    g_array_set_size (self->places, 0);
}

static gsize
byte_of_character (const RcYaml *self,
                   size_t        index)
{
  const char *end = self->text + self->length;
  const char *c;

  if (self->places->len == 0)
    return MIN (self->start + index, self->length);
  if (index / PLACE_STRIDE >= self->places->len)
    return self->length;

  c = self->text + g_array_index (self->places, gsize, index / PLACE_STRIDE);
  for (size_t left = index % PLACE_STRIDE; left > 0 && c < end; left--)
    c = g_utf8_next_char (c);

  return (gsize) (c - self->text);
}

static RcYamlNode *
node_at (const RcYaml *self,
         guint         node)
{
  return &g_array_index (self->nodes, RcYamlNode, node);
}

static guint
add_node (RcYaml             *self,
          RcYamlType          type,
          const yaml_event_t *event,
          const yaml_char_t  *anchor)
{
  RcYamlNode node = { .type = type, .depth = self->open->len, .target = RC_YAML_NO_NODE };
  gsize end = byte_of_character (self, event->end_mark.index);
  guint index = self->nodes->len;

  node.offset = byte_of_character (self, event->start_mark.index);
  node.length = end > node.offset ? end - node.offset : 0;
  /* An open container has no node after it yet: that is how an alias to its own container is noticed. */
  node.next = type == RC_YAML_SCALAR || type == RC_YAML_ALIAS ? index + 1 : 0;
  g_array_append_val (self->nodes, node);

  if (anchor != NULL)
    {
      Anchor named = { g_strdup ((const char *) anchor), index };

      g_array_append_val (self->anchors, named);
    }
  if (self->open->len > 0)
    node_at (self, g_array_index (self->open, guint, self->open->len - 1))->count++;

  return index;
}

static void
add_scalar (RcYaml             *self,
            const yaml_event_t *event)
{
  guint index = add_node (self, RC_YAML_SCALAR, event, event->data.scalar.anchor);
  RcYamlNode *node = node_at (self, index);

  node->is_plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
  node->text = self->store->len;
  node->text_length = event->data.scalar.length;
  g_byte_array_append (self->store, event->data.scalar.value, (guint) event->data.scalar.length);
  g_byte_array_append (self->store, (const guint8 *) "", 1);
}

static gboolean
add_alias (RcYaml             *self,
           const yaml_event_t *event,
           RcYamlFault        *out_fault)
{
  const char *name = (const char *) event->data.alias.anchor;
  gsize offset = byte_of_character (self, event->start_mark.index);
  guint target = RC_YAML_NO_NODE;

  if (++self->n_aliases > RC_LIMIT_YAML_ALIASES)
    return refuse (out_fault, RC_EXCEPTION_LIMIT, offset, "at most 100 aliases (RC_LIMIT_YAML_ALIASES)", "one more");

  /* YAML 1.2.2 section 7.1: an alias means the nearest anchor of that name before it. */
  for (guint i = self->anchors->len; i > 0 && target == RC_YAML_NO_NODE; i--)
    if (g_str_equal (g_array_index (self->anchors, Anchor, i - 1).name, name))
      target = g_array_index (self->anchors, Anchor, i - 1).node;

  if (target == RC_YAML_NO_NODE)
    return refuse (out_fault, RC_EXCEPTION_UNREADABLE_RECORD, offset, "an alias of something named before",
                   "an alias of nothing");
  if (node_at (self, target)->next == 0)
    return refuse (out_fault, RC_EXCEPTION_UNREADABLE_RECORD, offset, "an alias of something that has ended",
                   "an alias of what contains it");

  node_at (self, add_node (self, RC_YAML_ALIAS, event, NULL))->target = target;
  return TRUE;
}

static gboolean
open_container (RcYaml             *self,
                RcYamlType          type,
                const yaml_event_t *event,
                const yaml_char_t  *anchor,
                RcYamlFault        *out_fault)
{
  guint index;

  if (self->open->len >= RC_LIMIT_YAML_DEPTH)
    return refuse (out_fault, RC_EXCEPTION_LIMIT, byte_of_character (self, event->start_mark.index),
                   "at most 32 levels (RC_LIMIT_YAML_DEPTH)", "one more level");

  index = add_node (self, type, event, anchor);
  g_array_append_val (self->open, index);
  return TRUE;
}

static void
close_container (RcYaml             *self,
                 const yaml_event_t *event)
{
  RcYamlNode *node = node_at (self, g_array_index (self->open, guint, self->open->len - 1));
  gsize end = byte_of_character (self, event->end_mark.index);

  node->length = end > node->offset ? end - node->offset : 0;
  node->next = self->nodes->len;
  if (node->type == RC_YAML_MAPPING)
    node->count /= 2;
  g_array_set_size (self->open, self->open->len - 1);
}

static gboolean
add_event (RcYaml             *self,
           const yaml_event_t *event,
           RcYamlFault        *out_fault)
{
  if (++self->n_events > RC_LIMIT_YAML_EVENTS)
    return refuse (out_fault, RC_EXCEPTION_LIMIT, byte_of_character (self, event->start_mark.index),
                   "at most 200000 parts (RC_LIMIT_YAML_EVENTS)", "one more");

  switch (event->type)
    {
    case YAML_DOCUMENT_START_EVENT:
      if (self->nodes->len > 0)
        return refuse (out_fault, RC_EXCEPTION_UNREADABLE_RECORD, byte_of_character (self, event->start_mark.index),
                       "one document", "the start of a second document");
      return TRUE;

    case YAML_SCALAR_EVENT:
      add_scalar (self, event);
      return TRUE;

    case YAML_ALIAS_EVENT:
      return add_alias (self, event, out_fault);

    case YAML_SEQUENCE_START_EVENT:
      return open_container (self, RC_YAML_SEQUENCE, event, event->data.sequence_start.anchor, out_fault);

    case YAML_MAPPING_START_EVENT:
      return open_container (self, RC_YAML_MAPPING, event, event->data.mapping_start.anchor, out_fault);

    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
      close_container (self, event);
      return TRUE;

    case YAML_NO_EVENT:
    case YAML_STREAM_START_EVENT:
    case YAML_STREAM_END_EVENT:
    case YAML_DOCUMENT_END_EVENT:
    default:
      return TRUE;
    }
}

static gboolean
refuse_syntax (const RcYaml        *self,
               const yaml_parser_t *parser,
               RcYamlFault         *out_fault)
{
  gsize offset = parser->error == YAML_READER_ERROR ? MIN (self->start + parser->problem_offset, self->length)
                                                    : byte_of_character (self, parser->problem_mark.index);

  return refuse (out_fault, RC_EXCEPTION_UNREADABLE_RECORD, offset, "YAML",
                 parser->problem != NULL ? parser->problem : "something that is no YAML");
}

static gboolean
read_events (RcYaml        *self,
             yaml_parser_t *parser,
             RcYamlFault   *out_fault)
{
  for (;;)
    {
      yaml_event_t event;
      gboolean ended;
      gboolean good;

      if (!yaml_parser_parse (parser, &event))
        return refuse_syntax (self, parser, out_fault);

      ended = event.type == YAML_STREAM_END_EVENT;
      good = add_event (self, &event, out_fault);
      yaml_event_delete (&event);
      if (!good || ended)
        return good;
    }
}

typedef struct
{
  const char *text;
  gsize       length;
} Key;

static guint
key_hash (gconstpointer data)
{
  const Key *key = data;
  guint hash = 5381;

  for (gsize i = 0; i < key->length; i++)
    hash = hash * 33 + (guchar) key->text[i];
  return hash;
}

static gboolean
key_equal (gconstpointer a,
           gconstpointer b)
{
  const Key *x = a;
  const Key *y = b;

  return x->length == y->length && memcmp (x->text, y->text, x->length) == 0;
}

static void
find_duplicates (RcYaml *self,
                 guint   mapping)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (key_hash, key_equal, g_free, NULL);
  guint child = rc_yaml_first_child (self, mapping);

  while (child != RC_YAML_NO_NODE)
    {
      guint value = rc_yaml_next_sibling (self, mapping, child);
      Key key;

      key.text = rc_yaml_peek_text (self, child, &key.length);
      if (key.text != NULL && !g_hash_table_add (seen, g_memdup2 (&key, sizeof key)))
        g_array_append_val (self->duplicates, child);
      child = value == RC_YAML_NO_NODE ? value : rc_yaml_next_sibling (self, mapping, value);
    }
}

/**
 * rc_yaml_parse:
 * @text: (array length=length): bytes of one document; a byte order mark at their start is passed over. Not kept.
 * @out_fault: filled in when the answer is %FALSE
 *
 * Reads one YAML document, UTF-8 only. Keys that a mapping names twice are no fault here: rc_yaml_nth_duplicate() names them. After a
 * fault the reader holds nothing.
 *
 * Returns: whether it is one, within the bounds of core/bounds.h. An empty text is one, of no node.
 */
gboolean
rc_yaml_parse (RcYaml      *self,
               const char  *text,
               gsize        length,
               RcYamlFault *out_fault)
{
  yaml_parser_t parser;
  const char *bad;
  gboolean good;

  reset (self);
  if (length > RC_LIMIT_YAML_BYTES)
    return refuse (out_fault, RC_EXCEPTION_LIMIT, 0, "at most 4 MiB (RC_LIMIT_YAML_BYTES)", "more");
  if (!g_utf8_validate_len (text, length, &bad))
    return refuse (out_fault, RC_EXCEPTION_UNREADABLE_RECORD, (gsize) (bad - text), "UTF-8 text",
                   "a byte that is not part of a character");

  self->text = text;
  self->length = length;
  self->start = length >= 3 && memcmp (text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
  index_places (self);

  if (!yaml_parser_initialize (&parser))
    g_error ("out of memory");
  yaml_parser_set_encoding (&parser, YAML_UTF8_ENCODING);
  yaml_parser_set_input_string (&parser, (const guchar *) text + self->start, length - self->start);
  good = read_events (self, &parser, out_fault);
  yaml_parser_delete (&parser);

  for (guint i = 0; good && i < self->nodes->len; i++)
    if (node_at (self, i)->type == RC_YAML_MAPPING)
      find_duplicates (self, i);
  if (!good)
    reset (self);
  self->text = NULL;

  return good;
}

/**
 * rc_yaml_count_nodes:
 *
 * Returns: how many nodes there are; 0 for an empty document. Node 0 is the document's own.
 */
guint
rc_yaml_count_nodes (const RcYaml *self)
{
  return self->nodes->len;
}

const RcYamlNode *
rc_yaml_peek_node (const RcYaml *self,
                   guint         node)
{
  return node < self->nodes->len ? node_at (self, node) : NULL;
}

/**
 * rc_yaml_resolve:
 *
 * Returns: what an alias names; any other node itself; %RC_YAML_NO_NODE for none
 */
guint
rc_yaml_resolve (const RcYaml *self,
                 guint         node)
{
  const RcYamlNode *peeked = rc_yaml_peek_node (self, node);

  if (peeked == NULL)
    return RC_YAML_NO_NODE;
  return peeked->type == RC_YAML_ALIAS ? peeked->target : node;
}

/**
 * rc_yaml_first_child:
 * @container: a sequence or a mapping; anything else has no child
 *
 * Returns: the first item, or the first pair's key; %RC_YAML_NO_NODE where there is none
 */
guint
rc_yaml_first_child (const RcYaml *self,
                     guint         container)
{
  const RcYamlNode *node = rc_yaml_peek_node (self, container);

  if (node == NULL || (node->type != RC_YAML_SEQUENCE && node->type != RC_YAML_MAPPING) || node->next <= container + 1)
    return RC_YAML_NO_NODE;
  return container + 1;
}

/**
 * rc_yaml_next_sibling:
 *
 * Returns: what follows @child in @container: the next item; a key's value, or a value's next key
 */
guint
rc_yaml_next_sibling (const RcYaml *self,
                      guint         container,
                      guint         child)
{
  const RcYamlNode *node = rc_yaml_peek_node (self, container);
  const RcYamlNode *before = rc_yaml_peek_node (self, child);

  if (node == NULL || before == NULL || before->next >= node->next)
    return RC_YAML_NO_NODE;
  return before->next;
}

/**
 * rc_yaml_member:
 *
 * Returns: the value of the first pair whose key is @name, aliases followed; %RC_YAML_NO_NODE where @mapping has none or is none
 */
guint
rc_yaml_member (const RcYaml *self,
                guint         mapping,
                const char   *name)
{
  const RcYamlNode *node = rc_yaml_peek_node (self, mapping);
  guint child = node != NULL && node->type == RC_YAML_MAPPING ? rc_yaml_first_child (self, mapping) : RC_YAML_NO_NODE;

  while (child != RC_YAML_NO_NODE)
    {
      guint value = rc_yaml_next_sibling (self, mapping, child);
      gsize length;
      const char *key = rc_yaml_peek_text (self, child, &length);

      if (key != NULL && length == strlen (name) && memcmp (key, name, length) == 0)
        return rc_yaml_resolve (self, value);
      child = value == RC_YAML_NO_NODE ? value : rc_yaml_next_sibling (self, mapping, value);
    }

  return RC_YAML_NO_NODE;
}

/**
 * rc_yaml_peek_text:
 * @out_length: (optional): bytes of the text, which may hold a NUL
 *
 * Returns: (nullable): a scalar's text with its quotes and folds undone, as YAML says; %NULL for anything else. An alias is not
 *   followed.
 */
const char *
rc_yaml_peek_text (const RcYaml *self,
                   guint         node,
                   gsize        *out_length)
{
  const RcYamlNode *peeked = rc_yaml_peek_node (self, node);

  if (peeked == NULL || peeked->type != RC_YAML_SCALAR)
    return NULL;

  if (out_length != NULL)
    *out_length = peeked->text_length;
  return (const char *) self->store->data + peeked->text;
}

/**
 * rc_yaml_is_null:
 *
 * Returns: whether nothing stands there, or one of YAML's plain words for nothing
 */
gboolean
rc_yaml_is_null (const RcYaml *self,
                 guint         node)
{
  static const char * const words[] = { "", "~", "null", "Null", "NULL", NULL };
  const RcYamlNode *peeked = rc_yaml_peek_node (self, node);

  if (peeked == NULL)
    return TRUE;
  return peeked->type == RC_YAML_SCALAR && peeked->is_plain && g_strv_contains (words, rc_yaml_peek_text (self, node, NULL));
}

guint
rc_yaml_count_duplicates (const RcYaml *self)
{
  return self->duplicates->len;
}

/**
 * rc_yaml_nth_duplicate:
 *
 * Returns: the key node that repeats a key of its mapping
 */
guint
rc_yaml_nth_duplicate (const RcYaml *self,
                       guint         index)
{
  return g_array_index (self->duplicates, guint, index);
}
