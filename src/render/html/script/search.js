// Finding names, claims and sources.

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
    list
      .map((it, n) => ({ n, at: where(it) }))
      .filter(({ at }) => all(at))
      .sort((a, b) => rank(a.at) - rank(b.at) || a.n - b.n)
      .map(({ n }) => entry(n));
  return [
    ...some(
      boxes,
      (box) => box.find,
      (n) => ({ name: boxes[n].name, about: boxes[n].kind, go: { box: n } }),
    ).slice(0, 8),
    ...some(
      claims,
      (claim) => claim.folded,
      (n) => ({
        name: claims[n].sentence,
        about: claims[n].how || "claim",
        go: linesOf[n].length ? { tie: linesOf[n][0] } : { box: claims[n].boxes[0] },
      }),
    )
      .filter(({ go }) => go.tie !== undefined || go.box !== undefined)
      .slice(0, 8),
    ...some(
      sources,
      (source) => source.find,
      (n) => ({ name: sources[n].title, about: "source", go: { source: n } }),
    ).slice(0, 4),
  ];
};
const showFound = () => {
  found.replaceChildren();
  put(
    found,
    hits.map(({ name, about }, n) =>
      make(
        "li",
        {
          role: "option",
          id: "hit-" + n,
          "aria-selected": String(n === hit),
          on: {
            pointerdown: (event) => {
              event.preventDefault();
              jump(n);
            },
          },
        },
        make("span", {}, name),
        make("span", { class: "quiet" }, about),
      ),
    ),
  );
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
  search.addEventListener("blur", () => {
    found.hidden = true;
    search.setAttribute("aria-expanded", "false");
  });
  search.addEventListener("focus", () => search.value.trim() && showFound());
};
