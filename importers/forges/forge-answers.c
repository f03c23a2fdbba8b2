/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "forges.h"

#include "importers/json-items.h"

#include "core/words.h"

/*
 * What the two large forges answer as JSON about a commit: one object, an array, or a page. The names are those of their public interfaces.
 * Commits are of the world where their whole hash is given; merge requests and branches hold in one folder.
 *
 * object, known by                              claims about the commit, events
 * workflow run, job, check run (head_sha,       checked "NAME = conclusion"; one that has none "= not finished (status)"; an attempt
 *   conclusion)                                   that is not the first: tag, a check that was run until it passed
 * commit status (context, state)                checked "CONTEXT = state", of the sha of the answer that holds it
 * pipeline (sha, ref, status)                   checked "pipeline ID = status"
 * pipeline job (stage, status, allow_failure)   checked "NAME = status", with a word where it was allowed to fail
 * pull, merge request (head.sha; sha)           tags: number, author, who merged, "merged by its own author"; the merge commit: tag that
 *                                                 leads to this commit; tag that leads to the branch
 * review (state, commit_id)                     approval event on the commit: person, time, state; reviewed by that person. A comment, a
 *                                                 dismissed review: other event
 * approvals of a merge request (approved_by)    approval event for each on the merge request; tags: how many are required
 * protection of a branch                        tags of the branch; "could be bypassed" for each rule that lets somebody pass: rules that
 *                                                 do not bind administrators, no review asked for, 0 approvals required, authors that may
 *                                                 approve their own, approvals that outlive new commits, forced pushes, who may push
 *
 * An approval event here names no model version: it is never taken for the approval of one. The rules are those of the day of the export:
 * a branch that is protected now may not have been at the merge. Not evidenced: models, deployments, what a check checked.
 */

#define BYPASS "could be bypassed"

static const RcJsonItemField review_fields[] = {
  { RC_FIELD_ID, "id" },
  { RC_FIELD_TIME, "submitted_at" },
  { RC_FIELD_ACTOR, "user/login" },
  { RC_FIELD_ROLE, "author_association" },
  { RC_FIELD_ACTION, "state" },
  { RC_FIELD_TARGET, "commit_id" },
  { RC_FIELD_REASON, "body" },
  { 0, NULL }
};

static const RcJsonItemWord review_words[] = {
  { "approved", "approve", RC_EVENT_APPROVAL },
  { "changesrequested", "reject (changes requested)", RC_EVENT_APPROVAL },
  { 0 }
};

static const RcJsonItemField approved_by_fields[] = {
  { RC_FIELD_TIME, "approved_at" },
  { RC_FIELD_ACTOR, "user/username user/name" },
  { RC_FIELD_TARGET, "^iid" },
  { 0, NULL }
};

static gboolean
read_commit (RcJsonItems  *self,
             const char   *paths,
             gint64       *out_commit,
             GError      **error)
{
  g_autofree char *hash = rc_json_items_dup (self, paths);

  *out_commit = 0;
  return hash == NULL || hash[0] == '\0' || rc_registry_writer_add_entity (&self->writer, RC_ENTITY_COMMIT, hash, out_commit, error);
}

static gboolean
add_check (RcJsonItems  *self,
           gint64        commit,
           const char   *name,
           const char   *outcome,
           const char   *time_paths,
           GError      **error)
{
  g_autofree char *text = g_strdup_printf ("%s = %s", name != NULL ? name : "a check without a name", outcome);

  return rc_registry_writer_add_claim (&self->writer, commit, RC_PROPERTY_CHECKED, text, 0, RC_TIME_NONE,
                                       rc_json_items_read_time (self, time_paths, NULL), error);
}

/* A check of GitHub that has not ended has no conclusion: it did not pass. */
static gboolean
read_check (RcJsonItems  *self,
            GError      **error)
{
  g_autofree char *name = rc_json_items_dup (self, "name workflow_name");
  g_autofree char *conclusion = rc_json_items_dup (self, "conclusion");
  g_autofree char *status = rc_json_items_dup (self, "status");
  g_autofree char *attempt = rc_json_items_dup (self, "run_attempt");
  g_autofree char *again = NULL;
  gint64 commit;

  if (conclusion == NULL)
    conclusion = g_strdup_printf ("not finished (%s)", status != NULL ? status : "no status");
  if (attempt != NULL && !g_str_equal (attempt, "1"))
    again = g_strdup_printf ("%s, attempt %s", name != NULL ? name : "a check without a name", attempt);

  return read_commit (self, "head_sha", &commit, error) &&
         add_check (self, commit, name, conclusion, "completed_at updated_at", error) &&
         rc_registry_writer_add_tag (&self->writer, commit, "run again", again, RC_TIME_NONE, error);
}

static gboolean
read_status (RcJsonItems  *self,
             GError      **error)
{
  g_autofree char *name = rc_json_items_dup (self, "context");
  g_autofree char *state = rc_json_items_dup (self, "state");
  gint64 commit;

  return state == NULL ||
         (read_commit (self, "sha ^sha", &commit, error) && add_check (self, commit, name, state, "updated_at created_at", error));
}

static gboolean
read_pipeline (RcJsonItems  *self,
               GError      **error)
{
  g_autofree char *id = rc_json_items_dup (self, "id");
  g_autofree char *status = rc_json_items_dup (self, "status");
  g_autofree char *name = g_strdup_printf ("pipeline %s", id != NULL ? id : "without an id");
  gint64 commit;

  return status == NULL ||
         (read_commit (self, "sha", &commit, error) && add_check (self, commit, name, status, "finished_at updated_at", error));
}

static gboolean
is_true (const RcJsonItems *self,
         const char        *paths)
{
  return rc_json_is (&self->json, rc_json_items_find (self, paths), RC_JSON_TRUE);
}

static gboolean
is_false (const RcJsonItems *self,
          const char        *paths)
{
  return rc_json_is (&self->json, rc_json_items_find (self, paths), RC_JSON_FALSE);
}

static gboolean
read_job (RcJsonItems  *self,
          GError      **error)
{
  g_autofree char *name = rc_json_items_dup (self, "name");
  g_autofree char *status = rc_json_items_dup (self, "status");
  g_autofree char *outcome = g_strconcat (status != NULL ? status : "no status",
                                          is_true (self, "allow_failure") ? " (allowed to fail)" : "", NULL);
  gint64 commit;

  return read_commit (self, "commit/id pipeline/sha", &commit, error) && add_check (self, commit, name, outcome, "finished_at", error);
}

/* A tag that leads to another thing. */
static gboolean
add_leading_tag (RcJsonItems   *self,
                 gint64         entity,
                 const char    *key,
                 RcEntityKind   kind,
                 const char    *name,
                 GError       **error)
{
  g_autofree char *text = name != NULL ? g_strdup_printf ("%s = %s", key, name) : NULL;
  gint64 target;

  if (name == NULL || entity == 0)
    return TRUE;
  return rc_registry_writer_add_entity (&self->writer, kind, name, &target, error) &&
         rc_registry_writer_add_claim (&self->writer, entity, RC_PROPERTY_TAG, text, target, RC_TIME_NONE, RC_TIME_NONE, error);
}

static gboolean
add_merge (RcJsonItems  *self,
           gint64        commit,
           GError      **error)
{
  g_autofree char *author = rc_json_items_dup (self, "user/login author/username");
  g_autofree char *merger = rc_json_items_dup (self, "merged_by/login merge_user/username merged_by/username");
  g_autofree char *branch = rc_json_items_dup (self, "base/ref target_branch");
  g_autofree char *place = branch != NULL ? g_strdup_printf ("branch %s", branch) : NULL;
  gint64 merged_us = rc_json_items_read_time (self, "merged_at", NULL);
  gboolean is_own = author != NULL && g_strcmp0 (author, merger) == 0;

  return rc_registry_writer_add_tag (&self->writer, commit, "author of the request", author, RC_TIME_NONE, error) &&
         rc_registry_writer_add_tag (&self->writer, commit, "merged by", merger, merged_us, error) &&
         rc_registry_writer_add_tag (&self->writer, commit, "merged by its own author", is_own ? author : NULL, merged_us, error) &&
         add_leading_tag (self, commit, "meant for", RC_ENTITY_DECLARATION, place, error);
}

static char *
dup_request_name (const RcJsonItems *self)
{
  g_autofree char *project = rc_json_items_dup (self, "project_id");
  g_autofree char *number = rc_json_items_dup (self, "iid");

  if (number == NULL)
    return NULL;
  return g_strdup_printf ("merge request %s/%s", project != NULL ? project : "?", number);
}

static gboolean
read_request (RcJsonItems  *self,
              GError      **error)
{
  g_autofree char *head = rc_json_items_dup (self, "head/sha sha");
  g_autofree char *number = rc_json_items_dup (self, "number iid");
  g_autofree char *title = rc_json_items_dup (self, "title");
  g_autofree char *request = dup_request_name (self);
  gint64 commit;
  gint64 merge;

  return read_commit (self, "head/sha sha", &commit, error) &&
         rc_registry_writer_add_tag (&self->writer, commit, "request", number, RC_TIME_NONE, error) &&
         rc_registry_writer_add_tag (&self->writer, commit, "title of the request", title, RC_TIME_NONE, error) &&
         add_merge (self, commit, error) &&
         add_leading_tag (self, commit, "approvals", RC_ENTITY_DECLARATION, request, error) &&
         read_commit (self, "merge_commit_sha", &merge, error) &&
         add_leading_tag (self, merge, "merges", RC_ENTITY_COMMIT, head, error);
}

static gboolean
read_review (RcJsonItems  *self,
             GError      **error)
{
  g_autofree char *reviewer = rc_json_items_dup (self, "user/login");
  gint64 reviewed_us = rc_json_items_read_time (self, "submitted_at", NULL);
  gint64 commit;

  return read_commit (self, "commit_id", &commit, error) &&
         rc_registry_writer_add_person (&self->writer, commit, RC_PROPERTY_REVIEWED_BY, reviewer, reviewed_us, error);
}

static gboolean
add_bypass (RcJsonItems  *self,
            gint64        entity,
            gboolean      is_open,
            const char   *how,
            GError      **error)
{
  return rc_registry_writer_add_tag (&self->writer, entity, BYPASS, is_open ? how : NULL, RC_TIME_NONE, error);
}

static gboolean
is_zero (const RcJsonItems *self,
         const char        *paths)
{
  g_autofree char *text = rc_json_items_dup (self, paths);

  return g_strcmp0 (text, "0") == 0;
}

static gboolean
read_approvals (RcJsonItems  *self,
                GError      **error)
{
  g_autofree char *request = dup_request_name (self);
  gint64 declaration;

  if (request == NULL)
    return TRUE;

  return rc_registry_writer_add_entity (&self->writer, RC_ENTITY_DECLARATION, request, &declaration, error) &&
         rc_json_items_add_tags (self, declaration, "approvals_required approvals_left", error) &&
         add_bypass (self, declaration, is_zero (self, "approvals_required"), "no approval is required", error);
}

static gboolean
read_approval (RcJsonItems  *self,
               GError      **error)
{
  g_autofree char *project = rc_json_items_dup (self, "^project_id");
  g_autofree char *number = rc_json_items_dup (self, "^iid");
  g_autofree char *request = number != NULL ? g_strdup_printf ("merge request %s/%s", project != NULL ? project : "?", number) : NULL;
  g_autofree char *person = rc_json_items_dup (self, "user/username user/name");
  gint64 declaration = 0;

  return (request == NULL || rc_registry_writer_add_entity (&self->writer, RC_ENTITY_DECLARATION, request, &declaration, error)) &&
         rc_registry_writer_add_person (&self->writer, declaration, RC_PROPERTY_REVIEWED_BY, person,
                                        rc_json_items_read_time (self, "approved_at", NULL), error);
}

/* "…/branches/main/protection": the name stands in the address only. */
static char *
dup_branch (const RcJsonItems *self)
{
  g_autofree char *name = rc_json_items_dup (self, "name");
  g_autofree char *url = rc_json_items_dup (self, "url protection_url");
  g_auto (GStrv) parts = url != NULL ? g_strsplit (url, "/branches/", 2) : NULL;
  char *end;

  if (parts == NULL || parts[0] == NULL || parts[1] == NULL)
    return g_strdup_printf ("branch %s", name != NULL ? name : "that is not named");

  end = g_strrstr (parts[1], "/protection");
  if (end != NULL)
    *end = '\0';
  return g_strdup_printf ("branch %s", parts[1]);
}

static gboolean
has (const RcJsonItems *self,
     const char        *path)
{
  return rc_json_items_find (self, path) != RC_JSON_NO_NODE;
}

static gboolean
read_github_protection (RcJsonItems  *self,
                        GError      **error)
{
  g_autofree char *name = dup_branch (self);
  gint64 branch;

  return rc_registry_writer_add_entity (&self->writer, RC_ENTITY_DECLARATION, name, &branch, error) &&
         rc_json_items_add_tags (self, branch, "required_pull_request_reviews/required_approving_review_count "
                                               "required_status_checks/strict enforce_admins/enabled", error) &&
         rc_json_items_add_names (self, branch, RC_PROPERTY_TAG, "required check", "required_status_checks/contexts", error) &&
         add_bypass (self, branch, !has (self, "required_pull_request_reviews"), "no review is required", error) &&
         add_bypass (self, branch, is_zero (self, "required_pull_request_reviews/required_approving_review_count"),
                     "no approval is required", error) &&
         add_bypass (self, branch, !has (self, "required_status_checks"), "no check is required", error) &&
         add_bypass (self, branch, !is_true (self, "enforce_admins/enabled enforce_admins"), "the rules do not bind administrators", error) &&
         add_bypass (self, branch, is_false (self, "required_pull_request_reviews/dismiss_stale_reviews"),
                     "approvals outlive new commits", error) &&
         add_bypass (self, branch, is_true (self, "allow_force_pushes/enabled"), "forced pushes are allowed", error) &&
         rc_json_items_add_names (self, branch, RC_PROPERTY_TAG, "may pass by reviews",
                                  "required_pull_request_reviews/bypass_pull_request_allowances/users", error);
}

static gboolean
add_access_levels (RcJsonItems  *self,
                   gint64        branch,
                   const char   *member,
                   const char   *key,
                   GError      **error)
{
  guint32 list = rc_json_items_find (self, member);

  if (!rc_json_is (&self->json, list, RC_JSON_ARRAY))
    return TRUE;

  for (guint32 node = list + 1; node < self->json.nodes[list].next; node = self->json.nodes[node].next)
    {
      guint32 level = rc_json_is (&self->json, node, RC_JSON_OBJECT) ? rc_json_member (&self->json, node, "access_level_description")
                                                                     : RC_JSON_NO_NODE;
      g_autofree char *text = rc_json_is (&self->json, level, RC_JSON_STRING) ? rc_json_dup_string (&self->json, level) : NULL;

      if (!rc_registry_writer_add_tag (&self->writer, branch, key, text, RC_TIME_NONE, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
read_gitlab_protection (RcJsonItems  *self,
                        GError      **error)
{
  g_autofree char *name = dup_branch (self);
  gint64 branch;

  return rc_registry_writer_add_entity (&self->writer, RC_ENTITY_DECLARATION, name, &branch, error) &&
         add_access_levels (self, branch, "push_access_levels", "may push without a merge request", error) &&
         add_access_levels (self, branch, "merge_access_levels", "may merge", error) &&
         add_bypass (self, branch, is_true (self, "allow_force_push"), "forced pushes are allowed", error) &&
         add_bypass (self, branch, is_false (self, "code_owner_approval_required"), "owners of the code need not approve", error);
}

static gboolean
read_gitlab_settings (RcJsonItems  *self,
                      GError      **error)
{
  gint64 settings;

  return rc_registry_writer_add_entity (&self->writer, RC_ENTITY_DECLARATION, "approval settings of the project", &settings, error) &&
         rc_json_items_add_tags (self, settings, "approvals_before_merge merge_requests_author_approval "
                                                 "merge_requests_disable_committers_approval reset_approvals_on_push", error) &&
         add_bypass (self, settings, is_true (self, "merge_requests_author_approval"), "authors may approve their own merge requests", error) &&
         add_bypass (self, settings, is_false (self, "merge_requests_disable_committers_approval"),
                     "who added commits may approve them", error) &&
         add_bypass (self, settings, is_false (self, "reset_approvals_on_push"), "approvals outlive new commits", error) &&
         add_bypass (self, settings, is_zero (self, "approvals_before_merge"), "no approval is required", error);
}

static const RcJsonItemKind kinds[] = {
  { "head_sha conclusion status name|workflow_name", NULL, 0, NULL, NULL, read_check },
  { "context state target_url|description|sha", NULL, 0, NULL, NULL, read_status },
  { "sha statuses state", "statuses", 0, NULL, NULL, NULL },
  { "number head/sha base/ref merged_at|merged|merge_commit_sha", NULL, 0, NULL, NULL, read_request },
  { "iid sha source_branch target_branch", NULL, 0, NULL, NULL, read_request },
  { "state user/login commit_id submitted_at", NULL, RC_EVENT_OTHER, review_fields, review_words, read_review },
  { "stage name status allow_failure pipeline/sha|commit/id", NULL, 0, NULL, NULL, read_job },
  { "id sha ref status source|before_sha|web_url", NULL, 0, NULL, NULL, read_pipeline },
  { "approved_by approvals_required iid", "approved_by", 0, NULL, NULL, read_approvals },
  { "user ^approved_by", NULL, RC_EVENT_APPROVAL, approved_by_fields, NULL, read_approval },
  { "url enforce_admins|required_status_checks|required_pull_request_reviews", NULL, 0, NULL, NULL, read_github_protection },
  { "name push_access_levels merge_access_levels", NULL, 0, NULL, NULL, read_gitlab_protection },
  { "merge_requests_author_approval reset_approvals_on_push|approvals_before_merge", NULL, 0, NULL, NULL, read_gitlab_settings },
  { 0 }
};

static gboolean
tell_unknown (RcJsonItems  *self,
              GError      **error)
{
  return rc_json_items_tell_unknown (self, "Objects of the answer are of kinds that are not read.", error);
}

static const RcJsonItemsFormat format = {
  .kinds = kinds, .lists = "workflow_runs check_runs jobs", .units = 0, .finish = tell_unknown,
};

static int
recognise (const RcImporter *self,
           const RcSample   *sample)
{
  return rc_json_items_recognise (&format, sample, 55);
}

static gboolean
import (const RcImporter     *self,
        const RcImportInput  *input,
        RcImportSink         *sink,
        GCancellable         *cancellable,
        GError              **error)
{
  g_autofree char *scope = rc_registry_scope_dup (input, 1);

  return rc_json_items_import (&format, scope, /* data= */ NULL, input, sink, error);
}

static GPtrArray *
read_fields (const RcImporter *self,
             const char       *bytes,
             gsize             length,
             guint32           row)
{
  return rc_json_items_read_fields (&format, bytes, length, row);
}

static GArray *
digest_rows (const RcImporter *self,
             const char       *name,
             const char       *bytes,
             gsize             length)
{
  return rc_json_items_digest_rows (&format, bytes, length);
}

static const RcImporter importer = {
  .id = "forge-answers",
  .title = N_("GitHub and GitLab answers (JSON)"),
  .system = RC_FORGES_SYSTEM,
  .evidences = N_("checks of a commit and their outcomes, reviews with person and time, who merged, and which rules of a branch could be "
                  "passed by; names no model version, and the rules are those of the day of the export"),
  .framing = RC_FRAMING_WHOLE,
  .reads_name = TRUE,
  .recognise = recognise,
  .import = import,
  .read_fields = read_fields,
  .digest_rows = digest_rows,
};

const RcImporter *
rc_forge_answers_importer (void)
{
  return &importer;
}
