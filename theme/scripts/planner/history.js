/* Undo and redo over plans, which never change themselves. */
import * as plans from "../rules/plans.js";

const MAX_STEPS = 500;

/* `steps` are [plan, name of the change that led to it]. */
export function History(plan) {
  this.steps = [[plan, ""]];
  this.at = 0;
  this.tell();
}

History.prototype.tell = function () {
  this.plan = this.steps[this.at][0];
  this.canUndo = this.at > 0;
  this.canRedo = this.at + 1 < this.steps.length;
  this.undoName = this.canUndo ? this.steps[this.at][1] : "";
  this.redoName = this.canRedo ? this.steps[this.at + 1][1] : "";
  return this.plan;
};

/* A plan that says the same as the present one is no step. */
History.prototype.push = function (plan, name) {
  if (plan !== this.plan && !plans.same(plan, this.plan)) {
    this.steps = this.steps.slice(0, this.at + 1).concat([[plan, name || ""]]).slice(-MAX_STEPS);
    this.at = this.steps.length - 1;
  }
  return this.tell();
};

History.prototype.undo = function () {
  this.at = Math.max(0, this.at - 1);
  return this.tell();
};

History.prototype.redo = function () {
  this.at = Math.min(this.steps.length - 1, this.at + 1);
  return this.tell();
};
