/* Back from a course leads to where the list was left: how far down, and at which course. A browser that keeps the whole page needs none
   of this. What is remembered stands in the session's storage, or, where that is closed, with the page's place in the history. */

const KEY = "cl-catalogue-place";

function read() {
  try {
    const kept = JSON.parse(window.sessionStorage.getItem(KEY));
    if (kept) {
      return kept;
    }
  } catch (error) {
    // Closed, or not ours: the history may know.
  }
  return window.history.state && window.history.state.place;
}

function write(place) {
  try {
    window.sessionStorage.setItem(KEY, JSON.stringify(place));
  } catch (error) {
    try {
      window.history.replaceState({ place: place }, "");
    } catch (refused) {
      // Then the reader starts at the top.
    }
  }
}

/* Tells whether the page was opened by going back or forward, or anew. */
function returned() {
  const navigation = window.performance && window.performance.navigation;
  return Boolean(navigation) && (navigation.type === 1 || navigation.type === 2);
}

/* Remembers the place when a link of `list` is followed and when the page is left. */
export function remember(list) {
  let course = "";
  function keep() {
    write({ address: window.location.href, down: Math.round(window.pageYOffset), course: course });
  }
  list.addEventListener("click", function (event) {
    const link = event.target.closest("a");
    if (link) {
      course = link.getAttribute("href");
      keep();
    }
  });
  window.addEventListener("pagehide", keep);
}

/* Goes back to the place, once the list stands there; what was followed has the keyboard again. */
export function restore(list) {
  const place = returned() ? read() : null;
  if (!place || place.address !== window.location.href) {
    return;
  }
  const links = Array.from(list.querySelectorAll("a"));
  const link = links.filter(function (one) { return place.course && one.getAttribute("href") === place.course; })[0];
  if (link) {
    link.focus();
  }
  window.scrollTo(0, place.down);
}
