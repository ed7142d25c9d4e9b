/* Loaded on a course's page when somebody asks for it (`site/course.js`): the view to teach from, the handout, the course as a file. */
import "./teach/modes.js";
