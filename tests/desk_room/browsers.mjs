// Browsers that write a course: the desk's own `Sync` with a clock, a storage and cards, told line by line what people do.
// In: one JSON object a line. Out: {"ask": …} for each request, which is answered in a line, and {"done": …} for each command.

import { createInterface } from "node:readline";
import { echoes } from "../../src/elearn/desk/browser/echo.js";
import { watchNews } from "../../src/elearn/desk/browser/news.js";
import { Store } from "../../src/elearn/desk/browser/store.js";
import { Sync } from "../../src/elearn/desk/browser/sync.js";

const tell = (what) => process.stdout.write(`${JSON.stringify(what)}\n`);
const turn = () => new Promise((done) => setImmediate(done));

/** Requests that nobody has answered yet. Those that are `slow` are not waited for. */
const asked = new Map();
let waker = () => {};
let ids = 0;

/** Waits until nothing happens any more but by time. */
async function settled() {
  for (let idle = 0; idle < 2; ) {
    await turn();
    if ([...asked.values()].some((each) => !each.slow)) {
      await new Promise((done) => (waker = done));
      idle = 0;
    } else idle += 1;
  }
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

class Storage {
  map = new Map();
  get length() {
    return this.map.size;
  }
  key = (n) => [...this.map.keys()][n] ?? null;
  getItem = (key) => this.map.get(key) ?? null;
  removeItem = (key) => void this.map.delete(key);
  setItem = (key, value) => void this.map.set(key, value);
}

/** An open card, as card.js shows a block: as text, or as a form. */
class Card {
  constructor(window, block, form) {
    const { sync } = window;
    Object.assign(this, { window, file: sync.store.state.page.file, block, split: false, known: block.text });
    const waits = sync.waiting(this.file, block.lines, this);
    if (block.values && (waits.length ? waits.some((each) => each.values) : form)) {
      this.values = waits.findLast((each) => each.values)?.values ?? block.values;
      this.echo = echoes([], block.values);
      for (const { values } of waits) if (values) this.echo.sent(values);
    } else {
      this.sent = waits.flatMap(({ text }) => text ?? []);
      this.value = this.sent.at(-1) ?? block.text;
    }
  }
  get shown() {
    return this.values ?? this.value;
  }
  type(what) {
    const { sync } = this.window;
    if (this.values) {
      this.values = what;
      this.echo.sent(what);
      sync.fields(this.file, this.block.lines, this.block.kind, what, this);
    } else {
      this.value = what;
      this.sent.push(what);
      sync.edit(this.file, this.block.lines, what, this);
    }
  }
  show({ page, edited }) {
    if (page.file !== this.file) return this.close();
    const meets = (one, other) => one[0] < other[1] && other[0] < one[1];
    const same = page.blocks.filter((each) => each.text === this.block.text);
    const block = same.find((each) => each.lines[0] === this.block.lines[0]) ?? (edited && page.blocks.find((each) => meets(each.lines, edited))) ?? same[0];
    if (!block) return this.close();
    this.block = block;
    if (this.values) {
      const show = block.values && this.echo.answer(block.values, this.values);
      if (show) this.values = show;
      return undefined;
    }
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
    return undefined;
  }
  close() {
    if (this.window.card === this) this.window.card = null;
    this.window.sync.closed();
  }
}

/** One browser of one person, with one window. */
class Browser {
  storage = new Storage();
  window = null;
  said = [];
  constructor(world, person) {
    Object.assign(this, { world, person });
  }
  open(state) {
    const window = (this.window = { alive: true, card: null });
    const { clock } = this.world;
    const alive = (fn) => (...given) => window.alive && fn(...given);
    const { storage, person } = this;
    const around = {
      setTimeout: (fn, wait) => clock.set(alive(fn), wait),
      clearTimeout: (id) => clock.timers.delete(id),
      now: () => clock.time,
      id: () => `${person}-${this.world.name}-${++ids}`,
      storage: {
        get length() {
          return storage.length;
        },
        key: storage.key,
        getItem: storage.getItem,
        removeItem: alive(storage.removeItem),
        setItem: alive(storage.setItem),
      },
      locks: { request: async (name, options, run = options) => (run === options ? undefined : run({})) },
      fetch: (address, init) => ask(this, window, address, init),
    };
    window.store = new Store(state);
    window.sync = new Sync(window.store, { course: "/desk/c", person, window: around.id(), words: { away: "away", out: "out", changed: "changed" } }, around);
    window.news = watchNews(window.sync, () => true);
    window.store.watch((now) => window.card?.show(now));
    void window.sync.recover();
  }
  end(crash) {
    if (!this.window) return;
    if (!crash) this.window.sync.leave();
    this.window.alive = false;
    this.window = null;
  }
  /** What a button does is told once it is over. */
  over(what, promise, typed = "") {
    promise.then(
      (state) => this.said.push({ what, done: true, said: state?.said ?? "" }),
      (fault) => this.said.push({ what, done: false, said: fault.message, kind: fault.kind, typed }),
    );
  }
  picture() {
    const said = this.said.splice(0);
    if (!this.window) return { said, kept: [...this.storage.map.values()], open: false };
    const { sync, store, card } = this.window;
    const { seq, title, outline, page, clashes, unsaved, steps, findings } = store.state;
    const applies = findings.filter((each) => each.apply).map((each) => each.key);
    return {
      said,
      kept: [...this.storage.map.values()],
      open: true,
      status: sync.status,
      halted: sync.halted,
      busy: sync.busy,
      unsent: sync.unsent,
      aside: sync.aside,
      state: { seq, title, applies, outline, page, clashes, unsaved, steps },
      at: sync.at,
      card: card && { shown: card.shown, lines: card.block.lines, form: Boolean(card.values) },
    };
  }
}

function ask(browser, window, address, init) {
  if (!window.alive) return new Promise(() => {});
  const id = ++ids;
  return new Promise((resolve, reject) => {
    const response = (status, body) => ({ status, ok: status < 300, json: async () => JSON.parse(body) });
    const over = (status, body) => {
      if (!asked.delete(id)) return;
      if (window.alive) status ? resolve(response(status, body)) : reject(new TypeError("Failed to fetch"));
    };
    asked.set(id, { over, slow: false, window });
    init.signal?.addEventListener("abort", () => over(0, ""));
    tell({ ask: id, person: browser.person, method: init.method ?? "GET", address, body: init.body ?? null });
  });
}

let world = null;

const commands = {
  new({ name, people }) {
    for (const each of Object.values(world?.browsers ?? {})) each.end(true);
    asked.clear();
    world = { name, clock: new Clock(), browsers: {} };
    for (const person of people) world.browsers[person] = new Browser(world, person);
  },
  open: (browser, { state }) => browser.open(state),
  end: (browser, { crash }) => browser.end(crash),
  card(browser, { n, form }) {
    const { window } = browser;
    window.card?.close();
    const { blocks } = window.store.state.page;
    if (blocks.length) window.card = new Card(window, blocks[n % blocks.length], form);
  },
  type: (browser, { what }) => browser.window.card?.type(what),
  close: (browser) => browser.window.card?.close(),
  act: (browser, { action }) => browser.over(action.action, browser.window.sync.act(action), action.title ?? action.values?.summary),
  step: (browser, { way }) => browser.over(way, browser.window.sync[way]()),
  settle: (browser, { file, lines, choose, clash }) => browser.over("settle", browser.window.sync.settle(file, lines, choose, clash)),
  choose: (browser, { n, choose }) => void browser.window.sync.choose(browser.window.sync.aside[n], choose),
  go: (browser, { file, page }) => browser.over("go", browser.window.sync.go(file, page)),
  hurry(browser) {
    browser.window.sync.hurry();
    void browser.window.news.now();
  },
  resume: (browser, { same }) => browser.window.sync.resume(same),
  pass: (_, { wait }) => world.clock.pass(wait),
  look: () => {},
};

async function run({ op, person, ...given }) {
  if (op === "new") commands.new(given);
  else await commands[op](world.browsers[person], given);
  await settled();
  tell({ done: Object.fromEntries(Object.entries(world.browsers).map(([name, each]) => [name, each.picture()])) });
}

createInterface({ input: process.stdin }).on("line", (line) => {
  const given = JSON.parse(line);
  if (given.op) run(given).catch((error) => tell({ fault: String(error?.stack ?? error) }));
  else {
    const each = asked.get(given.answer);
    if (given.slow) each && (each.slow = true);
    else each?.over(given.status, given.body);
    waker();
  }
});
