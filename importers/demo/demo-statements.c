/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/json-writer.h"
#include "core/systems/system-description.h"
#include "importers/demo/demo-set.h"

/* What the bank states of the system and of how long records are kept: one object in each file. */

typedef struct
{
  const char *name;
  const char *value;
} Member;

static const Member head[] = {
  { "schema", RC_SYSTEM_DESCRIPTION_SCHEMA },
  { "description_id", "SD-2026-01" },
  { "system", RC_DEMO_SYSTEM },
  { "id", "NB-AIS-007" },
  { "version", "2026.1" },
  { "as_of", "2026-03-25T00:00:00Z" },
  { "purpose", "Evaluates the creditworthiness of natural persons who apply for an instalment loan and proposes to grant or to"
               " refuse; a reviewer may decide otherwise" },
  { "first_placed", "2025-09-15" },
  { "human_oversight", "Reviewers of the department Credit Decisions see the score, the threshold and the form" },
  { "contact", "Model Risk, " RC_DEMO_BANK },
};

static const Member bank[] = {
  { "name", RC_DEMO_BANK },
  { "address", "Am Südkai 1, 00000 Nordhafen (fictitious)" },
};

static const Member risk_class[] = {
  { "rationale", "Evaluates the creditworthiness of natural persons: Regulation (EU) 2024/1689, Annex III, point 5(b). No exception of Article"
                 " 6(3) is claimed, since the system profiles natural persons." },
  { "date", "2025-08-20" },
};

static const Member kept[] = {
  { "period", "P24M" },
  { "source", "Records policy RP-14, edition 3; Regulation (EU) 2024/1689, Articles 19(1) and 26(6)" },
  { "policy", "RP-14" },
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
write_file (RcDemoSet     *self,
            const char    *path,
            RcJsonWriter  *writer,
            GError       **error)
{
  g_autofree char *json = rc_json_writer_finish (writer);
  g_autofree char *text = g_strconcat (json, "\n", NULL);

  return rc_demo_folder_write (self->folder, path, text, error);
}

static void
write_members (RcJsonWriter *writer,
               const Member *members,
               guint         n_members)
{
  for (guint i = 0; i < n_members; i++)
    rc_json_writer_member_string (writer, members[i].name, members[i].value);
}

static void
write_group (RcJsonWriter *writer,
             const char   *name,
             const Member *members,
             guint         n_members)
{
  rc_json_writer_name (writer, name);
  rc_json_writer_begin_object (writer);
  write_members (writer, members, n_members);
  rc_json_writer_end_object (writer);
}

static void
write_list (RcJsonWriter       *writer,
            const char         *name,
            const char * const *items)
{
  rc_json_writer_name (writer, name);
  rc_json_writer_begin_array (writer);
  for (guint i = 0; items[i] != NULL; i++)
    rc_json_writer_string (writer, items[i]);
  rc_json_writer_end_array (writer);
}

static void
write_bindings (RcJsonWriter *writer)
{
  rc_json_writer_name (writer, "bindings");
  rc_json_writer_begin_object (writer);
  write_list (writer, "models", (const char * const[]) { RC_DEMO_MODEL, NULL });
  write_list (writer, "endpoints", (const char * const[]) { RC_DEMO_ENDPOINT, NULL });
  write_list (writer, "log_systems", (const char * const[]) { RC_DEMO_SYSTEM, NULL });
  rc_json_writer_end_object (writer);
}

/* The form of importers/systems/README.md. Oversight and contact have no meaning there: they are kept as remarks. */
static gboolean
write_description (RcDemoSet  *self,
                   GError    **error)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();

  rc_json_writer_begin_object (writer);
  write_members (writer, head, G_N_ELEMENTS (head));
  write_group (writer, "provider", bank, G_N_ELEMENTS (bank));
  write_group (writer, "deployer", bank, G_N_ELEMENTS (bank));
  write_list (writer, "role", (const char * const[]) { "provider", "deployer", NULL });
  rc_json_writer_name (writer, "risk_class");
  rc_json_writer_begin_object (writer);
  write_list (writer, "tiers", (const char * const[]) { "T2", NULL });
  write_members (writer, risk_class, G_N_ELEMENTS (risk_class));
  rc_json_writer_end_object (writer);
  write_list (writer, "annex_iii", (const char * const[]) { "III-5b", NULL });
  write_list (writer, "member_states", (const char * const[]) { "DE", NULL });
  write_list (writer, "languages", (const char * const[]) { "de", NULL });
  write_list (writer, "sectors", (const char * const[]) { "financial-institution", NULL });
  rc_json_writer_member_boolean (writer, "personal_data", TRUE);
  rc_json_writer_member_boolean (writer, "profiling", TRUE);
  rc_json_writer_member_boolean (writer, "continuous_learning", FALSE);
  write_group (writer, "retention", kept, G_N_ELEMENTS (kept));
  write_bindings (writer);
  rc_json_writer_end_object (writer);
  return write_file (self, "evidence/system/system-description.json", writer, error);
}

static gboolean
write_retention (RcDemoSet  *self,
                 GError    **error)
{
  g_autoptr (RcJsonWriter) writer = rc_json_writer_new ();

  rc_json_writer_begin_object (writer);
  write_members (writer, retention, G_N_ELEMENTS (retention));
  rc_json_writer_end_object (writer);
  return write_file (self, "evidence/policy/retention.json", writer, error);
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
  return write_description (self, error) && write_retention (self, error);
}
