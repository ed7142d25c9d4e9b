/* The library as the planner sees it: the file planner/data.js made into records, with what is looked up often. */
import * as loader from "../search/loader.js";
import * as fields from "./fields.js";
import { nearest } from "../lib/nearest.js";
import * as plans from "../rules/plans.js";

const KEY = "planner/data";
const VERSION = 5;
const NONE = Object.freeze([]);
const folders = new Map();

function byId(records) {
  const index = new Map();
  records.forEach(function (record) { index.set(record.id, record); });
  return index;
}

function coursesOf(columns, topics, labels) {
  const titles = columns.title.split("\n");
  const core = new Set(columns.core);
  const rare = {};
  ["prerequisites", "status", "roles", "notBefore", "until", "task"].forEach(function (name) { rare[name] = new Map(columns[name]); });
  return columns.hours.length ? columns.id.split("\n").map(function (id, n) {
    const topic = topics[columns.topic[n]];
    return {
      id: id, title: titles[n], hours: columns.hours[n], theory: columns.theory[n] === "1", topic: topic.id,
      audience: columns.audiences[columns.audience[n]], kind: labels.kinds[columns.kind[n]][0], methods: columns.methodLists[columns.methods[n]],
      prerequisites: rare.prerequisites.get(id) || NONE, status: rare.status.get(id) || "published",
      roles: rare.roles.get(id) || NONE, core: core.has(id), notBefore: rare.notBefore.get(id) || "", until: rare.until.get(id) || "",
      task: rare.task.get(id) || topic.task
    };
  }) : [];
}

/* `sectors` and `topics` are lists of records; indexes are made when they are first asked for, and kept. */
export function Data(raw) {
  if (raw.version !== VERSION) {
    throw new RangeError("made by another version");
  }
  const plan = raw.plan;
  this.site = raw.site;
  this.unit = raw.unit;
  this.title = plan.title;
  this.start = plan.start;
  this.end = plan.end;
  this.hoursPerDay = plan.hoursPerDay;
  this.tasks = plan.tasks;
  this.sectors = plan.sectors;
  this.topics = plan.topics;
  this.rules = plan.rules;
  this.labels = raw.labels;
  fields.use(raw.file);
  this.severities = raw.severities;
  this.courses = coursesOf(raw.courses, plan.topics, raw.labels);
  this.classes = raw.classes;
  this.core = this.courses.filter(function (course) { return course.core && course.status === "published"; });
  this.curricula = raw.curricula.map(function (row) { return plans.create(row); });
  this.sectorById = byId(plan.sectors);
  this.topicById = byId(plan.topics);
  this.courseById = byId(this.courses);
  this.classById = byId(this.classes);
  this.offers = new Map();
  this.guesses = new Map();
}

Data.prototype.course = function (id) {
  return this.courseById.get(id) || null;
};

Data.prototype.trainingClass = function (id) {
  return this.classById.get(id) || null;
};

Data.prototype.sector = function (id) {
  return this.sectorById.get(id) || null;
};

Data.prototype.topic = function (id) {
  return this.topicById.get(id) || null;
};

/* The sector, its parent if it has one, and "all": whose courses and topics it shares. */
Data.prototype.lineage = function (id) {
  const sector = id === "all" ? null : this.sector(id);
  if (!sector) {
    return ["all"];
  }
  return sector.parent ? [id, sector.parent, "all"] : [id, "all"];
};

Data.prototype.serves = function (course, lineage) {
  return course.audience.some(function (sector) { return lineage.indexOf(sector) >= 0; });
};

/* How far a course is from being made for a sector: 0 its own, then its parent's, then everyone's. */
Data.prototype.distance = function (course, lineage) {
  return Math.min.apply(null, course.audience.map(function (sector) {
    const at = lineage.indexOf(sector);
    return at < 0 ? lineage.length : at;
  }));
};

/* The published courses of a sector's lineage in order of ID, and a Map from topic to its courses. */
Data.prototype.offered = function (sector) {
  const lineage = this.lineage(sector);
  const key = lineage.join(" ");
  if (!this.offers.has(key)) {
    const topics = new Map();
    const courses = this.courses.filter(function (course) {
      return course.status === "published" && this.serves(course, lineage);
    }, this);
    courses.forEach(function (course) {
      if (!topics.has(course.topic)) {
        topics.set(course.topic, []);
      }
      topics.get(course.topic).push(course);
    });
    this.offers.set(key, { courses: courses, topics: topics });
  }
  return this.offers.get(key);
};

/* The ID among the courses, classes, sectors or roles that a wrong one was most likely meant to be, or "". Looked for once. */
Data.prototype.meant = function (list, value) {
  const key = list + " " + value;
  if (!this.guesses.has(key)) {
    // Courses stand in order of ID, which is the order in which the command line looks.
    const pairs = list === "roles" ? this.labels.roles : this[list].map(function (record) { return [record.id, record.title]; });
    const titles = new Map(pairs);
    this.guesses.set(key, nearest(value, Array.from(titles.keys()), titles));
  }
  return this.guesses.get(key);
};

/* Returns a promise of the data; `base` is the way to the site's top folder. */
export function load(base) {
  const way = base || "";
  if (!folders.has(way)) {
    folders.set(way, new loader.Folder(way));
  }
  return folders.get(way).load(KEY, function (raw) { return new Data(raw); });
}
