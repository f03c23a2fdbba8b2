/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "words.h"

#include "catalogue.h"
#include "po/catalogues-resource.h"

#include <libintl.h>
#include <string.h>

#define FOLDER RC_RESOURCE_PREFIX "/catalogues/"

/* Which form of a plural stands for a count. */
typedef guint (*PluralRule) (gulong count);

typedef struct
{
  const char  *name;
  PluralRule   plural_rule;
  RcCatalogue *catalogue;     /* NULL: the words are those of the code */
} Language;

static guint
only_one_is_single (gulong count)
{
  return count == 1 ? 0 : 1;
}

static guint
none_is_single_too (gulong count)
{
  return count > 1 ? 1 : 0;
}

static Language languages[] = {
  { "en", only_one_is_single, NULL },
  { "de", only_one_is_single, NULL },
  { "fr", none_is_single_too, NULL },
};

static const char * const language_names[] = { "en", "de", "fr", NULL };

static gboolean follows_desktop;

/* The languages pushed by this thread, the last one at the end. */
static GPrivate pushed_languages = G_PRIVATE_INIT ((GDestroyNotify) g_ptr_array_unref);

static void
load_catalogue (Language *language)
{
  g_autofree char *path = g_strconcat (FOLDER, language->name, ".mo", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_resource_lookup_data (rc_catalogues_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, &error);

  if (bytes != NULL)
    language->catalogue = rc_catalogue_new (bytes, &error);
  if (language->catalogue == NULL)
    g_error ("The words compiled into the program cannot be read: %s", error->message);
}

static void
load_catalogues (void)
{
  static gsize loaded;

  if (!g_once_init_enter (&loaded))
    return;

  for (gsize i = 1; i < G_N_ELEMENTS (languages); i++)
    load_catalogue (&languages[i]);
  g_once_init_leave (&loaded, 1);
}

static const Language *
find_language (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (languages); i++)
    if (strcmp (languages[i].name, name) == 0)
      return &languages[i];

  return NULL;
}

static const Language *
peek_pushed (void)
{
  GPtrArray *pushed = g_private_get (&pushed_languages);

  return pushed != NULL && pushed->len > 0 ? g_ptr_array_index (pushed, pushed->len - 1) : NULL;
}

/**
 * rc_words_list_languages:
 *
 * Returns: (transfer none): the languages that documents can be written in, %NULL-terminated, English first
 */
const char * const *
rc_words_list_languages (void)
{
  return language_names;
}

/**
 * rc_words_follow_desktop:
 * @locale_folder: where the catalogues of the desktop lie
 *
 * To be called once, before threads begin: from then on words follow the language of the desktop wherever no language is pushed.
 */
void
rc_words_follow_desktop (const char *locale_folder)
{
  bindtextdomain (GETTEXT_PACKAGE, locale_folder);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  follows_desktop = TRUE;
}

/**
 * rc_words_push:
 * @language: one of rc_words_list_languages()
 *
 * Sets the language of this thread until rc_words_pop().
 *
 * Returns: %FALSE if there is no such language; then nothing was pushed, and nothing is to be popped
 */
gboolean
rc_words_push (const char *language)
{
  const Language *found = find_language (language);
  GPtrArray *pushed = g_private_get (&pushed_languages);

  if (found == NULL)
    return FALSE;

  load_catalogues ();
  if (pushed == NULL)
    {
      pushed = g_ptr_array_new ();
      g_private_set (&pushed_languages, pushed);
    }
  g_ptr_array_add (pushed, (gpointer) found);
  return TRUE;
}

/**
 * rc_words_pop:
 *
 * Ends the last rc_words_push() of this thread.
 */
void
rc_words_pop (void)
{
  GPtrArray *pushed = g_private_get (&pushed_languages);

  g_return_if_fail (pushed != NULL && pushed->len > 0);
  g_ptr_array_set_size (pushed, (int) pushed->len - 1);
}

/* The language of the desktop's catalogue stands in its head, which is filed under the empty text. */
static const char *
peek_desktop_language (void)
{
  const char *head = g_dgettext (GETTEXT_PACKAGE, "");
  const char *line = strstr (head, "Language: ");

  for (gsize i = 1; line != NULL && i < G_N_ELEMENTS (languages); i++)
    if (g_str_has_prefix (line + strlen ("Language: "), languages[i].name))
      return languages[i].name;
  return language_names[0];
}

/**
 * rc_words_peek_language:
 *
 * For texts that lie beside each other in several languages.
 *
 * Returns: (transfer none): one of rc_words_list_languages()
 */
const char *
rc_words_peek_language (void)
{
  const Language *language = peek_pushed ();

  if (language != NULL)
    return language->name;
  return follows_desktop ? peek_desktop_language () : language_names[0];
}

/**
 * rc_words_get:
 * @text: English, as in the code
 *
 * Returns: (transfer none): the words in the language of this thread, which live as long as the program
 */
const char *
rc_words_get (const char *text)
{
  const Language *language = peek_pushed ();
  const char *found = NULL;

  /* The head of a catalogue is filed under the empty text. */
  if (*text == '\0')
    return text;
  if (language == NULL)
    return follows_desktop ? g_dgettext (GETTEXT_PACKAGE, text) : text;

  if (language->catalogue != NULL)
    found = rc_catalogue_find (language->catalogue, text);
  return found != NULL ? found : text;
}

/**
 * rc_words_get_context:
 * @context: what tells this use of the words from others
 * @text: English, as in the code
 *
 * Returns: (transfer none): as rc_words_get()
 */
const char *
rc_words_get_context (const char *context,
                      const char *text)
{
  const Language *language = peek_pushed ();
  g_autofree char *key = NULL;
  const char *found;

  if (language == NULL)
    return follows_desktop ? g_dpgettext2 (GETTEXT_PACKAGE, context, text) : text;
  if (language->catalogue == NULL)
    return text;

  key = g_strconcat (context, "\004", text, NULL);
  found = rc_catalogue_find (language->catalogue, key);
  return found != NULL ? found : text;
}

/**
 * rc_words_plural:
 * @one: English for one, as in the code
 * @many: English for any other count
 * @count: how many
 *
 * Returns: (transfer none): the words for so many, as rc_words_get()
 */
const char *
rc_words_plural (const char *one,
                 const char *many,
                 gulong      count)
{
  const Language *language = peek_pushed ();
  const char *found = NULL;

  if (language == NULL && follows_desktop)
    return g_dngettext (GETTEXT_PACKAGE, one, many, count);

  if (language != NULL && language->catalogue != NULL)
    found = rc_catalogue_find_form (language->catalogue, one, language->plural_rule (count));
  if (found != NULL)
    return found;
  return only_one_is_single (count) == 0 ? one : many;
}
