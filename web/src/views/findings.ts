/** What is doubtful, by kind: each leads to its place, and each kind has its page. */

import type { Context } from "../context.ts";
import { button, h } from "../dom.ts";
import type { Finding, Reading, RulePage } from "../protocol.ts";
import { lang, say, sayOf, severity } from "../words.ts";

export class Findings {
  readonly element: HTMLElement;

  constructor(
    { findings, kinds: summaries }: Reading,
    context: Context,
    chosen: (finding: number) => void,
  ) {
    const kinds = new Map<string, Placed[]>();
    findings.forEach((finding, place) => {
      kinds.set(finding.code, [...(kinds.get(finding.code) ?? []), { finding, place }]);
    });
    this.element = h(
      "section",
      { class: "findings", "aria-label": say("findings") },
      h("h2", {}, `${say("findings")} ${findings.length || ""}`),
      findings.length ? null : h("p", { class: "fine" }, say("noFindings")),
      [...kinds].map(([code, some]) => kind(some, summaries[code] ?? "", context, chosen)),
    );
  }

  /** Bring a finding into sight, with the focus on it. */
  select(finding: number): void {
    const found = this.element.querySelector<HTMLElement>(`#finding-${finding}`);
    const group = found?.closest("details");
    if (group) group.open = true;
    found?.focus();
    found?.scrollIntoView({ block: "nearest" });
  }
}

interface Placed {
  readonly finding: Finding;
  readonly place: number;
}

function kind(
  some: readonly Placed[],
  summary: string,
  context: Context,
  chosen: (finding: number) => void,
): HTMLElement {
  const first = (some[0] as Placed).finding;
  const page = h("div", { class: "rule", hidden: true });
  const about = button(
    say("explain"),
    async () => {
      if (!page.childElementCount) {
        const request = { ask: "page", lang: lang(), code: first.code };
        const answer = await context.engine.ask<RulePage>(request);
        page.append(...rulePage(answer.value));
      }
      page.hidden = !page.hidden;
      about.setAttribute("aria-expanded", String(!page.hidden));
    },
    { class: "quiet", "aria-expanded": "false", "aria-label": `${say("explain")} ${first.code}` },
  );
  return h(
    "details",
    { open: some.length <= 20 },
    h(
      "summary",
      {},
      h("span", { class: `chip ${first.severity}` }, severity(first.severity)),
      ` ${summary} `,
      h(
        "span",
        { class: "quiet code" },
        some.length > 1 ? `${first.code} × ${some.length}` : first.code,
      ),
    ),
    about,
    page,
    h(
      "ol",
      {},
      some.map(({ finding, place }) =>
        h(
          "li",
          {},
          h(
            "button",
            {
              type: "button",
              id: `finding-${place}`,
              class: "finding",
              onclick: () => chosen(place),
            },
            h("span", { class: "quiet" }, `${sayOf("numbered", finding.line)} `),
            finding.message,
          ),
        ),
      ),
    ),
  );
}

function rulePage(page: RulePage): HTMLElement[] {
  const part = (title: string, text: string): HTMLElement[] => [
    ...(title ? [h("h3", {}, title)] : []),
    ...text.split(/\n\n+/).map((paragraph) => h("p", {}, paragraph.replace(/\n\s*/g, "\n"))),
  ];
  return [
    ...part("", page.summary),
    ...part("", page.meaning),
    ...part(say("example"), page.example),
    ...part(say("advice"), page.advice),
  ];
}
