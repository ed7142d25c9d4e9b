/* Links, images and HTML of a body: what is not safe, and what leads nowhere. Mirrors generator/library/checks/bodies.py. */
(function () {
  "use strict";
  const root = window.CourseLib = window.CourseLib || {};
  const author = root.author = root.author || {};
  const quote = author.text.quote;

  const SCHEMES = ["http", "https", "mailto"];
  const TAGS = ("a abbr b blockquote br caption cite code dd del details dl dt em figcaption figure h2 h3 h4 h5 h6 hr i img ins kbd li " +
    "mark ol p pre q rp rt ruby s small span strong sub summary sup table tbody td tfoot th thead tr u ul var").split(" ");

  function decoded(target) {
    return target.replace(/&#(x?)([0-9a-f]+);?/gi, function (whole, hex, digits) {
      return String.fromCharCode(parseInt(digits, hex ? 16 : 10) % 0x10000);
    }).replace(/&colon;/g, ":").replace(/&(?:tab|newline);/gi, "").replace(/[\t\r\n]/g, "");
  }

  function link(target, image, say) {
    const scheme = /^[\s\u0000-\u0020]*([a-zA-Z][a-zA-Z0-9+.-]*):/.exec(decoded(target));
    const name = scheme ? scheme[1].toLowerCase() : "";
    const shown = quote(target, 60);
    if (image && (name || target.indexOf("//") === 0)) {
      say("B508", "图片 " + shown + " 不在本库里。", "把图片放进 content/media，写相对路径。");
    } else if (name && SCHEMES.indexOf(name) < 0) {
      say("B505", "链接 " + shown + " 的类型 " + name + ": 不允许。", "只能用 http、https、mailto 或本库里的相对路径。");
    } else if (!name && /^[/\\]|\\/.test(target)) {
      say("B505", "链接 " + shown + " 超出了内容文件夹。", "写相对路径，不以 / 开头，不越过 content。");
    } else if (!name && target && target[0] !== "#") {
      say("B506", "链接 " + shown + " 指向本库里的文件，本页核对不了。", "交付前请用 courselib check 核对。", true);
    }
  }

  function labelled(name) {
    return name.trim().toLowerCase().split(/\s+/).join(" ");
  }

  /* Labels of references that stand for images. */
  function pictured(text) {
    const found = [];
    text.replace(/!\[([^[\]]*)\](?!\()(?:\[([^[\]]*)\])?/g, function (whole, alt, name) {
      found.push(labelled(name || alt));
      return whole;
    });
    return found;
  }

  /* Links, images and HTML of a piece of Markdown. */
  function markdown(piece, path, found, problem) {
    const visible = author.scan.marked(piece).map(function (line) {
      return line.shown ? author.scan.blankCode(line.text).replace(/<(?:https?:|mailto:)[^<>\s]*>/g, "") : "";
    }).join("\n");
    function say(code, message, hint, warning) {
      found.push(problem(path, code, message, hint, warning));
    }
    visible.replace(/(!?\[(?:[^[\]]|\[[^[\]]*\])*)?\]\(\s*(<?)((?:[^()<>]|\([^()<>]*\))*)/g, function (whole, before, angle, inside, at) {
      // Without a bracket that closes, the target ends at the first blank.
      const closed = /[)>]/.test(visible[at + whole.length] || "");
      const target = angle ? inside : closed ? inside.replace(/\s["'(][\s\S]*$/, "") : inside.replace(/\s[\s\S]*$/, "");
      link(target.trim(), Boolean(before) && before[0] === "!", say);
      return whole;
    });
    const images = pictured(visible);
    visible.replace(/^ {0,3}\[([^\]\n^][^\]\n]*)\]:[ \t]*\n?[ \t]*<?([^\s>]+)/gm, function (whole, name, target) {
      link(target, images.indexOf(labelled(name)) >= 0, say);
      return whole;
    });
    visible.replace(/<(img|a)\b[^<>]*?\b(?:href|src)\s*=\s*(?:"([^"<>]*)|'([^'<>]*)|([^\s"'<>]+))/gi, function (whole, tag, a, b, c) {
      link(a || b || c || "", tag.toLowerCase() === "img", say);
      return whole;
    });
    visible.replace(/【填：[^】\n]*】?/g, function (whole) {
      say("B509", "还有没填的地方 " + quote(whole, 30) + "。", "填好，或删去这一处。");
      return whole;
    });
    visible.replace(/<\/?([a-zA-Z][a-zA-Z0-9-]*)\b([^<>]*)>?/g, function (whole, tag, rest) {
      if (TAGS.indexOf(tag.toLowerCase()) < 0 || /\bon[a-z]+\s*=/i.test(rest)) {
        say("B504", "正文里的 HTML " + quote(whole, 30) + " 不允许，发布时会去掉。", "用 Markdown 写；若要显示尖括号本身，用反引号括起来。", true);
      }
      return whole;
    });
  }

  /* All problems of a body; `problem` makes one. */
  function problems(parts, problem) {
    const found = [];
    function look(piece, path) {
      markdown(piece, path, found, problem);
    }
    // A section as it was found keeps its HTML; one that is written anew has none.
    function section(name, each) {
      const text = author.body.untouched(name, parts);
      if (text) {
        look(text, name);
      } else {
        parts[name].forEach(each);
      }
    }
    ["before", "between", "after"].forEach(function (name) { look(parts[name], name); });
    section("objectives", function (item, index) { look(item.replace(/</g, ""), "objectives[" + index + "]"); });
    section("outline", function (row, index) {
      ["title", "content", "method"].forEach(function (cell) { look(row[cell].replace(/</g, ""), "outline[" + index + "]." + cell); });
    });
    return found;
  }

  author.links = { problems: problems };
})();
