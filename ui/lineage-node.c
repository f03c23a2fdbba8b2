/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/lineage-node.h"

#include <string.h>

#include "core/display-text.h"
#include "core/protection.h"
#include "core/words.h"

/* A line of the tree is one line; the whole value stands beside it. */
#define MAX_VALUE_BYTES 300u

struct _RcLineageNode
{
  GObject            parent_instance;
  RcLineageNodeKind  kind;
  RcLineageStock    *stock;
  guint              slot;          /* these four: numbers in the lineage */
  guint              answer;
  guint              citation;
  guint              exception;
};

G_DEFINE_FINAL_TYPE (RcLineageNode, rc_lineage_node, G_TYPE_OBJECT)

static void
rc_lineage_node_finalize (GObject *object)
{
  g_clear_pointer (&RC_LINEAGE_NODE (object)->stock, rc_lineage_stock_unref);
  G_OBJECT_CLASS (rc_lineage_node_parent_class)->finalize (object);
}

static void
rc_lineage_node_class_init (RcLineageNodeClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rc_lineage_node_finalize;
}

static void
rc_lineage_node_init (RcLineageNode *self)
{
}

static RcLineageNode *
node_new (RcLineageStock    *stock,
          RcLineageNodeKind  kind)
{
  RcLineageNode *self = g_object_new (RC_TYPE_LINEAGE_NODE, NULL);

  self->stock = rc_lineage_stock_ref (stock);
  self->kind = kind;
  return self;
}

static const RcLineageSlot *
slot_at (RcLineageStock *stock,
         guint           index)
{
  return g_ptr_array_index (stock->lineage->slots, index);
}

/* --- The tree --- */

static void
take (GListStore    *list,
      RcLineageNode *node)
{
  g_list_store_append (list, node);
  g_object_unref (node);
}

GListModel *
rc_lineage_node_list_groups (RcLineageStock *stock)
{
  GListStore *list = g_list_store_new (RC_TYPE_LINEAGE_NODE);

  for (guint i = 0; i < stock->lineage->slots->len; i++)
    {
      RcLineageNode *node;

      if (i > 0 && strcmp (slot_at (stock, i)->group, slot_at (stock, i - 1)->group) == 0)
        continue;
      node = node_new (stock, RC_LINEAGE_GROUP);
      node->slot = i;
      take (list, node);
    }
  if (stock->lineage->exceptions->len > 0)
    take (list, node_new (stock, RC_LINEAGE_NOTICED));
  return G_LIST_MODEL (list);
}

static void
add_questions (RcLineageNode *self,
               GListStore    *list)
{
  const char *group = slot_at (self->stock, self->slot)->group;

  for (guint i = self->slot; i < self->stock->lineage->slots->len && strcmp (slot_at (self->stock, i)->group, group) == 0; i++)
    {
      RcLineageNode *node = node_new (self->stock, RC_LINEAGE_QUESTION);

      node->slot = i;
      take (list, node);
    }
}

static void
add_answers (RcLineageNode *self,
             GListStore    *list)
{
  for (guint i = 0; i < slot_at (self->stock, self->slot)->answers->len; i++)
    {
      RcLineageNode *node = node_new (self->stock, RC_LINEAGE_ANSWER);

      node->slot = self->slot;
      node->answer = i;
      take (list, node);
    }
}

static void
add_citations (RcLineageNode *self,
               GListStore    *list)
{
  for (guint i = 0; i < rc_lineage_node_peek_answer (self)->citations->len; i++)
    {
      RcLineageNode *node = node_new (self->stock, RC_LINEAGE_CITATION);

      node->slot = self->slot;
      node->answer = self->answer;
      node->citation = i;
      take (list, node);
    }
}

static void
add_exceptions (RcLineageNode *self,
                GListStore    *list)
{
  for (guint i = 0; i < self->stock->lineage->exceptions->len; i++)
    {
      RcLineageNode *node = node_new (self->stock, RC_LINEAGE_EXCEPTION);

      node->exception = i;
      take (list, node);
    }
}

/**
 * rc_lineage_node_list_children:
 *
 * Returns: (transfer full) (nullable): what stands below the line; %NULL where nothing does
 */
GListModel *
rc_lineage_node_list_children (RcLineageNode *self)
{
  g_autoptr (GListStore) list = g_list_store_new (RC_TYPE_LINEAGE_NODE);

  switch (self->kind)
    {
    case RC_LINEAGE_GROUP:
      add_questions (self, list);
      break;
    case RC_LINEAGE_QUESTION:
      add_answers (self, list);
      break;
    case RC_LINEAGE_ANSWER:
      add_citations (self, list);
      break;
    case RC_LINEAGE_NOTICED:
      add_exceptions (self, list);
      break;
    case RC_LINEAGE_CITATION:
    case RC_LINEAGE_EXCEPTION:
      break;
    }
  return g_list_model_get_n_items (G_LIST_MODEL (list)) > 0 ? G_LIST_MODEL (g_steal_pointer (&list)) : NULL;
}

RcLineageNodeKind
rc_lineage_node_get_kind (RcLineageNode *self)
{
  return self->kind;
}

RcLineageStock *
rc_lineage_node_peek_stock (RcLineageNode *self)
{
  return self->stock;
}

const RcLineageSlot *
rc_lineage_node_peek_slot (RcLineageNode *self)
{
  if (self->kind != RC_LINEAGE_QUESTION && self->kind != RC_LINEAGE_ANSWER && self->kind != RC_LINEAGE_CITATION)
    return NULL;

  return slot_at (self->stock, self->slot);
}

const RcLineageAnswer *
rc_lineage_node_peek_answer (RcLineageNode *self)
{
  if (self->kind != RC_LINEAGE_ANSWER && self->kind != RC_LINEAGE_CITATION)
    return NULL;

  return g_ptr_array_index (slot_at (self->stock, self->slot)->answers, self->answer);
}

const RcLineageCitation *
rc_lineage_node_peek_citation (RcLineageNode *self)
{
  return self->kind == RC_LINEAGE_CITATION ? g_ptr_array_index (rc_lineage_node_peek_answer (self)->citations, self->citation) : NULL;
}

const RcException *
rc_lineage_node_peek_exception (RcLineageNode *self)
{
  return self->kind == RC_LINEAGE_EXCEPTION ? g_ptr_array_index (self->stock->lineage->exceptions, self->exception) : NULL;
}

gboolean
rc_lineage_node_is_same (RcLineageNode *self,
                         RcLineageNode *other)
{
  return self->kind == other->kind && self->slot == other->slot && self->answer == other->answer &&
         self->citation == other->citation && self->exception == other->exception &&
         self->stock->lineage->event->id == other->stock->lineage->event->id;
}

/* --- Words --- */

static char *
show (const char *tainted)
{
  return rc_display_text (tainted, -1, MAX_VALUE_BYTES);
}

static char *
word_citation (RcLineageNode *self)
{
  const RcCitation *citation = rc_lineage_node_peek_citation (self)->citation;
  g_autofree char *place = rc_lineage_stock_dup_place (self->stock, citation->source, citation->record);
  g_autofree char *locator = show (citation->locator);

  return *locator != '\0' ? g_strdup_printf ("%s  %s", place, locator) : g_steal_pointer (&place);
}

char *
rc_lineage_node_dup_title (RcLineageNode *self)
{
  switch (self->kind)
    {
    case RC_LINEAGE_GROUP:
      return g_strdup (slot_at (self->stock, self->slot)->group);
    case RC_LINEAGE_QUESTION:
      return g_strdup (slot_at (self->stock, self->slot)->question);
    case RC_LINEAGE_ANSWER:
      return show (rc_lineage_node_peek_answer (self)->value);
    case RC_LINEAGE_CITATION:
      return word_citation (self);
    case RC_LINEAGE_NOTICED:
      return g_strdup (_("Noticed about the cited records"));
    case RC_LINEAGE_EXCEPTION:
      return g_strdup (rc_exception_kind_title (rc_lineage_node_peek_exception (self)->kind));
    }
  g_return_val_if_reached (NULL);
}

static char *
word_answers (const RcLineageSlot *slot)
{
  const RcLineageAnswer *first = slot->answers->len > 0 ? g_ptr_array_index (slot->answers, 0) : NULL;

  if (first == NULL)
    return NULL;
  if (slot->answers->len > 1)
    return g_strdup_printf (rc_words_plural ("%u answer", "%u answers", slot->answers->len), slot->answers->len);
  return show (first->value);
}

char *
rc_lineage_node_dup_value (RcLineageNode *self)
{
  if (self->kind == RC_LINEAGE_QUESTION)
    return word_answers (slot_at (self->stock, self->slot));
  if (self->kind == RC_LINEAGE_EXCEPTION)
    return show (rc_lineage_node_peek_exception (self)->message);
  return NULL;
}

static char *
word_slot (const RcLineageSlot *slot,
           RcShape             *out_shape)
{
  *out_shape = rc_shape_of_standing (slot->standing);
  return g_strdup (rc_lineage_slot_word (slot));
}

static char *
word_standing (RcStanding  standing,
               RcShape    *out_shape)
{
  *out_shape = rc_shape_of_standing (standing);
  return g_strdup (rc_standing_word (standing));
}

static RcShape
shape_of_exception (const RcException *exception)
{
  int exit_code = rc_exception_exit_code (exception->kind);

  return exit_code == 1 ? RC_SHAPE_FAILED : exit_code == 3 ? RC_SHAPE_UNCHECKED : RC_SHAPE_NOTE;
}

char *
rc_lineage_node_dup_state (RcLineageNode *self,
                           RcShape       *out_shape)
{
  switch (self->kind)
    {
    case RC_LINEAGE_QUESTION:
      return word_slot (slot_at (self->stock, self->slot), out_shape);
    case RC_LINEAGE_ANSWER:
      return word_standing (rc_lineage_node_peek_answer (self)->standing, out_shape);
    case RC_LINEAGE_CITATION:
      *out_shape = rc_shape_of_verdict (rc_lineage_node_peek_citation (self)->protection);
      return g_strdup (rc_protection_words (rc_protection_of_verdict (rc_lineage_node_peek_citation (self)->protection)));
    case RC_LINEAGE_EXCEPTION:
      *out_shape = shape_of_exception (rc_lineage_node_peek_exception (self));
      return g_strdup (_("Noticed"));
    case RC_LINEAGE_GROUP:
    case RC_LINEAGE_NOTICED:
      return NULL;
    }
  g_return_val_if_reached (NULL);
}
