// Drives the desk's `Sync` with a clock, a server and a storage of its own, along random ways. Prints what went wrong, as JSON.
// In: how many ways, and the first seed. Nobody waits: time passes only when the clock is told so.

import { Store } from "../../src/elearn/desk/browser/store.js";
import { Sync } from "../../src/elearn/desk/browser/sync.js";
import { watchNews } from "../../src/elearn/desk/browser/news.js";

/** @param {number} seed */
function dice(seed) {
  let now = seed * 2654435761 + 1;
  const next = () => {
    now = Math.imul(now ^ (now >>> 15), now | 1);
    now ^= now + Math.imul(now ^ (now >>> 7), now | 61);
    return ((now ^ (now >>> 14)) >>> 0) / 4294967296;
  };
  return { chance: (p) => next() < p, below: (n) => Math.floor(next() * n), pick: (all) => all[Math.floor(next() * all.length)] };
}

class Clock {
  time = 1000;
  timers = new Map();
  count = 0;
  set(fn, wait) {
    this.timers.set(++this.count, { at: this.time + wait, fn });
    return this.count;
  }
  async pass(wait) {
    const until = this.time + wait;
    for (;;) {
      await settled();
      const [id, first] = [...this.timers].sort((a, b) => a[1].at - b[1].at || a[0] - b[0])[0] ?? [];
      if (!first || first.at > until) break;
      this.timers.delete(id);
      this.time = Math.max(this.time, first.at);
      first.fn();
    }
    this.time = until;
    await settled();
  }
}
const settled = () => new Promise((done) => setImmediate(done));

/** A course of one page: what an edit does to it, and what has been done before. */
class Server {
  lines = ["## One", "", "alpha", "", "beta", "", "gamma"];
  log = [];
  done = new Map();
  signedOut = false;
  get seq() {
    return this.log.length;
  }
  blocks() {
    const found = [];
    this.lines.forEach((line, n) => {
      if (n < 2 || !line) return;
      const last = found[found.length - 1];
      if (last && last.lines[1] === n) last.lines[1] = n + 1;
      else found.push({ lines: [n, n + 1] });
    });
    return found.map(({ lines }) => ({ lines, text: this.lines.slice(...lines).join("\n"), kind: "text", name: "", values: null, html: "" }));
  }
  state(edited = null) {
    const page = { file: "m.md", id: "one", title: "One", lines: [0, this.lines.length], heading: [0, 1], text: this.lines.join("\n"), blocks: this.blocks() };
    return JSON.parse(JSON.stringify({ seq: this.seq, course: "c", title: "C", outline: [{ file: "m.md", kind: "module", id: "m", title: "M", pages: [{ id: "one", title: "One", lines: page.lines, blocks: [] }] }], page, findings: [], unsaved: true, clashes: [], people: [], steps: { undo: "", redo: "" }, preview: null, edited }));
  }
  where([a, b], seq) {
    for (const op of this.log.slice(seq)) {
      if (op.end <= a && op.start < a) [a, b] = [a + op.lines.length - (op.end - op.start), b + op.lines.length - (op.end - op.start)];
      else if (op.start < b || op.start === a) return null;
    }
    return [a, b];
  }
  splice(start, end, lines) {
    this.lines.splice(start, end - start, ...lines);
    this.log.push({ start, end, lines });
  }
  change(sent) {
    const before = this.done.get(sent.request);
    if (before) return [200, this.state(before.edited && this.where(before.edited, before.seq))];
    if (sent.action) {
      this.done.set(sent.request, { edited: null });
      if (sent.action.action === "delete-block") this.splice(...sent.action.lines, []);
      return [200, this.state()];
    }
    const { lines, text } = sent.edit;
    if (text.includes("bad")) return [422, { status: "refused", problems: [{ field: "body", message: "It is bad.", remedy: "" }] }];
    const now = this.where(lines, sent.seq);
    if (!now) {
      const [a] = lines;
      const block = this.blocks().find((each) => each.lines[0] === a) ?? this.blocks().find((each) => each.lines[0] >= a) ?? { lines: [a, a], text: "" };
      return [409, { status: "stale", state: this.state(), lines: block.lines, text: block.text, mine: text, by: "Bo" }];
    }
    this.splice(now[0], now[1], text.split("\n"));
    const edited = [now[0], now[0] + text.split("\n").length];
    this.done.set(sent.request, { edited, seq: this.seq });
    return [200, this.state(edited)];
  }
}

class Storage {
  map = new Map();
  full = false;
  get length() {
    return this.map.size;
  }
  key = (n) => [...this.map.keys()][n] ?? null;
  getItem = (key) => this.map.get(key) ?? null;
  removeItem = (key) => void this.map.delete(key);
  setItem(key, value) {
    if (this.full) throw new Error("QuotaExceededError");
    this.map.set(key, value);
  }
}

/** A window that is gone writes nothing any more. */
const ofWindow = (window, storage) => ({
  get length() {
    return storage.length;
  },
  key: storage.key,
  getItem: storage.getItem,
  removeItem: (key) => window.alive && storage.removeItem(key),
  setItem: (key, value) => window.alive && storage.setItem(key, value),
});

let ids = 0;

/** Everything that one browser is made of. */
class World {
  clock = new Clock();
  server = new Server();
  storage = new Storage();
  /** How the line is: what becomes of the next request. */
  line = () => "good";
  /** Requests under way at the same time, at most. */
  most = 0;
  windows = [];
  /** Milliseconds that a request takes. */
  slow = 20;
  sends = [];
  openWindow() {
    const window = { alive: true, locks: new Set() };
    this.windows.push(window);
    const around = {
      setTimeout: (fn, wait) => this.clock.set(() => window.alive && fn(), wait),
      clearTimeout: (id) => this.clock.timers.delete(id),
      now: () => this.clock.time,
      id: () => `r${++ids}`,
      storage: this.forbidden ? null : ofWindow(window, this.storage),
      locks: {
        request: async (name, options, run = options) => {
          const held = this.windows.some((each) => each.alive && each.locks.has(name));
          if (run === options) return void window.locks.add(name);
          return run(held ? null : {});
        },
      },
      fetch: (address, init) => this.fetch(window, address, init),
    };
    const store = new Store(this.server.state());
    window.sync = new Sync(store, { course: "/desk/c", person: "Ann", window: `w${++ids}`, words: { away: "away", out: "out", changed: "changed", long: "long", failed: "failed" } }, around);
    window.news = watchNews(window.sync, () => true);
    window.card = null;
    store.watch((state) => window.card?.show(state));
    void window.sync.recover();
    return window;
  }
  /** The window dies. @param {boolean} crash without any event */
  kill(window, crash) {
    if (!crash) window.sync.leave();
    window.alive = false;
    this.windows = this.windows.filter((each) => each !== window);
  }
  fetch(window, address, init) {
    if (!window.alive) return new Promise(() => {});
    const changes = init.method === "POST";
    if (changes) {
      window.under = (window.under ?? 0) + 1;
      this.most = Math.max(this.most, window.under);
      this.sends.push(JSON.parse(init.body));
    }
    const fate = this.line(init.body ?? "");
    return new Promise((resolve, reject) => {
      const over = (then) => () => {
        if (changes) window.under -= 1;
        if (window.alive) then();
      };
      const response = (status, body) => ({ status, ok: status < 300, json: async () => JSON.parse(typeof body === "string" ? body : JSON.stringify(body)) });
      this.clock.set(() => {
        if (fate === "lost") return over(() => reject(new TypeError("Failed to fetch")))();
        if (fate === "busy") return over(() => resolve(response(503, "<html>")))();
        if (fate === "fault") return over(() => resolve(response(500, "<html>")))();
        if (fate === "too long") return over(() => resolve(response(413, "<html>")))();
        if (fate === "html") return over(() => resolve(response(200, "<html>")))();
        const [status, body] = this.answer(address, init);
        this.clock.set(over(() => (fate === "unheard" ? reject(new TypeError("Failed to fetch")) : resolve(response(status, body)))), 20);
      }, this.slow);
    });
  }
  answer(address, init) {
    if (this.server.signedOut) return [401, { status: "signed-out" }];
    if (address.includes("/state")) return [200, this.server.state()];
    if (address.includes("/news")) return Number(new URL(address, "http://x").searchParams.get("seq")) === this.server.seq ? [204, ""] : [200, this.server.state()];
    return this.server.change(JSON.parse(init.body));
  }
}

/** An open card, as card.js shows a block as text. */
class Card {
  constructor(window, block) {
    this.split = false;
    const sent = window.sync.waiting("m.md", block.lines, this).map(({ text }) => text);
    Object.assign(this, { window, block, known: block.text, value: sent.at(-1) ?? block.text, sent });
    window.card = this;
    window.sync.onAside(this, () => Object.assign(this, { sent: [], known: "" }));
  }
  type(more) {
    this.value += more;
    this.sent.push(this.value);
    this.window.sync.edit("m.md", this.block.lines, this.value, this);
  }
  show({ page: { blocks }, edited }) {
    const meets = (one, other) => one[0] < other[1] && other[0] < one[1];
    const block = blocks.find((each) => each.text === this.block.text && each.lines[0] === this.block.lines[0]) ?? (edited && blocks.find((each) => meets(each.lines, edited))) ?? blocks.find((each) => each.text === this.block.text);
    if (!block) return this.close();
    this.block = block;
    const wide = edited && edited[0] === block.lines[0] && edited[1] > block.lines[1];
    if (wide && (this.split || this.sent.length)) return void (this.split = true);
    if (this.split) Object.assign(this, { split: false, sent: [], known: "" });
    if (block.text === this.value) this.sent = [];
    else if (this.sent.includes(block.text)) this.sent = this.sent.slice(this.sent.lastIndexOf(block.text) + 1);
    else if (block.text !== this.known) {
      this.window.sync.closed();
      Object.assign(this, { value: block.text, sent: [] });
    }
    this.known = block.text;
  }
  close() {
    if (this.window.card === this) this.window.card = null;
    this.window.sync.closed();
  }
}

/** @param {number} seed @returns {Promise<string[]>} what went wrong */
async function way(seed, steps = 60) {
  const roll = dice(seed);
  const world = new World();
  world.line = () => (roll.chance(0.75) ? "good" : roll.pick(["lost", "unheard", "busy", "html", "lost"]));
  let window = world.openWindow();
  const words = [];
  const trace = [];
  for (let step = 0; step < steps; step += 1) {
    const what = roll.pick(["key", "key", "key", "key", "key", "paste", "wait", "wait", "open", "close", "other", "reload", "crash", "out", "burst"]);
    trace.push(what);
    if (what === "open" || (!window.card && (what === "key" || what === "burst"))) {
      window.card?.close();
      new Card(window, roll.pick(window.sync.store.state.page.blocks));
    }
    if ((what === "key" || what === "burst") && window.card) {
      for (let n = what === "burst" ? 12 : 1; n > 0 && window.card; n -= 1) {
        words.push(`k${words.length}.`);
        window.card.type(`${roll.chance(0.1) ? "\n\n" : roll.chance(0.1) ? "\n" : " "}${words.at(-1)}`);
        await world.clock.pass(roll.below(120));
      }
    } else if (what === "paste") window.sync.apart();
    else if (what === "wait") await world.clock.pass(roll.below(3000));
    else if (what === "close") window.card?.close();
    else if (what === "other") {
      const block = roll.pick(world.server.blocks());
      words.push(`o${words.length}.`);
      world.server.splice(block.lines[0], block.lines[1], `${block.text} ${words.at(-1)}`.split("\n"));
    } else if (what === "reload" || what === "crash") {
      world.kill(window, what === "crash");
      await world.clock.pass(roll.below(200));
      window = world.openWindow();
      await world.clock.pass(roll.below(30));
    } else if (what === "out") {
      world.server.signedOut = true;
      await world.clock.pass(roll.below(2500));
      world.server.signedOut = false;
    }
    if (window.sync.halted && !world.server.signedOut) window.sync.resume(true);
  }
  world.line = () => "good";
  await world.clock.pass(60_000);
  if (window.sync.halted) window.sync.resume(true);
  await world.clock.pass(60_000);
  const { sync } = window;
  const server = world.server.lines.join("\n");
  const aside = sync.aside.map((each) => each.mine).join("\n");
  const wrong = [];
  for (const word of words) {
    const times = server.split(word).length - 1;
    if (!times && !aside.includes(word)) wrong.push(`${word} is lost`);
    if (times > 1) wrong.push(`${word} is there ${times} times`);
  }
  if (sync.unsent) wrong.push("something is unsent");
  if (sync.status !== "kept") wrong.push(`the status is ${sync.status}`);
  if (world.most > 1) wrong.push(`${world.most} requests at a time`);
  if (!sync.aside.length && world.storage.map.size) wrong.push("something is still kept");
  if (sync.store.state.page.text !== server) wrong.push("the page shows something else");
  return wrong.map((each) => `${seed}: ${each} (${trace.join(" ")})`);
}

/** Every page that is asked for is there. @param {World} world */
function manyPages(world) {
  const answer = world.answer.bind(world);
  world.answer = (address, init) => {
    const [status, state] = answer(address, init);
    const page = new URL(address, "http://x").searchParams.get("page") ?? (init.body && JSON.parse(init.body).at.page);
    return [status, page && state.page ? { ...state, page: { ...state.page, id: page } } : state];
  };
}

/** The single cases that matter, each with what must be true. */
const cases = {
  async "the newest text replaces what waits, a quarter of a second after the last key"() {
    const world = new World();
    const card = new Card(world.openWindow(), world.server.blocks()[0]);
    for (let n = 0; n < 4; n += 1) {
      card.type("x");
      await world.clock.pass(100);
    }
    await world.clock.pass(1000);
    return world.sends.length === 1 && world.server.lines[2] === "alphaxxxx";
  },
  async "what is pasted is a step of its own, also while nobody answers"() {
    const world = new World();
    const window = world.openWindow();
    const card = new Card(window, world.server.blocks()[0]);
    world.line = () => "lost";
    for (const part of [" typed", " more", "", " pasted", "", " after"]) {
      if (part) card.type(part);
      else window.sync.apart(true);
    }
    await world.clock.pass(3000);
    world.line = () => "good";
    await world.clock.pass(30_000);
    return JSON.stringify(world.server.log.map(({ lines }) => lines[0])) === '["alpha typed more","alpha typed more pasted","alpha typed more pasted after"]';
  },
  async "once a second while somebody types"() {
    const world = new World();
    const card = new Card(world.openWindow(), world.server.blocks()[0]);
    for (let n = 0; n < 50; n += 1) {
      card.type("x");
      await world.clock.pass(100);
    }
    return world.sends.length >= 4 && world.sends.length <= 6;
  },
  async "a button comes after what was typed, and knows the lines as they are then"() {
    const world = new World();
    const window = world.openWindow();
    const card = new Card(window, world.server.blocks()[0]);
    card.type("\n\nmore");
    void window.sync.act({ action: "delete-block", file: "m.md", lines: [6, 7] });
    await world.clock.pass(2000);
    return world.server.lines.join("|") === "## One||alpha||more||beta|";
  },
  async "a button names no lines that somebody else has changed"() {
    const world = new World();
    const window = world.openWindow();
    new Card(window, world.server.blocks()[2]).type(" mine");
    world.server.splice(2, 4, []);
    let failed = "";
    window.sync.act({ action: "delete-block", file: "m.md", lines: [4, 5] }).catch((fault) => (failed = fault.message));
    await world.clock.pass(3000);
    return failed === "changed" && world.server.lines.join("|") === "## One||beta||gamma mine";
  },
  async "a crash before the first answer loses nothing"() {
    const world = new World();
    world.line = () => "unheard";
    const window = world.openWindow();
    new Card(window, world.server.blocks()[0]).type(" kept");
    await world.clock.pass(300);
    window.card.type(" too");
    world.kill(window, true);
    world.line = () => "good";
    world.openWindow();
    await world.clock.pass(5000);
    return world.server.lines[2] === "alpha kept too" && world.storage.map.size === 0;
  },
  async "what was found again does not overwrite what came since"() {
    const world = new World();
    world.line = () => "lost";
    const window = world.openWindow();
    new Card(window, world.server.blocks()[0]).type(" mine");
    world.kill(window, true);
    world.server.splice(2, 3, ["alpha theirs"]);
    world.line = () => "good";
    const later = world.openWindow();
    await world.clock.pass(5000);
    const [aside] = later.sync.aside;
    if (world.server.lines[2] !== "alpha theirs" || aside?.mine !== "alpha mine" || aside.theirs !== "alpha theirs") return false;
    void later.sync.choose(aside, "both");
    await world.clock.pass(5000);
    return world.server.lines.slice(2, 5).join("|") === "alpha theirs||alpha mine" && world.storage.map.size === 0;
  },
  async "a window that lives keeps its own"() {
    const world = new World();
    world.line = () => "lost";
    new Card(world.openWindow(), world.server.blocks()[0]).type(" mine");
    const second = world.openWindow();
    await world.clock.pass(100);
    return second.sync.entries.length === 0;
  },
  async "another person's work is left alone"() {
    const world = new World();
    world.storage.setItem("elearn.desk.c.w0", JSON.stringify({ person: "Cy", beat: 0, entries: [{ request: "q" }], aside: [] }));
    return world.openWindow().sync.entries.length === 0 && world.storage.map.size === 1;
  },
  async "a full storage is said, and the text is sent"() {
    const world = new World();
    world.storage.full = true;
    const window = world.openWindow();
    new Card(window, world.server.blocks()[0]).type(" mine");
    const said = !window.sync.kept;
    await world.clock.pass(2000);
    return said && world.server.lines[2] === "alpha mine";
  },
  async "news does not touch what is being typed"() {
    const world = new World();
    const window = world.openWindow();
    const card = new Card(window, world.server.blocks()[0]);
    world.server.splice(6, 7, ["delta"]);
    await world.clock.pass(1990);
    card.type(" mine");
    await world.clock.pass(60);
    const during = card.value;
    await world.clock.pass(9000);
    return during === "alpha mine" && card.value === "alpha mine" && world.server.lines.join("|") === "## One||alpha mine||beta||delta";
  },
  async "what is too long stands beside, with its words, and what comes after it is sent"() {
    const world = new World();
    world.line = (body) => (body.includes("alpha!") ? "too long" : "good");
    const window = world.openWindow();
    new Card(window, world.server.blocks()[0]).type("!");
    await world.clock.pass(1000);
    const [aside] = window.sync.aside;
    new Card(window, world.server.blocks()[2]).type(" more");
    await world.clock.pass(3000);
    return aside?.mine === "alpha!" && aside.message === "long" && world.server.lines[6] === "gamma more";
  },
  async "a text with which the server has a fault is tried, then stands beside, and holds up nothing"() {
    const world = new World();
    world.line = (body) => (body.includes("alpha!") ? "fault" : "good");
    const window = world.openWindow();
    new Card(window, world.server.blocks()[0]).type("!");
    await world.clock.pass(2000);
    const { status } = window.sync;
    new Card(window, world.server.blocks()[2]).type(" more");
    await world.clock.pass(120_000);
    const [aside] = window.sync.aside;
    return status === "failing" && aside?.mine === "alpha!" && aside.message === "failed" && world.server.lines[6] === "gamma more";
  },
  async "a line that takes five seconds loses nothing and asks once at a time"() {
    const world = new World();
    const window = world.openWindow();
    world.slow = 5000;
    const card = new Card(window, world.server.blocks()[0]);
    for (let n = 0; n < 40; n += 1) {
      card.type("x");
      await world.clock.pass(300);
    }
    await world.clock.pass(20_000);
    return world.most === 1 && world.server.lines[2] === `alpha${"x".repeat(40)}` && window.sync.status === "kept";
  },
  async "the page that was typed is there after a reload, whatever the state says that comes with it"() {
    const world = new World();
    world.line = () => "lost";
    const window = world.openWindow();
    new Card(window, world.server.blocks()[0]).type(" kept");
    world.kill(window, false);
    const later = world.openWindow();
    await world.clock.pass(50);
    const card = new Card(later, later.sync.store.state.page.blocks[0]);
    const shown = card.value;
    later.sync.news(world.server.state());
    const still = card.value;
    world.line = () => "good";
    await world.clock.pass(60_000);
    return shown === "alpha kept" && still === "alpha kept" && world.server.lines[2] === "alpha kept";
  },
  async "after a sleep of hours what waits is sent, and what others did is shown"() {
    const world = new World();
    world.line = () => "lost";
    const window = world.openWindow();
    new Card(window, world.server.blocks()[0]).type(" mine");
    await world.clock.pass(2000);
    world.clock.time += 8 * 3600 * 1000;
    world.server.splice(6, 7, ["delta"]);
    world.line = () => "good";
    window.sync.hurry();
    void window.news.now();
    await world.clock.pass(200);
    await world.clock.pass(3000);
    return world.server.lines.join("|") === "## One||alpha mine||beta||delta" && window.sync.store.state.page.text === world.server.lines.join("\n");
  },
  async "two windows of one person see what the other does, and lose nothing"() {
    const world = new World();
    const [one, two] = [world.openWindow(), world.openWindow()];
    new Card(one, world.server.blocks()[0]).type(" one");
    new Card(two, world.server.blocks()[2]).type(" two");
    await world.clock.pass(20_000);
    const text = world.server.lines.join("\n");
    return text.includes("alpha one") && text.includes("gamma two") && [one, two].every(({ sync }) => sync.store.state.page.text === text && !sync.aside.length);
  },
  async "where storage is forbidden, it is said, and nothing else breaks"() {
    const world = new World();
    world.forbidden = true;
    const window = world.openWindow();
    new Card(window, world.server.blocks()[0]).type(" mine");
    const said = !window.sync.kept;
    await world.clock.pass(2000);
    return said && world.server.lines[2] === "alpha mine" && window.sync.kept;
  },
  async "what was refused is there again when its card is opened, and says why, whatever came between"() {
    const world = new World();
    const window = world.openWindow();
    const said = [];
    window.sync.addEventListener("refused", ({ detail }) => said.push(detail.problems[0].message));
    new Card(window, world.server.blocks()[2]).type(" bad");
    await world.clock.pass(1000);
    window.card.close();
    world.server.splice(2, 3, ["alpha", "", "aleph"]);
    void window.news.now();
    await world.clock.pass(200);
    new Card(window, world.server.blocks()[0]).type(" mine");
    await world.clock.pass(10_000);
    window.card.close();
    const card = new Card(window, window.sync.store.state.page.blocks[3]);
    const shown = card.value;
    await world.clock.pass(1000);
    const { status } = window.sync;
    card.value = "gamma good";
    card.type("");
    await world.clock.pass(1000);
    return shown === "gamma bad" && status === "refused" && said.length === 2 && window.sync.status === "kept" && world.server.lines.join("|") === "## One||alpha mine||aleph||beta||gamma good";
  },
  async "what was refused stands beside when somebody else changes its block"() {
    const world = new World();
    const window = world.openWindow();
    new Card(window, world.server.blocks()[2]).type(" bad");
    await world.clock.pass(1000);
    world.server.splice(6, 7, ["gamma theirs"]);
    void window.news.now();
    await world.clock.pass(200);
    return window.sync.aside[0]?.mine === "gamma bad" && window.sync.status === "kept";
  },
  async "news that was asked for on the way to another page does not lead back"() {
    const world = new World();
    const window = world.openWindow();
    manyPages(world);
    world.server.splice(6, 7, ["delta"]);
    void window.sync.go("m.md", "two");
    await settled();
    void window.news.now();
    await world.clock.pass(200);
    return window.sync.store.state.page.id === "two";
  },
  async "what was typed on the way to another page is kept, and its answer does not lead back"() {
    const world = new World();
    const window = world.openWindow();
    manyPages(world);
    const card = new Card(window, world.server.blocks()[0]);
    void window.sync.go("m.md", "two");
    await settled();
    card.type(" mine");
    void window.sync.flush();
    await settled();
    world.slow = 500;
    await world.clock.pass(3000);
    return window.sync.store.state.page.id === "two" && world.server.lines[2] === "alpha mine" && window.sync.store.state.seq === 1;
  },
  async "who goes to a page and then to another one comes to the other one"() {
    const world = new World();
    const window = world.openWindow();
    manyPages(world);
    world.slow = 500;
    void window.sync.go("m.md", "two");
    await settled();
    world.slow = 20;
    void window.sync.go("m.md", "three");
    await world.clock.pass(3000);
    return window.sync.store.state.page.id === "three";
  },
  async "who goes to another page while nobody answers is told so"() {
    const world = new World();
    const window = world.openWindow();
    world.line = () => "lost";
    const said = [];
    window.sync.addEventListener("failed", ({ detail }) => said.push(detail.message));
    const gone = window.sync.go("m.md", "one").catch(() => said.push("rejected"));
    await world.clock.pass(1000);
    await gone;
    return said.join() === "away,rejected";
  },
  async "Undo that nobody heard is not done to what was typed after it"() {
    const world = new World();
    const window = world.openWindow();
    world.line = () => "lost";
    let failed = "";
    window.sync.undo().catch((fault) => (failed = fault.message));
    await world.clock.pass(100);
    new Card(window, world.server.blocks()[0]).type(" later");
    world.line = () => "good";
    await world.clock.pass(60_000);
    return failed === "away" && world.server.lines[2] === "alpha later" && world.sends.filter((each) => !each.edit).length === 1;
  },
  async "a text that was chosen and cannot be written is shown again"() {
    const world = new World();
    const window = world.openWindow();
    new Card(window, world.server.blocks()[0]).type(" mine");
    world.server.splice(2, 3, ["alpha theirs"]);
    await world.clock.pass(1000);
    world.server.change = () => [422, { status: "refused", problems: [{ field: "", message: "It is not there any more.", remedy: "" }] }];
    void window.sync.choose(window.sync.aside[0], "mine");
    await world.clock.pass(1000);
    const [aside] = window.sync.aside;
    return aside?.mine === "alpha mine" && aside.form === true && !window.sync.unsent;
  },
  async "a button that nobody hears is said to have failed, and is not done later"() {
    const world = new World();
    const window = world.openWindow();
    world.line = () => "lost";
    let failed = "";
    window.sync.act({ action: "delete-block", file: "m.md", lines: [6, 7] }).catch((fault) => (failed = fault.message));
    await world.clock.pass(60_000);
    world.line = () => "good";
    await world.clock.pass(60_000);
    return failed === "away" && world.server.lines.includes("gamma");
  },
};

const [, , ways = "200", first = "1"] = process.argv;
const wrong = [];
for (const [name, check] of Object.entries(cases)) {
  const fine = await check().catch((error) => void wrong.push(String(error?.stack ?? error)));
  if (!fine) wrong.push(name);
}
for (let seed = Number(first); seed < Number(first) + Number(ways); seed += 1) wrong.push(...(await way(seed, Number(process.argv[5] || 60))));
console.log(JSON.stringify(wrong));
