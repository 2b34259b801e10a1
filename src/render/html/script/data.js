// What the page was given, by id and by what belongs together; and how elements are made.
// Invariant: text of the data becomes text nodes and attributes, never markup; an id is only ever a key of a Map.

const data = JSON.parse(document.getElementById("data").textContent);
const { boxes, lines, claims, sources } = data;
const byId = (id) => document.getElementById(id);
const indexOf = (list) => new Map(list.map((it, n) => [it.id, n]));
const boxAt = indexOf(boxes);
const lineAt = indexOf(lines);
const sourceAt = indexOf(sources);
const entries = data.entries ?? [];
const named = data.parts ?? [];
named.forEach((part) => (part.set = new Set(part.boxes)));
const entryAt = indexOf(entries);
// The claims on a line, with all they rest on.
const saidOn = (n) => [...new Set(lines[n].said.flatMap(({ claim, with: more = [] }) => [claim, ...more]))];
const lineOfClaim = new Map(lines.flatMap((line, n) => line.said.map((said) => [said.id, n])));
const linesAt = boxes.map(() => []);
lines.forEach((line, n) => new Set([line.from, line.to]).forEach((box) => linesAt[box].push(n)));
const linesOf = claims.map(() => []);
lines.forEach((_, n) => saidOn(n).forEach((claim) => linesOf[claim].push(n)));
const claimsAt = boxes.map(() => []);
claims.forEach((claim, n) => new Set(claim.boxes).forEach((box) => claimsAt[box].push(n)));
const claimsOfSource = sources.map(() => []);
claims.forEach((claim, n) =>
  new Set(claim.cites.map((cite) => cite.source)).forEach((at) => claimsOfSource[at]?.push(n)),
);

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
const dated = (words) =>
  words.split(/(\d[\d-]*\d)/).map((word, n) => (n % 2 ? make("span", { class: "whole" }, word) : word));
const count = (n, one, many = one + "s") => `${n} ${n === 1 ? one : many}`;
