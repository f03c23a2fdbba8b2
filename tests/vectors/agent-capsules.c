/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "tests/vectors/vectors.h"

#define KIND "agent-capsule"
#define ALL "capsule-id/capsule-1.json|capsule-id/capsule-2.json|capsule-id/capsule-3.json"

/* The link of the second record names the third; its id stays as it is. */
static void
change_link (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "capsule-2.json", NULL);
  g_autofree char *content = NULL;
  char *link;

  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  link = strstr (content, "b823aa8f");
  g_assert_nonnull (link);
  memcpy (link, "ff507525ececb1d1c6bdb1de7348ef7673dbe7a9d36ed5002d597ae447c6d710", 64);
  g_assert_true (g_file_set_contents (path, content, -1, NULL));
}

/* The decision of the first record is changed; the statement beside it is left as it was. */
static void
change_decision (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "bundle.json", NULL);
  g_autofree char *content = NULL;
  char *decision;

  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  decision = strstr (content, "\"accept\"");
  g_assert_nonnull (decision);
  memcpy (decision, "\"reject\"", strlen ("\"reject\""));
  g_assert_true (g_file_set_contents (path, content, -1, NULL));
}

static const Vector vectors[] = {
  { "capsule-id/capsule-1.json", ALL, NULL, KIND, "capsule-1.json", "UNANCHORED" },
  { "capsule-id/capsule-2.json", ALL, NULL, KIND, "capsule-2.json", "UNANCHORED" },
  { "capsule-id/capsule-3.json", ALL, NULL, KIND, "capsule-3.json", "UNANCHORED" },
  { "capsule-id/capsule-2-tampered.json", "capsule-id/capsule-1.json|capsule-id/capsule-2-tampered.json", NULL, KIND,
    "capsule-2-tampered.json", "INVALID", "digest", "record-altered", "C25" },
  { NULL, ALL, NULL, KIND, "capsule-2.json", "UNANCHORED", NULL, "outside their ids", "C26", change_link },
  { "tamper-states/chain_gap/bundle.json", NULL, NULL, KIND, "bundle.json", "GAP", NULL, "chain-gap", "C17" },
  { "tamper-states/offline_pass/bundle.json", NULL, NULL, KIND, "bundle.json", "UNVERIFIABLE", "key-in-bundle-only", NULL, "C38" },
  { NULL, "tamper-states/offline_pass/bundle.json", NULL, KIND, "bundle.json", "INVALID", "digest", "signed statement beside it", "C25",
    change_decision },
  { "tamper-states/witness_downgrade/bundle.json", NULL, NULL, KIND, "bundle.json", "UNVERIFIABLE", "witnesses", "1 of 3 witnesses", "C68" },
};

const VectorSet vectors_agent_capsules = { "agent-capsules", vectors, G_N_ELEMENTS (vectors) };
