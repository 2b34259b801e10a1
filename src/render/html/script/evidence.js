// The evidence of what is picked: a box, a tie, a source, a way.
// Invariant: nothing is told without who says so and where it is written.

const evidence = byId("evidence");
const nameButton = (n) => button(boxes[n].name, () => pick({ box: n }), { class: "name" });

const spanOf = (claim) => {
  if (!axis) return null;
  const at = (day) => axis.at(Math.min(Math.max(day, axis.first), axis.last)) * 100;
  const bar = (from, to, name) =>
    to >= axis.first && from <= axis.last && to >= from
      ? drawn("rect", { x: at(from), width: Math.max(at(to) - at(from), 1), y: 0, height: 6, class: name })
      : null;
  const end = claim.lasts ? claim.end : claim.start;
  const it = drawn(
    "svg",
    { class: "bar", viewBox: "0 0 100 6", preserveAspectRatio: "none", "aria-hidden": "true" },
    bar(claim.start[0], end[1], "may"),
    bar(claim.start[1], end[0], "does"),
    state.day === null ? null : drawn("rect", { x: at(state.day), width: 0.6, y: 0, height: 6, class: "now" }),
  );
  return it;
};

const citation = (cite) => {
  const source = sources[cite.source];
  return make(
    "li",
    {},
    button(`[${source.number}]`, () => pick({ source: cite.source }), {
      class: "number",
      title: "What this source says",
    }),
    " ",
    link(source.url, source.title),
    cite.place ? `, ${cite.place}` : "",
    make("span", { class: "quiet" }, dated(" " + [source.by, ...cite.remarks].join("; "))),
    cite.quote ? make("q", {}, cite.quote) : null,
  );
};

const told = (n, open = false) => {
  const claim = claims[n];
  const words = [
    claim.when,
    claim.how,
    claim.phase && claim.phase !== claim.stance ? claim.phase : "",
    state.day !== null && seen.holds[n] !== "certain"
      ? seen.holds[n] === "possible"
        ? "possible on the day"
        : "not on the day"
      : "",
    claim.disputed ? "disputed" : "",
    claim.support,
  ];
  const more = [
    claim.aside ? make("p", {}, make("b", {}, "Not believed: "), claim.aside) : null,
    claim.by ? make("p", {}, "Said by ", make("b", {}, claim.by)) : null,
    claim.note ? make("p", {}, claim.note) : null,
    spanOf(claim),
    make("ul", { class: "cites" }, claim.cites.map(citation)),
    make("p", { class: "written" }, `Written in ${claim.written}`),
  ];
  return make(
    "details",
    { class: "claim", "data-claim": n, open },
    make(
      "summary",
      {},
      make("span", { class: "sentence" }, claim.sentence),
      make("span", { class: "quiet" }, dated(words.filter(Boolean).join(" \u00b7 "))),
    ),
    more,
  );
};

const shownOf = (all) => all.filter((n) => seen.claims[n]);
const hiddenNote = (all) => {
  const hidden = all.length - shownOf(all).length;
  return hidden
    ? make(
        "p",
        { class: "quiet" },
        `${count(hidden, "claim")} hidden by the filters or the day. `,
        button("Show all", () =>
          change({ ...fresh(), view: state.view, box: state.box, tie: state.tie, source: state.source, entry: state.entry, to: state.to }),
        ),
      )
    : null;
};

const part = (title, list) =>
  list.length ? [make("h3", {}, `${title} (${list.length})`), list.map((at) => told(at))] : null;

const ofBox = (n) => {
  const box = boxes[n];
  const all = claimsAt[n];
  const shown = shownOf(all);
  const denied = shown.filter((at) => claims[at].stance === "denied");
  const aside = shown.filter((at) => claims[at].aside && !denied.includes(at));
  const rest = shown.filter((at) => !denied.includes(at) && !aside.includes(at));
  return [
    heading(
      box.name,
      [box.kind, statusLabel(n) === NONE ? "" : statusLabel(n), groupLabel.get(box.group) ?? ""]
        .filter(Boolean)
        .join(", "),
    ),
    make(
      "div",
      { class: "buttons" },
      make(
        "div",
        { class: "depth", role: "group", "aria-label": "How many ties away" },
        make("span", { class: "quiet" }, "Ties away"),
        [0, 1, 2, 3].map((depth) =>
          button(depth || "all", () => change({ depth }), {
            "aria-pressed": String(state.depth === depth),
            "data-depth": depth,
          }),
        ),
      ),
      button(
        choosing ? "Pick the other end \u2026" : "Path from here",
        () => {
          choosing = !choosing;
          update();
        },
        { id: "path", "aria-pressed": String(choosing) },
      ),
    ),
    choosing ? make("p", { role: "status" }, "Pick the other end in the picture, or find it.") : null,
    part(
      "Ties",
      rest.filter((at) => linesOf[at].length),
    ),
    part(
      "About it",
      rest.filter((at) => !linesOf[at].length),
    ),
    part("Denied", denied),
    part("Not believed", aside),
    all.length ? null : make("p", { class: "quiet" }, "Nothing more is said of it here."),
    hiddenNote(all),
  ];
};

const ofTie = (n) => {
  const { from, to } = lines[n];
  const drawnHere = saidOn(n);
  const both = (at) => claims[at].boxes.includes(from) && claims[at].boxes.includes(to);
  const all = [...drawnHere, ...claimsAt[from].filter((at) => both(at) && !drawnHere.includes(at))];
  return [
    heading([nameButton(from), " and ", nameButton(to)], ""),
    shownOf(all).map((at) => told(at, true)),
    hiddenNote(all),
  ];
};

const ofSource = (n) => {
  const source = sources[n];
  const shown = shownOf(claimsOfSource[n]);
  return [
    heading(link(source.url, source.title), `[${source.number}] ${source.by}, ${source.about}`),
    part("What it says here", shown),
    hiddenNote(claimsOfSource[n]),
  ];
};

const ofEntry = (n) => {
  const { boxes: of, claims: all } = entries[n];
  const names = of.flatMap((at, n) => [n ? " and " : "", nameButton(at)]);
  return [heading(of.length ? names : "What is said", ""), shownOf(all).map((at) => told(at, true)), hiddenNote(all)];
};

const ofWay = () => {
  const ends = [nameButton(state.box), " to ", nameButton(state.to)];
  const close = button("End the path", () => change({ to: null }), { id: "end-path" });
  if (!seen.way) return [heading(ends, "No way between them in what is shown."), close];
  const { one, ties, planned, nearer, lines: all } = seen.way;
  const others = all.length > one.length ? "; others are as short, all are marked" : "";
  return [
    heading(ends, `${count(ties, "tie")} away${others}${planned ? "; only through what is planned" : ""}`),
    nearer ? make("p", {}, `Through what is only planned it would be ${count(nearer, "tie")}.`) : null,
    close,
    make(
      "ol",
      { class: "way" },
      one.map(({ line, at }) =>
        make(
          "li",
          {},
          nameButton(at),
          " \u2192 ",
          nameButton(line.from === at ? line.to : line.from),
          shownOf(saidOn(lines.indexOf(line))).map((claim) => told(claim)),
        ),
      ),
    ),
  ];
};

const heading = (name, about) =>
  make(
    "div",
    { class: "heading" },
    make("h2", { tabindex: "-1" }, name),
    button("\u00d7", () => clear(), { class: "close", title: "Close (Esc)", "aria-label": "Close" }),
    about ? make("p", { class: "quiet" }, about) : null,
  );

const nothingPicked = () => {
  const list = (title, is) =>
    part(
      title,
      claims.map((_, n) => n).filter((n) => seen.claims[n] && is(claims[n])),
    );
  return [
    make(
      "p",
      { class: "quiet intro" },
      "Click a box or a tie, or press Enter on it, to see who says so, when, and where it is written. ? shows all keys.",
    ),
    list("Disputed", (claim) => claim.disputed),
    list("Denied", (claim) => claim.stance === "denied" && !claim.disputed),
  ];
};

const showEvidence = () => {
  const content =
    seen.way !== null || state.to !== null
      ? ofWay()
      : state.box !== null
        ? ofBox(state.box)
        : state.tie !== null
          ? ofTie(state.tie)
          : state.source !== null
            ? ofSource(state.source)
            : state.entry !== null
              ? ofEntry(state.entry)
              : nothingPicked();
  const inside = evidence.contains(document.activeElement) ? document.activeElement : null;
  const again = inside?.id
    ? "#" + inside.id
    : inside?.dataset.depth !== undefined
      ? `[data-depth="${inside.dataset.depth}"]`
      : "h2";
  evidence.replaceChildren();
  put(evidence, content);
  if (inside) evidence.querySelector(again)?.focus();
  document.body.classList.toggle("has-pick", evidence.querySelector("h2") !== null);
};

const pick = (it, to = false) => {
  const box = it.box ?? null;
  if (box !== null && (to || choosing) && state.box !== null && box !== state.box) {
    choosing = false;
    return change({ to: box }, true);
  }
  choosing = false;
  change(
    { box, tie: it.tie ?? null, source: it.source ?? null, entry: it.entry ?? null, to: null, depth: box === null ? 0 : state.depth },
    true,
  );
  evidence.scrollTop = 0;
};
const clear = () => {
  choosing = false;
  change({ box: null, tie: null, source: null, entry: null, to: null, depth: 0 }, true);
};
