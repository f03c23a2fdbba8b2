/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "law-parts.h"

#include <string.h>

#include "core/display-text.h"
#include "core/seals/xml-document.h"
#include "core/timestamp.h"

/*
 * From a document that law.xsd has accepted to the things of a catalogue. The schema has seen to it that what is demanded is there and
 * that values are of their enumerations.
 */

typedef gpointer (*ReadThing) (const xmlNode *node,
                               RcLawListKind  kind,
                               const RcLaw   *law);

/* --- Values --- */

static const char * const judged_names[] = { "automatic", "judge", "document", "information", "out-of-scope", NULL };
static const char * const role_names[] = { "provider", "deployer", "importer", "representative", NULL };
static const char * const mark_names[] = { "", "memory", "reading", NULL };
static const char * const category_names[] = {
  "any", "annex-iii", "annex-i", "public-authority", "large-scale-system", "general-purpose-model", "generator", NULL
};

/* The place of an attribute's value in @names; 0 where it is absent. */
static guint
read_choice (const xmlNode      *node,
             const char         *attribute,
             const char * const *names)
{
  g_autofree char *value = rc_xml_attribute (node, attribute);

  for (guint i = 0; value != NULL && names[i] != NULL; i++)
    if (strcmp (g_strstrip (value), names[i]) == 0)
      return i;
  return 0;
}

static gboolean
read_flag (const xmlNode *node,
           const char    *attribute,
           gboolean       fallback)
{
  g_autofree char *value = rc_xml_attribute (node, attribute);

  if (value == NULL)
    return fallback;
  return strcmp (g_strstrip (value), "true") == 0 || strcmp (value, "1") == 0;
}

/* (nullable): own criteria are as foreign as evidence is. */
static char *
read_value (const xmlNode *node,
            const char    *attribute)
{
  g_autofree char *value = rc_xml_attribute (node, attribute);

  return value != NULL ? rc_display_text (g_strstrip (value), -1, 0) : NULL;
}

/* (nullable): the words of a list. */
static char **
read_ids (const xmlNode *node,
          const char    *attribute)
{
  g_autofree char *value = rc_xml_attribute (node, attribute);
  g_autoptr (GStrvBuilder) ids = NULL;
  g_auto (GStrv) words = NULL;

  if (value == NULL)
    return NULL;

  ids = g_strv_builder_new ();
  words = g_strsplit_set (value, " \t\r\n", -1);
  for (char **word = words; *word != NULL; word++)
    if (**word != '\0')
      g_strv_builder_add (ids, *word);
  return g_strv_builder_end (ids);
}

static RcLawRoles
read_roles (const xmlNode *node)
{
  g_auto (GStrv) names = read_ids (node, "roles");
  RcLawRoles roles = RC_LAW_ROLE_NONE;

  for (char **name = names; name != NULL && *name != NULL; name++)
    for (guint i = 0; role_names[i] != NULL; i++)
      if (strcmp (*name, role_names[i]) == 0)
        roles |= 1u << i;
  return roles;
}

static gint64
read_day (const xmlNode *node,
          const char    *attribute)
{
  g_autofree char *value = read_value (node, attribute);
  RcTimestamp day;

  if (value == NULL || !rc_timestamp_parse (value, strlen (value), RC_ZONE_RULE, 0, &day))
    return RC_TIME_NONE;
  return day.from_us;
}

static RcLawText *
read_text (const xmlNode *node,
           const char    *element)
{
  return rc_law_text_read (rc_xml_child (node, RC_LAW_SPACE, element));
}

/* "P6M", "P10Y": the forms that the schema takes. */
static guint
count_months (const char *duration)
{
  char *unit = NULL;
  guint64 count = duration != NULL ? g_ascii_strtoull (duration + 1, &unit, 10) : 0;

  return (guint) (unit != NULL && *unit == 'Y' ? count * 12 : count);
}

/* --- Things --- */

static gpointer
read_act (const xmlNode *node,
          RcLawListKind  kind,
          const RcLaw   *law)
{
  RcLawAct *self = g_new0 (RcLawAct, 1);

  self->id = read_value (node, "id");
  self->number = read_value (node, "number");
  self->uri = read_value (node, "uri");
  self->in_force_us = read_day (node, "in-force");
  self->mark = read_choice (node, "mark", mark_names);
  self->name = read_text (node, "name");
  return self;
}

static void
free_act (RcLawAct *self)
{
  g_free (self->id);
  g_free (self->number);
  g_free (self->uri);
  rc_law_text_free (self->name);
  g_free (self);
}

static gpointer
read_section (const xmlNode *node,
              RcLawListKind  kind,
              const RcLaw   *law)
{
  RcLawSection *self = g_new0 (RcLawSection, 1);

  self->id = read_value (node, "id");
  self->act = read_value (node, "act");
  self->articles = read_value (node, "articles");
  self->name = read_text (node, "name");
  return self;
}

static void
free_section (RcLawSection *self)
{
  g_free (self->id);
  g_free (self->act);
  g_free (self->articles);
  rc_law_text_free (self->name);
  g_free (self);
}

static gpointer
read_date (const xmlNode *node,
           RcLawListKind  kind,
           const RcLaw   *law)
{
  RcLawDate *self = g_new0 (RcLawDate, 1);
  const xmlNode *note = rc_xml_child (node, RC_LAW_SPACE, "note");

  self->id = read_value (node, "id");
  self->section = read_value (node, "section");
  self->category = read_choice (node, "category", category_names);
  self->from_us = read_day (node, "from");
  self->since_us = read_day (node, "since");
  self->superseded_us = RC_TIME_NONE;
  self->superseded_by = read_value (node, "superseded-by");
  self->source = read_text (node, "source");
  self->mark = read_choice (node, "mark", mark_names);
  self->note = rc_law_text_read (note);
  self->note_since_us = note != NULL ? read_day (note, "since") : RC_TIME_NONE;
  return self;
}

static void
free_date (RcLawDate *self)
{
  g_free (self->id);
  g_free (self->section);
  g_free (self->superseded_by);
  rc_law_text_free (self->source);
  rc_law_text_free (self->note);
  g_free (self);
}

static gpointer
read_requirement (const xmlNode *node,
                  RcLawListKind  kind,
                  const RcLaw   *law)
{
  RcRequirement *self = g_new0 (RcRequirement, 1);
  g_autofree char *object = read_value (node, "object");

  self->id = read_value (node, "id");
  self->article = read_value (node, "article");
  self->place = read_text (node, "place");
  self->section = read_value (node, "section");
  self->group = read_value (node, "group");
  self->demand = read_text (node, "demand");
  self->reason = read_text (node, "reason");
  self->roles = read_roles (node);
  self->annex = read_ids (node, "annex");
  self->annex_except = read_ids (node, "annex-except");
  self->evidence = read_ids (node, "evidence");
  self->primitives = read_ids (node, "primitives");
  self->judged = read_choice (node, "judged", judged_names);
  self->is_of_declaration = g_strcmp0 (object, "declaration") == 0;
  self->amended_by = read_value (node, "amended-by");
  self->mark = read_choice (node, "mark", mark_names);
  self->is_own = law->base != NULL;
  return self;
}

static void
free_requirement (RcRequirement *self)
{
  g_free (self->id);
  g_free (self->article);
  rc_law_text_free (self->place);
  g_free (self->section);
  g_free (self->group);
  rc_law_text_free (self->demand);
  rc_law_text_free (self->reason);
  g_strfreev (self->annex);
  g_strfreev (self->annex_except);
  g_strfreev (self->evidence);
  g_strfreev (self->primitives);
  g_free (self->amended_by);
  g_free (self);
}

static gpointer
read_policy (const xmlNode *node,
             RcLawListKind  kind,
             const RcLaw   *law)
{
  RcRetentionPolicy *self = g_new0 (RcRetentionPolicy, 1);

  self->id = read_value (node, "id");
  self->name = read_text (node, "name");
  self->minimum = read_value (node, "minimum");
  self->months = count_months (self->minimum);
  self->alternative = read_value (node, "alternative");
  self->alternative_months = count_months (self->alternative);
  self->trigger = read_text (node, "trigger");
  self->maximum = read_text (node, "maximum");
  self->act = read_value (node, "act");
  self->article = read_value (node, "article");
  self->place = read_text (node, "place");
  self->roles = read_roles (node);
  self->is_duty = read_flag (node, "duty", TRUE);
  self->needs_rationale = read_flag (node, "rationale-required", FALSE);
  self->mark = read_choice (node, "mark", mark_names);
  self->is_own = law->base != NULL;
  return self;
}

static void
free_policy (RcRetentionPolicy *self)
{
  g_free (self->id);
  rc_law_text_free (self->name);
  g_free (self->minimum);
  g_free (self->alternative);
  rc_law_text_free (self->trigger);
  rc_law_text_free (self->maximum);
  g_free (self->act);
  g_free (self->article);
  rc_law_text_free (self->place);
  g_free (self);
}

static gpointer
read_question (const xmlNode *node,
               RcLawListKind  kind,
               const RcLaw   *law)
{
  RcQuestion *self = g_new0 (RcQuestion, 1);

  self->id = read_value (node, "id");
  self->text = read_text (node, "name");
  self->evidence = read_ids (node, "evidence");
  self->slots = read_ids (node, "slots");
  self->requirements = read_ids (node, "requirements");
  self->asked = read_ids (node, "asked");
  self->annex = read_ids (node, "annex");
  self->is_own = law->base != NULL;
  return self;
}

static void
free_question (RcQuestion *self)
{
  g_free (self->id);
  rc_law_text_free (self->text);
  g_strfreev (self->evidence);
  g_strfreev (self->slots);
  g_strfreev (self->requirements);
  g_strfreev (self->asked);
  g_strfreev (self->annex);
  g_free (self);
}

static gpointer
read_pack (const xmlNode *node,
           RcLawListKind  kind,
           const RcLaw   *law)
{
  RcPack *self = g_new0 (RcPack, 1);

  self->id = read_value (node, "id");
  self->name = read_text (node, "name");
  self->detail = read_text (node, "detail");
  self->questions = read_ids (node, "questions");
  return self;
}

static void
free_pack (RcPack *self)
{
  g_free (self->id);
  rc_law_text_free (self->name);
  rc_law_text_free (self->detail);
  g_strfreev (self->questions);
  g_free (self);
}

static gpointer
read_term (const xmlNode *node,
           RcLawListKind  kind,
           const RcLaw   *law)
{
  RcLawTerm *self = g_new0 (RcLawTerm, 1);

  self->id = read_value (node, "id");
  self->kind = (RcLawTermKind) (kind - RC_LAW_LIST_TERM);
  self->name = read_text (node, "name");
  self->detail = read_text (node, "detail");
  self->basis = read_value (node, "basis");
  self->refs = read_ids (node, "refs");
  self->mark = read_choice (node, "mark", mark_names);
  return self;
}

static void
free_term (RcLawTerm *self)
{
  g_free (self->id);
  rc_law_text_free (self->name);
  rc_law_text_free (self->detail);
  g_free (self->basis);
  g_strfreev (self->refs);
  g_free (self);
}

/* --- Lists --- */

typedef struct
{
  const char *element;
  ReadThing   read;
} ListRow;

static const ListRow list_rows[RC_LAW_N_LISTS] = {
  [RC_LAW_LIST_ACT] = { "acts", read_act },
  [RC_LAW_LIST_SECTION] = { "sections", read_section },
  [RC_LAW_LIST_DATE] = { "dates", read_date },
  [RC_LAW_LIST_REQUIREMENT] = { "requirements", read_requirement },
  [RC_LAW_LIST_POLICY] = { "policies", read_policy },
  [RC_LAW_LIST_QUESTION] = { "questions", read_question },
  [RC_LAW_LIST_PACK] = { "packs", read_pack },
  [RC_LAW_LIST_TERM + RC_LAW_TERM_AMENDMENT] = { "amendments", read_term },
  [RC_LAW_LIST_TERM + RC_LAW_TERM_CHANGE] = { "changes", read_term },
  [RC_LAW_LIST_TERM + RC_LAW_TERM_LEGACY_RULE] = { "legacy-rules", read_term },
  [RC_LAW_LIST_TERM + RC_LAW_TERM_GROUP] = { "groups", read_term },
  [RC_LAW_LIST_TERM + RC_LAW_TERM_ROLE] = { "roles", read_term },
  [RC_LAW_LIST_TERM + RC_LAW_TERM_EVIDENCE_CLASS] = { "evidence-classes", read_term },
  [RC_LAW_LIST_TERM + RC_LAW_TERM_PRIMITIVE] = { "primitives", read_term },
  [RC_LAW_LIST_TERM + RC_LAW_TERM_ANNEX_ITEM] = { "annex-items", read_term },
  [RC_LAW_LIST_TERM + RC_LAW_TERM_TIER] = { "tiers", read_term },
  [RC_LAW_LIST_TERM + RC_LAW_TERM_ROUTE_ATTRIBUTE] = { "route-attributes", read_term },
  [RC_LAW_LIST_TERM + RC_LAW_TERM_ROUTE] = { "routes", read_term },
  [RC_LAW_LIST_TERM + RC_LAW_TERM_REGISTRATION_FIELD] = { "registration-fields", read_term },
  [RC_LAW_LIST_TERM + RC_LAW_TERM_SURPRISE_CARD] = { "surprise-cards", read_term },
  [RC_LAW_LIST_TERM + RC_LAW_TERM_SEVERITY] = { "severities", read_term },
  [RC_LAW_LIST_TERM + RC_LAW_TERM_FINDING_FIELD] = { "finding-fields", read_term },
  [RC_LAW_LIST_TERM + RC_LAW_TERM_REPORT_PART] = { "report-parts", read_term },
  [RC_LAW_LIST_TERM + RC_LAW_TERM_OPEN_POINT] = { "open-points", read_term },
};

void
rc_law_thing_free (RcLawListKind kind,
                   gpointer      thing)
{
  switch (kind)
    {
    case RC_LAW_LIST_ACT:         free_act (thing); break;
    case RC_LAW_LIST_SECTION:     free_section (thing); break;
    case RC_LAW_LIST_DATE:        free_date (thing); break;
    case RC_LAW_LIST_REQUIREMENT: free_requirement (thing); break;
    case RC_LAW_LIST_POLICY:      free_policy (thing); break;
    case RC_LAW_LIST_QUESTION:    free_question (thing); break;
    case RC_LAW_LIST_PACK:        free_pack (thing); break;
    default:                      free_term (thing); break;
    }
}

static void
read_list (RcLaw         *self,
           const xmlNode *list,
           RcLawListKind  kind)
{
  for (const xmlNode *node = list->children; node != NULL; node = node->next)
    if (node->type == XML_ELEMENT_NODE)
      rc_law_add (self, kind, list_rows[kind].read (node, kind, self));
}

/**
 * rc_law_read:
 * @root: of a document that law.xsd accepts
 */
void
rc_law_read (RcLaw         *self,
             const xmlNode *root)
{
  self->version = read_value (root, "version");
  self->prefix = read_value (root, "prefix");
  self->state_us = read_day (root, "state");
  self->name = read_text (root, "name");

  for (guint kind = 0; kind < RC_LAW_N_LISTS; kind++)
    {
      const xmlNode *list = rc_xml_child (root, RC_LAW_SPACE, list_rows[kind].element);

      if (list != NULL)
        read_list (self, list, kind);
    }
}
