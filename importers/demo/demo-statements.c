/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/json-writer.h"
#include "importers/demo/demo-set.h"

/* What the bank states of the system and of how long records are kept: one object in each file. */

typedef struct
{
  const char *name;
  const char *value;
} Member;

static const Member description[] = {
  { "schema", "ai-system.description/1" },
  { "description_id", "SD-2026-01" },
  { "system", RC_DEMO_SYSTEM },
  { "provider", RC_DEMO_BANK },
  { "deployer", RC_DEMO_BANK },
  { "purpose", "Evaluates the creditworthiness of natural persons who apply for an instalment loan and proposes to grant or to"
               " refuse; a reviewer may decide otherwise" },
  { "version", "2026.1" },
  { "as_of", "2026-03-25T00:00:00Z" },
  { "endpoint", RC_DEMO_ENDPOINT },
  { "classification", "Regulation (EU) 2024/1689, Annex III, 5(b)" },
  { "human_oversight", "Reviewers of the department Credit Decisions see the score, the threshold and the form" },
  { "contact", "Model Risk, " RC_DEMO_BANK },
};

static const Member retention[] = {
  { "schema", "records.retention/1" },
  { "rule_id", "RP-14" },
  { "system", RC_DEMO_SYSTEM },
  { "records", "inference log, head statements, human actions, monitoring signals" },
  { "retention", "P24M" },
  { "from", "2026-01-01T00:00:00Z" },
  { "policy", "Records policy RP-14, edition 3" },
  { "basis", "Regulation (EU) 2024/1689, Articles 19(1) and 26(6): at least six months" },
  { "approved_by", "Ines Falk (fictitious)" },
  { "role", "Head of Records" },
};

static gboolean
write_object (RcDemoSet     *self,
              const char    *path,
              const Member  *members,
              guint          n_members,
              GError       **error)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();
  g_autofree char *json = NULL;
  g_autofree char *text = NULL;

  rc_json_writer_begin_object (writer);
  for (guint i = 0; i < n_members; i++)
    rc_json_writer_member_string (writer, members[i].name, members[i].value);
  rc_json_writer_end_object (writer);

  json = rc_json_writer_finish (writer);
  text = g_strconcat (json, "\n", NULL);
  return rc_demo_folder_write (self->folder, path, text, error);
}

/**
 * rc_demo_set_write_statements:
 *
 * Writes the system description and the retention policy.
 */
gboolean
rc_demo_set_write_statements (RcDemoSet  *self,
                              GError    **error)
{
  return write_object (self, "evidence/system/system-description.json", description, G_N_ELEMENTS (description), error)
         && write_object (self, "evidence/policy/retention.json", retention, G_N_ELEMENTS (retention), error);
}
