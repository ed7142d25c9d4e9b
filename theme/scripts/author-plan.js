/* Loaded by the form when a Word file is opened, a table is pasted, or an ID is to be made of a Chinese title. */
import "./plan/naming.js";
import "./plan/open.js";
import "./plan/pasted.js";
