/* Loaded by the form when a Word file is opened. */
import "./plan/open.js";
