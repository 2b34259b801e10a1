// The picture: which of its parts are there, which stand out.
// Invariant: parts are hidden and marked, never moved.

const svg = document.querySelector("#picture > svg");
const parts = {
  boxes: boxes.map(() => []),
  lines: lines.map(() => []),
  labels: lines.map(() => []),
  entries: entries.map(() => []),
  groups: new Map(),
};
const meaning = new Map();

const lineOf = (part) =>
  lineAt.get(part.dataset.edgeId) ??
  (part.dataset.edgeIds ?? "")
    .split(" ")
    .map((id) => lineOfClaim.get(id))
    .find((n) => n !== undefined);
const nameOfLine = (n) => {
  const { from, to } = lines[n];
  return `${boxes[from].name} and ${boxes[to].name}: ${saidOn(n).map((claim) => claims[claim].sentence).join("; ")}`;
};

const prepare = () => {
  const about = svg.querySelector(":scope > desc")?.textContent;
  svg.setAttribute("role", "group");
  svg.removeAttribute("aria-labelledby");
  svg.setAttribute("aria-label", "Picture" + (about ? ": " + about : ""));
  svg.setAttribute("preserveAspectRatio", "xMidYMid meet");
  svg.querySelectorAll(":scope > title, :scope > desc").forEach((it) => it.remove());
  const hatch = drawn(
    "pattern",
    { id: "hatch", width: 5, height: 5, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
    drawn("rect", { class: "stripe", width: 2, height: 5 }),
  );
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
  for (const part of svg.querySelectorAll("[data-entry-id]")) {
    const entry = entryAt.get(part.dataset.entryId);
    const box = entry === undefined ? boxAt.get(part.dataset.of) : undefined;
    if (entry === undefined && box === undefined) continue;
    const about = part.querySelector("title")?.textContent ?? "";
    own(part, box === undefined ? { entry } : { box });
    act(part, about);
    (box === undefined ? parts.entries[entry] : parts.boxes[box]).push(part);
  }
  for (const part of svg.querySelectorAll("[data-cluster-id]")) parts.groups.set(part.dataset.clusterId, part);
};

const mark = (part, name, is) => part.classList.toggle(name, is);

const showPicture = () => {
  const planned = (n) => saidOn(n).filter((claim) => seen.claims[claim]);
  lines.forEach((_, n) => {
    const told = planned(n);
    const holds = !seen.lines[n]
      ? "not"
      : told.some((claim) => seen.holds[claim] === "certain")
        ? "certain"
        : "possible";
    for (const part of [...parts.lines[n], ...parts.labels[n]]) {
      mark(part, "off", !seen.lines[n]);
      part.dataset.holds = holds;
      mark(part, "picked", n === state.tie);
    }
    parts.lines[n].forEach((part) => part.setAttribute("aria-pressed", n === state.tie));
  });
  boxes.forEach((_, n) => {
    const around = linesAt[n].filter((at) => seen.lines[at]);
    const holds = !seen.boxes[n]
      ? "not"
      : around.length && around.every((at) => (parts.lines[at][0]?.dataset.holds ?? "certain") === "possible")
        ? "possible"
        : "certain";
    for (const part of parts.boxes[n]) {
      mark(part, "off", !seen.boxes[n]);
      part.dataset.holds = holds;
      mark(part, "picked", n === state.box || n === state.to);
      part.setAttribute("aria-pressed", n === state.box);
    }
  });
  entries.forEach((entry, n) => {
    const told = entry.claims.filter((at) => seen.claims[at]);
    for (const part of parts.entries[n]) {
      mark(part, "off", !told.length);
      part.dataset.holds = told.some((at) => seen.holds[at] === "certain") ? "certain" : "possible";
      mark(part, "picked", n === state.entry);
      part.setAttribute("aria-pressed", n === state.entry);
    }
  });
  for (const [id, part] of parts.groups) {
    mark(
      part,
      "off",
      boxes.some((box) => box.group === id) && !boxes.some((box, n) => box.group === id && seen.boxes[n]),
    );
  }
  light(null);
};

// What stands out, while pointed at or picked; the rest is dimmed.
const light = (pointed) => {
  const it =
    pointed ??
    (state.source !== null
      ? { source: state.source }
      : seen.way
        ? { way: seen.way }
        : state.box !== null && state.depth === 0
          ? { box: state.box }
          : state.tie !== null
            ? { tie: state.tie }
            : state.entry !== null
              ? { entry: state.entry }
              : null);
  const lit = { boxes: new Set(), lines: new Set() };
  const add = (n) =>
    [n, lines[n]].forEach(() => {
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
  const about = new Set(
    it?.entry !== undefined
      ? entries[it.entry].claims
      : it?.source !== undefined
        ? claimsOfSource[it.source]
        : (claimsAt[it?.box] ?? []),
  );
  entries.forEach(({ claims }, n) =>
    parts.entries[n].forEach((part) =>
      mark(
        part,
        "lit",
        claims.some((at) => about.has(at)),
      ),
    ),
  );
  svg.classList.toggle("dim", it !== null);
  svg.classList.toggle("way", !pointed && !!seen.way);
  parts.boxes.forEach((all, n) => all.forEach((part) => mark(part, "lit", lit.boxes.has(n))));
  parts.lines.forEach((all, n) => [...all, ...parts.labels[n]].forEach((part) => mark(part, "lit", lit.lines.has(n))));
};
