/* What a plan is usually called, and the sectors to choose from. */

export function sectorRows(data) {
  const rows = [];
  data.sectors.filter(function (sector) { return !sector.parent; }).forEach(function (sector) {
    rows.push([sector.id, sector.title]);
    data.sectors.forEach(function (child) {
      if (child.parent === sector.id) {
        rows.push([child.id, "　" + child.title]);
      }
    });
  });
  return rows;
}

/* The name that a plan has until somebody gives it another. */
export function usualTitle(data, plan) {
  const sector = data.sector(plan.sector);
  const last = plan.start + plan.years - 1;
  const who = (sector ? sector.title : "党员") + (plan.role === "secretary" ? "基层党组织书记" : "");
  return who + "培训计划（" + plan.start + (last > plan.start ? "—" + last : "") + "年）";
}
