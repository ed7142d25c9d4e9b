/* The catalogue. */
import "./catalogue/page.js";
