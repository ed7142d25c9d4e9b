/* The form for lecturers. */
import "./author/page.js";
