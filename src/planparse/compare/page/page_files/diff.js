
"use strict";
{
  const tools = document.getElementById("tools");
  const shown = document.getElementById("shown");
  const search = document.getElementById("search");
  const targets = document.getElementById("targets");
  const boxes = [...tools.querySelectorAll("[name=kind]")];
  const folded = (text) => text.normalize("NFKC").toLowerCase().replace(/\s+/g, "");
  const entry = (row) => ({row, text: folded([...row.querySelectorAll(".said, .facts, th")].map((part) => part.textContent).join("\n"))});
  const rows = [...document.querySelectorAll(".rows > .row")].map((row) =>
    ({...entry(row), kinds: row.dataset.kinds.split(" "), targets: "targets" in row.dataset}));
  const threads = [...document.querySelectorAll("#years tbody tr")].map(entry);
  const MOST = 2000; // places that are marked

  function mark(sought) {
    if (!globalThis.Highlight) return;
    CSS.highlights.delete("found");
    if (!sought) return;
    const found = new Highlight();
    for (const {row} of [...threads, ...rows]) {
      if (row.hidden) continue;
      const walker = document.createTreeWalker(row, NodeFilter.SHOW_TEXT);
      for (let node; (node = walker.nextNode());) {
        const text = node.data.toLowerCase();
        if (text.length !== node.data.length) continue;
        for (let at = text.indexOf(sought); at >= 0; at = text.indexOf(sought, at + sought.length)) {
          const range = new Range();
          range.setStart(node, at);
          range.setEnd(node, at + sought.length);
          found.add(range);
          if (found.size >= MOST) return void CSS.highlights.set("found", found);
        }
      }
    }
    CSS.highlights.set("found", found);
  }

  function choose() {
    const asked = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
    const sought = folded(search.value);
    let count = 0;
    for (const {row, text, kinds, targets: moved} of rows) {
      row.hidden = !kinds.some((kind) => asked.has(kind)) || (targets.checked && !moved) || !text.includes(sought);
      count += !row.hidden;
    }
    for (const {row, text} of threads) row.hidden = !text.includes(sought);
    shown.textContent = tools.dataset.shown.replace("{shown}", count).replace("{all}", rows.length);
    mark(search.value.trim().toLowerCase());
  }

  // A link leads to its partner even where that is hidden.
  function reveal(hash) {
    const row = document.getElementById(hash.slice(1))?.closest(".row[hidden]");
    if (row) row.hidden = false;
    return row;
  }

  for (const [id, checked] of [["all", true], ["none", false]]) {
    document.getElementById(id).addEventListener("click", () => {
      for (const box of boxes) box.checked = checked;
      choose();
    });
  }
  let waiting;
  search.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(choose, 120);
  });
  tools.addEventListener("change", choose);
  tools.addEventListener("submit", (event) => {
    event.preventDefault();
    choose();
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (link) reveal(link.hash);
  });
  addEventListener("hashchange", () => reveal(location.hash)?.scrollIntoView());
  tools.hidden = false;
  choose();
}
