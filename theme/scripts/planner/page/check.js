/* The check: rules with figure, need and gap; required topics that lack a course, with courses that would cover them; all conflicts. */
import { clear, make } from "../../lib/dom.js";
import * as rulesOf from "../../rules/rules.js";
import * as words from "../../rules/words.js";
import * as actions from "./actions.js";
import * as candidates from "./candidates.js";
import * as pageFaults from "./faults.js";
import * as find from "./find.js";
import * as tools from "./tools.js";
import * as years from "./years.js";

const OFFERED = 3;
const VERDICTS = Object.assign({}, words.VERDICTS, { exempt: "免除硬性要求" });
let shownTopics = "";

/* A bar that is full when the need is met. */
function bar(figure) {
  const part = make("span", { "class": "cl-pl-meter__have" });
  part.style.width = (figure.need ? Math.min(100, Math.floor(figure.have * 100 / figure.need)) : 100) + "%";
  return make("span", { "class": "cl-pl-meter", "aria-hidden": "true" }, part);
}

/* For a rule that is not met, or is below what is normal: ways to meet it, when they are asked for. */
function remedies(app, result) {
  const problem = { code: "C608", field: "items", item: -1, subject: result.rule.id, other: "", ofRule: true };
  const place = make("div");
  const open = tools.button("怎么补", function () {
    const ways = pageFaults.fixes(app, problem, null);
    clear(place);
    place.appendChild(ways.firstChild ? ways : make("p", null, "没有一步就能补上的办法，请用上面的“补齐”。"));
    if (ways.firstChild) {
      ways.firstChild.focus();
    }
  }, { "class": "cl-linklike", "aria-label": "怎么补：" + result.rule.title });
  place.appendChild(open);
  return place;
}

function rule(app, result) {
  const short = result.status === "fail";
  const place = make("div", { "class": "cl-pl-rule" }, make("h3", null, result.rule.title + " ",
    make("span", { "class": "cl-chip" + (short ? " cl-rule__fail" : "") }, VERDICTS[result.status])), bar(result.figure));
  if (result.years.length) {
    const list = make("ul");
    result.years.forEach(function (pair) {
      list.appendChild(make("li", null, words.years(pair[1].window) + "：" + words.figure(result.rule, pair[1])));
    });
    place.appendChild(list);
  } else {
    place.appendChild(make("p", null, words.figure(result.rule, result.figure) + "。"));
  }
  if (short || (result.status === "note" && (result.years.length ? result.years : [[0, result.figure]]).some(function (pair) {
    return rulesOf.missing(pair[1]) > 0;
  }))) {
    place.appendChild(remedies(app, result));
  }
  if (result.status === "exempt" || result.status === "note") {
    place.appendChild(make("p", { "class": "cl-small" }, words.reason(result)));
  }
  return place;
}

function rules(app) {
  const place = clear(tools.byId("rules"));
  app.evaluation.rules.forEach(function (result) { place.appendChild(rule(app, result)); });
  if (!app.evaluation.rules.length) {
    place.appendChild(make("p", null, "没有适用的学时规则。"));
  }
}

function offer(app, course) {
  const line = make("li", { "class": "cl-pl-offer", "data-course": course.id, draggable: "true" },
    make("span", { "class": "cl-pl-offer__title" }, tools.courseLink(course.id, course.title), " ", tools.chip(words.hours(course.hours) + " 学时", "hours")));
  line.appendChild(find.addButton(app, course.id, course.title));
  return line;
}

/* Topics without a course: each with the first few that would cover it. */
function lacking(app) {
  const list = make("ul", { "class": "cl-pl-lacking" });
  app.evaluation.uncovered.forEach(function (topic) {
    const fit = candidates.of(app, topic.id);
    const offers = make("ul", { "class": "cl-pl-offers" });
    fit.slice(0, OFFERED).forEach(function (course) { offers.appendChild(offer(app, course)); });
    const line = make("li", null, make("strong", null, topic.title), fit.length ? offers : make("p", null, "课程库里还没有这个专题可用的课程，需要先编写。"));
    if (fit.length > OFFERED) {
      line.appendChild(tools.button("看这个专题的全部 " + fit.length + " 门课", function () { find.forTopic(topic.id); }, { "class": "cl-linklike" }));
    }
    list.appendChild(line);
  });
  return list;
}

function covered(app, required, name) {
  const shownTopics = app.evaluation.topics.filter(function (one) { return one.topic.required === required && (!required || one.courses.length); });
  const list = make("ul", { "class": "cl-links" });
  shownTopics.forEach(function (one) {
    list.appendChild(make("li", null, one.topic.title + " ", make("small", null, one.courses.length ? one.courses.length + " 门" : "未安排")));
  });
  return shownTopics.length ? make("details", { "class": "cl-fold" }, make("summary", null, name + " ", make("small", null, shownTopics.length + " 个")), list) : null;
}

function topics(app) {
  const evaluation = app.evaluation;
  const key = app.plan().sector + JSON.stringify(evaluation.topics.map(function (one) { return one.courses; })) + app.plan().exempt +
    JSON.stringify([evaluation.uncovered.map(function (topic) { return candidates.of(app, topic.id).length; }),
      evaluation.lackingCore.map(function (course) { return course.id; })]);
  if (key === shownTopics) {
    return;
  }
  shownTopics = key;
  const place = clear(tools.byId("topics"));
  const lacks = evaluation.uncovered.length;
  place.appendChild(make("p", null, !lacks ? "必修专题都有课程。" : "还有 " + lacks + " 个必修专题没有课程" + (app.plan().exempt ? "（不作硬性要求）。" : "：")));
  place.appendChild(lacking(app));
  if (evaluation.lackingCore.length) {
    place.appendChild(make("p", null, "还有 " + evaluation.lackingCore.length + " 门必排课程没有排："));
    const core = make("ul", { "class": "cl-pl-offers" });
    evaluation.lackingCore.forEach(function (course) { core.appendChild(offer(app, course)); });
    place.appendChild(core);
  }
  [covered(app, true, "已有课程的必修专题"), covered(app, false, "选修专题")].forEach(function (fold) {
    if (fold) {
      place.appendChild(fold);
    }
  });
}

function faults(app) {
  const place = clear(tools.byId("faults"));
  const problems = pageFaults.listed(app.evaluation);
  const list = make("ul", { "class": "cl-pl-faults" });
  problems.forEach(function (problem) {
    const item = app.plan().items[pageFaults.itemOf(problem)] || null;
    const line = make("li");
    if (item) {
      // The fixes stand at the item itself.
      line.appendChild(make("p", null, pageFaults.withTitles(app.data, problem.message)));
      line.appendChild(tools.button("到这门课去处理", function () { years.toItem(item); },
        { "class": "cl-linklike", "aria-label": "到这门课去处理：" + actions.title(app, item.class || item.course) }));
    } else {
      line.appendChild(pageFaults.shown(app, problem, null));
    }
    list.appendChild(line);
  });
  place.appendChild(problems.length ? list : make("p", null, "没有冲突。"));
}

export function show(app) {
  const short = pageFaults.left(app.evaluation);
  tools.setText(tools.byId("tab-check"), short ? "核对（" + short + "）" : "核对");
  rules(app);
  topics(app);
  faults(app);
}

export { VERDICTS as verdicts };
