/* On every page: the colour scheme, what is chosen for a plan, the buttons that choose, and what a course's page offers. */
import "./site/scheme.js";
import "./site/chooser.js";
import "./site/course.js";
