// Where the picture is looked at: by mouse, by fingers, by keys.

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

// All of it, or what is shown of a part.
const fitted = () => {
  const all = [...parts.boxes, ...parts.entries].flat().filter((it) => !it.classList.contains("off"));
  const areas = state.part === null ? [] : all.map((it) => it.getBBox());
  if (!areas.some((it) => it.width)) return { ...page };
  const [left, top] = [Math.min(...areas.map((it) => it.x)), Math.min(...areas.map((it) => it.y))];
  const right = Math.max(...areas.map((it) => it.x + it.width));
  const bottom = Math.max(...areas.map((it) => it.y + it.height));
  return { x: left - 30, y: top - 30, w: right - left + 60, h: bottom - top + 60 };
};
let fittedTo = null;
const fitPart = () => {
  if (fittedTo === state.part || !svg.clientWidth) return;
  fittedTo = state.part;
  glide(fitted());
};

const prepareEye = () => {
  byId("closer").addEventListener("click", () => glide(zoomed(1.4)));
  byId("farther").addEventListener("click", () => glide(zoomed(1 / 1.4)));
  byId("fit").addEventListener("click", () => glide(fitted()));
  svg.addEventListener(
    "wheel",
    (event) => {
      event.preventDefault();
      const turn = event.deltaMode === 1 ? event.deltaY * 16 : event.deltaY;
      setEye(
        zoomed(
          Math.exp(-Math.max(-200, Math.min(200, turn)) * (event.ctrlKey ? 0.01 : 0.002)),
          inPicture(event.clientX, event.clientY),
        ),
      );
    },
    { passive: false },
  );
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
    setEye(fitted());
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
  const middle = (p) => {
    const b = p.getBBox();
    return { x: b.x + b.width / 2, y: b.y + b.height / 2 };
  };
  const here = middle(part);
  const ends =
    it.box === undefined
      ? [lines[it.tie].from, lines[it.tie].to]
      : linesAt[it.box]
          .filter((n) => seen.lines[n])
          .map((n) => (lines[n].from === it.box ? lines[n].to : lines[n].from));
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
