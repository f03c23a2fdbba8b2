/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/bundle/prov/prov-document.h"

#include "core/declaration/declaration.h"
#include "core/display-text.h"
#include "core/timestamp.h"

static const RcProvForm forms[RC_PROV_N_KINDS] = {
  [RC_PROV_ENTITY] = { "entity", NULL, NULL, RC_PROV_N_KINDS, RC_PROV_N_KINDS },
  [RC_PROV_ACTIVITY] = { "activity", NULL, NULL, RC_PROV_N_KINDS, RC_PROV_N_KINDS },
  [RC_PROV_AGENT] = { "agent", NULL, NULL, RC_PROV_N_KINDS, RC_PROV_N_KINDS },
  [RC_PROV_WAS_GENERATED_BY] = { "wasGeneratedBy", "entity", "activity", RC_PROV_ENTITY, RC_PROV_ACTIVITY },
  [RC_PROV_USED] = { "used", "activity", "entity", RC_PROV_ACTIVITY, RC_PROV_ENTITY },
  [RC_PROV_WAS_INFORMED_BY] = { "wasInformedBy", "informed", "informant", RC_PROV_ACTIVITY, RC_PROV_ACTIVITY },
  [RC_PROV_WAS_ATTRIBUTED_TO] = { "wasAttributedTo", "entity", "agent", RC_PROV_ENTITY, RC_PROV_AGENT },
  [RC_PROV_WAS_ASSOCIATED_WITH] = { "wasAssociatedWith", "activity", "agent", RC_PROV_ACTIVITY, RC_PROV_AGENT },
  [RC_PROV_WAS_INFLUENCED_BY] = { "wasInfluencedBy", "influencee", "influencer", RC_PROV_N_KINDS, RC_PROV_N_KINDS },
};

const RcProvForm *
rc_prov_kind_get_form (RcProvKind kind)
{
  g_return_val_if_fail (kind < RC_PROV_N_KINDS, NULL);

  return &forms[kind];
}

static void
attribute_free (gpointer data)
{
  RcProvAttribute *self = data;

  g_free (self->name);
  g_free (self->value);
  g_free (self->language);
  g_free (self);
}

static void
statement_free (gpointer data)
{
  RcProvStatement *self = data;

  g_free (self->id);
  g_free (self->subject);
  g_free (self->object);
  g_ptr_array_unref (self->attributes);
  g_free (self);
}

static void
space_free (gpointer data)
{
  RcProvSpace *self = data;

  g_free (self->prefix);
  g_free (self->space);
  g_free (self);
}

RcProvDocument *
rc_prov_document_new (void)
{
  RcProvDocument *self = g_new0 (RcProvDocument, 1);

  self->spaces = g_ptr_array_new_with_free_func (space_free);
  self->statements = g_ptr_array_new_with_free_func (statement_free);
  return self;
}

void
rc_prov_document_free (RcProvDocument *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->spaces);
  g_ptr_array_unref (self->statements);
  g_free (self);
}

void
rc_prov_document_add_space (RcProvDocument *self,
                            const char     *prefix,
                            const char     *space)
{
  RcProvSpace *added = g_new0 (RcProvSpace, 1);

  added->prefix = g_strdup (prefix);
  added->space = g_strdup (space);
  g_ptr_array_add (self->spaces, added);
}

/**
 * rc_prov_document_add:
 * @id: a qualified name that no statement of the document has
 *
 * Returns: (transfer none): a statement without times and attributes
 */
RcProvStatement *
rc_prov_document_add (RcProvDocument *self,
                      RcProvKind      kind,
                      const char     *id)
{
  RcProvStatement *statement = g_new0 (RcProvStatement, 1);

  statement->kind = kind;
  statement->id = g_strdup (id);
  statement->start_us = RC_TIME_NONE;
  statement->end_us = RC_TIME_NONE;
  statement->attributes = g_ptr_array_new_with_free_func (attribute_free);
  g_ptr_array_add (self->statements, statement);
  self->counts[kind]++;
  return statement;
}

static gboolean
fits (const RcProvStatement *end,
      RcProvKind             kind)
{
  return kind == RC_PROV_N_KINDS || end->kind == kind;
}

/**
 * rc_prov_document_relate:
 * @kind: a relation
 * @subject, @object: of the kinds that the relation is between (PROV-DM section 5)
 *
 * Returns: (transfer none): the relation, without attributes
 */
RcProvStatement *
rc_prov_document_relate (RcProvDocument        *self,
                         RcProvKind             kind,
                         const RcProvStatement *subject,
                         const RcProvStatement *object)
{
  const RcProvForm *form = rc_prov_kind_get_form (kind);
  g_autofree char *id = g_strdup_printf ("lineage:%s-%u", form->name, self->counts[kind] + 1);
  RcProvStatement *relation;

  g_return_val_if_fail (form->subject != NULL && fits (subject, form->subject_kind) && fits (object, form->object_kind), NULL);

  relation = rc_prov_document_add (self, kind, id);
  relation->subject = g_strdup (subject->id);
  relation->object = g_strdup (object->id);
  return relation;
}

RcProvStatement *
rc_prov_document_find (const RcProvDocument *self,
                       const char           *id)
{
  for (guint i = 0; i < self->statements->len; i++)
    {
      RcProvStatement *statement = g_ptr_array_index (self->statements, i);

      if (g_str_equal (statement->id, id))
        return statement;
    }

  return NULL;
}

/* --- Attributes --- */

/* Both serialisations must carry the same: what XML cannot hold is shown instead, as on paper. */
static char *
dup_carried (const char *value)
{
  g_autofree char *carried = g_utf8_make_valid (value, -1);

  for (const char *at = carried; *at != '\0'; at = g_utf8_next_char (at))
    {
      if (!rc_declaration_is_character (g_utf8_get_char (at)) || *at == '\r')
        return rc_display_text (carried, -1, 0);
    }
  return g_steal_pointer (&carried);
}

static guint
rank (const char *name)
{
  static const char * const first[] = { "prov:label", "prov:role", "prov:type" };
  guint i;

  for (i = 0; i < G_N_ELEMENTS (first); i++)
    {
      if (g_str_equal (name, first[i]))
        break;
    }
  return i;
}

static void
add_attribute (RcProvStatement *self,
               const char      *name,
               RcProvType       type,
               const char      *value,
               const char      *language)
{
  g_autofree char *carried = value != NULL ? dup_carried (value) : NULL;
  RcProvAttribute *added;
  guint place = 0;

  if (carried == NULL)
    return;

  for (guint i = 0; i < self->attributes->len; i++)
    {
      const RcProvAttribute *other = g_ptr_array_index (self->attributes, i);

      if (g_str_equal (other->name, name) && other->type == type && g_str_equal (other->value, carried)
          && g_strcmp0 (other->language, language) == 0)
        return;
      if (rank (other->name) <= rank (name))
        place = i + 1;
    }

  added = g_new0 (RcProvAttribute, 1);
  added->name = g_strdup (name);
  added->value = g_steal_pointer (&carried);
  added->language = g_strdup (language);
  added->type = type;
  g_ptr_array_insert (self->attributes, (int) place, added);
}

void
rc_prov_statement_add (RcProvStatement *self,
                       const char      *name,
                       RcProvType       type,
                       const char      *value)
{
  add_attribute (self, name, type, value, NULL);
}

void
rc_prov_statement_add_words (RcProvStatement *self,
                             const char      *name,
                             const char      *value,
                             const char      *language)
{
  add_attribute (self, name, RC_PROV_WORDS, value, language);
}

void
rc_prov_statement_add_number (RcProvStatement *self,
                              const char      *name,
                              guint64          value)
{
  g_autofree char *text = g_strdup_printf ("%" G_GUINT64_FORMAT, value);

  add_attribute (self, name, RC_PROV_NUMBER, text, NULL);
}
