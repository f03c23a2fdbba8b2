/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/exercises/surprise-card.h"

#include <string.h>

#include "core/bounds.h"
#include "core/exercises/exercise.h"
#include "core/law/law.h"
#include "core/registers/register.h"
#include "core/words.h"

void
rc_surprise_card_free (RcSurpriseCard *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self->title);
  g_free (self->text);
  g_free (self->role);
  g_strfreev (self->questions);
  g_free (self);
}

/* Where the catalogue has one text alone, its first sentence says what happens, and the rest what the room is asked to do. */
static void
take_texts (RcSurpriseCard *self,
            const char     *name,
            const char     *detail)      /* (nullable) */
{
  const char *stop = detail == NULL ? strstr (name, ". ") : NULL;

  self->title = stop != NULL ? g_strndup (name, (gsize) (stop - name) + 1) : g_strdup (name);
  self->text = g_strdup (stop != NULL ? stop + 2 : detail != NULL ? detail : name);
}

static RcSurpriseCard *
card_from_law (const RcLawTerm *term)
{
  RcSurpriseCard *self = g_new0 (RcSurpriseCard, 1);

  self->id = g_strdup (term->id);
  take_texts (self, rc_law_text (term->name), term->detail != NULL ? rc_law_text (term->detail) : NULL);
  self->role = g_strdup (term->basis);
  self->questions = g_strdupv (term->refs);
  return self;
}

GPtrArray *
rc_surprise_card_list (void)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_surprise_card_free);
  const RcLaw *law = rc_law_get ();

  for (guint i = 0; i < rc_law_count_terms (law, RC_LAW_TERM_SURPRISE_CARD); i++)
    g_ptr_array_add (list, card_from_law (rc_law_nth_term (law, RC_LAW_TERM_SURPRISE_CARD, i)));
  return list;
}

RcSurpriseCard *
rc_surprise_card_find (const char  *id,
                       GError     **error)
{
  const RcLawTerm *term = rc_law_find_term (rc_law_get (), RC_LAW_TERM_SURPRISE_CARD, id);

  if (term != NULL)
    return card_from_law (term);

  g_set_error (error, RC_EXERCISE_ERROR, RC_EXERCISE_ERROR_NOT_FOUND, _("There is no surprise card “%s”"), id);
  return NULL;
}

/* --- Own cards --- */

static gboolean
is_short (const char *text,
          gsize       most)
{
  return text != NULL && *text != '\0' && strlen (text) <= most;
}

static RcSurpriseCard *
read_card (const RcJson *json,
           guint32       node)
{
  g_autoptr (RcSurpriseCard) self = g_new0 (RcSurpriseCard, 1);
  g_autoptr (GPtrArray) questions = rc_register_dup_list (json, node, "questions");

  self->id = rc_register_dup_member (json, node, "id");
  self->title = rc_register_dup_member (json, node, "title");
  self->text = rc_register_dup_member (json, node, "text");
  self->role = rc_register_dup_member (json, node, "role");
  self->is_own = TRUE;
  if (self->id == NULL || !rc_exercise_is_id (self->id) || !is_short (self->title, RC_LIMIT_NAME_BYTES) ||
      !is_short (self->text, RC_LIMIT_ENTRY_WORDS_BYTES))
    return NULL;

  if (questions->len > 0)
    {
      g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

      for (guint i = 0; i < questions->len; i++)
        g_strv_builder_add (builder, g_ptr_array_index (questions, i));
      self->questions = g_strv_builder_end (builder);
    }
  return g_steal_pointer (&self);
}

static gboolean
read_cards (const RcJson *json,
            GPtrArray    *list)
{
  guint32 array = rc_json_member (json, 0, "cards");

  if (array == RC_JSON_NO_NODE || !rc_json_is (json, array, RC_JSON_ARRAY) || json->nodes[array].count == 0 ||
      json->nodes[array].count > RC_LIMIT_EXERCISE_QUESTIONS)
    return FALSE;

  for (guint32 item = array + 1; item < json->nodes[array].next; item = json->nodes[item].next)
    {
      RcSurpriseCard *card = read_card (json, item);

      if (card == NULL)
        return FALSE;
      g_ptr_array_add (list, card);
    }
  return TRUE;
}

GPtrArray *
rc_surprise_card_load_file (const char  *path,
                            GError     **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_surprise_card_free);
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *text = NULL;
  g_auto (RcJson) json;
  RcJsonFault fault;
  gsize length;

  rc_json_init (&json);
  if (!g_file_get_contents (path, &text, &length, error))
    return NULL;
  if (length <= RC_LIMIT_ENTRY_BYTES && rc_json_parse (&json, text, length, &fault) && !json.has_duplicate &&
      rc_json_is (&json, 0, RC_JSON_OBJECT) && read_cards (&json, list))
    return g_steal_pointer (&list);

  g_set_error (error, RC_EXERCISE_ERROR, RC_EXERCISE_ERROR_PACK,
               _("“%s” has no surprise cards: expected one JSON object with a list of cards, each with an id, a title and a text"), name);
  return NULL;
}
