/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/bundle/pages/check-page.h"

#include "core/seal-words.h"
#include "core/verdict-advice.h"
#include "core/words.h"
#include "reports/bundle/pages/page-words.h"

/*
 * How each verdict and each standing came about, and what none of them can show.
 */

/* --- Verdicts --- */

/* A code stands in brackets: it is what JSON and other programs have. */
static char *
dup_term (const char *words,
          const char *code)
{
  return g_strdup_printf ("%s (%s)", words, code);
}

static void
add_verdict (RcGuide   *guide,
             RcVerdict  verdict)
{
  const RcAdvice *advice = rc_verdict_advice (verdict, NULL);
  g_autofree char *term = dup_term (rc_verdict_sentence (verdict), rc_verdict_to_code (verdict));
  const char *sentences[3] = { NULL };

  if (advice != NULL)
    {
      sentences[0] = _(advice->meaning);
      sentences[1] = _(advice->innocent);
    }
  else
    {
      sentences[0] = _("The content is the one that was protected, by a key that the maker of this copy accepts; data/trust-anchors.used.json tells whose key, and how it was obtained.");
      sentences[1] = _("It does not show that what is protected is true, nor that it is all that there was.");
    }
  rc_guide_term (guide, rc_shape_of_verdict (verdict), term, sentences);
}

static void
add_verdicts (RcGuide *guide)
{
  rc_guide_heading (guide, 2, _("What the verdicts mean, and how they came about"));
  rc_guide_paragraph (guide, _("Each protection that came with the evidence was judged from the stored bytes, by four questions: is the content the one that was protected (integrity); does the "
                               "signature belong to it (signature); does a key that was accepted vouch for it (anchor); is all there that ought to be there (completeness)? Each answer "
                               "is one of the following; the worst of the four is the verdict. What was counted stands beside it, as so many checked of so many in all. Nothing passes because "
                               "it was left out."));
  rc_guide_paragraph (guide, _("Keys never come from the evidence: only one that was obtained in another way counts. A key that came in the same delivery is named, and vouches for nothing."));
  for (int i = 0; i < RC_N_VERDICTS; i++)
    add_verdict (guide, (RcVerdict) i);
}

/* Each kind once, in the order in which it is met. */
static void
add_kinds (const RcBundleFacts *facts,
           RcGuide             *guide)
{
  g_autoptr (GHashTable) met = g_hash_table_new (g_str_hash, g_str_equal);

  if (facts->judgement->seals->len == 0)
    return;

  rc_guide_heading (guide, 2, _("What each protection in this copy shows, and what it does not"));
  for (guint i = 0; i < facts->judgement->seals->len; i++)
    {
      const RcSeal *seal = g_ptr_array_index (facts->judgement->seals, i);
      const char *sentences[] = { rc_seal_words_shows (seal), rc_seal_words_not (seal), NULL };

      if (g_hash_table_add (met, seal->kind))
        rc_guide_term (guide, RC_SHAPE_NOTE, rc_seal_words_kind (seal), sentences);
    }
}

/* --- Standings --- */

static const struct
{
  RcStanding  standing;
  const char *reached;
  const char *not_shown;
} standings[] = {
  { RC_STANDING_SEALED,
    N_("A record that says so stands under a protection whose check passed, with an accepted key, and every name on the way from the decision to it is held by a full digest."),
    N_("Whether it is true is not shown; nor who wrote it, beyond the holder of the key.") },
  { RC_STANDING_AGREED,
    N_("Records of at least two sources under different control say the same, each by itself without such a protection."),
    N_("It does not show that none of them copied from the other, nor that they were not changed since.") },
  { RC_STANDING_CONSISTENT,
    N_("Records of at least two sources say the same, but one party controls them, or nobody said who controls them."),
    N_("It shows no more than that this party's systems agree.") },
  { RC_STANDING_SINGLE,
    N_("One record says so, and no protection covers it whose check passed with an accepted key."),
    N_("It does not show that the record is as it was when it was written.") },
  { RC_STANDING_READ,
    N_("No record says so; a named person read it in a document that is registered, at the page named."),
    N_("It rests on that person's reading and on the document.") },
  { RC_STANDING_STATED,
    N_("Somebody said or typed it, and nothing shows it."),
    N_("It is no evidence.") },
  { RC_STANDING_DISAGREE,
    N_("Two records that both count at that time say different things; each is shown with its own protection."),
    N_("It does not show which of them is right.") },
  { RC_STANDING_NOTHING,
    N_("Nothing that was received answers the question; beside it stands whom to ask."),
    N_("It does not show that there is no such record, nor that a duty was broken.") },
  { RC_STANDING_WITHHELD,
    N_("What answers it is not in this copy."),
    N_("It shows neither the answer, nor whether there is one.") },
  { RC_STANDING_NOT_APPLICABLE,
    N_("The question does not arise for this decision; the reason stands beside it."),
    N_("The reason is that of the records received.") },
};

static void
add_standings (RcGuide *guide)
{
  rc_guide_heading (guide, 2, _("How an answer is known"));
  rc_guide_paragraph (guide, _("A lineage asks the same questions of each decision. What counts is what the records say that were valid at the time of the decision; the first line that applies "
                               "is how the answer is known."));
  for (gsize i = 0; i < G_N_ELEMENTS (standings); i++)
    {
      g_autofree char *term = dup_term (rc_standing_sentence (standings[i].standing), rc_standing_to_code (standings[i].standing));
      const char *sentences[] = { _(standings[i].reached), _(standings[i].not_shown), NULL };

      rc_guide_term (guide, rc_shape_of_standing (standings[i].standing), term, sentences);
    }
}

G_STATIC_ASSERT (G_N_ELEMENTS (standings) == RC_N_STANDINGS);

void
rc_check_page_add_method (const RcBundleFacts *facts,
                          RcGuide             *guide)
{
  add_verdicts (guide);
  add_kinds (facts, guide);
  add_standings (guide);
  rc_guide_heading (guide, 2, _("What no check here can show"));
  rc_guide_paragraph (guide, rc_bundle_words_not_shown ());
  rc_guide_paragraph (guide, _("Nothing here says that a system is in conformity with a law; it tells what the evidence received shows."));
}
