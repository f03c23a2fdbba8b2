/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wandb-run.h"

#include "importers/secret.h"


#include "core/exception.h"

#include <string.h>

/* --- Names of files --- */

static const char *
last_part (const char *name)
{
  const char *slash = strrchr (name, '/');
  const char *mark = strrchr (name, '!');
  const char *base = MAX (slash, mark);

  return base != NULL ? base + 1 : name;
}

static gboolean
is_digits (const char *text,
           gsize       length)
{
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isdigit (text[i]))
      return FALSE;
  return TRUE;
}

/* The run id in "run-20260211_121423-kj3gdsjx" or "offline-run-…"; (nullable) */
static const char *
peek_id_of_folder (const char *folder)
{
  const char *at = g_str_has_prefix (folder, "offline-") ? folder + strlen ("offline-") : folder;

  if (!g_str_has_prefix (at, "run-"))
    return NULL;
  at += strlen ("run-");
  /* Shorter texts end before anything behind their NUL is looked at. */
  if (strlen (at) < strlen ("20260211_121423-x") || !is_digits (at, 8) || at[8] != '_' || !is_digits (at + 9, 6) || at[15] != '-')
    return NULL;
  return at + 16;
}

/* The folder in which a file stands, @levels above it; (transfer full), "" for none. */
static char *
dup_folder (const char *name,
            guint       levels)
{
  g_autofree char *path = g_strdup (name);

  for (guint i = 0; i < levels; i++)
    {
      gsize length = (gsize) (last_part (path) - path);

      path[length > 0 ? length - 1 : 0] = '\0';
    }
  return g_strdup (last_part (path));
}

static gboolean
is_in_files (const char *name)
{
  g_autofree char *folder = dup_folder (name, 1);

  return g_str_equal (folder, "files");
}

gboolean
rc_wandb_is_run_file (const char *name,
                      const char *base)
{
  g_autofree char *folder = name != NULL ? dup_folder (name, 2) : NULL;

  return name != NULL && (base == NULL || g_str_equal (last_part (name), base)) && is_in_files (name) && peek_id_of_folder (folder) != NULL;
}

gboolean
rc_wandb_is_patch_name (const char *name)
{
  const char *base = last_part (name);
  gsize length = strlen (base);
  const char *hash;

  if (g_str_equal (base, "diff.patch"))
    return TRUE;
  if (length < strlen ("_.patch") + 40 || !g_str_has_suffix (base, ".patch"))
    return FALSE;
  hash = base + length - strlen (".patch") - 40;
  return hash[-1] == '_' && strspn (hash, "0123456789abcdef") == 40;
}

/* The folder names the run; a log that stands elsewhere is named after it; what is neither goes by the name of its folder. */
static char *
dup_run_name (const char *name,
              guint       levels)
{
  g_autofree char *folder = dup_folder (name, levels);
  const char *base = last_part (name);
  const char *id = peek_id_of_folder (folder);

  if (id != NULL)
    return g_strdup (id);
  if (g_str_has_prefix (base, "run-") && g_str_has_suffix (base, ".wandb"))
    return g_strndup (base + strlen ("run-"), strlen (base) - strlen ("run-") - strlen (".wandb"));
  return g_strdup (folder[0] != '\0' ? folder : base);
}

/* --- The run --- */

void
rc_wandb_run_init (RcWandbRun          *self,
                   const RcImportInput *input,
                   RcImportSink        *sink,
                   RcImportPlace        place)
{
  guint levels = is_in_files (input->name) ? 2 : 1;

  *self = (RcWandbRun) { .entity = 0 };
  rc_registry_writer_init (&self->writer, sink, place);
  self->scope = rc_registry_scope_dup (input, levels);
  self->writer.scope = self->scope;
  self->name = dup_run_name (input->name, levels);
  self->told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

void
rc_wandb_run_clear (RcWandbRun *self)
{
  rc_registry_writer_clear (&self->writer);
  g_clear_pointer (&self->scope, g_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->told, g_hash_table_unref);
}

void
rc_wandb_run_rename (RcWandbRun *self,
                     const char *name)
{
  if (name[0] == '\0' || g_str_equal (name, self->name))
    return;

  g_free (self->name);
  self->name = g_strdup (name);
  self->entity = 0;
}

gboolean
rc_wandb_run_ensure (RcWandbRun  *self,
                     GError     **error)
{
  return self->entity != 0 || rc_registry_writer_add_entity (&self->writer, RC_ENTITY_RUN, self->name, &self->entity, error);
}

gboolean
rc_wandb_run_add_tag (RcWandbRun  *self,
                      const char  *key,
                      const char  *value,
                      GError     **error)
{
  if (value == NULL || value[0] == '\0')
    return TRUE;
  return rc_wandb_run_ensure (self, error) && rc_registry_writer_add_tag (&self->writer, self->entity, key, value, RC_TIME_NONE, error);
}

gboolean
rc_wandb_run_add_environment (RcWandbRun  *self,
                              const char  *label,
                              const char  *value,
                              GError     **error)
{
  g_autofree char *text = NULL;

  if (value == NULL || value[0] == '\0')
    return TRUE;
  text = g_strdup_printf ("%s = %s", label, value);
  if (!g_hash_table_add (self->told, g_strdup (text)))
    return TRUE;

  return rc_wandb_run_ensure (self, error) &&
         rc_registry_writer_add_claim (&self->writer, self->entity, RC_PROPERTY_ENVIRONMENT, text, 0, RC_TIME_NONE, RC_TIME_NONE, error);
}

/* --- What both kinds of files say of it --- */

static const struct
{
  const char *keys[3];     /* spellings of the log and of the files, the newest last */
  const char *label;
  gboolean    is_environment;
} facts[] = {
  { { "os" }, "os", TRUE },
  { { "platform" }, "platform", TRUE },
  { { "python" }, "python", TRUE },
  { { "python_version" }, "python version", TRUE },
  { { "cli_version" }, "wandb", TRUE },
  { { "docker" }, "docker image", TRUE },
  { { "gpu" }, "gpu", TRUE },
  { { "cuda_version", "cuda", "cudaVersion" }, "cuda", TRUE },
  { { "program" }, "program", FALSE },
  { { "code_path", "codePath" }, "code path", FALSE },
};

static gboolean
read_fact (RcWandbRun           *self,
           const RcDocumentNode *object,
           const char           *pointer,
           gsize                 index,
           GError              **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (facts[index].keys) && facts[index].keys[i] != NULL; i++)
    {
      const char *key = facts[index].keys[i];
      g_autofree char *value = rc_document_node_dup_text (object, key);

      if (value == NULL)
        continue;
      rc_registry_writer_at (&self->writer, "%s/%s", pointer, key);
      return facts[index].is_environment ? rc_wandb_run_add_environment (self, facts[index].label, value, error)
                                         : rc_wandb_run_add_tag (self, facts[index].label, value, error);
    }

  return TRUE;
}

/* Who ran it: the account's address where there is one, else the name on that machine. Nobody approved anything by that. */
static gboolean
read_person (RcWandbRun           *self,
             const RcDocumentNode *object,
             const char           *pointer,
             GError              **error)
{
  static const char * const keys[] = { "email", "username" };

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autofree char *person = rc_document_node_dup_text (object, keys[i]);

      if (person == NULL || person[0] == '\0')
        continue;
      rc_registry_writer_at (&self->writer, "%s/%s", pointer, keys[i]);
      return rc_wandb_run_ensure (self, error) &&
             rc_registry_writer_add_person (&self->writer, self->entity, RC_PROPERTY_TRAINED_BY_PERSON, person, RC_TIME_NONE, error);
    }

  return TRUE;
}

/* Older files write the time without a zone; it is UTC, as the name of the folder, which has the local time, shows. */
static gboolean
read_start (RcWandbRun           *self,
            const RcDocumentNode *object,
            const char           *pointer,
            GError              **error)
{
  g_autofree char *text = rc_document_node_dup_text (object, "startedAt");
  RcTimestamp time;

  if (text == NULL)
    return TRUE;
  if (!rc_timestamp_parse (text, strlen (text), RC_ZONE_RULE, 0, &time))
    return rc_registry_writer_set_aside (&self->writer, -1, RC_EXCEPTION_REGISTRY_MALFORMED, "a date and time in startedAt", text,
                                         "The time at which a run began is no time.", error);

  rc_registry_writer_at (&self->writer, "%s/startedAt", pointer);
  return rc_wandb_run_ensure (self, error) && rc_registry_writer_add_created (&self->writer, self->entity, time.from_us, error);
}

static gboolean
read_git (RcWandbRun           *self,
          const RcDocumentNode *object,
          const char           *pointer,
          GError              **error)
{
  static const char * const remotes[] = { "remote_url", "remote" };
  g_autofree char *commit = NULL;
  RcDocumentNode git;

  if (!rc_document_node_find (object, "git", &git))
    return TRUE;

  for (gsize i = 0; i < G_N_ELEMENTS (remotes); i++)
    {
      g_autofree char *remote = rc_document_node_dup_text (&git, remotes[i]);
      g_autofree char *stripped = rc_secret_strip_address (remote);

      rc_registry_writer_at (&self->writer, "%s/git/%s", pointer, remotes[i]);
      if (!rc_wandb_run_add_tag (self, "repository", stripped, error))
        return FALSE;
    }
  commit = rc_document_node_dup_text (&git, "commit");
  if (commit == NULL)
    return TRUE;

  rc_registry_writer_at (&self->writer, "%s/git/commit", pointer);
  return rc_wandb_run_ensure (self, error) &&
         rc_registry_writer_link (&self->writer, self->entity, RC_PROPERTY_CODE_COMMIT, RC_ENTITY_COMMIT, commit, RC_TIME_NONE, error);
}

gboolean
rc_wandb_run_read_facts (RcWandbRun           *self,
                         const RcDocumentNode *object,
                         const char           *pointer,
                         GError              **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (facts); i++)
    if (!read_fact (self, object, pointer, i, error))
      return FALSE;

  return read_start (self, object, pointer, error) &&
         read_person (self, object, pointer, error) &&
         read_git (self, object, pointer, error);
}

gboolean
rc_wandb_run_add_patch (RcWandbRun  *self,
                        const char  *path,
                        GError     **error)
{
  return !rc_wandb_is_patch_name (path) || rc_wandb_run_add_tag (self, "uncommitted changes", last_part (path), error);
}
