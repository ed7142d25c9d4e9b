/* Loaded by `site/boxes.js` when a box that suggests is entered. */
import "./site/suggesting.js";
