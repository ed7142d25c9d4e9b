/* The page that verifies a copy of a site. */
import "./verify/page.js";
