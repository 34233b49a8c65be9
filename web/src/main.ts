/** Where the page begins. */

import { App } from "./app.ts";
import { takeParts } from "./parts.ts";

takeParts();
const app = new App();
if (location.protocol !== "file:" && "serviceWorker" in navigator) {
  // Only then, for it fetches all files once more. Where the page is not served safely there is
  // none, and the page works without.
  app.ready.then(() => navigator.serviceWorker.register("sw.js")).catch(() => {});
}
