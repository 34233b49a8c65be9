/** Where the page begins. */

import { App } from "./app.ts";
import { takeParts } from "./parts.ts";

takeParts();
new App();
if (location.protocol !== "file:" && "serviceWorker" in navigator) {
  // Where the page is not served safely there is none, and the page works without.
  navigator.serviceWorker.register("sw.js").catch(() => {});
}
