// The page at work: what is picked, what is filtered, the day; and all that follows from it on the screen.
// Invariant: text of the data becomes text nodes and attributes, never markup; an id is only ever a key of a Map.

const data = JSON.parse(document.getElementById("data").textContent);
const { boxes, lines, claims, sources } = data;
const byId = (id) => document.getElementById(id);
const indexOf = (list) => new Map(list.map((it, n) => [it.id, n]));
const boxAt = indexOf(boxes);
const lineAt = indexOf(lines);
const sourceAt = indexOf(sources);
const lineOfClaim = new Map(lines.flatMap((line, n) => line.said.map((said) => [said.id, n])));
const linesAt = boxes.map(() => []);
lines.forEach((line, n) => new Set([line.from, line.to]).forEach((box) => linesAt[box].push(n)));
const linesOf = claims.map(() => []);
lines.forEach((line, n) => line.said.forEach(({ claim }) => linesOf[claim].push(n)));
const claimsAt = boxes.map(() => []);
claims.forEach((claim, n) => new Set(claim.boxes).forEach((box) => claimsAt[box].push(n)));
const claimsOfSource = sources.map(() => []);
claims.forEach((claim, n) =>
  new Set(claim.cites.map((cite) => cite.source)).forEach((at) => claimsOfSource[at]?.push(n)));

// Making elements. Children that are no elements become text.
const put = (parent, ...children) => {
  parent.append(...children.flat(9).filter((child) => child !== null && child !== undefined && child !== ""));
  return parent;
};
const make = (tag, about, ...children) => {
  const it = document.createElement(tag);
  for (const [key, value] of Object.entries(about)) {
    if (key === "on") Object.entries(value).forEach(([event, act]) => it.addEventListener(event, act));
    else if (value === true) it.setAttribute(key, "");
    else if (value !== false && value !== null) it.setAttribute(key, value);
  }
  return put(it, children);
};
const drawn = (tag, about, ...children) => {
  const it = document.createElementNS("http://www.w3.org/2000/svg", tag);
  Object.entries(about).forEach(([key, value]) => it.setAttribute(key, value));
  return put(it, children);
};
const button = (words, act, about = {}) => make("button", { type: "button", ...about, on: { click: act } }, words);
const link = (url, words) =>
  /^https?:\/\//i.test(url) ? make("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, words) : words;
// Words with their dates kept whole at the end of a line.
const dated = (words) => words.split(/(\d[\d-]*\d)/).map((word, n) => (n % 2 ? make("span", { class: "whole" }, word) : word));
const count = (n, one, many = one + "s") => `${n} ${n === 1 ? one : many}`;

// The facets: what one can filter by. Those of boxes hide boxes, those of claims hide claims.
const NONE = "not stated";
const groupLabel = new Map(data.groups.map(({ id, label }) => [id, label || "no group"]));
const stanceLabel = new Map(data.stances.map(({ id, label }) => [id, label]));
const supportOf = (claim) => {
  if (claim.aside) return "not believed";
  if (claim.disputed) return "disputed";
  return ["no source", "one voice"][claim.voices] ?? "two voices or more";
};
const statusesOf = boxes.map((box) => box.statuses.map((n) => claims[n]));
const statusLabel = (n) => statusOn(statusesOf[n], state.day)?.status.label ?? NONE;
const distinct = (values) => [...new Set(values)];
const FACETS = [
  { id: "group", title: "Group", of: boxes, value: (box) => box.group, label: (id) => groupLabel.get(id) ?? id,
    all: data.groups.map(({ id }) => id) },
  { id: "kind", title: "Kind", of: boxes, value: (box) => box.kind, all: distinct(boxes.map((box) => box.kind)).sort() },
  { id: "status", title: "Status", of: boxes, value: (_, n) => statusLabel(n),
    all: distinct([...statusesOf.flat().map((claim) => claim.status.label), NONE]) },
  { id: "stance", title: "How it is put", of: claims, value: (claim) => claim.stance,
    label: (id) => stanceLabel.get(id) ?? id,
    all: data.stances.map(({ id }) => id).filter((id) => claims.some((claim) => claim.stance === id)) },
  { id: "support", title: "Support", of: claims, value: supportOf,
    all: ["two voices or more", "one voice", "no source", "disputed", "not believed"].filter((word) =>
      claims.some((claim) => supportOf(claim) === word)) },
];

// The state, and the same behind the # of the address.
const VIEWS = [...document.querySelectorAll("[data-view]")].map((tab) => tab.dataset.view);
const fresh = () => ({
  box: null, tie: null, source: null, to: null, depth: 0, day: null, certain: false, view: VIEWS[0], sort: 0,
  off: new Map(FACETS.map(({ id }) => [id, new Set()])),
});
let state = fresh();
let choosing = false;

const written = () => {
  const words = new URLSearchParams();
  const set = (key, value) => value !== null && value !== 0 && value !== false && words.append(key, value);
  set("view", state.view === VIEWS[0] ? null : state.view);
  set("box", state.box === null ? null : boxes[state.box].id);
  set("tie", state.tie === null ? null : lines[state.tie].id);
  set("source", state.source === null ? null : sources[state.source].id);
  set("to", state.to === null ? null : boxes[state.to].id);
  set("depth", state.depth);
  set("day", state.day === null ? null : dayText(state.day));
  set("certain", state.certain && 1);
  set("sort", state.sort);
  for (const [id, off] of state.off) for (const value of [...off].sort()) words.append("no-" + id, value);
  return words.toString();
};

const read = () => {
  const words = new URLSearchParams(location.hash.slice(1));
  const next = fresh();
  const at = (key, map) => map.get(words.get(key)) ?? null;
  if (VIEWS.includes(words.get("view"))) next.view = words.get("view");
  next.box = at("box", boxAt);
  if (next.box === null) next.tie = at("tie", lineAt);
  if (next.box === null && next.tie === null) next.source = at("source", sourceAt);
  if (next.box !== null) {
    next.to = at("to", boxAt);
    next.depth = [1, 2, 3].find((n) => String(n) === words.get("depth")) ?? 0;
  }
  if (!data.has_day) next.day = dayNumber(words.get("day") ?? "");
  next.certain = next.day !== null && words.get("certain") === "1";
  next.sort = [...Array(15)].map((_, n) => n - 7).find((n) => n && String(n) === words.get("sort")) ?? 0;
  for (const { id, all } of FACETS) {
    for (const value of words.getAll("no-" + id)) if (all.includes(value)) next.off.get(id).add(value);
  }
  state = next;
};

// A change of what is picked can be gone back from; other changes take the place of the last.
const change = (what, step = false) => {
  const before = written();
  Object.assign(state, what);
  if (state.box === null) Object.assign(state, { to: null, depth: 0 });
  const after = written();
  const address = after ? "#" + after : location.pathname + location.search;
  if (before !== after) history[step ? "pushState" : "replaceState"](null, "", address);
  update();
};

// What is shown.
const seen = { boxes: [], lines: [], claims: [], holds: [], way: null };

const passes = (it, n, facets) => facets.every(({ id, value }) => !state.off.get(id).has(value(it, n)));
const ofBoxes = FACETS.filter(({ of }) => of === boxes);
const ofClaims = FACETS.filter(({ of }) => of === claims);
const inTime = (n) => seen.holds[n] === "certain" || (seen.holds[n] === "possible" && !state.certain);

const look = () => {
  seen.holds = claims.map((claim) => holdsOn(claim, state.day));
  const told = claims.map((claim, n) => inTime(n) && passes(claim, n, ofClaims));
  const bound = lines.map((line) => line.said.some(({ claim }) => told[claim]));
  const happened = (n) => claimsAt[n].every((at) => !claims[at].happened || inTime(at));
  const alive = (n) => happened(n) && (linesAt[n].length === 0 || linesAt[n].some((at) => bound[at]));
  seen.boxes = boxes.map((box, n) => n === state.box || n === state.to || (passes(box, n, ofBoxes) && alive(n)));
  const tied = () => lines.map((line, n) => bound[n] && seen.boxes[line.from] && seen.boxes[line.to]);
  seen.lines = tied();
  if (state.box !== null && state.depth > 0) {
    const far = distances(state.box, boxes, lines.filter((_, n) => seen.lines[n]));
    seen.boxes = seen.boxes.map((is, n) => is && far[n] <= 2 * state.depth);
    seen.lines = tied();
  }
  seen.claims = told.map((is, n) =>
    is && (linesOf[n].length ? linesOf[n].some((at) => seen.lines[at]) : claims[n].boxes.every((at) => seen.boxes[at])));
  seen.way = null;
  if (state.to !== null) {
    // What is only planned is a way only where there is no other.
    const stands = (line) => line.said.some(({ claim }) => seen.claims[claim] && !claims[claim].ahead);
    const all = lines.filter((_, n) => seen.lines[n]);
    seen.way = ways(state.box, state.to, boxes, all.filter(stands)) ?? ways(state.box, state.to, boxes, all);
    if (seen.way) seen.way.planned = !seen.way.lines.every(stands);
  }
};

// The picture: its parts by what they stand for.
const svg = document.querySelector("#picture > svg");
const parts = { boxes: boxes.map(() => []), lines: lines.map(() => []), labels: lines.map(() => []), groups: new Map() };
const meaning = new Map();

const lineOf = (part) =>
  lineAt.get(part.dataset.edgeId) ??
  (part.dataset.edgeIds ?? "").split(" ").map((id) => lineOfClaim.get(id)).find((n) => n !== undefined);
const nameOfLine = (n) => {
  const { from, to, said } = lines[n];
  return `${boxes[from].name} and ${boxes[to].name}: ${said.map(({ claim }) => claims[claim].sentence).join("; ")}`;
};

const prepare = () => {
  const about = svg.querySelector(":scope > desc")?.textContent;
  svg.setAttribute("role", "group");
  svg.removeAttribute("aria-labelledby");
  svg.setAttribute("aria-label", "Picture" + (about ? ": " + about : ""));
  svg.setAttribute("preserveAspectRatio", "xMidYMid meet");
  svg.querySelectorAll(":scope > title, :scope > desc").forEach((it) => it.remove());
  const hatch = drawn("pattern", { id: "hatch", width: 5, height: 5, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
    drawn("rect", { class: "stripe", width: 2, height: 5 }));
  document.body.append(drawn("svg", { class: "away", width: 0, height: 0, "aria-hidden": "true" }, hatch));
  const own = (part, it) => {
    meaning.set(part, it);
    // Where it led is with its evidence.
    part.querySelectorAll("a").forEach((a) => a.replaceWith(...a.childNodes));
  };
  const act = (part, name) => {
    part.setAttribute("tabindex", "0");
    part.setAttribute("role", "button");
    part.setAttribute("aria-label", name);
  };
  for (const part of svg.querySelectorAll("[data-node-id]")) {
    const n = boxAt.get(part.dataset.nodeId);
    if (n === undefined) continue;
    own(part, { box: n });
    act(part, `${boxes[n].name}, ${boxes[n].kind}`);
    parts.boxes[n].push(part);
  }
  for (const part of svg.querySelectorAll("[data-edge-id]")) {
    const n = lineOf(part);
    if (n === undefined) continue;
    own(part, { tie: n });
    act(part, nameOfLine(n));
    parts.lines[n].push(part);
    // A thin line is hard to hit; its double carries the hatching too.
    const thin = part.querySelector("path[fill=none]");
    if (thin) part.prepend(drawn("path", { d: thin.getAttribute("d"), class: "hit", fill: "none" }));
  }
  for (const part of svg.querySelectorAll("[data-edge-label]")) {
    const n = lineAt.get(part.dataset.edgeLabel);
    if (n === undefined) continue;
    own(part, { tie: n });
    parts.labels[n].push(part);
  }
  for (const part of svg.querySelectorAll("[data-cluster-id]")) parts.groups.set(part.dataset.clusterId, part);
};

const mark = (part, name, is) => part.classList.toggle(name, is);

const showPicture = () => {
  const planned = (n) => lines[n].said.filter(({ claim }) => seen.claims[claim]);
  lines.forEach((_, n) => {
    const told = planned(n);
    const holds = !seen.lines[n] ? "not" : told.some(({ claim }) => seen.holds[claim] === "certain") ? "certain" : "possible";
    for (const part of [...parts.lines[n], ...parts.labels[n]]) {
      mark(part, "off", !seen.lines[n]);
      part.dataset.holds = holds;
      mark(part, "picked", n === state.tie);
    }
    parts.lines[n].forEach((part) => part.setAttribute("aria-pressed", n === state.tie));
  });
  boxes.forEach((_, n) => {
    const around = linesAt[n].filter((at) => seen.lines[at]);
    const holds = !seen.boxes[n] ? "not"
      : around.length && around.every((at) => (parts.lines[at][0]?.dataset.holds ?? "certain") === "possible") ? "possible" : "certain";
    for (const part of parts.boxes[n]) {
      mark(part, "off", !seen.boxes[n]);
      part.dataset.holds = holds;
      mark(part, "picked", n === state.box || n === state.to);
      part.setAttribute("aria-pressed", n === state.box);
    }
  });
  for (const [id, part] of parts.groups) {
    mark(part, "off", boxes.some((box) => box.group === id) && !boxes.some((box, n) => box.group === id && seen.boxes[n]));
  }
  light(null);
};

// What stands out, while pointed at or picked; the rest is dimmed.
const light = (pointed) => {
  const it = pointed ?? (state.source !== null ? { source: state.source } : seen.way ? { way: seen.way }
    : state.box !== null ? { box: state.box } : state.tie !== null ? { tie: state.tie } : null);
  const lit = { boxes: new Set(), lines: new Set() };
  const add = (n) => [n, lines[n]].forEach(() => {
    lit.lines.add(n);
    lit.boxes.add(lines[n].from).add(lines[n].to);
  });
  if (it?.box !== undefined) {
    lit.boxes.add(it.box);
    linesAt[it.box].filter((n) => seen.lines[n]).forEach(add);
  }
  if (it?.tie !== undefined) add(it.tie);
  if (it?.way) {
    it.way.lines.forEach((line) => add(lines.indexOf(line)));
    it.way.boxes.forEach((n) => lit.boxes.add(n));
  }
  if (it?.source !== undefined) {
    claimsOfSource[it.source].forEach((n) => {
      linesOf[n].forEach(add);
      claims[n].boxes.forEach((box) => lit.boxes.add(box));
    });
  }
  svg.classList.toggle("dim", it !== null);
  svg.classList.toggle("way", !pointed && !!seen.way);
  parts.boxes.forEach((all, n) => all.forEach((part) => mark(part, "lit", lit.boxes.has(n))));
  parts.lines.forEach((all, n) => [...all, ...parts.labels[n]].forEach((part) => mark(part, "lit", lit.lines.has(n))));
};

// The evidence.
const evidence = byId("evidence");
const nameButton = (n) => button(boxes[n].name, () => pick({ box: n }), { class: "name" });

const spanOf = (claim) => {
  if (!axis) return null;
  const at = (day) => axis.at(Math.min(Math.max(day, axis.first), axis.last)) * 100;
  const bar = (from, to, name) =>
    to >= axis.first && from <= axis.last && to >= from
      ? drawn("rect", { x: at(from), width: Math.max(at(to) - at(from), 1), y: 0, height: 6, class: name }) : null;
  const end = claim.lasts ? claim.end : claim.start;
  const it = drawn("svg", { class: "bar", viewBox: "0 0 100 6", preserveAspectRatio: "none", "aria-hidden": "true" },
    bar(claim.start[0], end[1], "may"), bar(claim.start[1], end[0], "does"),
    state.day === null ? null : drawn("rect", { x: at(state.day), width: 0.6, y: 0, height: 6, class: "now" }));
  return it;
};

const citation = (cite) => {
  const source = sources[cite.source];
  return make("li", {},
    button(`[${source.number}]`, () => pick({ source: cite.source }), { class: "number", title: "What this source says" }), " ",
    link(source.url, source.title), cite.place ? `, ${cite.place}` : "",
    make("span", { class: "quiet" }, dated(" " + [source.by, ...cite.remarks].join("; "))),
    cite.quote ? make("q", {}, cite.quote) : null);
};

const told = (n, open = false) => {
  const claim = claims[n];
  const words = [claim.when, claim.how, claim.phase && claim.phase !== claim.stance ? claim.phase : "",
    state.day !== null && seen.holds[n] !== "certain" ? (seen.holds[n] === "possible" ? "possible on the day" : "not on the day") : "",
    claim.disputed ? "disputed" : "", claim.support];
  const more = [
    claim.aside ? make("p", {}, make("b", {}, "Not believed: "), claim.aside) : null,
    claim.by ? make("p", {}, "Said by ", make("b", {}, claim.by)) : null,
    claim.note ? make("p", {}, claim.note) : null,
    spanOf(claim),
    make("ul", { class: "cites" }, claim.cites.map(citation)),
    make("p", { class: "written" }, `Written in ${claim.written}`),
  ];
  return make("details", { class: "claim", "data-claim": n, open },
    make("summary", {}, make("span", { class: "sentence" }, claim.sentence),
      make("span", { class: "quiet" }, dated(words.filter(Boolean).join(" \u00b7 ")))), more);
};

const shownOf = (all) => all.filter((n) => seen.claims[n]);
const hiddenNote = (all) => {
  const hidden = all.length - shownOf(all).length;
  return hidden ? make("p", { class: "quiet" }, `${count(hidden, "claim")} hidden by the filters or the day. `,
    button("Show all", () => change({ ...fresh(), view: state.view, box: state.box, tie: state.tie, source: state.source, to: state.to }))) : null;
};

const part = (title, list) => list.length ? [make("h3", {}, `${title} (${list.length})`), list.map((at) => told(at))] : null;

const ofBox = (n) => {
  const box = boxes[n];
  const all = claimsAt[n];
  const shown = shownOf(all);
  const denied = shown.filter((at) => claims[at].stance === "denied");
  const aside = shown.filter((at) => claims[at].aside && !denied.includes(at));
  const rest = shown.filter((at) => !denied.includes(at) && !aside.includes(at));
  return [
    heading(box.name, [box.kind, statusLabel(n) === NONE ? "" : statusLabel(n), groupLabel.get(box.group) ?? ""].filter(Boolean).join(", ")),
    make("div", { class: "buttons" },
      make("div", { class: "depth", role: "group", "aria-label": "How many ties away" }, make("span", { class: "quiet" }, "Ties away"),
        [0, 1, 2, 3].map((depth) =>
          button(depth || "all", () => change({ depth }), { "aria-pressed": String(state.depth === depth), "data-depth": depth }))),
      button(choosing ? "Pick the other end \u2026" : "Path from here", () => { choosing = !choosing; update(); },
        { id: "path", "aria-pressed": String(choosing) })),
    choosing ? make("p", { role: "status" }, "Pick the other end in the picture, or find it.") : null,
    part("Ties", rest.filter((at) => linesOf[at].length)),
    part("About it", rest.filter((at) => !linesOf[at].length)),
    part("Denied", denied),
    part("Not believed", aside),
    all.length ? null : make("p", { class: "quiet" }, "Nothing more is said of it here."),
    hiddenNote(all),
  ];
};

const ofTie = (n) => {
  const { from, to } = lines[n];
  const drawnHere = lines[n].said.map(({ claim }) => claim);
  const both = (at) => claims[at].boxes.includes(from) && claims[at].boxes.includes(to);
  const all = [...drawnHere, ...claimsAt[from].filter((at) => both(at) && !drawnHere.includes(at))];
  return [heading([nameButton(from), " and ", nameButton(to)], ""), shownOf(all).map((at) => told(at, true)), hiddenNote(all)];
};

const ofSource = (n) => {
  const source = sources[n];
  const shown = shownOf(claimsOfSource[n]);
  return [heading(link(source.url, source.title), `[${source.number}] ${source.by}, ${source.about}`),
    part("What it says here", shown), hiddenNote(claimsOfSource[n])];
};

const ofWay = () => {
  const ends = [nameButton(state.box), " to ", nameButton(state.to)];
  const close = button("End the path", () => change({ to: null }), { id: "end-path" });
  if (!seen.way) return [heading(ends, "No way between them in what is shown."), close];
  const { one, ties, planned, lines: all } = seen.way;
  const others = all.length > one.length ? "; others are as short, all are marked" : "";
  return [
    heading(ends, `${count(ties, "tie")} away${others}${planned ? "; only through what is planned" : ""}`), close,
    make("ol", { class: "way" }, one.map(({ line, at }) => make("li", {}, nameButton(at), " \u2192 ", nameButton(line.from === at ? line.to : line.from),
      shownOf(line.said.map(({ claim }) => claim)).map((claim) => told(claim))))),
  ];
};

const heading = (name, about) => make("div", { class: "heading" },
  make("h2", { tabindex: "-1" }, name),
  button("\u00d7", () => clear(), { class: "close", title: "Close (Esc)", "aria-label": "Close" }),
  about ? make("p", { class: "quiet" }, about) : null);

const nothingPicked = () => {
  const list = (title, is) => part(title, claims.map((_, n) => n).filter((n) => seen.claims[n] && is(claims[n])));
  return [
    make("p", { class: "quiet intro" }, "Click a box or a tie, or press Enter on it, to see who says so, when, and where it is written. ? shows all keys."),
    list("Disputed", (claim) => claim.disputed),
    list("Denied", (claim) => claim.stance === "denied" && !claim.disputed),
  ];
};

const showEvidence = () => {
  const content = seen.way !== null || state.to !== null ? ofWay() : state.box !== null ? ofBox(state.box)
    : state.tie !== null ? ofTie(state.tie) : state.source !== null ? ofSource(state.source) : nothingPicked();
  const inside = evidence.contains(document.activeElement) ? document.activeElement : null;
  const again = inside?.id ? "#" + inside.id : inside?.dataset.depth !== undefined ? `[data-depth="${inside.dataset.depth}"]` : "h2";
  evidence.replaceChildren();
  put(evidence, content);
  if (inside) evidence.querySelector(again)?.focus();
  document.body.classList.toggle("has-pick", state.box !== null || state.tie !== null || state.source !== null);
};

const pick = (it, to = false) => {
  const box = it.box ?? null;
  if (box !== null && (to || choosing) && state.box !== null && box !== state.box) {
    choosing = false;
    return change({ to: box }, true);
  }
  choosing = false;
  change({ box, tie: it.tie ?? null, source: it.source ?? null, to: null, depth: box === null ? 0 : state.depth }, true);
  evidence.scrollTop = 0;
};
const clear = () => {
  choosing = false;
  change({ box: null, tie: null, source: null, to: null, depth: 0 }, true);
};

// The filters.
const filters = byId("filters");
const showFilters = () => {
  const held = document.activeElement?.dataset?.facet;
  const heldValue = document.activeElement?.value;
  const groups = FACETS.filter(({ all }) => all.length > 1).map(({ id, title, of, value, label, all }) => {
    const off = state.off.get(id);
    const others = (of === boxes ? ofBoxes : ofClaims).filter((facet) => facet.id !== id);
    const tally = new Map();
    of.forEach((it, n) => {
      if (of === claims ? inTime(n) && passes(it, n, others) : passes(it, n, others)) {
        const key = value(it, n);
        tally.set(key, (tally.get(key) ?? 0) + 1);
      }
    });
    const set = (values) => change({ off: new Map(state.off).set(id, new Set(values)) });
    const choice = (word) => make("li", { class: tally.get(word) ? "" : "none" },
      make("label", {}, make("input", { type: "checkbox", value: word, "data-facet": id, checked: !off.has(word),
        on: { change: (event) => set(event.target.checked ? [...off].filter((it) => it !== word) : [...off, word]) } }),
      make("span", {}, label ? label(word) : word), make("span", { class: "count" }, tally.get(word) ?? 0)),
      button("only", () => set(all.filter((it) => it !== word)), { class: "only", "aria-label": `Only ${label ? label(word) : word}` }));
    return make("fieldset", {}, make("legend", {}, title),
      off.size ? button("all", () => set([]), { class: "only", "aria-label": `All of ${title}` }) : null, make("ul", {}, all.map(choice)));
  });
  filters.replaceChildren();
  const off = [...state.off.values()].some(({ size }) => size);
  put(filters, make("div", { class: "narrow" }, make("b", {}, "Filters"),
    button("\u00d7", toggleFilters, { class: "close", "aria-label": "Close the filters" })), groups, off ? button("Clear the filters", () => change({ off: fresh().off }), { id: "clear-filters" }) : null);
  if (held) [...filters.querySelectorAll("input")].find((it) => it.dataset.facet === held && it.value === heldValue)?.focus();
  const lit = byId("filters-button");
  lit.textContent = off ? "Filters \u2022" : "Filters";
  lit.setAttribute("aria-expanded", String(!filters.hidden));
};
const toggleFilters = () => {
  filters.hidden = !filters.hidden;
  byId("filters-button").setAttribute("aria-expanded", String(!filters.hidden));
};

// The list: the same claims as a table.
const table = document.querySelector("#claims table");
const rows = [...table.querySelectorAll("tbody tr")];
const prepareList = () => {
  rows.forEach((row, n) => {
    const [first] = row.children;
    const name = first.textContent;
    first.replaceChildren();
    put(first, button(name, () => {
      if (linesOf[n].length) pick({ tie: linesOf[n][0] });
      else if (claims[n].boxes.length) pick({ box: claims[n].boxes[0] });
    }, { class: "name" }));
    row.querySelectorAll("a").forEach((a) => a.addEventListener("click", (event) => {
      event.preventDefault();
      pick({ source: sources.findIndex(({ number }) => `#source-${number}` === a.getAttribute("href")) });
    }));
  });
  table.querySelectorAll("thead th").forEach((cell, n) => {
    const name = cell.textContent;
    cell.replaceChildren();
    put(cell, button(name, () => change({ sort: state.sort === n + 1 ? -n - 1 : state.sort === -n - 1 ? 0 : n + 1 })));
  });
};
const prepareSources = () =>
  sources.forEach(({ number }, n) => put(byId("source-" + number), " ",
    button(count(claimsOfSource[n].length, "claim"), () => pick({ source: n }))));
const showList = () => {
  const column = Math.abs(state.sort) - 1;
  const text = (n) => rows[n].children[column].textContent;
  const compare = (a, b) => {
    if (column === 1) return claims[a].start[1] - claims[b].start[1] || claims[a].start[0] - claims[b].start[0];
    if (column === 4) return claims[b].voices - claims[a].voices;
    const [x, y] = [fold(text(a)), fold(text(b))];
    return x < y ? -1 : x > y ? 1 : 0;
  };
  const order = rows.map((_, n) => n);
  if (column >= 0) order.sort((a, b) => Math.sign(state.sort) * compare(a, b) || a - b);
  const held = document.activeElement;
  const body = table.querySelector("tbody");
  if (order.some((n, at) => body.children[at] !== rows[n])) {
    body.append(...order.map((n) => rows[n]));
    if (body.contains(held)) held.focus();
  }
  rows.forEach((row, n) => {
    row.hidden = !seen.claims[n];
    row.dataset.holds = seen.holds[n];
    row.classList.toggle("picked", (state.tie !== null && linesOf[n].includes(state.tie)) || (state.box !== null && claims[n].boxes.includes(state.box)));
  });
  table.querySelectorAll("thead th").forEach((cell, n) =>
    cell.setAttribute("aria-sort", column !== n ? "none" : state.sort > 0 ? "ascending" : "descending"));
};

// Time.
const moments = changes(claims);
const axis = (() => {
  if (data.has_day || moments.length < 2) return null;
  // A few days long ago would leave all others no room; they can still be typed and stepped to.
  const all = claims.flatMap((claim) => changes([claim])).sort((a, b) => a - b);
  const [begin, last] = [all[Math.floor(all.length / 10)], all[all.length - 1]];
  const pad = Math.max(7, Math.round((last - begin) / 30));
  const [first, end] = [begin - pad, last + pad];
  return { first, last: end, at: (day) => (day - first) / (end - first) };
})();
const slider = byId("slider");
const setDay = (day) => change({ day, certain: day !== null && state.certain });
const stepDay = (forward) => {
  const from = state.day ?? (forward ? PAST : FUTURE);
  const next = forward ? moments.find((day) => day > from) : moments.findLast((day) => day < from);
  if (next !== undefined) setDay(next);
  return next !== undefined;
};

// How many of the claims in question hold on each day, for certain and perhaps.
const showSpans = () => {
  const about = shownAlways();
  const WIDE = 240;
  const tally = [...Array(WIDE + 1)].map((_, n) => {
    const day = Math.round(axis.first + ((axis.last - axis.first) * n) / WIDE);
    const held = { certain: 0, possible: 0, not: 0 };
    about.forEach((claim) => held[holdsOn(claim, day)]++);
    return held;
  });
  const most = Math.max(1, ...tally.map(({ certain, possible }) => certain + possible));
  const y = (n) => 30 - (n / most) * 28;
  const area = (top, bottom) => "M" + [...tally.map((it, n) => `${n} ${y(top(it))}`), ...tally.map((it, n) => `${n} ${y(bottom(it))}`).reverse()].join("L") + "Z";
  const now = state.day === null ? null : axis.at(Math.min(Math.max(state.day, axis.first), axis.last)) * WIDE;
  byId("span").replaceChildren();
  put(byId("span"), drawn("svg", { viewBox: `0 0 ${WIDE} 30`, preserveAspectRatio: "none" },
    drawn("path", { class: "may", d: area((it) => it.certain + it.possible, (it) => it.certain) }),
    drawn("path", { class: "does", d: area((it) => it.certain, () => 0) }),
    now === null ? null : drawn("rect", { class: "now", x: now - 0.3, width: 0.6, y: 0, height: 30 })));
};
const shownAlways = () => {
  const some = state.tie !== null ? lines[state.tie].said.map(({ claim }) => claim) : state.box !== null && state.to === null ? claimsAt[state.box] : claims.map((_, n) => n);
  return some.map((n) => claims[n]).filter((claim) => passes(claim, 0, ofClaims) && !claim.aside);
};

const showTime = () => {
  if (!axis) return;
  const { day } = state;
  slider.value = Math.min(Math.max(day ?? axis.last, axis.first), axis.last);
  const held = (word) => claims.filter((_, n) => seen.claims[n] && seen.holds[n] === word).length;
  const words = day === null ? "" : `${held("certain")} certain` + (state.certain ? "" : `, ${held("possible")} possible`);
  slider.setAttribute("aria-valuetext", day === null ? "Whole record" : `${dayText(day)}: ${words}`);
  byId("day-words").textContent = words;
  if (document.activeElement !== byId("day")) byId("day").value = day === null ? "" : dayText(day);
  byId("certain").checked = state.certain;
  byId("certain").disabled = day === null;
  byId("whole").setAttribute("aria-pressed", String(day === null));
  byId("time").classList.toggle("whole", day === null);
  showSpans();
};

let playing = 0;
const play = (on) => {
  clearInterval(playing);
  playing = 0;
  if (on) {
    const first = moments.find((day) => day >= axis.first);
    if (state.day === null || !moments.some((day) => day > state.day)) setDay(first);
    playing = setInterval(() => stepDay(true) || play(false), 900);
  }
  byId("play").textContent = on ? "Stop" : "Play";
};

// Days, months or years under the line: as many as there is room for.
const showScale = () => {
  const wide = axis.last - axis.first;
  const months = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200].find((n) => wide / 30 / n <= 9) ?? 12000;
  const [year, month] = dayText(axis.first).split("-").map(Number);
  const mark = (n) => (wide < 90 ? axis.first + n * Math.ceil(wide / 7)
    : Date.UTC(year, months < 12 ? Math.floor((month - 1) / months) * months + n * months : n * months, 1) / 864e5);
  for (let n = 0; mark(n) <= axis.last; n++) {
    const at = axis.at(mark(n));
    if (at < 0 || at > 0.92) continue;
    const word = make("span", {}, dayText(mark(n)).slice(0, wide < 90 ? 10 : months < 12 ? 7 : 4));
    word.style.left = at * 100 + "%";
    byId("scale").append(word);
  }
};

const prepareTime = () => {
  if (!axis) {
    byId("time").hidden = true;
    return;
  }
  showScale();
  Object.assign(slider, { min: axis.first, max: axis.last });
  slider.addEventListener("input", () => { play(false); setDay(Number(slider.value)); });
  byId("play").addEventListener("click", () => play(!playing));
  byId("earlier").addEventListener("click", () => stepDay(false));
  byId("later").addEventListener("click", () => stepDay(true));
  byId("whole").addEventListener("click", () => { play(false); setDay(null); });
  byId("certain").addEventListener("change", (event) => change({ certain: event.target.checked }));
  byId("day").addEventListener("change", (event) => {
    const text = event.target.value.trim();
    const day = dayNumber(text);
    event.target.setCustomValidity(text && day === null ? "A day is written 2025-06-23" : "");
    if (event.target.reportValidity()) setDay(day);
  });
  byId("day").addEventListener("input", (event) => event.target.setCustomValidity(""));
};

// Where the picture is looked at.
const [x, y, w, h] = svg.getAttribute("viewBox").split(" ").map(Number);
const page = { x, y, w, h };
let eye = { ...page };
// Where a glide is to end; what is asked for meanwhile starts from there.
let goal = eye;
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const show = (next) => {
  eye = next;
  svg.setAttribute("viewBox", `${eye.x} ${eye.y} ${eye.w} ${eye.h}`);
};
let moving = 0;
const setEye = (next) => {
  cancelAnimationFrame(moving);
  goal = next;
  show(next);
};
const glide = (to) => {
  cancelAnimationFrame(moving);
  goal = to;
  if (calm.matches || document.hidden) return setEye(to);
  const from = { ...eye };
  let begun = null;
  const frame = (now) => {
    begun ??= now;
    const t = (now - begun) / 220;
    if (t >= 1) return show(to);
    const soft = t * (2 - t);
    show(Object.fromEntries(Object.keys(to).map((key) => [key, from[key] + (to[key] - from[key]) * soft])));
    moving = requestAnimationFrame(frame);
  };
  moving = requestAnimationFrame(frame);
};
const inPicture = (x, y) => {
  const by = svg.getScreenCTM();
  return by ? new DOMPoint(x, y).matrixTransform(by.inverse()) : { x: 0, y: 0 };
};
const zoomed = (times, about) => {
  const w = Math.min(Math.max(goal.w / times, page.w / 30), page.w * 3);
  const by = w / goal.w;
  const at = about ?? { x: goal.x + goal.w / 2, y: goal.y + goal.h / 2 };
  return { x: at.x + (goal.x - at.x) * by, y: at.y + (goal.y - at.y) * by, w, h: goal.h * by };
};
const shifted = (x, y) => ({ ...goal, x: goal.x + x * goal.w, y: goal.y + y * goal.h });
// Brings a part into view; comes closer where its words would be too small to read.
const reveal = (part, closer) => {
  if (!part || svg.clientWidth === 0) return;
  const area = part.getBBox();
  const [x, y] = [area.x + area.width / 2, area.y + area.height / 2];
  const at = part.getBoundingClientRect();
  const frame = svg.getBoundingClientRect();
  const inside = at.left >= frame.left && at.right <= frame.right && at.top >= frame.top && at.bottom <= frame.bottom;
  const dots = svg.getScreenCTM()?.a ?? 1;
  if (inside && !(closer && dots < 0.7)) return;
  const by = closer && dots < 0.7 ? dots : 1;
  glide({ x: x - (eye.w * by) / 2, y: y - (eye.h * by) / 2, w: eye.w * by, h: eye.h * by });
};

const prepareEye = () => {
  byId("closer").addEventListener("click", () => glide(zoomed(1.4)));
  byId("farther").addEventListener("click", () => glide(zoomed(1 / 1.4)));
  byId("fit").addEventListener("click", () => glide({ ...page }));
  svg.addEventListener("wheel", (event) => {
    event.preventDefault();
    const turn = event.deltaMode === 1 ? event.deltaY * 16 : event.deltaY;
    setEye(zoomed(Math.exp(-Math.max(-200, Math.min(200, turn)) * (event.ctrlKey ? 0.01 : 0.002)), inPicture(event.clientX, event.clientY)));
  }, { passive: false });
  const fingers = new Map();
  let moved = false;
  svg.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    if (!fingers.size) moved = false;
    fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
  });
  svg.addEventListener("pointermove", (event) => {
    const last = fingers.get(event.pointerId);
    if (!last) return;
    const now = { x: event.clientX, y: event.clientY };
    if (!moved && Math.hypot(now.x - last.x, now.y - last.y) < 4) return;
    if (!moved) svg.setPointerCapture(event.pointerId);
    moved = true;
    const others = [...fingers].filter(([id]) => id !== event.pointerId).map(([, at]) => at);
    const [a, b] = [inPicture(last.x, last.y), inPicture(now.x, now.y)];
    if (others.length === 1) {
      const [other] = others;
      const far = (at) => Math.max(1, Math.hypot(at.x - other.x, at.y - other.y));
      setEye(zoomed(far(now) / far(last), inPicture((now.x + other.x) / 2, (now.y + other.y) / 2)));
    } else if (!others.length) setEye({ ...eye, x: eye.x + a.x - b.x, y: eye.y + a.y - b.y });
    fingers.set(event.pointerId, now);
  });
  const lift = (event) => fingers.delete(event.pointerId);
  ["pointerup", "pointercancel"].forEach((name) => svg.addEventListener(name, lift));
  svg.addEventListener("click", (event) => {
    if (moved) return void (moved = false);
    const it = standsFor(event.target);
    if (it) pick(it, event.shiftKey);
  });
  svg.addEventListener("pointerover", (event) => fingers.size || light(standsFor(event.target)));
  svg.addEventListener("pointerleave", () => light(null));
  svg.addEventListener("focusin", (event) => {
    light(standsFor(event.target));
    reveal(event.target.closest("[tabindex]"), false);
  });
  svg.addEventListener("focusout", () => light(null));
  // On paper there is all of the picture, and all of the evidence.
  let kept = goal;
  let closed = [];
  addEventListener("beforeprint", () => {
    kept = goal;
    setEye({ ...page });
    closed = [...evidence.querySelectorAll("details:not([open])")];
    closed.forEach((it) => (it.open = true));
  });
  addEventListener("afterprint", () => {
    setEye(kept);
    closed.forEach((it) => (it.open = false));
  });
};
const standsFor = (target) => {
  for (let it = target; it && it !== svg; it = it.parentNode) if (meaning.has(it)) return meaning.get(it);
  return null;
};

// From a box, along a tie to the neighbour that lies that way; from a tie, to its end that lies that way.
const walk = (part, x, y) => {
  const it = meaning.get(part);
  const middle = (p) => { const b = p.getBBox(); return { x: b.x + b.width / 2, y: b.y + b.height / 2 }; };
  const here = middle(part);
  const ends = it.box === undefined ? [lines[it.tie].from, lines[it.tie].to]
    : linesAt[it.box].filter((n) => seen.lines[n]).map((n) => (lines[n].from === it.box ? lines[n].to : lines[n].from));
  let best = null;
  for (const n of new Set(ends)) {
    for (const other of parts.boxes[n]) {
      const at = middle(other);
      const [dx, dy] = [at.x - here.x, at.y - here.y];
      const along = dx * x + dy * y;
      const cost = Math.hypot(dx, dy) + 2 * Math.abs(dx * y + dy * x);
      if (along > 0 && (best === null || cost < best.cost)) best = { cost, other };
    }
  }
  best?.other.focus();
};

// Finding.
const search = byId("search");
const found = byId("found");
let hits = [];
let hit = -1;
const find = (text) => {
  const words = fold(text).split(/\s+/).filter(Boolean);
  if (!words.length) return [];
  const all = (where) => words.every((word) => where.includes(word));
  const rank = (where) => (where.startsWith(words[0]) ? 0 : where.includes(" " + words[0]) ? 1 : 2);
  const some = (list, where, entry) =>
    list.map((it, n) => ({ n, at: where(it) })).filter(({ at }) => all(at))
      .sort((a, b) => rank(a.at) - rank(b.at) || a.n - b.n).map(({ n }) => entry(n));
  return [
    ...some(boxes, (box) => box.find, (n) => ({ name: boxes[n].name, about: boxes[n].kind, go: { box: n } })).slice(0, 8),
    ...some(claims, (claim) => claim.folded, (n) => ({ name: claims[n].sentence, about: claims[n].how || "claim",
      go: linesOf[n].length ? { tie: linesOf[n][0] } : { box: claims[n].boxes[0] } })).filter(({ go }) => go.tie !== undefined || go.box !== undefined).slice(0, 8),
    ...some(sources, (source) => source.find, (n) => ({ name: sources[n].title, about: "source", go: { source: n } })).slice(0, 4),
  ];
};
const showFound = () => {
  found.replaceChildren();
  put(found, hits.map(({ name, about }, n) => make("li", { role: "option", id: "hit-" + n, "aria-selected": String(n === hit),
    on: { pointerdown: (event) => { event.preventDefault(); jump(n); } } }, make("span", {}, name), make("span", { class: "quiet" }, about))));
  if (search.value.trim() && !hits.length) put(found, make("li", { class: "quiet" }, "Nothing is called so here."));
  found.hidden = !search.value.trim();
  search.setAttribute("aria-expanded", String(!found.hidden));
  if (hit >= 0) search.setAttribute("aria-activedescendant", "hit-" + hit);
  else search.removeAttribute("aria-activedescendant");
  found.children[hit]?.scrollIntoView({ block: "nearest" });
};
const jump = (n) => {
  const go = hits[n]?.go;
  if (!go) return;
  search.value = "";
  hits = [];
  showFound();
  if (choosing && go.box !== undefined) pick(go, true);
  else pick(go);
  const part = go.box !== undefined ? parts.boxes[go.box][0] : go.tie !== undefined ? parts.lines[go.tie][0] : null;
  if (part && state.view === "picture") {
    part.focus({ preventScroll: true });
    reveal(part, true);
  } else evidence.focus();
};
const prepareSearch = () => {
  claims.forEach((claim) => (claim.folded = fold(`${claim.sentence} ${claim.how} ${claim.by}`)));
  search.addEventListener("input", () => {
    hits = find(search.value);
    hit = hits.length ? 0 : -1;
    showFound();
  });
  search.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      hit = hits.length ? (hit + (event.key === "ArrowDown" ? 1 : hits.length - 1)) % hits.length : -1;
      showFound();
    } else if (event.key === "Enter") jump(hit);
  });
  search.addEventListener("blur", () => { found.hidden = true; search.setAttribute("aria-expanded", "false"); });
  search.addEventListener("focus", () => search.value.trim() && showFound());
};

// Views, links, keys.
const showViews = () => {
  for (const id of VIEWS) {
    byId(id).classList.toggle("current", id === state.view);
    const tab = byId("view-" + id);
    tab.setAttribute("aria-selected", String(id === state.view));
    tab.tabIndex = id === state.view ? 0 : -1;
  }
};
const showCount = () => {
  const of = (list, all, one, many) => `${list.filter(Boolean).length} of ${count(all, one, many)}`;
  const hidden = seen.boxes.filter((is) => !is).length;
  byId("shown").textContent = `${of(seen.boxes, boxes.length, "box", "boxes")}, ${of(seen.lines, lines.length, "tie")}, ` +
    `${of(seen.claims, claims.length, "claim")} shown` + (hidden ? `; ${count(hidden, "box", "boxes")} hidden` : "");
  byId("picked").textContent = evidence.querySelector("h2")?.textContent ?? "";
};
const update = () => {
  look();
  showPicture();
  showList();
  showEvidence();
  showFilters();
  showTime();
  showViews();
  showCount();
};

const copy = async () => {
  const words = byId("copy");
  let done = false;
  try {
    await navigator.clipboard.writeText(location.href);
    done = true;
  } catch {
    const field = make("textarea", { class: "away" }, location.href);
    document.body.append(field);
    field.select();
    done = document.execCommand("copy");
    field.remove();
    words.focus();
  }
  words.textContent = done ? "Copied" : "Copy it from the address bar";
  setTimeout(() => (words.textContent = "Copy link"), 2000);
};

const KEYS = new Map([
  ["/", () => { search.focus(); search.select(); }],
  ["?", () => byId("help").showModal()],
  ["+", () => glide(zoomed(1.4))],
  ["=", () => glide(zoomed(1.4))],
  ["-", () => glide(zoomed(1 / 1.4))],
  ["0", () => glide({ ...page })],
  ["e", () => (evidence.querySelector("h2") ?? evidence).focus()],
  ["f", () => toggleFilters()],
]);
const ARROWS = new Map([["ArrowLeft", [-1, 0]], ["ArrowRight", [1, 0]], ["ArrowUp", [0, -1]], ["ArrowDown", [0, 1]]]);

const escape = () => {
  const { activeElement: at } = document;
  if (at === search && search.value) {
    search.value = "";
    hits = [];
    return showFound();
  }
  if (at === search) return search.blur();
  if (evidence.contains(at)) (parts.boxes[state.box]?.[0] ?? parts.lines[state.tie]?.[0] ?? svg).focus();
  if (choosing) {
    choosing = false;
    return update();
  }
  if (state.to !== null) return change({ to: null }, true);
  clear();
};

const keys = (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || byId("help").open) return;
  const { target, key } = event;
  if (key === "Escape") return escape();
  const tab = target.closest?.("[role=tab]");
  const arrow = ARROWS.get(key);
  if (tab && arrow) {
    const to = VIEWS[(VIEWS.indexOf(tab.dataset.view) + arrow[0] + arrow[1] + VIEWS.length) % VIEWS.length];
    change({ view: to });
    byId("view-" + to).focus();
    return event.preventDefault();
  }
  if (target.matches?.("input:not([type=checkbox]), textarea")) return;
  if (meaning.has(target) && (key === "Enter" || key === " ")) {
    event.preventDefault();
    return pick(meaning.get(target), event.shiftKey);
  }
  if (arrow && state.view === "picture" && (meaning.has(target) || target === document.body || target === svg)) {
    event.preventDefault();
    return meaning.has(target) ? walk(target, ...arrow) : glide(shifted(arrow[0] * 0.12, arrow[1] * 0.12));
  }
  const act = KEYS.get(key);
  if (act) {
    event.preventDefault();
    act();
  }
};

document.documentElement.classList.add("on");
prepare();
prepareList();
prepareSources();
prepareTime();
prepareEye();
prepareSearch();
VIEWS.forEach((id) => byId("view-" + id).addEventListener("click", () => change({ view: id })));
byId("filters-button").addEventListener("click", toggleFilters);
byId("copy").addEventListener("click", copy);
byId("help-button").addEventListener("click", () => byId("help").showModal());
document.querySelector(".skip").addEventListener("click", (event) => {
  event.preventDefault();
  change({ view: "claims" });
  byId("claims").querySelector("button")?.focus();
});
addEventListener("keydown", keys);
addEventListener("popstate", () => { choosing = false; read(); update(); });
filters.hidden = innerWidth < 1150;
read();
update();
