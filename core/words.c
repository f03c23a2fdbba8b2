/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "words.h"

#include <libintl.h>
#include <string.h>

static gboolean follows_desktop;

static const char * const languages[] = { "en", NULL };

/**
 * rc_words_list_languages:
 *
 * Returns: (transfer none): the languages that documents can be written in
 */
const char * const *
rc_words_list_languages (void)
{
  return languages;
}

void
rc_words_follow_desktop (const char *locale_folder)
{
  bindtextdomain (GETTEXT_PACKAGE, locale_folder);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  follows_desktop = TRUE;
}

gboolean
rc_words_push (const char *language)
{
  return g_strv_contains (languages, language);
}

void
rc_words_pop (void)
{
}

const char *
rc_words_get (const char *text)
{
  return follows_desktop ? g_dgettext (GETTEXT_PACKAGE, text) : text;
}

const char *
rc_words_get_context (const char *context,
                      const char *text)
{
  return follows_desktop ? g_dpgettext2 (GETTEXT_PACKAGE, context, text) : text;
}

const char *
rc_words_plural (const char *one,
                 const char *many,
                 gulong      count)
{
  if (follows_desktop)
    return g_dngettext (GETTEXT_PACKAGE, one, many, count);
  return count == 1 ? one : many;
}
