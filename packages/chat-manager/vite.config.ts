import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { type MinifyOptions, minify } from "terser";
import { build, defineConfig, type InlineConfig, type Plugin, type Rolldown } from "vite";
import { CLIENT_NAMES } from "./client-names.ts";

/**
 * Two builds, so that each file stands for itself: the client's first, since the manager knows it by its hashed name.
 * A shared chunk would be a third request, and a second copy of the manager when either is fetched again. So what the
 * client imports lazily shares by importing from the client's file, which may export more than is asked of it.
 */
const CLIENT = "virtual:chat-client";

/** Puts together what the manager imports when a window is needed (`ClientFile` in src/window/client-file.ts). */
const CLIENT_SOURCE = `
import { launchChat, loadEmbedding } from "@beckon/chat-client";
import { createVisitorClient } from "@beckon/sdk";
import { createControllerWith } from "/src/window/controller.ts";
export const createController = createControllerWith(launchChat, loadEmbedding);
// Few pages ask, so it is a file of its own.
export const askOpenThreads = async (configuration) =>
  (await import("/src/window/open-threads.ts")).askOpenThreadsWith(createVisitorClient)(configuration);
`;

/**
 * The window's built-in texts and what emoji are found by: two files for each language, which the client knows by the tag and
 * the hash of them all.
 */
const CLIENT_FOLDER = new URL("../chat-client/", import.meta.url);
const readClientText = (path: string): string => readFileSync(new URL(path, CLIENT_FOLDER), "utf8");
const languages = readdirSync(new URL("languages/", CLIENT_FOLDER))
  .sort()
  .map((name) => ({
    tag: name.replace(".json", ""),
    texts: readClientText(`languages/${name}`),
    words: readClientText(`emoji-words/${name}`),
  }));
const languagesHash = createHash("sha256")
  .update(JSON.stringify(languages))
  .digest("base64url")
  .replaceAll(/[-_]/g, "")
  .slice(0, 8);

const languageFiles: Plugin = {
  name: "language-files",
  generateBundle() {
    const emit = (name: string, text: string): void => {
      const source = `export default ${JSON.stringify(JSON.parse(text))};\n`;
      this.emitFile({ type: "asset", fileName: `${name}-${languagesHash}.js`, source });
    };
    for (const { tag, texts, words } of languages) {
      emit(`language-${tag}`, texts);
      emit(`emoji-words-${tag}`, words);
    }
  },
};

/**
 * A file that could not be loaded is asked for under another address next time: browsers remember that a module has failed
 * until the page is reloaded, however long ago its server was gone. So the client's later files ask it for each other, and for
 * itself by the address that it came by, which stands behind the `#` of theirs.
 */
const BRING = `
const loadedBy = new URL(import.meta.url).search;
const failures = {};
export const bringFile = (file) =>
  import(file + (failures[file] ? "?" + failures[file] : "") + (loadedBy && "#" + loadedBy)).catch((reason) => {
    failures[file] = (failures[file] ?? 0) + 1;
    throw reason;
  });`;

type Adaptation = (code: string, chunk: Rolldown.RenderedChunk, client: Rolldown.RenderedChunk | undefined) => string;

const bringAgain: Adaptation = (code, chunk, client) => {
  const bringing = code.replaceAll(/\bimport\((["'`]\.\/[^"'`]+["'`])\)/g, "bringFile($1)");
  if (client === undefined || chunk.fileName === client.fileName) return bringing + BRING;
  const asking = bringing.replaceAll(
    /\bimport\s*(?:\{([^}]*)\}\s*from\s*)?["'`]\.\/([^"'`]+)["'`];/g,
    (_import, names = "", file = "") =>
      `const {${names.replaceAll(" as ", ":")}} = ${file === client.fileName ? "client" : `await bringFile("./${file}")`};`,
  );
  if (asking === code) return code;
  const address = `"./${client.fileName}" + new URL(import.meta.url).hash.slice(1)`;
  return `const client = await import(${address}); const {bringFile} = client; ${asking}`;
};

/** A letter for each of the client's own names, then two. Fixed here, since its files are made small one by one. */
const LETTERS = [..."abcefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"];
const SHORT = [...LETTERS, ...LETTERS.map((letter) => `a${letter}`)];
const shortNames = {
  mangle: { properties: { regex: new RegExp(`^(${CLIENT_NAMES.join("|")})$`) } },
  nameCache: { props: { props: Object.fromEntries(CLIENT_NAMES.map((name, index) => [`$${name}`, SHORT[index]])) } },
} satisfies MinifyOptions;

/** Gzip looks back 32 KB: with the style sheet out of its midst, the code finds more of itself. */
const withSheetLast = (code: string): string => {
  const sheet = /(?<=`)\.stage\{[^`$]*/.exec(code)?.[0];
  if (sheet === undefined) return code;
  const [before, after] = code.split(sheet);
  return `${before}\${sheet}${after}const sheet=\`${sheet}\`;`;
};

/** After the bundler's own minifier: what it saves, every page of every website saves. */
const smallerWith = (options: MinifyOptions, adapt: Adaptation = (code) => code): Plugin => ({
  name: "smaller",
  renderChunk: {
    order: "post",
    async handler(code, chunk, _options, { chunks }) {
      const entry = Object.values(chunks).find(({ isEntry }) => isEntry);
      const { code: smallerCode } = await minify(adapt(code, chunk, entry), {
        module: true,
        ecma: 2020,
        compress: { passes: 3 },
        format: { comments: false },
        ...options,
      });
      return smallerCode === undefined ? null : withSheetLast(smallerCode);
    },
  },
});
const smaller = smallerWith({});

const JSX = 'import { Fragment, h } from "preact"';

/**
 * Of the client's files nearly everything is called as soon as the window opens. Chromium compiles it while they arrive, beside
 * the page's thread, and not function by function while the visitor waits.
 */
const CALLED_AT_ONCE = "//# allFunctionsCalledOnLoad";

const bundleOf = (name: string, entry: string, codeSplitting = false): InlineConfig => ({
  configFile: false,
  logLevel: "warn",
  plugins: [smaller],
  build: {
    target: "es2022",
    reportCompressedSize: false,
    lib: { entry: { [name]: entry }, formats: ["es"] },
    rolldownOptions: {
      preserveEntrySignatures: "allow-extension",
      output: {
        entryFileNames: "[name]-[hash].js",
        chunkFileNames: "[name]-[hash].js",
        codeSplitting,
        postBanner: codeSplitting ? CALLED_AT_ONCE : "",
        minify: true,
        comments: false,
      },
    },
  },
});

const fileOf = (results: Awaited<ReturnType<typeof build>>): string => {
  const outputs = (Array.isArray(results) ? results : [results]) as Rolldown.RolldownOutput[];
  const entry = outputs[0]?.output[0];
  if (!entry) throw new Error("The build wrote no file.");
  if (entry.imports.length > 0) throw new Error(`${entry.fileName} needs ${entry.imports} at once: one file too many.`);
  return entry.fileName;
};

const buildClient = async (): Promise<string> =>
  fileOf(
    await build({
      ...bundleOf("chat-client", CLIENT, true),
      // Smaller than the automatic runtime, which would come along.
      oxc: { jsx: { runtime: "classic", pragma: "h", pragmaFrag: "Fragment" }, jsxInject: JSX },
      define: {
        LANGUAGES: JSON.stringify(languages.map(({ tag }) => tag).join(" ")),
        LANGUAGES_HASH: JSON.stringify(languagesHash),
      },
      plugins: [
        smallerWith(shortNames, bringAgain),
        languageFiles,
        {
          name: "chat-client-entry",
          resolveId: (id) => (id.endsWith(CLIENT) ? CLIENT : undefined),
          load: (id) => (id === CLIENT ? CLIENT_SOURCE : undefined),
        },
      ],
    }),
  );

const { version } = JSON.parse(readFileSync(new URL("package.json", import.meta.url), "utf8")) as { version: string };

/** What the server tells each loader of, by name. */
const manifest = (files: Readonly<Record<string, string>>): Plugin => ({
  name: "manifest",
  generateBundle(_options, bundle) {
    const entry = Object.values(bundle).find((file) => file.type === "chunk" && file.isEntry);
    const source = `${JSON.stringify({ manager: entry?.fileName, ...files })}\n`;
    this.emitFile({ type: "asset", fileName: "manifest.json", source });
  },
});

/** A file that the loader brings for the sources that need it, or when it is asked for. */
const buildBeside = async (name: string, entry: string): Promise<string> =>
  fileOf(await build({ ...bundleOf(name, entry), build: { ...bundleOf(name, entry).build, emptyOutDir: false } }));

export default defineConfig(async () => {
  const client = await buildClient();
  const debug = await buildBeside("chat-debug", "src/debug/index.ts");
  // Blockers match addresses that say "analytics".
  const reports = await buildBeside("chat-reports", "src/reports/index.ts");
  const fillings = await buildBeside("chat-fillings", "src/fillings/index.ts");
  const manager = bundleOf("chat-manager", "src/index.ts");
  return {
    ...manager,
    build: { ...manager.build, emptyOutDir: false },
    define: {
      CLIENT_FILE: JSON.stringify(client),
      VERSION: JSON.stringify(version),
    },
    plugins: [smaller, manifest({ client, debug, reports, fillings })],
  };
});
