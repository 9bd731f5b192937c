/**
 * What the window uses of Preact, in Preact's place in the product's bundle: a third of its weight, without hydration,
 * suspense, contexts, hooks and MathML. The window is written and typed against Preact, and the console's preview runs on
 * it; a test draws the same with both. Whatever else of Preact a part of the window comes to need belongs here first.
 */

type Properties = Record<string, unknown>;
type Reference = ((node: Node | null) => void) | { current: Node | null };
type Drawing = (properties: Properties) => unknown;

interface Drawn {
  /** A tag, a component, `Fragment`; null for a text. */
  readonly type: string | Drawing | typeof Component | null;
  readonly properties: Properties;
  readonly key: unknown;
  readonly reference: Reference | undefined;
  /** Of the text or tag. */
  node: Node | null;
  component: Component | null;
  /** Places stay: what is not there is null. */
  children: (Drawn | null)[];
  around: Drawn | null;
}

/** Under the names that the build's JSX asks for; it declares them in each file. */
export { describe as h, Several as Fragment };

type Listener = (event: Event) => void;
/** The listeners of an element by the types of their events: an element listens once to each, for good. */
const listeners = new WeakMap<Element, Record<string, unknown>>();

const SVG = "http://www.w3.org/2000/svg";

/** What follows when everything is in its place: references first, then what components do. */
const references: (() => void)[] = [];
const endings: (() => void)[] = [];
let due: Component[] = [];

/** Children without an element of their own. */
const Several: Drawing = () => null;

export class Component {
  props: Properties;
  state: Properties = {};
  /** What `state` is from the next drawing on. */
  next: Properties | null = null;
  drawn: Drawn | null = null;
  isDue = false;

  constructor(properties: Properties) {
    this.props = properties;
  }

  setState(part: Properties): void {
    this.next = { ...(this.next ?? this.state), ...part };
    this.forceUpdate();
  }

  forceUpdate(): void {
    if (this.isDue) return;
    this.isDue = true;
    if (due.push(this) === 1) queueMicrotask(drawDue);
  }

  render(_properties: Properties, _state: Properties): unknown {
    return null;
  }
  componentDidMount?(): void;
  shouldComponentUpdate?(properties: Properties, state: Properties): boolean;
  getSnapshotBeforeUpdate?(): unknown;
  componentDidUpdate?(before: Properties, stateBefore: Properties, snapshot: unknown): void;
  componentWillUnmount?(): void;
}

export const createRef = (): { current: Node | null } => ({ current: null });

const make = (type: Drawn["type"], properties: Properties, key?: unknown, reference?: Reference): Drawn => ({
  type,
  properties,
  key,
  reference,
  node: null,
  component: null,
  children: [],
  around: null,
});

function describe(type: string | Drawing | typeof Component, given: Properties | null, ...children: unknown[]): Drawn {
  const { key, ref, ...properties } = given ?? {};
  if (children.length > 0) properties.children = children;
  return make(type, properties, key, ref as Reference | undefined);
}

/** Draws into the container, over what was drawn there before. */
export function render(content: unknown, container: Container): void {
  const root = make(null, {});
  root.node = container;
  root.children = container.drawn?.children ?? [];
  container.drawn = root;
  drawChildren(root, root.children, [content], container, container.firstChild);
  finish();
}

type Container = Node & { drawn?: Drawn };

function drawDue(): void {
  // Who is around others is drawn first, and often draws them.
  const components = due.sort((one, other) => depthOf(one.drawn) - depthOf(other.drawn));
  due = [];
  for (const component of components) {
    const { drawn } = component;
    if (!component.isDue || !drawn) continue;
    let { around } = drawn;
    while (around && !around.node) ({ around } = around);
    if (around?.node)
      drawComponent(component, drawn, drawn.children, around.node, firstNode(drawn) ?? nodeAfter(drawn));
  }
  finish();
}

const depthOf = (drawn: Drawn | null): number => (drawn ? 1 + depthOf(drawn.around) : 0);

function finish(): void {
  for (const end of [...references.splice(0), ...endings.splice(0)]) end();
}

const firstNode = (drawn: Drawn | null): Node | null =>
  drawn && (drawn.node ?? drawn.children.reduce<Node | null>((found, child) => found ?? firstNode(child), null));

/** What stands after something that has no node, in the same element. */
function nodeAfter(drawn: Drawn): Node | null {
  const { around } = drawn;
  if (!around) return null;
  for (const sibling of around.children.slice(around.children.indexOf(drawn) + 1)) {
    const node = firstNode(sibling);
    if (node) return node;
  }
  return around.node ? null : nodeAfter(around);
}

function toDrawn(content: unknown): Drawn | null {
  if (content == null || typeof content === "boolean") return null;
  if (Array.isArray(content)) return make(Several, { children: content });
  return typeof content === "object" ? (content as Drawn) : make(null, { text: String(content) });
}

const contentsOf = ({ children }: Properties): readonly unknown[] => (children ?? []) as unknown[];

/** `next` is the node that stands where the children begin; returns the one that stands after them. */
function drawChildren(
  around: Drawn,
  before: readonly (Drawn | null)[],
  contents: readonly unknown[],
  parent: Node,
  next: Node | null,
): Node | null {
  const left: (Drawn | null)[] = [...before];
  const children = contents.map(toDrawn);
  around.children = children;
  const partners = children.map((child, index) => {
    // Where nothing was, something new comes: what has no key is not looked for elsewhere.
    if (!child || (child.key == null && before[index] === null)) return null;
    const isSame = (one: Drawn | null | undefined) => one?.type === child.type && one.key === child.key;
    const place = isSame(left[index]) ? index : left.findIndex(isSame);
    const partner = left[place] ?? null;
    if (partner) left[place] = null;
    return partner;
  });
  for (const gone of left) {
    if (gone && next) while (next && isWithin(next, gone)) next = next.nextSibling;
    remove(gone, true);
  }
  children.forEach((child, index) => {
    if (!child) return;
    child.around = around;
    next = draw(child, partners[index] ?? null, parent, next);
  });
  return next;
}

const isWithin = (node: Node, drawn: Drawn): boolean =>
  drawn.node ? drawn.node === node : drawn.children.some((child) => child && isWithin(node, child));

function draw(drawn: Drawn, before: Drawn | null, parent: Node, next: Node | null): Node | null {
  const { type, properties } = drawn;
  const childrenBefore = before?.children ?? [];
  if (typeof type === "function") {
    // Handed on by what is around it: nothing has changed.
    if (drawn === before) return place(drawn, parent, next);
    if (!("render" in (type.prototype ?? {}))) {
      const contents = type === Several ? contentsOf(properties) : [(type as Drawing)(properties)];
      return drawChildren(drawn, childrenBefore, contents, parent, next);
    }
    const component = before?.component ?? new (type as typeof Component)(properties);
    drawn.component = component;
    component.drawn = drawn;
    if (before && !component.isDue && component.shouldComponentUpdate?.(properties, component.state) === false) {
      component.props = properties;
      drawn.children = childrenBefore;
      for (const child of childrenBefore) if (child) child.around = drawn;
      return place(drawn, parent, next);
    }
    return drawComponent(component, drawn, before && childrenBefore, parent, next);
  }
  const node = before?.node ?? create(type, properties, parent);
  drawn.node = node;
  if (type === null) {
    const text = properties.text as string;
    if (node.nodeValue !== text) node.nodeValue = text;
  } else {
    const element = node as Element;
    const propertiesBefore = before?.properties ?? {};
    for (const name in { ...propertiesBefore, ...properties }) {
      if (propertiesBefore[name] !== properties[name]) setProperty(element, name, properties[name]);
    }
    drawChildren(drawn, childrenBefore, contentsOf(properties), node, node.firstChild);
    // What the visitor has changed meanwhile is set back to what is drawn.
    if ("value" in properties && properties.value !== (element as HTMLInputElement).value) {
      (element as HTMLInputElement).value = properties.value as string;
    }
    refer(drawn.reference, before?.reference, node);
  }
  return place(drawn, parent, next);
}

/** `before`: what it drew last, null when it is new. */
function drawComponent(
  component: Component,
  drawn: Drawn,
  before: readonly (Drawn | null)[] | null,
  parent: Node,
  next: Node | null,
): Node | null {
  const { props: propertiesBefore, state: stateBefore } = component;
  component.props = drawn.properties;
  component.state = component.next ?? stateBefore;
  component.next = null;
  component.isDue = false;
  const content = component.render(component.props, component.state);
  const snapshot = before && component.getSnapshotBeforeUpdate?.();
  const after = drawChildren(drawn, before ?? [], [content], parent, next);
  endings.push(() => {
    if (before) component.componentDidUpdate?.(propertiesBefore, stateBefore, snapshot);
    else component.componentDidMount?.();
  });
  return after;
}

/** Moves nothing that stands where it should: moving costs focus and scroll. */
function place(drawn: Drawn, parent: Node, next: Node | null): Node | null {
  const { node, children } = drawn;
  if (!node) return children.reduce((following, child) => (child ? place(child, parent, following) : following), next);
  if (node === next) return node.nextSibling;
  parent.insertBefore(node, next);
  return next;
}

function create(type: string | null, { text }: Properties, parent: Node): Node {
  if (type === null) return document.createTextNode(text as string);
  const isSvg = type === "svg" || (parent as Element).namespaceURI === SVG;
  return isSvg ? document.createElementNS(SVG, type) : document.createElement(type);
}

function setProperty(element: Element, name: string, value: unknown): void {
  if (name === "children" || name === "value") return;
  if (name.startsWith("on")) listen(element, name.slice(2).toLowerCase(), value);
  else if (name === "style") (element as HTMLElement).style.cssText = value as string;
  else if (value == null || (value === false && name[4] !== "-")) element.removeAttribute(name);
  else element.setAttribute(name, value === true && name[4] !== "-" ? "" : String(value));
}

function listen(element: Element, type: string, listener: unknown): void {
  let known = listeners.get(element);
  if (!known) {
    known = {};
    listeners.set(element, known);
  }
  if (!(type in known)) {
    element.addEventListener(type, (event) => (listeners.get(element)?.[type] as Listener | undefined)?.(event));
  }
  known[type] = listener;
}

function refer(reference: Reference | undefined, before: Reference | undefined, node: Node): void {
  if (reference === before) return;
  if (before) tell(before, null);
  if (reference) references.push(() => tell(reference, node));
}

function tell(reference: Reference, node: Node | null): void {
  if (typeof reference === "function") reference(node);
  else reference.current = node;
}

/** `isOutermost`: what is within an element goes with it. */
function remove(drawn: Drawn | null, isOutermost: boolean): void {
  if (!drawn) return;
  const { node, component, children, reference } = drawn;
  if (component) {
    component.componentWillUnmount?.();
    component.drawn = null;
  }
  if (reference) tell(reference, null);
  for (const child of children) remove(child, isOutermost && !node);
  if (isOutermost && node?.parentNode) node.parentNode.removeChild(node);
}
