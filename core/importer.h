/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "claim.h"
#include "event.h"
#include "stream.h"

G_BEGIN_DECLS

/*
 * The one small interface behind which every foreign format stands. An importer never decides truth: it says what a record
 * says. Importers are registered by the program at start-up (`rc_importers_register_all()` in importers/), so that core names
 * no format.
 */

typedef struct _RcImporter    RcImporter;
typedef struct _RcImportSink  RcImportSink;

/**
 * RcSample:
 *
 * What an importer is chosen by: content, never the name. @name is only for messages and for formats whose rules speak of
 * names (Git's README.md in a model repository); it is tainted.
 */
typedef struct
{
  const char *name;
  const char *head;          /* the first bytes, at most RC_LIMIT_SAMPLE_BYTES */
  gsize       head_length;
  gint64      size;          /* of the whole source; -1 where it is not known yet */
} RcSample;

/* A fault in one record: the record is set aside, the rest goes on. Texts are owned by the parser until its next call. */
typedef struct
{
  const char *kind;          /* RC_EXCEPTION_… */
  guint64     offset;        /* in the bytes that were given */
  const char *expected;
  const char *found;
  const char *message;
} RcRecordFault;

typedef enum
{
  RC_PARSE_EVENTS,      /* zero or more events were read; an empty line is zero */
  RC_PARSE_SET_ASIDE,   /* @fault says why */
  RC_PARSE_DOUBTFUL,    /* events were read; @fault says what of the record could not be read for certain */
} RcParseResult;

/* Called for each event of a record, within parse(). */
typedef void (*RcParsedEventFunc) (const RcParsedEvent *event,
                                   gpointer             user_data);

/* Given to import(): the source's bytes, already kept in the vault. */
typedef struct
{
  const char *name;
  guint64     size;
  RcDigest    sha256;
  RcStream   *stream;        /* readable at any place */
  GBytes     *bytes;         /* (nullable): all of them, where size is within RC_LIMIT_RECORD_BYTES, and for %RC_FRAMING_WHOLE */
  gint64      modified_us;   /* the file's or member's own time as a claim of its container; RC_TIME_NONE: unknown */
  gint64      delivery;      /* number of the first source of the import act: what came together has the same */
  gboolean    has_zone;      /* --zone: the auditor's word for times whose format leaves the zone open */
  int         zone_minutes;
} RcImportInput;

/**
 * RcImporterJoin:
 * @window_us: so far apart records that belong together may lie
 * @same_endpoint: they name the same endpoint
 *
 * Within what bounds an equal correlation id or target makes records of this format one call.
 */
typedef struct
{
  gint64   window_us;
  gboolean same_endpoint;
} RcImporterJoin;

/**
 * RcRowDigest:
 * @row: of an event
 * @digest: over what is said of that event: its own part of the record, and whatever else it was read from
 * @id: (nullable): its RC_FIELD_ID, as the fields read; of @ended and @updated the same
 *
 * Two rows of equal digest say the same, in whatever records they stand. The texts are those by which two of one id are weighed where
 * they differ: without them each field is read from the whole record again.
 */
typedef struct
{
  guint32  row;
  RcDigest digest;
  char    *id;
  char    *ended;
  char    *updated;
} RcRowDigest;

/**
 * RcImporter:
 * @id: stable name in sources, JSON and --as
 * @system: (nullable): id of the system whose export it is, see exporting-system.h
 * @evidences: one line of what the format can and cannot evidence, for `importers`
 * @reads_name: the format's rules speak of the file's name: the same bytes under another name say something else
 * @describes_records: the source is a JSON Schema (core/json-schema.h): it says in what form the records of another source should be
 * @recognise: 0 for "not mine" to 100 for "surely mine", from the content
 * @parse: for %RC_FRAMING_LINES and %RC_FRAMING_OBJECTS: reads the content of one record (a line without its line end, an object without
 *   what stands around it). Called from several threads, each with its own @parser.
 * @import: for %RC_FRAMING_WHOLE and %RC_FRAMING_FIXED: reads the whole source and tells the sink. One that tells the sink
 *   nothing has understood nothing: the source then has no importer.
 * @read_fields: reads the fields of one event again from its record's content, for lineage and lists
 * @digest_rows: (nullable): where one record can tell of several events: knows one of them again that comes in two records
 * @chain_profile: (nullable) id of the declared chain profile (core/seals/chain-profile.h), "auto", or %NULL for none
 * @sampling: (nullable): one sentence, where the format itself may leave calls out, so that a missing one proves nothing
 * @join: (nullable): %NULL for a day, at any endpoint
 * @replaces: a later record of the same id replaces the earlier one and is no contradiction: RC_FIELD_ENDED and RC_FIELD_UPDATED say
 *   which one counts
 */
struct _RcImporter
{
  const char *id;
  const char *title;
  const char *system;
  const char *evidences;
  RcFraming   framing;
  gboolean    reads_name;
  gboolean    describes_records;
  const char *chain_profile;
  const char *sampling;
  const RcImporterJoin *join;
  gboolean    replaces;
  gpointer    data;          /* the importer's own: a mapping */

  int           (*recognise)   (const RcImporter *self,
                                const RcSample   *sample);
  /* (nullable): of a source that was recognised, for formats that are written in several framings; @framing is then the first of them */
  RcFraming     (*choose_framing) (const RcImporter *self,
                                const RcSample   *sample);
  gpointer      (*parser_new)  (const RcImporter *self);
  void          (*parser_free) (gpointer          parser);
  /* (nullable): --zone, told before the first parse(); for times whose format leaves the zone open */
  void          (*parser_set_zone) (gpointer      parser,
                                int               zone_minutes);
  /* (nullable): the source's name, told before the first parse(); for formats whose rules speak of names */
  void          (*parser_set_name) (gpointer      parser,
                                const char       *name);
  RcParseResult (*parse)       (const RcImporter *self,
                                gpointer          parser,
                                const char       *bytes,
                                gsize             length,
                                RcParsedEventFunc func,
                                gpointer          user_data,
                                RcRecordFault    *out_fault);
  gboolean      (*import)      (const RcImporter *self,
                                const RcImportInput *input,
                                RcImportSink     *sink,
                                GCancellable     *cancellable,
                                GError          **error);
  /* (element-type RcFieldValue) (transfer full) */
  GPtrArray    *(*read_fields) (const RcImporter *self,
                                const char       *bytes,
                                gsize             length,
                                guint32           row);
  /* (nullable): the same, for formats whose rules speak of names */
  GPtrArray    *(*read_named_fields) (const RcImporter *self,
                                const char       *name,
                                const char       *bytes,
                                gsize             length,
                                guint32           row);
  /* (element-type RcRowDigest) (transfer full) (nullable): ascending by row; %NULL where the content cannot be read */
  GArray       *(*digest_rows) (const RcImporter *self,
                                const char       *name,
                                const char       *bytes,
                                gsize             length);
  void          (*free)        (RcImporter       *self);   /* (nullable): for importers made from a mapping's text */
};

RcFraming         rc_importer_get_framing (const RcImporter *self,
                                           const RcSample   *sample);
/* What the record says of the event, by @read_named_fields where the importer has it. (element-type RcFieldValue) (transfer full) */
GPtrArray        *rc_importer_read_fields (const RcImporter *self,
                                           RcFraming         framing,
                                           const char       *name,
                                           const char       *bytes,
                                           gsize             length,
                                           guint32           row);
void              rc_importer_register    (const RcImporter *importer);   /* kept, never freed */
const RcImporter *rc_importer_by_id       (const char       *id);
guint             rc_importer_count       (void);
const RcImporter *rc_importer_nth         (guint             index);
/* The importer most sure of the sample; (nullable). */
const RcImporter *rc_importer_choose      (const RcSample   *sample);
/* The next sure one after @previous; (nullable). */
const RcImporter *rc_importer_choose_next (const RcSample   *sample,
                                           const RcImporter *previous);

/* Makes an importer from the text of a mapping; set once at start-up by importers/. */
typedef RcImporter *(*RcMappingFactory)   (const char       *text,
                                           gsize             length,
                                           const char       *name,
                                           GError          **error);
void              rc_importer_set_mapping_factory (RcMappingFactory factory);
RcImporter       *rc_importer_from_mapping (const char      *text,
                                            gsize            length,
                                            const char      *name,
                                            GError         **error);
/* The same for a text that a case keeps: its id may be that of a registered mapping whose text has changed since. */
RcImporter       *rc_importer_from_pinned_mapping (const char   *text,
                                            gsize            length,
                                            const char      *name,
                                            GError         **error);
/* The text of the mapping behind an importer that is one; (nullable). Set by the mapping factory in @data's first member. */
const char       *rc_importer_peek_mapping_text (const RcImporter *self);
gboolean          rc_importer_has_mapping_text  (const RcImporter *self,
                                            const char       *text,
                                            gsize             length);
/* The importer that read this source, from its pinned mapping where it has one; borrowed, kept with the case. */
const RcImporter *rc_importer_for_source  (RcCase           *case_file,
                                           const RcSource   *source,
                                           GError          **error);

/**
 * RcImporterMappingData:
 *
 * What `data` of an importer made from a mapping begins with.
 */
typedef struct
{
  const char *text;
  gsize       length;
} RcImporterMappingData;

#define RC_IMPORTER_ERROR (rc_importer_error_quark ())
GQuark rc_importer_error_quark (void);

typedef enum
{
  RC_IMPORTER_ERROR_MAPPING,     /* the mapping's own text is wrong; the message names the line */
  RC_IMPORTER_ERROR_UNKNOWN,     /* no importer of that id */
} RcImporterError;

/* --- The sink: what import() tells. All texts are copied. --- */

/* Begins the derived source "rows of" this one; rows are then added in order. Once for each source. */
gboolean rc_import_sink_begin_rows (RcImportSink  *sink,
                                    GError       **error);
/* One canonical row as one JSON line without line end; answers its record number in the rows' source, 0 on error. */
guint64  rc_import_sink_add_row    (RcImportSink  *sink,
                                    const char    *json,
                                    gsize          length,
                                    GError       **error);
/* Events and claims cite a record of the source itself, or of its rows. */
typedef enum
{
  RC_IMPORT_SOURCE,
  RC_IMPORT_ROWS,
} RcImportPlace;

gboolean rc_import_sink_add_event  (RcImportSink        *sink,
                                    RcImportPlace        place,
                                    guint64              record,
                                    const RcParsedEvent *event,
                                    GError             **error);
/* The entity's id, made where it is new; 0 on error. @scope: (nullable) NULL for this source's own scope, "" for the world. */
gint64   rc_import_sink_add_entity (RcImportSink        *sink,
                                    RcEntityKind         kind,
                                    const char          *scope,
                                    const char          *name,
                                    GError             **error);
/* @claim: id and source are filled in by the sink. */
gboolean rc_import_sink_add_claim  (RcImportSink        *sink,
                                    RcImportPlace        place,
                                    const RcClaim       *claim,
                                    GError             **error);
gboolean rc_import_sink_set_aside  (RcImportSink        *sink,
                                    RcImportPlace        place,
                                    guint64              record,
                                    gint64               offset,
                                    const char          *kind,
                                    const char          *expected,
                                    const char          *found,
                                    const char          *message,
                                    GError             **error);
/* The newest time that the content of a snapshot or document names: when it stood so at the earliest. RC_TIME_NONE changes nothing. */
gboolean rc_import_sink_set_as_of  (RcImportSink        *sink,
                                    gint64               time_us,
                                    GError             **error);

G_END_DECLS
