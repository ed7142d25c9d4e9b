/* On every page: the colour scheme, what is chosen for a plan, the buttons that choose, and boxes that suggest. */
import "./site/scheme.js";
import "./site/chooser.js";
import "./site/boxes.js";
