/* On every page: the colour scheme, what is chosen for a plan, the buttons that choose, boxes that suggest, and what a course's page offers. */
import "./site/scheme.js";
import "./site/chooser.js";
import "./site/boxes.js";
import "./site/course.js";
