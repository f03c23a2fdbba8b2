/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/seals/chain-place.h"

#include <string.h>

/* How far back a record is sought to which another links, in logs without numbers. */
#define MAX_SEARCHED 20000u

/* A segment with where it comes from. */
typedef struct
{
  const RcChainScan    *scan;
  const RcChainSegment *segment;
  guint                 order;      /* in the evidence */
} Piece;

/* Where a hash stands that is the last one of a segment. */
typedef struct
{
  RcChainLine *line;
  gint64       number;
} Tail;

/* All segments of one rule and scope. */
typedef struct
{
  RcChainReader *reader;
  GPtrArray     *lines;         /* of RcChainLine, those of this group */
  GHashTable    *tails;         /* last hash of a placed segment → Tail */
  GArray        *pieces;        /* of Piece */
  RcChainLine   *recent;        /* the line that was placed on last */
} Group;

/* --- Lines --- */

static RcChainLine *
line_new (const RcChainProfile *profile,
          guint64               scope)
{
  RcChainLine *self = g_new0 (RcChainLine, 1);

  self->profile = profile;
  self->scope = scope;
  self->spans = g_array_new (FALSE, FALSE, sizeof (RcChainSpan));
  self->sides = g_array_new (FALSE, FALSE, sizeof (RcChainSide));
  return self;
}

guint
rc_chain_line_search (const RcChainLine *self,
                      gint64             number)
{
  guint low = 0;
  guint high = self->spans->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (self->spans, RcChainSpan, middle).last < number)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static const RcChainSpan *
peek_first (const RcChainLine *line)
{
  return &g_array_index (line->spans, RcChainSpan, 0);
}

static guint
hash_digest (gconstpointer key)
{
  guint hash;

  memcpy (&hash, ((const RcDigest *) key)->bytes, sizeof hash);
  return hash;
}

static gboolean
equal_digests (gconstpointer a,
               gconstpointer b)
{
  return memcmp (a, b, sizeof (RcDigest)) == 0;
}

static void
remember_tail (Group          *group,
               const RcDigest *hash,
               RcChainLine    *line,
               gint64          number)
{
  Tail *tail;

  if (g_hash_table_contains (group->tails, hash))
    return;

  tail = g_new (Tail, 1);
  tail->line = line;
  tail->number = number;
  g_hash_table_insert (group->tails, (gpointer) hash, tail);
}

/* --- Numbers that two segments claim --- */

static void
add_side (RcChainLine       *line,
          RcChainSideKind    kind,
          const RcChainSpan *span,
          const RcChainSpan *of,
          gint64             first,
          gint64             last)
{
  RcChainSide side = { kind, *span, *of, FALSE };

  if (first > last)
    return;
  side.span.first = side.of.first = first;
  side.span.last = side.of.last = last;
  g_array_append_val (line->sides, side);
}

/* Whether both have the same record of this number. */
typedef enum
{
  SAME,
  OTHER,
  UNKNOWN,
} Likeness;

static gboolean
compare_at (Group              *group,
            const RcChainSpan  *a,
            const RcChainSpan  *b,
            gint64              number,
            Likeness           *out_likeness,
            GError            **error)
{
  g_autoptr (GError) local_error = NULL;
  RcDigest hash_a, hash_b;

  *out_likeness = UNKNOWN;
  if (rc_chain_span_hash (a, group->reader, number, &hash_a, &local_error)
      && rc_chain_span_hash (b, group->reader, number, &hash_b, &local_error))
    *out_likeness = rc_digest_equal (&hash_a, &hash_b) ? SAME : OTHER;
  if (local_error == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* Each record's hash covers all before it, so two versions are equal up to some number and differ from there on. */
static gboolean
compare (Group              *group,
         RcChainLine        *line,
         const RcChainSpan  *span,
         const RcChainSpan  *of,
         gint64              first,
         gint64              last,
         GError            **error)
{
  gint64 low = first;
  gint64 high = last + 1;
  Likeness likeness;

  if (!compare_at (group, span, of, last, &likeness, error))
    return FALSE;
  if (likeness == SAME)
    low = high;

  while (low < high && likeness != UNKNOWN)
    {
      gint64 middle = low + (high - low) / 2;

      if (!compare_at (group, span, of, middle, &likeness, error))
        return FALSE;
      if (likeness == SAME)
        low = middle + 1;
      else if (likeness == OTHER)
        high = middle;
    }

  add_side (line, RC_CHAIN_SIDE_REPEATED, span, of, first, low - 1);
  add_side (line, likeness == UNKNOWN ? RC_CHAIN_SIDE_UNKNOWN : RC_CHAIN_SIDE_FORK, span, of, low, last);
  return TRUE;
}

static gboolean
place (Group              *group,
       RcChainLine        *line,
       const Piece        *piece,
       gint64              first,
       GError            **error)
{
  const RcChainSegment *segment = piece->segment;
  RcChainSpan span = {
    .scan = piece->scan, .segment = segment, .first = first, .last = first + (gint64) segment->count - 1,
    .shift = first - segment->first_sequence,
  };
  gint64 cursor = span.first;

  while (cursor <= span.last)
    {
      guint index = rc_chain_line_search (line, cursor);
      RcChainSpan part = span;
      RcChainSpan there;
      gint64 end;

      part.first = cursor;
      if (index == line->spans->len || g_array_index (line->spans, RcChainSpan, index).first > cursor)
        {
          if (index < line->spans->len)
            part.last = MIN (part.last, g_array_index (line->spans, RcChainSpan, index).first - 1);
          g_array_insert_val (line->spans, index, part);
          cursor = part.last + 1;
          continue;
        }

      there = g_array_index (line->spans, RcChainSpan, index);
      end = MIN (span.last, there.last);
      if (!compare (group, line, &span, &there, cursor, end, error))
        return FALSE;
      cursor = end + 1;
    }

  remember_tail (group, &segment->last_hash, line, span.last);
  if (segment->last_is_bad)
    remember_tail (group, &segment->last_computed, line, span.last);
  group->recent = line;
  return TRUE;
}

/* --- Which line a segment belongs to, and where on it --- */

static RcChainLine *
begin_line (Group       *group,
            const Piece *piece)
{
  RcChainLine *line = line_new (piece->scan->profile, piece->segment->scope);

  line->is_restart = group->lines->len > 0 && piece->segment->is_first_link;
  g_ptr_array_add (group->lines, line);
  return line;
}

static RcChainLine *
find_begun (Group                *group,
            const RcChainSegment *segment)
{
  for (guint i = 0; i < group->lines->len; i++)
    {
      RcChainLine *line = group->lines->pdata[i];
      const RcChainSpan *first = peek_first (line);

      if (first->segment->is_first_link && rc_digest_equal (&first->segment->first_hash, &segment->first_hash))
        return line;
    }
  return NULL;
}

/* A single record beside the chain's first one, in the same source: a second version of it, and no chain of its own. */
static RcChainLine *
find_forked_first (Group       *group,
                   const Piece *piece)
{
  for (guint i = 0; i < group->lines->len; i++)
    {
      RcChainLine *line = group->lines->pdata[i];
      const RcChainSpan *first = peek_first (line);

      if (piece->segment->count == 1 && first->segment->is_first_link && first->scan == piece->scan
          && first->segment->first_sequence == piece->segment->first_sequence
          && piece->segment->first_record == first->segment->first_record + 1)
        return line;
    }
  return NULL;
}

static RcChainLine *
choose_for_first_link (Group       *group,
                       const Piece *piece)
{
  RcChainLine *line = find_begun (group, piece->segment);

  if (line == NULL)
    line = find_forked_first (group, piece);
  return line != NULL ? line : begin_line (group, piece);
}

/* The line in which the record before @number has the hash that the segment names. */
static gboolean
find_by_hash (Group                 *group,
              const RcChainSegment  *segment,
              RcChainLine          **out_line,
              GError               **error)
{
  *out_line = NULL;
  for (guint i = group->lines->len; i > 0 && *out_line == NULL; i--)
    {
      RcChainLine *line = group->lines->pdata[i - 1];
      const RcChainSpan *span = rc_chain_line_find (line, segment->first_sequence - 1);
      g_autoptr (GError) local_error = NULL;
      RcDigest hash;

      if (span != NULL && rc_chain_span_hash (span, group->reader, segment->first_sequence - 1, &hash, &local_error)
          && rc_digest_equal (&hash, &segment->first_previous))
        *out_line = line;
      if (local_error != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
place_numbered (Group        *group,
                const Piece  *piece,
                GError      **error)
{
  const RcChainSegment *segment = piece->segment;
  const Tail *tail = g_hash_table_lookup (group->tails, &segment->first_previous);
  RcChainLine *line = NULL;

  if (segment->is_first_link)
    line = choose_for_first_link (group, piece);
  else if (tail != NULL)
    line = tail->line;
  else if (group->lines->len > 1 && !find_by_hash (group, segment, &line, error))
    return FALSE;
  if (line == NULL)
    line = group->recent != NULL ? group->recent : begin_line (group, piece);

  return place (group, line, piece, segment->first_sequence, error);
}

/* Looks for the record that the segment names, back through a log without numbers. */
static gboolean
find_named (Group        *group,
            const Piece  *piece,
            RcChainLine **out_line,
            gint64       *out_number,
            GError      **error)
{
  guint left = MAX_SEARCHED;

  for (guint i = group->lines->len; i > 0; i--)
    {
      RcChainLine *line = group->lines->pdata[i - 1];

      for (guint k = line->spans->len; k > 0; k--)
        {
          const RcChainSpan *span = &g_array_index (line->spans, RcChainSpan, k - 1);

          for (gint64 number = span->last; number >= span->first && left > 0; number--, left--)
            {
              g_autoptr (GError) local_error = NULL;
              RcDigest hash;

              if (rc_chain_span_hash (span, group->reader, number, &hash, &local_error)
                  && rc_digest_equal (&hash, &piece->segment->first_previous))
                {
                  *out_line = line;
                  *out_number = number;
                  return TRUE;
                }
              if (local_error != NULL)
                {
                  g_propagate_error (error, g_steal_pointer (&local_error));
                  return FALSE;
                }
            }
        }
    }

  *out_line = NULL;
  return TRUE;
}

static gboolean
place_unnumbered (Group        *group,
                  const Piece  *piece,
                  GError      **error)
{
  const RcChainSegment *segment = piece->segment;
  const Tail *tail = g_hash_table_lookup (group->tails, &segment->first_previous);
  const Tail *same = g_hash_table_lookup (group->tails, &segment->last_hash);
  RcChainLine *line = NULL;
  gint64 number = 0;

  if (segment->is_first_link)
    {
      line = choose_for_first_link (group, piece);
      return place (group, line, piece, line->spans->len > 0 ? peek_first (line)->first : 0, error);
    }
  if (tail != NULL)
    return place (group, tail->line, piece, tail->number + 1, error);
  if (same != NULL)
    return place (group, same->line, piece, same->number - (gint64) segment->count + 1, error);
  for (guint i = 0; i < group->lines->len; i++)
    {
      line = group->lines->pdata[i];
      if (!peek_first (line)->segment->is_first_link
          && rc_digest_equal (&peek_first (line)->segment->first_previous, &segment->last_hash))
        return place (group, line, piece, peek_first (line)->first - (gint64) segment->count, error);
    }

  if (!find_named (group, piece, &line, &number, error))
    return FALSE;
  if (line != NULL)
    return place (group, line, piece, number + 1, error);

  line = group->recent != NULL ? group->recent : begin_line (group, piece);
  return place (group, line, piece, line->spans->len > 0 ? rc_chain_line_last (line) + 1 : 0, error);
}

/* --- Groups --- */

static int
compare_pieces (gconstpointer a,
                gconstpointer b)
{
  const Piece *first = a;
  const Piece *second = b;
  gboolean both = first->segment->has_sequence && second->segment->has_sequence;

  if (both && first->segment->first_sequence != second->segment->first_sequence)
    return first->segment->first_sequence < second->segment->first_sequence ? -1 : 1;
  if (first->segment->has_sequence != second->segment->has_sequence)
    return first->segment->has_sequence ? -1 : 1;
  return first->order < second->order ? -1 : first->order > second->order;
}

/* Without numbers, a file that holds the beginning of a chain comes before those that do not. */
static int
compare_scans (gconstpointer a,
               gconstpointer b)
{
  const RcChainScan *first = *(const RcChainScan * const *) a;
  const RcChainScan *second = *(const RcChainScan * const *) b;
  gboolean begins_a = first->segments->len > 0 && g_array_index (first->segments, RcChainSegment, 0).is_first_link;
  gboolean begins_b = second->segments->len > 0 && g_array_index (second->segments, RcChainSegment, 0).is_first_link;

  if (begins_a != begins_b)
    return begins_a ? -1 : 1;
  return first->index < second->index ? -1 : first->index > second->index;
}

/* Without a scope of their own, the logs of one folder are taken to belong together. */
static char *
dup_key (Group                *group,
         const RcChainScan    *scan,
         const RcChainSegment *segment)
{
  RcSealContext *context = group->reader->context;
  const RcSource *source = rc_seal_context_source (context, scan->source);
  g_autofree char *folder = NULL;

  if (segment->scope != 0)
    return g_strdup_printf ("%s %" G_GINT64_MODIFIER "x", scan->profile->id, segment->scope);

  folder = source != NULL ? rc_seal_context_dup_folder (context, source) : g_strdup ("");
  return g_strdup_printf ("%s in %s", scan->profile->id, folder);
}

static gboolean
place_group (RcChainReader  *reader,
             GArray         *pieces,
             GPtrArray      *all_lines,
             GError        **error)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_chain_line_free);
  g_autoptr (GHashTable) tails = g_hash_table_new_full (hash_digest, equal_digests, NULL, g_free);
  Group group = { reader, lines, tails, pieces, NULL };

  g_array_sort (pieces, compare_pieces);
  for (guint i = 0; i < pieces->len; i++)
    {
      const Piece *piece = &g_array_index (pieces, Piece, i);

      if (!(piece->segment->has_sequence ? place_numbered (&group, piece, error) : place_unnumbered (&group, piece, error)))
        return FALSE;
    }

  while (lines->len > 0)
    g_ptr_array_add (all_lines, g_ptr_array_steal_index (lines, 0));
  return TRUE;
}

static void
collect_pieces (Group       *group,
                GPtrArray   *scans,
                GHashTable  *groups,
                GPtrArray   *order)
{
  guint n_pieces = 0;

  for (guint i = 0; i < scans->len; i++)
    {
      const RcChainScan *scan = scans->pdata[i];

      for (guint k = 0; k < scan->segments->len; k++)
        {
          Piece piece = { scan, &g_array_index (scan->segments, RcChainSegment, k), n_pieces++ };
          g_autofree char *key = dup_key (group, scan, piece.segment);
          GArray *pieces = g_hash_table_lookup (groups, key);

          if (pieces == NULL)
            {
              pieces = g_array_new (FALSE, FALSE, sizeof (Piece));
              g_hash_table_insert (groups, g_steal_pointer (&key), pieces);
              g_ptr_array_add (order, pieces);
            }
          g_array_append_val (pieces, piece);
        }
    }
}

/**
 * rc_chain_lines_place:
 *
 * Segments with numbers are placed by their numbers, those without by what they link to. What is met first has the place;
 * what claims the same numbers stands beside it as repeated or as another version.
 *
 * Returns: (element-type RcChainLine) (transfer full): %NULL with @error
 */
GPtrArray *
rc_chain_lines_place (RcChainSet     *set,
                      RcChainReader  *reader,
                      GError        **error)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func ((GDestroyNotify) rc_chain_line_free);
  g_autoptr (GHashTable) groups = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);
  g_autoptr (GPtrArray) scans = g_ptr_array_copy (rc_chain_set_peek (set), NULL, NULL);
  g_autoptr (GPtrArray) order = g_ptr_array_new ();
  Group finding = { .reader = reader };

  g_ptr_array_set_free_func (scans, NULL);
  g_ptr_array_sort (scans, compare_scans);
  collect_pieces (&finding, scans, groups, order);
  for (guint i = 0; i < order->len; i++)
    {
      if (!place_group (reader, order->pdata[i], lines, error))
        return NULL;
    }
  return g_steal_pointer (&lines);
}
