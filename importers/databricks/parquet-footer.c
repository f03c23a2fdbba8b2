/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "parquet-footer.h"

#include "core/bounds.h"

#include <string.h>

/* Types of Thrift's compact protocol. */
enum
{
  TYPE_STOP,
  TYPE_TRUE,
  TYPE_FALSE,
  TYPE_BYTE,
  TYPE_I16,
  TYPE_I32,
  TYPE_I64,
  TYPE_DOUBLE,
  TYPE_BINARY,
  TYPE_LIST,
  TYPE_SET,
  TYPE_MAP,
  TYPE_STRUCT,
};

#define MAX_DEPTH 16u

/* Where the reader stands; every function answers FALSE where the bytes end too early or are none. */
typedef struct
{
  const guint8 *bytes;
  gsize         length;
  gsize         at;
} Reader;

/* A group of the schema that is open: so many of its fields are still to come. */
typedef struct
{
  gsize   prefix;   /* length of the path before its fields */
  gint64  left;
} Group;

static gboolean
read_byte (Reader *self,
           guint8 *out_byte)
{
  if (self->at >= self->length)
    return FALSE;
  *out_byte = self->bytes[self->at++];
  return TRUE;
}

static gboolean
read_varint (Reader  *self,
             guint64 *out_value)
{
  guint8 byte = 0x80;

  *out_value = 0;
  for (guint shift = 0; shift < 64 && (byte & 0x80) != 0; shift += 7)
    {
      if (!read_byte (self, &byte) || (shift == 63 && byte > 1))
        return FALSE;
      *out_value |= (guint64) (byte & 0x7f) << shift;
    }
  return (byte & 0x80) == 0;
}

static gboolean
read_integer (Reader *self,
              gint64 *out_value)
{
  guint64 value;

  if (!read_varint (self, &value))
    return FALSE;
  *out_value = (gint64) (value >> 1) ^ -(gint64) (value & 1);
  return TRUE;
}

static gboolean
skip_bytes (Reader  *self,
            guint64  length)
{
  if (length > self->length - self->at)
    return FALSE;
  self->at += (gsize) length;
  return TRUE;
}

static gboolean
read_text (Reader  *self,
           char   **out_text)
{
  guint64 length;
  gsize begin;

  if (!read_varint (self, &length))
    return FALSE;
  begin = self->at;
  if (!skip_bytes (self, length))
    return FALSE;
  g_free (*out_text);
  *out_text = g_utf8_make_valid ((const char *) self->bytes + begin, (gssize) MIN (length, RC_LIMIT_NAME_BYTES));
  return TRUE;
}

/* FALSE also at the end of the struct, with @out_type TYPE_STOP. */
static gboolean
read_field (Reader  *self,
            gint64  *field,
            guint8  *out_type)
{
  guint8 byte;

  *out_type = TYPE_STRUCT;
  if (!read_byte (self, &byte))
    return FALSE;
  *out_type = byte & 0x0f;
  if (*out_type == TYPE_STOP)
    return FALSE;
  if (byte >> 4 != 0)
    {
      *field += byte >> 4;
      return *field <= G_MAXINT16;
    }
  return read_integer (self, field) && *field >= 0 && *field <= G_MAXINT16;
}

static gboolean
read_list (Reader  *self,
           guint64 *out_count,
           guint8  *out_type)
{
  guint8 byte;

  if (!read_byte (self, &byte))
    return FALSE;
  *out_type = byte & 0x0f;
  *out_count = byte >> 4;
  /* Nothing takes less than a byte. */
  return (*out_count != 15 || read_varint (self, out_count)) && *out_count <= self->length - self->at;
}

static gboolean skip_value (Reader *self, guint8 type, gboolean in_list, guint depth);

static gboolean
skip_struct (Reader *self,
             guint   depth)
{
  gint64 field = 0;
  guint8 type;

  while (read_field (self, &field, &type))
    if (!skip_value (self, type, FALSE, depth))
      return FALSE;
  return type == TYPE_STOP;
}

static gboolean
skip_items (Reader  *self,
            guint64  count,
            guint8   type,
            guint    depth)
{
  for (guint64 i = 0; i < count; i++)
    if (!skip_value (self, type, TRUE, depth))
      return FALSE;
  return TRUE;
}

static gboolean
skip_map (Reader *self,
          guint   depth)
{
  guint64 count;
  guint8 types;

  if (!read_varint (self, &count))
    return FALSE;
  if (count == 0)
    return TRUE;
  if (count > self->length - self->at || !read_byte (self, &types))
    return FALSE;
  for (guint64 i = 0; i < count; i++)
    if (!skip_value (self, types >> 4, TRUE, depth) || !skip_value (self, types & 0x0f, TRUE, depth))
      return FALSE;
  return TRUE;
}

/* A truth in a list takes a byte, as a field it stands in the type. */
static gboolean
skip_value (Reader   *self,
            guint8    type,
            gboolean  in_list,
            guint     depth)
{
  guint64 number;
  guint8 inner;

  if (depth >= MAX_DEPTH)
    return FALSE;

  switch (type)
    {
    case TYPE_TRUE:
    case TYPE_FALSE:
      return !in_list || skip_bytes (self, 1);
    case TYPE_BYTE:
      return skip_bytes (self, 1);
    case TYPE_I16:
    case TYPE_I32:
    case TYPE_I64:
      return read_varint (self, &number);
    case TYPE_DOUBLE:
      return skip_bytes (self, 8);
    case TYPE_BINARY:
      return read_varint (self, &number) && skip_bytes (self, number);
    case TYPE_LIST:
    case TYPE_SET:
      return read_list (self, &number, &inner) && skip_items (self, number, inner, depth + 1);
    case TYPE_MAP:
      return skip_map (self, depth + 1);
    case TYPE_STRUCT:
      return skip_struct (self, depth + 1);
    default:
      return FALSE;
    }
}

/* --- The schema: elements in the order of a walk, each with the number of its fields --- */

static gboolean
read_element (Reader  *self,
              char   **out_name,
              gint64  *out_children)
{
  gint64 field = 0;
  guint8 type;

  *out_children = 0;
  while (read_field (self, &field, &type))
    {
      gboolean done;

      if (field == 4 && type == TYPE_BINARY)
        done = read_text (self, out_name);
      else if (field == 5 && type == TYPE_I32)
        done = read_integer (self, out_children);
      else
        done = skip_value (self, type, FALSE, 0);
      if (!done)
        return FALSE;
    }
  return type == TYPE_STOP && *out_name != NULL && *out_children >= 0;
}

static void
close_groups (GArray  *groups,
              GString *path)
{
  while (groups->len > 0 && g_array_index (groups, Group, groups->len - 1).left == 0)
    {
      g_array_set_size (groups, groups->len - 1);
      g_string_truncate (path, groups->len > 0 ? g_array_index (groups, Group, groups->len - 1).prefix : 0);
    }
}

static gboolean
add_element (RcParquetFooter *self,
             GArray          *groups,
             GString         *path,
             const char      *name,
             gint64           children,
             gboolean         is_root)
{
  if (groups->len > 0)
    g_array_index (groups, Group, groups->len - 1).left--;

  if (children == 0)
    {
      g_autofree char *full = g_strconcat (path->str, name, NULL);

      if (self->columns->len >= RC_LIMIT_PARQUET_COLUMNS)
        self->has_more_columns = TRUE;
      else
        g_ptr_array_add (self->columns, g_steal_pointer (&full));
    }
  else
    {
      Group group = { .left = children };

      if (groups->len >= MAX_DEPTH || path->len > RC_LIMIT_NAME_BYTES)
        return FALSE;
      if (!is_root)
        g_string_append_printf (path, "%s.", name);
      group.prefix = path->len;
      g_array_append_val (groups, group);
    }

  close_groups (groups, path);
  return TRUE;
}

static gboolean
read_schema (RcParquetFooter *self,
             Reader          *reader)
{
  g_autoptr (GArray) groups = g_array_new (FALSE, FALSE, sizeof (Group));
  g_autoptr (GString) path = g_string_new (NULL);
  guint64 count;
  guint8 type;

  if (!read_list (reader, &count, &type) || type != TYPE_STRUCT)
    return FALSE;
  for (guint64 i = 0; i < count; i++)
    {
      g_autofree char *name = NULL;
      gint64 children;

      if (!read_element (reader, &name, &children) || (i > 0 && groups->len == 0) ||
          !add_element (self, groups, path, name, children, i == 0))
        return FALSE;
    }
  return groups->len == 0;
}

static gboolean
read_footer (RcParquetFooter *self,
             Reader          *reader)
{
  gboolean has_schema = FALSE, has_rows = FALSE;
  gint64 field = 0;
  guint8 type;

  while (read_field (reader, &field, &type))
    {
      gboolean done;

      if (field == 2 && type == TYPE_LIST && !has_schema)
        done = has_schema = read_schema (self, reader);
      else if (field == 3 && type == TYPE_I64)
        done = has_rows = read_integer (reader, &self->n_rows) && self->n_rows >= 0;
      else if (field == 6 && type == TYPE_BINARY)
        done = read_text (reader, &self->created_by);
      else
        done = skip_value (reader, type, FALSE, 0);
      if (!done)
        return FALSE;
    }
  return type == TYPE_STOP && has_schema && has_rows;
}

gboolean
rc_parquet_footer_read (RcParquetFooter *self,
                        const guint8    *bytes,
                        gsize            length,
                        gsize           *out_offset)
{
  Reader reader = { bytes, length, 0 };
  gboolean done;

  memset (self, 0, sizeof *self);
  self->columns = g_ptr_array_new_with_free_func (g_free);
  done = read_footer (self, &reader);
  *out_offset = reader.at;
  return done;
}

void
rc_parquet_footer_clear (RcParquetFooter *self)
{
  g_clear_pointer (&self->columns, g_ptr_array_unref);
  g_clear_pointer (&self->created_by, g_free);
}
