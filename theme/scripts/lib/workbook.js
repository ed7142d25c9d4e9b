/* Excel workbooks: figures are numbers, texts are texts, nothing is a formula. The library that writes them is loaded when it is first
   needed. */
import * as script from "./script.js";

const LIBRARY = "assets/vendor/write-excel-file.js";
const FONT = { fontSize: 11 };
export const TITLE = { fontWeight: "bold", fontSize: 14 };
export const PLAIN = { alignVertical: "top" };
export const CELL = { alignVertical: "top", wrap: true, borderStyle: "thin", borderColor: "#000000" };
export const HEAD = Object.assign({ fontWeight: "bold", backgroundColor: "#EFEAE0", align: "center" }, CELL);
/* What XML cannot hold. */
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
let library = null;

/* A cell with its type told, so that no text is ever taken for anything else; an empty text leaves it blank. */
export function cell(value, style) {
  if (value === "") {
    return Object.assign({ value: null }, style);
  }
  return Object.assign(typeof value === "number" ? { value: value, type: Number } : { value: value.replace(FORBIDDEN, ""), type: String }, style);
}

/* `styles` is one for all cells or a list. */
export function row(values, styles) {
  return values.map(function (value, n) { return cell(value, Array.isArray(styles) ? styles[n] : styles); });
}

/* The names of columns, which are [name, width] each. */
export function names(columns) {
  return columns.map(function (column) { return column[0]; });
}

/* A sheet of which so many rows and columns stay in view. */
export function sheet(name, columns, data, rows, fixed) {
  return {
    sheet: name, data: data, columns: columns.map(function (column) { return { width: column[1] }; }), orientation: "landscape",
    stickyRowsCount: rows, stickyColumnsCount: fixed
  };
}

/* The rows that print on top of every page of a sheet. */
function headRows(sheets, rowsOf) {
  return "<definedNames>" + sheets.map(function (one, n) {
    const rows = rowsOf(n);
    return rows ? "<definedName name=\"_xlnm.Print_Titles\" localSheetId=\"" + n + "\">'" + one.sheet + "'!$1:$" + rows + "</definedName>" : "";
  }).join("") + "</definedNames>";
}

/* What the library does not offer by itself: A4 one page wide with its number, narrow margins, the head on every page, and
   the style that all others build on. */
function printing(rowsOf) {
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
            return xml.replace(/<definedNames *\/>/, function () { return headRows(sheets, rowsOf); });
          }
        }
      }
    }
  };
}

/* Returns a promise of the library being there; rejects with `code` "missing" or "damaged" and `file`. */
export function loaded(base) {
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

/* Returns a promise of a Blob; rejects with `code` "missing" or "damaged" and `file` where the library does not load. `rowsOf(n)` tells
   how many rows of the n-th sheet are its head. */
export function write(sheets, rowsOf, base) {
  return loaded(base || "").then(function () {
    return window.CourseLib.writeExcelFile(sheets, Object.assign({ features: [printing(rowsOf)] }, FONT));
  });
}
