/* The text of blocks. Mirrors generator/courselib/exchange/teaching_plan/blocks.py. */
export function isTable(block) {
  return Boolean(block.rows);
}

export function labelled(p) {
  const label = p.label === "•" ? "" : p.label;
  return /[\x00-\x7f]$/.test(label) ? label + " " + p.p : label + p.p;
}

export function blockText(block, between) {
  return isTable(block) ? block.rows.map(function (row) {
    return row.map(function (cell) { return cellText(cell, "；"); }).filter(Boolean).join("，");
  }).join(between) : labelled(block);
}

export function cellText(cell, between) {
  return cell.blocks.map(function (block) { return blockText(block, between); }).filter(Boolean).join(between);
}
