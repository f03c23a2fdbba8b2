/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/declaration/lints/lint-parts.h"

/* DL-20: words that a declaration of the provider's own must not have. Nobody certifies or approves it for the Union. */

/* As they are folded, each also with further endings; from memory. Where the word for a certificate begins the same, more of the phrase stands. */
static const char * const forbidden[] = {
  /* bg */ "сертифициран", "одобрен от ес", "одобрена от ес",
  /* cs */ "certifikovan", "schváleno eu", "schválen eu",
  /* da */ "certificeret", "godkendt af eu", "eu-godkendt",
  /* de */ "zertifiziert", "geprüft durch die eu", "von der eu geprüft", "eu-geprüft", "eu-zertifiziert", "von der eu zugelassen", "eu-zugelassen",
           "von der eu genehmigt", "durch die eu genehmigt", "amtlich geprüft",
  /* el */ "πιστοποιημέν", "εγκεκριμένο από την εε", "εγκρίθηκε από την εε",
  /* en */ "certified", "approved by the eu", "eu-approved", "eu approved", "approved by the european", "tested by the eu", "endorsed by the eu",
           "accredited by the eu",
  /* es */ "certificado por la ue", "aprobado por la ue", "homologado", "homologada", "certificada",
  /* et */ "sertifitseeritud", "eli poolt heaks kiidetud",
  /* fi */ "sertifioi", "eu:n hyväksym",
  /* fr */ "certifié", "homologué", "approuvé par l'ue", "approuvée par l'ue", "approuvé par l'union", "agréé par l'ue",
  /* ga */ "deimhnithe ag an ae",
  /* hr */ "certificiran", "odobren od eu", "odobreno od eu",
  /* hu */ "eu által jóváhagyott", "hitelesített",
  /* it */ "certificato dall'ue", "certificata", "approvato dall'ue", "approvata dall'ue", "omologato", "omologata",
  /* lt */ "sertifikuot", "es patvirtint",
  /* lv */ "sertificēt", "es apstiprināt",
  /* mt */ "iċċertifikat", "approvat mill-ue",
  /* nl */ "gecertificeerd", "goedgekeurd door de eu", "eu-goedgekeurd",
  /* pl */ "certyfikowan", "zatwierdzony przez ue", "zatwierdzone przez ue",
  /* pt */ "certificado pela ue", "aprovado pela ue", "homologado pela",
  /* ro */ "certificat de ue", "aprobat de ue", "omologat",
  /* sk */ "schválený eú", "schválené eú",
  /* sl */ "certificiran", "odobren s strani eu",
  /* sv */ "certifierad", "certifierat", "godkänd av eu", "godkänt av eu", "eu-godkänd",
};

/* Names of firms and titles of acts and standards are not the declaration's own words. */
static const RcDeclarationField own_words[] = {
  RC_DECLARATION_SYSTEM_NAME, RC_DECLARATION_SYSTEM_TYPE, RC_DECLARATION_SYSTEM_VERSION, RC_DECLARATION_SYSTEM_REFERENCE,
  RC_DECLARATION_PROCEDURE, RC_DECLARATION_CHANGE_PLAN,
};

/* As it is seen: without characters that nobody sees. */
static char *
dup_seen (const char *text)
{
  g_autofree char *folded = rc_lint_fold (text);
  g_autoptr (GString) seen = g_string_new (NULL);

  for (const char *at = folded; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar character = g_utf8_get_char (at);

      if (g_unichar_type (character) != G_UNICODE_FORMAT)
        g_string_append_unichar (seen, character);
    }
  return g_string_free (g_steal_pointer (&seen), FALSE);
}

/* Letters of two scripts in one word: what is read is not what stands there. */
static gboolean
mixes_scripts (const char *text)
{
  return text != NULL && g_utf8_validate (text, -1, NULL) &&
         g_regex_match_simple ("\\p{Latin}[\\p{Cyrillic}\\p{Greek}]|[\\p{Cyrillic}\\p{Greek}]\\p{Latin}", text, 0, 0);
}

/* (nullable) */
static const char *
find_forbidden (const char *text)
{
  g_autofree char *folded = text != NULL ? dup_seen (text) : NULL;

  for (gsize i = 0; folded != NULL && i < G_N_ELEMENTS (forbidden); i++)
    {
      if (rc_lint_has_words (folded, forbidden[i]))
        return forbidden[i];
    }
  return NULL;
}

static void
check_text (RcLint     *lint,
            const char *where,
            const char *text)
{
  const char *found = find_forbidden (text);

  if (found != NULL)
    rc_lint_say (lint, RC_LINT_FAILED, _("%1$s: “%2$s”."), where, found);
  else if (mixes_scripts (text))
    rc_lint_say (lint, RC_LINT_NOT_CHECKED, _("%s: a word mixes letters of two scripts and was not read; look at it."), where);
}

gboolean
rc_lint_check_words (RcLintContext  *context,
                     RcLint         *lint,
                     GError        **error)
{
  rc_lint_expect (lint, _("no “certified”, “approved by the EU” or the like"));
  rc_lint_say (lint, RC_LINT_PASSED, _("None of the words that are looked for stands in it."));
  for (gsize i = 0; i < G_N_ELEMENTS (own_words); i++)
    check_text (lint, rc_declaration_field_title (own_words[i]), rc_declaration_peek (context->declaration, own_words[i]));
  if (!rc_lint_has_languages (context, lint))
    return TRUE;

  for (guint i = 0; i < context->declaration->languages->len; i++)
    {
      const RcDeclarationLanguage *language = rc_lint_nth_language (context, i);

      check_text (lint, language->language, language->title);
      for (guint item = 0; item <= RC_DECLARATION_ITEMS; item++)
        check_text (lint, language->language, language->statements[item]);
    }
  return TRUE;
}
