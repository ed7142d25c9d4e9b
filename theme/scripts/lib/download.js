/* Hands files to the browser's downloads: for the form and the planner. */

const KEPT_FOR = 60000;

/* Offers a text, or a blob, under a name; false where the browser cannot, and the page must show the text instead. */
export function download(name, content, type) {
  if (!window.Blob) {
    return false;
  }
  const blob = content instanceof window.Blob ? content : new window.Blob([content], { type: type + ";charset=utf-8" });
  if (window.navigator.msSaveOrOpenBlob) {
    window.navigator.msSaveOrOpenBlob(blob, name);
    return true;
  }
  const link = document.createElement("a");
  if (!window.URL || !("download" in link)) {
    return false;
  }
  link.href = window.URL.createObjectURL(blob);
  link.download = name;
  link.hidden = true;
  document.body.appendChild(link);
  link.click();
  // The browser may still be reading: link and blob go when it has surely finished.
  window.setTimeout(function () {
    document.body.removeChild(link);
    window.URL.revokeObjectURL(link.href);
  }, KEPT_FOR);
  return true;
}
