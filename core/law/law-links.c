/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "law-parts.h"

#include <string.h>

/*
 * What the schema cannot see: that every id that is named is there, that own criteria give ids of their own alone, that a date which
 * was replaced names its successor, and that the reason is there where something is not judged. The message names the id: it is the
 * only one in the file.
 */

static const char * const list_words[RC_LAW_N_LISTS] = {
  [RC_LAW_LIST_ACT] = "act",
  [RC_LAW_LIST_SECTION] = "section",
  [RC_LAW_LIST_DATE] = "date",
  [RC_LAW_LIST_REQUIREMENT] = "requirement",
  [RC_LAW_LIST_POLICY] = "retention policy",
  [RC_LAW_LIST_QUESTION] = "question",
  [RC_LAW_LIST_PACK] = "pack",
  [RC_LAW_LIST_TERM + RC_LAW_TERM_AMENDMENT] = "amendment",
  [RC_LAW_LIST_TERM + RC_LAW_TERM_GROUP] = "group of requirements",
  [RC_LAW_LIST_TERM + RC_LAW_TERM_ROLE] = "role",
  [RC_LAW_LIST_TERM + RC_LAW_TERM_EVIDENCE_CLASS] = "evidence class",
  [RC_LAW_LIST_TERM + RC_LAW_TERM_PRIMITIVE] = "check primitive",
  [RC_LAW_LIST_TERM + RC_LAW_TERM_ANNEX_ITEM] = "item of Annex III",
  [RC_LAW_LIST_TERM + RC_LAW_TERM_ROUTE_ATTRIBUTE] = "attribute of a route",
};

static gboolean
check_id (const RcLaw    *self,
          const char     *from,
          RcLawListKind   kind,
          const char     *id,
          GError        **error)
{
  if (id == NULL || rc_law_find (self, kind, id) != NULL)
    return TRUE;

  g_set_error (error, RC_LAW_ERROR, RC_LAW_ERROR_REFERENCE, "%s names the %s “%s”, which is not there", from, list_words[kind], id);
  return FALSE;
}

/* @ids: (nullable) */
static gboolean
check_ids (const RcLaw    *self,
           const char     *from,
           RcLawListKind   kind,
           char          **ids,
           GError        **error)
{
  for (char **id = ids; id != NULL && *id != NULL; id++)
    if (!check_id (self, from, kind, *id, error))
      return FALSE;
  return TRUE;
}

/* --- Items of Annex III --- */

/* "III-4" stands for III-4a and III-4b, "III" for all. */
static gboolean
stands_for (const char *written,
            const char *item)
{
  gsize length = strlen (written);

  return strncmp (item, written, length) == 0 && (item[length] == '\0' || item[length] == '-' || g_ascii_isalpha (item[length]));
}

static gboolean
any_stands_for (char       **written,
                const char  *item)
{
  for (char **one = written; one != NULL && *one != NULL; one++)
    if (stands_for (*one, item))
      return TRUE;
  return FALSE;
}

static gboolean
check_items (const RcLaw  *self,
             const char   *from,
             char        **written,
             GError      **error)
{
  for (char **one = written; one != NULL && *one != NULL; one++)
    {
      gboolean is_there = FALSE;

      for (guint i = 0; !is_there && i < rc_law_count_terms (self, RC_LAW_TERM_ANNEX_ITEM); i++)
        is_there = stands_for (*one, rc_law_nth_term (self, RC_LAW_TERM_ANNEX_ITEM, i)->id);
      if (!is_there)
        return check_id (self, from, RC_LAW_LIST_TERM + RC_LAW_TERM_ANNEX_ITEM, *one, error);
    }
  return TRUE;
}

/* (nullable) as @written is: the items one by one. */
static char **
expand_items (const RcLaw  *self,
              char        **written,
              char        **except)
{
  g_autoptr (GStrvBuilder) items = NULL;

  if (written == NULL)
    return NULL;

  items = g_strv_builder_new ();
  for (guint i = 0; i < rc_law_count_terms (self, RC_LAW_TERM_ANNEX_ITEM); i++)
    {
      const char *item = rc_law_nth_term (self, RC_LAW_TERM_ANNEX_ITEM, i)->id;

      if (any_stands_for (written, item) && !any_stands_for (except, item))
        g_strv_builder_add (items, item);
    }
  return g_strv_builder_end (items);
}

static gboolean
link_items (const RcLaw   *self,
            const char    *from,
            char        ***items,
            char        ***except,
            GError       **error)
{
  g_auto (GStrv) written = NULL;
  g_auto (GStrv) left_out = NULL;

  if (!check_items (self, from, *items, error) || (except != NULL && !check_items (self, from, *except, error)))
    return FALSE;

  written = g_steal_pointer (items);
  left_out = except != NULL ? g_steal_pointer (except) : NULL;
  *items = expand_items (self, written, left_out);
  if (except != NULL)
    *except = expand_items (self, left_out, NULL);
  return TRUE;
}

/* --- Things --- */

static gboolean
link_requirement (const RcLaw    *self,
                  RcRequirement  *requirement,
                  GError        **error)
{
  const char *id = requirement->id;

  if (requirement->judged == RC_LAW_JUDGED_OUT_OF_SCOPE && requirement->reason == NULL)
    {
      g_set_error (error, RC_LAW_ERROR, RC_LAW_ERROR_REFERENCE, "%s is out of scope, and no reason is given", id);
      return FALSE;
    }
  if (requirement->annex_except != NULL && requirement->annex == NULL)
    {
      g_set_error (error, RC_LAW_ERROR, RC_LAW_ERROR_REFERENCE, "%s takes items of Annex III out, and names none", id);
      return FALSE;
    }
  return check_id (self, id, RC_LAW_LIST_SECTION, requirement->section, error)
         && check_id (self, id, RC_LAW_LIST_TERM + RC_LAW_TERM_GROUP, requirement->group, error)
         && check_id (self, id, RC_LAW_LIST_TERM + RC_LAW_TERM_AMENDMENT, requirement->amended_by, error)
         && check_ids (self, id, RC_LAW_LIST_TERM + RC_LAW_TERM_EVIDENCE_CLASS, requirement->evidence, error)
         && check_ids (self, id, RC_LAW_LIST_TERM + RC_LAW_TERM_PRIMITIVE, requirement->primitives, error)
         && link_items (self, id, &requirement->annex, &requirement->annex_except, error);
}

static gboolean
link_question (const RcLaw  *self,
               RcQuestion   *question,
               GError      **error)
{
  return check_ids (self, question->id, RC_LAW_LIST_TERM + RC_LAW_TERM_EVIDENCE_CLASS, question->evidence, error)
         && check_ids (self, question->id, RC_LAW_LIST_REQUIREMENT, question->requirements, error)
         && check_ids (self, question->id, RC_LAW_LIST_TERM + RC_LAW_TERM_ROLE, question->asked, error)
         && link_items (self, question->id, &question->annex, NULL, error);
}

static gboolean
link_date (const RcLaw  *self,
           RcLawDate    *date,
           GError      **error)
{
  const RcLawDate *next;

  if (self->base != NULL && rc_law_find_section (self->base, date->section) != NULL)
    {
      g_set_error (error, RC_LAW_ERROR, RC_LAW_ERROR_REFERENCE, "%s gives a date to the section “%s”, which is not its own", date->id,
                   date->section);
      return FALSE;
    }
  if (!check_id (self, date->id, RC_LAW_LIST_SECTION, date->section, error)
      || !check_id (self, date->id, RC_LAW_LIST_DATE, date->superseded_by, error))
    return FALSE;
  if (date->superseded_by == NULL)
    return TRUE;

  next = rc_law_find (self, RC_LAW_LIST_DATE, date->superseded_by);
  if (next->category != date->category || strcmp (next->section, date->section) != 0)
    {
      g_set_error (error, RC_LAW_ERROR, RC_LAW_ERROR_REFERENCE, "%s is replaced by %s, which is of another section or category", date->id,
                   next->id);
      return FALSE;
    }
  if (next->since_us <= date->since_us)
    {
      g_set_error (error, RC_LAW_ERROR, RC_LAW_ERROR_REFERENCE, "%s is replaced by %s, which is not later", date->id, next->id);
      return FALSE;
    }
  date->superseded_us = next->since_us;
  return TRUE;
}

static gboolean
link_term (const RcLaw  *self,
           RcLawTerm    *term,
           GError      **error)
{
  switch (term->kind)
    {
    case RC_LAW_TERM_ROUTE:
      return check_id (self, term->id, RC_LAW_LIST_TERM + RC_LAW_TERM_ROUTE_ATTRIBUTE, term->basis, error)
             && link_items (self, term->id, &term->refs, NULL, error);
    case RC_LAW_TERM_SURPRISE_CARD:
      return check_id (self, term->id, RC_LAW_LIST_TERM + RC_LAW_TERM_ROLE, term->basis, error)
             && check_ids (self, term->id, RC_LAW_LIST_QUESTION, term->refs, error);
    case RC_LAW_TERM_AMENDMENT:
      return check_id (self, term->id, RC_LAW_LIST_ACT, term->basis, error);
    default:
      return TRUE;
    }
}

static gboolean
link_thing (const RcLaw    *self,
            RcLawListKind   kind,
            gpointer        thing,
            GError        **error)
{
  switch (kind)
    {
    case RC_LAW_LIST_ACT:
      return TRUE;
    case RC_LAW_LIST_SECTION:
      return check_id (self, ((RcLawSection *) thing)->id, RC_LAW_LIST_ACT, ((RcLawSection *) thing)->act, error);
    case RC_LAW_LIST_DATE:
      return link_date (self, thing, error);
    case RC_LAW_LIST_REQUIREMENT:
      return link_requirement (self, thing, error);
    case RC_LAW_LIST_POLICY:
      return check_id (self, ((RcRetentionPolicy *) thing)->id, RC_LAW_LIST_ACT, ((RcRetentionPolicy *) thing)->act, error);
    case RC_LAW_LIST_QUESTION:
      return link_question (self, thing, error);
    case RC_LAW_LIST_PACK:
      return check_ids (self, ((RcPack *) thing)->id, RC_LAW_LIST_QUESTION, ((RcPack *) thing)->questions, error);
    default:
      return link_term (self, thing, error);
    }
}

/* --- Own criteria --- */

static gboolean
check_prefix (const RcLaw  *self,
              GError      **error)
{
  const char *ids[] = { "AIA", "AIV", "DOC", "DL", "RET", "TR", "III", NULL };

  if (self->prefix == NULL)
    {
      g_set_error_literal (error, RC_LAW_ERROR, RC_LAW_ERROR_REFERENCE, "own criteria state no prefix, with which all their ids begin");
      return FALSE;
    }
  for (const RcLaw *below = self->base; below != NULL; below = below->base)
    if (g_strv_contains (ids, self->prefix) || g_strcmp0 (below->prefix, self->prefix) == 0)
      {
        g_set_error (error, RC_LAW_ERROR, RC_LAW_ERROR_REFERENCE, "the prefix “%s” is taken", self->prefix);
        return FALSE;
      }
  return TRUE;
}

static gboolean
check_own_id (const RcLaw    *self,
              RcLawListKind   kind,
              const char     *id,
              GError        **error)
{
  g_autofree char *begin = g_strconcat (self->prefix, "-", NULL);

  if (rc_law_find (self->base, kind, id) != NULL)
    {
      g_set_error (error, RC_LAW_ERROR, RC_LAW_ERROR_REFERENCE, "gives “%s” again, which is there already", id);
      return FALSE;
    }
  if (!g_str_has_prefix (id, begin))
    {
      g_set_error (error, RC_LAW_ERROR, RC_LAW_ERROR_REFERENCE, "gives the id “%s”, which does not begin with “%s”", id, begin);
      return FALSE;
    }
  return TRUE;
}

/**
 * rc_law_link:
 *
 * Checks what a catalogue refers to, and lays the items of Annex III and the ends of dates out. The catalogue below it stays as it is.
 */
gboolean
rc_law_link (RcLaw   *self,
             GError **error)
{
  if (self->base != NULL && !check_prefix (self, error))
    return FALSE;

  for (guint kind = 0; kind < RC_LAW_N_LISTS; kind++)
    for (guint i = 0; i < self->lists[kind].things->len; i++)
      {
        gpointer thing = g_ptr_array_index (self->lists[kind].things, i);

        if (self->base != NULL && !check_own_id (self, kind, *(char **) thing, error))
          return FALSE;
        if (!link_thing (self, kind, thing, error))
          return FALSE;
      }
  return TRUE;
}
