/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "reports/typesetting/look.h"

#define MM (72 / 25.4)
#define PAGE_HEIGHT (297 * MM)

static const RcLook normal = {
  .body = 9.5,
  .table = 8.2,
  .headings = { 17, 12, 9.8 },
  .leading = 1.42,
  .side = 22 * MM,
  .head_y = 13.5 * MM,
  .top = 23 * MM,
  .bottom = PAGE_HEIGHT - 22 * MM,
  .foot_y = PAGE_HEIGHT - 12 * MM,
  .paragraph_gap = 5,
  .heading_gaps = { 22, 16, 10 },
  .block_gap = 9,
  .cell_x = 4,
  .cell_y = 3,
  .column_gap = 7 * MM,
  .number_width = 18,
  .furniture = 7.2,
};

static const RcLook compact = {
  .body = 7.8,
  .table = 7.2,
  .headings = { 13, 9.6, 8.2 },
  .leading = 1.27,
  .side = 14 * MM,
  .head_y = 9.5 * MM,
  .top = 14.5 * MM,
  .bottom = PAGE_HEIGHT - 13.5 * MM,
  .foot_y = PAGE_HEIGHT - 8 * MM,
  .paragraph_gap = 2.2,
  .heading_gaps = { 8, 7, 5 },
  .block_gap = 5,
  .cell_x = 3,
  .cell_y = 1.6,
  .column_gap = 6 * MM,
  .number_width = 13,
  .furniture = 6.6,
};

const RcLook *
rc_look_get (gboolean for_one_page)
{
  return for_one_page ? &compact : &normal;
}
