// The filters, with how much each would leave.

const filters = byId("filters");
const showFilters = () => {
  const held = document.activeElement?.dataset?.facet;
  const heldValue = document.activeElement?.value;
  const groups = FACETS.filter(({ all }) => all.length > 1).map(({ id, title, of, value, label, all }) => {
    const off = state.off.get(id);
    const others = (of === boxes ? ofBoxes : ofClaims).filter((facet) => facet.id !== id);
    const tally = new Map();
    of.forEach((it, n) => {
      if (passes(it, n, others) && (of === claims ? inTime(n) && it.boxes.every(inPart) : inPart(n))) {
        const key = value(it, n);
        tally.set(key, (tally.get(key) ?? 0) + 1);
      }
    });
    const set = (values) => change({ off: new Map(state.off).set(id, new Set(values)) });
    const choice = (word) =>
      make(
        "li",
        { class: tally.get(word) ? "" : "none" },
        make(
          "label",
          {},
          make("input", {
            type: "checkbox",
            value: word,
            "data-facet": id,
            checked: !off.has(word),
            on: {
              change: (event) => set(event.target.checked ? [...off].filter((it) => it !== word) : [...off, word]),
            },
          }),
          make("span", {}, label ? label(word) : word),
          make("span", { class: "count" }, tally.get(word) ?? 0),
        ),
        button("only", () => set(all.filter((it) => it !== word)), {
          class: "only",
          "aria-label": `Only ${label ? label(word) : word}`,
        }),
      );
    return make(
      "fieldset",
      {},
      make("legend", {}, title),
      off.size ? button("all", () => set([]), { class: "only", "aria-label": `All of ${title}` }) : null,
      make("ul", {}, all.map(choice)),
    );
  });
  filters.replaceChildren();
  const off = state.part !== null || [...state.off.values()].some(({ size }) => size);
  put(
    filters,
    make(
      "div",
      { class: "narrow" },
      make("b", {}, "Filters"),
      button("\u00d7", toggleFilters, { class: "close", "aria-label": "Close the filters" }),
    ),
    groups,
    off ? button("Clear the filters", () => change({ off: fresh().off, part: null }), { id: "clear-filters" }) : null,
  );
  if (held)
    [...filters.querySelectorAll("input")].find((it) => it.dataset.facet === held && it.value === heldValue)?.focus();
  const lit = byId("filters-button");
  lit.textContent = off ? "Filters \u2022" : "Filters";
  lit.setAttribute("aria-expanded", String(!filters.hidden));
};
const toggleFilters = () => {
  filters.hidden = !filters.hidden;
  byId("filters-button").setAttribute("aria-expanded", String(!filters.hidden));
};
