/* Copying by the one way that works from file:// and in old browsers. */

/* Selects the text of a box and copies it; false where the browser does not let a page do that, and the reader must press the keys. */
export function copied(box) {
  box.focus();
  box.select();
  try {
    return document.execCommand("copy");
  } catch (error) {
    return false;
  }
}
