// The whole: views, counts, links, keys; and its beginning.

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
  byId("shown").textContent =
    `${of(seen.boxes, boxes.length, "box", "boxes")}, ${of(seen.lines, lines.length, "tie")}, ` +
    `${of(seen.claims, claims.length, "claim")} shown` +
    (hidden ? `; ${count(hidden, "box", "boxes")} hidden` : "");
  byId("picked").textContent = evidence.querySelector("h2")?.textContent ?? "";
};
const choice = byId("part");
const update = () => {
  look();
  showPicture();
  showList();
  showEvidence();
  showFilters();
  showTime();
  showViews();
  showCount();
  fitPart();
  if (choice) choice.value = state.part ?? "";
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
  [
    "/",
    () => {
      search.focus();
      search.select();
    },
  ],
  ["?", () => byId("help").showModal()],
  ["+", () => glide(zoomed(1.4))],
  ["=", () => glide(zoomed(1.4))],
  ["-", () => glide(zoomed(1 / 1.4))],
  ["0", () => glide(fitted())],
  ["e", () => (evidence.querySelector("h2") ?? evidence).focus()],
  ["f", () => toggleFilters()],
]);
const ARROWS = new Map([
  ["ArrowLeft", [-1, 0]],
  ["ArrowRight", [1, 0]],
  ["ArrowUp", [0, -1]],
  ["ArrowDown", [0, 1]],
]);

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
  if (target.matches?.("input:not([type=checkbox]), textarea, select")) return;
  if (meaning.has(target) && (key === "Enter" || key === " ")) {
    event.preventDefault();
    return pick(meaning.get(target), event.shiftKey);
  }
  if (arrow && state.view === "picture" && (meaning.has(target) || target === document.body || target === svg)) {
    event.preventDefault();
    return meaning.has(target) && meaning.get(target).entry === undefined ? walk(target, ...arrow) : glide(shifted(arrow[0] * 0.12, arrow[1] * 0.12));
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
VIEWS.forEach((id) => byId(id).setAttribute("role", "tabpanel"));
VIEWS.forEach((id) => byId("view-" + id).addEventListener("click", () => change({ view: id })));
byId("filters-button").addEventListener("click", toggleFilters);
choice?.addEventListener("change", () => {
  const part = choice.value === "" ? null : Number(choice.value);
  const { box, to } = state;
  // What is picked and is no part of it would stand alone.
  const out = part !== null && [box, to].some((n) => n !== null && !named[part].set.has(n));
  change({ part, ...(out && { box: null }) });
});
byId("copy").addEventListener("click", copy);
byId("help-button").addEventListener("click", () => byId("help").showModal());
document.querySelector(".skip").addEventListener("click", (event) => {
  event.preventDefault();
  change({ view: "claims" });
  byId("claims").querySelector("button")?.focus();
});
addEventListener("keydown", keys);
addEventListener("popstate", () => {
  choosing = false;
  read();
  update();
});
filters.hidden = innerWidth < 1150;
read();
update();
