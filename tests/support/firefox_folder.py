"""Choosing a folder in Firefox: WebDriver can give a page files, but no folder, so the picker itself is answered."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

from .firefox import Firefox

#: Lets a session reach the browser's own window.
ARGUMENT = "--remote-allow-system-access"
_SECONDS = 60.0
_PICKER = """(() => {
  window.chosenFolder = %s;
  if (window.answersPicker) { return; }
  window.answersPicker = true;
  class Picker {
    init() {} appendFilters() {} appendFilter() {} appendRawFilter() {}
    open(callback) { Services.tm.dispatchToMainThread(() => callback.done(Ci.nsIFilePicker.returnOK)); }
    get file() {
      const file = Cc["@mozilla.org/file/local;1"].createInstance(Ci.nsIFile);
      file.initWithPath(window.chosenFolder);
      return file;
    }
  }
  Picker.prototype.QueryInterface = ChromeUtils.generateQI(["nsIFilePicker"]);
  Components.manager.QueryInterface(Ci.nsIComponentRegistrar).registerFactory(
    Services.uuid.generateUUID(), "picker", "@mozilla.org/filepicker;1",
    { createInstance: id => new Picker().QueryInterface(id), QueryInterface: ChromeUtils.generateQI(["nsIFactory"]) });
})()"""
#: Firefox asks whether the folder may be given to the page.
_ACCEPT = """(() => {
  const box = gBrowser.getTabDialogBox(gBrowser.selectedBrowser);
  const dialogs = [...box.getTabDialogManager()._dialogs, ...box.getContentDialogManager()._dialogs];
  const dialog = dialogs.length && dialogs[0]._frame.contentWindow.document.getElementById("commonDialog");
  try { dialog && dialog.acceptDialog(); } catch (error) { /* not yet ready */ }
})()"""


def choose(tab: Firefox, element: str, folder: Path, until: str) -> None:
    """Choose a folder in the input with this ID, and wait until an expression is true on the page; see ``ARGUMENT``."""
    window = tab.command("browsingContext.getTree", **{"moz:scope": "chrome"})["contexts"][0]["context"]

    def run(expression: str, context: str, **more: Any) -> None:
        answer = tab.command("script.evaluate", expression=expression, target={"context": context}, awaitPromise=False, **more)
        assert answer["type"] == "success", answer

    run(_PICKER % json.dumps(str(folder)), window)
    run(f"document.getElementById('{element}').click()", tab.tab, userActivation=True)
    ends = time.monotonic() + _SECONDS
    while not tab.evaluate(f"Boolean({until})"):
        assert time.monotonic() < ends, until
        run(_ACCEPT, window)
        time.sleep(0.1)
