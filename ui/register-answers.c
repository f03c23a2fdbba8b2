/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/register-answers.h"

#include <string.h>

#include "core/registers/register.h"
#include "core/words.h"
#include "ui/passphrase.h"

typedef struct
{
  char *before;
  char *value;
} Answer;

struct _RcRegisterAnswers
{
  GHashTable *answers;    /* name → Answer */
  GArray     *numbers;    /* of gint64 */
};

static void
answer_free (gpointer data)
{
  Answer *answer = data;

  g_free (answer->before);
  /* It may be a secret of an act that was never begun. */
  rc_passphrase_free (answer->value);
  g_free (answer);
}

RcRegisterAnswers *
rc_register_answers_new (void)
{
  RcRegisterAnswers *self = g_new0 (RcRegisterAnswers, 1);

  self->answers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, answer_free);
  self->numbers = g_array_new (FALSE, FALSE, sizeof (gint64));
  return self;
}

void
rc_register_answers_free (RcRegisterAnswers *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->answers);
  g_array_unref (self->numbers);
  g_free (self);
}

void
rc_register_answers_take (RcRegisterAnswers *self,
                          const char        *name,
                          const char        *before,
                          char              *value)
{
  Answer *answer = g_new0 (Answer, 1);

  answer->before = g_strdup (before);
  answer->value = value;
  g_hash_table_replace (self->answers, g_strdup (name), answer);
}

void
rc_register_answers_add_number (RcRegisterAnswers *self,
                                gint64             number)
{
  g_array_append_val (self->numbers, number);
}

const char *
rc_register_answers_peek (const RcRegisterAnswers *self,
                          const char              *name)
{
  const Answer *answer = g_hash_table_lookup (self->answers, name);

  return answer != NULL && *answer->value != '\0' ? answer->value : NULL;
}

void
rc_register_answers_wipe (RcRegisterAnswers *self,
                          const char        *name)
{
  Answer *answer = g_hash_table_lookup (self->answers, name);

  if (answer != NULL)
    rc_passphrase_wipe (answer->value);
}

const char *
rc_register_answers_peek_changed (const RcRegisterAnswers *self,
                                  const char              *name)
{
  const Answer *answer = g_hash_table_lookup (self->answers, name);

  return answer != NULL && g_strcmp0 (answer->before, answer->value) == 0 ? NULL : rc_register_answers_peek (self, name);
}

char **
rc_register_answers_dup_lines (const RcRegisterAnswers *self,
                               const char              *name)
{
  const char *text = rc_register_answers_peek (self, name);
  g_auto (GStrv) lines = g_strsplit (text != NULL ? text : "", "\n", -1);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  gboolean any = FALSE;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (*g_strstrip (lines[i]) == '\0')
        continue;
      g_strv_builder_add (builder, lines[i]);
      any = TRUE;
    }
  return any ? g_strv_builder_end (builder) : NULL;
}

gint64
rc_register_answers_get_number (const RcRegisterAnswers *self,
                                guint                    index)
{
  g_return_val_if_fail (index < self->numbers->len, 0);

  return g_array_index (self->numbers, gint64, index);
}

const gint64 *
rc_register_answers_peek_numbers (const RcRegisterAnswers *self,
                                  gsize                   *out_count)
{
  *out_count = self->numbers->len;
  return (const gint64 *) (gpointer) self->numbers->data;
}

gboolean
rc_register_answers_get_exhibit (const RcRegisterAnswers  *self,
                                 const char               *name,
                                 gint64                   *out_source,
                                 GError                  **error)
{
  const char *text = rc_register_answers_peek (self, name);

  *out_source = 0;
  if (text == NULL || rc_register_parse_exhibit (text, out_source))
    return TRUE;

  g_set_error (error, RC_REGISTER_ERROR, RC_REGISTER_ERROR_WORDS, _("“%s” is no exhibit: expected a number like E-019"), text);
  return FALSE;
}
