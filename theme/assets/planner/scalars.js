/* Texts as YAML, letter by letter as PyYAML writes them for the command line: plain where no reader takes them for anything else,
   in single quotes, in double quotes where signs need an escape, as a block when they have several lines. */
(function () {
  "use strict";
  const CourseLib = window.CourseLib = window.CourseLib || {};
  const planner = CourseLib.planner = CourseLib.planner || {};
  const WIDTH = 10000;
  const BREAKS = "\n\u0085\u2028\u2029";
  const SPACES = "\0 \t\r\n\u0085\u2028\u2029";
  const RUN = /[\n\u0085\u2028\u2029]+/g;
  const ESCAPES = {
    "\0": "0", "\u0007": "a", "\b": "b", "\t": "t", "\n": "n", "\u000b": "v", "\f": "f", "\r": "r", "\u001b": "e", "\"": "\"", "\\": "\\",
    "\u0085": "N", "\u00a0": "_", "\u2028": "L", "\u2029": "P"
  };
  /* What YAML 1.1 takes for a truth value, a number, nothing, a date, a merge or a default when it stands without quotes. */
  const TAKEN = [
    /^(?:yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF)$/,
    /^(?:[-+]?(?:[0-9][0-9_]*)\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/,
    /^(?:[-+]?0b[0-1_]+|[-+]?0[0-7_]+|[-+]?(?:0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]+|[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+)$/,
    /^(?:<<|=|~|null|Null|NULL|)$/,
    /^(?:[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]|[0-9][0-9][0-9][0-9]-[0-9][0-9]?-[0-9][0-9]?(?:[Tt]|[ \t]+)[0-9][0-9]?:[0-9][0-9]:[0-9][0-9](?:\.[0-9]*)?(?:[ \t]*(?:Z|[-+][0-9][0-9]?(?::[0-9][0-9])?))?)$/
  ];

  function among(c, signs) {
    return c !== undefined && signs.indexOf(c) >= 0;
  }

  function printable(c) {
    const code = c.codePointAt(0);
    return c === "\n" || (code >= 0x20 && code <= 0x7e) || code === 0x85 || (code >= 0xa0 && code <= 0xd7ff) ||
      (code >= 0xe000 && code <= 0xfffd && code !== 0xfeff) || (code >= 0x10000 && code < 0x10ffff);
  }

  /* Tells whether a sign in the text makes it something else to a reader, the way it stands there. */
  function indicated(characters) {
    const text = characters.join("");
    if (text.indexOf("---") === 0 || text.indexOf("...") === 0) {
      return true;
    }
    return characters.some(function (c, n) {
      const followed = n + 1 >= characters.length || among(characters[n + 1], SPACES);
      if (n === 0) {
        return among(c, "#,[]{}&*!|>'\"%@`") || (among(c, "?:-") && followed);
      }
      return (c === ":" && followed) || (c === "#" && among(characters[n - 1], SPACES));
    });
  }

  /* Which styles a text may have outside of brackets: {plain, single, block}. */
  function styles(characters) {
    const last = characters.length - 1;
    const ends = function (signs) { return among(characters[0], signs) || among(characters[last], signs); };
    const pair = function (first, second) {
      return characters.some(function (c, n) { return n > 0 && among(characters[n - 1], first) && among(c, second); });
    };
    const broken = characters.some(function (c) { return among(c, BREAKS); });
    const special = pair(" ", BREAKS) || !characters.every(printable);
    const indented = pair(BREAKS, " ");
    return {
      plain: !special && !indented && !broken && !ends(" " + BREAKS) && !indicated(characters),
      single: !special && !indented,
      block: !special && characters[last] !== " "
    };
  }

  function spaces(count) {
    return new Array(count + 1).join(" ");
  }

  function single(text, indent) {
    return "'" + text.replace(/'/g, "''").replace(RUN, function (run) {
      return (run[0] === "\n" ? "\n" : "") + run + spaces(indent);
    }) + "'";
  }

  function escaped(c) {
    const code = c.codePointAt(0);
    if (ESCAPES[c] !== undefined) {
      return "\\" + ESCAPES[c];
    }
    const size = code <= 0xff ? 2 : code <= 0xffff ? 4 : 8;
    const digits = code.toString(16).toUpperCase();
    return "\\" + (size === 2 ? "x" : size === 4 ? "u" : "U") + new Array(size - digits.length + 1).join("0") + digits;
  }

  function stays(c) {
    const code = c.codePointAt(0);
    return !among(c, "\"\\\u0085\u2028\u2029\ufeff") &&
      ((code >= 0x20 && code <= 0x7e) || (code >= 0xa0 && code <= 0xd7ff) || (code >= 0xe000 && code <= 0xfffd));
  }

  /* `column` is where the quote stands; lines longer than the width are folded. */
  function double(characters, column, indent) {
    let out = "\"";
    let at = column + 1;
    let start = 0;
    for (let end = 0; end <= characters.length; end += 1) {
      const c = characters[end];
      if (c === undefined || !stays(c)) {
        out += characters.slice(start, end).join("");
        at += Math.max(0, end - start);
        start = Math.max(start, end);
        if (c !== undefined) {
          out += escaped(c);
          at += escaped(c).length;
          start = end + 1;
        }
      }
      if (end > 0 && end < characters.length - 1 && (c === " " || start >= end) && at + (end - start) > WIDTH) {
        out += characters.slice(start, end).join("") + "\\\n" + spaces(indent);
        start = Math.max(start, end);
        at = indent;
        if (characters[start] === " ") {
          out += "\\";
          at += 1;
        }
      }
    }
    return out + "\"";
  }

  function literal(characters, indent) {
    const text = characters.join("");
    const last = characters.length - 1;
    let hints = among(characters[0], " " + BREAKS) ? "2" : "";
    if (!among(characters[last], BREAKS)) {
      hints += "-";
    } else if (last === 0 || among(characters[last - 1], BREAKS)) {
      hints += "+";
    }
    const whole = ("\n" + text).replace(RUN, function (run, place) {
      return place + run.length > text.length ? run : run + spaces(indent);
    });
    return "|" + hints + whole + (among(characters[last], BREAKS) ? "" : "\n");
  }

  /* Returns `name: text` and the end of its line; `indent` is that of the text's further lines. */
  function field(name, text, indent) {
    const characters = Array.from(text);
    const allowed = characters.length ? styles(characters) : { plain: true, single: true, block: false };
    const several = text.indexOf("\n") >= 0;
    const taken = TAKEN.some(function (pattern) { return pattern.test(text); });
    const before = name + ": ";
    // Rare breaks are escaped: YAML 1.1 takes them for ends of lines, later versions do not.
    if (/[\u0085\u2028\u2029]/.test(text)) {
      return before + double(characters, before.length, indent) + "\n";
    }
    if (several && allowed.block) {
      return before + literal(characters, indent);
    }
    if (!several && allowed.plain && !taken) {
      return before + text + "\n";
    }
    if (!several && allowed.single) {
      return before + single(text, indent) + "\n";
    }
    return before + double(characters, before.length, indent) + "\n";
  }

  planner.scalars = { field: field };
})();
