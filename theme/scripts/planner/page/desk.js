/* What tells the plans made in this browser from those of another unit with the same site, so that entries of their calendars never meet.
   Kept, so that an entry whose day was moved replaces the old one; a number by chance, nothing of the computer. */

const KEY = "courselib.desk";
const FORM = /^[0-9a-f]{12}$/;
let made = "";

function kept() {
  try {
    return window.localStorage.getItem(KEY) || "";
  } catch (error) {
    return "";
  }
}

export function desk() {
  const before = kept();
  if (FORM.test(before)) {
    return before;
  }
  if (!made) {
    made = Array.from(window.crypto.getRandomValues(new Uint8Array(6)), function (byte) {
      return (byte + 256).toString(16).slice(1);
    }).join("");
  }
  try {
    window.localStorage.setItem(KEY, made);
  } catch (error) {
    // Storage refused: it lasts as long as the page.
  }
  return made;
}
