/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/bounds.h"
#include "core/checks/check.h"
#include "core/identity.h"
#include "core/importer.h"

/*
 * Two registries or systems that say different things of what is one thing, where only one of them can be true: which run trained a
 * version, from which commit a run was started, what a data set consists of, under which licence it is. When one registry says in two
 * snapshots that a thing was made at two times, one of them is wrong too; two systems each make an entry of their own at a time of its
 * own. That a system names an approver, an evaluation or a place beside another's is no contradiction. The artefacts of versions that
 * were in use are held against each other elsewhere (digest-disagrees.c).
 *
 * Things are looked up by their names and digests, in pieces: memory does not grow with the registries.
 */

#define PIECE 512u
/* Told one by one. */
#define MAX_LISTED 200u
/* Stores keep their times in seconds or in thousandths of them, and round differently. */
#define CLOCK_DOUBT_US (2 * G_TIME_SPAN_SECOND)

typedef enum
{
  COMPARE_RUN,
  COMPARE_COMMIT,
  COMPARE_DIGEST,
  COMPARE_WORDS,
  COMPARE_TIME,
} Comparison;

typedef struct
{
  RcEntityKind  kind;
  RcProperty    property;
  Comparison    comparison;
  const char   *what;
} Question;

static const Question questions[] = {
  { RC_ENTITY_MODEL_VERSION, RC_PROPERTY_TRAINED_BY, COMPARE_RUN, "the training run" },
  { RC_ENTITY_MODEL_VERSION, RC_PROPERTY_LICENCE, COMPARE_WORDS, "the licence" },
  { RC_ENTITY_MODEL_VERSION, RC_PROPERTY_CREATED, COMPARE_TIME, "the time of making" },
  { RC_ENTITY_RUN, RC_PROPERTY_CODE_COMMIT, COMPARE_COMMIT, "the code commit" },
  { RC_ENTITY_RUN, RC_PROPERTY_CREATED, COMPARE_TIME, "the time of making" },
  { RC_ENTITY_DATASET, RC_PROPERTY_DATASET_DIGEST, COMPARE_DIGEST, "the digest" },
  { RC_ENTITY_DATASET, RC_PROPERTY_LICENCE, COMPARE_WORDS, "the licence" },
};

static const RcEntityKind kinds[] = { RC_ENTITY_MODEL_VERSION, RC_ENTITY_RUN, RC_ENTITY_DATASET };

/* What is said of one thing, and where. @entity: (nullable): what the claim links to. */
typedef struct
{
  RcClaim  *claim;
  RcEntity *target;
} Statement;

typedef struct
{
  RcCheckContext *context;
  guint           n_listed;
  guint           n_more;
} Search;

static void
statement_free (gpointer data)
{
  Statement *statement = data;

  rc_claim_free (statement->claim);
  g_clear_pointer (&statement->target, rc_entity_free);
  g_free (statement);
}

static GPtrArray *
list_statements (RcCase          *case_file,
                 const RcEntity  *entity,
                 RcProperty       property,
                 GError         **error)
{
  g_autoptr (GPtrArray) statements = g_ptr_array_new_with_free_func (statement_free);
  g_autoptr (GPtrArray) claims = rc_claim_list_of_entity (case_file, entity->id, property, error);

  if (claims == NULL)
    return NULL;

  for (guint i = 0; i < MIN (claims->len, RC_LIMIT_IDENTITY_EDGES); i++)
    {
      Statement *statement = g_new0 (Statement, 1);

      statement->claim = rc_claim_copy (g_ptr_array_index (claims, i));
      g_ptr_array_add (statements, statement);
      if (statement->claim->target == 0)
        continue;
      statement->target = rc_entity_load (rc_case_get_database (case_file), statement->claim->target, error);
      if (statement->target == NULL)
        return NULL;
    }
  return g_steal_pointer (&statements);
}

static const char *
peek_text (const Statement *statement)
{
  return statement->target != NULL ? statement->target->name : statement->claim->value;
}

/* --- Whether two statements can both be true --- */

static gboolean
are_same_words (const char *a,
                const char *b)
{
  g_autofree char *first = g_utf8_casefold (a, -1);
  g_autofree char *second = g_utf8_casefold (b, -1);

  return strcmp (g_strstrip (first), g_strstrip (second)) == 0;
}

/* A commit may be written in short. */
static gboolean
are_same_commits (const char *a,
                  const char *b)
{
  gsize length = MIN (strlen (a), strlen (b));

  return length >= 7 && g_ascii_strncasecmp (a, b, length) == 0;
}

/* Digests of different length are of different methods: that they differ says nothing. */
static gboolean
are_same_digests (const char *a,
                  const char *b)
{
  RcDigest first, second;

  if (rc_identity_read_digest (a, &first) && rc_identity_read_digest (b, &second))
    return rc_digest_equal (&first, &second);
  return strlen (a) != strlen (b) || g_ascii_strcasecmp (a, b) == 0;
}

static gboolean
read_time (const Statement *statement,
           RcTimestamp     *out_time)
{
  const char *text = statement->claim->value;

  if (statement->claim->from_us != RC_TIME_NONE)
    {
      *out_time = (RcTimestamp) { .from_us = statement->claim->from_us, .to_us = statement->claim->from_us };
      return TRUE;
    }
  return text != NULL && rc_timestamp_parse (text, strlen (text), RC_ZONE_UNKNOWN, 0, out_time);
}

static gboolean
may_be_same_times (const Statement *a,
                   const Statement *b)
{
  RcTimestamp first, second;

  if (!read_time (a, &first) || !read_time (b, &second))
    return TRUE;
  return first.from_us <= second.to_us + CLOCK_DOUBT_US && second.from_us <= first.to_us + CLOCK_DOUBT_US;
}

/* Two systems name one run each by its own name; where somebody linked the two, it is one run. */
static gboolean
are_same_runs (Search           *self,
               const Statement  *a,
               const Statement  *b,
               gboolean         *out_same,
               GError          **error)
{
  g_autoptr (GPtrArray) edges = NULL;

  *out_same = g_strcmp0 (peek_text (a), peek_text (b)) == 0;
  if (*out_same || a->target == NULL || b->target == NULL)
    return TRUE;

  edges = rc_identity_list (self->context->case_file, a->target, NULL, error);
  if (edges == NULL)
    return FALSE;
  for (guint i = 0; i < edges->len && !*out_same; i++)
    *out_same = ((const RcIdentityEdge *) g_ptr_array_index (edges, i))->other->id == b->target->id;
  return TRUE;
}

static gboolean
can_both_be (Search           *self,
             Comparison        comparison,
             const Statement  *a,
             const Statement  *b,
             gboolean         *out_answer,
             GError          **error)
{
  const char *first = peek_text (a);
  const char *second = peek_text (b);

  *out_answer = TRUE;
  if (first == NULL || second == NULL)
    return TRUE;

  switch (comparison)
    {
    case COMPARE_RUN:
      return are_same_runs (self, a, b, out_answer, error);
    case COMPARE_COMMIT:
      *out_answer = are_same_commits (first, second);
      return TRUE;
    case COMPARE_DIGEST:
      *out_answer = are_same_digests (first, second);
      return TRUE;
    case COMPARE_WORDS:
      *out_answer = are_same_words (first, second);
      return TRUE;
    case COMPARE_TIME:
      *out_answer = may_be_same_times (a, b);
      return TRUE;
    default:
      return TRUE;
    }
}

/* --- Two things that are one --- */

static const char *
word_identity (RcIdentity identity)
{
  switch (identity)
    {
    case RC_IDENTITY_STRONG:
      return "they have one digest";
    case RC_IDENTITY_AUDITOR:
      return "they were linked by hand";
    case RC_IDENTITY_NONE:
    case RC_IDENTITY_WEAK:
    default:
      return "only the name, or a short digest, says that they are one";
    }
}

static void
report (Search               *self,
        const Question       *question,
        const RcEntity       *entity,
        const RcIdentityEdge *edge,
        const Statement      *said,
        const Statement      *other)
{
  g_autofree char *message = NULL;
  const RcClaim *claim = other->claim;
  gint64 cause = rc_check_find_cause (self->context, claim->source, claim->record);

  if (self->n_listed == MAX_LISTED)
    {
      self->n_more++;
      return;
    }

  self->n_listed++;
  if (cause == 0)
    cause = rc_check_find_cause (self->context, said->claim->source, said->claim->record);
  message = g_strdup_printf ("Two sources say different things of %s of “%s”: source %" G_GINT64_FORMAT " and this one; %s.", question->what,
                             entity->name, said->claim->source, word_identity (edge->identity));
  rc_check_report (self->context, RC_EXCEPTION_SYSTEMS_DISAGREE, claim->source, claim->record, cause, peek_text (said),
                   peek_text (other), message);
}

/* (nullable) */
static gboolean
load_system (RcCase         *case_file,
             const Statement *statement,
             const char     **out_system,
             GError         **error)
{
  g_autoptr (RcSource) source = rc_source_load (rc_case_get_database (case_file), statement->claim->source, error);
  const RcImporter *importer;

  *out_system = NULL;
  if (source == NULL)
    return FALSE;

  importer = source->importer != NULL ? rc_importer_by_id (source->importer) : NULL;
  if (importer != NULL)
    *out_system = importer->system != NULL ? importer->system : importer->id;
  return TRUE;
}

static gboolean
is_of_one_system (Search           *self,
                  const Statement  *a,
                  const Statement  *b,
                  gboolean         *out_answer,
                  GError          **error)
{
  const char *first, *second;

  if (!load_system (self->context->case_file, a, &first, error) || !load_system (self->context->case_file, b, &second, error))
    return FALSE;
  *out_answer = first != NULL && g_strcmp0 (first, second) == 0;
  return TRUE;
}

/* Where both say anything that the other says too, they do not contradict each other. */
static gboolean
ask (Search                *self,
     const Question        *question,
     const RcEntity        *entity,
     const RcIdentityEdge  *edge,
     GError               **error)
{
  g_autoptr (GPtrArray) said = list_statements (self->context->case_file, entity, question->property, error);
  g_autoptr (GPtrArray) others = NULL;
  gboolean is_comparable = TRUE;

  if (said == NULL)
    return FALSE;
  if (said->len == 0)
    return TRUE;
  others = list_statements (self->context->case_file, edge->other, question->property, error);
  if (others == NULL)
    return FALSE;
  if (others->len == 0)
    return TRUE;

  for (guint i = 0; i < said->len; i++)
    {
      for (guint j = 0; j < others->len; j++)
        {
          gboolean both;

          if (!can_both_be (self, question->comparison, g_ptr_array_index (said, i), g_ptr_array_index (others, j), &both, error))
            return FALSE;
          if (both)
            return TRUE;
        }
    }

  if (question->comparison == COMPARE_TIME &&
      !is_of_one_system (self, g_ptr_array_index (said, 0), g_ptr_array_index (others, 0), &is_comparable, error))
    return FALSE;
  if (is_comparable)
    report (self, question, entity, edge, g_ptr_array_index (said, 0), g_ptr_array_index (others, 0));
  return TRUE;
}

static gboolean
hold_against (Search                *self,
              const RcEntity        *entity,
              const RcIdentityEdge  *edge,
              GError               **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (questions); i++)
    {
      if (questions[i].kind == entity->kind && !ask (self, &questions[i], entity, edge, error))
        return FALSE;
    }
  return TRUE;
}

/* Two data sets of one name with different whole digests are no identity, but they contradict each other. */
static gboolean
check_named_datasets (Search           *self,
                      const RcEntity   *entity,
                      GError          **error)
{
  g_autoptr (GPtrArray) named = NULL;

  if (entity->kind != RC_ENTITY_DATASET)
    return TRUE;

  named = rc_entity_find (rc_case_get_database (self->context->case_file), entity->kind, entity->name, error);
  if (named == NULL)
    return FALSE;
  for (guint i = 0; i < MIN (named->len, RC_LIMIT_IDENTITY_EDGES); i++)
    {
      RcIdentityEdge edge = { .other = g_ptr_array_index (named, i), .identity = RC_IDENTITY_WEAK };

      if (edge.other->id > entity->id && !hold_against (self, entity, &edge, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
check_entity (Search          *self,
              const RcEntity  *entity,
              GError         **error)
{
  g_autoptr (GPtrArray) edges = rc_identity_list (self->context->case_file, entity, NULL, error);

  if (edges == NULL || !check_named_datasets (self, entity, error))
    return FALSE;

  for (guint i = 0; i < edges->len; i++)
    {
      const RcIdentityEdge *edge = g_ptr_array_index (edges, i);
      gboolean is_named = entity->kind == RC_ENTITY_DATASET && strcmp (entity->name, edge->other->name) == 0;

      /* Each two once. */
      if (edge->other->id > entity->id && !is_named && !hold_against (self, entity, edge, error))
        return FALSE;
    }
  return TRUE;
}

/* --- Every thing that may have another name --- */

/* Those with a name, a digest or a link that another has too; by their numbers, from @after on. */
#define MET_TWICE \
  "SELECT e.id FROM entity e WHERE e.kind = ?1 AND e.id > ?2 AND e.id <= (SELECT mark FROM published WHERE item = 'entity') AND (" \
  "EXISTS (SELECT 1 FROM entity o WHERE o.kind = e.kind AND o.name = e.name AND o.id <> e.id) " \
  "OR EXISTS (SELECT 1 FROM claim c JOIN claim d ON d.property = c.property AND d.value = c.value WHERE c.entity = e.id " \
  "AND c.property IN ('artifact-digest', 'dataset-digest') AND d.entity <> e.id) " \
  "OR EXISTS (SELECT 1 FROM identity_link l WHERE l.withdrawn_us IS NULL AND l.entity = e.id)" \
  ") ORDER BY e.id LIMIT ?3"

static gboolean
list_piece (RcDatabase    *database,
            RcEntityKind   kind,
            gint64         after,
            GArray        *ids,
            GError       **error)
{
  sqlite3_stmt *statement = rc_database_prepare (database, MET_TWICE, error);
  gboolean row;

  g_array_set_size (ids, 0);
  if (statement == NULL)
    return FALSE;

  rc_database_bind_text (statement, 1, rc_entity_kind_to_name (kind));
  sqlite3_bind_int64 (statement, 2, after);
  sqlite3_bind_int64 (statement, 3, PIECE);
  while (TRUE)
    {
      gint64 id;

      if (!rc_database_step (database, statement, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      id = sqlite3_column_int64 (statement, 0);
      g_array_append_val (ids, id);
    }
}

static gboolean
check_kind (Search        *self,
            RcEntityKind   kind,
            GError       **error)
{
  RcDatabase *database = rc_case_get_database (self->context->case_file);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 after = 0;

  do
    {
      if (!list_piece (database, kind, after, ids, error))
        return FALSE;
      for (guint i = 0; i < ids->len; i++)
        {
          g_autoptr (RcEntity) entity = rc_entity_load (database, g_array_index (ids, gint64, i), error);

          if (entity == NULL || !check_entity (self, entity, error))
            return FALSE;
          after = entity->id;
        }
    }
  while (ids->len == PIECE);
  return TRUE;
}

/**
 * rc_check_systems:
 *
 * Holds what registries and systems say of one thing against each other.
 */
gboolean
rc_check_systems (RcCheckContext  *context,
                  GError         **error)
{
  Search search = { .context = context };

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (!check_kind (&search, kinds[i], error))
        return FALSE;
    }

  if (search.n_more > 0)
    {
      g_autofree char *found = g_strdup_printf ("%u more", search.n_more);

      rc_check_report (context, RC_EXCEPTION_SYSTEMS_DISAGREE, 0, 0, 0, "no contradiction", found,
                       "More contradictions between sources were found than are listed one by one.");
    }
  return TRUE;
}
