/** The first thing that the worker runs: it loads no other script, which Pyodide tries at once. */

Object.assign(self, {
  importScripts: (...names: readonly string[]) => {
    throw new TypeError(`nothing is loaded: ${names}`);
  },
});
