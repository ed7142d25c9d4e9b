/* On every page: the colour scheme, what is chosen for a plan, and the buttons that choose. */
import "./site/scheme.js";
import "./site/chooser.js";
