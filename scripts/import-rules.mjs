/**
 * Who may import whom: this file alone states it. The check reads it, and so does the table in ARCHITECTURE.md.
 *
 * In `mayImport` a folder of ours is allowed
 *   "always": in every way · "types": by `import type` only · "lazily": by `import()` or `import type` only.
 * `testsMayImport` adds what the code itself must not know but its tests talk to.
 * `libraries`, where present, are the only packages that the code itself (not its tests) may import from elsewhere,
 * `node:` modules included: on websites every kilobyte is somebody else's.
 */
export const packageRules = [
  {
    folder: "packages/protocol",
    mayImport: {},
    libraries: ["typebox"],
    sentence: "The wire is understood by all and knows nobody.",
  },
  {
    folder: "packages/conditions",
    mayImport: {},
    libraries: [],
    sentence: "Evaluation is pure, and the same in browser, simulator and server.",
  },
  {
    folder: "packages/targeting",
    mayImport: { "packages/conditions": "always", "packages/protocol": "types" },
    libraries: [],
    sentence: "Trigger decisions are pure; of the wire they know the shapes only.",
  },
  {
    folder: "packages/sdk",
    mayImport: { "packages/protocol": "always" },
    libraries: [],
    sentence: "The visitor's connection works without any screen.",
  },
  {
    folder: "packages/loader",
    mayImport: { "packages/targeting": "types", "packages/chat-manager": "types" },
    libraries: [],
    sentence: "The loader stays a kilobyte: it imports nothing at run time.",
  },
  {
    folder: "packages/web",
    mayImport: {},
    libraries: ["react"],
    sentence: "The module for bundlers knows the queue, and nothing of what answers it.",
  },
  {
    folder: "packages/chat-manager",
    mayImport: {
      "packages/targeting": "always",
      "packages/conditions": "always",
      "packages/sdk": "always",
      "packages/protocol": "always",
      "packages/chat-client": "lazily",
    },
    libraries: [],
    sentence: "Pages that show no chat never load the client.",
  },
  {
    folder: "packages/chat-client",
    mayImport: { "packages/sdk": "always", "packages/protocol": "always" },
    libraries: ["preact"],
    sentence: "The window shows a conversation; it does not know what made it appear.",
  },
  {
    folder: "apps/server",
    mayImport: {
      "packages/protocol": "always",
      "packages/conditions": "always",
      "packages/targeting": "always",
      "packages/chat-client": "always",
      "apps/shop": "lazily",
    },
    testsMayImport: { "packages/sdk": "always" },
    sentence:
      "Server and console meet on the wire only; of the window the server knows what a source may change of it; the demo shop is loaded with the demo only.",
  },
  {
    folder: "apps/console",
    mayImport: {
      "packages/protocol": "always",
      "packages/conditions": "always",
      "packages/targeting": "always",
      "packages/sdk": "always",
      "packages/chat-client": "always",
    },
    sentence: "Console and server meet on the wire only; sdk and window are for the preview.",
  },
  {
    folder: "apps/shop",
    mayImport: {},
    sentence: "The shop is somebody else's website: it knows us by the snippet only.",
  },
  {
    folder: "e2e",
    mayImport: {
      "packages/protocol": "always",
      "packages/targeting": "always",
      "packages/web": "always",
      "packages/chat-client": "always",
      "apps/server": "always",
      "apps/console": "always",
      "apps/shop": "always",
    },
    sentence: "Journeys start what a person would start, or a part on its stand, and then use it from outside.",
  },
  {
    folder: "bench",
    mayImport: {
      "packages/protocol": "always",
      "packages/conditions": "always",
      "packages/targeting": "always",
      "packages/sdk": "always",
      "packages/chat-client": "always",
      "apps/server": "always",
      "apps/shop": "always",
    },
    sentence: "A measurement may reach for what it measures.",
  },
];

/**
 * The floors of the server, from the top: a file imports from its own floor and from those below. Files directly in
 * `folder` stand on the top floor with `cli` and `demo`. Tests may enter on any floor.
 */
export const serverFloors = {
  folder: "apps/server/src",
  floors: [["cli", "demo"], ["http", "sockets"], ["features"], ["delivery"], ["platform"]],
  sentence: "Within the server: cli, demo → http, sockets → features → delivery → platform, never backwards.",
};

/** The one file through which features see each other. */
export const featureDoor = {
  folder: "apps/server/src/features",
  door: "index.ts",
  sentence: "A feature reaches another through its index.ts.",
};

/**
 * Decisions are pure functions: at run time they import other decisions, these packages of ours and these libraries,
 * whose answers depend on their arguments alone, and nothing else.
 */
export const decisionFiles = {
  ending: ".decisions.ts",
  mayImport: ["packages/protocol", "packages/conditions", "packages/targeting", "packages/chat-client/src/catalogue"],
  libraries: ["css-tree", "redos-detector"],
  sentence:
    "A *.decisions.ts file imports nothing with effects: other decisions, pure packages and libraries, and types.",
};

/** Said of a path that climbs out of its workspace; the shared cases in spec/ are data and belong to all. */
export const workspaceDoor = "Another workspace is imported by its name, through what its package.json exports.";

/** Said of a circle. */
export const noCircles = "Files do not import each other in a circle; what both need goes to a third.";
