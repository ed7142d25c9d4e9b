/* A plan as an Excel workbook: a summary and a sheet a year, as the site's own. Figures are numbers, texts are texts, nothing is a
   formula. The library that writes it is loaded when it is first needed. */
import * as script from "../lib/script.js";
import * as plannerSheets from "./sheets.js";
import * as words from "../rules/words.js";

const LIBRARY = "assets/vendor/write-excel-file.js";
const SUM_COLUMNS = [["年度", 24], ["主题", 40], ["课程门数", 11], ["学时", 11], ["创新理论", 11], ["占比", 11], ["脱产", 11]];
const RULE_COLUMNS = ["学时规则", "结果", "已有", "要求", "缺"];
const FONT = { fontSize: 11 };
const TITLE = { fontWeight: "bold", fontSize: 14 };
const PLAIN = { alignVertical: "top" };
const CELL = { alignVertical: "top", wrap: true, borderStyle: "thin", borderColor: "#000000" };
const HEAD = Object.assign({ fontWeight: "bold", backgroundColor: "#EFEAE0", align: "center" }, CELL);
const TOTAL = Object.assign({ fontWeight: "bold" }, CELL);
const SHARE = Object.assign({ format: "0.0%" }, CELL);
const TOTAL_SHARE = Object.assign({ format: "0.0%" }, TOTAL);
const HEAD_ROWS = 3;
let library = null;

/* A cell with its type told, so that no text is ever taken for anything else; an empty text leaves it blank. */
function cell(value, style) {
  if (value === "") {
    return Object.assign({ value: null }, style);
  }
  return Object.assign({ value: value, type: typeof value === "number" ? Number : String }, style);
}

/* `styles` is one for all cells or a list. */
function row(values, styles) {
  return values.map(function (value, n) { return cell(value, Array.isArray(styles) ? styles[n] : styles); });
}

function names(columns) {
  return columns.map(function (column) { return column[0]; });
}

/* Thousandths, rounded half up like the pages' percentages; blank for nothing. */
function share(part, whole) {
  return whole ? Math.floor((part * 2000 + whole) / (2 * whole)) / 1000 : "";
}

function figures(totals) {
  return [totals.count, totals.hours / 2, totals.theory / 2, share(totals.theory, totals.hours), totals.offjob / 2];
}

function who(data, plan) {
  const sector = data.sector(plan.sector);
  const name = plan.sector === "all" ? "全体党员" : sector ? sector.title : plan.sector;
  return [name, words.label(data.labels.roles, plan.role), plan.start + "—" + (plan.start + plan.years - 1)].join(" · ");
}

function ruleRow(result) {
  const figure = result.figure;
  const title = result.rule.title + (result.years.length ? "（最少的一年）" : "");
  return [title, words.VERDICTS[result.status], figure.have / 2, figure.need / 2, figure.gap / 2];
}

function sheet(name, columns, data, rows, fixed) {
  return {
    sheet: name, data: data, columns: columns.map(function (column) { return { width: column[1] }; }), orientation: "landscape",
    stickyRowsCount: rows, stickyColumnsCount: fixed
  };
}

function summary(data, evaluation, years) {
  const plan = evaluation.plan;
  const yearStyles = [CELL, CELL, CELL, CELL, CELL, SHARE, CELL];
  const all = { count: evaluation.counted.length, hours: evaluation.hours, theory: evaluation.theory, offjob: evaluation.offjob };
  const rows = [[cell(plan.title, TITLE)], [cell(who(data, plan), PLAIN)], [], row(names(SUM_COLUMNS), HEAD)].concat(
    years.map(function (year) { return row([year.year, year.theme].concat(figures(year.totals)), yearStyles); }),
    [row(["合计", ""].concat(figures(all)), [TOTAL, TOTAL, TOTAL, TOTAL, TOTAL, TOTAL_SHARE, TOTAL])],
    [[], row(RULE_COLUMNS, HEAD)],
    evaluation.rules.map(function (result) { return row(ruleRow(result), CELL); }),
    plan.notes ? [[], [cell("说明", TITLE)]].concat(plan.notes.split("\n").map(function (line) { return [cell(line, PLAIN)]; })) : []
  );
  return sheet("汇总", SUM_COLUMNS, rows, 4, 1);
}

function yearSheet(plan, year) {
  const columns = plannerSheets.COLUMNS;
  const totals = year.totals;
  const title = plan.title + " " + year.year + " 年度计划" + (year.theme ? "：" + year.theme : "");
  const sums = ["", "合计", totals.count + " 门", totals.hours / 2, totals.theory / 2, totals.offjob / 2, "", "", "", ""];
  const rows = [
    [cell(title, TITLE)], [cell("单位：____________    负责人：____________    备案日期：____________", PLAIN)], row(names(columns), HEAD)
  ].concat(year.rows.map(function (values) { return row(values, CELL); }), [row(sums, TOTAL)]);
  return sheet(year.year + "年", columns, rows, HEAD_ROWS, 2);
}

/* The rows that print on top of every page of a year's sheet. */
function headRows(sheets) {
  return "<definedNames>" + sheets.map(function (one, n) {
    return n ? "<definedName name=\"_xlnm.Print_Titles\" localSheetId=\"" + n + "\">'" + one.sheet + "'!$1:$" + HEAD_ROWS + "</definedName>" : "";
  }).join("") + "</definedNames>";
}

/* What the library does not offer by itself: A4 one page wide with its number, narrow margins, the head on every page of a year, and
   the style that all others build on. */
function printing() {
  const margins = { left: 0.5, right: 0.5, top: 0.6, bottom: 0.6, header: 0.3, footer: 0.3 };
  const widths = { fitToWidth: 1, fitToHeight: 0 };
  return {
    files: {
      transform: {
        "xl/worksheets/sheet{id}.xml": {
          transformElementAttributes: function (tag, attributes) {
            return Object.assign({}, attributes, tag === "pageMargins" ? margins : tag === "pageSetup" ? widths : {});
          },
          transform: function (xml) {
            return xml.replace(/<worksheet[^>]*>/, function (start) {
              return start + "<sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr>";
            }).replace(/<pageSetup[^>]*\/>/, function (setup) {
              return setup + "<headerFooter><oddFooter>&amp;C&amp;P / &amp;N</oddFooter></headerFooter>";
            });
          }
        },
        "xl/styles.xml": {
          transform: function (xml) {
            return xml.replace("<cellXfs", "<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/>" +
              "</cellStyleXfs><cellXfs").replace("</cellXfs>", "</cellXfs><cellStyles count=\"1\"><cellStyle name=\"Normal\" " +
              "xfId=\"0\" builtinId=\"0\"/></cellStyles>");
          }
        },
        "xl/workbook.xml": {
          transform: function (xml, sheets) {
            return xml.replace(/<definedNames *\/>/, function () { return headRows(sheets); });
          }
        }
      }
    }
  };
}

function loaded(base) {
  if (window.CourseLib.writeExcelFile) {
    return Promise.resolve();
  }
  library = library || script.run(base + LIBRARY, LIBRARY).then(function () {
    if (!window.CourseLib.writeExcelFile) {
      throw script.trouble("damaged", LIBRARY);
    }
  }).catch(function (error) {
    // What failed may be asked for again.
    library = null;
    throw error;
  });
  return library;
}

/* Returns a promise of a Blob; rejects with `code` "missing" or "damaged" and `file` where the library does not load. */
export function save(data, evaluation, base) {
  return loaded(base || "").then(function () {
    const years = plannerSheets.years(data, evaluation);
    const sheets = [summary(data, evaluation, years)].concat(years.map(function (year) { return yearSheet(evaluation.plan, year); }));
    return window.CourseLib.writeExcelFile(sheets, Object.assign({ features: [printing()] }, FONT));
  });
}
