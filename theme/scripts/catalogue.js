/* The catalogue: what every page has, and its own. */
import "./site.js";
import "./catalogue/page.js";
