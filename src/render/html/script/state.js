// What is picked, what is filtered, the day; the same behind the # of the address; and what is shown by it.
// Invariant: all that the page shows follows from `state`, and a link leads back to it.

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
  {
    id: "group",
    title: "Group",
    of: boxes,
    value: (box) => box.group,
    label: (id) => groupLabel.get(id) ?? id,
    all: data.groups.map(({ id }) => id),
  },
  {
    id: "kind",
    title: "Kind",
    of: boxes,
    value: (box) => box.kind,
    all: distinct(boxes.map((box) => box.kind)).sort(),
  },
  {
    id: "status",
    title: "Status",
    of: boxes,
    value: (_, n) => statusLabel(n),
    all: distinct([...statusesOf.flat().map((claim) => claim.status.label), NONE]),
  },
  {
    id: "stance",
    title: "How it is put",
    of: claims,
    value: (claim) => claim.stance,
    label: (id) => stanceLabel.get(id) ?? id,
    all: data.stances.map(({ id }) => id).filter((id) => claims.some((claim) => claim.stance === id)),
  },
  {
    id: "support",
    title: "Support",
    of: claims,
    value: supportOf,
    all: ["two voices or more", "one voice", "no source", "disputed", "not believed"].filter((word) =>
      claims.some((claim) => supportOf(claim) === word),
    ),
  },
];

// The state, and the same behind the # of the address.
const VIEWS = [...document.querySelectorAll("[data-view]")].map((tab) => tab.dataset.view);
const fresh = () => ({
  box: null,
  tie: null,
  source: null,
  entry: null,
  part: null,
  to: null,
  depth: 0,
  day: null,
  certain: false,
  view: VIEWS[0],
  sort: 0,
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
  set("entry", state.entry === null ? null : entries[state.entry].id);
  set("part", state.part === null ? null : named[state.part].title);
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
  if (next.box === null && next.tie === null && next.source === null) next.entry = at("entry", entryAt);
  const part = named.findIndex(({ title }) => title === words.get("part"));
  if (part >= 0) next.part = part;
  if (next.box !== null) {
    next.to = at("to", boxAt);
    if (next.to === next.box) next.to = null;
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
const inPart = (n) => state.part === null || named[state.part].set.has(n);
const inTime = (n) => seen.holds[n] === "certain" || (seen.holds[n] === "possible" && !state.certain);

const look = () => {
  seen.holds = claims.map((claim) => holdsOn(claim, state.day));
  const told = claims.map((claim, n) => inTime(n) && passes(claim, n, ofClaims));
  const bound = lines.map((line) =>
    line.said.some(({ claim, with: more = [] }) => told[claim] && more.every((n) => told[n])),
  );
  const happened = (n) => claimsAt[n].every((at) => !claims[at].happened || inTime(at));
  const alive = (n) => happened(n) && (linesAt[n].length === 0 || linesAt[n].some((at) => bound[at]));
  seen.boxes = boxes.map((box, n) => n === state.box || n === state.to || (inPart(n) && passes(box, n, ofBoxes) && alive(n)));
  const tied = () => lines.map((line, n) => bound[n] && seen.boxes[line.from] && seen.boxes[line.to]);
  seen.lines = tied();
  if (state.box !== null && state.depth > 0) {
    const shown = lines.filter((_, n) => seen.lines[n]);
    const { far } = distances(state.box, boxes, shown);
    // From an agreement or a date the first step is half a tie.
    const most = 2 * state.depth - (boxes[state.box].through ? 1 : 0);
    seen.boxes = seen.boxes.map((is, n) => is && far[n] <= most);
    seen.lines = tied();
  }
  seen.claims = told.map(
    (is, n) =>
      is &&
      (linesOf[n].length ? linesOf[n].some((at) => seen.lines[at]) : claims[n].boxes.every((at) => seen.boxes[at])),
  );
  seen.way = null;
  if (state.to !== null) {
    // What is only planned is a way where there is no other; where it would be nearer, that is said.
    const stands = (line) => line.said.some(({ claim }) => seen.claims[claim] && !claims[claim].ahead);
    const all = lines.filter((_, n) => seen.lines[n]);
    const sure = ways(state.box, state.to, boxes, all.filter(stands));
    const any = ways(state.box, state.to, boxes, all);
    seen.way = sure ?? any;
    if (any) Object.assign(seen.way, { planned: !sure, nearer: sure && any.ties < sure.ties ? any.ties : 0 });
  }
};
