/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/importer.h"

G_BEGIN_DECLS

/* A format of cards counts as an exporting system: what it shows, what it lacks, and which file to ask for. */
#define RC_HUGGING_FACE_SYSTEM       "hugging-face"
#define RC_MODEL_CARD_TOOLKIT_SYSTEM "model-card-toolkit"
#define RC_ALLENNLP_SYSTEM           "allennlp"
#define RC_CYCLONEDX_SYSTEM          "cyclonedx"
#define RC_SPDX_SYSTEM               "spdx"
#define RC_CROISSANT_SYSTEM          "croissant"

/* Tells core the formats of cards and the importer of each. */
void rc_cards_register (void);

G_END_DECLS
