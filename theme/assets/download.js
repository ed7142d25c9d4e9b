/* Hands files to the browser's downloads: for the form and the planner. */
(function (root) {
  "use strict";
  const CourseLib = root.CourseLib = root.CourseLib || {};
  const KEPT_FOR = 60000;

  /* Offers a text, or a blob, under a name; false where the browser cannot, and the page must show the text instead. */
  CourseLib.download = function (name, content, type) {
    if (!root.Blob) {
      return false;
    }
    const blob = content instanceof root.Blob ? content : new root.Blob([content], { type: type + ";charset=utf-8" });
    if (root.navigator.msSaveOrOpenBlob) {
      root.navigator.msSaveOrOpenBlob(blob, name);
      return true;
    }
    const link = document.createElement("a");
    if (!root.URL || !("download" in link)) {
      return false;
    }
    link.href = root.URL.createObjectURL(blob);
    link.download = name;
    link.hidden = true;
    document.body.appendChild(link);
    link.click();
    // The browser may still be reading: link and blob go when it has surely finished.
    root.setTimeout(function () {
      document.body.removeChild(link);
      root.URL.revokeObjectURL(link.href);
    }, KEPT_FOR);
    return true;
  };
})(window);
