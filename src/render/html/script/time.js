// The time line: as of which day, and on how many days what holds.

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
  const area = (top, bottom) =>
    "M" +
    [...tally.map((it, n) => `${n} ${y(top(it))}`), ...tally.map((it, n) => `${n} ${y(bottom(it))}`).reverse()].join(
      "L",
    ) +
    "Z";
  const now = state.day === null ? null : axis.at(Math.min(Math.max(state.day, axis.first), axis.last)) * WIDE;
  byId("span").replaceChildren();
  put(
    byId("span"),
    drawn(
      "svg",
      { viewBox: `0 0 ${WIDE} 30`, preserveAspectRatio: "none" },
      drawn("path", {
        class: "may",
        d: area(
          (it) => it.certain + it.possible,
          (it) => it.certain,
        ),
      }),
      drawn("path", {
        class: "does",
        d: area(
          (it) => it.certain,
          () => 0,
        ),
      }),
      now === null ? null : drawn("rect", { class: "now", x: now - 0.3, width: 0.6, y: 0, height: 30 }),
    ),
  );
};
const shownAlways = () => {
  const some =
    state.tie !== null
      ? saidOn(state.tie)
      : state.box !== null && state.to === null
        ? claimsAt[state.box]
        : claims.map((_, n) => n);
  return some.map((n) => claims[n]).filter((claim) => passes(claim, 0, ofClaims) && !claim.aside);
};

const showTime = () => {
  if (!axis) return;
  const { day } = state;
  slider.value = Math.min(Math.max(day ?? axis.last, axis.first), axis.last);
  const held = (word) => claims.filter((_, n) => seen.claims[n] && seen.holds[n] === word).length;
  const words =
    day === null ? "" : `${held("certain")} certain` + (state.certain ? "" : `, ${held("possible")} possible`);
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
  const mark = (n) =>
    wide < 90
      ? axis.first + n * Math.ceil(wide / 7)
      : Date.UTC(year, months < 12 ? Math.floor((month - 1) / months) * months + n * months : n * months, 1) / 864e5;
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
  slider.addEventListener("input", () => {
    play(false);
    setDay(Number(slider.value));
  });
  byId("play").addEventListener("click", () => play(!playing));
  byId("earlier").addEventListener("click", () => stepDay(false));
  byId("later").addEventListener("click", () => stepDay(true));
  byId("whole").addEventListener("click", () => {
    play(false);
    setDay(null);
  });
  byId("certain").addEventListener("change", (event) => change({ certain: event.target.checked }));
  byId("day").addEventListener("change", (event) => {
    const text = event.target.value.trim();
    const day = dayNumber(text);
    event.target.setCustomValidity(text && day === null ? "A day is written 2025-06-23" : "");
    if (event.target.reportValidity()) setDay(day);
  });
  byId("day").addEventListener("input", (event) => event.target.setCustomValidity(""));
};
