// The list: the same claims as a table, the sources with their claims.
// Invariant: a row is shown if its claim is.

const table = document.querySelector("#claims table");
const rows = [...table.querySelectorAll("tbody tr")];
const prepareList = () => {
  rows.forEach((row, n) => {
    const [first] = row.children;
    const name = first.textContent;
    first.replaceChildren();
    put(
      first,
      button(
        name,
        () => {
          if (linesOf[n].length) pick({ tie: linesOf[n][0] });
          else if (claims[n].boxes.length) pick({ box: claims[n].boxes[0] });
        },
        { class: "name" },
      ),
    );
    row.querySelectorAll("a").forEach((a) =>
      a.addEventListener("click", (event) => {
        event.preventDefault();
        pick({ source: sources.findIndex(({ number }) => `#source-${number}` === a.getAttribute("href")) });
      }),
    );
  });
  table.querySelectorAll("thead th").forEach((cell, n) => {
    const name = cell.textContent;
    cell.replaceChildren();
    put(
      cell,
      button(name, () => change({ sort: state.sort === n + 1 ? -n - 1 : state.sort === -n - 1 ? 0 : n + 1 })),
    );
  });
};
const prepareSources = () =>
  sources.forEach(({ number }, n) =>
    put(
      byId("source-" + number),
      " ",
      button(count(claimsOfSource[n].length, "claim"), () => pick({ source: n })),
    ),
  );
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
    row.classList.toggle(
      "picked",
      (state.tie !== null && linesOf[n].includes(state.tie)) ||
        (state.box !== null && claims[n].boxes.includes(state.box)),
    );
  });
  table
    .querySelectorAll("thead th")
    .forEach((cell, n) =>
      cell.setAttribute("aria-sort", column !== n ? "none" : state.sort > 0 ? "ascending" : "descending"),
    );
};
