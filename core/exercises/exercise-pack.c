/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/exercises/exercise-pack.h"

#include <string.h>

#include "core/bounds.h"
#include "core/exercises/exercise.h"
#include "core/law/law.h"
#include "core/slot.h"
#include "core/words.h"

static void
question_free (gpointer data)
{
  RcExerciseQuestion *question = data;

  g_free (question->id);
  g_free (question->text);
  g_free (question->role);
  g_strfreev (question->slots);
  g_free (question);
}

void
rc_exercise_pack_free (RcExercisePack *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self->name);
  g_free (self->version);
  g_clear_pointer (&self->questions, g_ptr_array_unref);
  g_free (self);
}

static RcExercisePack *
pack_new (const char *id,
          const char *name)
{
  RcExercisePack *self = g_new0 (RcExercisePack, 1);

  self->id = g_strdup (id);
  self->name = g_strdup (name);
  self->questions = g_ptr_array_new_with_free_func (question_free);
  return self;
}

/* In English, whatever the reader speaks: it is kept in the case. */
static RcExerciseQuestion *
question_from_law (const char *id)
{
  const RcQuestion *of = rc_law_find_question (rc_law_get (), id);
  RcExerciseQuestion *question;

  if (of == NULL)
    return NULL;

  question = g_new0 (RcExerciseQuestion, 1);
  question->id = g_strdup (of->id);
  question->text = g_strdup (rc_law_text_in (of->text, "en"));
  question->role = of->asked != NULL ? g_strdup (of->asked[0]) : NULL;
  question->slots = g_strdupv (of->slots);
  return question;
}

static RcExercisePack *
pack_from_law (const RcPack *of)
{
  RcExercisePack *self = pack_new (of->id, rc_law_text_in (of->name, "en"));

  self->version = g_strdup (rc_law_version ());
  for (guint i = 0; of->questions[i] != NULL; i++)
    g_ptr_array_add (self->questions, question_from_law (of->questions[i]));
  return self;
}

RcExercisePack *
rc_exercise_pack_find (const char  *id,
                       GError     **error)
{
  const RcPack *of = rc_law_find_pack (rc_law_get (), id);

  if (of != NULL)
    return pack_from_law (of);

  g_set_error (error, RC_EXERCISE_ERROR, RC_EXERCISE_ERROR_PACK, _("There is no pack of questions “%s”"), id);
  return NULL;
}

GPtrArray *
rc_exercise_pack_list (void)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_exercise_pack_free);
  const RcLaw *law = rc_law_get ();

  for (guint i = 0; i < rc_law_count_packs (law); i++)
    g_ptr_array_add (list, pack_from_law (rc_law_nth_pack (law, i)));
  return list;
}

const RcExerciseQuestion *
rc_exercise_pack_question (const RcExercisePack *self,
                           const char           *id,
                           guint                *out_index)
{
  for (guint i = 0; i < self->questions->len; i++)
    {
      const RcExerciseQuestion *question = g_ptr_array_index (self->questions, i);

      if (strcmp (question->id, id) != 0)
        continue;
      if (out_index != NULL)
        *out_index = i;
      return question;
    }

  return NULL;
}

const char *
rc_exercise_question_words (const RcExerciseQuestion *self)
{
  const RcQuestion *of = rc_law_find_question (rc_law_get (), self->id);

  return of != NULL && strcmp (rc_law_text_in (of->text, "en"), self->text) == 0 ? rc_law_text (of->text) : self->text;
}

const char *
rc_exercise_pack_words (const RcExercisePack *self)
{
  const RcPack *of = self->version != NULL ? rc_law_find_pack (rc_law_get (), self->id) : NULL;

  return of != NULL && strcmp (rc_law_text_in (of->name, "en"), self->name) == 0 ? rc_law_text (of->name) : self->name;
}

const char *
rc_exercise_role_words (const char *role)
{
  const RcLawTerm *term = rc_law_find_term (rc_law_get (), RC_LAW_TERM_ROLE, role);

  return term != NULL ? rc_law_text (term->name) : role;
}

/* --- JSON --- */

void
rc_exercise_pack_write (const RcExercisePack *self,
                        RcJsonWriter         *writer)
{
  rc_json_writer_begin_object (writer);
  rc_json_writer_member_string (writer, "id", self->id);
  rc_json_writer_member_string (writer, "name", self->name);
  if (self->version != NULL)
    rc_json_writer_member_string (writer, "version", self->version);
  rc_json_writer_name (writer, "questions");
  rc_json_writer_begin_array (writer);
  for (guint i = 0; i < self->questions->len; i++)
    {
      const RcExerciseQuestion *question = g_ptr_array_index (self->questions, i);

      rc_json_writer_begin_object (writer);
      rc_json_writer_member_string (writer, "id", question->id);
      rc_json_writer_member_string (writer, "text", question->text);
      if (question->role != NULL)
        rc_json_writer_member_string (writer, "role", question->role);
      rc_json_writer_name (writer, "slots");
      rc_json_writer_begin_array (writer);
      for (guint j = 0; question->slots != NULL && question->slots[j] != NULL; j++)
        rc_json_writer_string (writer, question->slots[j]);
      rc_json_writer_end_array (writer);
      rc_json_writer_end_object (writer);
    }
  rc_json_writer_end_array (writer);
  rc_json_writer_end_object (writer);
}

static char *
dup_member (const RcJson *json,
            guint32       object,
            const char   *name,
            gsize         max_bytes)
{
  guint32 node = rc_json_member (json, object, name);
  g_autofree char *text = node != RC_JSON_NO_NODE ? rc_json_dup_string (json, node) : NULL;

  return text != NULL && *text != '\0' && strlen (text) <= max_bytes ? g_steal_pointer (&text) : NULL;
}

static gboolean
is_slot (const char *name)
{
  for (guint i = 0; i < rc_slot_count (); i++)
    if (strcmp (rc_slot_nth (i)->id, name) == 0)
      return TRUE;

  return FALSE;
}

/* FALSE: one of them is no question of the lineage. */
static gboolean
read_slots (const RcJson  *json,
            guint32        object,
            char        ***out_slots)
{
  guint32 array = rc_json_member (json, object, "slots");
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  if (array == RC_JSON_NO_NODE)
    return TRUE;
  if (!rc_json_is (json, array, RC_JSON_ARRAY))
    return FALSE;

  for (guint32 item = array + 1; item < json->nodes[array].next; item = json->nodes[item].next)
    {
      g_autofree char *slot = rc_json_dup_string (json, item);

      if (slot == NULL || !is_slot (slot))
        return FALSE;
      g_strv_builder_add (builder, slot);
    }
  if (json->nodes[array].count > 0)
    *out_slots = g_strv_builder_end (builder);
  return TRUE;
}

/* It is spoken, typed and printed: letters, digits and what joins them. */
gboolean
rc_exercise_is_id (const char *text)
{
  gsize length = strspn (text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.");

  return length > 0 && length <= RC_LIMIT_LABEL_BYTES && text[length] == '\0';
}

/* A question of the catalogue needs no more than its id. */
static RcExerciseQuestion *
read_question (const RcJson *json,
               guint32       node)
{
  RcExerciseQuestion *question = g_new0 (RcExerciseQuestion, 1);

  question->id = dup_member (json, node, "id", RC_LIMIT_LABEL_BYTES);
  question->text = dup_member (json, node, "text", RC_LIMIT_NAME_BYTES);
  question->role = dup_member (json, node, "role", RC_LIMIT_LABEL_BYTES);
  if (question->id != NULL && question->text == NULL)
    {
      RcExerciseQuestion *known = question_from_law (question->id);

      question_free (question);
      return known;
    }
  if (question->id != NULL && rc_exercise_is_id (question->id) && read_slots (json, node, &question->slots))
    return question;

  question_free (question);
  return NULL;
}

/* @out_fault: what was expected, where it is no pack. */
static RcExercisePack *
read_pack (const RcJson  *json,
           guint32        node,
           const char   **out_fault)
{
  g_autoptr (RcExercisePack) pack = pack_new (NULL, NULL);
  guint32 array = rc_json_member (json, node, "questions");

  pack->id = dup_member (json, node, "id", RC_LIMIT_LABEL_BYTES);
  pack->name = dup_member (json, node, "name", RC_LIMIT_NAME_BYTES);
  pack->version = dup_member (json, node, "version", RC_LIMIT_LABEL_BYTES);
  *out_fault = N_("a name");
  if (pack->name == NULL)
    return NULL;
  *out_fault = N_("a list of questions");
  if (array == RC_JSON_NO_NODE || !rc_json_is (json, array, RC_JSON_ARRAY) || json->nodes[array].count == 0 ||
      json->nodes[array].count > RC_LIMIT_EXERCISE_QUESTIONS)
    return NULL;

  for (guint32 item = array + 1; item < json->nodes[array].next; item = json->nodes[item].next)
    {
      RcExerciseQuestion *question = read_question (json, item);

      *out_fault = N_("of each question an id of letters and digits and a text, or the id of one of the catalogue, and slots that are "
                      "questions of the lineage");
      if (question == NULL)
        return NULL;
      *out_fault = N_("each question once");
      if (rc_exercise_pack_question (pack, question->id, NULL) != NULL)
        return question_free (question), NULL;
      g_ptr_array_add (pack->questions, question);
    }

  return g_steal_pointer (&pack);
}

RcExercisePack *
rc_exercise_pack_read (const RcJson *json,
                       guint32       node)
{
  const char *fault;
  g_autoptr (RcExercisePack) pack = read_pack (json, node, &fault);

  return pack != NULL && pack->id != NULL ? g_steal_pointer (&pack) : NULL;
}

static RcExercisePack *
refuse_file (const char  *path,
             const char  *expected,
             GError     **error)
{
  g_autofree char *name = g_path_get_basename (path);

  g_set_error (error, RC_EXERCISE_ERROR, RC_EXERCISE_ERROR_PACK, _("“%1$s” is no pack of questions: expected %2$s"), name, expected);
  return NULL;
}

RcExercisePack *
rc_exercise_pack_load_file (const char  *path,
                            GError     **error)
{
  g_autoptr (RcExercisePack) pack = NULL;
  g_autofree char *text = NULL;
  g_auto (RcJson) json;
  RcJsonFault fault;
  const char *expected;
  gsize length;

  rc_json_init (&json);
  if (!g_file_get_contents (path, &text, &length, error))
    return NULL;
  if (length > RC_LIMIT_ENTRY_BYTES || !rc_json_parse (&json, text, length, &fault) || json.has_duplicate ||
      !rc_json_is (&json, 0, RC_JSON_OBJECT))
    return refuse_file (path, _("one JSON object"), error);

  pack = read_pack (&json, 0, &expected);
  if (pack == NULL)
    return refuse_file (path, _(expected), error);

  g_free (pack->id);
  pack->id = g_strdup ("own");
  return g_steal_pointer (&pack);
}
