/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/exception.h"
#include "importers/demo/demo-set.h"

/* A card version: what differs between the three. */
typedef struct
{
  RcDemoModelIndex model;
  const char      *card_version;
  const char      *date;
  const char      *late_date;      /* (nullable): where the card is edited after use */
  const char      *auc;
  const char      *gap;            /* of the refusal rates below and from 25 years */
  const char      *limits;         /* what became known */
} Card;

static const Card cards[] = {
  {
    RC_DEMO_MODEL_3, "1.0", "2026-03-20", NULL, "0.8034", "0.048",
    "- Applicants with less than three months of employment are rare in the training data.\n"
    "- Income of self-employed persons is taken from the last tax assessment and may be two years old.\n",
  },
  {
    RC_DEMO_MODEL_3, "1.1", "2026-05-06", NULL, "0.8034", "0.048",
    "- Applicants with less than three months of employment are rare in the training data.\n"
    "- Income of self-employed persons is taken from the last tax assessment and may be two years old.\n"
    "- Since April 2026 the share of net incomes above 4000 EUR has grown; the population stability index reached 0.27.\n",
  },
  {
    RC_DEMO_MODEL_4, "2.0", "2026-05-27", "2026-06-19", "0.8191", "0.039",
    "- Applicants with less than three months of employment are rare in the training data.\n"
    "- Trained on the first quarter of 2026 only; yearly effects are not contained.\n",
  },
};

static void
append_front_matter (GString           *text,
                     const Card        *card,
                     const RcDemoModel *model,
                     const char        *date)
{
  g_string_append_printf (text,
    "---\n"
    "model_name: " RC_DEMO_MODEL "\n"
    "version: \"%s\"\n"
    "card_version: \"%s\"\n"
    "date: %s\n"
    "license: other\n"
    "license_name: internal-use-only\n"
    "language: en\n"
    "library_name: sklearn\n"
    "pipeline_tag: tabular-classification\n"
    "tags:\n"
    "  - credit-scoring\n"
    "  - fictitious\n"
    "datasets:\n"
    "  - %s\n"
    "metrics:\n"
    "  - roc_auc\n",
    model->version_text, card->card_version, date, model->data_name);

  g_string_append_printf (text,
    "model-index:\n"
    "  - name: " RC_DEMO_MODEL "\n"
    "    results:\n"
    "      - task:\n"
    "          type: tabular-classification\n"
    "          name: Credit default within 24 months\n"
    "        dataset:\n"
    "          type: %s\n"
    "          name: %s\n"
    "          split: holdout\n"
    "          revision: %s\n"
    "        metrics:\n"
    "          - type: roc_auc\n"
    "            value: %s\n"
    "            name: Area under the ROC curve\n"
    "          - type: refusal_rate_gap\n"
    "            value: %s\n"
    "            name: Refusal rate below 25 years less that from 25 years\n"
    "---\n",
    model->data_name, model->data_name, model->data_revision, card->auc, card->gap);
}

static void
append_body (GString           *text,
             const Card        *card,
             const RcDemoModel *model)
{
  g_string_append_printf (text,
    "\n# Model card: kreditcheck %s\n\n"
    "Everything in this card is invented: the bank, the people, the data and the figures.\n\n"
    "## Model Details\n\n"
    "- **Developed by:** Risk Modelling, " RC_DEMO_BANK "\n"
    "- **Model type:** gradient boosting over 17 fields of the application form, input schema v3\n"
    "- **Code:** commit %s\n"
    "- **Training run:** %s\n\n"
    "## Uses\n\n"
    "### Direct Use\n\n"
    "Proposes to grant or to refuse an instalment loan of natural persons up to 50 000 EUR. A score from 0 to 1; from 0.%u on the\n"
    "model proposes to refuse. Reviewers may decide otherwise and give their reason.\n\n"
    "### Out-of-Scope Use\n\n"
    "Business loans, mortgages, applicants below 18 years, and any decision without the possibility of human review.\n\n",
    model->version_text, model->commit, model->run_id, model->threshold / 100);

  g_string_append_printf (text,
    "## Bias, Risks, and Limitations\n\n"
    "%s\n"
    "The refusal rate of applicants below 25 years is %s higher than that of others; it is watched every month.\n\n"
    "## Training Details\n\n"
    "### Training Data\n\n"
    "`%s`, revision `%s`, %s applications with their course over 24 months.\n\n"
    "## Evaluation\n\n"
    "Holdout of 20 percent, split by time. Area under the ROC curve %s.\n\n"
    "## Model Card Authors\n\n"
    "J. Lindqvist (fictitious), Risk Modelling\n\n"
    "## Model Card Contact\n\n"
    "Model Risk, " RC_DEMO_BANK "\n",
    card->limits, card->gap, model->data_name, model->data_revision, model->data_rows, card->auc);
}

static gboolean
write_card (RcDemoSet   *self,
            const Card  *card,
            GError     **error)
{
  const RcDemoModel *model = &self->story.models[card->model];
  gboolean is_late = self->faults.planted && card->late_date != NULL;
  g_autofree char *path = g_strdup_printf ("evidence/cards/kreditcheck-%s-card-%s.md", model->version_text, card->card_version);
  g_autoptr (GString) text = g_string_new (NULL);

  append_front_matter (text, card, model, is_late ? card->late_date : card->date);
  append_body (text, card, model);
  if (is_late)
    rc_demo_faults_add (&self->faults, RC_EXCEPTION_CARD_EDITED, path, 1,
                        "The only card of kreditcheck/4 gives itself a date after the version's first use.",
                        "The card was dated %s, after the version had begun to answer on 2026-06-01.", card->late_date);
  return rc_demo_folder_write (self->folder, path, text->str, error);
}

/**
 * rc_demo_set_write_cards:
 *
 * Writes the model cards in the form of Hugging Face.
 */
gboolean
rc_demo_set_write_cards (RcDemoSet  *self,
                         GError    **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (cards); i++)
    if (!write_card (self, &cards[i], error))
      return FALSE;

  return TRUE;
}
