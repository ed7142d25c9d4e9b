/* Markdown line by line: fenced code, headings, code spans, table rows. Mirrors generator/library/scan.py. */
(function () {
  "use strict";
  const root = window.CourseLib = window.CourseLib || {};
  const author = root.author = root.author || {};

  /* Lines with whether they stand outside fenced code; a fence that never closes hides nothing. */
  function marked(body) {
    let fence = "";
    let since = 0;
    const lines = body.split("\n").map(function (line) { return { text: line, shown: true }; });
    lines.forEach(function (line, index) {
      const match = /^[ \t>]*(`{3,}|~{3,})(.*)$/.exec(line.text);
      if (fence) {
        line.shown = false;
        if (match && match[1].indexOf(fence) === 0 && !match[2].trim()) {
          fence = "";
        }
      } else if (match && match[2].indexOf("`") < 0) {
        fence = match[1];
        since = index;
        line.shown = false;
      }
    });
    if (fence) {
      lines.slice(since).forEach(function (line) { line.shown = true; });
    }
    return lines;
  }

  function heading(line) {
    const match = /^ {0,3}(#{1,6})(?!#)/.exec(line);
    if (!match) {
      return null;
    }
    const title = line.slice(match[0].length).trim().slice(0, 1000).replace(/\{[^{}]*\}$/, "").trim().replace(/#+$/, "").trim();
    return { level: match[1].length, title: title };
  }

  function escaped(line, at) {
    let before = at;
    while (before > 0 && line[before - 1] === "\\") {
      before -= 1;
    }
    return (at - before) % 2 === 1;
  }

  /* Where the code spans of a line begin and end; `open` counts runs of backticks that found no partner. */
  function codeSpans(line) {
    const runs = [];
    line.replace(/`+/g, function (run, at) { runs.push({ at: at, end: at + run.length, length: run.length }); return run; });
    const found = { spans: [], open: 0 };
    let index = 0;
    while (index < runs.length) {
      let partner = -1;
      for (let other = index + 1; other < runs.length && partner < 0; other += 1) {
        partner = runs[other].length === runs[index].length ? other : -1;
      }
      if (escaped(line, runs[index].at)) {
        index += 1;
      } else if (partner < 0) {
        found.open += 1;
        index += 1;
      } else {
        found.spans.push([runs[index].at, runs[partner].end]);
        index = partner + 1;
      }
    }
    return found;
  }

  /* Apply `change` to what stands outside code spans. */
  function outsideCode(line, change) {
    let done = 0;
    let result = "";
    codeSpans(line).spans.forEach(function (span) {
      result += change(line.slice(done, span[0])) + line.slice(span[0], span[1]);
      done = span[1];
    });
    return result + change(line.slice(done));
  }

  function blankCode(line) {
    let result = line;
    codeSpans(line).spans.forEach(function (span) {
      result = result.slice(0, span[0]) + " ".repeat(span[1] - span[0]) + result.slice(span[1]);
    });
    return result;
  }

  function splitRow(line) {
    const whole = line.trim();
    const seen = blankCode(whole);
    const cells = [];
    let start = 0;
    for (let at = 0; at < whole.length; at += 1) {
      if (seen[at] === "|" && seen[at - 1] !== "\\") {
        cells.push(whole.slice(start, at));
        start = at + 1;
      }
    }
    const closed = start === whole.length && cells.length > 0;
    cells.push(whole.slice(start));
    if (whole[0] === "|") {
      cells.shift();
    }
    if (closed && cells.length > 1) {
      cells.pop();
    }
    return cells.map(function (cell) { return cell.split("\\|").join("|").trim(); });
  }

  author.scan = { marked: marked, heading: heading, codeSpans: codeSpans, outsideCode: outsideCode, blankCode: blankCode, splitRow: splitRow };
})();
