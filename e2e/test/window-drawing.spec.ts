import { fileURLToPath } from "node:url";
import { expect, test } from "@playwright/test";
import { build, type Rolldown } from "vite";

/**
 * Draws the same pages, one after the other over the last, with Preact and with the subset that stands in its place, and
 * says at which of them the two differ: in what stands there, in which elements were kept, or in what components were told.
 */
const COMPARISON = `
import * as preact from "preact";
import * as subset from "/packages/chat-client/src/drawing/preact-subset.ts";

const createRandom = (seed) => {
  let state = seed;
  const random = (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
  return random;
};

/**
 * With keys, siblings are any; without, they stay in their places and come and go there, as the window's do. Which of
 * several without keys is kept when they move is nobody's promise.
 */
const describe = (random, shape, hasKeys, depth) => {
  const choose = hasKeys ? random : shape;
  return Array.from({ length: choose(5) }, (_, place) => {
    const kind = choose(8);
    const tag = ["p", "div", "span"][choose(3)];
    const children = depth > 0 ? describe(random, shape, hasKeys, depth - 1) : [];
    const key = hasKeys ? [place, kind, tag].join() : undefined;
    if (!hasKeys && random(4) === 0) return { kind: "nothing", value: null };
    switch (kind) {
      case 0: return { kind: "nothing", value: [null, false, undefined][random(3)] };
      case 1: return { kind: "text", text: ["one", "two", 3][random(3)] };
      case 2: return { kind: "list", key, children: shuffle(random, random(7)).map((key) => ({ kind: "element", tag: "li", key, children: describe(random, shape, true, 0) })) };
      case 3: return { kind: "drawing", key, children };
      case 4: return { kind: "component", key, name: "c" + random(3), isStill: random(3) === 0, children };
      case 5: return { kind: "svg", key, path: "M" + random(3) };
      case 6: return { kind: "field", key, value: "v" + random(3), disabled: random(2) === 0 };
      default: return { kind: "element", key, tag, title: [undefined, "a", "b"][random(3)], pressed: [undefined, true, false][random(3)], style: [undefined, "height: 3px"][random(2)], children };
    }
  });
};
const shuffle = (random, count) => {
  const keys = Array.from({ length: count }, (_, key) => key);
  for (let index = count - 1; index > 0; index -= 1) {
    const other = random(index + 1);
    [keys[index], keys[other]] = [keys[other], keys[index]];
  }
  return keys.slice(random(2));
};

/** What is empty may as well be missing: Preact sets properties where the subset removes attributes. */
const tell = (node) => {
  if (!node.localName) return node.data;
  const attributes = [...node.attributes].map(({ name, value }) => value && name + "=" + value).filter(Boolean).sort();
  const children = node.localName === "textarea" ? [] : [...node.childNodes].map(tell);
  return [node.localName, node.namespaceURI, attributes, ...children];
};

const engine = ({ h, Fragment, Component, render }) => {
  const container = document.createElement("div");
  const told = [];
  const mounted = [];
  let serial = 0;
  class Noted extends Component {
    state = { count: 0 };
    componentDidMount() { mounted.push(this); told.push("mounted " + this.props.name); }
    shouldComponentUpdate(next, { count }) { return !next.isStill || count !== this.state.count; }
    getSnapshotBeforeUpdate() { return this.props.name; }
    componentDidUpdate(before, stateBefore, snapshot) {
      told.push(["updated", before.name, stateBefore.count, snapshot, this.props.name, this.state.count].join(" "));
    }
    componentWillUnmount() { mounted.splice(mounted.indexOf(this), 1); told.push("unmounted " + this.props.name); }
    render({ name, content }, { count }) { return [name, count, content]; }
  }
  const Drawing = ({ children }) => h(Fragment, null, "[", children, "]");
  const toContent = (one) => {
    const children = one.children?.map(toContent) ?? [];
    switch (one.kind) {
      case "nothing": return one.value;
      case "text": return one.text;
      case "list": return h("ul", { key: one.key }, children);
      case "drawing": return h(Drawing, { key: one.key }, ...children);
      case "component": return h(Noted, { key: one.key, name: one.name, isStill: one.isStill, content: children });
      case "svg": return h("svg", { key: one.key, viewBox: "0 0 9 9" }, h("path", { d: one.path }));
      case "field": return h("textarea", { key: one.key, value: one.value, disabled: one.disabled, onInput: () => told.push("input " + one.value) });
      default: return h(one.tag, { key: one.key, title: one.title, style: one.style, "aria-pressed": one.pressed, class: one.title, ref: (element) => told.push("ref " + (element ? one.tag : null)) }, ...children);
    }
  };
  return {
    draw: (page) => render(page && h(Fragment, null, ...page.map(toContent)), container),
    change: (choice) => { for (const one of mounted) if ((one.props.name.charCodeAt(1) + choice) % 2 === 0) one.setState({ count: one.state.count + 1 }); },
    type: () => { for (const field of container.querySelectorAll("textarea")) { field.value = "typed"; field.dispatchEvent(new Event("input")); } },
    look: () => {
      const kept = [...container.querySelectorAll("*")].map((node) => (node.serial ??= serial += 1));
      const fields = [...container.querySelectorAll("textarea")].map(({ value, disabled }) => [value, disabled]);
      return JSON.stringify({ content: tell(container), kept, fields, told: told.splice(0).sort() });
    },
  };
};

globalThis.compare = async (seed) => {
  const random = createRandom(seed);
  const engines = [engine(preact), engine(subset)];
  for (let step = 0; step < 8; step += 1) {
    const page = step < 7 ? describe(random, createRandom(seed), seed % 2 === 0, 3) : null;
    const choice = random(2);
    for (const act of [(one) => one.draw(page), (one) => one.type(), (one) => one.change(choice), (one) => one.draw(page)]) {
      engines.forEach(act);
      // Both draw what was changed in a microtask.
      await new Promise((resolve) => { const { port1, port2 } = new MessageChannel(); port1.onmessage = resolve; port2.postMessage(null); });
      const [expected, actual] = engines.map((one) => one.look());
      if (actual !== expected) return { seed, step, expected, actual };
    }
  }
  return null;
};
`;

const buildComparison = async (): Promise<string> => {
  const name = "virtual:comparison";
  const results = await build({
    configFile: false,
    logLevel: "error",
    root: fileURLToPath(new URL("../..", import.meta.url)),
    plugins: [
      {
        name: "comparison",
        resolveId: (id) => (id.endsWith(name) ? name : undefined),
        load: (id) => (id === name ? COMPARISON : undefined),
      },
    ],
    build: { write: false, target: "es2022", lib: { entry: name, formats: ["es"], fileName: "comparison" } },
  });
  const [result] = (Array.isArray(results) ? results : [results]) as Rolldown.RolldownOutput[];
  return result?.output[0].code ?? "";
};

declare global {
  var compare: (seed: number) => Promise<object | null>;
}

test("WIN26: what stands in Preact's place draws what Preact draws, keeps what it keeps and tells what it tells", async ({
  page,
}) => {
  await page.addScriptTag({ content: await buildComparison(), type: "module" });
  await expect.poll(() => page.evaluate(() => typeof globalThis.compare)).toBe("function");
  const differences = await page.evaluate(async () => {
    const found: object[] = [];
    for (let seed = 1; seed <= 300 && found.length < 3; seed += 1) {
      const difference = await globalThis.compare(seed);
      if (difference) found.push(difference);
    }
    return found;
  });
  expect(differences).toEqual([]);
});
