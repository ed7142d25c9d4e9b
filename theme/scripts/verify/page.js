/* The page that verifies a copy: the folder is chosen, every file of it is held against the manifest, the manifest against the signatures. */
import { clear, make } from "../lib/dom.js";
import { compared, folderOf } from "./comparing.js";
import { bytesOf, read } from "./hashing.js";
import { MANIFEST, RELEASE, parsed } from "./manifest.js";
import { verified } from "./signatures.js";

const SHOWN = 200;
const LARGEST_MANIFEST = 67108864;
const LARGEST_METADATA = 262144;
/* How many characters stand for a fingerprint: one for a byte. */
const SPOKEN = 16;
const KINDS = [
  ["changed", "改动过的"], ["missing", "缺少的"], ["unread", "读不出来的"], ["extra", "多出来的"]
];
const app = document.getElementById("cl-verify-app");
const chooser = /** @type {HTMLInputElement} */ (document.getElementById("cl-verify-folder"));
const cancel = /** @type {HTMLButtonElement} */ (document.getElementById("cl-verify-cancel"));
const bar = /** @type {HTMLProgressElement} */ (make("progress", { class: "cl-verify__bar", value: "0", "aria-label": "进度", hidden: true }));
const status = document.getElementById("cl-verify-status");
const result = document.getElementById("cl-verify-result");
const characters = JSON.parse(document.getElementById("cl-verify-data").textContent);
/* What systems leave in folders by themselves. */
const LITTER = /(?:^|\/)(?:thumbs\.db|desktop\.ini|\.ds_store|\._[^/]*|system volume information\/.*)$/i;
/* The run that goes on; another one, or none, ends it. */
let running = null;

function say(text) {
  status.textContent = text;
}

function megabytes(bytes) {
  return (bytes / 1048576).toFixed(1) + " MB";
}

/* A promise of the bytes of the small files that speak of the site, by name; those in deeper folders are none of them. */
function metadataOf(files) {
  const names = Array.from(files.keys()).filter(function (path) {
    return path.indexOf(RELEASE) === 0 && /^[a-z0-9.]+\.json$/.test(path.slice(RELEASE.length)) && files.get(path).size <= LARGEST_METADATA;
  });
  return Promise.all(names.map(function (path) { return read(files.get(path)); })).then(function (all) {
    return new Map(all.map(function (bytes, i) { return [names[i].slice(RELEASE.length), bytes]; }));
  });
}

/* A promise of what release.json says, if it stands there as the manifest says. */
function releaseOf(folder, manifest, found) {
  const path = "release.json";
  const bad = found.changed.concat(found.missing, found.unread).indexOf(path) >= 0;
  if (!Object.prototype.hasOwnProperty.call(manifest.files, path) || bad) {
    return Promise.resolve(null);
  }
  return read(folder.files.get(path)).then(function (bytes) {
    const told = JSON.parse(new TextDecoder().decode(bytes));
    return { version: String(told.version), on: String(told.on), library: String(told.library) };
  }).then(null, function () { return null; });
}

/* A promise of {state: "unsigned" | "wrong" | "signed", …}. */
function signed(files, bytes, tree, release) {
  return metadataOf(files).then(function (texts) {
    if (!texts.has("targets.json") && !texts.has("root.json") && !texts.has("1.root.json")) {
      return { state: "unsigned" };
    }
    return verified(texts, { bytes: bytes, tree: tree }).then(function (told) {
      const other = release && told.version !== undefined && release.version !== told.version;
      return other ? { state: "wrong", reason: "release.json 的版本与签名不同" } : Object.assign({ state: "signed" }, told);
    });
  }).then(null, function (error) { return { state: "wrong", reason: error.reason || "release 文件夹读不出来" }; });
}

function verdict(found, signature) {
  const wrong = found.changed.length + found.missing.length + found.unread.length;
  if (wrong || signature.state === "wrong") {
    const files = wrong ? wrong + " 个文件不对" : "签名不对";
    return ["bad", "这份拷贝有问题：" + files, "不要用它，也不要再拷给别人。请换一份拷贝，或重新拷贝后再校验。"];
  }
  if (found.extra.length) {
    return ["hint", "网站的文件都对，另外多出 " + found.extra.length + " 个文件",
      "不是您自己放进去的，请删去再用：网站里没有一页要用到它们。"];
  }
  if (signature.state === "unsigned") {
    return ["hint", "文件一个不少，一个没变", "这个网站没有签名：只能看出拷贝有没有出错，看不出是谁做的。"];
  }
  return ["good", "文件一个不少，一个没变，签名有效", "最后一步：把下面的指纹与纸上的核对，一个字都不能差。"];
}

/* 64 digits in groups of four. */
function grouped(fingerprint) {
  return fingerprint.match(/.{4}/g).join(" ");
}

function spoken(fingerprint) {
  const text = Array.from(bytesOf(fingerprint)).slice(0, SPOKEN).map(function (byte) { return characters.charAt(byte); }).join("");
  return text.match(/.{4}/g).join(" ");
}

function facts(rows) {
  return make("dl", { class: "cl-verify__facts" }, rows.filter(function (row) { return row[1]; }).map(function (row) {
    return make("div", null, make("dt", null, row[0]), make("dd", null, row[1]));
  }));
}

function pathsOf(kind, title, paths) {
  if (!paths.length) {
    return null;
  }
  return make("section", { "data-kind": kind }, make("h3", null, title, " ", make("small", null, paths.length + " 个")),
    make("ul", { class: "cl-verify__paths" }, paths.slice(0, SHOWN).map(function (path) {
      return make("li", null, make("code", null, path), LITTER.test(path) ? "（电脑自己留下的，不要紧）" : null);
    })),
    paths.length > SHOWN ? make("p", { class: "cl-small" }, "还有 " + (paths.length - SHOWN) + " 个，没有列出。") : null);
}

function signatureOf(signature, whole) {
  if (signature.state === "signed" && !whole) {
    return [make("h3", null, "签名"), make("p", null, "签名是好的，可是文件与签名所签的不同。")];
  }
  if (signature.state === "signed") {
    const late = signature.expires && new Date(signature.expires).getTime() < Date.now();
    return [
      make("h3", null, "指纹"),
      make("p", { class: "cl-verify__spoken" }, spoken(signature.fingerprint)),
      make("p", { class: "cl-verify__hex" }, make("code", null, grouped(signature.fingerprint))),
      make("p", null, "先比十六个字；有疑问，再比下面的数字。与纸上的不同，就是别人签的：不要用。"),
      late ? make("p", { class: "cl-small" }, "签名在 " + signature.expires.slice(0, 10) + " 到期，可能已有新版，请问一问发布的单位。") : null
    ];
  }
  return [make("h3", null, "签名"), make("p", null, signature.state === "wrong" ? "签名不对：" + signature.reason + "。" : "没有签名。")];
}

function show(manifest, found, signature, release, took) {
  const told = verdict(found, signature);
  const heading = make("h2", { tabindex: "-1", id: "cl-verify-verdict" }, told[1]);
  const count = Object.keys(manifest.files).length;
  clear(result).appendChild(make("section", { class: "cl-verify__verdict cl-verify__verdict--" + told[0], "aria-labelledby": "cl-verify-verdict" },
    heading, make("p", null, told[2]),
    facts([
      ["应有的文件", count + " 个"], ["改动过的", found.changed.length + " 个"], ["缺少的", found.missing.length + " 个"],
      ["读不出来的", found.unread.length ? found.unread.length + " 个" : ""], ["多出来的", found.extra.length + " 个"],
      ["版本", release && release.version], ["日期", release && release.on], ["课程库", release && release.library],
      ["用时", (took / 1000).toFixed(1) + " 秒"]
    ])));
  const whole = !(found.changed.length + found.missing.length + found.unread.length);
  const parts = signatureOf(signature, whole).concat(KINDS.map(function (kind) { return pathsOf(kind[0], kind[1], found[kind[0]]); }));
  parts.forEach(function (part) { result.appendChild(part || document.createTextNode("")); });
  result.setAttribute("data-state", told[0]);
  say("校验完毕。" + told[1] + "。");
  heading.focus();
}

function refuse(title, text) {
  clear(result).appendChild(make("section", { class: "cl-verify__verdict cl-verify__verdict--bad" },
    make("h2", { tabindex: "-1" }, title), make("p", null, text)));
  result.setAttribute("data-state", "bad");
  say(title + "。");
  /** @type {HTMLElement} */ (result.querySelector("h2")).focus();
}

function ended(run) {
  if (running === run) {
    running = null;
    cancel.hidden = true;
    bar.hidden = true;
  }
}

function begin(folder) {
  const run = { done: 0, shown: 0, began: Date.now() };
  running = run;
  clear(result).removeAttribute("data-state");
  const file = folder.files.get(MANIFEST);
  if (!file || file.size > LARGEST_MANIFEST) {
    const deeper = Array.from(folder.files.keys()).filter(function (path) { return /^[^/]+\/manifest\.json$/.test(path); });
    running = null;
    refuse("这个文件夹里没有 manifest.json", deeper.length
      ? "网站可能在里面的文件夹：" + deeper.map(function (path) { return path.split("/")[0]; }).join("、") + "。请直接选它。"
      : "请选放着 index.html 和 manifest.json 的那个文件夹。要是它本该在这里，这份拷贝就不完整。");
    return;
  }
  function stopped() {
    return running !== run;
  }
  say("正在校验“" + folder.name + "”……");
  bar.value = 0;
  bar.hidden = false;
  cancel.hidden = false;
  cancel.focus();
  read(file).then(function (bytes) {
    let manifest;
    try {
      manifest = parsed(new TextDecoder().decode(bytes));
    } catch (error) {
      ended(run);
      refuse("manifest.json 不对", "它是全部文件的清单，这一份坏了，或被人改过。不要用这份拷贝。");
      return null;
    }
    const total = Object.keys(manifest.files).reduce(function (sum, path) { return sum + manifest.files[path].size; }, 0);
    bar.max = Math.max(total, 1);
    function told(size) {
      run.done += size;
      if (!stopped()) {
        bar.value = run.done;
        // A screen reader is told four times, not at every file.
        const quarter = Math.floor(4 * run.done / bar.max);
        if (quarter > run.shown && quarter < 4) {
          run.shown = quarter;
          say("已校验 " + megabytes(run.done) + "，共 " + megabytes(total) + "。");
        }
      }
    }
    return compared(manifest, folder.files, told, stopped).then(function (found) {
      return releaseOf(folder, manifest, found).then(function (release) {
        return signed(folder.files, bytes, manifest.tree, release).then(function (signature) {
          if (!stopped()) {
            ended(run);
            show(manifest, found, signature, release, Date.now() - run.began);
          }
        });
      });
    });
  }).then(null, function () {
    ended(run);
    refuse("读不出这个文件夹", "请看 U 盘是否还插着，再试一次。");
  });
}

cancel.addEventListener("click", function () {
  running = null;
  cancel.hidden = true;
  bar.hidden = true;
  say("已停止，没有结果。");
  chooser.focus();
});
chooser.addEventListener("change", function () {
  if (chooser.files.length) {
    const folder = folderOf(chooser.files);
    // So that the same folder can be chosen again.
    chooser.value = "";
    begin(folder);
  }
});
if ("webkitdirectory" in chooser) {
  chooser.webkitdirectory = true;
  document.getElementById("cl-verify-progress").appendChild(bar);
  app.hidden = false;
  document.getElementById("cl-verify-without").hidden = true;
}
