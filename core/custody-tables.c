/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "custody-tables.h"
#include "json.h"

#include <string.h>

#define UP_TO_MARK(item) "<= (SELECT mark FROM published WHERE item = '" item "')"

/* `source` and `published` come before those that depend on them; the order has no other meaning. "main": in a case of an older version that
 * is only read a view stands before the table. */
static const struct
{
  const char *name;
  const char *sql;
  gboolean    grows_by_imports;   /* may be long */
  gint64      since;              /* version of the case that brought it; 0: the first */
} tables[] = {
  { "source", "SELECT * FROM main.source WHERE id " UP_TO_MARK ("source") " ORDER BY id", FALSE },
  { "published", "SELECT * FROM published ORDER BY item", FALSE },
  { "anchor", "SELECT * FROM main.anchor ORDER BY id", FALSE },
  { "elsewhere", "SELECT * FROM elsewhere ORDER BY id", FALSE, 2 },
  { "entity", "SELECT * FROM entity WHERE id " UP_TO_MARK ("entity") " ORDER BY id", FALSE },
  { "entry", "SELECT * FROM entry ORDER BY id", FALSE, 4 },
  { "exception", "SELECT * FROM exception ORDER BY id", FALSE },
  { "excerpt", "SELECT * FROM excerpt WHERE source " UP_TO_MARK ("source") " ORDER BY source, record", FALSE, 5 },
  { "expectation", "SELECT * FROM expectation ORDER BY importer, name", FALSE, 2 },
  { "identity_link", "SELECT * FROM identity_link ORDER BY id", FALSE, 3 },
  { "key_run", "SELECT * FROM key_run WHERE id " UP_TO_MARK ("key_run") " ORDER BY id", TRUE },
  { "log_head", "SELECT * FROM log_head ORDER BY id", FALSE, 2 },
  { "mapping", "SELECT * FROM mapping WHERE id " UP_TO_MARK ("mapping") " ORDER BY id", FALSE },
  { "name", "SELECT * FROM name WHERE id " UP_TO_MARK ("name") " ORDER BY id", TRUE },
  { "occurrence", "SELECT * FROM occurrence WHERE event > 0 AND event " UP_TO_MARK ("event") " ORDER BY event", TRUE },
  { "seal", "SELECT * FROM seal ORDER BY id", FALSE },
  { "seal_carrier", "SELECT * FROM seal_carrier ORDER BY seal, source", FALSE, 2 },
  { "seal_cover", "SELECT * FROM seal_cover ORDER BY id", FALSE },
  { "seal_proof", "SELECT * FROM seal_proof ORDER BY seal", FALSE, 2 },
  { "set_aside", "SELECT * FROM set_aside WHERE id " UP_TO_MARK ("set_aside") " ORDER BY id", TRUE },
  { "setting", "SELECT * FROM setting ORDER BY key", FALSE },
  { "stated", "SELECT * FROM stated ORDER BY id", FALSE, 5 },
};

#define SOURCE 0
#define PUBLISHED 1

G_STATIC_ASSERT (G_N_ELEMENTS (tables) == RC_CUSTODY_N_TABLES);

const char *
rc_custody_tables_get_name (gsize index)
{
  g_return_val_if_fail (index < RC_CUSTODY_N_TABLES, NULL);

  return tables[index].name;
}

static gboolean
is_same (const RcCustodyTables *a,
         const RcCustodyTables *b,
         gsize                  index)
{
  return a->known[index] && b->known[index] && rc_digest_equal (&a->digests[index], &b->digests[index]);
}

gboolean
rc_custody_tables_compute (RcDatabase             *database,
                           const RcCustodyTables  *previous,
                           const gboolean         *wanted,
                           RcCustodyTables        *out_tables,
                           GError                **error)
{
  gint64 version;

  memset (out_tables, 0, sizeof *out_tables);
  if (!rc_database_get_integer (database, "PRAGMA user_version", &version, error))
    return FALSE;

  for (gsize i = 0; i < RC_CUSTODY_N_TABLES; i++)
    {
      sqlite3_stmt *statement;

      if (tables[i].since > version)
        continue;
      out_tables->known[i] = wanted == NULL || wanted[i] || !tables[i].grows_by_imports;
      if (!out_tables->known[i])
        continue;
      if (tables[i].grows_by_imports && previous != NULL && previous->known[i] &&
          is_same (previous, out_tables, SOURCE) && is_same (previous, out_tables, PUBLISHED))
        {
          out_tables->digests[i] = previous->digests[i];
          continue;
        }

      statement = rc_database_prepare (database, tables[i].sql, error);
      if (statement == NULL || !rc_database_hash_rows (database, statement, &out_tables->digests[i], error))
        return FALSE;
    }

  return TRUE;
}

/* Whether @detail names tables; tainted, since anybody may have written into the file. */
static gboolean
read_tables (const char      *detail,
             gsize            length,
             RcCustodyTables *out_tables)
{
  g_auto (RcJson) json;
  RcJsonFault fault;
  guint32 object;

  rc_json_init (&json);
  if (!rc_json_parse (&json, detail, length, &fault))
    return FALSE;
  object = rc_json_member (&json, 0, "tables");
  if (object == RC_JSON_NO_NODE)
    return FALSE;

  for (gsize i = 0; i < RC_CUSTODY_N_TABLES; i++)
    {
      guint32 member = rc_json_member (&json, object, tables[i].name);
      const char *hex;
      gsize hex_length;

      if (member == RC_JSON_NO_NODE || !rc_json_is_plain (&json, member))
        continue;
      hex = rc_json_peek_text (&json, member, &hex_length);
      out_tables->known[i] = hex != NULL && rc_digest_from_hex (hex, hex_length, &out_tables->digests[i]);
    }

  return TRUE;
}

gboolean
rc_custody_tables_load (RcDatabase       *database,
                        RcCustodyTables  *out_tables,
                        GError          **error)
{
  sqlite3_stmt *statement = rc_database_prepare (database, "SELECT id, detail FROM custody ORDER BY id DESC", error);
  gboolean row;

  memset (out_tables, 0, sizeof *out_tables);
  if (statement == NULL)
    return FALSE;

  for (;;)
    {
      const char *detail;

      if (!rc_database_step (database, statement, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      detail = (const char *) sqlite3_column_text (statement, 1);
      if (detail != NULL && read_tables (detail, (gsize) sqlite3_column_bytes (statement, 1), out_tables))
        break;
    }

  out_tables->entry = sqlite3_column_int64 (statement, 0);
  sqlite3_reset (statement);
  return TRUE;
}
