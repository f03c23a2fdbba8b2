/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "path-set.h"

#include "core/bounds.h"

#include <string.h>

/* One step of the paths that begin alike. */
typedef struct _Step Step;

struct _Step
{
  char   *token;       /* unescaped */
  gsize   length;
  guint32 index;       /* of the item in an array; G_MAXUINT32 where the token is no index */
  guint   path;        /* RC_PATH_NONE where no path ends here */
  guint64 lengths;     /* a bit for the length of each next token, to refuse most names at once */
  guint   n_next;
  Step  **next;
};

struct _RcPathSet
{
  GPtrArray *pointers;
  Step      *quick;
  Step      *all;
};

/**
 * rc_path_token_get_index:
 *
 * Returns: the place of an item that the token names (RFC 6901 section 4: digits without leading zeros); G_MAXUINT32 where it is none
 */
guint32
rc_path_token_get_index (const char *token)
{
  guint64 value;
  char *end = NULL;

  if (!g_ascii_isdigit (*token) || (*token == '0' && token[1] != '\0'))
    return G_MAXUINT32;

  value = g_ascii_strtoull (token, &end, 10);
  return *end == '\0' && value < G_MAXUINT32 ? (guint32) value : G_MAXUINT32;
}

/**
 * rc_path_token_unescape:
 * @token: (inout): a step of a JSON Pointer
 *
 * Resolves ~0, which is ~, and ~1, which is / (RFC 6901 section 3).
 *
 * Returns: whether it is a step
 */
gboolean
rc_path_token_unescape (char *token)
{
  char *to = token;

  for (const char *from = token; *from != '\0'; from++)
    {
      if (*from != '~')
        {
          *to++ = *from;
          continue;
        }
      from++;
      if (*from != '0' && *from != '1')
        return FALSE;
      *to++ = *from == '0' ? '~' : '/';
    }

  *to = '\0';
  return TRUE;
}

/* (nullable): behind an empty one, the unescaped tokens of a pointer that has at least one. */
static GStrv
split_pointer (const char *pointer)
{
  g_auto (GStrv) tokens = NULL;

  if (*pointer != '/')
    return NULL;

  tokens = g_strsplit (pointer, "/", -1);
  if (g_strv_length (tokens) > RC_LIMIT_JSON_DEPTH)
    return NULL;

  for (guint i = 0; tokens[i] != NULL; i++)
    {
      if (!rc_path_token_unescape (tokens[i]))
        return NULL;
    }

  return g_steal_pointer (&tokens);
}

static guint64
length_bit (gsize length)
{
  return G_GUINT64_CONSTANT (1) << MIN (length, 63);
}

static Step *
step_new (const char *token)
{
  Step *self = g_new0 (Step, 1);

  self->token = g_strdup (token);
  self->length = strlen (token);
  self->index = rc_path_token_get_index (token);
  self->path = RC_PATH_NONE;
  return self;
}

static void
step_free (Step *self)
{
  for (guint i = 0; i < self->n_next; i++)
    step_free (self->next[i]);
  g_free (self->next);
  g_free (self->token);
  g_free (self);
}

static Step *
step_peek_next (const Step *self,
                const char *token,
                gsize       length)
{
  if ((self->lengths & length_bit (length)) == 0)
    return NULL;

  for (guint i = 0; i < self->n_next; i++)
    {
      Step *next = self->next[i];

      if (next->length == length && memcmp (next->token, token, length) == 0)
        return next;
    }

  return NULL;
}

static Step *
step_ensure_next (Step       *self,
                  const char *token)
{
  Step *next = step_peek_next (self, token, strlen (token));

  if (next != NULL)
    return next;

  next = step_new (token);
  self->next = g_renew (Step *, self->next, self->n_next + 1);
  self->next[self->n_next++] = next;
  self->lengths |= length_bit (next->length);
  return next;
}

static void
add_steps (Step  *step,
           GStrv  tokens,
           guint  path)
{
  for (guint i = 1; tokens[i] != NULL; i++)
    step = step_ensure_next (step, tokens[i]);
  step->path = path;
}

RcPathSet *
rc_path_set_new (void)
{
  RcPathSet *self = g_new0 (RcPathSet, 1);

  self->pointers = g_ptr_array_new_with_free_func (g_free);
  self->quick = step_new ("");
  self->all = step_new ("");
  return self;
}

void
rc_path_set_free (RcPathSet *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->pointers);
  step_free (self->quick);
  step_free (self->all);
  g_free (self);
}

/**
 * rc_path_set_add:
 * @self: a set
 * @pointer: a JSON Pointer with at least one token and fewer than RC_LIMIT_JSON_DEPTH
 * @use: whether it is looked up for every record
 *
 * Returns: the number of the path, the same for the same pointer; RC_PATH_NONE where @pointer is none
 */
guint
rc_path_set_add (RcPathSet  *self,
                 const char *pointer,
                 RcPaths     use)
{
  g_auto (GStrv) tokens = split_pointer (pointer);
  guint path;

  if (tokens == NULL)
    return RC_PATH_NONE;

  if (!g_ptr_array_find_with_equal_func (self->pointers, pointer, g_str_equal, &path))
    {
      path = self->pointers->len;
      g_ptr_array_add (self->pointers, g_strdup (pointer));
    }

  add_steps (self->all, tokens, path);
  if (use == RC_PATHS_QUICK)
    add_steps (self->quick, tokens, path);
  return path;
}

guint
rc_path_set_count (const RcPathSet *self)
{
  return self->pointers->len;
}

const char *
rc_path_set_peek (const RcPathSet *self,
                  guint            path)
{
  g_return_val_if_fail (path < self->pointers->len, NULL);

  return g_ptr_array_index (self->pointers, path);
}

static const Step *
find_member (const Step   *self,
             const RcJson *json,
             guint32       name)
{
  g_autofree char *resolved = NULL;
  gsize length;

  if (G_LIKELY ((json->nodes[name].flags & RC_JSON_NODE_ESCAPED) == 0))
    return step_peek_next (self, json->text + json->nodes[name].offset + 1, json->nodes[name].length - 2);

  resolved = rc_json_dup_text (json, name, &length);
  return step_peek_next (self, resolved, length);
}

static const Step *
find_item (const Step *self,
           guint32     index)
{
  for (guint i = 0; i < self->n_next; i++)
    {
      if (self->next[i]->index == index)
        return self->next[i];
    }

  return NULL;
}

/* Recursion is as deep as the longest path, which rc_path_set_add() bounds. */
static void
visit (const Step   *self,
       const RcJson *json,
       guint32       node,
       guint32      *out_nodes)
{
  const RcJsonNode *nodes = json->nodes;
  const guint32 end = nodes[node].next;
  const gboolean is_object = nodes[node].type == RC_JSON_OBJECT;
  guint missing = self->n_next;
  guint32 index = 0;

  if (self->path != RC_PATH_NONE)
    out_nodes[self->path] = node;
  if (!is_object && nodes[node].type != RC_JSON_ARRAY)
    return;

  for (guint32 at = node + 1; at < end && missing > 0; index++)
    {
      const guint32 value = is_object ? at + 1 : at;
      const Step *next = is_object ? find_member (self, json, at) : find_item (self, index);

      if (next != NULL)
        {
          visit (next, json, value, out_nodes);
          missing--;
        }
      at = nodes[value].next;
    }
}

/**
 * rc_path_set_find:
 * @self: a set
 * @paths: which paths to look up
 * @json: a document in which no member is named twice
 * @root: the node that the paths begin at
 * @out_nodes: (out): for each path of the set the node found, or RC_JSON_NO_NODE
 */
void
rc_path_set_find (const RcPathSet *self,
                  RcPaths          paths,
                  const RcJson    *json,
                  guint32          root,
                  guint32         *out_nodes)
{
  for (guint i = 0; i < self->pointers->len; i++)
    out_nodes[i] = RC_JSON_NO_NODE;

  visit (paths == RC_PATHS_QUICK ? self->quick : self->all, json, root, out_nodes);
}
