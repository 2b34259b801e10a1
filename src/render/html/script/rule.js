// What follows from the data: times, statuses, ways. Nothing here knows of a page.
// Invariant: the rule of time is that of `date::Interval::on` and `model::time`, and a test holds the two together.

// Days are numbers from 1970-01-01; these two are the beginning and the end of time.
const PAST = -2147483648;
const FUTURE = 2147483647;

const holdsWithin = ([s0, s1], [e0, e1], from, to) => {
  const throughout = Math.max(s1, from) <= Math.min(e0, to);
  const beginsWithin = s0 >= from && s1 <= to;
  const endsWithin = e0 >= from && e1 <= to;
  if (throughout || beginsWithin || endsWithin) return "certain";
  return s0 <= to && from <= e1 ? "possible" : "not";
};

// What lasts must hold on the day; what happened by then still counts. No day is the whole record.
const holdsOn = (claim, day) =>
  day === null ? "certain" : holdsWithin(claim.start, claim.end, claim.lasts ? day : PAST, day);

// Whether a status comes after another: a reached one after one in sight, then by date, else by rung.
const isLater = (a, b) => {
  if (a.status.reached !== b.status.reached) return a.status.reached;
  if (a.start[0] > b.end[1]) return true;
  if (b.start[0] > a.end[1]) return false;
  return (a.status.rung ?? -1) > (b.status.rung ?? -1);
};

const latest = (claims) => claims.reduce((last, c) => (last && !isLater(c, last) ? last : c), null);

// Phases are planned, held, paused, ended: with the last two, what was reached before no longer stands.
const stops = (c) => c.status.phase > 1;

// The status claim that counts on a day, of those of one box; null for none. What is reached stays so until something
// stops it.
const statusOn = (claims, day) => {
  const all = claims.filter((c) => c.stance !== "denied" && !c.aside && holdsOn(c, day) !== "not");
  const last = latest(all);
  if (!last?.status.reached || stops(last)) return last;
  const met = all.filter((c) => c.status.reached);
  const stop = latest(met.filter(stops));
  const stand = met.filter((c) => !stops(c) && (!stop || isLater(c, stop)));
  // A step on the way to another counts no more, whenever it came.
  const leadsTo = (a, b) => a.phase < b.phase || (a.phase === b.phase && a.rung !== null && a.rung < b.rung);
  return latest(stand.filter(({ status }) => !stand.some((c) => leadsTo(status, c.status)))) ?? last;
};

// The days on which anything changes, in order.
const changes = (claims) => {
  const days = new Set();
  for (const { start, end, lasts } of claims) {
    for (const day of lasts ? [...start, end[0] + 1, end[1] + 1] : [...start, ...end]) {
      if (day > PAST + 1 && day < FUTURE) days.add(day);
    }
  }
  return [...days].sort((a, b) => a - b);
};

// As ISO 8601 has it; a year of more than four digits has a sign.
const dayText = (day) => new Date(day * 864e5).toISOString().split("T")[0];

const dayNumber = (text) => {
  if (!/^(\d{4}|[+-]\d{6})-\d\d-\d\d$/.test(text)) return null;
  const day = Date.parse(text + "T00:00:00Z") / 864e5;
  return Number.isInteger(day) && dayText(day) === text ? day : null;
};

// Small letters without accents.
const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim();

// How far every box is from one, over lines that count, in halves of a tie; and by which line it is reached.
// Agreements and dates are passed through and not counted.
const stepOf = (boxes, { from, to }) => (boxes[from].through ? 0 : 1) + (boxes[to].through ? 0 : 1);

const distances = (start, boxes, lines) => {
  const around = boxes.map(() => []);
  for (const line of lines) {
    around[line.from].push([line.to, line]);
    around[line.to].push([line.from, line]);
  }
  const far = boxes.map(() => Infinity);
  const by = boxes.map(() => null);
  far[start] = 0;
  const layers = [[start]];
  for (let at = 0; at < layers.length; at++) {
    // What is reached without a step comes into the layer while it is gone through.
    for (const box of layers[at] ?? []) {
      if (far[box] !== at) continue;
      for (const [next, line] of around[box]) {
        const reached = at + stepOf(boxes, line);
        if (reached >= far[next]) continue;
        far[next] = reached;
        by[next] = line;
        (layers[reached] ??= []).push(next);
      }
    }
  }
  return { far, by };
};

// All shortest ways between two: the boxes and lines on any, and one of them from end to end; null for none.
const ways = (from, to, boxes, lines) => {
  const [{ far: near, by }, { far: rest }] = [distances(from, boxes, lines), distances(to, boxes, lines)];
  const whole = near[to];
  if (whole === Infinity) return null;
  const isOn = (line) => {
    const along = (a, b) => near[a] + stepOf(boxes, line) + rest[b] === whole;
    return along(line.from, line.to) || along(line.to, line.from);
  };
  const one = [];
  for (let at = to; at !== from;) {
    const line = by[at];
    at = line.from === at ? line.to : line.from;
    one.unshift({ line, at });
  }
  const on = boxes.map((_, n) => n).filter((n) => near[n] + rest[n] === whole);
  return { lines: lines.filter(isOn), boxes: on, one, ties: Math.ceil(whole / 2) };
};
