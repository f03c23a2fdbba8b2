/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/exception.h"
#include "core/import.h"
#include "core/registers/about.h"
#include "core/registers/register.h"

G_BEGIN_DECLS

/*
 * The document register: any file as paper evidence. The file is a source of the case like others, kept whole, and its exhibit number is the
 * number of that source; the register says what it is and what a person read in it. An answer that rests on such a reading has the standing
 * READ. What is read is what a person says of a page: nothing of it was checked by the program.
 */

/* Importer of what is kept whole as a document, and read by people alone. */
#define RC_PAPER_IMPORTER "document"
const RcImporter *rc_paper_importer (void);

/**
 * RcReading:
 * @entry: by which it was entered
 * @paper: number of the document in the register
 * @source: its exhibit
 * @title: of the document, and @date
 * @about: (element-type RcAbout): of what and which questions it was read for
 * @page: (nullable): where in it
 * @quote: (nullable): the passage, in the document's language
 * @translation: (nullable): of @quote, by the auditor
 * @says: (nullable): what the document says on that, as a value
 * @read_by: who read it
 * @entered_us: when it was entered
 * @withdrawn_for: (nullable): why it counts no more
 */
typedef struct
{
  gint64     entry;
  gint64     paper;
  gint64     source;
  char      *title;
  char      *date;
  GPtrArray *about;
  char      *page;
  char      *quote;
  char      *translation;
  char      *says;
  char      *read_by;
  gint64     entered_us;
  char      *withdrawn_for;
} RcReading;

typedef enum
{
  RC_PAPER_SOUND,
  RC_PAPER_REMOVED,    /* its source was taken out of every answer */
  RC_PAPER_ABSENT,     /* the case has no such source, or other bytes than were registered: edited behind the program's back */
} RcPaperState;

/**
 * RcPaper:
 * @number: in the register
 * @source: its exhibit
 * @file_name: as it was found; "" where there is no source
 * @kind: an evidence class, "E01" … "E30", or free words
 * @title: what it is called, and the further words of who registered it: @date as it bears it, @author, @language as in BCP 47; all but
 *   the title (nullable)
 * @readings: (element-type RcReading): in the order in which they were entered, those withdrawn too; may be empty
 */
typedef struct
{
  gint64        number;
  gint64        source;
  RcPaperState  state;
  char         *file_name;
  guint64       bytes;
  char         *sha256;
  char         *kind;
  char         *title;
  char         *date;
  char         *author;
  char         *language;
  char         *registered_by;
  gint64        registered_us;
  GPtrArray    *readings;
} RcPaper;

/* One reading, as it is entered; at least one of its words and of what it is about is needed. */
typedef struct
{
  const char * const *about;         /* (nullable): as rc_about_parse() reads them */
  const char         *page;
  const char         *quote;
  const char         *translation;
  const char         *says;
  const char         *read_by;       /* (nullable): who registers it */
} RcReadingTerms;

typedef struct
{
  const char           *kind;
  const char           *title;       /* (nullable): the file's name */
  const char           *date;        /* (nullable), "2026-07-28" */
  const char           *author;
  const char           *language;
  const char           *controller;  /* (nullable): of the source */
  const char           *obtained;
  const char           *by;          /* (nullable): the auditor */
  const RcReadingTerms *reading;     /* (nullable): it was not read yet */
} RcPaperTerms;

void       rc_reading_free              (RcReading             *self);
void       rc_paper_free                (RcPaper               *self);

/* paper-enter.c: keeps the file as a source and registers it: two acts. Answers its number in the register; 0 with @error. */
gint64     rc_paper_add_file            (RcCase                *case_file,
                                         const char            *path,
                                         const RcPaperTerms    *terms,
                                         GCancellable          *cancellable,
                                         GError               **error);
/* Registers what was imported already. */
gint64     rc_paper_add_source          (RcCase                *case_file,
                                         gint64                 source,
                                         const RcPaperTerms    *terms,
                                         GError               **error);
gboolean   rc_paper_add_reading         (RcCase                *case_file,
                                         gint64                 number,
                                         const RcReadingTerms  *terms,
                                         const char            *by,
                                         GError               **error);
/* The reading stays in the list and counts no more. */
gboolean   rc_paper_withdraw_reading    (RcCase                *case_file,
                                         gint64                 number,
                                         gint64                 reading_entry,
                                         const char            *reason,
                                         GError               **error);

RcPaper   *rc_paper_find                (RcCase                *case_file,
                                         gint64                 number,
                                         GError               **error);
/* By its exhibit number. */
RcPaper   *rc_paper_find_source         (RcCase                *case_file,
                                         gint64                 source,
                                         GError               **error);
/* The reading that was entered so; (nullable) (transfer none). */
const RcReading *rc_paper_find_reading  (const RcPaper         *self,
                                         gint64                 entry);
/* By their numbers; (element-type RcPaper) (transfer full). */
GPtrArray *rc_paper_list                (RcCase                *case_file,
                                         GError               **error);
/* The readings of sound documents that name this and were not withdrawn; (element-type RcReading) (transfer full). */
GPtrArray *rc_paper_list_about          (RcCase                *case_file,
                                         RcAboutKind            kind,
                                         const char            *name,
                                         GError               **error);
/* Whether it was read for one of @subjects (element-type RcAbout), or names no system, model version or decision: it is then of the case as
 * a whole. */
gboolean   rc_reading_is_of             (const RcReading       *self,
                                         GPtrArray             *subjects);
/* Of @sources (element-type RcSource), those that nobody understood and that people registered as documents are read by RC_PAPER_IMPORTER:
 * people understand them. */
gboolean   rc_paper_mark_sources        (RcCase                *case_file,
                                         GPtrArray             *sources,
                                         GError               **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcReading, rc_reading_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RcPaper, rc_paper_free)

G_END_DECLS
