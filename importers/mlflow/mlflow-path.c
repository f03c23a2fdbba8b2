/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "mlflow-path.h"

#include "mlflow-claims.h"

#include <string.h>

#define META_FILE       "meta.yaml"
/* Ids of experiments are numbers of at most 20 digits; Databricks also has 32 hex digits. */
#define EXPERIMENT_DIGITS 20

/* The names of a path from the outermost folder to the file; what stands before the last '!' is a container. */
typedef struct
{
  char  **names;
  guint   n;
} Parts;

static void
parts_init (Parts      *self,
            const char *name)
{
  const char *container = strrchr (name, '!');

  self->names = g_strsplit (container != NULL ? container + 1 : name, "/", -1);
  self->n = g_strv_length (self->names);
}

static void
parts_clear (Parts *self)
{
  g_strfreev (self->names);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Parts, parts_clear)

static gboolean
is (const Parts *parts,
    guint        i,
    const char  *name)
{
  return i < parts->n && g_str_equal (parts->names[i], name);
}

static gboolean
is_digits (const char *text,
           gsize       most)
{
  gsize length = strlen (text);

  return length > 0 && length <= most && strspn (text, "0123456789") == length;
}

static gboolean
is_experiment (const Parts *parts,
               guint        i)
{
  return i < parts->n && is_digits (parts->names[i], EXPERIMENT_DIGITS);
}

static gboolean
is_run (const Parts *parts,
        guint        i)
{
  return i < parts->n && rc_mlflow_is_run_id (parts->names[i], strlen (parts->names[i]));
}

static gboolean
is_logged_model (const Parts *parts,
                 guint        i)
{
  return i < parts->n && rc_mlflow_is_logged_model_id (parts->names[i], strlen (parts->names[i]));
}

/* What follows in a name after @prefix; (nullable): it begins otherwise, or is not there. */
static const char *
peek_after (const Parts *parts,
            guint        i,
            const char  *prefix)
{
  gsize length = strlen (prefix);

  return i < parts->n && strncmp (parts->names[i], prefix, length) == 0 ? parts->names[i] + length : NULL;
}

static gboolean
is_trace (const Parts *parts,
          guint        i)
{
  const char *digits = peek_after (parts, i, "tr-");

  return is_run (parts, i) || (digits != NULL && rc_mlflow_is_run_id (digits, strlen (digits)));
}

/* A key with a '/' stands in folders of its own. (nullable) */
static char *
dup_rest (const Parts *parts,
          guint        i)
{
  return i < parts->n ? g_strjoinv ("/", parts->names + i) : NULL;
}

/*
 * How many of the first @n names lead to the folder in which names hold. An experiment's own folder is taken off, and those that only
 * tell how a store or an export lays out its files, so that all of one store come to the same folder: "mlruns" stands beside "mlartifacts".
 */
static guint
find_root (const Parts *parts,
           guint        n)
{
  static const char * const layouts[] = { "experiments", "mlruns", "mlartifacts", "artifacts", NULL };

  if (n > 0 && (is (parts, n - 1, "runs") || is (parts, n - 1, "run")))
    n--;
  if (n > 0 && (is_experiment (parts, n - 1) || is_run (parts, n - 1)))
    n--;
  if (n > 0 && is (parts, n - 1, ".trash"))
    n--;
  if (n > 0 && g_strv_contains (layouts, parts->names[n - 1]))
    n--;
  return n;
}

static void
take (RcMlflowPath     *self,
      const Parts      *parts,
      RcMlflowPathKind  kind,
      guint             root,
      guint             id,
      char             *key)
{
  self->kind = kind;
  self->id = g_strdup (parts->names[id]);
  self->key = key;
  self->levels = parts->n - find_root (parts, root);
  self->is_deleted = root > 1 && is (parts, root - 2, ".trash");
}

static gboolean
is_environment (const char *name)
{
  static const char * const names[] = { "conda.yaml", "python_env.yaml", "requirements.txt", NULL };

  return g_strv_contains (names, name);
}

/* What a run or a logged model keeps is no file of the store, but for what tells how the model came about. */
static void
match_artifact (RcMlflowPath *self,
                const Parts  *parts,
                guint         root,
                guint         id,
                guint         artifacts)
{
  const char *file = parts->names[parts->n - 1];

  if (artifacts + 1 >= parts->n)
    return;
  if (is_environment (file))
    take (self, parts, RC_MLFLOW_PATH_ENVIRONMENT, root, id, dup_rest (parts, artifacts + 1));
  else if (g_str_equal (file, "registered_model_meta"))
    take (self, parts, RC_MLFLOW_PATH_REGISTERED_META, root, id, dup_rest (parts, artifacts + 1));
}

/* TRUE: the path is decided, for a file of the store or for none. */
static gboolean
match_run (RcMlflowPath *self,
           const Parts  *parts,
           guint         i)
{
  static const struct { const char *folder; RcMlflowPathKind kind; } folders[] = {
    { "params", RC_MLFLOW_PATH_RUN_PARAM },
    { "tags", RC_MLFLOW_PATH_RUN_TAG },
    { "metrics", RC_MLFLOW_PATH_RUN_METRIC },
  };

  if (!is_run (parts, i))
    return FALSE;

  if (is (parts, i + 1, "artifacts"))
    {
      match_artifact (self, parts, i, i, i + 1);
      return TRUE;
    }
  if (is (parts, i + 1, META_FILE) && i + 2 == parts->n)
    take (self, parts, RC_MLFLOW_PATH_RUN, i, i, NULL);
  for (gsize k = 0; k < G_N_ELEMENTS (folders); k++)
    if (is (parts, i + 1, folders[k].folder) && i + 2 < parts->n)
      take (self, parts, folders[k].kind, i, i, dup_rest (parts, i + 2));
  if (i + 4 == parts->n && is (parts, i + 1, "inputs") && is (parts, i + 3, META_FILE))
    take (self, parts, RC_MLFLOW_PATH_RUN_INPUT, i, i, g_strdup (parts->names[i + 2]));
  if (i + 4 == parts->n && is (parts, i + 1, "outputs") && is_logged_model (parts, i + 2) && is (parts, i + 3, META_FILE))
    take (self, parts, RC_MLFLOW_PATH_RUN_OUTPUT, i, i, g_strdup (parts->names[i + 2]));

  return self->kind != RC_MLFLOW_PATH_NONE;
}

static gboolean
match_logged_model (RcMlflowPath *self,
                    const Parts  *parts,
                    guint         i)
{
  static const struct { const char *folder; RcMlflowPathKind kind; } folders[] = {
    { "params", RC_MLFLOW_PATH_LOGGED_MODEL_PARAM },
    { "tags", RC_MLFLOW_PATH_LOGGED_MODEL_TAG },
    { "metrics", RC_MLFLOW_PATH_LOGGED_MODEL_METRIC },
  };

  if (!is (parts, i, "models") || !is_logged_model (parts, i + 1))
    return FALSE;

  if (is (parts, i + 2, "artifacts"))
    match_artifact (self, parts, i, i + 1, i + 2);
  else if (is (parts, i + 2, META_FILE) && i + 3 == parts->n)
    take (self, parts, RC_MLFLOW_PATH_LOGGED_MODEL, i, i + 1, NULL);
  else
    for (gsize k = 0; k < G_N_ELEMENTS (folders); k++)
      if (is (parts, i + 2, folders[k].folder) && i + 3 < parts->n)
        take (self, parts, folders[k].kind, i, i + 1, dup_rest (parts, i + 3));

  return TRUE;
}

static gboolean
match_version (RcMlflowPath *self,
               const Parts  *parts,
               guint         i)
{
  const char *number = peek_after (parts, i + 2, "version-");

  if (number == NULL || !is_digits (number, EXPERIMENT_DIGITS))
    return FALSE;

  if (is (parts, i + 3, META_FILE) && i + 4 == parts->n)
    take (self, parts, RC_MLFLOW_PATH_VERSION, i, i + 1, NULL);
  else if (is (parts, i + 3, "tags") && i + 4 < parts->n)
    take (self, parts, RC_MLFLOW_PATH_VERSION_TAG, i, i + 1, dup_rest (parts, i + 4));
  self->number = g_strdup (number);
  return TRUE;
}

/* "models/x/tags/y" alone is a path that many a program has; it is MLflow's below the folder that MLflow makes. */
static gboolean
match_model (RcMlflowPath *self,
             const Parts  *parts,
             guint         i)
{
  gboolean in_store = i > 0 && is (parts, i - 1, "mlruns");

  if (!is (parts, i, "models") || i + 2 >= parts->n)
    return FALSE;
  if (match_version (self, parts, i))
    return TRUE;

  if (is (parts, i + 2, META_FILE) && i + 3 == parts->n)
    take (self, parts, RC_MLFLOW_PATH_MODEL, i, i + 1, NULL);
  else if (is (parts, i + 2, "aliases") && i + 4 == parts->n)
    take (self, parts, RC_MLFLOW_PATH_ALIAS, i, i + 1, g_strdup (parts->names[i + 3]));
  else if (in_store && is (parts, i + 2, "tags") && i + 3 < parts->n)
    take (self, parts, RC_MLFLOW_PATH_MODEL_TAG, i, i + 1, dup_rest (parts, i + 3));
  return self->kind != RC_MLFLOW_PATH_NONE;
}

static gboolean
match_trace (RcMlflowPath *self,
             const Parts  *parts,
             guint         i)
{
  if (!is_experiment (parts, i) || !is (parts, i + 1, "traces") || !is_trace (parts, i + 2) || i + 3 >= parts->n)
    return FALSE;

  if (is (parts, i + 3, "trace_info.yaml") && i + 4 == parts->n)
    take (self, parts, RC_MLFLOW_PATH_TRACE, i + 1, i + 2, NULL);
  else if (is (parts, i + 3, "request_metadata") && i + 4 < parts->n)
    take (self, parts, RC_MLFLOW_PATH_TRACE_METADATA, i + 1, i + 2, dup_rest (parts, i + 4));
  else if (is (parts, i + 3, "tags") && i + 4 < parts->n)
    take (self, parts, RC_MLFLOW_PATH_TRACE_TAG, i + 1, i + 2, dup_rest (parts, i + 4));
  else if (is (parts, i + 3, "assessments") && i + 5 == parts->n && g_str_has_suffix (parts->names[i + 4], ".yaml"))
    take (self, parts, RC_MLFLOW_PATH_ASSESSMENT, i + 1, i + 2, g_strdup (parts->names[i + 4]));
  return TRUE;
}

static gboolean
match_experiment (RcMlflowPath *self,
                  const Parts  *parts,
                  guint         i)
{
  if (!is_experiment (parts, i))
    return FALSE;

  if (is (parts, i + 1, META_FILE) && i + 2 == parts->n)
    take (self, parts, RC_MLFLOW_PATH_EXPERIMENT, i + 1, i, NULL);
  else if (i + 4 == parts->n && is (parts, i + 1, "datasets") && is (parts, i + 3, META_FILE))
    take (self, parts, RC_MLFLOW_PATH_DATASET, i + 1, i + 2, NULL);
  return self->kind != RC_MLFLOW_PATH_NONE;
}

/**
 * rc_mlflow_path_read:
 * @name: of a source; tainted
 *
 * Finds what file of a file store has this path. The outermost folders that fit decide: a key may hold what looks like another path.
 */
void
rc_mlflow_path_read (RcMlflowPath *self,
                     const char   *name)
{
  g_auto (Parts) parts = { 0 };

  *self = (RcMlflowPath) { .kind = RC_MLFLOW_PATH_NONE };
  parts_init (&parts, name);
  for (guint i = 0; i < parts.n; i++)
    if (match_run (self, &parts, i) || match_logged_model (self, &parts, i) || match_model (self, &parts, i) ||
        match_trace (self, &parts, i) || match_experiment (self, &parts, i))
      return;
}

void
rc_mlflow_path_clear (RcMlflowPath *self)
{
  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->number, g_free);
  g_clear_pointer (&self->key, g_free);
}

static char *
dup_between (const Parts *parts,
             guint        from,
             guint        to)
{
  GString *path = g_string_new (NULL);

  for (guint i = from; i < to; i++)
    g_string_append_printf (path, "%s%s", i > from ? "/" : "", parts->names[i]);
  return g_string_free (path, FALSE);
}

/**
 * rc_mlflow_home_read:
 * @name: of a source that is a file of a model package; tainted
 */
void
rc_mlflow_home_read (RcMlflowHome *self,
                     const char   *name)
{
  g_auto (Parts) parts = { 0 };

  *self = (RcMlflowHome) { .levels = 1 };
  parts_init (&parts, name);
  for (guint i = 0; i + 2 < parts.n; i++)
    {
      gboolean in_model = i > 0 && is (&parts, i - 1, "models") && is_logged_model (&parts, i);

      if (!is (&parts, i + 1, "artifacts") || !(in_model || is_run (&parts, i) || is (&parts, i, "run")))
        continue;
      if (in_model)
        self->model_id = g_strdup (parts.names[i]);
      else if (is_run (&parts, i))
        self->run_id = g_strdup (parts.names[i]);
      self->artifact_path = dup_between (&parts, i + 2, parts.n - 1);
      self->levels = parts.n - find_root (&parts, in_model ? i - 1 : i);
      return;
    }
}

void
rc_mlflow_home_clear (RcMlflowHome *self)
{
  g_clear_pointer (&self->run_id, g_free);
  g_clear_pointer (&self->model_id, g_free);
  g_clear_pointer (&self->artifact_path, g_free);
}

/**
 * rc_mlflow_bundle_levels:
 *
 * The files of one export stand in folders that depend on the tool that wrote it: "experiments/1/experiment.json",
 * "experiments/1/runs/RUN/run.json", "models/NAME/model.json", or all beside each other.
 */
guint
rc_mlflow_bundle_levels (const char *name)
{
  g_auto (Parts) parts = { 0 };
  guint n;

  parts_init (&parts, name);
  if (parts.n == 0)
    return 1;

  n = parts.n - 1;
  if (is (&parts, parts.n - 1, "run.json") && n > 0 && (is_run (&parts, n - 1) || is (&parts, n - 1, "run")))
    return parts.n - find_root (&parts, n - 1);
  if (n > 1 && is (&parts, n - 2, "models"))
    return parts.n - (n - 2);
  if (n > 0 && (is (&parts, n - 1, "models") || is (&parts, n - 1, "logged_models")))
    n--;
  return parts.n - find_root (&parts, n);
}
